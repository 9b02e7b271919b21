/** Bars, as a list of names and values: it reads as one where it cannot be seen. */

import { content, html, legend } from "./elements.ts";
import { type Bars, barsOf, numberIn } from "./series.ts";
import type { Cell, Language, Table } from "./table.ts";
import { say } from "./words.ts";

/** The bars of a table that has something to measure (`barsOf`). */
export function draw(container: HTMLElement, table: Table, options: { lang: Language; title: string }): void {
  const bars = barsOf(table);
  if (!bars) return;
  const longest = Math.max(...table.rows.map((row) => sum(row, bars)), 0);
  const list = html("ol", "bars", ...table.rows.map((row) => barOf(row, table, bars, longest, options.lang)));
  list.setAttribute("aria-label", options.title);
  if (bars.values.length > 1) container.append(legend(bars.values.map((at) => table.columns[at]?.label ?? "")));
  container.append(list);
}

function sum(row: readonly (Cell | null)[], bars: Bars): number {
  return bars.values.reduce((total, at) => total + numberIn(row[at]), 0);
}

function barOf(row: readonly (Cell | null)[], table: Table, bars: Bars, longest: number, lang: Language): HTMLElement {
  const name = html("span", "name");
  bars.names.forEach((at, index) => name.append(...(index ? [" · "] : []), ...content(row[at] ?? null)));
  const track = html("span", "track");
  bars.values.forEach((at, index) => {
    if (numberIn(row[at]) <= 0) return;
    const part = html("span", `fill pattern-${index}`);
    part.style.setProperty("--share", String(numberIn(row[at]) / longest));
    track.append(part);
  });
  track.setAttribute("aria-hidden", "true");
  return html("li", "", name, track, html("span", "value", valueOf(row, table, bars, lang)));
}

/** The figures of a bar; of several series each with its name, where it is more than nothing. */
function valueOf(row: readonly (Cell | null)[], table: Table, bars: Bars, lang: Language): string {
  const [only] = bars.values;
  if (bars.values.length === 1 && only !== undefined) return figure(row[only], lang);
  const parts = bars.values.flatMap((at) =>
    numberIn(row[at]) ? [`${table.columns[at]?.label ?? ""} ${figure(row[at], lang)}`] : [],
  );
  const total = bars.total === null ? "" : figure(row[bars.total], lang);
  return parts.length > 1 && total ? `${total} (${parts.join(", ")})` : parts.join(", ") || say("none", lang);
}

function figure(cell: Cell | null | undefined, lang: Language): string {
  if (!cell) return "";
  return cell.text === cell.value ? numberIn(cell).toLocaleString(lang) : cell.text;
}

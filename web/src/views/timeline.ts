/** A timeline: a line for each row, its bar as long as the date is precise. A list, so that it can be read as one. */

import { legend } from "./bar.ts";
import { type Span, spanOf, ticks } from "./dates.ts";
import { content, html } from "./elements.ts";
import { momentsOf, type Moments, numberIn } from "./series.ts";
import type { Cell, Language, Table } from "./table.ts";
import { say } from "./words.ts";

const MOST_TICKS = 8;
const FEWEST_TICKS = 4;
const NARROW = 640;

interface Event {
  readonly row: readonly (Cell | null)[];
  readonly span: Span;
}

/** The timeline of a table with dates (`momentsOf`); rows without one are listed below it. */
export function draw(container: HTMLElement, table: Table, options: { lang: Language; title: string }): void {
  const moments = momentsOf(table);
  if (!moments) return;
  const events = table.rows.flatMap((row) => eventOf(row, moments) ?? []);
  events.sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  const whole = {
    start: Math.min(...events.map((event) => event.span.start)),
    end: Math.max(...events.map((event) => event.span.end)),
  };
  const groups = groupsOf(events, moments);
  const list = html("ol", "events", ...events.map((event) => entryOf(event, whole, moments, groups, events)));
  list.setAttribute("aria-label", options.title);
  if (groups.length > 1) container.append(legend(groups));
  if (events.length) {
    container.append(html("div", "timeline", axis(whole, container.clientWidth < NARROW, options.lang), list));
  }
  container.append(...undated(table, moments, options.lang));
}

function eventOf(row: readonly (Cell | null)[], moments: Moments): Event | null {
  const span = spanOf(row[moments.start]?.value ?? "");
  const last = moments.end === null ? null : spanOf(row[moments.end]?.value ?? "");
  if (!span) return last && { row, span: last };
  return { row, span: last && last.end > span.start ? { start: span.start, end: last.end } : span };
}

function groupsOf(events: readonly Event[], { group }: Moments): string[] {
  if (group === null) return [];
  return [...new Set(events.map((event) => event.row[group]?.text ?? "").filter(Boolean))];
}

function entryOf(
  { row, span }: Event,
  whole: Span,
  moments: Moments,
  groups: readonly string[],
  events: readonly Event[],
): HTMLElement {
  const length = whole.end - whole.start;
  const pattern = moments.group === null ? 0 : Math.max(0, groups.indexOf(row[moments.group]?.text ?? ""));
  const mark = html("span", `mark pattern-${pattern}`);
  mark.style.setProperty("--from", String((span.start - whole.start) / length));
  mark.style.setProperty("--length", String((span.end - span.start) / length));
  const track = html("span", "track", mark);
  track.setAttribute("aria-hidden", "true");
  const when = html(
    "span",
    "when",
    [moments.start, moments.end].flatMap((at) => (at === null ? [] : (row[at]?.text ?? []))).join("–"),
  );
  const name = html("span", "name", ...(moments.name === null ? [] : content(row[moments.name] ?? null)));
  if (moments.count !== null && moments.name === null) {
    const most = Math.max(...events.map((event) => numberIn(event.row[moments.count ?? 0])));
    mark.style.setProperty("--height", String(numberIn(row[moments.count]) / most));
    name.append(row[moments.count]?.text ?? "");
  }
  return html("li", moments.name === null ? "counted" : "", when, name, track);
}

function axis(whole: Span, narrow: boolean, lang: Language): HTMLElement {
  const marks = ticks(whole, narrow ? FEWEST_TICKS : MOST_TICKS, lang).map((tick) => {
    const element = html("span", "tick", tick.label);
    element.style.setProperty("--from", String((tick.at - whole.start) / (whole.end - whole.start)));
    return element;
  });
  const element = html("div", "axis", ...marks);
  element.setAttribute("aria-hidden", "true");
  return element;
}

function undated(table: Table, moments: Moments, lang: Language): HTMLElement[] {
  const rows = table.rows.filter((row) => !eventOf(row, moments));
  if (!rows.length) return [];
  const names = rows.map((row) => html("li", "", ...(moments.name === null ? [] : content(row[moments.name] ?? null))));
  const summary = html("summary", "", say("undated", lang, rows.length));
  return [html("details", "undated", summary, html("ul", "", ...names))];
}

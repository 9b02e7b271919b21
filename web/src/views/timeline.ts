/** A timeline: a line for each row, its bar as long as the date is precise. A list, so that it can be read as one. */

import { columns } from "./columns.ts";
import { type Span, spanOf, type Tick, ticks } from "./dates.ts";
import { content, html, legend } from "./elements.ts";
import { momentsOf, type Moments, numberIn } from "./series.ts";
import type { Cell, Language, Table } from "./table.ts";
import { say } from "./words.ts";

const MOST_TICKS = 8;
const FEWEST_TICKS = 4;
const NARROW = 900;

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
  if (events.length) {
    const marks = ticks(whole, container.clientWidth < NARROW ? FEWEST_TICKS : MOST_TICKS, options.lang);
    if (moments.name === null) container.append(counted(events, whole, marks, moments));
    else container.append(...named(events, whole, marks, moments, table, options.title));
  }
  container.append(...undated(table, moments, options.lang));
}

/** Rows that only count. */
function counted(events: readonly Event[], whole: Span, marks: readonly Tick[], moments: Moments): HTMLElement {
  const counts = events.map(({ row, span }) => {
    const cell = moments.count === null ? null : row[moments.count];
    return { span, date: row[moments.start]?.text ?? "", value: numberIn(cell), text: cell?.text ?? "" };
  });
  return html("div", "counted", columns(counts, whole), scale(marks, whole, "axis"));
}

/** Rows that say what happens, a line for each. */
function named(
  events: readonly Event[],
  whole: Span,
  marks: readonly Tick[],
  moments: Moments,
  table: Table,
  title: string,
): HTMLElement[] {
  const groups = groupsOf(events, moments);
  const list = html("ol", "events", ...events.map((event) => entryOf(event, whole, moments, groups)));
  list.setAttribute("aria-label", title);
  const timeline = html("div", "timeline", scale(marks, whole, "axis"), scale(marks, whole, "lines"), list);
  if (groups.length < 2 || moments.group === null) return [timeline];
  return [legend(groups, table.columns[moments.group]?.label), timeline];
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

function entryOf({ row, span }: Event, whole: Span, moments: Moments, groups: readonly string[]): HTMLElement {
  const length = whole.end - whole.start;
  const pattern = moments.group === null ? 0 : Math.max(0, groups.indexOf(row[moments.group]?.text ?? ""));
  const mark = html("span", `mark pattern-${pattern}`);
  mark.style.setProperty("--from", String((span.start - whole.start) / length));
  mark.style.setProperty("--length", String((span.end - span.start) / length));
  const track = html("span", "track", mark);
  track.setAttribute("aria-hidden", "true");
  const dates = [moments.start, moments.end].flatMap((at) => (at === null ? [] : (row[at]?.text ?? [])));
  const when = html("span", "when", [...new Set(dates)].join("–\u200b"));
  const name = html("span", "name", ...(moments.name === null ? [] : content(row[moments.name] ?? null)));
  const where = moments.where === null ? "" : (row[moments.where]?.text ?? "");
  if (where) name.append(" ", html("span", "where", where));
  return html("li", "", when, name, track);
}

/** The names of the ticks above the list, or their lines behind it. */
function scale(marks: readonly Tick[], whole: Span, className: "axis" | "lines"): HTMLElement {
  const elements = marks.map((tick) => {
    const element = html("span", "tick", ...(className === "axis" ? [tick.label] : []));
    element.style.setProperty("--from", String((tick.at - whole.start) / (whole.end - whole.start)));
    return element;
  });
  const element = html("div", className, ...elements);
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

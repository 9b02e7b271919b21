/** Dates as precise as they are known: a year, a month, a day, a time of day, or a period between two of them. */

import type { Language } from "./table.ts";

export interface Span {
  /** Milliseconds since 1970 in UTC; of a time of day, since midnight. The end is not part of the span. */
  readonly start: number;
  readonly end: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const DATE = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?/;
const TIME = /^(\d\d):(\d\d)/;

/** The span of `2019`, `2019-11`, `2019-11-25`, `09:50` or `2019/2021`; null for anything else. */
export function spanOf(value: string): Span | null {
  const [first = "", last] = value.split("/", 2);
  const start = single(first);
  if (last === undefined || !start) return start;
  const end = single(last);
  return end && end.end > start.start ? { start: start.start, end: end.end } : null;
}

function single(value: string): Span | null {
  const time = TIME.exec(value);
  if (time) {
    const start = (Number(time[1]) * 60 + Number(time[2])) * MINUTE;
    return { start, end: start + MINUTE };
  }
  const [match, year, month, day] = DATE.exec(value) ?? [];
  if (!match) return null;
  const start = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  if (day) return { start, end: start + DAY };
  return { start, end: month ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year) + 1, 0, 1) };
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round moments from the start to the end of a span, at most `most`, with their names. */
export function ticks(span: Span, most: number, lang: Language): Tick[] {
  return span.end <= DAY ? hours(span, most) : months(span, most, lang);
}

function hours(span: Span, most: number): Tick[] {
  const step =
    [5, 10, 15, 30, 60, 120, 180, 360].find((each) => (span.end - span.start) / (each * MINUTE) <= most) ?? 720;
  const found: Tick[] = [];
  for (let at = Math.ceil(span.start / (step * MINUTE)) * step * MINUTE; at < span.end; at += step * MINUTE) {
    found.push({ at, label: new Date(at).toISOString().slice(11, 16) });
  }
  return found;
}

function months(span: Span, most: number, lang: Language): Tick[] {
  const count = (span.end - span.start) / (30.4 * DAY);
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((each) => count / each <= most) ?? 240;
  const name = new Intl.DateTimeFormat(lang, {
    year: step < 12 ? "2-digit" : "numeric",
    ...(step < 12 && { month: "short" }),
    timeZone: "UTC",
  });
  const from = new Date(span.start);
  const found: Tick[] = [];
  for (let month = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at >= span.end) return found;
    if (at >= span.start) found.push({ at, label: step < 12 ? short(name, at, lang) : name.format(at) });
  }
}

/** `Nov ’19`, `19.11`: a month with its year, in little room. */
function short(name: Intl.DateTimeFormat, at: number, lang: Language): string {
  const date = new Date(at);
  const year = String(date.getUTCFullYear());
  if (lang === "ko") return `${year}.${date.getUTCMonth() + 1}`;
  const month = name.formatToParts(at).find((part) => part.type === "month")?.value ?? "";
  return `${month} ${year}`;
}

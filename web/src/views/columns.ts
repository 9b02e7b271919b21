/** Numbers over time, as columns on an axis. A list, so that it can be read as one. */

import type { Span } from "./dates.ts";
import { html } from "./elements.ts";

export interface Count {
  readonly span: Span;
  readonly date: string;
  readonly value: number;
  readonly text: string;
}

/** Columns as wide as their dates are precise, within `whole`. */
export function columns(counts: readonly Count[], whole: Span): HTMLElement {
  const most = Math.max(1, ...counts.map((count) => count.value));
  const length = whole.end - whole.start;
  const entries = counts.map(({ span, date, value, text }) => {
    const column = html("span", "pattern-0");
    column.setAttribute("aria-hidden", "true");
    const entry = html("li", "", html("span", "visually-hidden", `${date}: `), html("span", "value", text), column);
    entry.title = `${date}: ${text}`;
    entry.style.setProperty("--from", String((span.start - whole.start) / length));
    entry.style.setProperty("--length", String((span.end - span.start) / length));
    entry.style.setProperty("--height", String(value / most));
    return entry;
  });
  return html("ol", "columns", ...entries);
}

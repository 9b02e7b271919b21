/** What went wrong with a run, or what to doubt in its result: in words, with what can be done about it. */

import { html } from "../views/elements.ts";
import type { Outcome, Problem } from "./run.ts";
import { LANG, text } from "./texts.ts";

export interface Step {
  label: string;
  act: () => void;
}

/** A failed run as a heading and a text; undefined for what has nothing to explain. */
export function failureOf(outcome: Outcome): { title: string; detail: string } | undefined {
  const seconds = secondsOf(outcome.seconds);
  switch (outcome.kind) {
    case "problem":
      if (outcome.problem.status === 504) return { title: text("stopped", seconds), detail: text("stopped_why") };
      return { title: outcome.problem.title, detail: detailOf(outcome.problem) };
    case "incomplete":
      return { title: text("incomplete"), detail: text("incomplete_why", seconds) };
    case "unreachable":
      return { title: text("unreachable"), detail: text("unreachable_why") };
    default:
      return undefined;
  }
}

/** Seconds as they are read: more digits for the first ones. */
export function secondsOf(seconds: number): string {
  return Math.max(seconds, 0.01).toLocaleString(LANG, { maximumFractionDigits: seconds < 1 ? 2 : 1 });
}

function detailOf(problem: Problem): string {
  const place = problem.line ? text("place", problem.line, problem.column ?? 1) : "";
  const said = [problem.detail, problem.hint].filter(Boolean).join("; ");
  return place ? `${place}: ${said}` : said;
}

/** A notice with buttons. */
export function notice(title: string, detail: string, steps: Step[] = []): HTMLElement {
  const box = html("div", "notice warm", html("p", "", html("strong", "", title)));
  if (detail) box.append(html("p", "", detail));
  if (steps.length) box.append(html("p", "actions", ...steps.map(button)));
  return box;
}

function button({ label, act }: Step): HTMLButtonElement {
  const made = html("button", "quiet", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

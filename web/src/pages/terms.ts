/** Pages of vocabularies: the filter shows the terms that have all its words in their names or definitions. */

import "../styles/terms.css";
import { letters } from "../parts/letters.ts";

const box = document.querySelector<HTMLElement>(".term-filter");
const filter = document.querySelector<HTMLInputElement>("#filter");
const found = document.querySelector<HTMLElement>("#found");
const entries = [...document.querySelectorAll<HTMLElement>(".entry")];
let words: ReadonlyMap<HTMLElement, string> | undefined;
const mentions = [...document.querySelectorAll<HTMLElement>("[data-for]")];
const groups = [...document.querySelectorAll<HTMLElement>(".property-group, .filtered, .entries")];
const unfiltered = [...document.querySelectorAll<HTMLElement>(".unfiltered")];

/** The names and definitions by entry, read when they are first wanted. */
function read(): ReadonlyMap<HTMLElement, string> {
  return new Map(entries.map((entry) => [entry, letters(entry.querySelector(".entry-head")?.textContent ?? "")]));
}

function apply(text: string): void {
  const wanted = letters(text).split(/\s+/).filter(Boolean);
  const fitting = new Set<string>();
  words ??= read();
  for (const [entry, all] of words) {
    entry.hidden = !wanted.every((word) => all.includes(word));
    if (!entry.hidden) fitting.add(entry.id);
  }
  for (const mention of mentions) {
    // A wider class stays while one below it fits.
    const named = [mention, ...mention.querySelectorAll<HTMLElement>("[data-for]")];
    mention.hidden = !named.some((one) => fitting.has(one.dataset["for"] ?? ""));
  }
  for (const section of unfiltered) section.hidden = wanted.length > 0;
  for (const group of groups) group.hidden = !group.querySelector(":is([data-for], .entry):not([hidden])");
  if (found) found.textContent = wanted.length ? message(fitting.size) : "";
}

function message(count: number): string {
  const words = found?.dataset[count ? "found" : "none"] ?? "";
  return words.replace("{count}", String(count));
}

/** What an address leads to must be in sight: a filter that hides it is dropped. */
function reveal(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!filter || !target?.closest("[hidden]")) return;
  filter.value = "";
  apply("");
  target.scrollIntoView();
}

if (box && filter) {
  box.hidden = false;
  filter.addEventListener("input", () => apply(filter.value));
  filter.addEventListener("keydown", (event) => {
    // Enter goes to the first that fits; not the one that ends a syllable.
    const first = entries.find((entry) => !entry.hidden);
    if (event.key === "Enter" && !event.isComposing && filter.value && first) location.hash = first.id;
  });
  addEventListener("hashchange", reveal);
  if (filter.value) apply(filter.value); // a browser may bring back what was typed before
}

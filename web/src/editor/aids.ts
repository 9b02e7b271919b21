/** What stands beside the editor: examples to take, queries run before, prefixes to add. */

import { html } from "../views/elements.ts";
import { missingPrefix, type Prefixes } from "./names.ts";
import type { Editor } from "./editor.ts";
import { forget, past } from "./memory.ts";
import { LANG, text } from "./texts.ts";

const FIRST_LINES = 160;

/** Filters the list of examples as one types, and puts the one that is taken into the editor. */
export function examples(panel: HTMLElement, take: (query: string) => void): void {
  const filter = panel.querySelector("input");
  const count = panel.querySelector("output");
  const items = [...panel.querySelectorAll<HTMLElement>("li")];
  const total = items.length;
  // Where the panel stands between the query and its result, it opens when it is wanted.
  if (!matchMedia("(min-width: 62rem)").matches) panel.closest("details")?.removeAttribute("open");
  filter?.closest("p")?.removeAttribute("hidden");
  filter?.addEventListener("input", () => {
    const words = filter.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const about = `${item.textContent} ${item.dataset.words ?? ""}`.toLocaleLowerCase();
      item.hidden = !words.every((word) => about.includes(word));
    }
    if (count) count.textContent = text("matches", items.filter((item) => !item.hidden).length, total);
  });
  panel.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-example]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void fetch(`/queries/${link.dataset.example}.rq?${lang(link)}`)
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.statusText))))
      .then((query) => take(withoutFrontMatter(query)))
      .catch(() => location.assign(link.href));
  });
}

/** The catalogue's comment lines say how a query is listed; who edits it needs only the query. */
function withoutFrontMatter(query: string): string {
  return query.replace(/^(?:#\+[^\n]*\n|\s*\n)+/, "");
}

function lang(link: HTMLAnchorElement): string {
  return link.dataset.lang === undefined ? "" : `lang=${LANG}`;
}

/** Lists the queries that were run in this browser; called again after each run. */
export function listHistory(panel: HTMLElement, take: (query: string) => void): void {
  const entries = past();
  if (!entries.length) {
    panel.replaceChildren(html("p", "muted", text("no_history")));
    return;
  }
  const items = entries.map(({ query, at }) => {
    const button = html("button", "past", html("code", "", gist(query)), html("small", "", when(at)));
    button.type = "button";
    button.addEventListener("click", () => take(query));
    return html("li", "", button);
  });
  const clear = html("button", "quiet", text("clear"));
  clear.type = "button";
  clear.addEventListener("click", () => {
    forget();
    listHistory(panel, take);
    panel.closest("details")?.querySelector("summary")?.focus();
  });
  panel.replaceChildren(html("ul", "plain", ...items), html("p", "", clear));
}

/** The query without its prologue and comments, cut to what can be told apart. */
function gist(query: string): string {
  const body = query.replace(/^\s*(?:#.*|PREFIX\s+\S+\s+<[^>]*>|BASE\s+<[^>]*>)\s*$/gim, "").trim();
  return (body || query).replace(/\s+/g, " ").slice(0, FIRST_LINES);
}

function when(at: string): string {
  return new Date(at).toLocaleString(LANG, { dateStyle: "medium", timeStyle: "short" });
}

/** Makes each prefix of the list a button that puts its line into the query. */
export function prefixList(panel: HTMLElement, prefixes: Prefixes, editor: Editor): void {
  for (const cell of panel.querySelectorAll<HTMLElement>("[data-prefix]")) {
    const prefix = cell.dataset.prefix ?? "";
    const button = html("button", "quiet", ...cell.childNodes);
    button.type = "button";
    button.addEventListener("click", () => {
      const change = missingPrefix(editor.text, `${prefix}:`, prefixes);
      if (change) editor.change([change]);
      editor.focus();
    });
    cell.replaceChildren(button);
  }
}

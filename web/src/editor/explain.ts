/** What a term means, as a box of text: in the completion's side panel and over the term in the query. */

import { hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import type { Extension } from "@codemirror/state";

import { html } from "../views/elements.ts";
import type { Language } from "../views/table.ts";
import { mentions, type Mention, type Prefixes } from "./names.ts";
import { labelOf, Terms, type Term } from "./terms.ts";
import { LANG, text } from "./texts.ts";

/** Label, name, definition, and what the term joins. */
export function explanation(term: Term, all: Terms): HTMLElement {
  const other: Language = LANG === "ko" ? "en" : "ko";
  const box = html("div", "explanation");
  const heading = html("p", "explained", html("strong", "", labelOf(term, LANG)));
  const foreign = term.label[other];
  if (foreign) heading.append(" ", inLanguage(foreign, other));
  box.append(heading, html("p", "named", `${text(term.kind)} `, html("code", "", term.name)));
  const definition = term.definition?.[LANG];
  if (definition) box.append(html("p", "", definition));
  for (const side of ["domain", "range"] as const) {
    const names = term[side] ?? [];
    if (names.length) {
      const labels = names.map((name) => all.label(name, LANG)).join(", ");
      box.append(html("p", "joins", html("span", "", text(side)), ` ${labels}`));
    }
  }
  return box;
}

/** Explains the term or the thing of ours under the pointer. */
export function hover(usual: Prefixes): Extension {
  return hoverTooltip(async (view, position) => {
    const found = mentionAt(view, position, usual);
    const content = found && (await boxOf(found.iri));
    return found && content ? tooltip(found, content) : null;
  });
}

function mentionAt(view: EditorView, position: number, usual: Prefixes): Mention | undefined {
  for (const found of mentions(view.state.doc.toString(), usual)) {
    if (found.from <= position && position <= found.to) return found;
  }
  return undefined;
}

async function boxOf(iri: string): Promise<HTMLElement | undefined> {
  const terms = await Terms.load();
  const term = terms.of(iri);
  return term && explanation(term, terms);
}

function tooltip({ from, to }: Mention, content: HTMLElement): Tooltip {
  return { pos: from, end: to, above: true, create: () => ({ dom: content }) };
}

function inLanguage(words: string, lang: Language): HTMLElement {
  const span = html("span", "", words);
  span.lang = lang;
  return span;
}

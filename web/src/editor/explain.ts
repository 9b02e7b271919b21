/** What a name means, as a box of text: in the completion's side panel; in the query under the pointer or the cursor. */

import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";

import { html } from "../views/elements.ts";
import type { Language } from "../views/table.ts";
import { mentions, nameIn, type Mention, type Prefixes } from "./names.ts";
import { Terms, type Term } from "./terms.ts";
import { LANG, text } from "./texts.ts";
import { thingOf, type Texts } from "./things.ts";

const OTHER: Language = LANG === "ko" ? "en" : "ko";

/** Label, name, definition, and what the term joins. */
export function explanation(term: Term, all: Terms): HTMLElement {
  const box = boxOf(term.label, text(term.kind), term.name, term.definition);
  for (const side of ["domain", "range"] as const) {
    const names = term[side] ?? [];
    if (names.length) {
      const labels = names.map((name) => all.label(name, LANG)).join(", ");
      box.append(html("p", "joins", html("span", "", text(side)), ` ${labels}`));
    }
  }
  return box;
}

const put = StateEffect.define<Tooltip | null>();

/** What stands at the cursor, explained by a key, until the cursor moves. */
const atCursor = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, transaction) => {
    for (const effect of transaction.effects) if (effect.is(put)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

/** Explains the term or the thing of ours under the pointer, and by Ctrl+I the one at the cursor. */
export function explaining(usual: Prefixes): Extension {
  const explainHere = (view: EditorView): boolean => {
    void explain(view, view.state.selection.main.head, usual).then((tooltip) => {
      if (!tooltip) return;
      const { dom } = tooltip.create(view);
      view.dispatch({ effects: [put.of(tooltip), EditorView.announce.of(dom.innerText || dom.textContent)] });
    });
    return true;
  };
  const close = (view: EditorView): boolean => {
    if (!view.state.field(atCursor)) return false;
    view.dispatch({ effects: put.of(null) });
    return true;
  };
  return [
    hoverTooltip((view, position) => explain(view, position, usual)),
    atCursor,
    keymap.of([
      { key: "Mod-i", run: explainHere, preventDefault: true },
      { key: "Escape", run: close },
    ]),
  ];
}

async function explain(view: EditorView, position: number, usual: Prefixes): Promise<Tooltip | null> {
  const found = mentionAt(view, position, usual);
  const content = found && (await contentOf(found.iri, usual));
  return found && content ? { pos: found.from, end: found.to, above: true, create: () => ({ dom: content }) } : null;
}

function mentionAt(view: EditorView, position: number, usual: Prefixes): Mention | undefined {
  for (const found of mentions(view.state.doc.toString(), usual)) {
    if (found.from <= position && position <= found.to) return found;
  }
  return undefined;
}

async function contentOf(iri: string, usual: Prefixes): Promise<HTMLElement | undefined> {
  const terms = await Terms.load();
  const term = terms.of(iri);
  if (term) return explanation(term, terms);
  const thing = await thingOf(iri);
  if (!thing) return undefined;
  const kinds = thing.kinds.map((kind) => kind[LANG] ?? kind[OTHER] ?? "");
  return boxOf(thing.label, kinds.filter(Boolean).join(", "), nameIn("", iri, usual), thing.definition);
}

/** A name in both languages, what kind of thing has it, how a query names it, and its definition. */
function boxOf(label: Texts, kind: string, name: string, definition: Texts = {}): HTMLElement {
  const heading = html("p", "explained", html("strong", "", label[LANG] ?? label[OTHER] ?? name));
  const foreign = label[LANG] === undefined ? undefined : label[OTHER];
  if (foreign) heading.append(" ", inLanguage(foreign, OTHER));
  const box = html("div", "explanation", heading, html("p", "named", `${kind} `, html("code", "", name)));
  const words = definition[LANG];
  if (words) box.append(html("p", "", words));
  return box;
}

function inLanguage(words: string, lang: Language): HTMLElement {
  const span = html("span", "", words);
  span.lang = lang;
  return span;
}

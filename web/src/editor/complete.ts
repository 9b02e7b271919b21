/** Completion: variables, keywords, prefixes, the ontology's terms by label in either language, things by `/search`. */

import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
} from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

import { KEYWORDS } from "./keywords.ts";
import { missingPrefix, nameIn, type Prefixes } from "./names.ts";
import { explanation } from "./explain.ts";
import { labelOf, Terms, type Term } from "./terms.ts";
import { LANG, text } from "./texts.ts";

const WORD = /[?$]?[\p{L}\p{N}_:-]*/u;
const MOST_TERMS = 30;
const MOST_THINGS = 8;
const SECTIONS = {
  variables: { name: text("variables"), rank: 0 },
  keywords: { name: text("keywords"), rank: 1 },
  terms: { name: text("terms"), rank: 2 },
  things: { name: text("things"), rank: 3 },
};

interface Found {
  iri: string;
  label: string;
  kind_label: string;
  country: string | null;
  matched: string;
}

/** The sources of an editor whose prefixes usually mean `usual`. */
export function sources(usual: Prefixes): CompletionSource[] {
  return [
    (context) => prefixes(context, usual),
    (context) => (inProse(context) ? null : variables(context)),
    (context) => (inProse(context) ? null : keywords(context)),
    (context) => (inProse(context) ? null : terms(context, usual)),
    (context) => (inProse(context) ? null : things(context)),
  ];
}

/** Whether the cursor is where no name can stand: in a comment, a string of one line, an IRI, or a PREFIX. */
function inProse(context: CompletionContext): boolean {
  const line = context.state.doc.lineAt(context.pos);
  const before = context.state
    .sliceDoc(line.from, context.pos)
    .replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return /[#"']|<\S*$|\bPREFIX\s+\S*$/i.test(before);
}

function prefixes(context: CompletionContext, usual: Prefixes): CompletionResult | null {
  const line = context.matchBefore(/\bPREFIX\s+[\w-]*/i);
  if (!line) return null;
  const from = line.from + (/^\S+\s+/.exec(line.text)?.[0].length ?? 0);
  const options = Object.entries(usual).map(([prefix, namespace]) => ({
    label: `${prefix}:`,
    detail: namespace,
    apply: `${prefix}: <${namespace}>`,
    type: "namespace",
  }));
  return { from, options, validFor: /^[\w-]*$/ };
}

function variables(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(WORD);
  if (!word || !/^[?$]/.test(word.text)) return null;
  const others = context.state.sliceDoc(0, word.from) + " " + context.state.sliceDoc(context.pos);
  const names = new Set(Array.from(others.matchAll(/[?$]([\p{L}\p{N}_]+)/gu), (match) => match[1] ?? ""));
  const options = [...names].map((name) => option(`${word.text[0]}${name}`, "variable", "variables"));
  return { from: word.from, options, validFor: /^[?$][\p{L}\p{N}_]*$/u };
}

function keywords(context: CompletionContext): CompletionResult | null {
  const word = wordBefore(context);
  if (!word || word.text.includes(":")) return null;
  const begun = word.text.toUpperCase();
  const options = KEYWORDS.filter((keyword) => keyword.startsWith(begun)).map((keyword) =>
    option(keyword, "keyword", "keywords"),
  );
  return options.length && begun ? { from: word.from, options, filter: false } : null;
}

async function terms(context: CompletionContext, usual: Prefixes): Promise<CompletionResult | null> {
  const word = wordBefore(context);
  if (!word) return null;
  const all = await Terms.load();
  const [prefix, local] = split(word.text);
  const onlyClasses = /(?:^|[\s;.{[])(?:a|rdf:type)\s+$/.test(context.state.sliceDoc(0, word.from));
  const options = all
    .search(local)
    .filter((term) => term.name.startsWith(prefix) && (!onlyClasses || term.kind === "class"))
    .slice(0, word.text ? MOST_TERMS : undefined)
    .map((term) => termOption(term, all, usual));
  return options.length ? { from: word.from, options, filter: false } : null;
}

/** `ksc:예산` looks among the terms of that prefix; a word alone among all. */
function split(word: string): [prefix: string, local: string] {
  const colon = word.indexOf(":");
  return colon < 0 ? ["", word] : [word.slice(0, colon + 1), word.slice(colon + 1)];
}

async function things(context: CompletionContext): Promise<CompletionResult | null> {
  const word = wordBefore(context);
  if (!word || word.text.includes(":") || !/\p{Script=Hangul}|[\p{L}\p{N}]{2}/u.test(word.text)) return null;
  const abort = new AbortController();
  context.addEventListener("abort", () => abort.abort(), { onDocChange: true });
  const query = new URLSearchParams({ q: word.text, lang: LANG, limit: String(MOST_THINGS) });
  try {
    const answer = await fetch(`/search?${query}`, { headers: { Accept: "application/json" }, signal: abort.signal });
    if (!answer.ok) return null;
    const { results } = (await answer.json()) as { results: Found[] };
    const options = results.map(thingOption);
    return options.length ? { from: word.from, options, filter: false } : null;
  } catch {
    return null; // no completion is no fault: it was aborted, or the service is away, which a run will tell
  }
}

/** The word before the cursor that may be a name; an empty one only when completion is asked for. */
function wordBefore(context: CompletionContext): { from: number; text: string } | null {
  const word = context.matchBefore(WORD);
  if (!word || /^[?$]/.test(word.text) || (!word.text && !context.explicit)) return null;
  return word;
}

function option(label: string, type: string, section: keyof typeof SECTIONS): Completion {
  return { label, type, section: SECTIONS[section] };
}

function termOption(term: Term, all: Terms, usual: Prefixes): Completion {
  return {
    ...option(labelOf(term, LANG), term.kind, "terms"),
    detail: term.name,
    info: () => explanation(term, all),
    apply: (view, completion, from, to) => insertTerm(view, completion, from, to, term, usual),
  };
}

function thingOption(found: Found): Completion {
  const notes = [found.kind_label, found.country, found.matched === found.label ? "" : found.matched];
  return {
    ...option(found.label, "thing", "things"),
    detail: notes.filter(Boolean).join(" · "),
    apply: `<${found.iri}>`,
  };
}

/** Puts the term's name in place of the word, and its PREFIX where the query lacks it, as one change. */
function insertTerm(view: EditorView, picked: Completion, from: number, to: number, term: Term, usual: Prefixes): void {
  const query = view.state.doc.toString();
  const name = nameIn(query, term.iri, usual);
  const prefix = missingPrefix(query, name, usual);
  const changes = view.state.changes([{ from, to, insert: name }, ...(prefix ? [prefix] : [])]);
  view.dispatch({
    changes,
    selection: { anchor: changes.mapPos(to, 1) },
    scrollIntoView: true,
    userEvent: "input.complete",
    annotations: pickedCompletion.of(picked),
  });
}

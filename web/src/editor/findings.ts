/** What is wrong or doubtful in a query, as marks in the editor: the service's problem at its place, and its hints. */

import type { Action, Diagnostic } from "@codemirror/lint";

import { mentions, missingPrefix, nameIn, offsetOf, type Change, type Prefixes } from "./names.ts";
import type { Problem } from "./run.ts";
import { text } from "./texts.ts";

/** A class or property that no statement uses, and used ones with a like name. */
export interface Hint {
  kind: "class" | "property";
  iri: string;
  declared: boolean;
  near: string[];
}

const HINT = /"([^"]*)";kind=(class|property);declared=\?([01]);near="([^"]*)"/g;

/** Reads the KSC-Hint header (RFC 9651); its IRIs are percent-encoded. */
export function readHints(header: string): Hint[] {
  return Array.from(header.matchAll(HINT), ([, iri = "", kind, isDeclared, near = ""]) => ({
    kind: kind === "class" ? "class" : "property",
    iri: decodeURI(iri),
    declared: isDeclared === "1",
    near: near.split(" ").filter(Boolean).map(decodeURI),
  }));
}

/** The mark for a problem; none where the service names no place. It spans the word that begins there. */
export function markOf(problem: Problem, query: string): Diagnostic | undefined {
  if (!problem.line) return undefined;
  const from = offsetOf(query, problem.line, problem.column ?? 1);
  const word = /^(?:[?$]?[\p{L}\p{N}_:-]+|<[^\s>]*>?|\S)/u.exec(query.slice(from))?.[0].length ?? 0;
  const message = [problem.detail, problem.hint].filter(Boolean).join("\n");
  return { from, to: from + word, severity: "error", message };
}

export function messageOf(hint: Hint, prefixes: Prefixes): string {
  const unused = text(`unused_${hint.kind}`, nameIn("", hint.iri, prefixes));
  return hint.declared ? unused : `${unused} ${text("undeclared")}`;
}

/** A mark wherever the query names what a hint is about, with an action for each likely replacement. */
export function marksOf(hint: Hint, query: string, prefixes: Prefixes): Diagnostic[] {
  const actions: Action[] = hint.near.map((iri) => ({
    name: text("replace_by", nameIn("", iri, prefixes)),
    apply: (view) => view.dispatch({ changes: replacing(view.state.doc.toString(), hint.iri, iri, prefixes) }),
  }));
  return [...mentions(query, prefixes)]
    .filter(({ iri }) => iri === hint.iri)
    .map(({ from, to }) => ({ from, to, severity: "warning", message: messageOf(hint, prefixes), actions }));
}

/** The changes that put one IRI in place of another wherever a query names it, with the PREFIX that this needs. */
export function replacing(query: string, iri: string, by: string, prefixes: Prefixes): Change[] {
  const insert = nameIn(query, by, prefixes);
  const missing = missingPrefix(query, insert, prefixes);
  const changes = [...mentions(query, prefixes)].filter((found) => found.iri === iri);
  return [...(missing ? [missing] : []), ...changes.map(({ from, to }) => ({ from, to, insert }))];
}

/** Statements of a CONSTRUCT or DESCRIBE: read from N-Triples (W3C, RDF 1.1 N-Triples), written as coloured Turtle. */

import type { SparqlResult, Term } from "../views/table.ts";
import { shortened, type Prefixes } from "./names.ts";

/** A term as SPARQL's JSON results have it. */
interface RdfTerm extends Term {
  readonly type: "uri" | "literal" | "bnode";
  readonly value: string;
}

export type Statement = readonly [subject: RdfTerm, predicate: RdfTerm, object: RdfTerm];

const TERM = /\s*(?:<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)/y;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const ESCAPED: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const XSD = "http://www.w3.org/2001/XMLSchema#";
/** Datatypes whose literals Turtle writes bare (RDF 1.1 Turtle, section 2.5). */
const BARE: Record<string, RegExp> = {
  [`${XSD}integer`]: /^[+-]?\d+$/,
  [`${XSD}decimal`]: /^[+-]?\d*\.\d+$/,
  [`${XSD}boolean`]: /^(?:true|false)$/,
};

/** The statements in order of their subjects, as they first come. */
export function readStatements(nTriples: string): Statement[] {
  const bySubject = new Map<string, Statement[]>();
  for (const line of nTriples.split("\n")) {
    if (!line.trim()) continue;
    TERM.lastIndex = 0;
    const statement = [readTerm(line), readTerm(line), readTerm(line)] as const;
    const key = `${statement[0].type} ${statement[0].value}`;
    const group = bySubject.get(key);
    if (group) group.push(statement);
    else bySubject.set(key, [statement]);
  }
  return [...bySubject.values()].flatMap((group) => group.sort(byPredicate));
}

/** The statements as the rows of a SELECT, for the views. */
export function asResult(statements: Statement[]): SparqlResult {
  const bindings = statements.map(([subject, predicate, object]) => ({ subject, predicate, object }));
  return { head: { vars: ["subject", "predicate", "object"] }, results: { bindings } };
}

function byPredicate([, a]: Statement, [, b]: Statement): number {
  return Number(b.value === TYPE) - Number(a.value === TYPE) || (a.value < b.value ? -1 : Number(a.value > b.value));
}

/** The term at TERM's place in the line, which moves on. */
function readTerm(line: string): RdfTerm {
  const match = TERM.exec(line);
  if (!match) throw new SyntaxError(`not a line of N-Triples: ${line.slice(0, 100)}`);
  const [, iri, blank, value, lang, datatype] = match;
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return {
    type: "literal",
    value: unescaped(value ?? ""),
    ...(lang && { "xml:lang": lang }),
    ...(datatype && { datatype: unescaped(datatype) }),
  };
}

function unescaped(escaped: string): string {
  return escaped.replace(ESCAPE, (_, short?: string, long?: string, letter = "") =>
    short || long ? String.fromCodePoint(parseInt(short ?? long ?? "", 16)) : (ESCAPED[letter] ?? letter),
  );
}

/** A piece of Turtle and how to colour it: a class of `editor.css`, empty for punctuation. */
type Piece = readonly [text: string, className: string, iri?: string];

/** The statements as Turtle: prefixes that are used, one block for each subject. `link` makes links of IRIs. */
export function turtle(statements: Statement[], prefixes: Prefixes, link: (iri: string) => string): DocumentFragment {
  const used = new Set<string>();
  const body = [...blocks(statements, prefixes, used)];
  const head = [...used].sort().flatMap((prefix): Piece[] => [
    ["@prefix", "tok-keyword"],
    [` ${prefix}: `, "tok-propertyName"],
    [`<${prefixes[prefix]}>`, "tok-url"],
    [" .\n", ""],
  ]);
  const fragment = document.createDocumentFragment();
  for (const piece of [...head, ...body]) fragment.append(drawn(piece, link));
  return fragment;
}

function* blocks(statements: Statement[], prefixes: Prefixes, used: Set<string>): Generator<Piece> {
  let before: Statement | undefined;
  for (const statement of statements) {
    const [subject, predicate, object] = statement;
    const sameSubject = before && same(before[0], subject);
    if (sameSubject && before && same(before[1], predicate)) yield [" ,\n        ", ""];
    else {
      if (sameSubject) yield [" ;\n    ", ""];
      else yield* [[before ? " .\n\n" : "\n", ""] as const, written(subject, prefixes, used), [" ", ""] as const];
      yield predicate.value === TYPE ? ["a", "tok-keyword", TYPE] : written(predicate, prefixes, used);
      yield [" ", ""];
    }
    yield* object.type === "literal" ? literal(object, prefixes, used) : [written(object, prefixes, used)];
    before = statement;
  }
  if (before) yield [" .\n", ""];
}

function same(a: RdfTerm, b: RdfTerm): boolean {
  return a.type === b.type && a.value === b.value;
}

function written({ type, value }: RdfTerm, prefixes: Prefixes, used: Set<string>): Piece {
  if (type === "bnode") return [`_:${value}`, "tok-variableName"];
  const name = shortened(value, Object.entries(prefixes));
  if (name === undefined) return [`<${value}>`, "tok-url", value];
  used.add(name.slice(0, name.indexOf(":")));
  return [name, "tok-propertyName", value];
}

function* literal(term: RdfTerm, prefixes: Prefixes, used: Set<string>): Generator<Piece> {
  const { value, datatype = "" } = term;
  if (BARE[datatype]?.test(value)) {
    yield [value, "tok-number"];
    return;
  }
  const long = value.includes("\n");
  const escaped = value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\r/g, "\\r");
  yield [long ? `"""${escaped}"""` : `"${escaped}"`, "tok-string"];
  if (term["xml:lang"]) yield [`@${term["xml:lang"]}`, "tok-annotation"];
  if (datatype) yield* [["^^", ""] as const, written({ type: "uri", value: datatype }, prefixes, used)];
}

function drawn([text, className, iri]: Piece, link: (iri: string) => string): Node {
  if (!className) return document.createTextNode(text);
  const address = iri ? link(iri) : "";
  const made = document.createElement(address ? "a" : "span");
  made.className = className;
  made.textContent = text;
  if (address) (made as HTMLAnchorElement).href = address;
  return made;
}

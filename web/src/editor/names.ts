/** Prefixed names and IRIs in the text of a query: where they stand, what they mean, and the PREFIX that they need. */

/** What can hold a name, and what must not be read as one: comments, strings. */
const TOKENS =
  /#[^\n]*|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<([^<>"{}|^`\\\s]*)>|([\p{L}][\p{L}\p{N}_.-]*)?:([\p{L}\p{N}_:](?:[\p{L}\p{N}_:.-]*[\p{L}\p{N}_:-])?)?/gu;
const DECLARATION = /^[^\n#"'{]*?\bPREFIX\s+([\p{L}\p{N}_.-]*):\s*<([^<>\s]*)>/gimu;
const PROLOGUE = /^(?:\s|#[^\n]*\n|(?:BASE|PREFIX\s+[\p{L}\p{N}_.-]*:)\s*<[^<>\s]*>)*/iu;

export type Prefixes = Readonly<Record<string, string>>;

/** A name in the text, from and to in UTF-16 units, and the IRI that it stands for. */
export interface Mention {
  from: number;
  to: number;
  iri: string;
}

/** Text to put in, in place of what is from `from` to `to` where that is given. */
export interface Change {
  from: number;
  to?: number;
  insert: string;
}

/** The prefixes that a query declares. */
export function declared(text: string): Map<string, string> {
  return new Map([...text.matchAll(DECLARATION)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

/** Every IRI and prefixed name of a text outside its prologue; a prefix that is not declared has its usual meaning. */
export function* mentions(text: string, usual: Prefixes): Generator<Mention> {
  const prefixes = declared(text);
  const start = PROLOGUE.exec(text)?.[0].length ?? 0;
  for (const match of text.slice(start).matchAll(TOKENS)) {
    const [token, iri, prefix = "", local] = match;
    const from = start + match.index;
    const namespace = prefixes.get(prefix) ?? usual[prefix];
    if (iri !== undefined) yield { from, to: from + token.length, iri };
    else if (local !== undefined && namespace !== undefined) {
      yield { from, to: from + token.length, iri: namespace + local };
    }
  }
}

/** An IRI by a prefixed name, if its end may be one. */
export function shortened(iri: string, prefixes: Iterable<readonly [string, string]>): string | undefined {
  for (const [prefix, namespace] of prefixes) {
    const local = iri.startsWith(namespace) && namespace ? iri.slice(namespace.length) : "";
    if (/^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u.test(local)) return `${prefix}:${local}`;
  }
  return undefined;
}

/** How a query names an IRI: by its own prefixes, by a usual one that means nothing else there, else in full. */
export function nameIn(query: string, iri: string, usual: Prefixes): string {
  const own = declared(query);
  const free = Object.entries(usual).filter(([prefix]) => !own.has(prefix));
  return shortened(iri, [...own, ...free]) ?? `<${iri}>`;
}

/** The PREFIX line that a prefixed name needs, if the query lacks it: after the others, else before the query. */
export function missingPrefix(text: string, name: string, usual: Prefixes): Change | undefined {
  const prefix = name.slice(0, name.indexOf(":"));
  const namespace = usual[prefix];
  if (!name.includes(":") || namespace === undefined || declared(text).has(prefix)) return undefined;
  const line = `PREFIX ${prefix}: <${namespace}>\n`;
  const last = [...text.matchAll(DECLARATION)].at(-1);
  if (last) {
    const end = text.indexOf("\n", last.index + last[0].length);
    return end < 0 ? { from: text.length, insert: `\n${line}` } : { from: end + 1, insert: line };
  }
  const comments = /^(?:#[^\n]*\n|\s*\n)*/.exec(text)?.[0].length ?? 0;
  return { from: comments, insert: line };
}

/** The offset of a place as the service counts it: lines and columns from 1, columns in characters, not UTF-16 units. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  const characters = [...text.slice(start, end < 0 ? text.length : end)];
  return start + characters.slice(0, column - 1).join("").length;
}

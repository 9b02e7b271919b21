/** The ontology's terms, to complete and explain them by: fetched when they are first needed. */

import type { Language } from "../views/table.ts";

export interface Term {
  name: string;
  iri: string;
  kind: "class" | "property";
  label: Partial<Record<Language, string>>;
  definition?: Partial<Record<Language, string>>;
  domain?: string[];
  range?: string[];
}

/** How well a term fits what is typed: by its name or label before its definition. */
const enum Fit {
  none,
  defined,
  inside,
  begins,
  is,
}

let loading: Promise<Terms> | undefined;

export class Terms {
  readonly #byIri: Map<string, Term>;
  readonly #byName: Map<string, Term>;

  constructor(private readonly terms: readonly Term[]) {
    this.#byIri = new Map(terms.map((term) => [term.iri, term]));
    this.#byName = new Map(terms.map((term) => [term.name, term]));
  }

  /** All terms. A failed request is made again at the next call; the editor does without them meanwhile. */
  static load(): Promise<Terms> {
    loading ??= fetchTerms().catch(() => {
      loading = undefined;
      return new Terms([]);
    });
    return loading;
  }

  of(iri: string): Term | undefined {
    return this.#byIri.get(iri);
  }

  /** The label of a prefixed name in the reader's language; the name itself where it is not one of ours. */
  label(name: string, lang: Language): string {
    const term = this.#byName.get(name);
    return term ? labelOf(term, lang) : name;
  }

  /** The terms that a word may mean, in either language, best first; all of them for no word. */
  search(word: string): Term[] {
    const wanted = word.toLocaleLowerCase();
    return this.terms
      .map((term) => ({ term, fit: fitOf(term, wanted) }))
      .filter(({ fit }) => fit !== Fit.none)
      .sort((a, b) => b.fit - a.fit || a.term.name.length - b.term.name.length)
      .map(({ term }) => term);
  }
}

export function labelOf(term: Term, lang: Language): string {
  return term.label[lang] ?? term.label.en ?? term.name;
}

async function fetchTerms(): Promise<Terms> {
  const response = await fetch("/ontology/terms.json", { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return new Terms(((await response.json()) as { terms: Term[] }).terms);
}

function fitOf(term: Term, word: string): Fit {
  const local = term.name.slice(term.name.indexOf(":") + 1);
  const names = [term.name, local, ...Object.values(term.label)].map((name) => name.toLocaleLowerCase());
  if (names.includes(word)) return Fit.is;
  if (names.some((name) => name.startsWith(word))) return Fit.begins;
  if (names.some((name) => name.includes(word))) return Fit.inside;
  const texts = Object.values(term.definition ?? {});
  return texts.some((text) => text.toLocaleLowerCase().includes(word)) ? Fit.defined : Fit.none;
}

/** What a thing or concept of ours is, for the editor to tell: its names, kinds and definition, asked for once. */

import { address, type Language, type SparqlResult } from "../views/table.ts";

export type Texts = Partial<Record<Language, string>>;

export interface Thing {
  label: Texts;
  definition: Texts;
  /** Its narrowest classes. */
  kinds: Texts[];
}

const known = new Map<string, Promise<Thing | undefined>>();

/** The thing with an IRI of ours; undefined for any other, for one that has no name, and where the service is away. */
export function thingOf(iri: string): Promise<Thing | undefined> {
  if (!address(iri).startsWith("/")) return Promise.resolve(undefined);
  const found = known.get(iri) ?? ask(iri).catch(() => undefined);
  known.set(iri, found);
  return found;
}

async function ask(iri: string): Promise<Thing | undefined> {
  const query = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?role ?kind ?text WHERE {
  { <${iri}> skos:prefLabel|rdfs:label ?text BIND("label" AS ?role) }
  UNION { <${iri}> skos:definition ?text BIND("definition" AS ?role) }
  UNION {
    <${iri}> a ?kind . ?kind rdfs:label ?text BIND("kind" AS ?role)
    FILTER NOT EXISTS { <${iri}> a ?narrower . ?narrower rdfs:subClassOf ?kind FILTER(?narrower != ?kind) }
  }
}`;
  const headers = { Accept: "application/sparql-results+json" };
  const response = await fetch(`/sparql?${new URLSearchParams({ query })}`, { headers });
  if (!response.ok) return undefined;
  const { results } = (await response.json()) as SparqlResult;
  const thing: Thing = { label: {}, definition: {}, kinds: [] };
  const kinds = new Map<string, Texts>();
  for (const { role, kind, text } of results.bindings) {
    const lang = text?.["xml:lang"];
    if (lang !== "en" && lang !== "ko") continue;
    const texts = role?.value === "kind" ? (kinds.get(String(kind?.value)) ?? {}) : thing[role?.value as "label"];
    texts[lang] = String(text?.value);
    if (kind) kinds.set(String(kind.value), texts);
  }
  thing.kinds = [...kinds.values()];
  return Object.keys(thing.label).length ? thing : undefined;
}

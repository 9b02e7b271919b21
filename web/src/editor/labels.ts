/** What the IRIs of a result are called, so that a reader sees names: asked of the service in one query. */

import type { Language, SparqlResult } from "../views/table.ts";

/** More would make a query longer than the answer is worth. */
const MOST = 1000;

/** The labels of the first IRIs by IRI, in the reader's language, else in another. None when the service does not answer. */
export async function labelsOf(result: SparqlResult, lang: Language): Promise<Map<string, string>> {
  const iris = irisOf(result);
  const labels = new Map<string, string>();
  if (!iris.length) return labels;
  const query = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?label WHERE {
  VALUES ?iri { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?iri ?naming ?label
  FILTER(?naming IN (skos:prefLabel, rdfs:label))
}`;
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: { Accept: "application/sparql-results+json" },
      body: new URLSearchParams({ query }),
    });
    if (!response.ok) return labels;
    const { results } = (await response.json()) as SparqlResult;
    for (const { iri, label } of results.bindings) {
      const key = String(iri?.value);
      if (!labels.has(key) || label?.["xml:lang"] === lang) labels.set(key, String(label?.value));
    }
  } catch {
    // Names are a help: a result without them is still the result.
  }
  return labels;
}

function irisOf(result: SparqlResult): string[] {
  const found = new Set<string>();
  for (const binding of result.results.bindings) {
    for (const { type, value } of Object.values(binding)) {
      if (type === "uri" && typeof value === "string") found.add(value);
    }
    if (found.size >= MOST) break;
  }
  return [...found].slice(0, MOST);
}

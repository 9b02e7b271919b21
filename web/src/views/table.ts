/** What a view shows: rows of cells under typed columns, read from a SPARQL result or from a table of the page. */

export type Language = "en" | "ko";

/** `label` is any other text; `place` a country or city of ours, which the map knows. */
export type ColumnKind = "date" | "number" | "place" | "link" | "label";

export interface Column {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** Numbers of one unit may share an axis; "" where the unit is not known. */
  readonly unit: string;
}

/** One of the things that a cell names; `iri` is "" where it is only a text. */
export interface Part {
  readonly text: string;
  readonly iri: string;
  readonly lang: string;
}

export interface Cell {
  /** As it is read. */
  readonly text: string;
  /** As a machine reads it: `2019-11` where the text is “November 2019”. */
  readonly value: string;
  readonly parts: readonly Part[];
}

export interface Table {
  readonly columns: readonly Column[];
  /** One cell for each column; null where the variable is not bound. */
  readonly rows: readonly (readonly (Cell | null)[])[];
}

/** A term of the SPARQL 1.1 Query Results JSON Format, section 3.2.2. */
export interface Term {
  readonly type: "uri" | "literal" | "bnode" | "typed-literal" | "triple";
  readonly value: string | object;
  readonly datatype?: string;
  readonly "xml:lang"?: string;
}

export interface SparqlResult {
  readonly head: { readonly vars: readonly string[] };
  readonly results: { readonly bindings: readonly Readonly<Record<string, Term>>[] };
}

const BASE = "https://w3id.org/ksc/";
const PLACES = new RegExp(`^${BASE}id/(country|city)/`);
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = /^(integer|decimal|double|float|(non)?(positive|negative)Integer|(unsigned)?(long|int|short|byte))$/i;
const DATES = /^(date|dateTime|dateTimeStamp|gYear|gYearMonth|time)$/;
const MOMENT = /^(\d{4}(-\d\d(-\d\d)?)?(\/\d{4}(-\d\d(-\d\d)?)?)?|\d\d:\d\d(:\d\d)?)$/;
const SEPARATOR = "; ";

/** The address at which this service shows one of our IRIs; another IRI as it is where it is a web address, else "". */
export function address(iri: string): string {
  if (iri.startsWith(BASE)) return `/${iri.slice(BASE.length)}`;
  return /^https?:\/\//.test(iri) ? iri : "";
}

/**
 * The table of a SELECT's result. `name` gives the label of an IRI, where one is known. Where there is a column
 * `x_iri`, it says what the label in `x` (else `title`, else `name`) stands for.
 */
export function fromSparql(result: SparqlResult, name: (iri: string) => string | undefined = () => undefined): Table {
  const { vars } = result.head;
  const { bindings } = result.results;
  const links = linked(vars);
  const rows = bindings.map((binding) =>
    vars.map((variable) => {
      const term = binding[variable];
      const link = links.get(variable);
      return term ? cellOf(term, (link && binding[link]) || undefined, name) : null;
    }),
  );
  const columns = vars.map((variable, at) => {
    const terms = bindings.map((binding) => binding[variable]).filter((term) => term !== undefined);
    const iris = rows.flatMap((row) => row[at]?.parts.map((part) => part.iri) ?? []);
    return { name: variable, label: variable, kind: kindOf(terms, iris), unit: "" };
  });
  return { columns, rows };
}

/** Which column holds the IRIs of another's labels. */
function linked(variables: readonly string[]): Map<string, string> {
  const links = new Map<string, string>();
  for (const variable of variables.filter((each) => each.endsWith("_iri"))) {
    const label = [variable.slice(0, -4), "title", "name"].find((each) => variables.includes(each));
    if (label) links.set(label, variable);
  }
  return links;
}

function cellOf(term: Term, link: Term | undefined, name: (iri: string) => string | undefined): Cell {
  const value = typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  if (term.type === "uri") {
    const text = name(value) ?? value;
    return { text, value, parts: [{ text, iri: value, lang: "" }] };
  }
  const lang = term["xml:lang"] ?? "";
  if (link?.type === "uri") return { text: value, value, parts: [{ text: value, iri: String(link.value), lang }] };
  return { text: value, value, parts: value.split(SEPARATOR).map((text) => ({ text, iri: "", lang })) };
}

function kindOf(terms: readonly Term[], iris: readonly string[]): ColumnKind {
  const bound = (test: (term: Term) => boolean) => terms.length > 0 && terms.every(test);
  const local = (term: Term) => (term.datatype?.startsWith(XSD) ? term.datatype.slice(XSD.length) : "");
  if (bound((term) => NUMBERS.test(local(term)))) return "number";
  if (bound((term) => DATES.test(local(term)) || (!local(term) && MOMENT.test(String(term.value))))) return "date";
  if (iris.some((iri) => PLACES.test(iri))) return "place";
  return bound((term) => term.type === "uri") ? "link" : "label";
}

/**
 * The table that the server put on the page: `th` with `data-name`, `data-kind` and `data-unit`, cells with
 * `data-value` where a machine reads something else, and `data-iri` on each thing that a cell names.
 */
export function fromElement(element: HTMLTableElement): Table {
  const columns = [...element.querySelectorAll<HTMLElement>("thead th")].map((head) => ({
    name: head.dataset.name ?? "",
    label: head.textContent.trim(),
    kind: (head.dataset.kind ?? "label") as ColumnKind,
    unit: head.dataset.unit ?? "",
  }));
  const rows = [...element.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.cells].map(readCell));
  return { columns, rows };
}

function readCell(element: HTMLTableCellElement): Cell | null {
  const text = element.textContent.trim();
  if (!text) return null;
  const named = [...element.querySelectorAll<HTMLElement>("[data-iri]")];
  const parts = named.length
    ? named.map((each) => ({ text: each.textContent.trim(), iri: each.dataset.iri ?? "", lang: each.lang }))
    : text.split(SEPARATOR).map((each) => ({ text: each, iri: "", lang: "" }));
  return { text, value: element.dataset.value ?? text, parts };
}

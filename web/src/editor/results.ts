/** The result of a query on the page: views in tabs, the raw answer, downloads. */

import { save } from "../parts/download.ts";
import { csvForExcel } from "../views/csv.ts";
import { html } from "../views/elements.ts";
import { show, views, type View, type ViewKind } from "../views/index.ts";
import { address, fromSparql, type SparqlResult, type Table } from "../views/table.ts";
import { labelsOf } from "./labels.ts";
import { shortened, type Prefixes } from "./names.ts";
import { SOLUTIONS, type Answer } from "./run.ts";
import { asResult, readStatements, turtle, type Statement } from "./statements.ts";
import { tabs } from "./tabs.ts";
import { LANG, text } from "./texts.ts";

const MOST_RAW = 200_000;

/** How a result is looked at: one of the views of its table, or what came over the wire. */
type Look = ViewKind | "turtle" | "raw";

/** What was found, for the line that tells it: rows, statements, or neither for ASK. */
export interface Summary {
  rows?: number;
  statements?: number;
}

interface Content {
  answer: Answer;
  result?: SparqlResult;
  statements?: Statement[];
}

export class Results {
  readonly #list: HTMLElement;
  readonly #panel: HTMLElement;
  readonly #naming: HTMLElement;
  readonly #names: HTMLInputElement;
  readonly #downloads: HTMLFormElement;
  readonly #excel: HTMLButtonElement;
  #content: Content | undefined;
  /** The rows that the table shows, by their places, where it was sorted or filtered. */
  #places: readonly number[] | null = null;
  #labels = new Map<string, string>();
  #look: Look = "table";
  #view: View | undefined;
  #select: (name: string) => void = () => undefined;

  /** Takes over the page's result section; `looked` is told which view the reader takes. */
  constructor(
    private readonly section: HTMLElement,
    private readonly prefixes: Prefixes,
    private readonly looked: (look: string) => void,
  ) {
    this.#list = part(section, "[role=tablist]");
    this.#panel = part(section, "#panel");
    this.#naming = part(section, "#naming");
    this.#names = part(section, "#names");
    this.#downloads = part(section, "#downloads");
    this.#excel = part(section, "#excel");
    this.#excel.addEventListener("click", () => this.#saveForExcel());
    section.querySelector("#permalink")?.remove(); // the address bar has it, and a button copies it
    this.#names.addEventListener("change", () => void this.#draw());
  }

  hide(): void {
    this.#view?.dispose();
    this.#view = undefined;
    this.section.hidden = true;
  }

  /** Shows an answer to a query, first as `look` if it can be looked at so. */
  async show(answer: Answer, query: string, look: string): Promise<Summary> {
    this.hide();
    const content = this.#read(answer);
    this.#content = content;
    this.#offer(query, content);
    const looks = looksOf(content);
    this.#list.hidden = !looks.length;
    if (!looks.length) {
      this.#naming.hidden = true;
      this.#panel.replaceChildren(verdict(answer));
      this.section.hidden = false;
      return {};
    }
    const result = content.result ?? { head: { vars: [] }, results: { bindings: [] } };
    this.#labels = await labelsOf(result, LANG);
    this.#select = tabs(this.#list, this.#panel, looks.map(tabOf), (name) => void this.#choose(name as Look));
    this.#look = looks.find((each) => each === look) ?? looks[0] ?? "raw";
    this.section.hidden = false;
    await this.#draw();
    const count = result.results.bindings.length;
    return content.statements ? { statements: count } : { rows: count };
  }

  #read(answer: Answer): Content {
    if (answer.mediaType !== SOLUTIONS) {
      const statements = readStatements(answer.body);
      return { answer, statements, result: asResult(statements) };
    }
    const result = JSON.parse(answer.body) as SparqlResult | { boolean: boolean };
    return "boolean" in result ? { answer } : { answer, result };
  }

  async #choose(look: Look): Promise<void> {
    this.#look = look;
    this.looked(look);
    await this.#draw();
  }

  async #draw(): Promise<void> {
    const content = this.#content;
    if (!content) return;
    this.#view?.dispose();
    this.#view = undefined;
    this.#places = null;
    this.#select(this.#look);
    this.#naming.hidden = this.#look === "raw" || this.#look === "turtle";
    this.#panel.replaceChildren();
    if (this.#look === "raw") this.#panel.append(...raw(content.answer.body));
    else if (this.#look === "turtle") {
      this.#panel.append(code(text("turtle"), turtle(content.statements ?? [], this.prefixes, address)));
    } else if (content.result) {
      const changed = (places: readonly number[] | null) => (this.#places = places);
      const options = { lang: LANG, title: text("result_of"), changed };
      this.#view = await show(this.#panel, this.#table(content.result), this.#look, options);
    }
  }

  /** With names for IRIs, or with the IRIs, shortened, as the reader chose. */
  #table(result: SparqlResult): Table {
    const written = (iri: string) => shortened(iri, Object.entries(this.prefixes));
    const named = (iri: string) => this.#labels.get(iri) ?? written(iri);
    return fromSparql(result, this.#names.checked ? named : written);
  }

  /** The table as it is: with names for IRIs if the reader has them, sorted and filtered as it stands there. */
  #saveForExcel(): void {
    const result = this.#content?.result;
    if (!result) return;
    const table = this.#table(result);
    save(`${text("file")}.csv`, csvForExcel(table, this.#places ?? table.rows.keys()));
  }

  /** The formats that this kind of answer comes in, for the query as it was run. */
  #offer(query: string, content: Content): void {
    const kind = content.statements ? "graph" : content.result ? "solutions" : "boolean";
    part<HTMLInputElement>(this.#downloads, "[name=query]").value = query;
    this.#excel.hidden = !content.result?.results.bindings.length;
    for (const button of this.#downloads.querySelectorAll<HTMLElement>("[data-for]")) {
      button.hidden = !button.dataset.for?.split(" ").includes(kind);
    }
  }
}

function looksOf({ result, statements }: Content): Look[] {
  if (!result) return [];
  if (!result.results.bindings.length) return ["raw"];
  const fitting = views(fromSparql(result));
  return statements ? ["turtle", "table", ...fitting.filter((kind) => kind === "network"), "raw"] : [...fitting, "raw"];
}

function tabOf(look: Look): { name: string; label: string } {
  return { name: look, label: text(look) };
}

function verdict(answer: Answer): HTMLElement {
  const { boolean } = JSON.parse(answer.body) as { boolean: boolean };
  const word = boolean ? "yes" : "no";
  return html("p", "verdict", html("strong", "", text(word)), ` ${text(`${word}_means`)}`);
}

function raw(body: string): Node[] {
  const shown = code(text("raw"), document.createTextNode(body.slice(0, MOST_RAW)));
  return body.length > MOST_RAW ? [html("p", "muted", text("cut", MOST_RAW.toLocaleString(LANG))), shown] : [shown];
}

/** Text as it is, in a box that the keyboard can scroll. */
function code(name: string, content: Node): HTMLElement {
  const box = html("pre", "answer", content);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", name);
  return box;
}

function part<E extends HTMLElement>(of: HTMLElement, selector: string): E {
  const found = of.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

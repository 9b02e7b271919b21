/**
 * The table view: sorted by its heads, filtered by a word, and drawn in slices, so that ten thousand rows do not keep
 * the reader waiting. It takes over a table that the server drew, or draws one.
 */

import { content, html } from "./elements.ts";
import type { Options } from "./index.ts";
import type { Cell, Column, ColumnKind, Table } from "./table.ts";
import { say } from "./words.ts";

/** Rows drawn at once. */
const SLICE = 1000;
/** Tables of so many rows get a filter. */
const FILTERED = 8;

/** The class of a cell, where its column's kind has one. */
const CLASSES: Partial<Record<ColumnKind, string>> = { number: "number", date: "date" };

type Direction = "ascending" | "descending";

class Row {
  #text: string | undefined;
  #element: HTMLTableRowElement | undefined;

  constructor(
    readonly place: number,
    readonly cells: readonly (Cell | null)[],
    readonly columns: readonly Column[],
    element?: HTMLTableRowElement,
  ) {
    this.#element = element;
  }

  /** All that the row says, in lower case. */
  get text(): string {
    this.#text ??= this.cells
      .map((cell) => cell?.text ?? "")
      .join("\n")
      .toLocaleLowerCase();
    return this.#text;
  }

  /** The row's element, made when first wanted. */
  get element(): HTMLTableRowElement {
    this.#element ??= html(
      "tr",
      "",
      ...this.cells.map((cell, at) => html("td", CLASSES[this.columns[at]?.kind ?? "label"] ?? "", ...content(cell))),
    );
    return this.#element;
  }
}

export class Grid {
  readonly #rows: readonly Row[];
  readonly #body: HTMLTableSectionElement;
  readonly #more = html("button", "quiet more");
  readonly #status = html("p", "status");
  readonly #filter = html("input");
  #shown: readonly Row[];
  #drawn = 0;
  #sorted: { at: number; direction: Direction } | null = null;

  /** A grid over `element`, whose rows are those of `table`; without it, in a new one. It stands in `container`. */
  constructor(
    container: HTMLElement,
    private readonly table: Table,
    private readonly options: Options,
    element?: HTMLTableElement,
  ) {
    const drawn = element ?? frame(table, options.title);
    const bodies = [...drawn.tBodies];
    const elements = bodies.flatMap((body) => [...body.rows]);
    this.#body = bodies[0] ?? drawn.createTBody();
    this.#rows = table.rows.map((cells, at) => new Row(at, cells, table.columns, elements[at]));
    this.#shown = this.#rows;
    this.#status.setAttribute("role", "status");
    this.#more.type = "button";
    this.#more.addEventListener("click", () => this.#draw());
    this.#makeHeads(drawn);
    if (!element) container.append(scroller(drawn, options.title));
    const place = drawn.closest(".scroll") ?? drawn;
    if (table.rows.length >= FILTERED) place.before(this.#makeFilter());
    place.after(this.#more, this.#status);
    this.#restart();
  }

  #makeHeads(element: HTMLTableElement): void {
    element.querySelectorAll<HTMLElement>("thead th").forEach((head, at) => {
      if (!this.table.columns[at]?.name) return;
      const button = html("button", "sort", ...head.childNodes);
      button.type = "button";
      button.addEventListener("click", () => this.#sort(at, element));
      head.replaceChildren(button);
    });
  }

  #makeFilter(): HTMLElement {
    this.#filter.type = "search";
    this.#filter.autocomplete = "off";
    this.#filter.addEventListener("input", () => {
      this.#restart();
      this.#status.textContent = say("some", this.options.lang, this.#shown.length, this.#rows.length);
    });
    return html("label", "filter no-print", html("span", "", say("filter", this.options.lang)), this.#filter);
  }

  /** By this column: ascending, then descending, then in the order of the data. */
  #sort(at: number, element: HTMLTableElement): void {
    const before = this.#sorted?.at === at ? this.#sorted.direction : null;
    const direction = before === null ? "ascending" : before === "ascending" ? "descending" : null;
    this.#sorted = direction && { at, direction };
    element.querySelectorAll("thead th").forEach((head, index) => {
      if (index === at && direction) head.setAttribute("aria-sort", direction);
      else head.removeAttribute("aria-sort");
    });
    this.#restart();
  }

  #restart(): void {
    const wanted = this.#filter.value.trim().toLocaleLowerCase();
    const rows = wanted ? this.#rows.filter((row) => row.text.includes(wanted)) : this.#rows;
    this.#shown = this.#sorted ? this.#inOrder(rows, this.#sorted.at, this.#sorted.direction) : rows;
    this.#drawn = 0;
    this.#body.replaceChildren();
    this.#draw();
    this.options.changed?.(wanted || this.#sorted ? this.#shown.map((row) => row.place) : null);
  }

  #inOrder(rows: readonly Row[], at: number, direction: Direction): Row[] {
    const kind = this.table.columns[at]?.kind;
    const { compare } = new Intl.Collator(this.options.lang, { numeric: true });
    const sign = direction === "ascending" ? 1 : -1;
    return [...rows].sort((one, other) => {
      const [left, right] = [one.cells[at]?.value, other.cells[at]?.value];
      if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
      return sign * (kind === "number" ? Number(left) - Number(right) : compare(left, right));
    });
  }

  /** The next slice. A value of the first column that is the same as above is marked, so that groups can be seen. */
  #draw(): void {
    const slice = this.#shown.slice(this.#drawn, this.#drawn + SLICE);
    slice.forEach((row, index) => {
      const above = this.#shown[this.#drawn + index - 1]?.cells[0]?.text;
      row.element.cells[0]?.classList.toggle("same", above !== undefined && above === row.cells[0]?.text);
    });
    this.#body.append(...slice.map((row) => row.element));
    this.#drawn += slice.length;
    const left = this.#shown.length - this.#drawn;
    this.#more.hidden = left === 0;
    this.#more.textContent = say("more", this.options.lang, Math.min(left, SLICE));
    this.#status.textContent = this.#drawn < this.#shown.length ? this.#progress() : "";
  }

  #progress(): string {
    return say("some", this.options.lang, this.#drawn, this.#shown.length);
  }
}

/** An empty table with its heads. */
function frame(table: Table, title: string): HTMLTableElement {
  const heads = table.columns.map((column) => {
    const head = html("th", column.kind === "number" ? "number" : "", column.label);
    head.scope = "col";
    return head;
  });
  const element = html(
    "table",
    "",
    html("caption", "visually-hidden", title),
    html("thead", "", html("tr", "", ...heads)),
  );
  element.createTBody();
  return element;
}

/** What a wide table scrolls in; the keyboard reaches it. */
function scroller(element: HTMLTableElement, title: string): HTMLElement {
  const region = html("div", "scroll", element);
  region.tabIndex = 0;
  region.setAttribute("role", "group");
  region.setAttribute("aria-label", title);
  return region;
}

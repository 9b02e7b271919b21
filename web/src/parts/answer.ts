/** An answer on the page: the picture and the table that the server drew, behind two tabs. */

import { show, type View, type ViewKind, views } from "../views/index.ts";
import { fromElement, type Language, type Table } from "../views/table.ts";
import { offerShown } from "./shown.ts";

export class Answer {
  readonly #section: HTMLElement;
  readonly #title: string;
  readonly #lang: Language = document.documentElement.lang === "ko" ? "ko" : "en";
  #view: View | null = null;
  #isSortable = false;

  /** Over the element that holds the table, and its tabs and an empty panel for the picture if it has one. */
  constructor(section: HTMLElement) {
    this.#section = section;
    const element = section.querySelector("table");
    this.#title = element?.caption?.textContent ?? "";
    if (!element) return;
    const table = fromElement(element);
    if (!this.#find(".panel.picture")) void this.#makeSortable(element, table);
    else void this.#drawPicture(element, table);
  }

  /** End what the picture watches. */
  dispose(): void {
    this.#view?.dispose();
  }

  /** Let the table be sorted and filtered, once it is first seen. */
  async #makeSortable(element: HTMLTableElement, table: Table): Promise<void> {
    if (this.#isSortable) return;
    this.#isSortable = true;
    const { Grid } = await import("../views/grid.ts");
    const downloads = this.#find(".downloads[data-shown]");
    const options = { lang: this.#lang, title: this.#title, ...(downloads && { changed: offerShown(downloads) }) };
    new Grid(this.#section, table, options, element);
  }

  async #drawPicture(element: HTMLTableElement, table: Table): Promise<void> {
    const [picture, rows] = [this.#find(".panel.picture"), this.#find(".panel.rows")];
    const kind = this.#section.dataset["view"] as ViewKind;
    const tabs = [...this.#section.querySelectorAll<HTMLButtonElement>("[role=tab]")];
    try {
      if (!picture || !rows || !views(table).includes(kind)) {
        this.#section.querySelector("[role=tablist]")?.remove();
        await this.#makeSortable(element, table);
        return;
      }
      const toRows = tabs.find((tab) => tab.getAttribute("aria-controls") === rows.id);
      for (const event of ["click", "focus"])
        toRows?.addEventListener(event, () => void this.#makeSortable(element, table));
      tabs.forEach((tab, at) => this.#connect(tab, tabs, at));
      picture.hidden = false;
      rows.hidden = true;
      this.#view = await show(picture, table, kind, { lang: this.#lang, title: this.#title });
    } finally {
      delete this.#section.dataset["pending"];
    }
  }

  #find(selector: string): HTMLElement | null {
    return this.#section.querySelector<HTMLElement>(selector);
  }

  /** Tabs as the ARIA practices have them: one is in the tab order, the arrow keys go to the others. */
  #connect(tab: HTMLButtonElement, tabs: readonly HTMLButtonElement[], at: number): void {
    tab.addEventListener("click", () => this.#select(tab, tabs));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && tabs[(at + step + tabs.length) % tabs.length];
      if (!next) return;
      event.preventDefault();
      this.#select(next, tabs);
      next.focus();
    });
  }

  #select(tab: HTMLButtonElement, tabs: readonly HTMLButtonElement[]): void {
    for (const each of tabs) {
      const chosen = each === tab;
      each.setAttribute("aria-selected", String(chosen));
      each.tabIndex = chosen ? 0 : -1;
      const panel = document.getElementById(each.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !chosen;
    }
  }
}

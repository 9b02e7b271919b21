/**
 * Suggestions under a search box while one types: a combobox with a list (WAI-ARIA Authoring Practices, "Editable
 * Combobox With List Autocomplete"). Without it the box is a plain form.
 */

const PAUSE_MS = 120;
const MOST = 8;

interface Result {
  iri: string;
  label: string;
  kind_label: string;
  country: string | null;
  matched: string;
}

let boxes = 0;

/** Adds suggestions to a box whose form goes to `/search`. */
export function suggestions(input: HTMLInputElement): void {
  const list = document.createElement("ul");
  list.id = `suggestions-${++boxes}`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = input.dataset.suggest ?? "";
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-controls", list.id],
    ["aria-expanded", "false"],
    ["autocomplete", "off"],
  ] as const) {
    input.setAttribute(name, value);
  }
  const box = new Box(input, list);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void box.ask(), PAUSE_MS);
  });
  input.addEventListener("keydown", (event) => box.key(event));
  input.addEventListener("blur", () => setTimeout(() => box.close(), 150));
}

class Box {
  #chosen = -1;
  #asked = "";

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLUListElement,
  ) {}

  /** Fetch and show what fits the text; an answer that comes too late is dropped. */
  async ask(): Promise<void> {
    const text = this.input.value.trim();
    this.#asked = text;
    if (!text) return this.close();
    const query = new URLSearchParams({ q: text, lang: document.documentElement.lang, limit: String(MOST) });
    const response = await fetch(`/search?${query}`, { headers: { Accept: "application/json" } });
    if (this.#asked !== text) return;
    if (!response.ok) return this.close();
    const { results } = (await response.json()) as { results: Result[] };
    this.show(results);
  }

  /** Up and down choose, Enter goes there, Escape closes. */
  key(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    const links = this.list.querySelectorAll("a");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.#chosen + step + links.length + 1) % (links.length + 1));
    } else if (event.key === "Enter" && links[this.#chosen]) {
      event.preventDefault();
      links[this.#chosen]?.click();
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  close(): void {
    this.list.hidden = true;
    this.#chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private show(results: Result[]): void {
    this.close();
    this.list.replaceChildren(...results.map((result, place) => option(result, `${this.list.id}-${place}`)));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
  }

  /** The choice past the last one is none. */
  private choose(place: number): void {
    const items = [...this.list.children];
    this.#chosen = place < items.length ? place : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.#chosen)));
    const item = items[this.#chosen];
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }
}

function option(result: Result, id: string): HTMLLIElement {
  const item = document.createElement("li");
  item.id = id;
  item.role = "option";
  item.ariaSelected = "false";
  const link = document.createElement("a");
  link.href = pathOf(result.iri);
  link.tabIndex = -1;
  const note = [result.kind_label, result.country, result.matched === result.label ? null : result.matched];
  const small = document.createElement("small");
  small.textContent = note.filter(Boolean).join(" · ");
  link.append(result.label, small);
  item.append(link);
  return item;
}

/** Where a thing of ours is served: the base of the IRIs is the service's root; the language stays as it is. */
function pathOf(iri: string): string {
  const path = iri.replace(/^https:\/\/w3id\.org\/ksc/, "");
  const lang = new URLSearchParams(location.search).get("lang");
  return lang ? `${path}?lang=${lang}` : path;
}

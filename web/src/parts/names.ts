/** Names suggested for a field that takes any thing of a kind, in the browser's own list. */

const WAIT_MS = 150;

/** Give an input a list of names, asked of the service as one types. */
export function suggestNames(input: HTMLInputElement): void {
  const list = document.createElement("datalist");
  list.id = `names-of-${input.name}`;
  input.setAttribute("list", list.id);
  input.after(list);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void fill(list, input), WAIT_MS);
  });
}

async function fill(list: HTMLDataListElement, input: HTMLInputElement): Promise<void> {
  const text = input.value.trim();
  if (!text) return;
  const query = new URLSearchParams({ q: text, lang: document.documentElement.lang });
  const kind = input.dataset["names"] ?? "";
  if (kind && kind !== "rdfs:Resource") query.set("kind", kind);
  try {
    const response = await fetch(`/suggest?${query.toString()}`);
    if (!response.ok) return;
    const [, names] = (await response.json()) as [string, string[]];
    list.replaceChildren(...[...new Set(names)].map((name) => new Option(name)));
  } catch {
    // Offline: names can still be typed.
  }
}

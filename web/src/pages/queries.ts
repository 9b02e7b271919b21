/** The list of questions: the filter shows those that have all its words, in either language. */

const filter = document.querySelector<HTMLInputElement>("#filter");
const found = document.querySelector<HTMLElement>("#found");
const entries = [...document.querySelectorAll<HTMLElement>("[data-words]")];
const sections = [...document.querySelectorAll<HTMLElement>(".theme")];

function apply(text: string): void {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const entry of entries) {
    const all = entry.dataset["words"]?.toLocaleLowerCase() ?? "";
    entry.hidden = !words.every((word) => all.includes(word));
  }
  for (const section of sections) section.hidden = !section.querySelector("[data-words]:not([hidden])");
  if (found)
    found.textContent =
      words.length && sections.every((section) => section.hidden) ? (found.dataset["none"] ?? "") : "";
}

if (filter) {
  filter.addEventListener("input", () => apply(filter.value));
  apply(filter.value);
}

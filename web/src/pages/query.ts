/** A question: what is picked applies at once, without loading the page; its answer as a picture and as a table. */

import { Answer } from "../parts/answer.ts";
import { suggestNames } from "../parts/names.ts";

let answer: Answer | null = null;
let asking: AbortController | null = null;
/** What is being asked: Enter in a field tells of a change and of a submission, which are one question. */
let asked = "";

function question(): HTMLElement {
  const element = document.querySelector<HTMLElement>("#question");
  if (!element) throw new Error("the page has no #question");
  return element;
}

/** Bring the question to life, as it came with the page or from a later answer of the server. */
function start(): void {
  answer?.dispose();
  const section = question().querySelector<HTMLElement>(".answer");
  answer = section && new Answer(section);
  const form = question().querySelector<HTMLFormElement>(".asking");
  form?.addEventListener("change", () => void ask(address(form), true));
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void ask(address(form), true);
  });
  question().querySelectorAll<HTMLInputElement>("input[data-names]").forEach(suggestNames);
  question().querySelectorAll<HTMLButtonElement>("[data-copy]").forEach(offerCopy);
  for (const place of question().querySelectorAll<HTMLElement>("[data-accessed]")) {
    place.textContent = (place.dataset["accessed"] ?? "").replace("{date}", new Date().toISOString().slice(0, 10));
  }
}

/** The address that says what is picked; what is empty is left out. */
function address(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => field[1] !== "");
  const query = new URLSearchParams(fields).toString();
  return query ? `${form.action}?${query}` : form.action;
}

/** Ask the server, and put its question and answer in place of those shown. A newer question ends an older one. */
async function ask(url: string, push: boolean): Promise<void> {
  if (url === asked) return;
  asked = url;
  asking?.abort();
  asking = new AbortController();
  question().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, signal: asking.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.querySelector("#question");
    if (!next) return location.assign(url);
    if (push) history.pushState(null, "", url);
    put(next, page);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    question().removeAttribute("aria-busy");
    announce(question().dataset["unreachable"] ?? "");
  } finally {
    if (asked === url) asked = "";
  }
}

function put(next: Element, page: Document): void {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.getAttribute("name") : null;
  question().replaceWith(document.adoptNode(next));
  document.title = page.title;
  for (const selector of ["[data-language]", "link[rel=canonical]", "link[hreflang=ko]", "link[hreflang=en]"]) {
    const href = page.querySelector(selector)?.getAttribute("href");
    if (href) document.querySelector(selector)?.setAttribute("href", href);
  }
  start();
  if (focused)
    question()
      .querySelector<HTMLElement>(`[name="${CSS.escape(focused)}"]`)
      ?.focus();
  announce(question().querySelector("[role=alert], #count")?.textContent ?? "");
}

function announce(text: string): void {
  const place = document.querySelector("#announcement");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("visually-hidden", text !== question().dataset["unreachable"]);
}

function offerCopy(button: HTMLButtonElement): void {
  const text = document.getElementById(button.dataset["copy"] ?? "");
  if (!text || !("clipboard" in navigator)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(text.textContent.trim()).then(() => {
      button.textContent = button.dataset["done"] ?? "";
    });
  });
}

addEventListener("popstate", () => void ask(location.href, false));
start();

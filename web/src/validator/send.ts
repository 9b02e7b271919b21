/** Sends a form in the background and puts the report of the page that answers in place. Newer answers end older ones. */

let sending: AbortController | null = null;

/** `put` is told when the report, and the fields of the form, are there anew. */
export function sendInPlace(form: HTMLFormElement, outcome: HTMLElement, ways: HTMLElement, put: () => void): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form, outcome, ways, put);
  });
}

async function send(form: HTMLFormElement, outcome: HTMLElement, ways: HTMLElement, put: () => void): Promise<void> {
  sending?.abort();
  const current = (sending = new AbortController());
  form.setAttribute("aria-busy", "true");
  const body = form.enctype.startsWith("multipart") ? new FormData(form) : encoded(form);
  try {
    const headers = { Accept: "text/html" };
    const response = await fetch(form.action, { method: "POST", headers, body, signal: current.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.querySelector("#outcome");
    if (!next) throw new TypeError("no page of ours");
    outcome.replaceChildren(...next.childNodes);
    const fields = form.querySelector("#entries") && page.querySelector("#entries");
    if (fields) document.querySelector("#entries")?.replaceWith(document.adoptNode(fields));
    document.title = page.title;
    put();
    outcome.querySelector<HTMLElement>("#verdict")?.focus();
    outcome.scrollIntoView();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    outcome.replaceChildren(notice(ways.dataset["unreachable"] ?? ""));
  } finally {
    form.removeAttribute("aria-busy");
  }
}

function encoded(form: HTMLFormElement): URLSearchParams {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  return new URLSearchParams(fields);
}

function notice(text: string): HTMLElement {
  const box = document.createElement("p");
  Object.assign(box, { className: "notice warm", role: "alert", textContent: text });
  return box;
}

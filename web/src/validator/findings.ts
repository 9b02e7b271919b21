/** From finding to finding: by the buttons of the summary, or by F8 and Shift+F8, as editors do. */

/** Show the buttons, which do nothing without this script. */
export function showSteps(): void {
  for (const steps of document.querySelectorAll<HTMLElement>(".steps")) {
    steps.hidden = false;
    for (const button of steps.querySelectorAll<HTMLButtonElement>("[data-step]")) {
      button.addEventListener("click", () => step(Number(button.dataset["step"])));
    }
  }
}

export function stepByKey(): void {
  addEventListener("keydown", (event) => {
    if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
}

let last: Element | null = null;

/** Move the focus to the finding after or before the one that was last gone to; past the end, begin anew. */
function step(by: number): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-finding]")].sort(byNumber);
  if (!all.length) return;
  const focused = document.activeElement?.closest("[data-finding]") ?? last;
  const at = all.findIndex((finding) => finding === focused);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length;
  last = all[next] ?? null;
  all[next]?.focus();
  all[next]?.scrollIntoView({ block: "center", inline: "nearest" });
}

/** In the order of the summary. */
function byNumber(one: HTMLElement, other: HTMLElement): number {
  return Number(one.id.replace("finding-", "")) - Number(other.id.replace("finding-", ""));
}

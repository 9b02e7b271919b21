/** The ways in: links to pages of their own become tabs (WAI-ARIA Authoring Practices, "Tabs with Automatic Activation"). */

export function tabsOf(nav: HTMLElement): void {
  const list = document.createElement("div");
  list.className = nav.className;
  list.role = "tablist";
  list.ariaLabel = nav.ariaLabel;
  const tabs = [...nav.querySelectorAll<HTMLAnchorElement>("a[data-way]")].map(tabOf);
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab, tabs));
    tab.addEventListener("keydown", (event) => move(event, tab, tabs));
  }
  list.append(...tabs);
  nav.replaceWith(list);
}

function tabOf(link: HTMLAnchorElement): HTMLButtonElement {
  const [tab, name] = [document.createElement("button"), link.dataset["way"] ?? ""];
  Object.assign(tab, { type: "button", id: `tab-${name}`, textContent: link.textContent, role: "tab" });
  tab.dataset["address"] = link.href;
  tab.setAttribute("aria-controls", `way-${name}`);
  mark(tab, link.ariaCurrent === "page");
  const panel = panelOf(tab);
  panel?.setAttribute("role", "tabpanel");
  panel?.setAttribute("aria-labelledby", tab.id);
  return tab;
}

function mark(tab: HTMLButtonElement, chosen: boolean): void {
  tab.setAttribute("aria-selected", String(chosen));
  tab.tabIndex = chosen ? 0 : -1;
}

function panelOf(tab: HTMLElement): HTMLElement | null {
  return document.getElementById(tab.getAttribute("aria-controls") ?? "");
}

/** Show a way; the address then names it, so that the page opens with it again, and examples are checked that way. */
function select(chosen: HTMLButtonElement, tabs: readonly HTMLButtonElement[]): void {
  for (const tab of tabs) {
    mark(tab, tab === chosen);
    const panel = panelOf(tab);
    if (panel) panel.hidden = tab !== chosen;
  }
  const address = chosen.dataset["address"] ?? "";
  history.replaceState(null, "", address);
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-example]")) {
    const url = new URL(link.href);
    url.searchParams.set("way", new URL(address).searchParams.get("way") ?? "");
    link.href = url.href;
  }
}

function move(event: KeyboardEvent, tab: HTMLButtonElement, tabs: readonly HTMLButtonElement[]): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = step && tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  if (!next) return;
  event.preventDefault();
  select(next, tabs);
  next.focus();
}

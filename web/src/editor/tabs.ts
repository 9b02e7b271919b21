/** Tabs over one panel (WAI-ARIA Authoring Practices, "Tabs with Automatic Activation"). */

import { html } from "../views/elements.ts";

export interface Tab {
  name: string;
  label: string;
}

/** Fills `list` with tabs for `panel`; `choose` is told which one the reader takes. Returns what selects one. */
export function tabs(list: HTMLElement, panel: HTMLElement, all: Tab[], choose: (name: string) => void) {
  const buttons = all.map(({ name, label }) => {
    const button = html("button", "", label);
    Object.assign(button, { type: "button", role: "tab", id: `tab-${name}` });
    button.dataset.view = name;
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => choose(name));
    return button;
  });
  list.replaceChildren(...buttons);
  list.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = step === undefined ? undefined : buttons[(at + step + buttons.length) % buttons.length];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
  return (chosen: string): void => {
    for (const button of buttons) {
      const selected = button.dataset.view === chosen;
      button.setAttribute("aria-selected", String(selected));
      button.tabIndex = selected ? 0 : -1;
      if (selected) panel.setAttribute("aria-labelledby", button.id);
    }
  };
}

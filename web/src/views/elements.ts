/** Making elements. */

import { address, type Cell, type Part } from "./table.ts";

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element with a class and children. */
export function html<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** An SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.append(...children);
  return element;
}

/** A thing's name, as a link to its page where it has one. */
export function thing(part: Part): HTMLElement {
  const href = address(part.iri);
  const element = href ? html("a", "", part.text) : html("span", "", part.text);
  if (element instanceof HTMLAnchorElement) element.href = href;
  if (part.lang) element.lang = part.lang;
  return element;
}

/** What a cell holds, with links; things are parted as in the data. */
export function content(cell: Cell | null): Node[] {
  const parts = cell?.parts ?? [];
  if (!parts.some((part) => part.iri || part.lang)) return cell ? [document.createTextNode(cell.text)] : [];
  return parts.flatMap((part, index) => (index ? [document.createTextNode("; "), thing(part)] : [thing(part)]));
}

/** Which pattern stands for what; `what` names what they tell apart. */
export function legend(names: readonly string[], what = ""): HTMLElement {
  const entries = names.map((name, index) => html("li", "", html("span", `swatch pattern-${index}`), name));
  return html("ul", "legend", ...(what ? [html("li", "", `${what}:`)] : []), ...entries);
}

/** A network: things in columns, lines between them. What the pointer or the keyboard is on stands out with its links. */

import { html, svg, thing } from "./elements.ts";
import { type Edge, graphOf, type Node } from "./layers.ts";
import type { Language, Table } from "./table.ts";
import { say } from "./words.ts";
import { zoomable } from "./zoom.ts";

const THICKEST = 7;
/** Half as large gives an overview; at three times, a node fills a telephone. */
const [SMALLEST, LARGEST] = [0.5, 3];

/** The network of a table whose rows link things (`endsOf` of series.ts). The function returned ends its redrawing. */
export function draw(
  container: HTMLElement,
  table: Table,
  options: { readonly lang: Language; readonly title: string },
): () => void {
  const { columns, edges } = graphOf(table);
  const elements = new Map<Node, HTMLElement>();
  const lines = svg("svg", { "aria-hidden": "true" });
  const lists = columns.map((column) => html("ul", "", ...column.map((node) => entry(node, elements, options.lang))));
  const figure = html("div", "network", lines, ...lists);
  const frame = html("div", "scroll", figure);
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", options.title);
  container.append(frame);
  const paths = new Map(edges.map((edge) => [edge, svg("path")]));
  lines.append(...paths.values());
  const redraw = () => place(lines, paths, elements);
  const observer = new ResizeObserver(redraw);
  observer.observe(figure);
  redraw();
  for (const [node, element] of elements) stress(node, element, figure, elements, paths);
  const apply = (factor: number) => figure.style.setProperty("--zoom", String(factor));
  const end = zoomable({ frame, least: SMALLEST, most: LARGEST, apply }, options.lang);
  return () => {
    observer.disconnect();
    end();
  };
}

function entry(node: Node, elements: Map<Node, HTMLElement>, lang: Language): HTMLElement {
  const element = html("li", "node", thing(node.part));
  const names = [...node.neighbours].map((each) => each.part.text).join(", ");
  element.append(html("span", "count", String(node.neighbours.size)));
  element.append(html("span", "visually-hidden", `. ${say("links", lang)}: ${names}`));
  elements.set(node, element);
  return element;
}

/** Draw each edge from the side of one thing to the side of the other. */
function place(
  lines: SVGSVGElement,
  paths: ReadonlyMap<Edge, SVGPathElement>,
  elements: ReadonlyMap<Node, HTMLElement>,
): void {
  const frame = lines.getBoundingClientRect();
  // All places first: one that is asked for after an edge was drawn would have the browser lay out anew.
  const boxes = new Map(Array.from(elements, ([node, element]) => [node, element.getBoundingClientRect()]));
  const most = Math.max(1, ...[...paths.keys()].map((edge) => edge.weight));
  lines.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
  for (const [edge, path] of paths) {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    if (!from || !to) continue;
    const [left, right] = from.left <= to.left ? [from, to] : [to, from];
    const [x, y] = [left.right - frame.left, left.top + left.height / 2 - frame.top];
    const [endX, endY] = [right.left - frame.left, right.top + right.height / 2 - frame.top];
    const bend = Math.max(24, (endX - x) / 2);
    path.setAttribute("d", `M${x} ${y}C${x + bend} ${y} ${endX - bend} ${endY} ${endX} ${endY}`);
    path.setAttribute("stroke-width", String(1 + ((THICKEST - 1) * (edge.weight - 1)) / Math.max(1, most - 1)));
  }
}

/** While a thing is pointed at or has the focus, all but it and what it is linked with steps back. */
function stress(
  node: Node,
  element: HTMLElement,
  figure: HTMLElement,
  elements: ReadonlyMap<Node, HTMLElement>,
  paths: ReadonlyMap<Edge, SVGPathElement>,
): void {
  const set = (on: boolean) => {
    figure.classList.toggle("stressed", on);
    for (const [edge, path] of paths) path.classList.toggle("on", on && (edge.from === node || edge.to === node));
    for (const [each, other] of elements) {
      other.classList.toggle("on", on && (each === node || node.neighbours.has(each)));
    }
  };
  for (const event of ["pointerenter", "focusin"]) element.addEventListener(event, () => set(true));
  for (const event of ["pointerleave", "focusout"]) element.addEventListener(event, () => set(false));
}

/** A graph in columns from left to right, so that no label hides another: a layered drawing (Sugiyama's method). */

import type { Part, Table } from "./table.ts";
import { endsOf, numberIn } from "./series.ts";

export interface Node {
  readonly part: Part;
  /** What it is linked with. */
  readonly neighbours: Set<Node>;
  column: number;
}

export interface Edge {
  readonly from: Node;
  readonly to: Node;
  weight: number;
}

export interface Graph {
  readonly columns: readonly (readonly Node[])[];
  readonly edges: readonly Edge[];
}

/** The Organization Ontology's own term for who is linked with whom: a graph that has it is drawn by it alone. */
const LINKED = "http://www.w3.org/ns/org#linkedTo";
/** Passes that move each node towards those that it is linked with. */
const PASSES = 8;

/** The graph of a table whose rows link things (`endsOf`); a row that lacks an end has no edge. */
export function graphOf(table: Table): Graph {
  const nodes = new Map<string, Node>();
  const edges = edgesOf(table, nodes);
  layer([...nodes.values()], edges);
  const columns: Node[][] = [];
  for (const node of nodes.values()) (columns[node.column] ??= []).push(node);
  const filled = columns.filter((column) => column.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    const order = pass % 2 ? [...filled].reverse() : filled;
    for (const column of order) arrange(column, filled);
  }
  return { columns: filled, edges };
}

function edgesOf(table: Table, nodes: Map<string, Node>): Edge[] {
  const ends = endsOf(table);
  if (!ends) return [];
  const weight = table.columns.findIndex((column) => column.kind === "number");
  const edges = new Map<string, Edge>();
  const node = (part: Part) => {
    const key = part.iri || part.text;
    const found = nodes.get(key) ?? { part, neighbours: new Set<Node>(), column: 0 };
    nodes.set(key, found);
    return [key, found] as const;
  };
  const predicate = table.columns.findIndex((column) => column.name === "predicate");
  const isLink = (row: Table["rows"][number]) => row[predicate]?.parts[0]?.iri === LINKED;
  const rows = table.rows.some(isLink) ? table.rows.filter(isLink) : table.rows;
  for (const row of rows) {
    for (const [one, other] of pairs(row[ends[0]]?.parts ?? [], row[ends[1]]?.parts ?? [])) {
      const [[fromKey, from], [toKey, to]] = [node(one), node(other)];
      if (from === to) continue;
      const key = `${fromKey}\n${toKey}`;
      const edge = edges.get(key) ?? { from, to, weight: 0 };
      edge.weight += weight < 0 ? 1 : numberIn(row[weight]);
      edges.set(key, edge);
      from.neighbours.add(to);
      to.neighbours.add(from);
    }
  }
  return [...edges.values()];
}

function pairs(ones: readonly Part[], others: readonly Part[]): (readonly [Part, Part])[] {
  return ones.flatMap((one) => others.map((other) => [one, other] as const));
}

/** Each node one column after the last that leads to it; where edges run in a circle, this stops after a round. */
function layer(nodes: readonly Node[], edges: readonly Edge[]): void {
  for (let round = 1; round < nodes.length; round += 1) {
    let moved = false;
    for (const { from, to } of edges) {
      if (to.column > from.column || from.column + 1 >= Math.min(nodes.length, 6)) continue;
      to.column = from.column + 1;
      moved = true;
    }
    if (!moved) return;
  }
}

/** Order a column by the mean place of each node's neighbours in the others. */
function arrange(column: Node[], columns: readonly Node[][]): void {
  const places = new Map(columns.flatMap((each) => each.map((node, at) => [node, (at + 0.5) / each.length] as const)));
  const mean = (node: Node) => {
    const found = [...node.neighbours]
      .filter((each) => each.column !== node.column)
      .map((each) => places.get(each) ?? 0);
    return found.length ? found.reduce((sum, each) => sum + each, 0) / found.length : (places.get(node) ?? 0);
  };
  const means = new Map(column.map((node) => [node, mean(node)]));
  column.sort((one, other) => (means.get(one) ?? 0) - (means.get(other) ?? 0));
}

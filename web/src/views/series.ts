/** Which columns a picture is drawn from. */

import type { Cell, Column, Table } from "./table.ts";

/** The columns whose name says best what a row is about. */
const NAMES = ["title", "event", "session", "thing", "agreement", "initiative", "person", "name", "amount"];
const GROUPS = ["group", "stage", "closed"];
/** Pairs of columns that stand for the two ends of a link. */
const ENDS: readonly (readonly [string, string])[] = [
  ["korean_parties", "partners"],
  ["agency", "country"],
  ["reporter", "receiver"],
  ["title", "names"],
  ["subject", "object"],
];

export interface Bars {
  /** The columns that name a bar: the second one where names of the first are not unique. */
  readonly names: readonly number[];
  /** The columns that are drawn, of one unit. */
  readonly values: readonly number[];
  /** The column that is the sum of these, if there is one. */
  readonly total: number | null;
}

function indexes(table: Table, test: (column: Column) => boolean): number[] {
  return table.columns.flatMap((column, at) => (test(column) ? [at] : []));
}

/** The number in a cell; 0 where there is none. */
export function numberIn(cell: Cell | null | undefined): number {
  const number = Number(cell?.value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** What bars would show; null where there is nothing to measure or to name. */
export function barsOf(table: Table): Bars | null {
  const numbers = indexes(table, (column) => column.kind === "number");
  const named = indexes(table, (column) => column.kind !== "number" && !column.name.endsWith("_iri"));
  const [first] = numbers;
  if (first === undefined || named[0] === undefined) return null;
  const unit = table.columns[first]?.unit;
  const alike = unit ? numbers.filter((at) => table.columns[at]?.unit === unit) : [first];
  const total = alike.find((at) => alike.length > 2 && isSum(table, at, alike)) ?? null;
  return { names: naming(table, named), values: alike.filter((at) => at !== total), total };
}

function isSum(table: Table, total: number, all: readonly number[]): boolean {
  return table.rows.every((row) => {
    const sum = all.reduce((found, at) => (at === total ? found : found + numberIn(row[at])), 0);
    return sum === numberIn(row[total]);
  });
}

/** The first column, and the next ones until each row's name is its own. */
function naming(table: Table, named: readonly number[]): number[] {
  for (let count = 1; count <= Math.min(3, named.length); count += 1) {
    const chosen = named.slice(0, count);
    const names = new Set(table.rows.map((row) => chosen.map((at) => row[at]?.text ?? "").join("\n")));
    if (names.size === table.rows.length) return chosen;
  }
  return named.slice(0, 2);
}

export interface Moments {
  readonly start: number;
  readonly end: number | null;
  /** What happens; null where rows are only counted. */
  readonly name: number | null;
  readonly count: number | null;
  /** Where it happens: names alone may be alike. */
  readonly where: number | null;
  /** By this column rows are told apart. */
  readonly group: number | null;
}

/** What a timeline would show; null where no column holds dates. */
export function momentsOf(table: Table): Moments | null {
  const find = (name: string) => table.columns.findIndex((column) => column.name === name);
  const [start, second] = indexes(table, (column) => column.kind === "date");
  if (start === undefined) return null;
  const labels = indexes(table, (column) => column.kind !== "date" && column.kind !== "number");
  const name = NAMES.map(find).find((at) => at >= 0) ?? labels[0] ?? null;
  const [count] = indexes(table, (column) => column.kind === "number");
  const end = second !== undefined && table.columns[second]?.name === "end" ? second : null;
  const group = GROUPS.map(find).find((at) => at >= 0) ?? null;
  const where = indexes(table, (column) => column.kind === "place").find((at) => at !== name) ?? null;
  return name === null && count === undefined ? null : { start, end, name, where, count: count ?? null, group };
}

/** The columns at the two ends of a link; null where there are none. */
export function endsOf(table: Table): readonly [number, number] | null {
  const find = (name: string) => table.columns.findIndex((column) => column.name === name);
  const pair = ENDS.map(([from, to]) => [find(from), find(to)] as const).find(([from, to]) => from >= 0 && to >= 0);
  if (pair) return pair;
  const [from, to] = indexes(table, (column) => column.kind === "place" || column.kind === "link");
  return from === undefined || to === undefined ? null : [from, to];
}

/** The columns with places: of cities and of countries, as their IRIs say. */
export function placesOf(table: Table): readonly number[] {
  return indexes(table, (column) => column.kind === "place");
}

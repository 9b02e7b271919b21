/** A table as CSV for Excel, as it is shown (RFC 4180). */

import type { Cell, Table } from "./table.ts";

/** What tells Excel that a file is UTF-8; without it a Korean one takes it for CP949. */
const MARK = "\ufeff";
/** What Excel may read as a formula; East Asian ones take full-width signs too. Numbers have signs of their own. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The rows at some places of a table, in their order, below the names of its columns. */
export function csvForExcel(table: Table, places: Iterable<number>): string {
  const lines = [table.columns.map((column) => field(column.label))];
  for (const place of places) lines.push((table.rows[place] ?? []).map((cell) => field(guarded(cell))));
  return MARK + lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function guarded(cell: Cell | null): string {
  const text = cell?.text ?? "";
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What this browser remembers: the queries that were run, and the text that was typed but not run. */

import { here } from "./address.ts";

const HISTORY = "ksc.sparql.history";
const DRAFT = "ksc.sparql.draft";
const MOST = 50;

export interface Entry {
  query: string;
  /** When it was run last, in ISO 8601. */
  at: string;
}

/** The queries that were run, the last one first. */
export function past(): Entry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
    return Array.isArray(kept) ? (kept as Entry[]) : [];
  } catch {
    return []; // written by something else, or storage is denied
  }
}

export function remember(query: string): void {
  const others = past().filter((entry) => entry.query !== query);
  keep(localStorage, HISTORY, JSON.stringify([{ query, at: new Date().toISOString() }, ...others].slice(0, MOST)));
}

export function forget(): void {
  localStorage.removeItem(HISTORY);
}

/** The text of the editor, for this tab at this address. */
export function keepDraft(text: string): void {
  keep(sessionStorage, DRAFT, JSON.stringify({ address: here(), text }));
}

/** The text that was left at this address, if there is any. */
export function draft(): string | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null") as { address: string; text: string } | null;
    return kept?.address === here() ? kept.text : undefined;
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage forgets; that must not stop a query. */
function keep(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    storage.removeItem(key);
  }
}

/** The query and its view in the page's address, so that a link shows what its sender saw. */

/** A longer address is cut off by some mail and chat programs; a fragment is not sent to the service at all. */
const LONGEST_IN_QUERY = 2000;

export interface Shown {
  query: string;
  view: string;
}

/** What the address asks for, and whether the service has seen it, and so answered in the page. */
export function read(): Shown & { answered: boolean } {
  const asked = new URLSearchParams(location.search);
  const answered = asked.has("query");
  const from = answered ? asked : new URLSearchParams(location.hash.slice(1));
  return { query: (from.get("query") ?? "").replace(/\r\n?/g, "\n"), view: from.get("view") ?? "", answered };
}

/** The page's address without a fragment that only names a place on the page. */
export function here(): string {
  const { origin, pathname, search, hash } = location;
  return origin + pathname + search + (hash.startsWith("#query=") ? hash : "");
}

/** Puts what is shown in the address: as a step that goes back to the one before, unless only the view changes. */
export function write(shown: Shown): void {
  const url = addressOf(shown);
  if (url === location.href) return;
  if (shown.query === read().query) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

/** Whatever else the address says, such as the language and the dataset, stays. */
function addressOf({ query, view }: Shown): string {
  const url = new URL(location.href);
  const shown = new URLSearchParams({ query, ...(view && { view }) });
  for (const name of ["query", "view"]) url.searchParams.delete(name);
  url.hash = "";
  if (encodeURIComponent(query).length > LONGEST_IN_QUERY) url.hash = shown.toString();
  else for (const [name, value] of shown) url.searchParams.set(name, value);
  return url.href;
}

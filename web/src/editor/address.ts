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
  const kept = new URLSearchParams(location.hash.slice(1));
  const answered = asked.has("query");
  const { query, view } = { ...fields(kept), ...(answered && fields(asked)) };
  return { query: query ?? "", view: view ?? "", answered };
}

function fields(parameters: URLSearchParams): Partial<Shown> {
  return { query: parameters.get("query") ?? "", view: parameters.get("view") ?? "" };
}

/** Puts what is shown in the address: as a step that goes back to the one before, unless only the view changes. */
export function write(shown: Shown): void {
  const url = addressOf(shown);
  if (url === location.href) return;
  if (shown.query === read().query) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

function addressOf({ query, view }: Shown): string {
  const url = new URL(location.href);
  const short = encodeURIComponent(query).length <= LONGEST_IN_QUERY;
  const lang = url.searchParams.get("lang");
  const shown = new URLSearchParams({ query, ...(view && { view }) });
  const said = new URLSearchParams(lang ? { lang } : {});
  url.hash = short ? "" : shown.toString();
  url.search = new URLSearchParams([...said, ...(short ? shown : [])]).toString();
  return url.href;
}

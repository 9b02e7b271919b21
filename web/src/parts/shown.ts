/** The rows that a table shows after sorting and filtering, as a file: lines of the server's CSV, in the order shown. */

import { save } from "./download.ts";

/** Records of a CSV, with their line ends; a quoted field may have some too (RFC 4180, section 2). */
const RECORD = /(?:"(?:[^"]|"")*"|[^"\n])+\n?/g;
/** What tells Excel that a file is UTF-8. */
const MARK = "\ufeff";

/**
 * A function that offers the rows of these places, counted from 0, beside the other downloads; nothing for null, which
 * stands for all of them as they came.
 */
export function offerShown(downloads: HTMLElement): (places: readonly number[] | null) => void {
  const source = downloads.querySelector<HTMLAnchorElement>("a[href*='excel=1']");
  const button = document.createElement("button");
  let wanted: readonly number[] = [];
  button.type = "button";
  button.className = "quiet";
  button.hidden = true;
  button.addEventListener("click", () => void (source && download(source.href, wanted)));
  downloads.append(button);
  return (places) => {
    wanted = places ?? [];
    button.hidden = wanted.length === 0;
    button.textContent = (downloads.dataset["shown"] ?? "").replace("{count}", String(wanted.length));
  };
}

async function download(address: string, places: readonly number[]): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) return location.assign(address);
  const [head = "", ...records] = (await response.text()).match(RECORD) ?? [];
  const name = (new URL(address).pathname.split("/").pop() ?? "rows.csv").replace(".csv", "-rows.csv");
  save(name, MARK, head, ...places.map((place) => records[place] ?? ""));
}

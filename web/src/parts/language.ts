/** The link to the same page in the other language. */

const YEAR_S = 365 * 24 * 3600;

/** Makes the choice stick: a cookie says it from now on, so the address needs no `lang` any more. */
export function languageSwitch(link: HTMLAnchorElement): void {
  link.addEventListener("click", () => {
    document.cookie = `lang=${link.lang}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax`;
    const url = new URL(location.href);
    url.searchParams.delete("lang");
    link.href = url.href;
  });
}

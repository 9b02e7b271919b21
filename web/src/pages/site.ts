/** What every page does: the switches of theme and language, suggestions while one types a name. */
import { languageSwitch } from "../parts/language.ts";
import { suggestions } from "../parts/suggest.ts";
import { themeSwitch } from "../parts/theme.ts";

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-theme-switch]")) themeSwitch(button);
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-language]")) languageSwitch(link);
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) suggestions(input);

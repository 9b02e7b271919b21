/** The validator: tabs instead of pages, a report without loading the page, files dropped, findings one after another. */

import "../styles/validator.css";
import { suggestNames } from "../parts/names.ts";
import { acceptDrops } from "../validator/drop.ts";
import { showSteps, stepByKey } from "../validator/findings.ts";
import { sendInPlace } from "../validator/send.ts";
import { tabsOf } from "../validator/ways.ts";

const ways = document.querySelector<HTMLElement>("#ways");
const outcome = document.querySelector<HTMLElement>("#outcome");

function suggest(): void {
  document.querySelectorAll<HTMLInputElement>("input[data-names]:not([list])").forEach(suggestNames);
}

if (ways && outcome) {
  const nav = ways.querySelector<HTMLElement>(".tabs");
  if (nav) tabsOf(nav);
  for (const place of ways.querySelectorAll<HTMLElement>("[data-drop]")) acceptDrops(place);
  for (const form of ways.querySelectorAll<HTMLFormElement>("form")) {
    sendInPlace(form, outcome, ways, () => {
      suggest();
      showSteps();
    });
  }
  suggest();
  showSteps();
  stepByKey();
}

/** The answers of a page, each as a picture and as a table. */

import { Answer } from "../parts/answer.ts";

for (const section of document.querySelectorAll<HTMLElement>(".answer")) new Answer(section);

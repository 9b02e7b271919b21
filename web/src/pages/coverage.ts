/** The coverage page: each section's picture and table. */

import "../styles/query.css";
import { Answer } from "../parts/answer.ts";

for (const section of document.querySelectorAll<HTMLElement>(".answer")) new Answer(section);

/** SPARQL for the editor: the grammar, with tags for what it leaves untagged. */

import { LanguageSupport, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { classHighlighter, styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";

const TAGGED = SparqlLanguage.configure({
  props: [
    styleTags({
      "Pname_ln Pname_ns": tags.propertyName,
      IriRef: tags.url,
      A_predicate: tags.keyword,
      Langtag: tags.annotation,
      "IntegerPositive IntegerNegative DecimalPositive DecimalNegative DoublePositive DoubleNegative": tags.number,
      "Blank_node_label Anon": tags.variableName,
    }),
  ],
});

/** The language, coloured by `tok-…` classes that `editor.css` gives colours to. */
export function sparql(): Extension {
  const data = TAGGED.data.of({
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["(", "[", "{", '"', "'"] },
  });
  return [new LanguageSupport(TAGGED, [data]), syntaxHighlighting(classHighlighter)];
}

/** The query editor: CodeMirror in place of a form's textarea, which keeps the text for the form. */

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, Prec, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";

import { sources } from "./complete.ts";
import { hover } from "./explain.ts";
import { sparql } from "./language.ts";
import type { Change, Prefixes } from "./names.ts";
import { KOREAN } from "./phrases.ts";
import { LANG, text } from "./texts.ts";

export interface Options {
  prefixes: Prefixes;
  /** What the style elements that CodeMirror makes must carry. */
  nonce: string;
  /** The id of the text that says how to use the editor by keyboard. */
  help: string;
  run: () => void;
  changed: (text: string) => void;
}

export class Editor {
  readonly #view: EditorView;

  /** Puts the editor before `textarea`, which is hidden, and follows the editor's text. */
  constructor(
    private readonly textarea: HTMLTextAreaElement,
    options: Options,
  ) {
    this.#view = new EditorView({ doc: textarea.value, extensions: this.#extensions(options) });
    this.#view.dom.classList.add("query-editor");
    textarea.before(this.#view.dom);
    textarea.hidden = true;
    textarea.labels.forEach((label) => label.addEventListener("click", () => this.focus()));
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Another query in place of this one; undo brings it back. */
  replace(query: string): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      changes: { from: 0, to: length, insert: query },
      selection: { anchor: 0 },
      scrollIntoView: true,
      annotations: isolateHistory.of("full"),
    });
    this.mark([]);
  }

  /** Changes to parts of the query, such as a PREFIX line more. */
  change(changes: Change[]): void {
    this.#view.dispatch({ changes, scrollIntoView: true });
  }

  /** Marks what is wrong, in place of what was marked before. */
  mark(diagnostics: readonly Diagnostic[]): void {
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
  }

  goTo(offset: number): void {
    this.#view.dispatch({ selection: { anchor: Math.min(offset, this.text.length) }, scrollIntoView: true });
    this.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  #extensions(options: Options): Extension[] {
    const run = () => {
      options.run();
      return true;
    };
    return [
      EditorView.cspNonce.of(options.nonce),
      Prec.highest(keymap.of([{ key: "Mod-Enter", run }])),
      LANG === "ko" ? EditorState.phrases.of(KOREAN) : [],
      EditorView.contentAttributes.of({ "aria-label": text("editor"), "aria-describedby": options.help }),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      history(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      search({ top: true }),
      autocompletion({ override: sources(options.prefixes), icons: false, maxRenderedOptions: 200 }),
      hover(options.prefixes),
      sparql(),
      keymap.of([
        { key: "Tab", run: acceptCompletion },
        ...closeBracketsKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...lintKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        this.textarea.value = this.text;
        options.changed(this.text);
      }),
    ];
  }
}

/** The query editor: CodeMirror in place of a form's textarea, which keeps the text for the form. */

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, Prec, StateEffect, type Extension } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type Command,
} from "@codemirror/view";

import { sources } from "./complete.ts";
import { explaining } from "./explain.ts";
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

/** Opens the search panel, whose code comes when it is first asked for; from then on its own keys are in force. */
const find: Command = (view) => {
  void import("@codemirror/search").then(({ openSearchPanel, search, searchKeymap }) => {
    view.dispatch({ effects: StateEffect.appendConfig.of([search({ top: true }), keymap.of(searchKeymap)]) });
    openSearchPanel(view);
  });
  return true;
};

/**
 * Typing over a selection. Left to Chromium, the text gets elements with a style of their own, to look like what it
 * replaces; the page's policy forbids these, and the console says so.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to } = view.state.selection.main;
    const { data, inputType } = event;
    if (inputType !== "insertText" || data === null || from === to || view.composing) return false;
    const typed = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, typed))) view.dispatch(typed());
    event.preventDefault();
    return true;
  },
});

export class Editor {
  readonly #view: EditorView;

  /** Puts the editor before `textarea`, which is hidden, and follows the editor's text. */
  constructor(
    private readonly textarea: HTMLTextAreaElement,
    options: Options,
  ) {
    this.#view = new EditorView({ doc: textarea.value, extensions: this.#extensions(options) });
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
      EditorView.editorAttributes.of({ class: "query-editor" }),
      EditorView.contentAttributes.of({
        "aria-label": text("editor"),
        "aria-describedby": options.help,
        tabindex: "0", // which axe looks for in what scrolls
      }),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      history(),
      typeOver,
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: sources(options.prefixes), icons: false, maxRenderedOptions: 200 }),
      explaining(options.prefixes),
      sparql(),
      keymap.of([
        { key: "Tab", run: acceptCompletion },
        ...closeBracketsKeymap,
        { key: "Mod-f", run: find },
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

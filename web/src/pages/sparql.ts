/** The SPARQL page: the editor, runs and their results, aids. Without this script the page is a form that posts. */

import "../styles/editor.css";

import { examples, listHistory, prefixList } from "../editor/aids.ts";
import { read, write } from "../editor/address.ts";
import { Editor } from "../editor/editor.ts";
import { markOf, marksOf, messageOf, readHints, replacing, type Hint } from "../editor/findings.ts";
import { draft, keepDraft, remember } from "../editor/memory.ts";
import { failureOf, notice, secondsOf, type Step } from "../editor/message.ts";
import { missingPrefix, nameIn, offsetOf, type Prefixes } from "../editor/names.ts";
import { Results, type Summary } from "../editor/results.ts";
import { run, type Answer, type Outcome, type Problem } from "../editor/run.ts";
import { counted, LANG, text } from "../editor/texts.ts";

const TICK_MS = 100;

/** What the server put into the page: prefixes, and the outcome of the query in the address. */
interface Given {
  prefixes: Prefixes;
  answer?: Answer;
  problem?: Problem;
  seconds?: number;
}

class Page {
  readonly #given = JSON.parse(byId<HTMLTemplateElement>("given").content.textContent) as Given;
  readonly #form = byId<HTMLFormElement>("query-form");
  readonly #status = byId("status");
  readonly #elapsed = byId("elapsed");
  readonly #messages = byId("messages");
  readonly #run = byId<HTMLButtonElement>("run");
  readonly #cancel = byId<HTMLButtonElement>("cancel");
  readonly #editor: Editor;
  readonly #results: Results;
  #running: AbortController | undefined;
  #ran = "";
  #view = "";

  constructor() {
    this.#editor = new Editor(byId<HTMLTextAreaElement>("query"), {
      prefixes: this.#given.prefixes,
      nonce: document.querySelector<HTMLMetaElement>("meta[name=style-nonce]")?.content ?? "",
      help: "editor-help",
      run: () => void this.run(),
      changed: keepDraft,
    });
    this.#results = new Results(byId("result"), this.#given.prefixes, (view) => {
      this.#view = view;
      write({ query: this.#ran, view });
    });
    this.#listen();
    this.#aids();
  }

  /** Shows what the address asks for: the answer that came with the page, or one that is fetched now. */
  async open(): Promise<void> {
    const asked = read();
    const typed = draft();
    this.#view = asked.view;
    if (asked.query && asked.query !== this.#editor.text) this.#editor.replace(asked.query);
    const { answer, problem, seconds = 0 } = this.#given;
    if (asked.answered && answer) await this.#done(asked.query, { kind: "answer", answer, seconds });
    else if (asked.answered && problem) await this.#done(asked.query, { kind: "problem", problem, seconds });
    else if (asked.query) await this.run();
    if (typed !== undefined && typed !== this.#editor.text) this.#editor.replace(typed);
  }

  /** Runs the editor's query; one that still runs is cancelled first. */
  async run(): Promise<void> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    const query = this.#editor.text;
    this.#begin();
    const clock = this.#clock();
    const outcome = await run(this.#form, LANG, running.signal);
    clearInterval(clock);
    if (this.#running !== running) return; // another run has taken its place
    this.#running = undefined;
    this.#cancel.hidden = true;
    if (outcome.kind === "answer") {
      remember(query);
      this.#listHistory();
    }
    if (outcome.kind !== "cancelled") write({ query, view: this.#view });
    keepDraft(this.#editor.text);
    await this.#done(query, outcome);
  }

  #begin(): void {
    this.#editor.mark([]);
    this.#results.hide();
    this.#messages.replaceChildren();
    this.#status.textContent = text("running");
    this.#cancel.hidden = false;
  }

  /** The seconds so far, beside the status, which a screen reader would read at every tick. */
  #clock(): number {
    const begun = performance.now();
    return window.setInterval(() => {
      this.#elapsed.textContent = `${secondsOf(Math.round((performance.now() - begun) / TICK_MS) / 10)} s`;
    }, TICK_MS);
  }

  async #done(query: string, outcome: Outcome): Promise<void> {
    this.#ran = query;
    this.#elapsed.textContent = "";
    if (outcome.kind === "answer") return this.#answered(query, outcome.answer, outcome.seconds);
    this.#results.hide();
    const seconds = secondsOf(outcome.seconds);
    const failure = failureOf(outcome);
    this.#status.textContent = failure ? text("failed") : text("cancelled", seconds);
    if (!failure) return;
    if (outcome.kind === "problem") {
      const mark = markOf(outcome.problem, query);
      if (mark) this.#editor.mark([mark]);
    }
    this.#messages.replaceChildren(notice(failure.title, failure.detail, this.#stepsAfter(outcome, query)));
  }

  /** What can be done after a failure: go to the place, or run once more. */
  #stepsAfter(outcome: Outcome, query: string): Step[] {
    const again: Step = { label: text("again"), act: () => void this.run() };
    if (outcome.kind === "unreachable") return [again];
    if (outcome.kind !== "problem") return [];
    const { line, column = 1, status } = outcome.problem;
    if (!line) return [503, 504].includes(status) ? [again] : [];
    const place = offsetOf(query, line, column);
    const act = () => this.#editor.goTo(place);
    return [...this.#prefixAt(query, place), { label: text("go_to_place", line, column), act }];
  }

  /** Declaring the prefix of the name at a place of a query, where it is a usual one that the query lacks. */
  #prefixAt(query: string, place: number): Step[] {
    const prefix = /^([\w-]+):/.exec(query.slice(place))?.[1];
    const missing = prefix && missingPrefix(query, `${prefix}:`, this.#given.prefixes);
    if (!missing) return [];
    const act = () => {
      this.#editor.change([missing]);
      this.#editor.focus();
      void this.run();
    };
    return [{ label: text("add_prefix", prefix), act }];
  }

  async #answered(query: string, answer: Answer, seconds: number): Promise<void> {
    const hints = readHints(answer.hints);
    const { prefixes } = this.#given;
    const summary = await this.#results.show(answer, query, this.#view);
    this.#editor.mark(hints.flatMap((hint) => marksOf(hint, query, prefixes)));
    const found = told(summary, secondsOf(seconds));
    this.#status.textContent = found;
    const empty = (summary.rows ?? summary.statements) === 0;
    this.#messages.replaceChildren(
      ...(empty && !hints.length ? [notice(text("no_rows"), "")] : []),
      ...hints.map((hint) => notice(messageOf(hint, prefixes), "", this.#replacements(hint))),
    );
  }

  #replacements(hint: Hint): Step[] {
    const { prefixes } = this.#given;
    return hint.near.map((iri) => ({
      label: text("replace_by", nameIn("", iri, prefixes)),
      act: () => {
        this.#editor.change(replacing(this.#editor.text, hint.iri, iri, prefixes));
        this.#editor.focus();
        void this.run();
      },
    }));
  }

  #listen(): void {
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.#cancel.addEventListener("click", () => {
      this.#running?.abort();
      this.#run.focus();
    });
    const share = byId<HTMLButtonElement>("share");
    share.hidden = false;
    share.addEventListener("click", () => void this.#share());
    addEventListener("popstate", () => this.#moved());
  }

  /** After a step back or forth: shows what the address asks for, unless it only names a place on the page. */
  #moved(): void {
    const { query } = read();
    if (query !== this.#ran && (query || !location.hash)) location.reload();
  }

  /** Copies the address of the query in the editor with its view. */
  async #share(): Promise<void> {
    write({ query: this.#editor.text, view: this.#view });
    try {
      await navigator.clipboard.writeText(location.href);
      this.#status.textContent = text("copied");
    } catch {
      this.#status.textContent = text("not_copied");
    }
  }

  #aids(): void {
    examples(byId("examples"), (query) => this.#take(query));
    this.#listHistory();
    byId("history").closest("details")?.removeAttribute("hidden");
    prefixList(byId("prefixes"), this.#given.prefixes, this.#editor);
  }

  #listHistory(): void {
    listHistory(byId("history"), (query) => this.#take(query));
  }

  #take(query: string): void {
    this.#editor.replace(query);
    this.#status.textContent = text("loaded");
    this.#editor.focus();
  }
}

function told({ rows, statements }: Summary, seconds: string): string {
  if (rows !== undefined) return counted("rows", rows, seconds);
  if (statements !== undefined) return counted("statements", statements, seconds);
  return text("answered", "", seconds);
}

function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as E;
}

/** Ends the browser's task: between two long steps it may paint and listen to the reader. */
function pause(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}

/** The scripts have just been read; the editor comes in a task of its own, and what it shows in the next. */
async function start(): Promise<void> {
  await pause();
  const page = new Page();
  await pause();
  await page.open();
}

void start();

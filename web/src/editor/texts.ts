/** What the SPARQL page says by script, in both languages. `{0}` and `{1}` are filled in by `text`. */

import type { Language } from "../views/table.ts";

export const LANG: Language = document.documentElement.lang === "ko" ? "ko" : "en";

const TEXTS = {
  terms: ["Terms", "용어"],
  things: ["Things", "대상"],
  keywords: ["Keywords", "키워드"],
  variables: ["Variables", "변수"],
  prefixes: ["Prefixes", "접두어"],
  class: ["class", "클래스"],
  property: ["property", "속성"],
  domain: ["of", "주어"],
  range: ["gives", "값"],
  editor: ["SPARQL query", "SPARQL 질의"],
  running: ["Running…", "실행 중…"],
  failed: ["No result.", "결과가 없습니다."],
  cancelled: ["Cancelled after {0} s.", "{0}초 만에 취소했습니다."],
  rows_one: ["1 row in {1} s", "{1}초 만에 1행"],
  rows: ["{0} rows in {1} s", "{1}초 만에 {0}행"],
  statements_one: ["1 statement in {1} s", "{1}초 만에 진술 1건"],
  statements: ["{0} statements in {1} s", "{1}초 만에 진술 {0}건"],
  answered: ["Answered in {1} s", "{1}초 만에 답했습니다"],
  yes: ["Yes", "예"],
  no: ["No", "아니요"],
  yes_means: ["The pattern has a match in the data.", "데이터에 이 패턴과 맞는 것이 있습니다."],
  no_means: ["The pattern has no match in the data.", "데이터에 이 패턴과 맞는 것이 없습니다."],
  no_rows: ["The query ran to its end and found nothing.", "질의를 끝까지 실행했으나 찾은 것이 없습니다."],
  stopped: ["Stopped after {0} s: there is no result", "{0}초 뒤에 중단되어 결과가 없습니다"],
  stopped_why: [
    "The service ends queries that take longer. Narrow the query, or add LIMIT.",
    "서비스는 이보다 오래 걸리는 질의를 중단합니다. 질의의 범위를 좁히거나 LIMIT를 넣어 보세요.",
  ],
  incomplete: ["The answer is incomplete", "답이 끝까지 오지 않았습니다"],
  incomplete_why: [
    "The transfer broke off after {0} s, so nothing is shown: part of a result could pass for all of it. Narrow the query, or add LIMIT.",
    "{0}초 뒤에 전송이 끊겼습니다. 일부가 전체로 보일 수 있어 결과를 표시하지 않습니다. 질의의 범위를 좁히거나 LIMIT를 넣어 보세요.",
  ],
  unreachable: ["The service cannot be reached", "서비스에 연결할 수 없습니다"],
  unreachable_why: ["Check the connection; the query is kept.", "연결 상태를 확인하세요. 질의는 그대로 남아 있습니다."],
  again: ["Try again", "다시 시도"],
  place: ["line {0}, column {1}", "{0}번째 줄, {1}번째 칸"],
  go_to_place: ["Go to line {0}, column {1}", "{0}번째 줄 {1}번째 칸으로 이동"],
  add_prefix: ["Add PREFIX {0}: and run", "PREFIX {0}: 넣고 실행"],
  unused_class: ["No statement of the data uses the class {0}.", "클래스 {0}에 속하는 대상이 데이터에 없습니다."],
  unused_property: ["No statement of the data uses the property {0}.", "속성 {0}을(를) 쓰는 진술이 데이터에 없습니다."],
  undeclared: ["It is not declared anywhere.", "어디에도 정의되어 있지 않습니다."],
  replace_by: ["Use {0}", "{0}(으)로 바꾸기"],
  turtle: ["Turtle", "Turtle"],
  table: ["Table", "표"],
  bar: ["Bars", "막대"],
  timeline: ["Timeline", "연표"],
  map: ["Map", "지도"],
  network: ["Network", "관계망"],
  raw: ["Raw answer", "원본 응답"],
  copied: ["Link copied.", "링크를 복사했습니다."],
  not_copied: ["The link is in the address bar.", "링크는 주소 표시줄에 있습니다."],
  result_of: ["Result of the query", "질의 결과"],
  file: ["KSC query result", "KSC 질의 결과"],
  no_history: [
    "Queries that you run are listed here, in this browser only.",
    "실행한 질의가 이 브라우저에만 기록됩니다.",
  ],
  clear: ["Clear history", "기록 지우기"],
  loaded: ["Query put into the editor.", "질의를 편집기에 넣었습니다."],
  matches: ["{0} of {1}", "{1}개 중 {0}개"],
  cut: ["The first {0} characters; the downloads have all.", "앞의 {0}자만 표시합니다. 전체는 내려받기에 있습니다."],
} as const satisfies Record<string, readonly [string, string]>;

export type TextName = keyof typeof TEXTS;

export function text(name: TextName, ...values: (string | number)[]): string {
  const found = TEXTS[name][LANG === "ko" ? 1 : 0];
  return found.replace(/\{(\d)\}/g, (_, place: string) => String(values[Number(place)] ?? ""));
}

/** A number of rows or statements, and how long they took. */
export function counted(name: "rows" | "statements", number: number, seconds: string): string {
  return text(number === 1 ? `${name}_one` : name, number.toLocaleString(LANG), seconds);
}

/** The words of the views, in both languages. `{0}` is the place of a number or name. */

import type { Language } from "./table.ts";

const WORDS = {
  filter: { en: "Filter rows", ko: "표 안에서 찾기" },
  rows: { en: "{0} rows", ko: "{0}행" },
  row: { en: "1 row", ko: "1행" },
  some: { en: "{0} of {1} rows", ko: "{1}행 가운데 {0}행" },
  more: { en: "Show {0} more rows", ko: "{0}행 더 보기" },
  ascending: { en: "sorted, ascending", ko: "오름차순" },
  descending: { en: "sorted, descending", ko: "내림차순" },
  undated: { en: "Without a date: {0}", ko: "날짜 없음: {0}" },
  borders: { en: "Borders: Natural Earth. City positions: GeoNames.", ko: "국경: Natural Earth. 도시 위치: GeoNames." },
  outside: { en: "outside this map", ko: "지도 밖" },
  number: { en: "Rows", ko: "행 수" },
  none: { en: "none", ko: "없음" },
  links: { en: "Linked with", ko: "이어진 대상" },
  size: { en: "Size of the picture", ko: "그림 크기" },
  smaller: { en: "Smaller", ko: "작게" },
  larger: { en: "Larger", ko: "크게" },
  original: { en: "Original size", ko: "원래 크기" },
  zooming: {
    en: "Keys: + − 0, arrows. Mouse: Ctrl and the wheel, drag.",
    ko: "글쇠: + − 0, 화살표. 마우스: Ctrl과 휠, 끌기.",
  },
} satisfies Record<string, Record<Language, string>>;

/** One of the words, with values put in. */
export function say(word: keyof typeof WORDS, lang: Language, ...values: (string | number)[]): string {
  return WORDS[word][lang].replace(/\{(\d)\}/g, (_, index) => {
    const value = values[Number(index)] ?? "";
    return typeof value === "number" ? value.toLocaleString(lang) : value;
  });
}

/** How many rows there are. */
export function countRows(count: number, lang: Language): string {
  return count === 1 ? say("row", lang) : say("rows", lang, count);
}

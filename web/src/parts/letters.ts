/**
 * A text as its letters: small, and Hangul taken apart, so that a syllable that is still being typed fits the one that
 * it becomes (`혀` and `협`; Unicode's NFKD makes of both the letter alone and the one in a syllable the same).
 */
export function letters(text: string): string {
  return text.normalize("NFKD").toLocaleLowerCase();
}

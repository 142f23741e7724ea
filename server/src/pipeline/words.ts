/** Names that end in s and are no plurals. */
const unchanging = new Set(
  'ascites caries diabetes facies feces herpes pancreas rabies scabies series'.split(' '),
);

/**
 * What is the same for the singular and the plural of a folded word, and no word itself: "biopsies" and "biopsy",
 * "masses" and "mass", "diagnoses" and "diagnosis", "headaches" and "headache". Words of up to three letters,
 * and those like "diabetes", "sinus" and "arthritis", are their own.
 */
export function stemOf(word: string): string {
  if (word.length <= 3 || unchanging.has(word)) return word;
  if (word.endsWith('sis')) return word.slice(0, -2);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  const stem = /[^su]s$/.test(word) && !word.endsWith('is') ? word.slice(0, -1) : word;
  // The e of "masses" and of "headaches" alike.
  return /(?:[sxz]|[cs]h)e$/.test(stem) ? stem.slice(0, -1) : stem;
}

/** Whether two folded words are the same but for a plural; short ones only by an s: "ct" and "cts". */
export const isSameButForPlural = (a: string, b: string): boolean =>
  Math.abs(a.length - b.length) <= 2 && (stemOf(a) === stemOf(b) || a === `${b}s` || b === `${a}s`);

/** The line of a list that holds its words; lines that start with "#" say what they are. */
export const wordsOf = (list: string): string =>
  list.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';

/**
 * Whether a line of words holds one. The words stand in the order of their code units, one space between them, so
 * nothing is built to find one among thousands.
 */
export function holdsWord(words: string, word: string): boolean {
  let [low, high] = [0, words.length];
  while (low < high) {
    const start = words.lastIndexOf(' ', (low + high) >>> 1) + 1;
    // The middle may lie behind the last word that can still be it.
    const from = start < low ? low : start;
    const order = compare(words, from, word);
    if (order === 0) return true;
    if (order < 0) {
      const next = words.indexOf(' ', from);
      if (next < 0) return false;
      low = next + 1;
    } else high = from - 1;
  }
  return false;
}

const SPACE = 0x20;

/** Below zero if the word that starts at an offset comes before another one, above if behind it. */
function compare(words: string, start: number, word: string): number {
  for (let i = 0; ; i++) {
    const unit = start + i < words.length ? words.charCodeAt(start + i) : SPACE;
    if (i === word.length) return unit === SPACE ? 0 : 1;
    if (unit === SPACE) return -1;
    const difference = unit - word.charCodeAt(i);
    if (difference !== 0) return difference;
  }
}

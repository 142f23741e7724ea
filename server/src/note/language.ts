import { type Note, perBlock } from './note';

// Words that hold sentences together, each of one side only: none that English or its clinic writes in another sense
// ("die", "con", "per", "im", "er"), and no particle of names ("van", "de", "der").
const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));
const english = words(
  'the of and with was is are were has had have for from not no without to she he her his at by that this which been will denies',
);
const foreign = words(`
  das und mit ist nicht ohne kein keine keinen wurde wird eine einen einer bei auf für nach sich über seit auch wegen vom zur zum
  les une avec sans pour dans est été pas il elle depuis chez aux ont sont mais où
  los las una por sin sobre desde fue muy pero está presenta más también
  della dello degli nel nella alla dal senza sono è stato stata più anche
  não com uma dos nas pelo pela são também foi há
  het een niet zonder voor werd wordt geen naar ook sinds
  och inte utan för på är har ikke uden uten ble blev også
`);
/** One word may be a quotation, or a name. */
const FEWEST = 2;
/** As much of a note tells its language; in UTF-16 code units. */
const ENOUGH = 50_000;

const countsOf = perBlock(({ text }) => {
  const counts = { english: 0, foreign: 0, latin: 0, letters: 0 };
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    counts.letters += word.length;
    if (/^\p{Script=Latin}/u.test(word)) counts.latin += word.length;
    // In capitals stand abbreviations and names, which are no words of a sentence.
    if (foreign.has(word)) counts.foreign++;
    else if (english.has(word.toLowerCase())) counts.english++;
  }
  return counts;
});

/**
 * Whether a note is written in a language that the rules are not made for: it holds words of sentences in another one,
 * and more of them than of English, or is mostly in another script. A note without sentences is taken for English.
 */
export function isForeign({ blocks }: Note): boolean {
  const sum = { english: 0, foreign: 0, latin: 0, letters: 0 };
  for (const { start, block } of blocks) {
    if (start > ENOUGH) break;
    const counts = countsOf(block);
    for (const name of ['english', 'foreign', 'latin', 'letters'] as const) sum[name] += counts[name];
  }
  return (sum.foreign >= FEWEST && sum.foreign > sum.english) || sum.latin * 2 < sum.letters;
}

/** What whoever reads the result of such a note has to know. */
export const FOREIGN =
  'it seems not to be in English, for which the rules are made: identifiers are missed, and harmless words taken for names';

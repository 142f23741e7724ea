import { type Block, type Note, perBlock } from '../../note/note';
import { type Span, shift } from '../../note/span';
import { tokenize } from '../../note/tokens';
import { foldWord } from '../units';
import { stemOf } from '../words';
import { kinOf, leadOf } from './kin';

export const emptyWords = new Set(
  'a about after all also an and any are as at be been but by did do does due for from had has have he her his if in into is it its more not of on or other patient pt she so some than that the their then there these they this to under up was were when which who will with without year years old'.split(
    ' ',
  ),
);

/** The words of a text that carry meaning, folded, the same for a singular and its plural. */
function tellingWords(text: string): Set<string> {
  const words = new Set<string>();
  for (const { kind, text: word } of tokenize(text)) {
    if (kind === 'symbol') continue;
    const fold = foldWord(word);
    if (!emptyWords.has(fold)) words.add(stemOf(fold));
  }
  return words;
}

/** How a word may meet another: as the same word, as one of the same matter, by its root. Best first. */
const meetings = (word: string): readonly { readonly key: string; readonly weight: number }[] => {
  const lead = leadOf(word);
  return [
    { key: word, weight: 1 },
    ...kinOf(word).map(({ matter }) => ({ key: matter, weight: SAME_MATTER })),
    ...(lead === undefined ? [] : [{ key: lead, weight: SAME_ROOT }]),
  ];
};
const SAME_MATTER = 0.7;
const SAME_ROOT = 0.5;

const sentencesWithWords = perBlock((block: Block) =>
  block.sentences.map((span) => {
    const words = tellingWords(block.text.slice(span.start, span.end));
    const keys = new Set([...words].flatMap((word) => meetings(word).map(({ key }) => key)));
    return { span, keys, size: words.size };
  }),
);

/** A sentence of a note and how much it is like some text. */
export interface Likely {
  readonly span: Span;
  readonly score: number;
}

/**
 * The sentences of a note that speak of what a text speaks of, by their words, best first, among equals in the order
 * of the note; rare words count more, and words of the same matter or root less than the same words. Sentences that
 * share nothing are left out.
 * @param within only sentences that lie in this span of the note
 */
export function likeliest(note: Note, text: string, most: number, within?: Span): Likely[] {
  const wanted = [...tellingWords(text)].map(meetings);
  const found: { span: Span; shared: readonly { key: string; weight: number }[]; size: number }[] = [];
  const frequency = new Map<string, number>();
  for (const { start, end, block } of note.blocks) {
    if (within && (end <= within.start || start >= within.end)) continue;
    for (const { span, keys, size } of sentencesWithWords(block)) {
      const shared = wanted.flatMap((ways) => ways.find(({ key }) => keys.has(key)) ?? []);
      for (const { key } of shared) frequency.set(key, (frequency.get(key) ?? 0) + 1);
      if (shared.length > 0) found.push({ span: shift(span, start), shared, size });
    }
  }
  return found
    .map(({ span, shared, size }) => {
      const rarity = shared.reduce((sum, { key, weight }) => sum + weight / (frequency.get(key) ?? 1), 0);
      const weight = shared.reduce((sum, one) => sum + one.weight, 0);
      // Long sentences share words by chance.
      return { span, score: rarity + weight / (wanted.length + size / 8) };
    })
    .sort((a, b) => b.score - a.score || a.span.start - b.span.start)
    .slice(0, most);
}

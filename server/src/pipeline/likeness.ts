import { type Block, type Note, perBlock } from '../note/note';
import { type Span, shift } from '../note/span';
import { tokenize } from '../note/tokens';
import { foldWord } from './units';
import { stemOf } from './words';

const empty = new Set(
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
    if (empty.has(fold)) continue;
    words.add(stemOf(fold));
  }
  return words;
}

const sentencesWithWords = perBlock((block: Block) =>
  block.sentences.map((span) => ({ span, words: tellingWords(block.text.slice(span.start, span.end)) })),
);

/** A sentence of a note and how much of some text's words it shares. */
export interface Likely {
  readonly span: Span;
  readonly score: number;
}

/**
 * The sentences of a note that share the most words with a text, best first, among equals in the order of the note;
 * rare words count more. Sentences that share nothing are left out.
 * @param within only sentences that lie in this span of the note
 */
export function likeliest(note: Note, text: string, most: number, within?: Span): Likely[] {
  const wanted = tellingWords(text);
  const found: { span: Span; shared: string[]; size: number }[] = [];
  const frequency = new Map<string, number>();
  for (const { start, end, block } of note.blocks) {
    if (within && (end <= within.start || start >= within.end)) continue;
    for (const { span, words } of sentencesWithWords(block)) {
      const shared = [...wanted].filter((word) => words.has(word));
      for (const word of shared) frequency.set(word, (frequency.get(word) ?? 0) + 1);
      if (shared.length > 0) found.push({ span: shift(span, start), shared, size: words.size });
    }
  }
  return found
    .map(({ span, shared, size }) => ({
      span,
      // Long sentences share words by chance.
      score:
        shared.reduce((sum, word) => sum + 1 / (frequency.get(word) ?? 1), 0) +
        shared.length / (wanted.size + size / 8),
    }))
    .sort((a, b) => b.score - a.score || a.span.start - b.span.start)
    .slice(0, most);
}

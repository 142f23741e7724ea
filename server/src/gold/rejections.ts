import * as z from 'zod';
import { type Note, perBlock } from '../note/note';
import { lowerBound, type Span } from '../note/span';
import type { SuggestionPlace } from './decision';
import type { Secrets } from './secrets';

/** A rejected suggestion as the journal keeps it: it stays where its sentence does, and comes back when that changes. */
export const keptRejection = z.strictObject({
  type: z.string(),
  of: z.enum(['entity', 'relation']),
  /** The mark of the sentence's text. */
  sentence: z.string(),
  /** Its number among equal sentences, from 0. */
  n: z.int().min(0),
  /** Spans from the start of the sentence, UTF-16 code units. */
  spans: z.array(z.tuple([z.int(), z.int()])),
});
export type KeptRejection = z.infer<typeof keptRejection>;

/** What two equal rejections share. */
export const rejectionKey = ({ type, of, sentence, n, spans }: KeptRejection): string =>
  JSON.stringify([type, of, sentence, n, spans]);

const marksIn = new WeakMap<Secrets, (block: Note['blocks'][number]['block']) => string[]>();

/** The marks of a block's sentences, remembered with the block. */
function marksOf(secrets: Secrets) {
  let marks = marksIn.get(secrets);
  if (!marks) {
    marks = perBlock((block) =>
      block.sentences.map(({ start, end }) => secrets.mark(plain(block.text.slice(start, end)))),
    );
    marksIn.set(secrets, marks);
  }
  return marks;
}

const numbersIn = new WeakMap<Secrets, WeakMap<Note, number[][]>>();

/** The number of each sentence among those of the note with the same mark, by blocks; counted once for a note. */
function numbersOf(note: Note, secrets: Secrets): readonly (readonly number[])[] {
  const notes = numbersIn.get(secrets) ?? new WeakMap<Note, number[][]>();
  numbersIn.set(secrets, notes);
  let numbers = notes.get(note);
  if (!numbers) {
    const marks = marksOf(secrets);
    const counts = new Map<string, number>();
    numbers = note.blocks.map(({ block }) =>
      marks(block).map((mark) => {
        const n = counts.get(mark) ?? 0;
        counts.set(mark, n + 1);
        return n;
      }),
    );
    notes.set(note, numbers);
  }
  return numbers;
}

/** Line ends make no other sentence. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

/** Where a suggestion stands, in words that need not be moved when the note changes elsewhere. */
export function rejectionOf(note: Note, suggestion: SuggestionPlace, secrets: Secrets): KeptRejection {
  const { type, spans, of = 'entity' } = suggestion;
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const index = Math.max(0, lowerBound(note.blocks, start + 1) - 1);
  const placed = note.blocks[index];
  const marks = marksOf(secrets);
  let from = placed?.start ?? 0;
  let sentence = '';
  let n = 0;
  if (placed) {
    const { block } = placed;
    const at = Math.max(0, lowerBound(block.sentences, start - placed.start + 1) - 1);
    const found: Span = block.sentences[at] ?? { start: 0, end: block.text.length };
    from += found.start;
    sentence = marks(block)[at] ?? secrets.mark(plain(block.text));
    // What goes on behind its sentence hangs on all that it covers.
    if (end > placed.start + found.end) sentence += secrets.mark(plain(note.text.slice(from, end)));
    n = numbersOf(note, secrets)[index]?.[at] ?? 0;
  }
  const relative = spans.map((span): [number, number] => [span.start - from, span.end - from]);
  return { type, of, sentence, n, spans: relative };
}

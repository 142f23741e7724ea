import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Note, perBlock } from '../note/note';
import { lowerBound, type Span } from '../note/span';
import type { SuggestionPlace } from './decision';

/** A rejected suggestion as the journal keeps it: it stays where its sentence does, and comes back when that changes. */
export const keptRejection = z.strictObject({
  type: z.string(),
  of: z.enum(['entity', 'relation']),
  /** A hash of the sentence's text, under no key: a rejection holds on every machine of its annotator. */
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

const keys = new WeakMap<SuggestionPlace, { readonly note: Note; readonly key: string }>();

/** The key that a rejection of a suggestion would have, worked out once for a note. */
export function keyOfRejecting(note: Note, suggestion: SuggestionPlace): string {
  const known = keys.get(suggestion);
  if (known?.note === note) return known.key;
  const key = rejectionKey(rejectionOf(note, suggestion));
  keys.set(suggestion, { note, key });
  return key;
}

/** Line ends make no other sentence. */
const hashOf = (text: string): string =>
  createHash('sha256')
    .update(`sentence\0${text.replace(/\r\n?/g, '\n')}`)
    .digest('base64url')
    .slice(0, 16);

/** The hashes of a block's sentences, remembered with the block. */
const hashesIn = perBlock((block) =>
  block.sentences.map(({ start, end }) => hashOf(block.text.slice(start, end))),
);

const numbersIn = new WeakMap<Note, number[][]>();

/** The number of each sentence among the equal ones of the note, by blocks; counted once for a note. */
function numbersOf(note: Note): readonly (readonly number[])[] {
  let numbers = numbersIn.get(note);
  if (!numbers) {
    const counts = new Map<string, number>();
    numbers = note.blocks.map(({ block }) =>
      hashesIn(block).map((hash) => {
        const n = counts.get(hash) ?? 0;
        counts.set(hash, n + 1);
        return n;
      }),
    );
    numbersIn.set(note, numbers);
  }
  return numbers;
}

/** Where a suggestion stands, in words that need not be moved when the note changes elsewhere. */
export function rejectionOf(note: Note, suggestion: SuggestionPlace): KeptRejection {
  const { type, spans, of = 'entity' } = suggestion;
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  const index = Math.max(0, lowerBound(note.blocks, start + 1) - 1);
  const placed = note.blocks[index];
  let from = placed?.start ?? 0;
  let sentence = '';
  let n = 0;
  if (placed) {
    const { block } = placed;
    const at = Math.max(0, lowerBound(block.sentences, start - placed.start + 1) - 1);
    const found: Span = block.sentences[at] ?? { start: 0, end: block.text.length };
    from += found.start;
    sentence = hashesIn(block)[at] ?? hashOf(block.text);
    // What goes on behind its sentence hangs on all that it covers.
    if (end > placed.start + found.end) sentence += hashOf(note.text.slice(from, end));
    n = numbersOf(note)[index]?.[at] ?? 0;
  }
  const relative = spans.map((span): [number, number] => [span.start - from, span.end - from]);
  return { type, of, sentence, n, spans: relative };
}

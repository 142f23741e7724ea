import { type Block, perBlock } from '../../note/note';
import type { Span } from '../../note/span';
import type { CountTokens } from './tokens';

/** A place in a block where a window may start, with the piece of text from there to the next one. */
export interface Boundary {
  /** UTF-16 code units from the start of the block. */
  readonly at: number;
  /** How good a place it is: a heading from 2, a block from 1, a sentence from 0, less within a sentence. */
  readonly rank: number;
  /** Whether a window that starts here cuts a sentence. */
  readonly inside: boolean;
  /** Of the piece. */
  readonly tokens: number;
  readonly hash: Hash;
}

/** 64 bits of a text, in two halves. */
export interface Hash {
  readonly low: number;
  readonly high: number;
}

/** A 32-bit hash (FNV-1a with a final mix), from a start of its own. */
function hash32(text: string, start: number): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return mix(value);
}

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export const hashOf = (text: string): Hash => ({
  low: hash32(text, 0x811c9dc5),
  high: hash32(text, 0x3d4d51cb),
});

/** The hash of a sequence, from that of its members so far and that of the next. */
export const joinHash = (before: Hash, next: Hash): Hash => ({
  low: mix(Math.imul(before.low, 31) + next.low),
  high: mix(Math.imul(before.high, 37) + next.high),
});

/**
 * A sentence that takes more than this share of a window has boundaries within: with placeholders for what
 * identifies the patient, which take no more than the rest, it may be too long.
 */
export const LONG = 1 / 3;
/** Of a code unit. */
const MOST_TOKENS = 3;

/** What a rank hangs on, beside the kind of place: what changes further down does not move a window's edge. */
const START = 24;
const chance = (text: string, at: number): number => hash32(text.slice(at, at + START), 0x9e3779b9) / 2 ** 32;

/** The end of a clause, else of a part of one, else of a word: from the best to the worst. */
const ends = [
  /[;:]\s+(?=\S)|,\s+(?=(?:and|but|or|which|who|then|with|without|no)\b)|\s[-–—]\s+(?=\S)/g,
  /[,)]\s+(?=\S)/g,
  /\s+(?=\S)/g,
];

/** Edges of graphemes within a word, so that no piece is longer than so many bytes, if it can be. */
function edgesWithin(word: string, bytes: number): number[] {
  const edges: number[] = [];
  let size = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(word)) {
    const more = Buffer.byteLength(segment);
    if (size > 0 && size + more > bytes) {
      edges.push(index);
      size = 0;
    }
    size += more;
  }
  return edges;
}

/** The boundaries within a long sentence; within a word only where it alone takes more than so many tokens. */
function withinSentence(text: string, { start, end }: Span, most: number, count: CountTokens) {
  const ranks = new Map<number, number>();
  const add = (at: number, tier: number): void => {
    if (!ranks.has(at)) ranks.set(at, chance(text, at) - tier);
  };
  const sentence = text.slice(start, end);
  for (const [i, pattern] of ends.entries()) {
    for (const { index, 0: found } of sentence.matchAll(pattern)) add(start + index + found.length, i + 1);
  }
  const words = [start, ...ranks.keys(), end].sort((a, b) => a - b);
  for (const [i, from] of words.entries()) {
    const word = text.slice(from, words[i + 1] ?? end);
    // Every token stands for a byte at least.
    if (count(word) > most) for (const at of edgesWithin(word, most)) add(from + at, 4);
  }
  return [...ranks].map(([at, rank]) => ({ at, rank, inside: true }));
}

function boundariesIn(
  { text, heading, sentences }: Block,
  limit: number,
  count: CountTokens,
  long: number,
): Boundary[] {
  const places = [{ at: 0, rank: chance(text, 0) + (heading ? 2 : 1), inside: false }];
  for (const [i, { start, end }] of sentences.entries()) {
    // What stands before the first sentence stays with it.
    if (i > 0) places.push({ at: start, rank: chance(text, start), inside: false });
    const from = i > 0 ? start : 0;
    const mayBeLong = (end - from) * MOST_TOKENS > long;
    if (!mayBeLong || count(text.slice(from, end)) <= long) continue;
    const rest = Math.max(1, limit - count(text.slice(from, start)));
    places.push(...withinSentence(text, { start, end }, rest, count));
  }
  places.sort((a, b) => a.at - b.at);
  let counted = 0;
  return places.map((place, i) => {
    const next = places[i + 1]?.at ?? text.length;
    // White space counts with the word behind it, as the tokenizer has it.
    let until = next;
    while (next < text.length && until > place.at && /\s/.test(text[until - 1] as string)) until--;
    const tokens = count(text.slice(counted, until));
    counted = until;
    return { ...place, tokens, hash: hashOf(text.slice(place.at, next)) };
  });
}

type Find = (block: Block) => readonly Boundary[];

/** The places of a block where a window may start, its own start first; each found once for each block. */
export interface Boundaries {
  readonly usual: Find;
  /** Also within each sentence, however short: for a block that is full of what identifies. */
  readonly crowded: Find;
}

const finders = new WeakMap<CountTokens, Map<number, Boundaries>>();

/** @param limit tokens that a window may hold: only longer sentences are cut */
export function boundariesOf(limit: number, count: CountTokens): Boundaries {
  let byLimit = finders.get(count);
  if (!byLimit) {
    byLimit = new Map();
    finders.set(count, byLimit);
  }
  let found = byLimit.get(limit);
  if (!found) {
    found = {
      usual: perBlock((block) => boundariesIn(block, limit, count, limit * LONG)),
      crowded: perBlock((block) => boundariesIn(block, limit, count, 0)),
    };
    byLimit.set(limit, found);
  }
  return found;
}

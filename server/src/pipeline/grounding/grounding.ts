import type { Alignment, AttributeValue } from '../../annotation/annotation';
import { ASSERTION, type Schema } from '../../annotation/schema';
import type { Span } from '../../note/span';
import { type Candidate, indexed } from '../units';
import { makeBoard, type Open, type Places } from './board';
import { fuzzyMatches } from './fuzzy';
import { makeByOrder } from './in-order';
import { putRest } from './leftover';
import { nearWords } from './near';
import { placesOf } from './places';

/** A mention on its place. */
export interface Grounded<Mention> {
  readonly mention: Mention;
  /** Its place in the answer, from 0. */
  readonly index: number;
  /** One span, or the parts of a mention with gaps, in order; UTF-16 code units of the text. */
  readonly spans: readonly Span[];
  readonly alignment: Alignment;
}

export interface Grounding<Mention> {
  /** In the order of the answer. No two overlap, but for parts that mentions with gaps share with others. */
  readonly placed: readonly Grounded<Mention>[];
  /** How many mentions are not in the text, or have all their places taken. */
  readonly dropped: number;
  /** How many mentions may stand on several places, and nothing tells on which. */
  readonly held: number;
  /** How many of the last mentions, one after the other, were dropped. */
  readonly lost: number;
}

/** What a grounder reads of a mention. */
interface Asked {
  readonly text: string;
  readonly type?: string;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** Puts the mentions of an answer on a text. */
export type Grounder = <Mention extends Asked>(mentions: readonly Mention[]) => Grounding<Mention>;

const MOST_MENTIONS = 2_000;
const LONGEST_MENTION = 300;

/** Keeps what a function gave for each text. */
function kept<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      found = find(text);
      known.set(text, found);
    }
    return found;
  };
}

/** For each item how far a place for it may start: between those of the nearest items before and behind that have one. */
function stretches(count: number, placed: ReadonlyMap<number, Candidate>): Span[] {
  const starts: number[] = [];
  for (let item = 0, at = 0; item < count; item++) {
    starts.push(at);
    at = placed.get(item)?.start ?? at;
  }
  const found: Span[] = [];
  for (let item = count - 1, at = Number.POSITIVE_INFINITY; item >= 0; item--) {
    found.push({ start: starts[item] as number, end: at });
    at = placed.get(item)?.start ?? at;
  }
  return found.reverse();
}

/**
 * Puts the mentions of an answer on the text that it is about. The same characters, whole tokens; else the same but
 * for case, accents, white space, line ends, punctuation and hyphens; else nearly the same words. Repeated mentions are
 * told apart by the order of the answer, as far as it keeps one, then by how many there are, then by what is said around
 * them. A mention that is not there is dropped, and one of which nothing tells the place is held back: neither is guessed.
 * No span lies inside a placeholder or cuts one. What was found for the mentions of an answer is kept, so that an
 * answer that has grown costs little more than what it has grown by.
 * @param text a window, de-identified
 * @param schema tells which types bear an assertion, and whether mentions may have gaps
 */
export function makeGrounder(
  text: string,
  schema: Partial<Pick<Schema, 'attributes' | 'discontinuous'>> = {},
): Grounder {
  const index = indexed(text);
  const nearOf = nearWords(index.byFold);
  const placesFor = kept((words): Places => {
    const same = placesOf(words, index);
    const known = new Set(same.map(({ firstWord, endWord }) => `${firstWord} ${endWord}`));
    const near = fuzzyMatches(words, index, nearOf).filter(
      ({ firstWord, endWord }) => !known.has(`${firstWord} ${endWord}`),
    );
    return {
      whole: [...same, ...near.filter(({ parts }) => !parts)].sort((a, b) => a.start - b.start),
      gapped: schema.discontinuous && same.length === 0 ? near.filter(({ parts }) => parts) : [],
    };
  });
  const bears = new Set(schema.attributes?.flatMap(({ name, on }) => (name === ASSERTION ? on : [])));
  const putByOrder = makeByOrder(index.words.length, text.length);

  return (mentions) => {
    const open: Open[] = [];
    for (const [index, { text: given, type = '', attributes = {} }] of mentions
      .slice(0, MOST_MENTIONS)
      .entries()) {
      const words = given.trim();
      if (words === '' || words.length > LONGEST_MENTION) continue;
      const places = placesFor(words);
      if (places.whole.length + places.gapped.length > 0)
        open.push({ index, words, type, attributes, places });
    }
    const board = makeBoard(text.length);
    const rooms = putByOrder(open, board);
    putRest(text, open, rooms, board, bears);

    const held = new Set<number>();
    const between = stretches(open.length, board.placed);
    const used = new Set<Candidate>();
    for (const [item, { places }] of open.entries()) {
      if (board.placed.has(item)) continue;
      const { start: from, end: to } = between[item] as Span;
      const gapped = places.gapped.find(
        (place) => place.start >= from && place.start <= to && !used.has(place),
      );
      if (gapped && places.whole.length === 0) {
        board.placed.set(item, gapped);
        used.add(gapped);
      } else if (board.freeOf(places).length > 0) held.add(item);
    }
    let told = -1;
    for (const [item, { index }] of open.entries())
      if (board.placed.has(item) || held.has(item)) told = index;
    const placed = [...board.placed]
      .sort(([a], [b]) => a - b)
      .map(([item, { start, end, parts, alignment }]) => {
        const { index } = open[item] as Open;
        const mention = mentions[index] as (typeof mentions)[number];
        return { mention, index, spans: parts ?? [{ start, end }], alignment };
      });
    return {
      placed,
      dropped: mentions.length - placed.length - held.size,
      held: held.size,
      lost: mentions.length - 1 - told,
    };
  };
}

import type { Alignment } from '../annotation/annotation';
import { lowerBound, type Span } from '../note/span';
import { type Chain, makeChain } from './chain';
import { fuzzyMatches } from './fuzzy';
import { type Candidate, type Indexed, type Unit, unitsOf } from './units';

/** A mention on its place. */
export interface Grounded<Mention> {
  readonly mention: Mention;
  /** Its place in the answer, from 0. */
  readonly index: number;
  /** UTF-16 code units of the text. */
  readonly span: Span;
  readonly alignment: Alignment;
  /** False where another occurrence of the same words would have fitted the order of the answer as well. */
  readonly certain: boolean;
}

export interface Grounding<Mention> {
  /** In the order of the answer. No two overlap. */
  readonly placed: readonly Grounded<Mention>[];
  /** How many mentions have no place: not in the text, or all their places taken. */
  readonly dropped: number;
}

const MOST_MENTIONS = 1_000;
const LONGEST_MENTION = 300;
/** Occurrences of the same words that are looked at. */
const MOST_PLACES = 500;
/** Answers that are grouped, by type for instance, are a few runs in the order of the text each. */
const RUNS = 5;

function index(
  text: string,
): Indexed & { readonly starts: ReadonlySet<number>; readonly ends: ReadonlySet<number> } {
  const units = unitsOf(text);
  const words = units.filter((unit) => unit.content);
  const byFold = new Map<string, number[]>();
  for (const [i, { fold }] of words.entries()) {
    const places = byFold.get(fold);
    if (places) places.push(i);
    else byFold.set(fold, [i]);
  }
  return {
    text,
    words,
    byFold,
    starts: new Set(units.map((unit) => unit.start)),
    ends: new Set(units.map((unit) => unit.end)),
  };
}

/** A mention goes on over a line end, but not over an empty line or a long gap. */
const parts = /\n\s*\n|^[\s\S]{9,}$/;

function placesOf(mention: string, indexed: ReturnType<typeof index>): Candidate[] {
  const { text, words, byFold, starts, ends } = indexed;
  const places: Candidate[] = [];
  const taken = new Set<number>();
  for (
    let at = text.indexOf(mention);
    at >= 0 && places.length < MOST_PLACES;
    at = text.indexOf(mention, at + 1)
  ) {
    const to = at + mention.length;
    if (!starts.has(at) || !ends.has(to)) continue;
    const first = lowerBound(words, at);
    places.push({ firstWord: first, endWord: lowerBound(words, to), start: at, end: to, alignment: 'exact' });
    taken.add(first);
  }
  const units = unitsOf(mention);
  const folds = units.filter((unit) => unit.content).map((unit) => unit.fold);
  if (folds.length === 0) return places;
  const add = (first: number, last: number): void => {
    if (taken.has(first) || places.length >= 2 * MOST_PLACES) return;
    taken.add(first);
    const { start } = words[first] as Unit;
    const { end } = words[last] as Unit;
    places.push({ firstWord: first, endWord: last + 1, start, end, alignment: 'normalised' });
  };
  const joins = (from: number): boolean =>
    !parts.test(text.slice((words[from] as Unit).end, (words[from + 1] as Unit).start));
  for (const first of byFold.get(folds[0] as string) ?? []) {
    const fits = folds.every(
      (fold, i) => words[first + i]?.fold === fold && (i === 0 || joins(first + i - 1)),
    );
    if (fits) add(first, first + folds.length - 1);
  }
  if (places.length === 0)
    for (const [first, last] of joinedPlaces(mention, units, indexed)) add(first, last);
  return places.sort((a, b) => a.start - b.start);
}

const hyphen = /^[-‐‑‒–—/'’]$/;

/** Places where the words are the same but for a hyphen between them, or none: "non-tender", "nontender". */
function joinedPlaces(mention: string, units: readonly Unit[], { text, words }: Indexed): [number, number][] {
  const hyphenated = units.some((unit) => hyphen.test(mention.slice(unit.start, unit.end)));
  const whole = units
    .filter((unit) => unit.content)
    .map((unit) => unit.fold)
    .join('');
  const found: [number, number][] = [];
  for (let first = 0; first < words.length && found.length < MOST_PLACES; first++) {
    let length = 0;
    for (let i = first; i < words.length && length < whole.length; i++) {
      const { fold } = words[i] as Unit;
      if (!whole.startsWith(fold, length)) break;
      if (i > first) {
        const gap = text.slice((words[i - 1] as Unit).end, (words[i] as Unit).start);
        if (!hyphen.test(gap) && !(hyphenated && gap === ' ')) break;
      }
      length += fold.length;
      if (length === whole.length) found.push([first, i]);
    }
  }
  return found;
}

/** Puts the mentions of an answer on a text. */
export type Grounder = <Mention extends { readonly text: string }>(
  mentions: readonly Mention[],
) => Grounding<Mention>;

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

/** Whether more than one of some places, sorted by start, lies between two offsets. */
function areMany(places: readonly Candidate[], from: number, to: number): boolean {
  const first = lowerBound(places, from);
  let count = 0;
  for (let i = first; count < 2 && (places[i]?.start ?? to) < to; i++) {
    if ((places[i] as Candidate).end <= to) count++;
  }
  return count > 1;
}

/** A mention of the answer by its number, and the places that it may take. */
interface Open {
  readonly index: number;
  readonly words: string;
  readonly places: readonly Candidate[];
}

/**
 * Puts the mentions of an answer on the text that it is about. The same characters, whole tokens; else the same but
 * for case, accents, white space, line ends, punctuation and hyphens; else, where it is clear, nearly the same words.
 * Repeated mentions are told apart by the order of the answer. A mention that is not there is dropped, not guessed.
 * No span lies inside a placeholder or cuts one. What was found for the mentions of an answer is kept, so that an
 * answer that has grown costs what it has grown by.
 * @param text a window, de-identified
 */
export function makeGrounder(text: string): Grounder {
  const indexed = index(text);
  const placesFor = kept((words) => placesOf(words, indexed));
  const fuzzyFor = kept((words) => fuzzyMatches(words, indexed));
  const newChain = (): Chain => makeChain(indexed.words.length);
  let first = newChain();
  let chained: readonly Open[] = [];

  /** The best chain over all mentions, which goes on from that of the last call where the answer did. */
  const firstChain = (open: readonly Open[]): ReturnType<Chain['best']> => {
    if (chained.some(({ words }, i) => open[i]?.words !== words)) {
      first = newChain();
      chained = [];
    }
    for (const { places } of open.slice(chained.length)) first.add(places);
    chained = open;
    return first.best();
  };

  return (mentions) => {
    const open: Open[] = [];
    const lost: { index: number; words: string }[] = [];
    for (const [i, mention] of mentions.slice(0, MOST_MENTIONS).entries()) {
      const words = mention.text.trim();
      if (words === '' || words.length > LONGEST_MENTION) continue;
      const places = placesFor(words);
      if (places.length > 0) open.push({ index: i, words, places });
      else lost.push({ index: i, words });
    }

    const placed = new Map<number, { place: Candidate; certain: boolean }>();
    const taken = new Uint8Array(text.length);
    const isFree = ({ start, end }: Candidate): boolean => taken.subarray(start, end).indexOf(1) < 0;
    const put = (i: number, place: Candidate, certain: boolean): void => {
      placed.set(i, { place, certain });
      taken.fill(1, place.start, place.end);
    };
    let rest = open;
    for (let run = 0; run < RUNS && rest.length > 0; run++) {
      let chain: ReturnType<Chain['best']>;
      if (run === 0) chain = firstChain(open);
      else {
        const freeOf = new Map<string, readonly Candidate[]>();
        rest = rest.map((one) => {
          const places = freeOf.get(one.words) ?? one.places.filter(isFree);
          freeOf.set(one.words, places);
          return { ...one, places };
        });
        const next = newChain();
        for (const { places } of rest) next.add(places);
        chain = next.best();
      }
      if (chain.length === 0) break;
      for (const [n, { item, place }] of chain.entries()) {
        const from = chain[n - 1]?.place.end ?? 0;
        const to = chain[n + 1]?.place.start ?? text.length;
        const { index: i, places } = rest[item] as Open;
        put(i, place, !areMany(places, from, to));
      }
      rest = rest.filter((one) => !placed.has(one.index) && one.places.length > 0);
    }
    for (const { index: i, words } of lost) {
      // The stretch between the nearest mentions, by the order of the answer, that have a place.
      let from = 0;
      for (let n = i - 1; n >= 0 && from === 0; n--) from = placed.get(n)?.place.end ?? 0;
      let to = text.length;
      for (let n = i + 1; n < mentions.length && to === text.length; n++) {
        to = placed.get(n)?.place.start ?? text.length;
      }
      const best = fuzzyFor(words).filter(isFree);
      const near = best.filter((place) => place.start >= from && place.end <= to);
      const [only] = near.length === 1 ? near : best.length === 1 ? best : [];
      if (only) put(i, only, true);
    }

    const result = [...placed.entries()]
      .sort(([a], [b]) => a - b)
      .map(([i, { place, certain }]) => ({
        mention: mentions[i] as (typeof mentions)[number],
        index: i,
        span: { start: place.start, end: place.end },
        alignment: place.alignment,
        certain,
      }));
    return { placed: result, dropped: mentions.length - result.length };
  };
}

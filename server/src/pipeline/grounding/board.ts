import type { AttributeValue } from '../../annotation/annotation';
import type { Span } from '../../note/span';
import type { Candidate } from '../units';

/** Where mentions of the same words may stand. */
export interface Places {
  /** Without gaps, sorted by start. */
  readonly whole: readonly Candidate[];
  readonly gapped: readonly Candidate[];
}

/** A mention of an answer that may stand somewhere; its number among these is that of an item. */
export interface Open {
  /** Its place in the answer. */
  readonly index: number;
  readonly words: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly places: Places;
}

/** The items on their places, so far; no two overlap. */
export interface Board {
  readonly placed: Map<number, Candidate>;
  isFree(place: Span): boolean;
  /** The places that overlap none that is taken. */
  freeOf(places: Places): readonly Candidate[];
  put(item: number, place: Candidate): void;
}

/** @param length of the text, UTF-16 code units */
export function makeBoard(length: number): Board {
  const placed = new Map<number, Candidate>();
  const taken = new Uint8Array(length);
  // Forgotten whenever something is put.
  let free = new Map<Places, readonly Candidate[]>();
  const isFree = ({ start, end }: Span): boolean => taken.subarray(start, end).indexOf(1) < 0;
  return {
    placed,
    isFree,
    freeOf(places) {
      if (placed.size === 0) return places.whole;
      const found = free.get(places) ?? places.whole.filter(isFree);
      free.set(places, found);
      return found;
    },
    put(item, place) {
      placed.set(item, place);
      taken.fill(1, place.start, place.end);
      if (free.size > 0) free = new Map();
    },
  };
}

import { lowerBound } from '../../note/span';
import type { Finding } from '../finders/finding';
import { isSafeWord } from '../strict/safe-in-place';
import { Gap, type Lexed, type Lexeme } from '../words/lexer';
import { shoutedLines } from '../words/shouted';
import {
  besideSlots,
  dressOf,
  edge,
  type Form,
  formOf,
  hashOf,
  jointSlots,
  maskedSlots,
  ownSlots,
  REACH,
  type Slot,
  safeSlots,
  seenSlots,
} from './features';

/** A block as it is judged. */
export interface Seen {
  readonly lexed: Lexed;
  /** For each lexeme 0, or a number above for the category under which it is masked; what is found is added. */
  readonly masked: Uint8Array;
  /** For each lexeme who saw it, as `votesOf` says; undefined where that is not to tell. */
  readonly votes: readonly number[] | undefined;
  /** For each lexeme 0, or a number for what the rules took it for. */
  readonly kinds: readonly number[];
  /** 1 for each lexeme on a line in capitals. */
  readonly shouted: Uint8Array;
  /** What is known of a lexeme by itself, or of what stands beyond the ends. */
  formAt(i: number): Form;
}

/** What stands in `masked`; numbers and dates have others. */
export const Masked = { name: 1, place: 2 } as const;
const codes: Readonly<Record<string, number>> = {
  NAME: Masked.name,
  LOCATION: Masked.place,
  DATE: 3,
  AGE: 3,
};
const OTHER = 4;

// Findings of more words than these are alike.
const LONG = 3;

const numbers = new Map<string, number>();

/** A number for a kind of finding. */
function numberOf(kind: string): number {
  let found = numbers.get(kind);
  if (found === undefined) {
    found = hashOf(kind);
    numbers.set(kind, found);
  }
  return found;
}

/**
 * @param findings disjoint and sorted by start
 * @param votes as `votesOf` says
 * @param read as `formOf`, which may remember
 */
export function seenIn(
  lexed: Lexed,
  findings: readonly Finding[],
  votes: readonly number[] | undefined,
  read: (lexeme: Lexeme) => Form = formOf,
): Seen {
  const { lexemes } = lexed;
  const masked = new Uint8Array(lexemes.length);
  const kinds = new Array<number>(lexemes.length).fill(0);
  for (const { start, end, category, kind } of findings) {
    const [first, behind] = within(lexemes, start, end);
    masked.fill(codes[category] ?? OTHER, first, behind);
    kinds.fill(numberOf(kind) + Math.min(LONG, behind - first), first, behind);
  }
  return {
    lexed,
    masked,
    votes,
    kinds,
    shouted: shoutedLines(lexemes),
    formAt(i) {
      const lexeme = lexemes[i];
      return lexeme === undefined ? edge : read(lexeme);
    },
  };
}

/** The indices of the first lexeme that ends behind `start` and of the first at or behind `end`. */
export function within(lexemes: readonly Lexeme[], start: number, end: number): readonly [number, number] {
  let first = lowerBound(lexemes, start);
  if (first > 0 && (lexemes[first - 1] as Lexeme).end > start) first--;
  let behind = first;
  while (behind < lexemes.length && (lexemes[behind] as Lexeme).start < end) behind++;
  return [first, behind];
}

/** What a word's place in the block says, and what is masked beside it. */
export function placeSlots(seen: Seen, i: number, add: (slot: Slot) => void): void {
  const { lexed, masked } = seen;
  const form = seen.formAt(i);
  const dress = dressOf(form.writing, lexed.small);
  for (let distance = -REACH; distance <= REACH; distance++) {
    const category = masked[i + distance] ?? 0;
    if (distance !== 0 && category > 0) maskedSlots(category, distance, dress, add);
  }
  const [gap, next] = [(lexed.lexemes[i] as Lexeme).gap, lexed.lexemes[i + 1]?.gap ?? Gap.line];
  jointSlots(seen.formAt(i - 1), form, seen.formAt(i + 1), gap, next, add);
  safeSlots(form, isSafeWord(lexed, i, seen.shouted[i] === 1), dress, add);
}

/** All slots of a word of a block: its own, those of its neighbours, those of its place. */
export function slotsAt(seen: Seen, i: number, add: (slot: Slot) => void): void {
  const form = seen.formAt(i);
  const dress = dressOf(form.writing, seen.lexed.small);
  ownSlots(form, dress, seen.shouted[i] === 1, add);
  if (seen.votes) seenSlots(form, seen.votes[i] as number, seen.kinds[i] as number, dress, add);
  for (let distance = -REACH; distance <= REACH; distance++)
    if (distance !== 0) besideSlots(seen.formAt(i + distance), distance, dress, add);
  placeSlots(seen, i, add);
}

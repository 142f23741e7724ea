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
  jointSlots,
  maskedSlots,
  ownSlots,
  REACH,
  type Slot,
  safeSlots,
} from './features';

/** A block as it is judged. */
export interface Seen {
  readonly lexed: Lexed;
  /** For each lexeme 0, or a number above for the category under which it is masked. */
  readonly masked: Uint8Array;
  /** 1 for each lexeme on a line in capitals. */
  readonly shouted: Uint8Array;
  /** What is known of a lexeme by itself, or of what stands beyond the ends. */
  formAt(i: number): Form;
}

const codes: Readonly<Record<string, number>> = { NAME: 1, LOCATION: 2, DATE: 3, AGE: 3 };
const OTHER = 4;

function maskedIn(lexemes: readonly Lexeme[], findings: readonly Finding[]): Uint8Array {
  const masked = new Uint8Array(lexemes.length);
  let at = 0;
  for (const { start, end, category } of findings) {
    while (at < lexemes.length && (lexemes[at] as Lexeme).end <= start) at++;
    for (let i = at; i < lexemes.length && (lexemes[i] as Lexeme).start < end; i++)
      masked[i] = codes[category] ?? OTHER;
  }
  return masked;
}

/**
 * @param findings disjoint and sorted by start
 * @param read as `formOf`, which may remember
 */
export function seenIn(
  lexed: Lexed,
  findings: readonly Finding[],
  read: (lexeme: Lexeme) => Form = formOf,
): Seen {
  const { lexemes } = lexed;
  return {
    lexed,
    masked: maskedIn(lexemes, findings),
    shouted: shoutedLines(lexemes),
    formAt(i) {
      const lexeme = lexemes[i];
      return lexeme === undefined ? edge : read(lexeme);
    },
  };
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
  for (let distance = -REACH; distance <= REACH; distance++)
    if (distance !== 0) besideSlots(seen.formAt(i + distance), distance, dress, add);
  placeSlots(seen, i, add);
}

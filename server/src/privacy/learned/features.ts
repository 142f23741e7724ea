import { isContraction } from '../finders/names/person';
import { Gap, type Lexed, type Lexeme } from '../words/lexer';
import { Cue, Flag, looksLikeWord } from '../words/lexicon';
import { Safe, safetyIn } from '../words/safe-words';
import type { Writing } from '../words/word';

/** What a feature is, as its place in the table of weights; features that fall together share their weight. */
export type Slot = number;

/** How many places the table has: a power of two. */
export const SLOTS = 1 << 16;

/** How far a neighbour is seen, to either side. */
export const REACH = 2;

/** What a lexeme shows of itself, whatever stands beside it. */
export interface Form {
  readonly writing: Writing;
  readonly flags: number;
  readonly cues: number;
  readonly safety: number;
  readonly word: number;
  readonly shape: number;
  /** Its last two and three letters. */
  readonly ends: readonly [number, number];
  readonly wordLike: boolean;
}

const writings: Readonly<Record<Writing, number>> = { lower: 0, capital: 1, capitals: 2, mixed: 3 };

/** How many ways of being written there are: `dressOf` is below it. */
export const DRESSES = 8;

/** How a word is written, and whether all words around it are written small. */
export const dressOf = (writing: Writing, small: boolean): number => writings[writing] + (small ? 4 : 0);

/** Two numbers as one, well mixed; the order matters. */
function mix(a: number, b: number): number {
  let h = (Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0xc2b2ae35) + b) | 0;
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

/** A number for a text, the same for the same one. */
export function hashOf(text: string, from = 0): number {
  let h = 0x811c9dc5 | 0;
  for (let i = Math.max(0, from); i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

const NUMBER = 5;
const LONGEST = 6;

function shapeOf({ kind, writing, mixed, text }: Lexeme): number {
  if (kind === 'symbol') return hashOf(text);
  if (kind === 'number') return 100 + Math.min(text.length, LONGEST);
  return writings[writing] + (mixed ? 4 : 0) + (text.length < 2 ? 8 : text.length < 4 ? 16 : 0);
}

/** What stands beyond the ends of a block. */
export const edge: Form = {
  writing: 'lower',
  flags: 0,
  cues: 0,
  safety: 0,
  word: 11,
  shape: 12,
  ends: [0, 0],
  wordLike: false,
};

/** A pure function of the lexeme's text, writing and flags. */
export function formOf(lexeme: Lexeme): Form {
  const { kind, lower, flags, cues, writing } = lexeme;
  return {
    writing,
    flags,
    cues,
    safety: kind === 'word' ? safetyIn(lexeme) & 15 : NUMBER << 4,
    word: kind === 'number' ? NUMBER : hashOf(lower),
    shape: shapeOf(lexeme),
    ends: [hashOf(lower, lower.length - 2), hashOf(lower, lower.length - 3)],
    wordLike: kind === 'word' && looksLikeWord(lower),
  };
}

type Add = (slot: Slot) => void;

const slotOf = (kind: number, value: number): Slot => mix(kind, value) & (SLOTS - 1);

/** Calls for each bit of a number that is set. */
function eachBit(bits: number, call: (bit: number) => void): void {
  for (let rest = bits; rest !== 0; rest &= rest - 1) call(31 - Math.clz32(rest & -rest));
}

// What a slot stands for: a number for each kind of feature. Those of neighbours have their own for each place.
const BIAS = 1;
const SHAPE = 2;
const DRESS = 3;
const FLAG = 4;
const FLAGS = 5;
const SAFETY = 6;
const ENDS = 7;
const LIKE = 8;
const CUE = 9;
const GAPS = 10;
const SHAPES = 11;
const SAFE = 12;
const WORD = 13;
const SEEN = 64;
const BESIDE = 20;
const KINDS = 8;

// The flags that say whose or what's name a word is.
const naming = Flag.safe | Flag.given | Flag.family | Flag.ambiguous | Flag.eponym | Flag.city;

/** What a word says of itself. @param dress as `dressOf` gives it @param shouted whether its line is in capitals */
export function ownSlots(form: Form, dress: number, shouted: boolean, add: Add): void {
  const { word, flags, safety, shape, ends, wordLike, cues } = form;
  add(slotOf(BIAS, 0));
  add(slotOf(SHAPE, shape));
  add(slotOf(DRESS, dress + (shouted ? DRESSES : 0)));
  eachBit(flags, (bit) => {
    add(slotOf(FLAG, bit));
    add(slotOf(FLAG, bit + 32 * (dress + 1)));
  });
  if (flags === 0) add(slotOf(FLAG, 32 * (dress + 20)));
  add(slotOf(FLAGS, (flags & naming) * 16 + safety));
  add(slotOf(SAFETY, safety));
  add(slotOf(SAFETY, safety + 256 * (dress + 1)));
  for (const end of ends) add(slotOf(ENDS, end));
  add(slotOf(WORD, word));
  add(slotOf(WORD, mix(word, dress + 1)));
  if (wordLike) {
    add(slotOf(LIKE, 0));
    add(slotOf(LIKE, dress + 1));
  }
  eachBit(cues, (bit) => add(slotOf(CUE, bit)));
}

/** What a neighbour says. @param distance from -REACH to REACH @param dress of the word that is judged */
export function besideSlots(form: Form, distance: number, dress: number, add: Add): void {
  const { word, shape, flags, cues, safety } = form;
  const near = distance === 1 || distance === -1;
  const kind = BESIDE + KINDS * (distance + REACH);
  const both = (of: number, value: number): void => {
    add(slotOf(kind + of, value));
    if (near) add(slotOf(kind + of, mix(value, dress + 1)));
  };
  both(0, word);
  both(1, shape);
  eachBit(flags, (bit) => both(2, bit));
  eachBit(cues, (bit) => both(3, bit));
  add(slotOf(kind + 4, safety));
}

/** What it says that a neighbour is masked. @param category above 0, one for each category */
export function maskedSlots(category: number, distance: number, dress: number, add: Add): void {
  const kind = BESIDE + KINDS * (distance + REACH) + 5;
  add(slotOf(kind, category));
  add(slotOf(kind, category + 32 * (dress + 1)));
}

/** What a word and its neighbours say together. @param next the gap behind it */
export function jointSlots(
  before: Form,
  form: Form,
  behind: Form,
  gap: number,
  next: number,
  add: Add,
): void {
  add(slotOf(GAPS, gap * 4 + next));
  add(slotOf(GAPS, 64 + gap * 4 + writings[form.writing]));
  add(slotOf(SHAPES, mix(mix(before.shape, form.shape), behind.shape)));
}

/** What the rules of strict mode think of it. @param safe as `isSafeWord` says */
export function safeSlots(form: Form, safe: boolean, dress: number, add: Add): void {
  const said = safe ? 1 : 0;
  add(slotOf(SAFE, said));
  add(slotOf(SAFE, 2 + said + 2 * dress));
  add(slotOf(SAFE, mix(form.shape, 64 + said)));
}

// As many flags as say what a word means, not what stands beside it.
const MEANING = 0x7ff;

/**
 * What the rules say of the word itself.
 * @param votes which finders saw it, 0 for none
 * @param kind a number for what it was taken for and how long that is, 0 for nothing
 */
export function seenSlots(form: Form, votes: number, kind: number, dress: number, add: Add): void {
  const { safety, flags } = form;
  const of = mix(votes, safety);
  add(slotOf(SEEN, votes));
  add(slotOf(SEEN + 1, mix(votes, dress)));
  add(slotOf(SEEN + 2, of));
  add(slotOf(SEEN + 3, mix(of, dress)));
  add(slotOf(SEEN + 4, mix(votes, kind)));
  add(slotOf(SEEN + 5, kind));
  add(slotOf(SEEN + 6, mix(mix(votes, flags & MEANING), dress)));
}

const named = Flag.given | Flag.family | Flag.city;
const never = Flag.month | Flag.weekday | Flag.kept;
const seldom = Flag.credential | Flag.eponymHead | Flag.relative | Flag.role | Flag.title;

/**
 * Whether a word is judged at all: not what grammar, the calendar, states and degrees are written with, nor codes, nor a
 * word in small letters that is known and no name, unless all around it is written small, nor words of medicine
 * alone, nor parts of compounds.
 */
export function isJudged({ lexemes, small }: Lexed, i: number): boolean {
  const word = lexemes[i] as Lexeme;
  const { kind, mixed, cues, writing, flags, text, gap } = word;
  if (kind !== 'word' || mixed || (cues & Cue.grammar) !== 0 || isLetter(text)) return false;
  // "Kt/V", "dB".
  const isKnown = (flags & (named | Flag.ambiguous)) !== 0;
  if (text.length < 3 && !isKnown && (writing === 'capital' || writing === 'mixed')) return false;
  if ((flags & never) !== 0 || (writing === 'capitals' && (flags & Flag.state) !== 0)) return false;
  if ((flags & seldom) !== 0 && ((flags & named) === 0 || writing === 'lower')) return false;
  const before = lexemes[i - 1];
  // Nothing of a list is looked up for most words.
  const plain = writing === 'lower' && !small && !isKnown;
  if (plain && ((flags & Flag.safe) !== 0 || !isLed(before))) return false;
  // "I'm"; "guest_family"
  if (isContraction(word) || lexemes[i + 1]?.text === '_') return false;
  if (gap === Gap.none && before !== undefined) {
    // "5th", "post-natal", "c-Kit", "scan.tif".
    if (before.kind === 'number' || isHyphen(before) || before.text === '.') return false;
  }
  const behind = lexemes[i + 1];
  // "ST-segment".
  const other = behind?.gap === Gap.none && isHyphen(behind) ? lexemes[i + 2] : undefined;
  if (other?.gap === Gap.none && other.writing === 'lower') return false;
  // A field of HL7, or the name of a segment; a cell of a table.
  if (isField(behind) && (isField(before) || (gap === Gap.line && writing === 'capitals'))) return false;
  if ((flags & named) !== 0) return true;
  const safety = safetyIn(word);
  if ((safety & (Safe.clinical | Safe.name)) === Safe.clinical) return false;
  return !plain || (safety & Safe.word) === 0;
}

/** Whether it is a single letter, with an accent of its own or without. */
const isLetter = (text: string): boolean => text.length < 2 || (text.length === 2 && /^.\p{M}$/u.test(text));

const leading = Flag.relative | Flag.role | Flag.title | Flag.credential | Flag.particle | Flag.preposition;

/** Whether anything but a plain word stands before. */
const isLed = (before: Lexeme | undefined): boolean =>
  before === undefined || before.kind !== 'word' || before.cues !== 0 || (before.flags & leading) !== 0;

const isHyphen = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && (lexeme.text === '-' || lexeme.text === '‐' || lexeme.text === '‑');

const isField = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && (lexeme.text === '|' || lexeme.text === '^' || lexeme.text === '~');

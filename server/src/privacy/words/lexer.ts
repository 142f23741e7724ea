import { LINE_ENDS } from '../../note/line-ends';
import type { Span } from '../../note/span';
import { Flag, type Phrases } from './lexicon';
import { raised } from './raised';
import { type Kind, type Writing, wordOf } from './word';

/** What stands between a lexeme and the one before it. */
export const Gap = { none: 0, space: 1, wide: 2, line: 3 } as const;

/** A word, a number or a symbol of a block, with what is known of it. */
export interface Lexeme extends Span {
  readonly kind: Kind;
  readonly text: string;
  /** In lower case and without accents. */
  readonly lower: string;
  readonly writing: Writing;
  /** Whether a word holds a digit, too. */
  readonly mixed: boolean;
  /** The gap before it, one of `Gap`; the first of a block has `line`. */
  readonly gap: number;
  flags: number;
  /** What it says of its neighbours, as bits of `Cue`. */
  readonly cues: number;
  /** What the list of safe words alone says of it, as bits of `Safe`. */
  readonly safety: number;
  /** As bits of `Trait`. */
  readonly traits: number;
  /** If it ends a known phrase: how many words of it come before. */
  phrase: number;
}

/** A block as the finders see it. */
export interface Lexed {
  /** The block's text; placeholders that it already held and leaders of forms are blotted out, at the same length. */
  readonly text: string;
  /** The same in small letters, at the same length: without the flag `i`, patterns of Unicode classes compile in half the time. */
  readonly lower: string;
  readonly lexemes: readonly Lexeme[];
  /** Written without capitals, so that words which nothing knows were taken as capitalised. */
  readonly small: boolean;
  /** Which signs it holds, as bits of `Sign`: what needs one that is not there need not be looked for. */
  readonly signs: number;
}

export const Sign = {
  at: 1 << 0,
  colon: 1 << 1,
  slash: 1 << 2,
  hyphen: 1 << 3,
  point: 1 << 4,
  hash: 1 << 5,
  bracket: 1 << 6,
  underscore: 1 << 7,
  bar: 1 << 8,
  backslash: 1 << 9,
  /** A digit, also within a word. */
  digit: 1 << 10,
} as const;

// By the code unit of the sign.
const signBits = new Uint16Array(128);
for (const [sign, bit] of [
  ['@', Sign.at],
  [':', Sign.colon],
  ['/', Sign.slash],
  ['-', Sign.hyphen],
  ['.', Sign.point],
  ['#', Sign.hash],
  ['(', Sign.bracket],
  ['[', Sign.bracket],
  ['_', Sign.underscore],
  ['|', Sign.bar],
  ['\\', Sign.backslash],
] as const)
  signBits[sign.charCodeAt(0)] = bit;

const SPACE = 1;
const LINE = 2;
const LETTER = 3;
const DIGIT = 4;
const SYMBOL = 5;
const HALF = 6;

// The class of every code unit, filled as it is met (0: not yet).
const classes = new Uint8Array(0x10000);

const lineEnd = new RegExp(LINE_ENDS);

function classify(unit: number): number {
  const char = String.fromCharCode(unit);
  let found = SYMBOL;
  if (lineEnd.test(char)) found = LINE;
  else if (/\s/.test(char)) found = SPACE;
  // A soft hyphen or a space of no width, as copied pages have them, is inside a word.
  else if (/[\p{L}\p{M}\u00ad\u200b\u2060]/u.test(char)) found = LETTER;
  else if (/[0-9]/.test(char)) found = DIGIT;
  else if (unit >= 0xd800 && unit <= 0xdfff) found = HALF;
  classes[unit] = found;
  return found;
}

// The code units of what is cut, zeros behind them: a string would be asked for each of them how it is held.
const shared = new Uint16Array(1 << 14);
const sharedBytes = Buffer.from(shared.buffer);
/** Up to so many, asking for each is faster. */
const FEW = 48;

function unitsOf(text: string): Uint16Array {
  const { length } = text;
  const units = length + 2 > shared.length ? new Uint16Array(length + 2) : shared;
  if (length < FEW) for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  else (units === shared ? sharedBytes : Buffer.from(units.buffer)).write(text, 'utf16le');
  units[length] = units[length + 1] = 0;
  return units;
}

function classAt(units: Uint16Array, at: number): number {
  const unit = units[at] as number;
  const found = classes[unit] || classify(unit);
  return found === HALF ? classOfPair(units, at) : found;
}

/** The class of a half of a character beyond U+FFFF: that of the whole. */
function classOfPair(units: Uint16Array, at: number): number {
  const first = isSecondHalf(units[at] as number) ? at - 1 : at;
  const char = String.fromCharCode(units[first] ?? 0, units[first + 1] ?? 0);
  return (char.codePointAt(0) ?? 0) > 0xffff && /^[\p{L}\p{M}]/u.test(char) ? LETTER : SYMBOL;
}

const isSecondHalf = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

/** Cuts a text into lexemes in one pass. A possessive 's is a symbol of its own. */
export function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  const units = unitsOf(text);
  const { length } = text;
  let at = 0;
  let gap: number = Gap.line;
  while (at < length) {
    const found = classAt(units, at);
    if (found === LINE) {
      gap = Gap.line;
      at++;
      continue;
    }
    if (found === SPACE) {
      const wide = gap !== Gap.none || units[at] === 9;
      if (gap !== Gap.line) gap = wide ? Gap.wide : Gap.space;
      at++;
      continue;
    }
    const start = at;
    const kind = found === LETTER ? 'word' : found === DIGIT ? 'number' : 'symbol';
    if (found === LETTER) at = wordEnd(units, start, length);
    else if (found === DIGIT) at = numberEnd(units, start, length);
    else at = symbolEnd(units, start);
    const known = wordOf(text, units, start, at, kind);
    lexemes.push({
      start,
      end: at,
      kind,
      text: known.text,
      lower: known.lower,
      writing: known.writing,
      mixed: known.mixed,
      gap,
      flags: known.flags,
      cues: known.cues,
      safety: known.safety,
      traits: known.traits,
      phrase: 0,
    });
    if (known.ends !== undefined) markPhrase(lexemes, known.ends);
    gap = Gap.none;
  }
  return lexemes;
}

function numberEnd(units: Uint16Array, from: number, length: number): number {
  let end = from + 1;
  while (end < length && classAt(units, end) === DIGIT) end++;
  return end;
}

/** Letters, digits behind them, and apostrophes between letters; the possessive 's is left out. */
function wordEnd(units: Uint16Array, from: number, length: number): number {
  let end = from + 1;
  for (; end < length; end++) {
    const found = classAt(units, end);
    if (found === LETTER || found === DIGIT) continue;
    if (!isApostrophe(units[end] as number)) break;
    if (end + 1 >= length || classAt(units, end + 1) !== LETTER) break;
    const after = end + 2 >= length ? SYMBOL : classAt(units, end + 2);
    if (isS(units[end + 1] as number) && after !== LETTER && after !== DIGIT) break;
  }
  return end;
}

function symbolEnd(units: Uint16Array, from: number): number {
  const unit = units[from] as number;
  const next = units[from + 1] as number;
  if (isApostrophe(unit) && from > 0 && classAt(units, from - 1) === LETTER && isS(next)) return from + 2;
  return (unit & 0xfc00) === 0xd800 && isSecondHalf(next) ? from + 2 : from + 1;
}

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;
const isS = (unit: number): boolean => (unit | 0x20) === 0x73;

/** Says of the last lexeme what the phrases say that it ends. */
function markPhrase(lexemes: readonly Lexeme[], ends: Phrases): void {
  const index = lexemes.length - 1;
  const last = lexemes[index] as Lexeme;
  const possible = index > 0 ? ends.get((lexemes[index - 1] as Lexeme).lower) : undefined;
  if (possible === undefined) return;
  for (const { before, flag } of possible) {
    let fits = before.length <= index;
    for (let i = 0; fits && i < before.length; i++) {
      const word = lexemes[index - before.length + i] as Lexeme;
      fits = word.lower === before[i];
    }
    if (!fits) continue;
    last.flags |= flag;
    last.phrase = Math.max(last.phrase, before.length);
  }
}

/** A placeholder as MIMIC-III writes it, of any content that stays on few lines. */
const placeholder = /\[\*\*[^[\]]{0,80}\*\*\]/g;

/** Blots out the placeholders that a text already holds, keeping its length and its line ends. */
const blot = (text: string): string =>
  text.includes('[**') ? text.replace(placeholder, (found) => found.replace(/[^\r\n]/g, '\u0001')) : text;

/** "MRN........0044812", "DOB ____03/04/1951____", "Name: ---- Doe": what fills a form between a label and its value. */
const leader = /(?<=[^\s._=-][ \t]{0,4})(?:\.{4,}|_{2,}|-{4,}|={2,}|(?:[ \t]\.){4,})(?![._=-])/g;
const fillers = ['....', '__', '----', '==', '. . . .'];

/** The leaders of forms as a colon and spaces, or as spaces alone where no value follows; at the same length. */
const unled = (text: string): string =>
  fillers.some((filler) => text.includes(filler))
    ? text.replace(leader, (run, at: number) => {
        const next = text.charAt(at + run.length);
        // "I was well.....then", "snake__case"
        if (/\p{Ll}/u.test(next) && (run.length < 3 || run.startsWith('.'))) return run;
        const isLabelled =
          /[\p{L}\p{Nd}(+#]/u.test(next) && !/:[ \t]*$/.test(text.slice(Math.max(0, at - 4), at));
        return (isLabelled ? ':' : ' ').padEnd(run.length);
      })
    : text;

/** Whether a text is written without capitals (fewer than one word in thirty has one), and its signs. */
function traitsOf(lexemes: readonly Lexeme[]): Pick<Lexed, 'small' | 'signs'> {
  let [words, capitals, signs] = [0, 0, 0];
  for (let i = 0; i < lexemes.length; i++) {
    const { kind, writing, text, mixed } = lexemes[i] as Lexeme;
    if (kind === 'number') signs |= Sign.digit;
    else if (kind === 'symbol') signs |= signBits[text.charCodeAt(0)] ?? 0;
    else if (text.length > 1) {
      words++;
      if (writing !== 'lower') capitals++;
      if (mixed) signs |= Sign.digit;
    }
  }
  return { small: words >= 4 && capitals * 30 < words, signs };
}

/** A text in small letters; a letter that would grow stays as it is, so that offsets hold. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  const each = [...text].map((char) =>
    char.toLowerCase().length === char.length ? char.toLowerCase() : char,
  );
  return each.join('');
}

/** A block's text, ready for the finders. */
export function lexed(text: string): Lexed {
  const blotted = unled(blot(text));
  const lexemes = lex(blotted);
  const { small, signs } = traitsOf(lexemes);
  return {
    text: blotted,
    lower: lowered(blotted),
    lexemes: small ? raised(lexemes) : lexemes,
    small,
    signs,
  };
}

export const has = (lexeme: Lexeme | undefined, flag: number): boolean =>
  lexeme !== undefined && (lexeme.flags & flag) !== 0;

export const isNameFlagged = (lexeme: Lexeme): boolean => has(lexeme, Flag.given | Flag.family);

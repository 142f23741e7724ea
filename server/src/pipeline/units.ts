import type { Alignment } from '../annotation/annotation';
import type { Span } from '../note/span';
import { tokenize } from '../note/tokens';

/** A token of a text, or a whole placeholder: what a mention consists of, never of parts of it. */
export interface Unit extends Span {
  /** The same for spellings that differ only in case, width, accents or ligatures. */
  readonly fold: string;
  /** Whether it is a word, a number or a placeholder, not a sign. */
  readonly content: boolean;
}

/** A place for a mention: a span of the text, and the run of words, numbers and placeholders in it, by their numbers. */
export interface Candidate extends Span {
  readonly firstWord: number;
  /** One past the last. */
  readonly endWord: number;
  readonly alignment: Alignment;
  /** How much the place is like the mention; up to 1,000 for the same characters. */
  readonly weight: number;
  /** Whether a word differs from that of the mention by a plural or a slip. */
  readonly changed?: boolean;
  /** Whether all words of the place are in the mention, function words aside. */
  readonly whole: boolean;
  /** The parts of a mention with gaps, in order; the span is from the first to the last. */
  readonly parts?: readonly Span[];
}

/** A text, cut up and indexed once for all mentions. */
export interface Indexed {
  readonly text: string;
  readonly units: readonly Unit[];
  /** Words, numbers and placeholders. */
  readonly words: readonly Unit[];
  /** For each word, which of the units it is. */
  readonly unitOf: Int32Array;
  readonly byFold: ReadonlyMap<string, readonly number[]>;
  /** The folds of all words, run together. */
  readonly letters: string;
  /** For each offset of `letters`, and its end, the word that starts there; -1 within words. */
  readonly wordAt: Int32Array;
  /** Where units of the text start, and where they end. */
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

/** No placeholder is longer, in code units. */
const LONGEST_PLACEHOLDER = 200;

/** The placeholders of a de-identified text, `[**…**]`, in order. Linear, also where brackets do not match. */
export function placeholdersOf(text: string): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (;;) {
    const close = text.indexOf('**]', from);
    if (close < 0) return found;
    const end = close + 3;
    const least = Math.max(from, end - LONGEST_PLACEHOLDER);
    // The last opening before the end: what else opened before it was never closed.
    const open = text.slice(least, close).lastIndexOf('[**');
    if (open >= 0) found.push({ start: least + open, end });
    from = end;
  }
}

const greek: ReadonlyMap<string, string> = new Map([
  ['α', 'alpha'],
  ['β', 'beta'],
  ['γ', 'gamma'],
  ['δ', 'delta'],
  ['κ', 'kappa'],
  ['λ', 'lambda'],
]);

/**
 * Folds a word or number: "İ" and "i", "ß" and "SS", "ﬁ" and "fi", "é" and "e", "β" and "beta", "Crohn's" and "Crohns",
 * "1,200" and "1200" become the same. May change its length.
 */
export function foldWord(word: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(word);
  const letters = isPlain
    ? word
    : word.normalize('NFKD').toUpperCase().normalize('NFKD').replace(/\p{M}/gu, '');
  const fold = letters.toLowerCase().replace(/['’]/g, '');
  if (/^\d{1,3}(?:,\d{3})+$/.test(fold)) return fold.replace(/,/g, '');
  return greek.get(fold) ?? fold;
}

/** Cuts a de-identified text into units; offsets in UTF-16 code units. Everything but white space is in exactly one. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  const words = (start: number, end: number): void => {
    for (const token of tokenize(text.slice(start, end))) {
      // Raised and lowered digits are signs to the tokenizer: "SpO₂".
      const content = token.kind !== 'symbol' || /^\p{No}$/u.test(token.text);
      const fold = content ? foldWord(token.text) : token.text;
      units.push({ start: start + token.start, end: start + token.end, fold, content });
    }
  };
  let at = 0;
  for (const { start, end } of placeholdersOf(text)) {
    words(at, start);
    const fold = text.slice(start, end).toLowerCase().replace(/\s+/g, ' ');
    units.push({ start, end, fold, content: true });
    at = end;
  }
  words(at, text.length);
  return units;
}

/** Indexes a de-identified text. Linear. */
export function indexed(text: string): Indexed {
  const units = unitsOf(text);
  const words = units.filter((unit) => unit.content);
  const unitOf = new Int32Array(words.length);
  let word = 0;
  for (const [i, unit] of units.entries()) if (unit.content) unitOf[word++] = i;
  const letters = words.map(({ fold }) => fold).join('');
  const wordAt = new Int32Array(letters.length + 1).fill(-1);
  const byFold = new Map<string, number[]>();
  let at = 0;
  for (const [i, { fold }] of words.entries()) {
    wordAt[at] = i;
    at += fold.length;
    const places = byFold.get(fold);
    if (places) places.push(i);
    else byFold.set(fold, [i]);
  }
  wordAt[at] = words.length;
  const starts = new Set(units.map((unit) => unit.start));
  const ends = new Set(units.map((unit) => unit.end));
  return { text, units, words, unitOf, byFold, letters, wordAt, starts, ends };
}

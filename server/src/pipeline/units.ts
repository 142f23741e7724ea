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
}

/** A text, cut up and indexed once for all mentions. */
export interface Indexed {
  readonly text: string;
  /** Words, numbers and placeholders. */
  readonly words: readonly Unit[];
  readonly byFold: ReadonlyMap<string, readonly number[]>;
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

/** Folds a word: "İ" and "i", "ß" and "SS", "ﬁ" and "fi", "é" and "e" become the same. May change its length. */
export function foldWord(word: string): string {
  if (/^[\x20-\x7e]*$/.test(word)) return word.toLowerCase();
  return word.normalize('NFKD').toUpperCase().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Cuts a de-identified text into units; offsets in UTF-16 code units. Everything but white space is in exactly one. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  const words = (start: number, end: number): void => {
    for (const token of tokenize(text.slice(start, end))) {
      const content = token.kind !== 'symbol';
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

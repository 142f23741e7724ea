import type { Span } from '../note/span';
import { Gap, type Lexeme } from './words/lexer';
import { Flag, flagsOf, looksClinical } from './words/lexicon';
import { riskyFlags } from './words/risky-flags';
import { Safe, safetyOf } from './words/safe-words';
import { foldAccents } from './words/word';

/** A name hidden in a longer word is looked for from so many letters on; a short one only where the word starts or ends. */
const SHORTEST = 5;
const SHORT = 6;
/** Hostile notes could hold thousands of names that start alike; a person's do not. */
const MOST_ALIKE = 64;

/** Parts of names that tell of a person wherever they stand: unknown to English and medicine, or rare. */
export interface TellingNames {
  readonly size: number;
  /** Whether a word is such a part, or hides one, as "vexhammero" does. @param lower without accents */
  readonly within: (lower: string) => boolean;
}

/** Whether a part of a name may be looked for within other words. @param lower without accents */
export const isTellingPart = (lower: string): boolean =>
  lower.length >= SHORTEST &&
  (flagsOf(lower) & riskyFlags) === 0 &&
  !looksClinical(lower) &&
  (safetyOf(lower, 0) & (Safe.word | Safe.name)) !== Safe.word;

/** The telling ones of some parts. Asking takes time by the length of the word. @param parts in small letters, without accents */
export function tellingNames(parts: Iterable<string>): TellingNames {
  const byHead = new Map<string, string[]>();
  const heads = new Uint8Array(1024);
  let size = 0;
  for (const part of parts) {
    if (!isTellingPart(part)) continue;
    const head = part.slice(0, SHORTEST);
    const alike = byHead.get(head) ?? [];
    if (alike.length >= MOST_ALIKE) continue;
    byHead.set(head, [...alike, part]);
    heads[slot(part, 0)] = 1;
    size++;
  }
  const within = (lower: string): boolean => {
    for (let at = 0; at + SHORTEST <= lower.length; at++) {
      if (heads[slot(lower, at)] === 0) continue;
      for (const part of byHead.get(lower.slice(at, at + SHORTEST)) ?? []) {
        if (!lower.startsWith(part, at)) continue;
        if (part.length === lower.length) return true;
        const atEdge = at === 0 || at + part.length === lower.length;
        if ((atEdge || part.length > SHORT) && isUnknown(lower)) return true;
      }
    }
    return false;
  };
  return { size, within };
}

const slot = (text: string, at: number): number =>
  (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 7 + text.charCodeAt(at + 2)) & 1023;

/** "Indiana" hides no Diana. */
const isUnknown = (lower: string): boolean => safetyOf(lower, flagsOf(lower)) === 0 && !looksClinical(lower);

const broken = '(?:[-‐‑=][ \\t]{0,4}\\r?\\n[ \\t]{0,8}|&(?:shy|zwn?j|#173|#xad);|[\\u200c\\u200d\\ufeff])';
const breaks = new RegExp(broken, 'gi');
const mayBreak = new RegExp(broken, 'i');
const letters = '[\\p{L}\\p{M}\\u00ad]+';
const brokenWord = new RegExp(`(?<![\\p{L}\\p{M}])${letters}(?:${broken}${letters})+`, 'giu');

/**
 * Where words hide a telling name: within a longer one, cut at the end of a line, written with spaces between the
 * letters. UTF-16 code units of the text.
 */
export function hiddenNames(
  text: string,
  lexemes: readonly Lexeme[],
  { size, within }: TellingNames,
): Span[] {
  if (size === 0) return [];
  const found: Span[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word') continue;
    const { length } = lexeme.lower;
    if (length === 1) {
      const end = spelledEnd(lexemes, i);
      if (end - i < SHORTEST) continue;
      const singles = lexemes.slice(i, end);
      const joined = singles.map(({ kind, lower }) => (kind === 'word' ? lower : '')).join('');
      if (within(joined)) found.push({ start: lexeme.start, end: (lexemes[end - 1] as Lexeme).end });
      i = end - 1;
    } else if (length >= SHORTEST && !(lexeme.flags & Flag.safe) && within(lexeme.lower)) {
      // An everyday word tells of nobody, nor does it hide anybody.
      found.push(withInitial(lexemes, i));
    }
  }
  if (mayBreak.test(text)) {
    for (const { 0: word, index } of text.matchAll(brokenWord)) {
      const pieces = word.split(breaks).map(foldAccents);
      if (!pieces.some(within) && within(pieces.join('')))
        found.push({ start: index, end: index + word.length });
    }
  }
  return found;
}

/** Where a run of single letters ends, with single signs between them: "Q u a r", "Q-u-a-r". */
function spelledEnd(lexemes: readonly Lexeme[], from: number): number {
  let end = from + 1;
  for (;;) {
    const next = lexemes[end]?.kind === 'symbol' ? end + 1 : end;
    const letter = lexemes[next];
    if (letter?.kind !== 'word' || letter.lower.length !== 1) return end;
    if (next === end && letter.gap === Gap.none) return end;
    end = next + 1;
  }
}

/** "o.vexhammer", "quarfington_z": with the initial that is joined to it. */
function withInitial(lexemes: readonly Lexeme[], i: number): Span {
  const word = lexemes[i] as Lexeme;
  const isInitial = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
    lexeme?.kind === 'word' && lexeme.lower.length === 1;
  const [letter, mark] = [lexemes[i - 2], lexemes[i - 1]];
  const [behind, last] = [lexemes[i + 1], lexemes[i + 2]];
  const before =
    word.gap === Gap.none && mark?.gap === Gap.none && /^[._-]$/.test(mark.text) && isInitial(letter);
  const after =
    behind?.gap === Gap.none && /^[_-]$/.test(behind.text) && last?.gap === Gap.none && isInitial(last);
  return { start: before ? letter.start : word.start, end: after ? last.end : word.end };
}

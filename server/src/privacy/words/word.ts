import { detached } from '../../note/detached';
import { cuesOf, flagsOf, type Phrase, phrases } from './lexicon';

/** How a word is written. */
export type Writing = 'lower' | 'capital' | 'capitals' | 'mixed';

/** Latin letters in another dress: of full width, as in mathematics, joined. */
const dressed = /[\uff41-\uff5a\ufb00-\ufb06\u{1d400}-\u{1d7ff}]/gu;

/** Lower case without accents, for looking up; other scripts stay as they are. */
export function foldAccents(text: string): string {
  const lower = text.toLowerCase();
  for (let i = 0; i < lower.length; i++) {
    if (lower.charCodeAt(i) < 0x80) continue;
    return lower
      .normalize('NFD')
      .replace(/[\p{M}\u00ad\u200b\u2060]+/gu, '')
      .replace(/’/g, "'")
      .replace(/ł/g, 'l')
      .replace(/ø/g, 'o')
      .replace(/ß/g, 'ss')
      .replace(dressed, (letter) => letter.normalize('NFKD').toLowerCase());
  }
  return lower;
}

function writingOf(text: string): Writing {
  const lower = text.toLowerCase();
  if (text === lower) return 'lower';
  if (text.length > 1 && text === text.toUpperCase()) return 'capitals';
  const first = text.charAt(0);
  if (first === first.toLowerCase()) return 'mixed';
  return text.slice(1) === lower.slice(1) ? 'capital' : 'mixed';
}

/** What is known of a word as it is written. */
export interface Word {
  readonly text: string;
  readonly lower: string;
  readonly writing: Writing;
  readonly mixed: boolean;
  readonly flags: number;
  readonly cues: number;
  /** The phrases that it ends. */
  readonly ends: readonly Phrase[] | undefined;
}

// What was worked out for a word as written: notes repeat their words.
const words = new Map<string, Word>();
const MEMORY = 50_000;

// Before it, the word last met of every hash: nothing is cut out of the text to know it again.
const met: (Word | undefined)[] = new Array(1 << 14).fill(undefined);

/** The word from one offset of a text to another. */
export function wordOf(text: string, start: number, end: number): Word {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  const slot = (hash ^ (hash >>> 13)) & (met.length - 1);
  const known = met[slot];
  if (known !== undefined && known.text.length === end - start && isAt(known.text, text, start)) return known;
  const written = text.slice(start, end);
  let word = words.get(written);
  if (word === undefined) {
    if (words.size >= MEMORY) words.clear();
    // What is remembered must not hold the block that the word was cut from.
    word = makeWord(detached(written));
    words.set(word.text, word);
  }
  met[slot] = word;
  return word;
}

function isAt(word: string, text: string, start: number): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

function makeWord(text: string): Word {
  const lower = foldAccents(text);
  return {
    text,
    lower,
    writing: writingOf(text),
    mixed: /\d/.test(text),
    flags: flagsOf(lower),
    cues: cuesOf(lower),
    ends: phrases.get(lower),
  };
}

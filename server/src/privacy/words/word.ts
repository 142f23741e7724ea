import { detached } from '../../note/detached';
import { cuesOf, flagsOf, type Phrases, phrases, traitsOf } from './lexicon';
import { safetyOf } from './safe-words';
import { wordTable } from './word-table';

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

export type Kind = 'word' | 'number' | 'symbol';

/** What is known of a word, a number or a symbol as it is written; of the latter two, next to nothing. */
export interface Word {
  readonly kind: Kind;
  readonly text: string;
  readonly lower: string;
  readonly writing: Writing;
  readonly mixed: boolean;
  readonly flags: number;
  readonly cues: number;
  /** What the list of safe words alone says of it, as bits of `Safe`. */
  readonly safety: number;
  /** As bits of `Trait`. */
  readonly traits: number;
  /** The phrases that it ends, by the word before it. */
  readonly ends: Phrases | undefined;
}

/** A number that is longer comes but once. */
const SHORT = 4;

const remembered = wordTable(makeWord);

/** What stands between two offsets of a text. @param units the code units of the text */
export const wordOf: typeof remembered = (text, units, start, end, kind) =>
  kind === 'number' && end - start > SHORT
    ? bare(text.slice(start, end), kind, 0)
    : remembered(text, units, start, end, kind);

const bare = (text: string, kind: Kind, safety: number): Word => ({
  kind,
  text,
  lower: text,
  writing: 'lower',
  mixed: false,
  flags: 0,
  cues: 0,
  safety,
  traits: 0,
  ends: undefined,
});

/**
 * The one string that the engine keeps for a text, as for names of properties: it compares at a glance, and what is
 * remembered does not hold the block that it was cut from.
 */
function unique(text: string): string {
  const names: Record<string, undefined> = Object.create(null);
  names[detached(text)] = undefined;
  return Object.keys(names)[0] ?? text;
}

function makeWord(written: string, kind: Kind): Word {
  const text = unique(written);
  if (kind !== 'word') return bare(text, kind, safetyOf(text, 0));
  const folded = foldAccents(text);
  const lower = folded === text ? text : unique(folded);
  return {
    kind,
    text,
    lower,
    writing: writingOf(text),
    mixed: /\d/.test(text),
    flags: flagsOf(lower),
    cues: cuesOf(lower),
    safety: safetyOf(lower, 0),
    traits: traitsOf(lower),
    ends: phrases.get(lower),
  };
}

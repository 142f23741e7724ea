import { fullYear, monthOf, rangeOf, readDate } from '../calendar';
import { isSuffix } from '../finders/names/person';
import type { Identifier } from '../identifiers';
import { has, lex } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { foldAccents } from '../words/word';

// What of an identifier may not be in a text that leaves, in whatever writing.

/** A text as it is compared: its words and numbers, folded, without what parts them. */
export interface Compact {
  readonly tokens: readonly string[];
  /** All of them in one, and where each starts; one more at the end. */
  readonly joined: string;
  readonly edges: readonly number[];
  /** Whether a token follows the one before it on the same line, without a sign between them. */
  readonly follows: readonly boolean[];
}

/** Stands for a placeholder, and joins nothing. */
export const MASK = '\u0001';

const token = new RegExp(`[\\p{L}\\p{M}]+|\\p{Nd}+|${MASK}`, 'gu');
const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
};

/** Without case, accents, widths, ligatures and what has no width. */
function fold(text: string): string {
  const folded = foldAccents(text);
  for (let i = 0; i < folded.length; i++) {
    if (folded.charCodeAt(i) < 0x80) continue;
    return foldAccents(folded.normalize('NFKD'))
      .replace(/\u200c|\u200d|\ufeff/g, '')
      .replace(/[æœðđþıħ]/g, (letter) => letters[letter] as string);
  }
  return folded;
}

/** Cuts a text; `skip` leaves out tokens, as if they were not there. */
export function compact(text: string, skip?: (token: string) => boolean): Compact {
  const tokens: string[] = [];
  const edges: number[] = [];
  const follows: boolean[] = [];
  let joined = '';
  let end = 0;
  const folded = fold(text);
  for (const { 0: found, index } of folded.matchAll(token)) {
    if (skip?.(found)) continue;
    follows.push(end > 0 && !/[^ \t\u00a0]/.test(folded.slice(end, index)));
    end = index + found.length;
    tokens.push(found);
    edges.push(joined.length);
    joined += found;
  }
  edges.push(joined.length);
  return { tokens, joined, edges, follows };
}

/** Below this many digits a number is not telling: the year of a study, a dose, the last digits of anything. */
const TELLING = 5;
/** Numbers up to this long must stand in one piece or as they were written: "2 9999" is not the ZIP code 29999. */
const ONE_PIECE = 6;
/** The shortest and the longest form. */
const SHORTEST = 4;
const LONGEST = 200;
/** Parts of a name that are taken two by two, at most. */
const MOST_PARTS = 8;

/** So many digits are never the same by chance. */
const UNIQUE = 7;

/** What is refused in any writing: joined tokens, and how a short number must be cut, if it must. */
export interface Form {
  readonly text: string;
  readonly cut: string | undefined;
  /** Identifies wherever it stands: where the finder left it, it was overlooked. */
  readonly unique: boolean;
}

/** How tokens are cut: their lengths. */
export const cutOf = (lengths: readonly number[]): string => lengths.join(' ');

/** Every two parts of a name, either one first. */
function nameForms(text: string): string[] {
  const parts = lex(text)
    .filter((l) => l.kind === 'word' && !has(l, Flag.particle) && !isSuffix(l.lower))
    .map((l) => compact(l.text).joined)
    .filter((part) => part.length > 1)
    .slice(0, MOST_PARTS);
  return parts.flatMap((one, i) => parts.flatMap((other, j) => (i === j ? [] : [one + other])));
}

/** The forms in which an identifier is refused; none if it is too common to be one. */
export function formsOf({ category, kind }: Identifier, text: string): readonly Form[] {
  const { tokens, joined } = compact(text);
  const digits = joined.replace(/\P{Nd}/gu, '');
  const texts = ((): readonly string[] => {
    switch (category) {
      case 'NAME': {
        // Of what strict mode does not know, the words may be any: they are a name in their order alone.
        if (kind === 'initials' || (kind === 'unknown' && tokens.length < 2)) return [];
        const pairs = kind === 'unknown' ? [joined] : nameForms(text);
        return pairs.length > 0 ? [joined, ...pairs] : [];
      }
      case 'LOCATION':
        if (kind === 'zip') return digits.length >= TELLING ? [joined] : [];
        return tokens.length > 1 ? [joined] : [];
      case 'DATE':
        // A date with its year; a day or a month alone is in every text.
        return digits.length >= TELLING ||
          (digits.length >= 3 && /\p{L}{3}/u.test(text) && /\d{4}/.test(text) && kind !== 'season')
          ? [joined]
          : [];
      case 'AGE':
        return [];
      case 'EMAIL':
      case 'URL':
        return [joined];
      default: {
        if (digits.length < TELLING && (joined.length < TELLING || !/\p{L}/u.test(joined))) return [];
        // Without the zeros that fill it up, without the code of the country.
        const plain = joined.replace(/^(?:0+|1(?=\d{10}$))/, '');
        return plain.length >= TELLING ? [joined, plain] : [joined];
      }
    }
  })();
  return [...new Set(texts)]
    .filter((form) => form.length >= SHORTEST && form.length <= LONGEST)
    .map((form) => ({
      text: form,
      unique:
        category === 'EMAIL' ||
        (kind !== 'unknown' &&
          /^(?:SSN|MRN|PHONE|ID|IP)$/.test(category) &&
          form.replace(/\P{Nd}/gu, '').length >= UNIQUE),
      cut:
        form.length <= ONE_PIECE && /^\p{Nd}+$/u.test(form)
          ? cutOf(form === joined ? tokens.map(({ length }) => length) : [form.length])
          : undefined,
    }));
}

const keyOf = (year: number, month: number, day: number): string => `${year}-${month}-${day}`;

/** The days that a date with its year may be, in either order. */
export function daysOf({ category }: Identifier, text: string): readonly string[] {
  if (category !== 'DATE') return [];
  const { from, to } = rangeOf(text) ?? { from: text, to: undefined };
  return [from, to].flatMap((date) =>
    [false, true].flatMap((dayFirst) => {
      const { year, month, day } = (date !== undefined && readDate(date, dayFirst)) || {};
      return year === undefined || month === undefined || day === undefined ? [] : [keyOf(year, month, day)];
    }),
  );
}

const filler = /^(?:st|nd|rd|th|of|the)$/;
export const isFiller = (found: string): boolean => filler.test(found);

/**
 * The days that tokens may name, in whatever notation, and how many tokens each takes.
 * @param tokens without fillers
 */
export function daysAt(tokens: readonly string[], i: number): readonly { day: string; length: number }[] {
  const a = tokens[i] as string;
  const month = monthOf(a);
  if (month === 0 && !/^\d/.test(a)) return [];
  const [b = '', c = ''] = [tokens[i + 1], tokens[i + 2]];
  const found: { day: string; length: number }[] = [];
  const add = (length: number, year: string, of: number, day: string): void => {
    if (of >= 1 && of <= 12 && /^\d{1,2}$/.test(day) && /^(?:\d{2}|\d{4})$/.test(year))
      found.push({ day: keyOf(fullYear(year), of, Number(day)), length });
  };
  const number = (text: string): number => (/^\d{1,2}$/.test(text) ? Number(text) : 0);
  if (/^\d{8}$/.test(a)) {
    add(1, a.slice(0, 4), Number(a.slice(4, 6)), a.slice(6));
    add(1, a.slice(4), Number(a.slice(0, 2)), a.slice(2, 4));
    add(1, a.slice(4), Number(a.slice(2, 4)), a.slice(0, 2));
  } else if (/^\d{4}$/.test(a)) add(3, a, number(b) || monthOf(b), c);
  else if (/^\d{1,2}$/.test(a)) {
    add(3, c, number(a), b);
    add(3, c, number(b) || monthOf(b), a);
  } else add(3, c, month, b);
  return found;
}

/** Whether a single word of a name, or of a place of one word, is refused: not if it is an everyday word besides. */
const isTelling = (word: string): boolean => {
  const [lexeme] = lex(word);
  return (
    word.length > 2 &&
    lexeme !== undefined &&
    !isFunctionWord(lexeme.lower) &&
    !has(lexeme, Flag.safe | Flag.month | Flag.weekday | Flag.eponymHead | Flag.generic)
  );
};

/** The words of a name, as they are written, that are refused by themselves; that of a place with one word. */
export function singlesOf({ category, kind }: Identifier, text: string): readonly string[] {
  if (category !== 'NAME' && category !== 'LOCATION') return [];
  if (kind === 'initials') return [];
  const words = lex(text).flatMap((lexeme) => (lexeme.kind === 'word' ? [lexeme.text] : []));
  return category === 'LOCATION' && words.length > 1 ? [] : words.filter(isTelling);
}

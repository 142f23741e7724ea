import { tokenize } from '../server/src/note/tokens';

export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T | undefined;
  shuffle<T>(items: readonly T[]): T[];
}

/** A generator of pseudo-random numbers that gives the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)],
    shuffle: (items) => {
      const list = [...items];
      for (let i = list.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]];
      }
      return list;
    },
  };
}

/** How the words of one mention change; the same words where the kind does not apply. */
export type Slip = (text: string, random: Random) => string;

/** Changes one word of at least so many letters. */
export function inOneWord(
  text: string,
  least: number,
  random: Random,
  change: (word: string) => string,
): string {
  const words = tokenize(text).filter(({ kind, text: word }) => kind === 'word' && word.length >= least);
  const word = random.pick(words);
  return word ? text.slice(0, word.start) + change(word.text) + text.slice(word.end) : text;
}

const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

export const caseSlip: Slip = (text, random) =>
  random.pick([text.toLowerCase(), text.toUpperCase(), text.replace(/\S+/g, title)]) ?? text;

export const pluralSlip: Slip = (text) =>
  text.replace(/([A-Za-z]{3,})$/, (word) => {
    if (/ss$|us$|is$/.test(word)) return /is$/.test(word) ? word.replace(/is$/, 'es') : `${word}es`;
    if (/s$/.test(word)) return word.slice(0, -1);
    if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
    return /(?:x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  });

export const determinerSlip: Slip = (text, random) => {
  const dropped = text.replace(/^(?:the|a|an|his|her|this|that|some|any|their) /i, '');
  return dropped === text ? `${random.pick(['the', 'a', 'his', 'her', 'any'])} ${text}` : dropped;
};

export const hyphenSlip: Slip = (text, random) => {
  if (/\p{L}[-–/]\p{L}/u.test(text)) {
    const to = random.pick([' ', '', '-', '–']) ?? ' ';
    return text.replace(/(?<=\p{L})[-–](?=\p{L})/gu, to);
  }
  return /\p{L} \p{L}/u.test(text) ? text.replace(/(?<=\p{L}) (?=\p{L})/u, '-') : text;
};

export const typoSlip: Slip = (text, random) =>
  inOneWord(text, 4, random, (word) => {
    const at = random.below(word.length - 1);
    const [a, b] = [word.charAt(at), word.charAt(at + 1)];
    const [before, after] = [word.slice(0, at), word.slice(at + 2)];
    return random.pick([before + b + a + after, before + b + after, before + a + a + b + after]) ?? word;
  });

export const middleSlip: Slip = (text, random) => {
  const words = text.split(' ');
  if (words.length < 3) return text;
  words.splice(1 + random.below(words.length - 2), 1);
  return words.join(' ');
};

export const unicodeSlip: Slip = (text, random) =>
  random.pick([
    () => text.normalize('NFD'),
    () => text.replace(/ /g, '\u00a0'),
    () => text.replace(/'/g, '’').replace(/-/g, '‑'),
    () => text.replace(/fi/g, 'ﬁ').replace(/fl/g, 'ﬂ'),
    () => text.replace(/[A-Za-z0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  ])?.() ?? text;

export const breakSlip: Slip = (text, random) =>
  text.replace(/ /g, () => random.pick(['\n', ' ', '  ', '\n  ']) ?? ' ');

export const decorationSlip: Slip = (text, random) =>
  random.pick([
    `**${text}**`,
    `"${text}"`,
    `${text}.`,
    `“${text}”`,
    `'${text}'`,
    `- ${text}`,
    `${text},`,
    `*${text}*`,
  ]) ?? text;

/** All of them. */
export const everySlip: readonly Slip[] = [
  caseSlip,
  pluralSlip,
  determinerSlip,
  hyphenSlip,
  typoSlip,
  middleSlip,
  unicodeSlip,
  breakSlip,
  decorationSlip,
];

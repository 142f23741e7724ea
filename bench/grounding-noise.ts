import { tokenize } from '../server/src/note/tokens';
import { foldWord } from '../server/src/pipeline/units';
import { stemOf } from '../server/src/pipeline/words';
import type { GoldMention, GoldWindow } from './grounding-windows';

/** A mention as the noisy model gives it; without gold, it is an invention. */
export interface Answered {
  readonly text: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly gold: GoldMention | undefined;
}

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

/** A kind of noise, and whether it keeps the order and number of the mentions. */
export interface Noise {
  readonly name: string;
  readonly keepsOrder: boolean;
  /** Whether mentions with the same words stand for one another, since nothing tells them apart. */
  readonly swaps?: true;
  answer(window: GoldWindow, random: Random, others: readonly GoldWindow[]): Answered[];
}

export const answered = (gold: GoldMention, text = gold.text): Answered => ({
  text,
  type: gold.type,
  attributes:
    gold.assertion === undefined || gold.assertion === 'present' ? {} : { Assertion: gold.assertion },
  gold,
});

/** A kind that changes words only. */
export const slips = (name: string, slip: Slip): Noise => ({
  name,
  keepsOrder: true,
  answer: ({ gold }, random) => gold.map((one) => answered(one, slip(one.text, random))),
});

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

const every: readonly Slip[] = [
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

const empty = new Set(
  'a an the his her their its this that some any of in on at to for with and or'.split(' '),
);

/** The words of a text, but for function words, as whatever spells them alike, a space around each. */
export const foldedWords = (text: string): string =>
  ` ${tokenize(text)
    .filter(({ kind, lower }) => kind !== 'symbol' && !empty.has(lower))
    .map(({ text: word }) => stemOf(foldWord(word)))
    .join(' ')} `;

/** Mentions with inventions put in at random places, one for every five. */
export function withInvented(
  window: GoldWindow,
  random: Random,
  invent: () => { text: string; type: string } | undefined,
): Answered[] {
  const answer: Answered[] = window.gold.map((one) => answered(one));
  const folded = foldedWords(window.text);
  const letters = folded.replace(/ /g, '');
  for (let n = Math.ceil(window.gold.length / 5); n > 0; n--) {
    const made = invent();
    if (
      !made ||
      foldedWords(made.text).trim() === '' ||
      letters.includes(foldedWords(made.text).replace(/ /g, ''))
    )
      continue;
    answer.splice(random.below(answer.length + 1), 0, { ...made, attributes: {}, gold: undefined });
  }
  return answer;
}

const wordsOf = (text: string): string => foldedWords(text).trim();

/** The mentions with those left out of which another with the same words stays. */
function withoutRepeats(
  gold: readonly GoldMention[],
  random: Random,
  leaveOut: () => boolean,
): GoldMention[] {
  const stays = new Map<string, GoldMention>();
  for (const one of random.shuffle(gold)) stays.set(wordsOf(one.text), one);
  return gold.filter((one) => stays.get(wordsOf(one.text)) === one || !leaveOut());
}

const anyOther = (
  window: GoldWindow,
  random: Random,
  others: readonly GoldWindow[],
): GoldMention | undefined => {
  const other = random.pick(others.filter((one) => one !== window && one.corpus === window.corpus));
  return other && random.pick(other.gold);
};

/** Noise of the kinds that the grounding was made for. */
export const noises: readonly Noise[] = [
  slips('no noise', (text) => text),
  slips('case', caseSlip),
  slips('plural or singular', pluralSlip),
  slips('determiner dropped or added', determinerSlip),
  slips('hyphen or space changed', hyphenSlip),
  slips('typing error', typoSlip),
  slips('middle word missing', middleSlip),
  slips('Unicode forms', unicodeSlip),
  slips('line breaks', breakSlip),
  slips('decorations', decorationSlip),
  slips('mixed, half of the mentions', (text, random) =>
    random.next() < 0.5 ? text : (random.pick(every) as Slip)(text, random),
  ),
  {
    name: 'neighbours swapped',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }, random) => {
      const list = [...gold];
      for (let i = 0; i + 1 < list.length; i += 2) {
        if (random.next() < 0.3)
          [list[i], list[i + 1]] = [list[i + 1] as GoldMention, list[i] as GoldMention];
      }
      return list.map((one) => answered(one));
    },
  },
  {
    name: 'grouped by type',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }) =>
      [...gold].sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0)).map((one) => answered(one)),
  },
  {
    name: 'any order',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }, random) => random.shuffle(gold).map((one) => answered(one)),
  },
  {
    name: 'repeats left out, all but one',
    keepsOrder: false,
    answer: ({ gold }, random) => withoutRepeats(gold, random, () => true).map((one) => answered(one)),
  },
  {
    name: 'repeats left out, some',
    keepsOrder: false,
    answer: ({ gold }, random) =>
      withoutRepeats(gold, random, () => random.next() < 0.5).map((one) => answered(one)),
  },
  {
    name: 'repeats left out, any order',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }, random) =>
      random.shuffle(withoutRepeats(gold, random, () => random.next() < 0.5)).map((one) => answered(one)),
  },
  {
    name: 'repeats left out and mixed slips',
    keepsOrder: false,
    answer: ({ gold }, random) =>
      withoutRepeats(gold, random, () => random.next() < 0.5).map((one) =>
        answered(one, random.next() < 0.5 ? one.text : (random.pick(every) as Slip)(one.text, random)),
      ),
  },
  {
    name: 'invented, from other notes',
    keepsOrder: true,
    answer: (window, random, others) => withInvented(window, random, () => anyOther(window, random, others)),
  },
  {
    name: 'invented, near misses',
    keepsOrder: true,
    answer: (window, random, others) =>
      withInvented(window, random, () => {
        // A mention of the note with one word out of another note's, or with one more.
        const [one, other] = [random.pick(window.gold), anyOther(window, random, others)];
        const stranger = random.pick(
          (other?.text ?? '').split(' ').filter((word) => /\p{L}{4}|\p{N}/u.test(word)),
        );
        if (!one || !stranger) return undefined;
        const words = one.text.split(' ');
        words.splice(random.below(words.length), words.length > 1 && random.next() < 0.6 ? 1 : 0, stranger);
        return { text: words.join(' '), type: one.type };
      }),
  },
  {
    name: 'abbreviations expanded wrongly',
    keepsOrder: false,
    answer: ({ gold }, random) =>
      gold.map((one) =>
        answered(
          one,
          one.text.replace(/\b[A-Z]{2,4}\b/g, (short) =>
            [...short]
              .map((c) => random.pick(expansions.filter((w) => w.startsWith(c.toLowerCase()))) ?? c)
              .join(' '),
          ),
        ),
      ),
  },
];

const expansions =
  'acute bilateral cardiac chronic disease duct ejection effusion fever fracture gastric heart infarct injury joint kidney lung left mitral motor nerve node oral output pain pulmonary quality renal rate scan stenosis tissue tract ulcer urine vein valve wall xylose yield zone'.split(
    ' ',
  );

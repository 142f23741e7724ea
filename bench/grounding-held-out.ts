import { tokenize } from '../server/src/note/tokens';
import { answered, foldedWords, type Noise, slips, withInvented } from './grounding-noise';
import {
  caseSlip,
  decorationSlip,
  determinerSlip,
  hyphenSlip,
  inOneWord,
  pluralSlip,
  type Random,
  type Slip,
  typoSlip,
} from './grounding-slips';
import type { GoldMention } from './grounding-windows';

const keys: Readonly<Record<string, string>> = {
  a: 's',
  b: 'v',
  c: 'x',
  d: 'f',
  e: 'r',
  f: 'g',
  g: 'h',
  h: 'j',
  i: 'o',
  l: 'k',
  m: 'n',
  n: 'b',
  o: 'p',
  p: 'l',
  r: 't',
  s: 'd',
  t: 'y',
  u: 'i',
  v: 'c',
  y: 'u',
};

const nextKey: Slip = (text, random) =>
  inOneWord(text, 6, random, (word) => {
    const at = 1 + random.below(word.length - 1);
    return word.slice(0, at) + (keys[word.charAt(at)] ?? word.charAt(at)) + word.slice(at + 1);
  });

const british: Slip = (text) =>
  /ae|oe|our|is(?:e|ation)/.test(text)
    ? text
        .replace(/ae|oe/g, 'e')
        .replace(/our\b/g, 'or')
        .replace(/is(e|ation)\b/g, 'iz$1')
    : text
        .replace(/(?<=h)em(?=[ao])/g, 'aem')
        .replace(/edema/g, 'oedema')
        .replace(/umor/g, 'umour')
        .replace(/iz(e|ation)\b/g, 'is$1');

const unpunctuated: Slip = (text) => text.replace(/[.,'’()]/g, '');

const spacedUnits: Slip = (text) =>
  /\d\p{L}/u.test(text) ? text.replace(/(?<=\d)(?=\p{L})/u, ' ') : text.replace(/(?<=\d) (?=\p{L})/u, '');

const labelled: Slip = (text, random) =>
  random.pick([
    `1. ${text}`,
    `${text};`,
    `<${text}>`,
    `\`${text}\``,
    `[${text}]`,
    `> ${text}`,
    `\u2022 ${text}`,
    `__${text}__`,
  ]) ?? text;

const hidden: Slip = (text, random) => {
  const at = 1 + random.below(Math.max(1, text.length - 1));
  const mark = random.pick(['\u200b', '\u00ad', '\u2060', '\ufeff']) ?? '';
  return text.slice(0, at) + mark + text.slice(at);
};

const escaped: Slip = (text, random) =>
  random.pick([
    () => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
    () => text.replace(/ and /g, ' & '),
    () => text.replace(/ with /g, ' w/ '),
    () => text.replace(/\//g, ' / '),
    () => text.replace(/ /g, '_'),
  ])?.() ?? text;

const shortened: Slip = (text) => {
  const words = text.split(' ');
  return words.length < 3 ? text : words.slice(0, -1).join(' ');
};

const both =
  (...list: readonly Slip[]): Slip =>
  (text, random) =>
    list.reduce((words, slip) => slip(words, random), text);

const other = (gold: readonly GoldMention[], random: Random): string => random.pick(gold)?.text ?? '';

/** Noise of kinds that the grounding was not made for; run to see what it is worth, not to better it. */
export const heldOut: readonly Noise[] = [
  slips('held out: a neighbouring key', nextKey),
  slips('held out: British and American', british),
  slips('held out: punctuation left away', unpunctuated),
  slips('held out: space before units', spacedUnits),
  slips('held out: labels and quotes', labelled),
  slips('held out: invisible characters', hidden),
  slips('held out: escapes and short forms', escaped),
  slips('held out: last word left away', shortened),
  slips('held out: case, plural and determiner', both(caseSlip, pluralSlip, determinerSlip)),
  slips('held out: typing error, hyphen, decoration', both(typoSlip, hyphenSlip, decorationSlip)),
  slips('held out: two typing errors', both(typoSlip, typoSlip)),
  {
    name: 'held out: alphabetic order',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }) =>
      [...gold].sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map((one) => answered(one)),
  },
  {
    name: 'held out: from the end to the start',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }) => [...gold].reverse().map((one) => answered(one)),
  },
  {
    name: 'held out: second half first',
    keepsOrder: false,
    swaps: true,
    answer: ({ gold }) => {
      const half = Math.floor(gold.length / 2);
      return [...gold.slice(half), ...gold.slice(0, half)].map((one) => answered(one));
    },
  },
  {
    name: 'held out: only first mentions',
    keepsOrder: false,
    answer: ({ gold }) => {
      const seen = new Set<string>();
      return gold.filter(({ text }) => !seen.has(text) && seen.add(text)).map((one) => answered(one));
    },
  },
  {
    name: 'held out: half of the mentions left out',
    keepsOrder: false,
    answer: ({ gold }, random) => gold.filter(() => random.next() < 0.5).map((one) => answered(one)),
  },
  {
    name: 'held out: one in ten left, with slips',
    keepsOrder: false,
    answer: ({ gold }, random) =>
      gold
        .filter(() => random.next() < 0.1)
        .map((one) =>
          answered(one, random.pick([caseSlip, pluralSlip, typoSlip])?.(one.text, random) ?? one.text),
        ),
  },
  {
    name: 'held out: invented, words of two mentions',
    keepsOrder: true,
    answer: (window, random) =>
      withInvented(window, random, () => {
        const [first] = other(window.gold, random).split(' ');
        const last = other(window.gold, random).split(' ').at(-1);
        return first && last && /\p{L}{3}/u.test(first) && /\p{L}{3}/u.test(last)
          ? { text: `${first} ${last}`, type: 'problem' }
          : undefined;
      }),
  },
  {
    name: 'held out: invented, another number or side',
    keepsOrder: true,
    answer: (window, random) =>
      withInvented(window, random, () => {
        const text = other(window.gold, random);
        const changed = text
          .replace(/\d/, (digit) => String((Number(digit) + 1 + random.below(8)) % 10))
          .replace(
            /\b(?:left|right|upper|lower)\b/i,
            (side) =>
              ({ left: 'right', right: 'left', upper: 'lower', lower: 'upper' })[side.toLowerCase()] ?? side,
          );
        return changed === text ? undefined : { text: changed, type: 'problem' };
      }),
  },
  {
    name: 'held out: invented, other notes with slips',
    keepsOrder: true,
    answer: (window, random, others) =>
      withInvented(window, random, () => {
        const text = other(random.pick(others)?.gold ?? [], random);
        const words = foldedWords(text).trim().split(' ');
        const known = new Set(foldedWords(window.text).split(' '));
        // Where all of its words are there, it may well be meant.
        if (words.every((word) => known.has(word)) || tokenize(text).length > 8) return undefined;
        return {
          text: random.pick([caseSlip, pluralSlip, typoSlip])?.(text, random) ?? text,
          type: 'problem',
        };
      }),
  },
];

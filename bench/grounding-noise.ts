import { tokenize } from '../server/src/note/tokens';
import { foldWord } from '../server/src/pipeline/units';
import { stemOf } from '../server/src/pipeline/words';
import {
  breakSlip,
  caseSlip,
  decorationSlip,
  determinerSlip,
  everySlip,
  hyphenSlip,
  middleSlip,
  pluralSlip,
  type Random,
  type Slip,
  typoSlip,
  unicodeSlip,
} from './grounding-slips';
import type { GoldMention, GoldWindow } from './grounding-windows';

/** A mention as the noisy model gives it; without gold, it is an invention. */
export interface Answered {
  readonly text: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly gold: GoldMention | undefined;
}

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

const empty = new Set(
  'a an the his her their its this that some any of in on at to for with and or'.split(' '),
);

/** The words of a text, but for function words, as whatever spells them alike, a space around each. */
export const foldedWords = (text: string): string =>
  ` ${tokenize(text)
    .filter(({ kind, lower }) => kind !== 'symbol' && !empty.has(lower))
    .map(({ text: word }) => stemOf(foldWord(word)))
    .join(' ')} `;

/** The letters of a text, without what spelling may differ in: spaces, hyphens, "tumour" and "tumor", "anaemia" and "anemia". */
const lettersOf = (text: string): string =>
  foldedWords(text).replace(/ /g, '').replace(/our/g, 'or').replace(/[ao]e/g, 'e');

/** Mentions with inventions put in at random places, one for every five. */
export function withInvented(
  window: GoldWindow,
  random: Random,
  invent: () => { text: string; type: string } | undefined,
): Answered[] {
  const answer: Answered[] = window.gold.map((one) => answered(one));
  const letters = lettersOf(window.text);
  for (let n = Math.ceil(window.gold.length / 5); n > 0; n--) {
    const made = invent();
    if (!made || foldedWords(made.text).trim() === '' || letters.includes(lettersOf(made.text))) continue;
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
    random.next() < 0.5 ? text : (random.pick(everySlip) as Slip)(text, random),
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
        answered(one, random.next() < 0.5 ? one.text : (random.pick(everySlip) as Slip)(one.text, random)),
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

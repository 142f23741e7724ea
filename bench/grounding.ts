import { ASSERTION, assertions } from '../server/src/annotation/schema';
import { type Span, slice } from '../server/src/note/span';
import { makeGrounder } from '../server/src/pipeline/grounding/grounding';
import { type Baseline, firstOccurrence, langextract } from './grounding-baselines';
import { heldOut } from './grounding-held-out';
import { type Answered, foldedWords, type Noise, noises } from './grounding-noise';
import { seeded } from './grounding-slips';
import { type GoldMention, type GoldWindow, goldWindows } from './grounding-windows';
import type { Row } from './table';

type Spans = readonly Span[];
type Way = (window: GoldWindow, mentions: readonly Answered[]) => (Spans | undefined)[];

const alone =
  (baseline: Baseline): Way =>
  ({ text }, mentions) =>
    baseline(text, mentions).map((span) => span && [span]);

const attributes = [{ name: ASSERTION, on: ['problem'], values: assertions, default: 'present' }];
/** Its mentions may have gaps. */
const GAPPED = 'maccrobat';

export const ours: Way = ({ corpus, text }, mentions) => {
  const found: (Spans | undefined)[] = mentions.map(() => undefined);
  const ground = makeGrounder(text, { attributes, discontinuous: corpus === GAPPED });
  for (const { index, spans } of ground(mentions).placed) found[index] = spans;
  return found;
};

/** What stands at the edges of a mention without being of it. */
const ahead = /^(?:[\s\p{P}]|(?:the|a|an|his|her|this|that|some|any|their)\s)+/iu;
const behind = /[\s\p{P}]+$/u;

/** Spans without what stands at their edges, unless nothing is left. */
const core = (text: string, spans: Spans): Spans =>
  spans.map((span) => {
    const whole = slice(text, span);
    const left = ahead.exec(whole)?.[0].length ?? 0;
    const right = behind.exec(whole.slice(left))?.[0].length ?? 0;
    const trimmed = { start: span.start + left, end: span.end - right };
    return trimmed.start < trimmed.end ? trimmed : span;
  });

const isSame = (a: Spans, b: Spans): boolean =>
  a.length === b.length && a.every(({ start, end }, i) => start === b[i]?.start && end === b[i]?.end);

const sizeOf = (spans: Spans): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);
const shared = (a: Spans, b: Spans): number =>
  a.reduce(
    (sum, x) => b.reduce((s, y) => s + Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start)), sum),
    0,
  );

/** On the right occurrence: at least half of what either covers is covered by both. */
const onOccurrence = (placed: Spans, gold: Spans): boolean => {
  const both = shared(placed, gold);
  return both * 2 >= sizeOf(placed) + sizeOf(gold) - both;
};

interface Count {
  all: number;
  right: number;
  /** Of the right ones, those with the gold's very ends, but for determiners and punctuation. */
  exact: number;
  wrong: number;
  held: number;
  invented: number;
  inventedPlaced: number;
}

const none = (): Count => ({ all: 0, right: 0, exact: 0, wrong: 0, held: 0, invented: 0, inventedPlaced: 0 });

function add(to: Count, from: Count): void {
  for (const key of Object.keys(to) as (keyof Count)[]) to[key] += from[key];
}

const known = new WeakMap<GoldMention, string>();
/** What mentions share that may stand for one another: words, type and assertion. */
function keyOf(gold: GoldMention): string {
  const key = known.get(gold) ?? `${gold.type} ${gold.assertion} ${foldedWords(gold.text)}`;
  known.set(gold, key);
  return key;
}

/** What became of one mention. */
export type Outcome = 'right' | 'other-ends' | 'wrong' | 'held' | 'invented-placed' | 'invented-held';

/** What became of a mention that was put on some spans, or on none. */
export function outcome(
  window: GoldWindow,
  noise: Noise,
  { gold }: Answered,
  spans: Spans | undefined,
): Outcome {
  if (!gold) return spans ? 'invented-placed' : 'invented-held';
  if (!spans) return 'held';
  // Where nothing else tells them apart, mentions with the same words stand for one another.
  const alike = noise.swaps ? window.gold.filter((one) => keyOf(one) === keyOf(gold)) : [gold];
  const placed = core(window.text, spans);
  const right = alike.map((one) => core(window.text, one.spans)).find((one) => onOccurrence(placed, one));
  return !right ? 'wrong' : isSame(placed, right) ? 'right' : 'other-ends';
}

function judged(window: GoldWindow, noise: Noise, answer: readonly Answered[], way: Way): Count {
  const placed = way(window, answer);
  const count = none();
  for (const [i, mention] of answer.entries()) {
    const found = outcome(window, noise, mention, placed[i]);
    if (mention.gold) count.all++;
    else count.invented++;
    if (found === 'right' || found === 'other-ends') count.right++;
    if (found === 'right') count.exact++;
    if (found === 'wrong') count.wrong++;
    if (found === 'held') count.held++;
    if (found === 'invented-placed') count.inventedPlaced++;
  }
  return count;
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '-' : (part / whole).toFixed(3).replace(/^0/, '');

const RIGHT = 0.98;
const WRONG = 0.003;
/** The other ways are slow: they are tried on every so manieth window. */
const BESIDE = 4;

/** What one kind of noise does to each way of grounding; adds to the totals of the corpora. */
function measure(
  noise: Noise,
  windows: readonly GoldWindow[],
  seed: number,
  totals: Map<string, Count>,
): Row {
  const [own, first, other] = [none(), none(), none()];
  for (const [n, window] of windows.entries()) {
    const answer = noise.answer(window, seeded(seed + n * 7_919), windows);
    const count = judged(window, noise, answer, ours);
    add(own, count);
    if (noise.keepsOrder) {
      const total = totals.get(window.corpus) ?? none();
      totals.set(window.corpus, total);
      add(total, count);
    }
    if (n % BESIDE !== 0) continue;
    add(first, judged(window, noise, answer, alone(firstOccurrence)));
    add(other, judged(window, noise, answer, alone(langextract)));
  }
  const beside = (count: Count): string =>
    `${share(count.right, count.all)}/${share(count.wrong, count.all)}${
      count.invented === 0 ? '' : `/${count.inventedPlaced} of ${count.invented} invented`
    }`;
  const inventions = own.invented === 0 ? '' : `, ${own.inventedPlaced} of ${own.invented} invented placed`;
  const goal = noise.keepsOrder ? `right ${RIGHT}, wrong ${WRONG}` : `wrong ${WRONG}`;
  return {
    what: noise.name,
    value: `right ${share(own.right, own.all)} (ends ${share(own.exact, own.right)}), wrong ${(own.wrong / own.all).toFixed(4)}, held ${share(own.held, own.all)}${inventions} (n=${own.all}); first ${beside(first)}, langextract ${beside(other)}`,
    goal: own.invented > 0 ? `${goal}, invented 0` : goal,
    met:
      own.wrong <= WRONG * own.all &&
      own.inventedPlaced === 0 &&
      (!noise.keepsOrder || own.right >= RIGHT * own.all),
  };
}

/**
 * Mentions with the noise of models put back on their spans: the share on the right occurrence, on a wrong one, and held
 * back; beside two other ways (right/wrong).
 */
export async function grounding(data: string): Promise<Row[]> {
  const windows = goldWindows(data);
  if (windows.length === 0) return [{ what: 'grounding', value: 'not measured: the corpora are not there' }];
  return [noises, heldOut].flatMap((kinds, part) => {
    const totals = new Map<string, Count>();
    const rows = kinds.map((noise, n) => measure(noise, windows, 20_260 + 1_000 * part + n, totals));
    const sums = [...totals].map(([corpus, { all, right, wrong }]) => ({
      what: `${corpus}, order kept${part === 1 ? ', held out' : ''}`,
      value: `right ${share(right, all)}, wrong ${(wrong / all).toFixed(4)} (n=${all})`,
    }));
    return [...rows, ...sums];
  });
}

import { ASSERTION, assertions } from '../server/src/annotation/schema';
import { type Span, slice } from '../server/src/note/span';
import { makeGrounder } from '../server/src/pipeline/grounding';
import { type Baseline, firstOccurrence, langextract } from './grounding-baselines';
import { type Answered, foldedWords, type Noise, noises, seeded } from './grounding-noise';
import { type GoldMention, type GoldWindow, goldWindows } from './grounding-windows';
import type { Row } from './table';

type Spans = readonly Span[];
type Way = (text: string, mentions: readonly Answered[]) => (Spans | undefined)[];

const alone =
  (baseline: Baseline): Way =>
  (text, mentions) =>
    baseline(text, mentions).map((span) => span && [span]);

const schema = {
  attributes: [{ name: ASSERTION, on: ['problem'], values: assertions, default: 'present' }],
  discontinuous: true,
};

const ours: Way = (text, mentions) => {
  const found: (Spans | undefined)[] = mentions.map(() => undefined);
  for (const { index, spans } of makeGrounder(text, schema)(mentions).placed) found[index] = spans;
  return found;
};

const ways = { ours, first: alone(firstOccurrence), langextract: alone(langextract) };

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

/** The gold that a mention may stand for: itself, and what has the same words, type and assertion. */
const alike = (window: GoldWindow, gold: GoldMention): readonly GoldMention[] =>
  window.gold.filter(
    (one) =>
      foldedWords(one.text) === foldedWords(gold.text) &&
      one.type === gold.type &&
      one.assertion === gold.assertion,
  );

function judge(
  window: GoldWindow,
  answer: readonly Answered[],
  way: Way,
  strict: boolean,
  count: Count,
  onWrong?: (mention: Answered, spans: Spans | undefined) => void,
): void {
  const placed = way(window.text, answer);
  for (const [i, mention] of answer.entries()) {
    const spans = placed[i];
    if (!mention.gold) {
      count.invented++;
      if (spans) count.inventedPlaced++;
      if (spans) onWrong?.(mention, spans);
      continue;
    }
    count.all++;
    if (!spans) {
      count.held++;
      onWrong?.(mention, spans);
      continue;
    }
    // In another order, mentions with the same words stand for one another.
    const right = (strict ? [mention.gold] : alike(window, mention.gold)).find((one) =>
      onOccurrence(core(window.text, spans), core(window.text, one.spans)),
    );
    if (!right) {
      count.wrong++;
      onWrong?.(mention, spans);
    } else {
      count.right++;
      if (isSame(core(window.text, spans), core(window.text, right.spans))) count.exact++;
    }
  }
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '-' : (part / whole).toFixed(3).replace(/^0/, '');

const RIGHT = 0.98;
const WRONG = 0.003;

/** What one kind of noise does to each way of grounding. */
export function measure(
  noise: Noise,
  windows: readonly GoldWindow[],
  seed: number,
  totals: Map<string, Count>,
): Row {
  const counts = { ours: none(), first: none(), langextract: none() };
  for (const [n, window] of windows.entries()) {
    const answer = noise.answer(window, seeded(seed + n * 7_919), windows);
    for (const name of ['ours', 'first', 'langextract'] as const) {
      const shown = process.env.SHOW === noise.name && name === 'ours';
      judge(
        window,
        answer,
        ways[name],
        noise.swaps !== true,
        counts[name],
        shown
          ? (mention, spans) =>
              console.log(
                window.corpus,
                mention.gold ? (spans ? 'WRONG' : 'held') : 'INVENTED',
                JSON.stringify(mention.text),
                '<-',
                JSON.stringify(mention.gold?.text),
                mention.gold?.spans.map((s) => s.start).join(),
                '=>',
                spans && JSON.stringify(spans.map((s) => slice(window.text, s))),
                spans?.map((s) => s.start).join(),
              )
          : undefined,
      );
    }
    if (noise.keepsOrder) {
      const total = totals.get(window.corpus) ?? none();
      totals.set(window.corpus, total);
      judge(window, answer, ours, true, total);
    }
  }
  const { ours: own, first, langextract: other } = counts;
  const beside = (count: Count): string =>
    `${share(count.right, count.all)}/${share(count.wrong, count.all)}`;
  const inventions =
    own.invented === 0
      ? ''
      : `; of ${own.invented} invented placed ${own.inventedPlaced} (${first.inventedPlaced}, ${other.inventedPlaced})`;
  const goal = noise.keepsOrder ? `right ${RIGHT}, wrong ${WRONG}` : `wrong ${WRONG}`;
  return {
    what: noise.name,
    value: `right ${share(own.right, own.all)} (ends ${share(own.exact, own.right)}), wrong ${(own.wrong / own.all).toFixed(4)}, held ${share(own.held, own.all)}; first ${beside(first)}, langextract ${beside(other)} (n=${own.all}${inventions})`,
    goal: own.invented > 0 ? `${goal}, invented 0` : goal,
    met:
      own.wrong <= WRONG * own.all &&
      own.inventedPlaced === 0 &&
      (!noise.keepsOrder || own.right >= RIGHT * own.all),
  };
}

/** Mentions with the noise of models put back on their spans, beside two other ways. */
export async function grounding(data: string): Promise<Row[]> {
  const windows = goldWindows(data);
  if (windows.length === 0) return [{ what: 'grounding', value: 'not measured: the corpora are not there' }];
  const totals = new Map<string, Count>();
  const only = process.env.SHOW;
  const rows = noises
    .filter((noise) => !only || noise.name === only)
    .map((noise, n) => measure(noise, windows, 20_260 + n, totals));
  for (const [corpus, { all, right, wrong }] of totals)
    rows.push({
      what: `${corpus}, order kept`,
      value: `right ${share(right, all)}, wrong ${(wrong / all).toFixed(4)} (n=${all})`,
    });
  return rows;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shippedTagger } from '../server/src/embedded/shipped-tagger';
import { ruleFeatures } from '../server/src/embedded/word-features';
import { fitDefaults } from '../server/src/learning/fit';
import { chance } from '../server/src/learning/hashing';
import { candidates, nextNotes, type PoolNote } from '../server/src/learning/next';
import { type GoldSentence, noFeatures } from '../server/src/learning/sentence';
import { type Tagger, taggerOf } from '../server/src/learning/tagger';
import { trainTagger } from '../server/src/learning/train';
import type { Row } from './table';
import { pubtator } from './tagger';
import { goldIn, maccrobatTypes, sentencesOfGold } from './training-data';

interface Note extends PoolNote {
  readonly sentences: readonly GoldSentence[];
  readonly tokens: number;
}

/** Says which notes to take next, from those that are open; `tagger` has learned from those that were taken. */
type Order = (
  open: readonly Note[],
  taken: readonly Note[],
  tagger: Tagger | undefined,
  many: number,
) => Note[];

const shuffled = <One>(all: readonly One[], seed: number): One[] => {
  const random = chance(seed);
  return all
    .map((one) => ({ one, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
};

/** What `marginalia next` does; before there is gold, without a tagger: the one that ships has seen some of these notes. */
const active: Order = (open, taken, tagger, many) => {
  const byName = new Map(open.map((note) => [note.name, note]));
  const gold = taken.flatMap(({ sentences }) => sentences);
  return nextNotes(open.map(candidates(tagger)), gold, many).flatMap(({ name }) => byName.get(name) ?? []);
};

const orders: Readonly<Record<string, Order>> = {
  random: (open, _, __, many) => open.slice(0, many),
  'longest first': (open, _, __, many) => [...open].sort((a, b) => b.tokens - a.tokens).slice(0, many),
  active,
};

/** Trained quickly, with a fixed balance of precision and recall: it is the order that is measured. */
function learn(notes: readonly Note[]): Tagger {
  const sentences = notes.flatMap((note) => note.sentences);
  const { clusters } = shippedTagger().model;
  const { model } = trainTagger(sentences, { clusters, folds: 0, fit: { ...fitDefaults, epochs: 6 } });
  return taggerOf({ ...model, lift: 1 });
}

/** Exact F1. */
function f1Of(tagger: Tagger, held: readonly Note[]): number {
  let [right, all] = [0, 0];
  for (const sentence of held.flatMap(({ sentences }) => sentences)) {
    const found = tagger.tag(sentence);
    all += found.length + sentence.entities.length;
    right += found.filter((a) =>
      sentence.entities.some((b) => a.first === b.first && a.last === b.last && a.type === b.type),
    ).length;
  }
  return all === 0 ? 0 : (2 * right) / all;
}

/** Where a line through points first reaches a height; undefined where it never does. */
function reaches(xs: readonly number[], ys: readonly number[], height: number): number | undefined {
  const at = ys.findIndex((y) => y >= height);
  if (at < 0) return undefined;
  const [x, y, x0, y0] = [xs[at] ?? 0, ys[at] ?? 0, xs[at - 1] ?? 0, ys[at - 1] ?? 0];
  return x0 + ((x - x0) * (height - y0)) / (y - y0);
}

interface Needed {
  readonly notes: number;
  readonly tokens: number;
  readonly reached: boolean;
}

/** How many notes an order needs for a share of the F1 that all notes give; the most that were tried, if it never gets there. */
function need(
  pool: readonly Note[],
  held: readonly Note[],
  order: Order,
  steps: readonly number[],
  goal: number,
): Needed {
  let taken: Note[] = [];
  let tagger: Tagger | undefined;
  const f1s: number[] = [];
  const tokens: number[] = [];
  for (const step of steps) {
    const open = pool.filter((note) => !taken.includes(note));
    taken = [...taken, ...order(open, taken, tagger, step - taken.length)];
    tagger = learn(taken);
    f1s.push(f1Of(tagger, held));
    tokens.push(taken.reduce((sum, note) => sum + note.tokens, 0));
    if ((f1s.at(-1) ?? 0) >= goal) break;
  }
  return {
    notes: reaches(steps, f1s, goal) ?? pool.length,
    tokens: reaches(tokens, f1s, goal) ?? pool.reduce((sum, note) => sum + note.tokens, 0),
    reached: (f1s.at(-1) ?? 0) >= goal,
  };
}

const SHARE = 0.95;

function compare(corpus: string, notes: readonly Note[], seeds: number, held: number, growth: number): Row[] {
  const needed = new Map(Object.keys(orders).map((name) => [name, [] as Needed[]]));
  const wholes: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const order = shuffled(notes, seed);
    const [pool, rest] = [order.slice(held), order.slice(0, held)];
    const steps: number[] = [];
    for (let n = Math.ceil(pool.length / 30); n < pool.length; n = Math.ceil(n * growth)) steps.push(n);
    steps.push(pool.length);
    const whole = f1Of(learn(pool), rest);
    wholes.push(whole);
    for (const [name, runs] of needed) {
      const run = need(pool, rest, orders[name] as Order, steps, whole * SHARE);
      runs.push(run);
    }
  }
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const shown = (values: readonly number[]): string =>
    `${mean(values).toFixed(0)} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
  const random = needed.get('random') ?? [];
  return [...needed].map(([name, runs]) => {
    const share = mean(runs.map((run) => run.notes)) / mean(random.map((run) => run.notes));
    const ofTokens = mean(runs.map((run) => run.tokens)) / mean(random.map((run) => run.tokens));
    const missed = runs.filter(({ reached }) => !reached).length;
    const row = {
      what: `${corpus}, ${name}: notes until 95 % of the F1 (${mean(wholes).toFixed(3)}) of all ${notes.length - held}`,
      value: `${shown(runs.map((run) => run.notes))}${name === 'random' ? '' : `, ${share.toFixed(2)} of random's notes, ${ofTokens.toFixed(2)} of its tokens`}${missed > 0 ? `, ${missed} never` : ''}`,
    };
    return name === 'active' ? { ...row, goal: 'at most 0.60', met: share <= 0.6 } : row;
  });
}

/** Active order against random order, exact F1, types learned from nothing; what it goes by was chosen on MACCROBAT. */
export async function activeOrder(data: string): Promise<Row[]> {
  const noted = (
    texts: readonly Pick<ReturnType<typeof goldIn>[number], 'text' | 'entities'>[],
    corpus: string,
    features = ruleFeatures,
  ): Note[] =>
    texts.map((text, n) => {
      const sentences = sentencesOfGold([text], corpus, features);
      return {
        name: String(n),
        sentences,
        tokens: sentences.reduce((sum, { tokens }) => sum + tokens.length, 0),
      };
    });
  const abstracts = join(data, 'bc5cdr/CDR_DevelopmentSet.PubTator.txt');
  const corpora = [
    // The rules know these notes: with their answers as features, two notes are enough.
    ['i2b2-style', noted(goldIn(join(data, 'i2b2-style')), 'i2b2-style', noFeatures), 8, 8, 1.25],
    [
      'maccrobat (chosen on it)',
      noted(goldIn(join(data, 'maccrobat'), maccrobatTypes), 'maccrobat'),
      2,
      45,
      1.35,
    ],
    ['bc5cdr', existsSync(abstracts) ? noted(pubtator(abstracts), 'bc5cdr') : [], 3, 150, 1.3],
  ] as const;
  return corpora.flatMap(([name, notes, seeds, held, growth]) =>
    notes.length === 0
      ? [{ what: name, value: 'not measured: the corpus is not there' }]
      : compare(name, notes, seeds, held, growth),
  );
}

import { calibrate, type Outcome, uncalibrated } from './calibration';
import type { Clusters } from './clusters';
import { wordReader } from './features';
import { type Example, type FitOptions, fitChain, fitDefaults, type Weights } from './fit';
import { type FeatureTable, featureTable } from './hashing';
import { encode, type LabelSet, labelSet, layersOf } from './labels';
import type { GoldSentence, TokenSpan } from './sentence';
import { featuresOf, type Layer, type Model, seenFrom, type Tagger, taggerOf } from './tagger';

export interface TrainOptions {
  readonly fit: FitOptions;
  /** Classes of words; none unless given. Where it goes on from a tagger, that one's. */
  readonly clusters: Clusters;
  /** A tagger whose weights to start from. */
  readonly from: Tagger | undefined;
  /** Of several corpora, the one whose conventions to follow; else the last that is named. */
  readonly like: string | undefined;
  /** How many parts are held out in turn, to learn how sure to be; 0 for not at all. */
  readonly folds: number;
}

const trainDefaults: TrainOptions = {
  fit: fitDefaults,
  clusters: new Map(),
  from: undefined,
  like: undefined,
  folds: 2,
};

/** Entities that are deeper than this within others are left aside. */
const DEEPEST = 3;

/** The weights of a layer under more labels and more features: those that are new start at 0. */
function widened({ set, weights }: Layer, wider: LabelSet, rows: number): Weights {
  const known = weights.rows.length / set.count;
  const more = new Float32Array(rows * wider.count);
  // Types are only ever added behind the others, so labels keep their numbers.
  for (let row = 0; row < known; row++)
    more.set(weights.rows.subarray(row * set.count, (row + 1) * set.count), row * wider.count);
  const pairs = new Float32Array(wider.count ** 2);
  for (let a = 0; a < set.count; a++)
    pairs.set(weights.pairs.subarray(a * set.count, (a + 1) * set.count), a * wider.count);
  return { rows: more, pairs };
}

/** Trains the layer at a depth; `layered` holds the entities of each sentence by layer. */
function trainLayer(
  sentences: readonly GoldSentence[],
  layered: readonly TokenSpan[][][],
  depth: number,
  before: Layer | undefined,
  clusters: Clusters,
  options: FitOptions,
  corpora: readonly string[],
  like: number,
): Layer {
  const known = before?.set.types ?? [];
  const found = new Set(layered.flatMap((layers) => (layers[depth] ?? []).map(({ type }) => type)));
  const types = [...known, ...[...found].filter((type) => !known.includes(type)).sort()];
  const set = labelSet(types);
  const table: FeatureTable = before ? before.table.copy() : featureTable();
  const read = wordReader({ of: (word) => clusters.get(word) });
  const examples: Example[] = [];
  sentences.forEach((sentence, i) => {
    const layers = layered[i] as TokenSpan[][];
    const outer = layers[depth - 1] ?? [];
    // Nothing nests where nothing is.
    if (sentence.tokens.length === 0 || (depth > 0 && outer.length === 0)) return;
    const { hashes, ends } = featuresOf(depth > 0 ? seenFrom(sentence, outer) : sentence, read);
    examples.push({
      rows: Int32Array.from(hashes, table.add),
      ends,
      gold: encode(layers[depth] ?? [], sentence.tokens.length, set),
      corpus: corpora.indexOf(sentence.corpus),
    });
  });
  const start: Weights = before
    ? widened(before, set, table.size)
    : { rows: new Float32Array(table.size * set.count), pairs: new Float32Array(set.count ** 2) };
  return { set, table, weights: fitChain(examples, set, start, options, corpora.length, like) };
}

function train(sentences: readonly GoldSentence[], options: TrainOptions): Model {
  const clusters = options.from?.model.clusters ?? options.clusters;
  const layered = sentences.map(({ entities }) => layersOf(entities).slice(0, DEEPEST));
  const before = options.from?.model.layers ?? [];
  const depth = layered.reduce((most, layers) => Math.max(most, layers.length), Math.max(1, before.length));
  const corpora = [...new Set(sentences.map(({ corpus }) => corpus))];
  const like = options.like === undefined ? corpora.length - 1 : corpora.indexOf(options.like);
  const layers = Array.from({ length: depth }, (_, at) =>
    trainLayer(sentences, layered, at, before[at], clusters, options.fit, corpora, Math.max(0, like)),
  );
  const { calibration = uncalibrated, lift = 0 } = options.from?.model ?? {};
  return { layers, clusters, calibration, lift };
}

/** Sentences in a row that are held out together: those of one note are alike. */
const RUN = 8;
/** Tried in turn; the one with the best exact F1 on what was held out is taken. */
const LIFTS = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5];

const sameSpan = (a: TokenSpan) => (b: TokenSpan) =>
  a.first === b.first && a.last === b.last && a.type === b.type;

/** What a tagger finds in sentences, with its raw probability and whether it is gold; and how many entities are gold. */
function outcomesOf(
  tagger: Tagger,
  sentences: readonly GoldSentence[],
): { outcomes: Outcome[]; gold: number } {
  const raw = taggerOf({ ...tagger.model, calibration: uncalibrated });
  const outcomes = sentences.flatMap((sentence) =>
    raw.tag(sentence).map(
      (entity): Outcome => ({
        p: entity.confidence,
        right: sentence.entities.some(sameSpan(entity)),
      }),
    ),
  );
  return { outcomes, gold: sentences.reduce((sum, { entities }) => sum + entities.length, 0) };
}

/** A tagger that finds the same, and is as sure as it is right. @param sentences that it has not learned from */
export function asSureAsRight(tagger: Tagger, sentences: readonly GoldSentence[]): Tagger {
  const calibration = calibrate(outcomesOf(tagger, sentences).outcomes, tagger.model.calibration);
  return taggerOf({ ...tagger.model, calibration });
}

/** How sure to be, and how much to lift, learned from parts of the sentences that were held out in turn. */
function balanced(
  sentences: readonly GoldSentence[],
  options: TrainOptions,
): Pick<Model, 'calibration' | 'lift'> {
  const like = options.like ?? sentences.at(-1)?.corpus;
  const mine = sentences.filter(({ corpus }) => corpus === like);
  const others = sentences.filter(({ corpus }) => corpus !== like);
  const part = (index: number): number => Math.floor(index / RUN) % options.folds;
  const held = Array.from({ length: options.folds }, (_, fold) => {
    const rest = mine.filter((_, i) => part(i) !== fold);
    return {
      model: train([...others, ...rest], { ...options, like }),
      sentences: mine.filter((_, i) => part(i) === fold),
    };
  });
  let best: { f1: number; lift: number; outcomes: Outcome[] } = { f1: -1, lift: 0, outcomes: [] };
  for (const lift of LIFTS) {
    const parts = held.map(({ model, sentences }) => outcomesOf(taggerOf({ ...model, lift }), sentences));
    const outcomes = parts.flatMap((one) => one.outcomes);
    const gold = parts.reduce((sum, one) => sum + one.gold, 0);
    const right = outcomes.filter((one) => one.right).length;
    const f1 = (2 * right) / Math.max(1, gold + outcomes.length);
    if (f1 > best.f1) best = { f1, lift, outcomes };
  }
  return { calibration: calibrate(best.outcomes, options.from?.model.calibration), lift: best.lift };
}

/**
 * Trains a tagger for whatever types the sentences have. The same sentences, in the same order, with the same
 * options give the same tagger.
 */
export function trainTagger(sentences: readonly GoldSentence[], chosen: Partial<TrainOptions> = {}): Tagger {
  const options = { ...trainDefaults, ...chosen };
  const model = train(sentences, options);
  if (options.folds < 2 || sentences.length < options.folds * RUN) return taggerOf(model);
  return taggerOf({ ...model, ...balanced(sentences, options) });
}

/** Few rounds, and what is known is firm: it is not to be forgotten for one note. */
const FURTHER: FitOptions = { ...fitDefaults, epochs: 4, dropout: 0.1, firmness: 2 };

/**
 * A tagger that has learned from more sentences, of one note as a rule; the one it comes from stays as it was.
 * A note with types that are new takes from those that are known wherever they look alike: a sample of earlier
 * gold beside it keeps them apart.
 * @param earlier sentences that it has learned before
 */
export const continueTraining = (
  tagger: Tagger,
  sentences: readonly GoldSentence[],
  earlier: readonly GoldSentence[] = [],
): Tagger =>
  taggerOf(train([...earlier, ...sentences], { ...trainDefaults, from: tagger, fit: FURTHER, folds: 0 }));

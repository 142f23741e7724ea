import { type Lattice, type Legality, lattice, legality, pairWeights } from './chain';
import { chance } from './hashing';
import type { LabelSet } from './labels';

/** The weights of a linear chain: for each feature a row with one for each label, and one for each pair of labels. */
export interface Weights {
  readonly rows: Float32Array;
  readonly pairs: Float32Array;
}

/** A sentence as rows of features, token by token: those of token t are `rows[ends[t - 1] .. ends[t])`. */
export interface Example {
  readonly rows: Int32Array;
  readonly ends: Int32Array;
  readonly gold: Uint16Array;
  /** The number of its corpus, from 0. */
  readonly corpus: number;
}

export interface FitOptions {
  readonly epochs: number;
  /** The length of a step, before AdaGrad shortens it. */
  readonly rate: number;
  /** The share of a token's features that are left out by chance each time it is seen, below 1. */
  readonly dropout: number;
  readonly seed: number;
  /** How firm the weights are that training starts from: the squares that AdaGrad takes them to have seen. */
  readonly firmness: number;
}

/** What AdaGrad starts from; small, so that the first steps are long. */
const FIRST = 1e-2;

export const fitDefaults: FitOptions = { epochs: 12, rate: 0.05, dropout: 0.3, seed: 1, firmness: FIRST };

/** A share of probability that is too small to learn from. */
const LEAST = 3e-3;

/** Learns from pairs of labels: what gold has, less what the chain expects. */
function learnPairs(
  { alpha, beta, local, scale, pairs }: Lattice,
  gold: Uint16Array,
  { count, follow }: Legality,
  step: (at: number, by: number) => void,
): void {
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const at = a * count + b;
      if (!follow[at]) continue;
      let by = 0;
      for (let t = 1; t < gold.length; t++) {
        const row = t * count + b;
        by -=
          ((alpha[row - b - count + a] as number) *
            (pairs[at] as number) *
            (local[row] as number) *
            (beta[row] as number)) /
          (scale[t] as number);
        if (gold[t - 1] === a && gold[t] === b) by += 1;
      }
      if (by !== 0) step(at, by);
    }
  }
}

/**
 * Fits a linear-chain conditional random field (Lafferty et al., ICML 2001) by AdaGrad, sentence by sentence.
 * With several corpora, each has rows of its own beside the shared ones (Daumé, ACL 2007): what comes back are the
 * shared rows with those of the corpus `like`. The same examples, options and start give the same weights.
 * @param start where to start from; not changed
 */
export function fitChain(
  examples: readonly Example[],
  set: LabelSet,
  start: Weights,
  { epochs, rate, dropout, seed, firmness }: FitOptions,
  corpora = 1,
  like = 0,
): Weights {
  const { count } = set;
  const legal = legality(set);
  const size = start.rows.length;
  // The shared rows, and behind them those of each corpus.
  const weights = new Float32Array(size * (corpora > 1 ? corpora + 1 : 1));
  weights.set(start.rows);
  const squares = new Float32Array(weights.length).fill(FIRST);
  for (let i = 0; i < size; i++) if (weights[i] !== 0) squares[i] = firmness;
  const pairs = start.pairs.slice();
  const pairSquares = start.pairs.map((weight) => (weight === 0 ? FIRST : firmness));
  const stepPair = (at: number, by: number): void => {
    const square = (pairSquares[at] as number) + by * by;
    pairSquares[at] = square;
    pairs[at] = (pairs[at] as number) + (rate * by) / Math.sqrt(square);
  };
  const random = chance(seed);
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const index of order) {
      const { rows, ends, gold, corpus } = examples[index] as Example;
      const length = ends.length;
      const bases = corpora > 1 ? [0, size * (1 + corpus)] : [0];
      // Places of the rows that are kept this time; the others are -1.
      const at = new Int32Array(rows.length);
      for (let k = 0; k < at.length; k++)
        at[k] = dropout > 0 && random() < dropout ? -1 : (rows[k] as number) * count;
      const emissions = new Float64Array(length * count);
      for (let t = 0, k = 0; t < length; t++) {
        const e = t * count;
        for (; k < (ends[t] as number); k++) {
          if ((at[k] as number) < 0) continue;
          for (let b = 0; b < bases.length; b++) {
            const row = (bases[b] as number) + (at[k] as number);
            for (let y = 0; y < count; y++)
              emissions[e + y] = (emissions[e + y] as number) + (weights[row + y] as number);
          }
        }
      }
      const sums = lattice(length, emissions, pairWeights(pairs, legal), legal);
      learnPairs(sums, gold, legal, stepPair);
      const labels: number[] = [];
      const wanted: number[] = [];
      for (let t = 0, k = 0; t < length; t++) {
        labels.length = 0;
        wanted.length = 0;
        for (let y = 0; y < count; y++) {
          const p = (sums.alpha[t * count + y] as number) * (sums.beta[t * count + y] as number);
          const by = (gold[t] === y ? 1 : 0) - p;
          if (Math.abs(by) < LEAST) continue;
          labels.push(y);
          wanted.push(by);
        }
        const n = labels.length;
        if (n === 0) {
          k = ends[t] as number;
          continue;
        }
        for (; k < (ends[t] as number); k++) {
          if ((at[k] as number) < 0) continue;
          for (let b = 0; b < bases.length; b++) {
            const row = (bases[b] as number) + (at[k] as number);
            for (let l = 0; l < n; l++) {
              const i = row + (labels[l] as number);
              const by = wanted[l] as number;
              const square = (squares[i] as number) + by * by;
              squares[i] = square;
              weights[i] = (weights[i] as number) + (rate * by) / Math.sqrt(square);
            }
          }
        }
      }
    }
  }
  const shared = weights.slice(0, size);
  if (corpora > 1) {
    const own = size * (1 + like);
    for (let i = 0; i < size; i++) shared[i] = (shared[i] as number) + (weights[own + i] as number);
  }
  return { rows: shared, pairs };
}

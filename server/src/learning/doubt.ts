import { lattice, legality, pairWeights, probability, viterbi } from './chain';
import { wordReader } from './features';
import type { Sentence } from './sentence';
import { featuresOf, type Layer, type Tagger } from './tagger';

/** How unsure a tagger is of a sentence. */
export interface Doubt {
  /** Of each token, the entropy of its label, in nats. */
  readonly entropies: Float64Array;
  /** How likely it is that anything of the best labelling is wrong, from 0 to 1. */
  readonly wrong: number;
  /** Of each type of the tagger's first layer, how many of the unsure tokens it may have: entropy times probability. */
  readonly types: Float64Array;
}

/** The names of the types that doubts speak of, in their order. */
export const doubtedTypes = ({ model }: Tagger): readonly string[] => model.layers[0]?.set.types ?? [];

/** Says how unsure a tagger is of sentences; of entities that nest, the outermost count. */
export function doubtsOf({ model }: Tagger): (sentence: Sentence) => Doubt {
  const { set, table, weights } = model.layers[0] as Layer;
  const { count } = set;
  const legal = legality(set);
  const pairs = pairWeights(weights.pairs, legal);
  const read = wordReader({ of: (word) => model.clusters.get(word) });
  const perType = (count - 1) / Math.max(1, set.types.length);
  return (sentence) => {
    const { hashes, ends } = featuresOf(sentence, read);
    const length = ends.length;
    const entropies = new Float64Array(length);
    const types = new Float64Array(set.types.length);
    if (length === 0) return { entropies, wrong: 0, types };
    const emissions = new Float64Array(length * count);
    for (let t = 0, k = 0; t < length; t++) {
      emissions[t * count] = -model.lift;
      for (; k < (ends[t] as number); k++) {
        const row = table.find(hashes[k] as number) * count;
        if (row < 0) continue;
        for (let y = 0; y < count; y++)
          emissions[t * count + y] = (emissions[t * count + y] as number) + (weights.rows[row + y] as number);
      }
    }
    const sums = lattice(length, emissions, pairs, legal);
    const best = viterbi(length, emissions, weights.pairs, legal);
    const marginal = (t: number, y: number): number =>
      (sums.alpha[t * count + y] as number) * (sums.beta[t * count + y] as number);
    for (let t = 0; t < length; t++) {
      let entropy = 0;
      for (let y = 0; y < count; y++) {
        const p = marginal(t, y);
        if (p > 0 && p < 1) entropy -= p * Math.log(p);
      }
      entropies[t] = entropy;
      for (let y = 1; y < count; y++) {
        const type = Math.floor((y - 1) / perType);
        types[type] = (types[type] as number) + entropy * marginal(t, y);
      }
    }
    const right = probability(sums, best, 0, length - 1, count);
    return { entropies, wrong: Math.min(1, Math.max(0, 1 - right)), types };
  };
}

import type { Span } from '../note/span';
import type { Token } from '../note/tokens';
import { type Calibration, calibrated } from './calibration';
import { type Legality, lattice, legality, pairWeights, probability, viterbi } from './chain';
import type { Clusters } from './clusters';
import { formAt, jointFeatures, REACH, saidOf, type WordForm, wordReader } from './features';
import type { Weights } from './fit';
import type { FeatureTable } from './hashing';
import { decode, type LabelSet } from './labels';
import type { Sentence, TokenSpan } from './sentence';

/** A chain for entities that do not overlap each other; what nests in them is the next layer's. */
export interface Layer {
  readonly set: LabelSet;
  readonly table: FeatureTable;
  readonly weights: Weights;
}

/** What was learned: data only, to be kept, packed and trained further. */
export interface Model {
  readonly layers: readonly Layer[];
  readonly clusters: Clusters;
  readonly calibration: Calibration;
  /** Taken from the score of "no entity" at each token, so that precision and recall are in balance. */
  readonly lift: number;
}

/** An entity that a tagger found; its span is in UTF-16 code units of what the sentence's tokens point into. */
export interface TaggedEntity extends TokenSpan, Span {
  /** From 0 to 1: how often an entity that looks like this one is right, ends and type. */
  readonly confidence: number;
}

export interface Tagger {
  readonly model: Model;
  /** The types that it can find. */
  readonly types: readonly string[];
  /**
   * The entities of a sentence, by their start, the outer before the inner. Of one layer none overlap.
   * Entities with gaps it cannot find.
   */
  tag(sentence: Sentence): TaggedEntity[];
}

/** The features of a sentence as hashes; those of token t are `hashes[ends[t - 1] .. ends[t])`. */
export interface Features {
  readonly hashes: readonly number[];
  readonly ends: Int32Array;
}

/** All features of a sentence. */
export function featuresOf(sentence: Sentence, read: (token: Token) => WordForm): Features {
  const forms = sentence.tokens.map(read);
  const said = saidOf(sentence);
  const hashes: number[] = [];
  const ends = new Int32Array(forms.length);
  for (let t = 0; t < forms.length; t++) {
    for (let d = -REACH; d <= REACH; d++)
      for (const hash of formAt(forms, t + d).at[REACH + d] as Int32Array) hashes.push(hash);
    jointFeatures(forms, t, said, hashes);
    ends[t] = hashes.length;
  }
  return { hashes, ends };
}

/** Beside the features of the chain below: where the outer entities lie. The layers above the first see them as hints. */
export function seenFrom(sentence: Sentence, outer: readonly TokenSpan[]): Sentence {
  const hints = sentence.tokens.map((_, at) => {
    const around = outer.find(({ first, last }) => first <= at && at <= last);
    const name = around
      ? `outer:${around.type}:${around.first === at ? 'first' : around.last === at ? 'last' : 'inside'}`
      : 'outer:none';
    return [...(sentence.hints[at] ?? []), name];
  });
  return { ...sentence, hints };
}

interface Reader {
  scores(sentence: Sentence, forms: readonly WordForm[]): Float32Array;
  readonly legal: Legality;
  readonly pairs: Float64Array;
  readonly layer: Layer;
}

/** Sums a layer's weights for sentences. What a word gives by itself is summed once and kept with its form. */
function reader(layer: Layer, lift: number): Reader {
  const { set, table, weights } = layer;
  const { count } = set;
  const places = 2 * REACH + 1;
  const known = new WeakMap<WordForm, Float32Array>();
  const addRow = (hash: number, to: Float32Array, at: number): void => {
    const row = table.find(hash) * count;
    if (row < 0) return;
    for (let y = 0; y < count; y++) to[at + y] = (to[at + y] as number) + (weights.rows[row + y] as number);
  };
  const sumsOf = (form: WordForm): Float32Array => {
    let sums = known.get(form);
    if (!sums) {
      sums = new Float32Array(places * count);
      for (let place = 0; place < places; place++)
        for (const hash of form.at[place] as Int32Array) addRow(hash, sums, place * count);
      known.set(form, sums);
    }
    return sums;
  };
  return {
    layer,
    legal: legality(set),
    pairs: pairWeights(weights.pairs, legality(set)),
    scores(sentence, forms) {
      const length = forms.length;
      const scores = new Float32Array(length * count);
      const said = saidOf(sentence);
      const sums = Array.from({ length: length + 2 * REACH }, (_, i) => sumsOf(formAt(forms, i - REACH)));
      const joint: number[] = [];
      for (let t = 0; t < length; t++) {
        const at = t * count;
        scores[at] = -lift;
        for (let place = 0; place < places; place++) {
          const sum = sums[t + place] as Float32Array;
          const from = place * count;
          for (let y = 0; y < count; y++)
            scores[at + y] = (scores[at + y] as number) + (sum[from + y] as number);
        }
        joint.length = 0;
        jointFeatures(forms, t, said, joint);
        for (let i = 0; i < joint.length; i++) addRow(joint[i] as number, scores, at);
      }
      return scores;
    },
  };
}

/** Makes a tagger of what was learned. */
export function taggerOf(model: Model): Tagger {
  const read = wordReader({ of: (word) => model.clusters.get(word) });
  const readers = model.layers.map((layer) => reader(layer, model.lift));
  return {
    model,
    types: [...new Set(model.layers.flatMap(({ set }) => set.types))],
    tag(sentence) {
      const found: TaggedEntity[] = [];
      if (sentence.tokens.length === 0) return found;
      const forms = sentence.tokens.map(read);
      let seen = sentence;
      for (const { scores, legal, pairs, layer } of readers) {
        const emissions = scores(seen, forms);
        const labels = viterbi(forms.length, emissions, layer.weights.pairs, legal);
        const entities = decode(labels, layer.set);
        if (entities.length === 0) break;
        const sums = lattice(forms.length, emissions, pairs, legal);
        for (const { first, last, type } of entities) {
          const p = probability(sums, labels, first, last, layer.set.count);
          found.push({
            first,
            last,
            type,
            start: (sentence.tokens[first] as Token).start,
            end: (sentence.tokens[last] as Token).end,
            confidence: calibrated(p, model.calibration),
          });
        }
        if (readers.length > 1) seen = seenFrom(sentence, entities);
      }
      return found.sort((a, b) => a.start - b.start || b.end - a.end);
    },
  };
}

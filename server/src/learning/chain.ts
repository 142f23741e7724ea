import type { LabelSet } from './labels';
import { mayEnd, mayFollow, mayStart } from './labels';

/** Which label may stand where, worked out once for each set of labels. */
export interface Legality {
  readonly count: number;
  /** 1 where label b may follow label a, at a * count + b. */
  readonly follow: Uint8Array;
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  /** For each label, those that may stand before it. */
  readonly before: readonly Int32Array[];
}

export function legality({ count }: LabelSet): Legality {
  const all = Array.from({ length: count }, (_, label) => label);
  const follow = new Uint8Array(count * count);
  for (const a of all) for (const b of all) if (mayFollow(a, b)) follow[a * count + b] = 1;
  return {
    count,
    follow,
    start: Uint8Array.from(all, (label) => Number(mayStart(label))),
    end: Uint8Array.from(all, (label) => Number(mayEnd(label))),
    before: all.map((b) => Int32Array.from(all.filter((a) => mayFollow(a, b)))),
  };
}

/** The best legal labels under scores for each token (`length` rows of `count`) and for each pair of labels. */
export function viterbi(
  length: number,
  emissions: Float32Array | Float64Array,
  transitions: Float32Array,
  { count, before, start, end }: Legality,
): Uint16Array {
  const from = new Uint16Array(length * count);
  let scores = new Float64Array(count);
  let next = new Float64Array(count);
  for (let y = 0; y < count; y++) scores[y] = start[y] ? (emissions[y] as number) : -Infinity;
  for (let t = 1; t < length; t++) {
    for (let y = 0; y < count; y++) {
      let best = -Infinity;
      let at = 0;
      const behind = before[y] as Int32Array;
      for (let i = 0; i < behind.length; i++) {
        const a = behind[i] as number;
        const score = (scores[a] as number) + (transitions[a * count + y] as number);
        if (score > best) {
          best = score;
          at = a;
        }
      }
      next[y] = best + (emissions[t * count + y] as number);
      from[t * count + y] = at;
    }
    [scores, next] = [next, scores];
  }
  let best = 0;
  let most = -Infinity;
  for (let y = 0; y < count; y++) {
    if (end[y] && (scores[y] as number) > most) {
      most = scores[y] as number;
      best = y;
    }
  }
  const labels = new Uint16Array(length);
  for (let t = length - 1; t >= 0; t--) {
    labels[t] = best;
    best = from[t * count + best] as number;
  }
  return labels;
}

/** Forward and backward sums over all legal labellings, each token's scaled to 1. */
export interface Lattice {
  readonly length: number;
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
  /** exp of the emissions, less each token's greatest. */
  readonly local: Float64Array;
  readonly scale: Float64Array;
  /** exp of the transitions; 0 where illegal. */
  readonly pairs: Float64Array;
}

/** exp of the scores of pairs of labels; 0 where one may not follow the other. */
export function pairWeights(transitions: Float32Array, { count, follow }: Legality): Float64Array {
  const pairs = new Float64Array(count * count);
  for (let i = 0; i < pairs.length; i++) pairs[i] = follow[i] ? Math.exp(transitions[i] as number) : 0;
  return pairs;
}

export function lattice(
  length: number,
  emissions: Float32Array | Float64Array,
  pairs: Float64Array,
  { count, start, end, before }: Legality,
): Lattice {
  const size = length * count;
  const alpha = new Float64Array(size);
  const beta = new Float64Array(size);
  const local = new Float64Array(size);
  const scale = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    const row = t * count;
    let most = -Infinity;
    for (let y = 0; y < count; y++) most = Math.max(most, emissions[row + y] as number);
    let sum = 0;
    for (let y = 0; y < count; y++) {
      const weight = Math.exp((emissions[row + y] as number) - most);
      local[row + y] = weight;
      let reach = 0;
      if (t === 0) reach = start[y] as number;
      else {
        const behind = before[y] as Int32Array;
        for (let i = 0; i < behind.length; i++) {
          const a = behind[i] as number;
          reach += (alpha[row - count + a] as number) * (pairs[a * count + y] as number);
        }
      }
      const value = reach * weight;
      alpha[row + y] = value;
      sum += value;
    }
    // A sum can only vanish by underflow; then every label is as good.
    scale[t] = sum > 0 ? sum : 1e-300;
    for (let y = 0; y < count; y++) alpha[row + y] = (alpha[row + y] as number) / (scale[t] as number);
  }
  let last = 0;
  for (let y = 0; y < count; y++) if (end[y]) last += alpha[size - count + y] as number;
  for (let y = 0; y < count; y++) beta[size - count + y] = end[y] ? 1 / (last || 1e-300) : 0;
  for (let t = length - 1; t > 0; t--) {
    const row = t * count;
    for (let y = 0; y < count; y++) {
      const weight = ((beta[row + y] as number) * (local[row + y] as number)) / (scale[t] as number);
      if (weight === 0) continue;
      const behind = before[y] as Int32Array;
      for (let i = 0; i < behind.length; i++) {
        const a = behind[i] as number;
        beta[row - count + a] = (beta[row - count + a] as number) + weight * (pairs[a * count + y] as number);
      }
    }
  }
  return { length, alpha, beta, local, scale, pairs };
}

/** The probability of a run of labels at the tokens from `first` on, whatever stands around it. */
export function probability(
  { alpha, beta, local, scale, pairs }: Lattice,
  labels: Uint16Array,
  first: number,
  last: number,
  count: number,
): number {
  let p = alpha[first * count + (labels[first] as number)] as number;
  for (let t = first + 1; t <= last; t++) {
    const label = labels[t] as number;
    p *=
      ((pairs[(labels[t - 1] as number) * count + label] as number) * (local[t * count + label] as number)) /
      (scale[t] as number);
  }
  return p * (beta[last * count + (labels[last] as number)] as number);
}

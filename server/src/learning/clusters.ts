import { chance } from './hashing';

// Classes of words by where they stand: positional pointwise mutual information with the commonest neighbours,
// its leading directions, and k-means on those, as often as there are sizes.

export interface ClusterOptions {
  /** Words that come into a class, the commonest first. */
  readonly words: number;
  /** Neighbours that tell words apart, the commonest first; counted to the left and to the right. */
  readonly neighbours: number;
  readonly dimensions: number;
  /** How many classes, for each fineness. */
  readonly sizes: readonly number[];
  readonly seed: number;
}

export const clusterDefaults: ClusterOptions = {
  words: 14_000,
  neighbours: 1_000,
  dimensions: 100,
  sizes: [100, 500, 1_500],
  seed: 1,
};

/** Words in lower case, each with its class for each size. */
export type Clusters = ReadonlyMap<string, readonly number[]>;

const LEAST = 3;

/** The commonest words, by count and then by name. */
function commonest(sentences: readonly (readonly string[])[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const words of sentences) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, n]) => n >= LEAST)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([word]) => word);
}

interface Sparse {
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** For each word, how much more often than by chance each neighbour stands beside it (0 where less). */
function associations(
  sentences: readonly (readonly string[])[],
  rows: readonly string[],
  neighbours: number,
): Sparse[] {
  const row = new Map(rows.map((word, i) => [word, i]));
  const counts: Map<number, number>[] = rows.map(() => new Map());
  const column = (word: string | undefined): number => {
    if (word === undefined) return neighbours;
    const at = row.get(word);
    return at !== undefined && at < neighbours ? at : -1;
  };
  const width = neighbours + 1;
  const totals = new Float64Array(width * 2);
  let all = 0;
  for (const words of sentences) {
    for (let i = 0; i < words.length; i++) {
      const at = row.get(words[i] as string);
      if (at === undefined) continue;
      const count = counts[at] as Map<number, number>;
      for (const side of [0, 1]) {
        const c = column(words[side ? i + 1 : i - 1]);
        if (c < 0) continue;
        const key = side * width + c;
        count.set(key, (count.get(key) ?? 0) + 1);
        totals[key] = (totals[key] as number) + 1;
        all++;
      }
    }
  }
  // Rare neighbours would look too telling: their share is smoothed (Levy et al., TACL 3:211, 2015).
  const smooth = totals.map((n) => n ** 0.75);
  const sum = smooth.reduce((a, b) => a + b, 0);
  return counts.map((count) => {
    let own = 0;
    for (const n of count.values()) own += n;
    const entries = [...count]
      .map(([key, n]) => [key, Math.log((n * sum) / (own * (smooth[key] as number)))] as const)
      .filter(([, value]) => value > 0 && all > 0)
      .sort(([a], [b]) => a - b);
    return {
      columns: Int32Array.from(entries, ([key]) => key),
      values: Float32Array.from(entries, ([, value]) => value),
    };
  });
}

/** Makes the columns of a matrix (rows of `k`) orthonormal, one after the other. */
function orthonormal(m: Float64Array, n: number, k: number): void {
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (m[i * k + a] as number) * (m[i * k + b] as number);
    return sum;
  };
  for (let c = 0; c < k; c++) {
    for (let p = 0; p < c; p++) {
      const d = dot(c, p);
      for (let i = 0; i < n; i++) m[i * k + c] = (m[i * k + c] as number) - d * (m[i * k + p] as number);
    }
    const length = Math.sqrt(dot(c, c)) || 1;
    for (let i = 0; i < n; i++) m[i * k + c] = (m[i * k + c] as number) / length;
  }
}

const ROUNDS = 6;

/** The words in the leading directions of their associations, each of length 1 (subspace iteration). */
function embed(rows: readonly Sparse[], width: number, k: number, seed: number): Float64Array {
  const random = chance(seed);
  const directions = Float64Array.from({ length: width * k }, () => random() - 0.5);
  const vectors = new Float64Array(rows.length * k);
  const project = (): void => {
    vectors.fill(0);
    rows.forEach(({ columns, values }, r) => {
      for (let i = 0; i < columns.length; i++) {
        const v = values[i] as number;
        const from = (columns[i] as number) * k;
        for (let d = 0; d < k; d++)
          vectors[r * k + d] = (vectors[r * k + d] as number) + v * (directions[from + d] as number);
      }
    });
  };
  orthonormal(directions, width, k);
  for (let round = 0; round < ROUNDS; round++) {
    project();
    directions.fill(0);
    rows.forEach(({ columns, values }, r) => {
      for (let i = 0; i < columns.length; i++) {
        const v = values[i] as number;
        const to = (columns[i] as number) * k;
        for (let d = 0; d < k; d++)
          directions[to + d] = (directions[to + d] as number) + v * (vectors[r * k + d] as number);
      }
    });
    orthonormal(directions, width, k);
  }
  project();
  // The square root of a direction's weight: the strongest few would else decide alone.
  const weight = new Float64Array(k);
  for (let i = 0; i < vectors.length; i++)
    weight[i % k] = (weight[i % k] as number) + (vectors[i] as number) ** 2;
  for (let i = 0; i < vectors.length; i++)
    vectors[i] = (vectors[i] as number) / Math.sqrt(Math.sqrt(weight[i % k] as number) || 1);
  for (let r = 0; r < rows.length; r++) {
    let length = 0;
    for (let d = 0; d < k; d++) length += (vectors[r * k + d] as number) ** 2;
    length = Math.sqrt(length) || 1;
    for (let d = 0; d < k; d++) vectors[r * k + d] = (vectors[r * k + d] as number) / length;
  }
  return vectors;
}

const STEPS = 8;

/** The class of each vector, by spherical k-means that starts from vectors drawn by chance. */
function kMeans(vectors: Float64Array, k: number, count: number, seed: number): Int32Array {
  const n = vectors.length / k;
  const random = chance(seed);
  const draw = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < Math.min(count, n); i++) {
    const j = i + Math.floor(random() * (n - i));
    [draw[i], draw[j]] = [draw[j] as number, draw[i] as number];
  }
  const used = Math.min(count, n);
  let centres = new Float64Array(used * k);
  for (let c = 0; c < used; c++)
    centres.set(vectors.subarray((draw[c] as number) * k, ((draw[c] as number) + 1) * k), c * k);
  const classes = new Int32Array(n);
  for (let step = 0; step < STEPS; step++) {
    for (let r = 0; r < n; r++) {
      let best = -Infinity;
      for (let c = 0; c < used; c++) {
        let dot = 0;
        for (let d = 0, a = r * k, b = c * k; d < k; d++, a++, b++)
          dot += (vectors[a] as number) * (centres[b] as number);
        if (dot > best) {
          best = dot;
          classes[r] = c;
        }
      }
    }
    const next = new Float64Array(used * k);
    for (let r = 0; r < n; r++) {
      const c = (classes[r] as number) * k;
      for (let d = 0; d < k; d++) next[c + d] = (next[c + d] as number) + (vectors[r * k + d] as number);
    }
    for (let c = 0; c < used; c++) {
      let length = 0;
      for (let d = 0; d < k; d++) length += (next[c * k + d] as number) ** 2;
      length = Math.sqrt(length);
      // A class that lost all its words stays where it was.
      for (let d = 0; d < k; d++)
        next[c * k + d] = length ? (next[c * k + d] as number) / length : (centres[c * k + d] as number);
    }
    centres = next;
  }
  return classes;
}

/**
 * Finds classes of words in unlabelled sentences; the same for the same sentences, options and seed.
 * @param sentences words in lower case, digits as 0, in the order of the text
 */
export function findClusters(
  sentences: readonly (readonly string[])[],
  options: ClusterOptions = clusterDefaults,
): Clusters {
  const words = commonest(sentences, options.words);
  if (words.length === 0) return new Map();
  const neighbours = Math.min(options.neighbours, words.length);
  const rows = associations(sentences, words, neighbours);
  const k = Math.min(options.dimensions, words.length);
  const vectors = embed(rows, (neighbours + 1) * 2, k, options.seed);
  const levels = options.sizes.map((size, i) => kMeans(vectors, k, size, options.seed + 1 + i));
  return new Map(words.map((word, r) => [word, levels.map((classes) => classes[r] as number)]));
}

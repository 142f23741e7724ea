import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lattice, legality, pairWeights, probability, viterbi } from '../../server/src/learning/chain';
import {
  decode,
  encode,
  labelSet,
  layersOf,
  mayEnd,
  mayFollow,
  mayStart,
} from '../../server/src/learning/labels';

const set = labelSet(['a', 'b']);
const legal = legality(set);
const { count } = set;

/** All legal labellings of a length with the sum of their scores. */
function everyLabelling(
  length: number,
  emissions: Float64Array,
  pairs: Float32Array,
): [Uint16Array, number][] {
  let all: [number[], number][] = [[[], 0]];
  for (let t = 0; t < length; t++)
    all = all.flatMap(([labels, sum]) =>
      Array.from({ length: count }, (_, y) => y)
        .filter((y) => (t === 0 ? mayStart(y) : mayFollow(labels[t - 1] as number, y)))
        .map((y): [number[], number] => [
          [...labels, y],
          sum +
            (emissions[t * count + y] as number) +
            (t > 0 ? (pairs[(labels[t - 1] as number) * count + y] as number) : 0),
        ]),
    );
  return all
    .filter(([labels]) => mayEnd(labels.at(-1) ?? 0))
    .map(([labels, sum]) => [Uint16Array.from(labels), sum]);
}

const scores = fc.double({ min: -4, max: 4, noNaN: true });
const chains = fc.integer({ min: 1, max: 4 }).chain((length) =>
  fc.tuple(
    fc.constant(length),
    fc
      .array(scores, { minLength: length * count, maxLength: length * count })
      .map((list) => Float64Array.from(list)),
    fc.array(scores, { minLength: count ** 2, maxLength: count ** 2 }).map((list) => Float32Array.from(list)),
  ),
);

describe('the chain', () => {
  it('finds the legal labels with the greatest score', () => {
    fc.assert(
      fc.property(chains, ([length, emissions, pairs]) => {
        const best = Math.max(...everyLabelling(length, emissions, pairs).map(([, sum]) => sum));
        const labels = viterbi(length, emissions, pairs, legal);
        const said = everyLabelling(length, emissions, pairs).find(([all]) => `${all}` === `${labels}`);
        expect(said?.[1]).toBeCloseTo(best, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('gives a run of labels the share of all labellings that hold it', () => {
    fc.assert(
      fc.property(chains, ([length, emissions, pairs]) => {
        const all = everyLabelling(length, emissions, pairs);
        const total = all.reduce((sum, [, score]) => sum + Math.exp(score), 0);
        const sums = lattice(length, emissions, pairWeights(pairs, legal), legal);
        const labels = viterbi(length, emissions, pairs, legal);
        const last = Math.min(1, length - 1);
        const holding = all
          .filter(([one]) => one[0] === labels[0] && one[last] === labels[last])
          .reduce((sum, [, score]) => sum + Math.exp(score), 0);
        expect(probability(sums, labels, 0, last, count)).toBeCloseTo(holding / total, 6);
      }),
      { numRuns: 40 },
    );
  });
});

const spans = fc
  .array(fc.tuple(fc.nat(9), fc.nat(3), fc.constantFrom('a', 'b')), { maxLength: 8 })
  .map((list) => list.map(([first, more, type]) => ({ first, last: Math.min(9, first + more), type })));

describe('labels', () => {
  it('hold the entities of each layer, and all layers hold all entities', () => {
    fc.assert(
      fc.property(spans, (entities) => {
        const layers = layersOf(entities);
        expect(layers.flat()).toHaveLength(entities.length);
        for (const layer of layers) {
          const labels = encode(layer, 10, set);
          labels.forEach((label, t) => {
            expect(t === 0 ? mayStart(label) : mayFollow(labels[t - 1] as number, label)).toBe(true);
          });
          expect(mayEnd(labels[9] as number)).toBe(true);
          expect(decode(labels, set)).toEqual([...layer].sort((x, y) => x.first - y.first));
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mention, shared } from '../../server/src/evaluation/marked-note';
import { countMatches, countPairs, meet } from '../../server/src/evaluation/matching';
import { maximumMatching } from '../../server/src/evaluation/maximum-matching';

let count = 0;
const mention = (type: string, ...spans: readonly (readonly [number, number])[]): Mention => ({
  id: `T${++count}`,
  type,
  spans: spans.map(([start, end]) => ({ start, end })),
  attributes: new Map(),
});

/** The size of a largest matching, by trying everything. */
function largest(edges: readonly (readonly number[])[], taken: ReadonlySet<number> = new Set()): number {
  const [first, ...rest] = edges;
  if (!first) return 0;
  const used = first
    .filter((node) => !taken.has(node))
    .map((node) => 1 + largest(rest, new Set(taken).add(node)));
  return Math.max(largest(rest, taken), ...used);
}

describe('matching one to one', () => {
  it('finds as many pairs as there can be, each node once', () => {
    const graph = fc.array(fc.uniqueArray(fc.nat(5), { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(graph, (edges) => {
        const found = maximumMatching(edges, 6);
        const nodes = found.filter((node) => node !== undefined);
        expect(new Set(nodes).size).toBe(nodes.length);
        for (const [left, node] of found.entries())
          if (node !== undefined) expect(edges[left]).toContain(node);
        expect(nodes.length).toBe(largest(edges));
      }),
      { numRuns: 500 },
    );
  });

  it('does not let a long span take what a short one needs', () => {
    // From the left, 0–20 would take 0–5, and leave nothing for 2–4.
    const gold = [mention('p', [0, 20]), mention('p', [2, 4])];
    const predicted = [mention('p', [0, 5]), mention('p', [10, 12])];
    expect(countPairs(gold, predicted, 'overlapping')).toBe(2);
    const typed = (all: readonly Mention[]) =>
      all.map(({ type, spans }) => ({ type, start: spans[0]?.start ?? 0, end: spans[0]?.end ?? 0 }));
    expect(countMatches(typed(gold), typed(predicted), 'overlapping').right).toBe(2);
  });

  it('counts duplicates as often as both have them, and no span twice', () => {
    const two = [mention('p', [0, 4]), mention('p', [0, 4])];
    const one = [mention('p', [0, 4])];
    for (const how of ['exact', 'overlapping'] as const) {
      expect(countPairs(two, one, how)).toBe(1);
      expect(countPairs(one, two, how)).toBe(1);
      expect(countPairs(two, two, how)).toBe(2);
    }
    // One long span is not two hits.
    expect(
      countPairs([mention('p', [0, 9])], [mention('p', [0, 3]), mention('p', [5, 9])], 'overlapping'),
    ).toBe(1);
  });

  it('takes ends as half open, and places rather than words', () => {
    expect(countPairs([mention('p', [0, 4])], [mention('p', [4, 8])], 'overlapping')).toBe(0);
    expect(countPairs([mention('p', [0, 4])], [mention('p', [3, 8])], 'overlapping')).toBe(1);
    expect(countPairs([mention('p', [0, 4])], [mention('p', [10, 14])], 'exact')).toBe(0);
  });

  it('compares fragments: all of them for exact, any shared character for overlapping', () => {
    const apart = mention('p', [0, 4], [10, 14]);
    expect(countPairs([apart], [mention('p', [0, 14])], 'exact')).toBe(0);
    expect(countPairs([apart], [mention('p', [0, 4], [10, 14])], 'exact')).toBe(1);
    expect(countPairs([apart], [mention('p', [12, 20])], 'overlapping')).toBe(1);
    // In the gap there is nothing of it.
    expect(countPairs([apart], [mention('p', [5, 9])], 'overlapping')).toBe(0);
  });

  it('counts shared characters as trying each of them does', () => {
    const spans = fc.uniqueArray(fc.nat(30), { minLength: 2, maxLength: 8 }).map((cuts) => {
      const at = cuts.sort((a, b) => a - b);
      return at.flatMap((start, n): [number, number][] =>
        n % 2 === 0 && n + 1 < at.length ? [[start, at[n + 1] ?? 0]] : [],
      );
    });
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const inside = (all: readonly (readonly [number, number])[], at: number) =>
          all.some(([start, end]) => start <= at && at < end);
        const both = Array.from({ length: 31 }, (_, at) => at).filter((at) => inside(a, at) && inside(b, at));
        expect(shared(mention('p', ...a), mention('p', ...b))).toBe(both.length);
      }),
    );
  });

  it('meets stacked types by type first, and equal spans before those that overlap', () => {
    const a = [mention('test', [0, 4]), mention('problem', [0, 4]), mention('drug', [0, 9])];
    const b = [
      mention('problem', [0, 4]),
      mention('sign', [0, 4]),
      mention('drug', [5, 9]),
      mention('other', [0, 9]),
    ];
    expect(meet(a, b).map((one) => [a[one.a]?.type, b[one.b]?.type, one.match])).toEqual([
      ['test', 'sign', 'place'],
      ['problem', 'problem', 'exact'],
      ['drug', 'other', 'place'],
    ]);
  });

  it('is quick where thousands of spans lie over each other', () => {
    const many = Array.from({ length: 1_500 }, (_, n) => mention('p', [n, 2_000 + n]));
    const few = many.slice(0, 1_000);
    expect(countPairs(many, few, 'overlapping')).toBe(1_000);
    expect(countPairs(few, many, 'overlapping')).toBe(1_000);
  });
});

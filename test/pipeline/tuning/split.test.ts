import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_SHARE, sidesOf, withFewerEmpty } from '../../../server/src/pipeline/tuning/split';

const shares = { train: 0.8, validation: 0.1, test: 0.1 };
const named = (count: number, digestOf: (i: number) => number = (i) => i) =>
  Array.from({ length: count }, (_, i) => ({ name: `ward/${i}.txt`, digest: `d${digestOf(i)}` }));
const counts = (sides: ReadonlyMap<string, string>): number[] =>
  ['train', 'validation', 'test'].map((side) => [...sides.values()].filter((one) => one === side).length);

describe('the split', () => {
  it('has the shares that were asked for, and something of each where there is enough', () => {
    expect(counts(sidesOf(named(100), shares, 1))).toEqual([80, 10, 10]);
    expect(counts(sidesOf(named(24), shares, 1))).toEqual([19, 3, 2]);
    expect(counts(sidesOf(named(3), shares, 1))).toEqual([1, 1, 1]);
    expect(counts(sidesOf(named(1), shares, 1))).toEqual([1, 0, 0]);
    expect(counts(sidesOf(named(9), { train: 1, validation: 0, test: 0 }, 1))).toEqual([9, 0, 0]);
  });

  it('hangs on the seed alone, not on the order; equal texts are on one side', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.infiniteStream(fc.nat()),
        (digests, seed, random) => {
          const notes = named(digests.length, (i) => digests[i] ?? 0);
          const places = new Map(notes.map((note) => [note, random.next().value ?? 0]));
          const shuffled = [...notes].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
          const sides = sidesOf(notes, shares, seed);
          expect(new Map([...sidesOf(shuffled, shares, seed)].sort())).toEqual(new Map([...sides].sort()));
          expect(sides.size).toBe(notes.length);
          const byDigest = new Map(notes.map(({ name, digest }) => [digest, sides.get(name)]));
          for (const { name, digest } of notes) expect(sides.get(name)).toBe(byDigest.get(digest));
        },
      ),
    );
    const of = (seed: number) => [...sidesOf(named(50), shares, seed)].sort().join();
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });

  it('leaves no more empty answers to train on than their share', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ task: fc.constantFrom('ner' as const, 'relation' as const), empty: fc.boolean() }),
        ),
        fc.nat(),
        (some, seed) => {
          const samples = some.map((one, i) => ({ ...one, id: `${i}` }));
          const kept = withFewerEmpty(samples, seed, ({ id }) => id);
          expect(kept.filter(({ empty }) => !empty)).toEqual(samples.filter(({ empty }) => !empty));
          for (const task of ['ner', 'relation']) {
            const own = kept.filter((one) => one.task === task);
            const empty = own.filter((one) => one.empty).length;
            expect(empty).toBeLessThanOrEqual(own.length * EMPTY_SHARE);
            const left = samples.filter((one) => one.task === task && one.empty).length - empty;
            if (left > 0) expect((empty + 1) / (own.length + 1)).toBeGreaterThan(EMPTY_SHARE);
          }
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correspondence } from '../../server/src/evaluation/correspondence';
import { redirected } from '../../server/src/format/corpus/items';
import { fromBrat } from '../format/corpus/in-memory';
import { costOf } from '../support/cost';
import { standoffPair } from '../support/standoff';

describe('a correspondence of which some is known', () => {
  it('keeps that, and pairs all that is left of lists that mean the same', () => {
    const drawn = fc.tuple(standoffPair, fc.infiniteStream(fc.boolean()), fc.integer());
    fc.assert(
      fc.property(drawn, ([{ text, ann }, draws, seed]) => {
        const { items } = fromBrat(text, ann).document;
        const names = new Map(items.map(({ id }) => [id, `${id[0]}${9_000 + Number(id.slice(1)) * 7}`]));
        const nameOf = (id: string): string => names.get(id) ?? id;
        const other = items
          .map((item, n) => ({
            item: { ...redirected(item, nameOf), id: nameOf(item.id) },
            rank: (n * 7_919 + seed) % 13,
          }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
        const fixed = new Map([...names].filter(() => draws.next().value));
        const found = correspondence(items, other, fixed);
        for (const [from, to] of fixed) expect(found.get(from)).toBe(to);
        expect([...found.keys()].sort()).toEqual(items.map(({ id }) => id).sort());
        expect(new Set(found.values()).size).toBe(items.length);
        const byId = new Map(other.map((item) => [item.id, item]));
        for (const item of items) {
          const counterpart = byId.get(found.get(item.id) ?? '');
          expect(counterpart?.kind).toBe(item.kind);
          expect(counterpart?.type).toBe(item.type);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is found at the cost of what is not known', () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => {
      return `T${n + 1}\tproblem ${n * 2} ${n * 2 + 1}\tx\nA${n + 1}\tAssertion T${n + 1} absent\n`;
    });
    const { items } = fromBrat('x '.repeat(10_000), lines.join('')).document;
    const all = new Map(items.map(({ id }) => [id, id]));
    const some = new Map([...all].slice(10));
    const [part, whole] = [some, undefined].map((known) =>
      costOf(() => void correspondence(items, items, known)),
    );
    expect(part).toBeLessThan((whole ?? 0) / 2);
  });
});

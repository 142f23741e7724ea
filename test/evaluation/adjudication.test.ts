import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate, type Disagreement, type Side } from '../../server/src/evaluation/adjudication';
import { takeSide as takeOf } from '../../server/src/evaluation/taking';
import { standingOf } from '../../server/src/evaluation/undecided';
import type { Item } from '../../server/src/format/corpus/document';
import { redirected } from '../../server/src/format/corpus/items';
import { fromBrat } from '../format/corpus/in-memory';
import { meaning, sayings } from '../support/meaning';
import { standoffPair } from '../support/standoff';

const text = 'No fever, chest pain or severe cough today.';
const itemsOf = (...lines: string[]): readonly Item[] =>
  fromBrat(text, `${lines.join('\n')}\n`).document.items;
const side = (name: string, ...lines: string[]): Side => ({ name, items: itemsOf(...lines) });

const takeSide = (
  sides: readonly Side[],
  items: readonly Item[],
  about: Disagreement,
  which: number,
): readonly Item[] => takeOf(standingOf(sides, items), about, which).items;
const isLeft = (sides: readonly Side[], items: readonly Item[], about: Disagreement): boolean =>
  standingOf(sides, items)
    .undecided()
    .some(({ key }) => key === about.key);

/** What comes of taking one side everywhere. */
function takeAll(sides: readonly Side[], which: number): readonly Item[] {
  const { agreed, disagreements } = adjudicate(sides);
  let items = agreed;
  for (const one of disagreements) items = [...items, ...takeSide(sides, items, one, which)];
  return items;
}

const fever = 'T1\tproblem 3 8\tfever';
const pain = 'T2\tproblem 10 20\tchest pain';
const cough = 'T3\tproblem 31 36\tcough';
const severe = 'T3\tproblem 24 36\tsevere cough';

describe('adjudication', () => {
  it('keeps what all say, of every kind, whatever its ids', () => {
    const lines = [
      fever,
      'T9\ttest 3 8\tfever',
      'T4\tproblem 3 8;31 36\tfever cough',
      pain,
      'E1\tproblem:T2 Of:T1',
      'R1\tTrIP Arg1:E1 Arg2:T4',
      'A1\tNegation T1',
      'A2\tAssertion E1 absent',
      'N1\tReference T1 UMLS:C1\tfever',
      '#1\tAnnotatorNotes R1\tsure?',
      '*\tEquiv T1 T9',
    ];
    const swapped = lines.map((line) =>
      line
        .replace(/\bT1\b/g, 'T77')
        .replace(/\bT9\b/g, 'T1')
        .replace(/\bR1\b/g, 'R5'),
    );
    const sides = [side('a', ...lines), side('b', ...swapped.reverse())];
    expect(adjudicate(sides)).toEqual({ agreed: sides[0]?.items, disagreements: [] });
  });

  it('follows what refers to each other however deep it goes', () => {
    const deep = (first: string): string[] => [
      first,
      cough,
      ...Array.from(
        { length: 6_000 },
        (_, n) => `R${n + 1}\tOf Arg1:${n === 0 ? 'T1' : `R${n}`} Arg2:T3`,
      ).reverse(),
    ];
    const sides = [side('a', ...deep(fever)), side('b', ...deep('T1\tproblem 0 8\tNo fever'))];
    const { agreed, disagreements } = adjudicate(sides);
    expect(agreed.map(({ id }) => id)).toEqual(['T3']);
    expect(disagreements).toHaveLength(6_001);
    expect(disagreements.at(-1)?.place).toEqual({ start: 3, end: 8 });
  });

  it('tells duplicates apart by what is tied to them', () => {
    const lines = ([x, y, u, v]: readonly string[]): string[] => [
      `${x}\tproblem 3 8\tfever`,
      `${y}\tproblem 3 8\tfever`,
      `${u}\ttest 10 20\tchest pain`,
      `${v}\ttest 10 20\tchest pain`,
      `R1\tTeRP Arg1:${u} Arg2:${x}`,
      `R2\tTeRP Arg1:${v} Arg2:${y}`,
      `A1\tNegation ${y}`,
    ];
    for (const order of [
      ['T1', 'T2', 'T3', 'T4'],
      ['T2', 'T1', 'T3', 'T4'],
      ['T2', 'T1', 'T4', 'T3'],
    ]) {
      const sides = [side('a', ...lines(['T1', 'T2', 'T3', 'T4'])), side('b', ...lines(order))];
      expect(adjudicate(sides)).toEqual({ agreed: sides[0]?.items, disagreements: [] });
    }
  });

  it('names what people differ in, and what each would write', () => {
    const sides = [
      side('a', fever, pain, severe, 'A1\tAssertion T1 absent', 'R1\tTrIP Arg1:T1 Arg2:T2'),
      side(
        'b',
        fever,
        'T2\ttest 10 20\tchest pain',
        cough,
        'A1\tAssertion T1 possible',
        'R1\tTrAP Arg1:T1 Arg2:T2',
        'T4\ttest 37 42\ttoday',
      ),
    ];
    const { agreed, disagreements } = adjudicate(sides);
    expect(agreed.map(({ id }) => id)).toEqual(['T1']);
    expect(
      disagreements.map(({ kind, place, options }) => [
        kind,
        place.start,
        ...options.map(({ items }) => items.map(({ id }) => id).join()),
      ]),
    ).toEqual([
      ['type', 10, 'T2', 'T2'],
      ['span', 24, 'T3', 'T3'],
      ['missing', 37, '', 'T4'],
      ['attribute', 3, 'A1', 'A1'],
      ['relation', 3, 'R1', 'R1'],
    ]);
    expect(new Set(disagreements.map(({ key }) => key)).size).toBe(5);
    expect(adjudicate(sides)).toEqual({ agreed, disagreements });
    expect(JSON.stringify(disagreements.map(({ key }) => key))).not.toMatch(/fever|pain/);
  });

  it('lets a relation of one side stand on the entity that was taken from the other', () => {
    const sides = [
      side('a', fever, severe, 'R1\tTrIP Arg1:T1 Arg2:T3'),
      side('b', fever, 'T8\tproblem 31 36\tcough', 'R1\tTrIP Arg1:T1 Arg2:T8', 'A4\tNegation T8'),
    ];
    const { agreed, disagreements } = adjudicate(sides);
    const [span, relation] = disagreements;
    if (!span || !relation) throw new Error('two disagreements');
    expect([span.kind, relation.kind]).toEqual(['span', 'relation']);
    const withSpan = [...agreed, ...takeSide(sides, agreed, span, 1)];
    expect(withSpan.map(({ id }) => id)).toEqual(['T1', 'T8', 'A4']);
    expect(isLeft(sides, agreed, span)).toBe(true);
    expect(isLeft(sides, withSpan, span)).toBe(false);
    const [written] = takeSide(sides, withSpan, relation, 0);
    expect(written).toMatchObject({ arguments: [{ target: 'T1' }, { target: 'T8' }] });
    const all = [...withSpan, ...(written ? [written] : [])];
    expect(takeSide(sides, all, relation, 1)).toEqual([]);
    expect(takeSide(sides, all, relation, 0)).toEqual([]);
  });

  it('gives ids that nothing has or refers to', () => {
    const sides = [
      side('a', fever, 'T2\tproblem 10 15\tchest', 'R1\tTrIP Arg1:T1 Arg2:T9'),
      side('b', 'T2\tproblem 3 8\tfever', 'T9\ttest 37 42\ttoday', 'T1\ttest 24 30\tsevere'),
    ];
    const { agreed, disagreements } = adjudicate(sides);
    let items = agreed;
    for (const one of disagreements)
      for (const which of [0, 1]) items = [...items, ...takeSide(sides, items, one, which)];
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.filter(({ kind }) => kind === 'textbound')).toHaveLength(4);
    expect(items.some(({ id }) => id === 'T9')).toBe(false);
    expect(items.find(({ kind }) => kind === 'relation')).toMatchObject({
      arguments: [{ target: 'T1' }, { target: 'T9' }],
    });
  });

  it('works for three people', () => {
    const sides = [side('a', fever, severe), side('b', fever, cough), side('c', 'T7\tproblem 3 8\tfever')];
    const { agreed, disagreements } = adjudicate(sides);
    expect(agreed.map(({ id }) => id)).toEqual(['T1']);
    expect(
      disagreements.map(({ kind, options }) => [kind, ...options.map(({ items }) => items.length)]),
    ).toEqual([['missing', 1, 1, 0]]);
  });

  it('gives, where both sides mean the same, just that', () => {
    fc.assert(
      fc.property(standoffPair, fc.integer(), ({ text: note, ann }, seed) => {
        const { items } = fromBrat(note, ann).document;
        // Other ids, and another order; what refers to nothing still does.
        const other = new Map(items.map(({ id }) => [id, `${id[0]}${9_000 + Number(id.slice(1)) * 7}`]));
        const renamed = items.map((item) => ({
          ...redirected(item, (id) => other.get(id) ?? id),
          id: other.get(item.id) ?? item.id,
        }));
        const shuffled = renamed
          .map((item, n) => ({ item, rank: (n * 7_919 + seed) % 13 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ item }) => item);
        const { agreed, disagreements } = adjudicate([
          { name: 'a', items },
          { name: 'b', items: shuffled },
        ]);
        expect(disagreements).toEqual([]);
        expect(agreed).toEqual(items);
      }),
      { numRuns: 150 },
    );
  });

  it('drops nothing, and gives a side’s meaning where that is taken everywhere', () => {
    const pair = fc.tuple(standoffPair, fc.infiniteStream(fc.nat(9)), fc.infiniteStream(fc.nat(9)));
    fc.assert(
      fc.property(pair, ([{ text: note, ann }, dropA, dropB]) => {
        const { items } = fromBrat(note, ann).document;
        const some = (chance: Iterator<number>): readonly Item[] =>
          items.flatMap((item) => {
            const drawn = chance.next().value;
            if (drawn === 0) return [];
            return [drawn === 1 ? { ...item, type: 'other' } : item];
          });
        const sides = [
          { name: 'a', items: some(dropA) },
          { name: 'b', items: some(dropB) },
        ];
        const { agreed, disagreements } = adjudicate(sides);
        for (const [n, { items: own }] of sides.entries())
          expect(agreed.length + disagreements.flatMap(({ options }) => options[n]?.items ?? []).length).toBe(
            own.length,
          );
        for (const which of [0, 1]) {
          const own = sides[which]?.items ?? [];
          // What is said twice is counted, not told apart by what refers to the one and the other.
          const isTwice = new Set(sayings(own)).size < own.length;
          const told = (items: readonly Item[]) => (isTwice ? sayings(items) : meaning({ items }));
          expect(told(takeAll(sides, which))).toEqual(told(own));
        }
      }),
      { numRuns: 150 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeType } from '../../server/src/annotation/schema';
import { adjudicate } from '../../server/src/evaluation/adjudication';
import { withUnsaidDefaults } from '../../server/src/evaluation/unsaid-defaults';
import type { Item } from '../../server/src/format/corpus/document';
import { fromBrat } from '../format/corpus/in-memory';
import { meaning } from '../support/meaning';

const text = 'No fever, chest pain or severe cough today.';
const itemsOf = (...lines: string[]): readonly Item[] =>
  fromBrat(text, `${lines.join('\n')}\n`).document.items;
const usual: AttributeType[] = [
  { name: 'Assertion', on: ['problem'], values: ['present', 'absent'], default: 'present' },
];
const sided = (...lists: (readonly Item[])[]) =>
  withUnsaidDefaults(
    lists,
    lists.map(() => usual),
  ).map((items, n) => ({ name: `${n}`, items }));

const fever = 'T1\tproblem 3 8\tfever';
const present = 'A1\tAssertion T1 present';

describe('an attribute that goes without saying', () => {
  it('is agreed where one wrote it down and another did not: the one that is written stays', () => {
    for (const lists of [
      [itemsOf(fever, present), itemsOf(fever)],
      [itemsOf(fever), itemsOf(fever, present), itemsOf(fever)],
    ]) {
      const { agreed, disagreements } = adjudicate(sided(...lists));
      expect(disagreements).toEqual([]);
      expect(meaning({ items: agreed })).toEqual(meaning({ items: itemsOf(fever, present) }));
    }
  });

  it('is not made up where nobody says it, nor for those who never say it, nor against another value', () => {
    const [plain, said] = [itemsOf(fever), itemsOf(fever, present)];
    expect(withUnsaidDefaults([plain, plain], [usual, usual])).toEqual([plain, plain]);
    expect(withUnsaidDefaults([said, plain], [usual, []])).toEqual([said, plain]);
    const denied = itemsOf(fever, 'A1\tAssertion T1 absent');
    expect(withUnsaidDefaults([said, denied], [usual, usual])).toEqual([said, denied]);
    expect(withUnsaidDefaults([denied, plain], [usual, usual])).toEqual([denied, plain]);
    const other = itemsOf('T1\ttest 3 8\tfever');
    expect(withUnsaidDefaults([said, other], [usual, usual])).toEqual([said, other]);
  });

  it('makes no difference, however it is spread over annotators, and is written where anybody wrote it', () => {
    const spans = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 8 });
    const choice = fc.constantFrom('said', 'unsaid');
    fc.assert(
      fc.property(
        spans,
        fc.array(fc.array(choice, { minLength: 8, maxLength: 8 }), { minLength: 2, maxLength: 3 }),
        (starts, who) => {
          const lists = who.map((choices) =>
            starts.flatMap((start, n): Item[] => {
              const id = `T${n + 1}`;
              const spans = [{ start, end: start + 5 }];
              const mention: Item = {
                kind: 'textbound',
                id,
                type: 'problem',
                spans,
                text: text.slice(start, start + 5),
              };
              const said: Item = {
                kind: 'attribute',
                id: `A${n + 1}`,
                type: 'Assertion',
                target: id,
                value: 'present',
              };
              return choices[n] === 'said' ? [mention, said] : [mention];
            }),
          );
          const { agreed, disagreements } = adjudicate(sided(...lists));
          expect(disagreements).toEqual([]);
          const written = starts.filter((_, n) => who.some((choices) => choices[n] === 'said'));
          const found = agreed.flatMap((item) => {
            if (item.kind !== 'attribute') return [];
            const target = agreed.find(({ id }) => id === item.target);
            return target?.kind === 'textbound' ? [target.spans[0]?.start] : [];
          });
          expect(found.sort()).toEqual(written.sort());
          expect(new Set(agreed.map(({ id }) => id)).size).toBe(agreed.length);
        },
      ),
    );
  });
});

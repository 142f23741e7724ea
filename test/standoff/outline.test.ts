import { expect, it } from 'vitest';
import { openStandoff } from '../../server/src/editor/standoff/open-standoff';
import { symbolsIn } from '../../server/src/editor/standoff/outline';
import { costOf } from '../support/cost';

const symbols = (file: string) => symbolsIn(openStandoff('file:///a.ann', 'brat-standoff', 1, file));

it('shows stretches, events and relations, with the attributes on them', () => {
  const file =
    'T1\tproblem 0 5\tfever\nA1\tAssertion T1 absent\nA2\tSevere T1\nR1\tPIP Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tsure\n';
  expect(symbols(file).map(({ name, detail }) => [name, detail])).toEqual([
    ['T1 problem', '“fever” · absent · Severe'],
    ['R1 PIP', 'T1 → T2'],
  ]);
});

it('costs little where thousands of lines bear an id that thousands name', () => {
  const file =
    'T1\tproblem 0 5\tfever\n'.repeat(10_000) +
    Array.from({ length: 10_000 }, (_, n) => `A${n}\tAssertion T1 absent\n`).join('');
  let shown: ReturnType<typeof symbols> = [];
  expect(
    costOf(() => {
      shown = symbols(file);
    }),
  ).toBeLessThan(2_000);
  expect(shown).toHaveLength(10_000);
  expect(shown[0]?.detail?.length).toBeLessThan(200);
});

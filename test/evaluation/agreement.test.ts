import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, NONE } from '../../server/src/evaluation/agreement';
import { cohensKappa, confusionOf, nominalAlpha } from '../../server/src/evaluation/kappa';
import { markedNote } from '../../server/src/evaluation/marked-note';
import { agreementOfSeveral } from '../../server/src/evaluation/several';
import { alphaUnitizing, unitized } from '../../server/src/evaluation/unitizing';
import { fromBrat } from '../format/corpus/in-memory';
import { standoffPair } from '../support/standoff';

const text = 'No fever, chest pain or severe cough today.';
const marked = (...lines: readonly string[]) => markedNote(fromBrat(text, `${lines.join('\n')}\n`).document);
const units = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([start, length]) => ({ start: start - 150, end: start - 150 + length }));

describe('Cohen’s κ', () => {
  it('is that of the textbook', () => {
    // Two readers of 50 proposals: both yes 20, both no 15, yes/no 5, no/yes 10.
    const pairs = (a: string, b: string, n: number) =>
      Array.from({ length: n }, (): [string, string] => [a, b]);
    const said = [
      ...pairs('y', 'y', 20),
      ...pairs('n', 'n', 15),
      ...pairs('y', 'n', 5),
      ...pairs('n', 'y', 10),
    ];
    const { n, raw, kappa } = cohensKappa(confusionOf(said));
    expect([n, raw]).toEqual([50, 0.7]);
    expect(kappa).toBeCloseTo(0.4, 12);
  });
  it('is undefined where nothing but one category was said, and never 1', () => {
    expect(cohensKappa(confusionOf([]))).toEqual({ n: 0, raw: undefined, kappa: undefined });
    expect(
      cohensKappa(
        confusionOf([
          ['a', 'a'],
          ['a', 'a'],
          ['a', 'a'],
        ]),
      ),
    ).toEqual({ n: 3, raw: 1, kappa: undefined });
    expect(
      cohensKappa(
        confusionOf([
          ['a', 'b'],
          ['a', 'a'],
        ]),
      ).kappa,
    ).toBe(0);
  });
});

describe('Krippendorff’s α', () => {
  it('is that of the author’s example with four people and gaps', () => {
    const people = [
      '1 2 3 3 2 1 4 1 2 * * *',
      '1 2 3 3 2 2 4 1 2 5 * 3',
      '* 3 3 3 2 3 4 2 2 5 1 *',
      '1 2 3 3 2 4 4 1 2 5 1 *',
    ].map((line) => line.split(' '));
    const things = Array.from({ length: 12 }, (_, n) =>
      people.map((row) => row[n] ?? '*').filter((said) => said !== '*'),
    );
    const { n, alpha } = nominalAlpha(things);
    expect(n).toBe(11);
    expect(alpha).toBeCloseTo(0.743421052631579, 12);
  });
  it('is undefined where one category alone was said', () => {
    expect(
      nominalAlpha([
        ['a', 'a'],
        ['a', 'a'],
      ]).alpha,
    ).toBeUndefined();
    expect(nominalAlpha([['a'], ['b']])).toEqual({ n: 0, alpha: undefined });
  });
});

describe('αU', () => {
  // Krippendorff 2004, p. 254: a continuum from 150 to 450, two people, categories c and k.
  const c = unitized([units([225, 70], [370, 30]), units([220, 80], [355, 20], [400, 20])], 300);
  const k = unitized([units([180, 60], [300, 50]), units([180, 60], [300, 50])], 300);
  it('is that of the textbook', () => {
    expect(c.observed).toBeCloseTo(0.0144, 4);
    expect(c.expected).toBeCloseTo(0.0532, 4);
    expect(k.expected).toBeCloseTo(0.049, 4);
    expect(alphaUnitizing([c])).toBeCloseTo(0.7286, 4);
    expect(alphaUnitizing([k])).toBe(1);
    expect(alphaUnitizing([c, k])).toBeCloseTo(0.859, 3);
  });
  it('is that of a sum by hand, for a unit of one in a gap of the other', () => {
    // L = 4, one unit 1–3: observed 2·(2²)/(2·1·16) = 0.25; expected (2/4)·(2²·(4−2+1))/(8·7−2·1) = 1/9.
    const one = unitized([[{ start: 1, end: 3 }], []], 4);
    expect(one.observed).toBeCloseTo(0.25, 12);
    expect(one.expected).toBeCloseTo(1 / 9, 12);
    expect(alphaUnitizing([one])).toBeCloseTo(1 - 9 / 4, 12);
  });
  it('is undefined where nothing is marked', () => {
    expect(alphaUnitizing([])).toBeUndefined();
    expect(alphaUnitizing([unitized([[], []], 100)])).toBeUndefined();
  });
});

describe('agreement of two', () => {
  const a = marked(
    'T1\tproblem 3 8\tfever',
    'T2\tproblem 10 20\tchest pain',
    'T3\tproblem 24 36\tsevere cough',
    'T4\ttest 37 42\ttoday',
    'A1\tAssertion T1 absent',
    'A2\tAssertion T2 absent',
    'R1\tTrIP Arg1:T1 Arg2:T2',
    'R2\tTrIP Arg1:T1 Arg2:T4',
  );
  const b = marked(
    'T5\tproblem 3 8\tfever',
    'T6\ttest 10 20\tchest pain',
    'T7\tproblem 31 36\tcough',
    'A1\tAssertion T5 possible',
    'R1\tTrIP Arg1:T5 Arg2:T6',
  );
  const found = agreementOf([{ a, b }]);
  it('counts spans, types, attributes and relations', () => {
    expect(found.spans.exact.micro).toMatchObject({ right: 1, gold: 4, predicted: 3 });
    expect(found.spans.overlapping.micro).toMatchObject({ right: 2, gold: 4, predicted: 3 });
    expect(found.types.exact).toMatchObject({ n: 2, raw: 0.5, kappa: 0 });
    expect(found.types.overlapping).toMatchObject({ n: 3 });
    expect(found.confusion).toEqual({
      categories: ['problem', 'test', NONE],
      counts: [
        [2, 1, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
    });
    expect(found.attributes.get('Assertion')).toMatchObject({ n: 1, raw: 0, kappa: 0 });
    // Of three entities that met, the relation to the fourth is not judged.
    expect(found.relations.exact.micro).toMatchObject({ right: 0, gold: 0, predicted: 0 });
    expect(found.relations.overlapping.micro).toMatchObject({ right: 1, gold: 1, predicted: 1 });
  });
  it('counts it as a judgement not to give an attribute, on types that bear it', () => {
    const more = marked('T1\tproblem 3 8\tfever', 'T2\tproblem 10 20\tchest pain', 'T4\ttest 37 42\ttoday');
    const agreed = agreementOf([{ a, b: more }]).attributes.get('Assertion');
    expect(agreed).toMatchObject({ n: 2, raw: 0 });
    expect(agreed?.confusion.categories).toEqual(['absent', NONE]);
  });
  it('takes a relation that is symmetric either way round, and no other', () => {
    const one = ['T1\tproblem 3 8\tfever', 'T2\tproblem 10 20\tchest pain'];
    const [x, y] = ['R1\tSame Arg1:T1 Arg2:T2', 'R1\tSame Arg1:T2 Arg2:T1'].map((relation) => [
      ...one,
      relation,
    ]);
    const read = (lines: readonly string[] = [], symmetric: ReadonlySet<string>) =>
      markedNote(fromBrat(text, `${lines.join('\n')}\n`).document, symmetric);
    const right = (symmetric: ReadonlySet<string>) =>
      agreementOf([{ a: read(x, symmetric), b: read(y, symmetric) }]).relations.exact.micro.right;
    expect(right(new Set())).toBe(0);
    expect(right(new Set(['Same']))).toBe(1);
  });
  it('is whole where both say the same, and the same from either side', () => {
    fc.assert(
      fc.property(standoffPair, standoffPair, ({ text: note, ann }, { ann: other }) => {
        const [one, two] = [ann, other].map((lines) => markedNote(fromBrat(note, lines).document));
        if (!one || !two) throw new Error('two notes');
        const same = agreementOf([{ a: one, b: one }]);
        expect(same.spans.exact.micro.right).toBe(one.mentions.length);
        expect(same.relations.exact.micro.right).toBe(one.links.length);
        expect(same.unitizing.all ?? 1).toBe(1);
        const [there, back] = [agreementOf([{ a: one, b: two }]), agreementOf([{ a: two, b: one }])];
        for (const how of ['exact', 'overlapping'] as const)
          expect(there.spans[how].micro.right).toBe(back.spans[how].micro.right);
        expect(there.unitizing.all ?? 2).toBeCloseTo(back.unitizing.all ?? 2, 9);
        expect(there.spans.overlapping.micro.right).toBeGreaterThanOrEqual(
          there.spans.exact.micro.right -
            one.mentions.filter(({ spans }) => spans.every(({ start, end }) => start === end)).length,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('agreement of several', () => {
  it('takes stacked types apart, and leaves out who did not mark the span', () => {
    const fever = (...types: readonly string[]) =>
      marked(...types.map((type, n) => `T${n + 1}\t${type} 3 8\tfever`));
    const { types } = agreementOfSeveral([
      [fever('problem', 'test'), fever('test', 'problem'), fever('problem')],
    ]);
    // Twice `test`, thrice `problem`.
    expect(types).toEqual({ n: 2, alpha: 1 });
    const unlike = agreementOfSeveral([[fever('problem'), fever('problem'), fever('test')]]);
    expect(unlike.types).toEqual({ n: 1, alpha: 0 });
  });
});

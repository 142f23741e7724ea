import { describe, expect, it } from 'vitest';
import { intervalOf, ROUNDS, resamples } from '../../server/src/evaluation/bootstrap';
import { markedNote } from '../../server/src/evaluation/marked-note';
import { countNote } from '../../server/src/evaluation/note-counts';
import { scoreNotes } from '../../server/src/evaluation/scores';
import { fromBrat } from '../format/corpus/in-memory';

const text = 'No fever, chest pain\nor severe cough today.';
const marked = (...lines: readonly string[]) => markedNote(fromBrat(text, `${lines.join('\n')}\n`).document);
const numbers = (counts: ReadonlyMap<string, object>) => Object.fromEntries(counts);

describe('counts of a note', () => {
  const gold = marked(
    'T1\tproblem 3 8\tfever',
    'T2\tproblem 10 20\tchest pain',
    'T3\tproblem 24 36\tsevere cough',
    'A1\tAssertion T1 absent',
    'A2\tAssertion T2 present',
    'R1\tPIP Arg1:T1 Arg2:T2',
    'R2\tPIP Arg1:T1 Arg2:T3',
  );
  const predicted = marked(
    'T1\tproblem 31 36\tcough',
    'T2\tproblem 3 8\tfever',
    'T3\tproblem 10 20\tchest pain',
    'A1\tAssertion T2 absent',
    'A2\tAssertion T3 possible',
    'A3\tAssertion T1 present',
    // The ends are written the other way round, the roles say which is which.
    'R1\tPIP Arg2:T3 Arg1:T2',
    'R2\tPIP Arg1:T2 Arg2:T1',
  );
  const counts = countNote(gold, predicted);
  it('are those of entities, attributes and relations, given their ends and end to end', () => {
    expect(numbers(counts['entities.exact'])).toEqual({ problem: { right: 2, predicted: 3, gold: 3 } });
    expect(numbers(counts['entities.overlapping'])).toEqual({ problem: { right: 3, predicted: 3, gold: 3 } });
    expect(numbers(counts['attributes.matched'])).toEqual({
      'Assertion: absent': { right: 1, predicted: 1, gold: 1 },
      'Assertion: present': { right: 0, predicted: 0, gold: 1 },
      'Assertion: possible': { right: 0, predicted: 1, gold: 0 },
    });
    expect(counts['attributes.endToEnd'].get('Assertion: present')).toEqual({
      right: 0,
      predicted: 1,
      gold: 1,
    });
    expect(numbers(counts['relations.matched'])).toEqual({ PIP: { right: 1, predicted: 1, gold: 1 } });
    expect(numbers(counts['relations.endToEnd'])).toEqual({ PIP: { right: 1, predicted: 2, gold: 2 } });
    expect(numbers(counts['relations.overlapping'])).toEqual({ PIP: { right: 2, predicted: 2, gold: 2 } });
  });
  it('find a relation by ends that overlap also where an entity of another type has the place of one', () => {
    const wide = marked(
      'T1\ttest 10 20\tchest pain',
      'T2\tproblem 10 26\tchest pain seve',
      'T3\tproblem 3 8\tfever',
      'R1\tPIP Arg1:T3 Arg2:T2',
    );
    const { 'entities.overlapping': entities, 'relations.overlapping': relations } = countNote(gold, wide);
    expect(entities.get('problem')).toEqual({ right: 2, predicted: 2, gold: 3 });
    expect(numbers(relations)).toEqual({ PIP: { right: 1, predicted: 1, gold: 2 } });
  });
  it('take an event for its trigger, and its roles for relations', () => {
    const event = marked(
      'T1\tOnset 3 8\tfever',
      'T2\ttime 37 42\ttoday',
      'E1\tOnset:T1 When2:T2',
      'A1\tNegation E1',
    );
    expect(event.mentions[0]?.attributes).toEqual(new Map([['Negation', 'yes']]));
    expect(event.links).toMatchObject([
      { type: 'Onset:When', ends: [{ mention: { id: 'T1' } }, { mention: { id: 'T2' } }] },
    ]);
  });
  it('take fragments that only a line end parts for one, and name what does not end on entities', () => {
    const cut = marked(
      'T1\tproblem 10 20;21 23\tchest pain or',
      'R1\tPIP Arg1:T1 Arg2:R2',
      'R2\tPIP Arg1:T1 Arg2:T1',
    );
    expect(cut.mentions[0]?.spans).toEqual([{ start: 10, end: 23 }]);
    expect(cut.endless).toEqual(['R1']);
    expect(marked('T1\tproblem 3 8;10 15\tfever chest').mentions[0]?.spans).toHaveLength(2);
  });
});

describe('scores', () => {
  const row = (right: number, predicted: number, gold: number) => ({ right, predicted, gold });
  it('are micro over all, macro over types of either side, undefined where there is nothing', () => {
    const { types, micro, macro } = scoreNotes([
      new Map([
        ['a', row(1, 2, 1)],
        ['b', row(0, 0, 1)],
      ]),
      new Map([['a', row(1, 1, 2)]]),
    ]);
    expect(micro).toMatchObject({
      right: 2,
      predicted: 3,
      gold: 4,
      precision: { value: 2 / 3 },
      recall: { value: 0.5 },
    });
    expect(types.get('a')?.f1.value).toBeCloseTo(2 / 3, 12);
    expect(types.get('b')).toMatchObject({
      precision: { value: undefined },
      recall: { value: 0 },
      f1: { value: 0 },
    });
    expect(macro.value).toBeCloseTo(1 / 3, 12);
    expect(scoreNotes([]).micro.f1).toEqual({ value: undefined, interval: undefined });
    // One note says nothing of how notes vary.
    expect(scoreNotes([new Map([['a', row(1, 2, 2)]])]).micro.f1).toEqual({
      value: 0.5,
      interval: undefined,
    });
  });
  it('have intervals that hold the value, are the same each time, and are nothing where notes are alike', () => {
    const notes = Array.from({ length: 40 }, (_, n) => new Map([['a', row(n % 3, 3, 2 + (n % 2))]]));
    const once = scoreNotes(notes);
    const { value = 0, interval } = once.micro.f1;
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
    expect(scoreNotes(notes)).toEqual(once);
    const alike = scoreNotes(notes.map(() => new Map([['a', row(1, 2, 2)]])));
    expect(alike.micro.f1).toEqual({ value: 0.5, interval: { low: 0.5, high: 0.5 } });
  });
  it('come from draws with replacement, and quantiles as numpy has them', () => {
    const drawn = [...resamples(10)];
    expect(drawn).toHaveLength(ROUNDS);
    for (const times of drawn) expect(times.reduce((sum, one) => sum + one, 0)).toBe(10);
    const share = drawn.reduce((sum, times) => sum + (times[3] ?? 0), 0) / ROUNDS;
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(1.1);
    // numpy.percentile([0 … 10], [2.5, 97.5])
    expect(intervalOf([3, 1, 2, 0, 4, 5, 6, 10, 9, 8, 7, undefined])).toEqual({ low: 0.25, high: 9.75 });
  });
});

import { describe, expect, it } from 'vitest';
import { readBio } from '../../server/src/evaluation/bio';
import { score } from '../../server/src/evaluation/counts';
import { countMatches } from '../../server/src/evaluation/matching';

const span = (type: string, start: number, end: number) => ({ type, start, end });

describe('entity scores', () => {
  it('count each span once, on either side', () => {
    const gold = [span('problem', 0, 5), span('problem', 6, 9), span('test', 10, 14)];
    const predicted = [span('problem', 0, 9), span('test', 10, 14), span('treatment', 10, 14)];
    expect(countMatches(gold, predicted, 'exact')).toEqual({ right: 1, predicted: 3, gold: 3 });
    expect(countMatches(gold, predicted, 'overlapping')).toEqual({ right: 2, predicted: 3, gold: 3 });
  });
  it('are zero where nothing can be said', () => {
    expect(score({ right: 0, predicted: 0, gold: 0 })).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(score({ right: 1, predicted: 2, gold: 1 }).f1).toBeCloseTo(2 / 3);
  });
});

describe('token rows', () => {
  it('become text and spans', () => {
    const { text, spans } = readBio(
      'No\tO\nchest\tB-problem\npain\tI-problem\n.\tO\n\nECG\tI-test\nfever\tB-problem\n',
    );
    expect(text).toBe('No chest pain .\nECG fever\n');
    expect(spans.map((s) => [s.type, text.slice(s.start, s.end)])).toEqual([
      ['problem', 'chest pain'],
      ['test', 'ECG'],
      ['problem', 'fever'],
    ]);
  });
});

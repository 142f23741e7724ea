import { describe, expect, it } from 'vitest';
import { goldOfBrat } from '../../server/src/learning/reading';

describe('gold that is read', () => {
  it('comes from brat with the offsets of the note, without what has gaps', () => {
    const text = '🌱 A fern and a rose grew.';
    const ann = 'T1\tplant 4 8\tfern\nT2\tplant 4 8;20 24\tfern grew\nT3\tother 15 19\trose\n';
    const gold = goldOfBrat(text, ann, { plant: 'green' });
    expect(gold.entities.map(({ start, end, type }) => [text.slice(start, end), type])).toEqual([
      ['fern', 'green'],
    ]);
    expect(gold.withGaps).toBe(1);
    expect(goldOfBrat(text, ann).entities.map(({ type }) => type)).toEqual(['plant', 'other']);
  });
});

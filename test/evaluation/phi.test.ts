import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratesOf } from '../../server/src/evaluation/counts';
import { measures, scorePhi } from '../../server/src/evaluation/phi';
import {
  disagreements,
  noteOfI2b2,
  type PhiNote,
  type PhiSpan,
  phiCategories,
  readPhiRows,
} from '../../server/src/evaluation/phi-notes';
import { pairNotes, sameNames } from '../../server/src/evaluation/phi-pairs';
import { isIn } from '../../server/src/evaluation/phi-sets';

const text = 'Jane Q. Doe, 54, of Ohio; seen by Dr. Roe on 3/4/2021, born 1967. http://a.example';

/** The first place of some words as a marked span. */
const mark = (words: string, category: PhiSpan['category'], type?: string): PhiSpan => {
  const start = text.indexOf(words);
  return { start, end: start + words.length, category, type, text: words };
};
const score = (gold: PhiSpan[], predicted: PhiSpan[], set: Parameters<typeof scorePhi>[1] = 'all') =>
  scorePhi([{ gold, predicted }], set);

describe('scores of identifiers', () => {
  it('counts letters and digits, not spaces and marks, of any category', () => {
    const { total, categories } = score(
      [mark('Jane Q. Doe', 'NAME'), mark('3/4/2021', 'DATE')],
      [mark('Jane', 'LOCATION'), mark('Q. Doe, 54', 'NAME')],
    );
    expect(total.characters).toEqual({ gold: 14, found: 8, predicted: 10, right: 8 });
    expect(categories.get('NAME')?.characters).toEqual({ gold: 8, found: 8, predicted: 6, right: 4 });
    expect(categories.get('LOCATION')?.characters).toEqual({ gold: 0, found: 0, predicted: 4, right: 4 });
    expect(categories.has('SSN')).toBe(false);
  });

  it('counts spans by both ends, by both ends and the category, and by what they share', () => {
    const { total } = score(
      [mark('Jane Q. Doe', 'NAME'), mark('Roe', 'NAME'), mark('3/4/2021', 'DATE')],
      [mark('Jane', 'NAME'), mark('Doe', 'NAME'), mark('Roe', 'LOCATION'), mark('1967', 'DATE')],
    );
    expect(total.overlapping).toEqual({ gold: 3, found: 2, predicted: 4, right: 3 });
    expect(total.exact).toEqual({ gold: 3, found: 1, predicted: 4, right: 1 });
    expect(total.exactCategory).toEqual({ gold: 3, found: 0, predicted: 4, right: 0 });
    expect(total.tokens).toEqual({ gold: 7, found: 2, predicted: 4, right: 2 });
  });

  it('leaves aside, in the HIPAA subset, what gold marks outside of it', () => {
    const gold = [
      mark('Jane Q. Doe', 'NAME', 'PATIENT'),
      mark('Roe', 'NAME', 'DOCTOR'),
      mark('http://a.example', 'URL', 'URL'),
    ];
    const predicted = [mark('Jane Q. Doe', 'NAME'), mark('Dr. Roe', 'NAME'), mark('1967', 'DATE')];
    const { total } = score(gold, predicted, 'hipaa');
    expect(total.exactCategory).toEqual({ gold: 2, found: 1, predicted: 2, right: 1 });
    expect(total.characters).toEqual({ gold: 8 + 12, found: 8, predicted: 8 + 4, right: 8 });
    expect(score(gold, predicted).total.exactCategory).toEqual({ gold: 3, found: 1, predicted: 3, right: 1 });
  });

  it('knows what the Safe Harbor rule lets stand', () => {
    const stands = [
      mark('54', 'AGE', 'AGE'),
      mark('Ohio', 'LOCATION', 'STATE'),
      mark('1967', 'DATE', 'DATE'),
      { ...mark('Doe', 'OTHER', 'PROFESSION'), text: 'nurse' },
      { ...mark('54', 'AGE'), text: 'sixty-one' },
    ];
    const not = [
      mark('Roe', 'NAME', 'DOCTOR'),
      mark('3/4/2021', 'DATE', 'DATE'),
      mark('http://a.example', 'URL', 'URL'),
      { ...mark('54', 'AGE'), text: '90' },
      { ...mark('54', 'AGE'), text: 'Ninety-one' },
    ];
    expect(stands.filter((span) => isIn('safeHarbor', span))).toEqual([]);
    expect(not.filter((span) => !isIn('safeHarbor', span))).toEqual([]);
    expect(score(stands.slice(0, 3), [], 'safeHarbor').total.characters.gold).toBe(0);
  });

  it('has no rate where there is nothing to count', () => {
    const { total } = score([], [mark('Roe', 'NAME')]);
    expect(ratesOf(total.characters)).toEqual({ recall: undefined, precision: 0, f1: 0 });
    expect(ratesOf(score([], []).total.characters).f1).toBeUndefined();
  });

  const spans = fc
    .array(
      fc.record({
        start: fc.nat(text.length - 1),
        length: fc.integer({ min: 1, max: 12 }),
        category: fc.constantFrom(...phiCategories),
      }),
      { maxLength: 8 },
    )
    .map((some) =>
      some.map(({ start, length, category }): PhiSpan => {
        const end = Math.min(text.length, start + length);
        return { start, end, category, type: undefined, text: text.slice(start, end) };
      }),
    );

  it('is perfect for gold itself, and the categories of a side add up', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        for (const measure of measures) {
          const { gold: all, found } = score(gold, gold).total[measure];
          if (measure !== 'tokens' || all > 0) expect(found).toBe(all);
          const { total, categories } = score(gold, predicted);
          if (measure === 'exact') continue; // two spans of one place and of two categories count once
          const sum = [...categories.values()].reduce((n, tallies) => n + tallies[measure].found, 0);
          expect(sum).toBe(total[measure].found);
        }
      }),
    );
  });

  it('counts letters as a reader with a marker would', () => {
    const under = (some: PhiSpan[]) => (_: string, at: number) =>
      some.some(({ start, end }) => start <= at && at < end);
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const letters = (keep: (char: string, at: number) => boolean): number =>
          [...text].filter((char, at) => /\w/.test(char) && keep(char, at)).length;
        const [inGold, inPredicted] = [under(gold), under(predicted)];
        const both = letters((char, at) => inGold(char, at) && inPredicted(char, at));
        expect(score(gold, predicted).total.characters).toEqual({
          gold: letters(inGold),
          found: both,
          predicted: letters(inPredicted),
          right: both,
        });
      }),
    );
  });
});

const note = (name: string, ...marked: PhiSpan[]): PhiNote => ({ name, text: undefined, spans: marked });

describe('the two sides', () => {
  it('are paired by name, whatever the ending, and what one side lacks is kept', () => {
    const pairs = pairNotes(
      [note('ward/a.xml'), note('b', mark('Roe', 'NAME'))],
      [note('c.note'), note('ward/a.txt')],
    );
    expect(pairs.map(({ name, missing }) => [name, missing])).toEqual([
      ['ward/a.xml', undefined],
      ['b', 'predicted'],
      ['c.note', 'gold'],
    ]);
    expect(pairs[1]?.predicted.spans).toEqual([]);
    expect(sameNames([note('a.txt'), note('b.txt'), note('a.xml')])).toEqual([['a.txt', 'a.xml']]);
  });

  it('are told apart where they are not of one text', () => {
    const tags = [{ start: 3, end: 7, id: 'P0', type: 'PATIENT' }];
    const document = noteOfI2b2('a.xml', { text: '😀 Jane', tags, warnings: [] });
    expect(document.spans).toEqual([{ start: 2, end: 6, category: 'NAME', type: 'PATIENT', text: 'Jane' }]);
    const jane = { ...mark('Jane', 'NAME'), start: 2, end: 6 };
    const shifted = { ...jane, start: 3, end: 7 };
    expect(disagreements(document, note('a', jane))).toBe(0);
    expect(disagreements(document, note('a', shifted))).toBe(1);
    expect(disagreements(note('a', jane), note('a', shifted))).toBe(1);
    expect(disagreements(note('a', jane), note('a', { ...jane, start: 9, end: 13 }))).toBe(0);
  });
});

describe('rows of spans', () => {
  const row = (phi: object[], name = 'a.txt'): string => JSON.stringify({ note: name, phi });

  it('are read with their categories, or with TYPEs of i2b2 2014 in their place', () => {
    const jane = { start: 2, end: 7, category: 'NAME', text: 'Jane😀' };
    const rows = `\ufeff${row([jane])}\r\n\n${row([{ ...jane, category: 'DOCTOR' }], 'b')}\n`;
    expect([...readPhiRows(rows)]).toEqual([
      { name: 'a.txt', text: undefined, spans: [{ ...jane, type: undefined }] },
      { name: 'b', text: undefined, spans: [{ ...jane, type: 'DOCTOR' }] },
    ]);
    // A category that is also a TYPE tells no more than a category.
    const [date] = [...readPhiRows(row([{ ...jane, category: 'DATE' }]))];
    expect(date).toMatchObject({ spans: [{ category: 'DATE', type: undefined }] });
  });

  it.each([
    ['no JSON', '{"note": "Jane', /^line 1: it is not JSON/],
    ['no row', '{"id": "Jane"}', /^line 1: its note is not/],
    ['a span without text', row([{ start: 0, end: 4, category: 'NAME' }]), /phi\.0\.text/],
    [
      'an unknown category',
      row([{ start: 0, end: 4, category: 'Jane', text: 'Jane' }]),
      /phi\.0: its category/,
    ],
    ['another unit', row([{ start: 0, end: 6, category: 'NAME', text: 'Jane😀' }]), /phi\.0: .*code points/],
    [
      'a place beyond any note',
      row([{ start: 0, end: 1e12, category: 'NAME', text: 'Jane' }]),
      /phi\.0\.end/,
    ],
  ])('say where they cannot be read: %s', (_, rows, message) => {
    const [read] = [...readPhiRows(rows)];
    expect(read).toMatchObject({ failure: expect.stringMatching(message) });
    expect(JSON.stringify(read)).not.toContain('Jane');
  });
});

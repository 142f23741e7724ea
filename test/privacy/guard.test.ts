import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { makeGuard } from '../../server/src/privacy/guard';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { deidentify } from '../../server/src/privacy/view';
import { identifyingNote } from './notes';

const guardOf = (text: string) => makeGuard(text, identifiersOf(parseNote(text)));
const note =
  'Patient: QUINTRELL, MARISOL   MRN: 00731846   SSN 123-45-6789\nmarisol.q@mail.example, (207) 555-0118\n\nMs. Quintrell, 93, was seen on 3/14/2024 by Dr. Will Brandvold. She will rest. BP 93/60.';

describe('the guard', () => {
  it('lets the view of the note through', () => {
    const identifiers = identifiersOf(parseNote(note));
    const { text } = deidentify(note, identifiers, { key: new Uint8Array(32), identity: 'n' });
    expect(guardOf(note)([text])).toBeUndefined();
  });

  it.each([
    ['a name of several parts', 'so Marisol Quintrell rests'],
    ['in any writing', 'MARISOL   quintrell'],
    ['the other way round', 'quintrell marisol'],
    ['a name in the writing of the note', 'then Quintrell rested'],
    ['a record number', 'number 00731846'],
    ['a number with other marks', 'ssn 123 45 6789'],
    ['an e-mail address', 'MARISOL.Q@MAIL.EXAMPLE'],
    ['a telephone number', '207.555.0118'],
    ['a date with its year', '3-14-2024'],
  ])('refuses %s', (_, text) => {
    expect(guardOf(note)(['harmless', text])).toMatchObject({ count: expect.any(Number) });
  });

  it.each([
    ['a verb that is a name', 'She will rest and will eat.'],
    ['numbers that an age is part of', 'BP 93/60, age 93'],
    ['parts of other tokens', 'code 1007318461, quintrellish'],
    ['a day without its year', 'on 3/14'],
    ['nothing', ''],
  ])('lets %s through', (_, text) => {
    expect(guardOf(note)([text])).toBeUndefined();
  });

  it('tells category and count, never text', () => {
    const finding = guardOf(note)(['MRN 00731846 of Quintrell']);
    expect(Object.keys(finding ?? {}).sort()).toEqual(['category', 'count']);
    expect(JSON.stringify(finding)).not.toMatch(/00731846|Quintrell/);
  });

  it('reads a long text once, whatever it holds', () => {
    const guard = guardOf(note);
    const time = (size: number): number => {
      const text = '1234 '.repeat(size);
      const start = performance.now();
      guard([text]);
      return performance.now() - start;
    };
    time(20_000);
    expect(time(80_000)).toBeLessThan(20 * Math.max(time(20_000), 5));
  });

  it('never refuses what holds nothing but placeholders', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        const identifiers = identifiersOf(parseNote(text));
        const view = deidentify(text, identifiers, { key: new Uint8Array(32), identity: 'n' });
        const guard = makeGuard(text, identifiers);
        for (const identifier of identifiers) expect(guard([view.excerpt(identifier).text])).toBeUndefined();
      }),
    );
  });
});

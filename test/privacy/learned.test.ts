import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editNote, parseNote } from '../../server/src/note/note';
import { identifiersOf, rulesFind } from '../../server/src/privacy/identifiers';
import { SLOTS } from '../../server/src/privacy/learned/features';
import { findLearned, judgeOf } from '../../server/src/privacy/learned/judge';
import { readLearned, shippedLearned, writeLearned } from '../../server/src/privacy/learned/weights';
import { lexed } from '../../server/src/privacy/words/lexer';

const found = (text: string): string[] =>
  identifiersOf(parseNote(text)).map(({ start, end, category }) => `${category} ${text.slice(start, end)}`);

/** What the rules leave and what was learned finds. */
function learned(text: string): string[] {
  const seen = lexed(text);
  return findLearned(seen, rulesFind(seen)).map(({ start, end }) => text.slice(start, end));
}

const words = fc.constantFrom(
  ...'Hope Penny Early Blue Ball Banks at from by RN Dr , . : - & ( ) / | ^ 12 x9 Melody said the pt river Fork LOVE'.split(
    ' ',
  ),
);
const gaps = fc.constantFrom(' ', '', '\n', '  ', '\n\n', '\t');
const notes = fc
  .array(fc.tuple(words, gaps), { maxLength: 60 })
  .map((pairs) => pairs.map(([word, gap]) => word + gap).join(''));

describe('what was learned of names and places', () => {
  it.each([
    ['Admitted from Copper Kettle. Report given to Melody.', ['Copper Kettle', 'Melody']],
    ['Charge RN Penny aware, Dr Banks paged.', ['Penny', 'Banks']],
  ])('masks names of everyday words: %j', (text, names) => {
    const masked = found(text).join(' ');
    for (const name of names) expect(masked).toContain(name);
  });

  it.each([
    'Hope to discharge soon. Long discussion. Grant applied for.',
    'Lachman firm, Tinel negative, Virchow node absent, Mallory-Weiss tear.',
    'Discharged to Home. Code Blue called. Self Pay. Seen in Wound Clinic.',
    'transferred from outside hospital to icu, foley patent, md aware',
  ])('leaves what is none: %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes nothing that the rules have, and stays in the order of the text', () => {
    fc.assert(
      fc.property(notes, (text) => {
        const seen = lexed(text);
        const ruled = rulesFind(seen);
        const more = findLearned(seen, ruled);
        const all = [...ruled, ...more].sort((a, b) => a.start - b.start);
        for (const [n, one] of all.entries()) {
          expect(one.end).toBeGreaterThan(one.start);
          expect(one.start).toBeGreaterThanOrEqual(all[n - 1]?.end ?? 0);
        }
      }),
    );
  });

  it('says of a word what it says without having seen others before', () => {
    const shipped = shippedLearned();
    fc.assert(
      fc.property(notes, (text) => {
        const seen = lexed(text);
        const ruled = rulesFind(seen);
        expect(findLearned(seen, ruled)).toEqual(findLearned(seen, ruled, judgeOf(shipped)));
      }),
      { numRuns: 30 },
    );
  });

  it('finds in an edited note what it finds in a fresh one', () => {
    fc.assert(
      fc.property(notes, notes, fc.nat(), fc.nat(), (text, inserted, a, b) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [
          number,
          number,
        ];
        const note = parseNote(text);
        identifiersOf(note);
        const edited = editNote(note, { start, end, text: inserted });
        expect(identifiersOf(edited)).toEqual(
          identifiersOf(parseNote(text.slice(0, start) + inserted + text.slice(end))),
        );
      }),
    );
  });

  it('masks more where less is asked for', () => {
    const shipped = shippedLearned();
    const text = 'Seen with Penny. Rides with Sandy from Rolling Hill, then works at Copper Kettle.';
    const seen = lexed(text);
    const count = (threshold: number): number =>
      findLearned(seen, [], judgeOf({ ...shipped, threshold })).length;
    expect(count(100)).toBe(0);
    expect(count(-2)).toBeGreaterThan(0);
    expect(learned('')).toEqual([]);
  });
});

describe('weights', () => {
  it('are read as they were written, to half a step', () => {
    const table = (seed: number): Float64Array =>
      Float64Array.from({ length: SLOTS }, (_, slot) => Math.sin(slot * seed) * 2);
    const made = { identifies: table(1.7), isPlace: table(0.3), threshold: 0.25 };
    const read = readLearned(writeLearned(made));
    expect(read.threshold).toBe(0.25);
    for (const name of ['identifies', 'isPlace'] as const)
      expect(
        Math.max(...Array.from(made[name], (weight, slot) => Math.abs(weight - (read[name][slot] ?? 9)))),
      ).toBeLessThan(0.03);
    expect(writeLearned(read)).toBe(writeLearned(made));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editNote, parseNote } from '../../server/src/note/note';
import type { Finding } from '../../server/src/privacy/finders/finding';
import { identifiersOf, rulesFind, rulesSee } from '../../server/src/privacy/identifiers';
import { SLOTS } from '../../server/src/privacy/learned/features';
import { type Judge, judged, judgeOf } from '../../server/src/privacy/learned/judge';
import { Finder, isWeak, votesOf } from '../../server/src/privacy/learned/sightings';
import {
  type Learned,
  readLearned,
  shippedLearned,
  writeLearned,
} from '../../server/src/privacy/learned/weights';
import { asWhole } from '../../server/src/privacy/learned/whole';
import { lexed } from '../../server/src/privacy/words/lexer';

const found = (text: string): string[] =>
  identifiersOf(parseNote(text)).map(({ start, end, category }) => `${category} ${text.slice(start, end)}`);

/** What the rules find in a text, and what is left of it and beside it. */
function both(
  text: string,
  judge?: Judge,
): { ruled: readonly Finding[]; all: readonly Finding[]; votes: readonly number[] } {
  const seen = lexed(text);
  const sightings = rulesSee(seen);
  const votes = votesOf(seen.lexemes, sightings);
  const ruled = rulesFind(seen, sightings);
  return { ruled, all: judged(seen, ruled, votes, judge), votes };
}

const shippedWith = (sums: Partial<Learned>): Judge => judgeOf({ ...shippedLearned(), ...sums });

const words = fc.constantFrom(
  ...'Hope Penny Early Blue Ball Banks at from by RN Dr , . : - & ( ) / | ^ 12 x9 Melody said the pt river Fork LOVE Kwell Tunde'.split(
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

  it('masks more of a place where words that go on with it need less', () => {
    const text = 'Seen at Harbor Lights Podiatry today.';
    const seen = lexed(text);
    const start = text.indexOf('Lights');
    const ruled: Finding[] = [{ start, end: start + 6, category: 'LOCATION', kind: 'company' }];
    const left = (goesOn: number): string[] =>
      judged(
        seen,
        ruled,
        seen.lexemes.map(() => 0),
        shippedWith({ finds: 100, goesOn }),
      ).map((one) => text.slice(one.start, one.end));
    expect(left(100)).toEqual(['Lights']);
    expect(left(-1)).toEqual(['Harbor Lights Podiatry']);
  });

  it.each([
    'Hope to discharge soon. Long discussion. Grant applied for.',
    'Lachman firm, Tinel negative, Virchow node absent, Mallory-Weiss tear.',
    'Discharged to Home. Code Blue called. Self Pay. Seen in Wound Clinic.',
    'transferred from outside hospital to icu, foley patent, md aware',
  ])('leaves what is none: %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('drops what one finder took for a name by its form alone, where the words around are those of a thing', () => {
    const left = (text: string, name: string, finder: number): number => {
      const seen = lexed(text);
      const start = text.indexOf(name);
      const finding: Finding = { start, end: start + name.length, category: 'NAME', kind: 'strange' };
      const votes = votesOf(seen.lexemes, { findings: [finding], finders: [finder] });
      return judged(seen, [finding], votes).length;
    };
    expect(left('Airway held with a Combitrex device.', 'Combitrex', Finder.strange)).toBe(0);
    expect(left('Airway held with a Combitrex device.', 'Combitrex', Finder.names)).toBe(1);
    expect(left('Her sister Tunde called from home.', 'Tunde', Finder.strange)).toBe(1);
  });

  it('leaves what several finders saw, or one by what stands around it, and findings disjoint in the order of the text', () => {
    fc.assert(
      fc.property(notes, fc.double({ min: -3, max: 30, noNaN: true }), (text, keeps) => {
        const { ruled, all, votes } = both(text, shippedWith({ keeps }));
        for (const [n, one] of all.entries()) {
          expect(one.end).toBeGreaterThan(one.start);
          expect(one.start).toBeGreaterThanOrEqual(all[n - 1]?.end ?? 0);
        }
        const { lexemes } = lexed(text);
        for (const { start, end } of ruled) {
          let seen = 0;
          lexemes.forEach((lexeme, i) => {
            if (lexeme.start < end && start < lexeme.end) seen |= votes[i] ?? 0;
          });
          if (!isWeak(seen)) expect(all.some((one) => one.start <= start && one.end >= end)).toBe(true);
        }
      }),
    );
  });

  it('says of a word what it says without having seen others before', () => {
    const shipped = shippedLearned();
    fc.assert(
      fc.property(notes, (text) => {
        expect(both(text).all).toEqual(both(text, judgeOf(shipped)).all);
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
    const text = 'Brushes twice a day, Heads home by Noon, Copper at hand.';
    const characters = (finds: number): number =>
      both(text, shippedWith({ finds, goesOn: 100 })).all.reduce(
        (sum, { start, end }) => sum + end - start,
        0,
      );
    expect(characters(-100)).toBeGreaterThan(characters(100));
    expect(both('').all).toEqual([]);
  });
});

describe('who saw what', () => {
  it('is told for each word, twice where one finder saw it twice', () => {
    const { lexemes } = lexed('Jane Doe left');
    const name = { start: 0, end: 8, category: 'NAME', kind: 'name' } as const;
    const first = { ...name, end: 4 };
    const of = (...finders: number[]): number[] => [
      ...votesOf(lexemes, { findings: finders.map((_, n) => (n === 0 ? name : first)), finders }),
    ];
    expect(of(Finder.names)).toEqual([Finder.names, Finder.names, 0]);
    expect(of(Finder.names, Finder.unknown)).toEqual([Finder.names | Finder.unknown, Finder.names, 0]);
    const twice = of(Finder.unknown, Finder.unknown);
    expect(twice[0]).not.toBe(twice[1]);
    expect(twice.map(isWeak)).toEqual([false, true, false]);
    expect([Finder.strange, Finder.names, Finder.places].map(isWeak)).toEqual([true, false, false]);
  });
});

describe('findings that go on', () => {
  const text = 'Western Slope Heart, Delta 81416';
  const at = (part: string, kind: string): Finding => ({
    start: text.indexOf(part),
    end: text.indexOf(part) + part.length,
    category: 'LOCATION',
    kind,
  });

  it('are one, as what the rules found', () => {
    expect(asWhole(text, [at('Slope', 'hospital')], [at('Western', 'place'), at('Heart', 'place')])).toEqual([
      at('Western Slope Heart', 'hospital'),
    ]);
  });

  it('stay apart where the rules found both, other categories meet, or one is a postal code', () => {
    const [slope, heart, zip] = [at('Slope', 'city'), at('Heart', 'city'), at('81416', 'zip')];
    expect(asWhole(text, [slope, heart], [])).toEqual([slope, heart]);
    const name = { ...heart, category: 'NAME' } as const;
    expect(asWhole(text, [slope], [name])).toEqual([slope, name]);
    expect(asWhole(text, [zip], [at('Delta', 'place')])).toEqual([at('Delta', 'place'), zip]);
  });
});

describe('a word that the note names elsewhere', () => {
  const found = (text: string): string[] =>
    identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));

  it('is the name where a sentence starts with it, if what stands around leans to it', () => {
    expect(
      found('Dr. Arlo Cope saw him.\n\nThe alarm rang at the plant. Cope went by ambulance to the ward.'),
    ).toContain('Cope');
  });

  it('stays the word where that speaks against it', () => {
    const text = 'Dr. Lena Bone saw him.\n\nWound photographed. Bone exposure none.';
    expect(found(text).filter((one) => one === 'Bone')).toEqual([]);
  });
});

describe('weights', () => {
  it('are read as they were written, to half a step', () => {
    const table = (seed: number): Float64Array =>
      Float64Array.from({ length: SLOTS }, (_, slot) => Math.sin(slot * seed) * 2);
    const made: Learned = {
      identifies: table(1.7),
      isPlace: table(0.3),
      finds: -1.2,
      goesOn: -2,
      keeps: 0.5,
      again: -3,
    };
    const read = readLearned(writeLearned(made));
    expect([read.finds, read.goesOn, read.keeps, read.again]).toEqual([-1.2, -2, 0.5, -3]);
    for (const name of ['identifies', 'isPlace'] as const)
      expect(
        Math.max(...Array.from(made[name], (weight, slot) => Math.abs(weight - (read[name][slot] ?? 9)))),
      ).toBeLessThan(0.03);
    expect(writeLearned(read)).toBe(writeLearned(made));
  });
});

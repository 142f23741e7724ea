import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote, sentences } from '../../server/src/note/note';
import { deidentifyBeside } from '../../server/src/privacy/beside';
import { makeGuard } from '../../server/src/privacy/guard/guard';
import { type Identifier, identifiersOf } from '../../server/src/privacy/identifiers';
import { balanced, modes, policyFor } from '../../server/src/privacy/policy';
import { passage, prompt } from '../../server/src/privacy/text';
import { deidentify } from '../../server/src/privacy/view';
import { processTime } from '../support/cost';
import { identifyingNote } from './notes';

const pseudonyms = { key: new Uint8Array(32), identity: 'n' };
const guardOf = (text: string) => makeGuard(text, identifiersOf(parseNote(text)));
const note =
  'Patient: QUINTRELL, MARISOL   MRN: 00731846   SSN 123-45-6789\nmarisol.q@mail.example, (207) 555-0118\n\nMs. Quintrell, 93, was seen on 3/14/2024 by Dr. Will Brandvold. She will rest. BP 93/60. Host 198.51.100.7; DOB 5/6/51; lives in Harrowby, NJ 04998.';

describe('the guard', () => {
  it.each(modes)('lets the view of the note through (%s)', (mode) => {
    const identifiers = identifiersOf(parseNote(note), policyFor(mode));
    const { text } = deidentify(note, identifiers, pseudonyms);
    expect(makeGuard(note, identifiers)([text])).toBeUndefined();
  });

  it.each([
    ['a name of several parts', 'so Marisol Quintrell rests'],
    ['in any writing', 'MARISOL   quintrell'],
    ['the other way round', 'quintrell marisol'],
    ['with an initial between', 'quintrell, marisol; or marisol x. quintrell'],
    ['with marks', 'marisol-quintrell'],
    ['as a name of a file', 'marisol_quintrell.txt'],
    ['over a line end', 'marisol\nquintrell'],
    ['with accents', 'márisol quintréll'],
    ['with accents of their own', 'ma\u0301risol quintrell'],
    ['in wide letters', 'ｍａｒｉｓｏｌ ｑｕｉｎｔｒｅｌｌ'],
    ['with what cannot be seen', 'mari\u200bsol quin\u00adtrell'],
    ['letter by letter', 'm a r i s o l  q u i n t r e l l'],
    ['a name in the writing of the note', 'then Quintrell rested'],
    ['a record number', 'number 00731846'],
    ['without its zeros', 'number 731846'],
    ['a number with other marks', 'ssn 123 45 6789'],
    ['a number in pieces', 'ssn 123456789'],
    ['an e-mail address', 'MARISOL.Q@MAIL.EXAMPLE'],
    ['a telephone number', '207.555.0118'],
    ['a telephone number with its country', '+1 207 555 0118'],
    ['an address of the network', '198.51.100.7'],
    ['a ZIP code', 'in 04998'],
    ['a date with its year', '3-14-2024'],
    ['a short date', '5.6.51'],
    ['a date the other way round', '2024-03-14'],
    ['a date in words', 'on March 14th, 2024'],
    ['a date with the day first', 'the 14th of Mar 2024'],
    ['a date without marks', '20240314'],
    ['what a URL hides', '?q=marisol%20quintrell'],
    ['what JSON hides', '{"a":"marisol\\u0020quintrell"}'],
    ['what a line end in JSON parts', 'marisol\\nquintrell'],
    ['what base64 hides', `x ${Buffer.from('so marisol quintrell').toString('base64')} y`],
  ])('refuses %s', (_, text) => {
    expect(guardOf(note)(['harmless', text])).toMatchObject({ count: expect.any(Number) });
    expect(guardOf(note)(['harmless'], [text]) === undefined).toBe(_ === 'a name in the writing of the note');
  });

  it.each([
    ['a telling name in small letters', 'then quintrell rested'],
    ['within another word', 'file C:\\\\scans\\\\QuintrellM.tif'],
    ['as a sign-in name', 'by mquintrell'],
    ['over a hyphen at the end of a line', 'Quin-\ntrell rested'],
    ['with a soft hyphen of a page', 'Quin&shy;trell rested'],
    ['spelled', 'Q u i n t r e l l'],
  ])('refuses a name that is no other word: %s', (_, text) => {
    expect(guardOf(note)(['harmless', text])).toMatchObject({ category: 'NAME' });
  });

  it.each([
    ['a verb that is a name', 'She will rest.'],
    ['numbers that an age is part of', 'BP 93/60, age 93'],
    ['parts of other tokens', 'code 1007318461, willow, 1198.51.100.7'],
    ['a day without its year', 'on 3/14'],
    ['numbers in other pieces', '5 651 and 56 51, 049 98'],
    ['nothing', ''],
  ])('lets %s through', (_, text) => {
    expect(guardOf(note)([text])).toBeUndefined();
  });

  it('tells category, count and places in the note, never text', () => {
    const finding = guardOf(note)(['MRN 00731846 of Quintrell']);
    expect(Object.keys(finding ?? {}).sort()).toEqual(['category', 'count', 'places']);
    expect(JSON.stringify(finding)).not.toMatch(/00731846|Quintrell/);
    expect(finding?.places.map(({ start, end }) => note.slice(start, end))).toEqual([
      '00731846',
      'Quintrell',
    ]);
  });
});

describe('a place that the finder judged harmless', () => {
  // The last word is a verb, and the name of a man.
  const text = 'Seen by Dr. Chase Brandvold.\n\nShe felt the Chase effect again. Dr. Chase called.';
  const man = text.indexOf('Chase');
  const names: Identifier[] = [
    { start: man, end: man + 'Chase Brandvold'.length, category: 'NAME', kind: 'name' },
    { start: text.lastIndexOf('Chase'), end: text.lastIndexOf('Chase') + 5, category: 'NAME', kind: 'name' },
  ];
  const guard = makeGuard(text, names);

  it.each(['She felt the Chase effect again.', 'the Chase effect', 'Chase effect', '(Chase)', 'Chase'])(
    'is known by what stands beside it: %s',
    (quoted) => expect(guard([quoted])).toBeUndefined(),
  );

  it.each(['Dr. Chase called', 'so Chase effect', 'the Chase called', 'chase brandvold'])(
    'is no leave for other places: %s',
    (other) => expect(guard([other])).toBeDefined(),
  );

  it('is also one in the words of the program, which a patient’s name does not forbid', () => {
    const patient = 'Patient: Markworthy Quintrell\n\nMs. Markworthy slept. Markworthy ate.';
    const identifiers = identifiersOf(parseNote(patient));
    const look = makeGuard(patient, identifiers);
    const said = 'Markworthy every mention. The note:';
    expect(look([said])).toBeDefined();
    const { text: view } = deidentify(patient, identifiers, pseudonyms);
    const asked = prompt`Markworthy every mention. The note: ${passage`<note>\n${view}\n</note>`}`;
    expect(look([asked.text])).toBeUndefined();
    // Not in a hole, though.
    expect(look([`${asked.text}\nthen Markworthy ate`])).toBeDefined();
  });

  it('does not exist for a number that was overlooked', () => {
    const text = 'MRN: 00731846\n\nabc00731846xyz';
    const identifiers: Identifier[] = [{ start: 5, end: 13, category: 'MRN', kind: 'mrn' }];
    const look = makeGuard(text, identifiers);
    expect(look([deidentify(text, identifiers, pseudonyms).text])).toMatchObject({
      category: 'MRN',
      count: 1,
    });
  });

  it('is also one in what is written beside the note', () => {
    const patient = 'Patient: Agnes Graves\n\nMs. Graves slept.';
    const identifiers = identifiersOf(parseNote(patient));
    const look = makeGuard(patient, identifiers);
    const beside = deidentifyBeside('She has Graves disease', patient, identifiers, pseudonyms);
    expect(beside).toContain('Graves');
    expect(look([beside])).toBeDefined();
    look.trust(beside);
    expect(look([beside])).toBeUndefined();
    expect(look(['so Graves slept'])).toBeDefined();
  });
});

/** Writings of one text that say the same. */
const rewritten = (text: string) =>
  fc
    .constantFrom<(text: string) => string>(
      (s) => s,
      (s) => s.toUpperCase(),
      (s) => s.toLowerCase(),
      (s) => s.normalize('NFD'),
      (s) => s.replace(/ /g, '\n'),
      (s) => s.replace(/[ .,/-]+/g, ' - '),
      (s) =>
        [...s].map((c) => (/[a-z]/i.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join(''),
      (s) => encodeURIComponent(s),
      (s) => JSON.stringify(s).slice(1, -1),
      (s) => Buffer.from(`--- ${s} ---`).toString('base64'),
    )
    .map((write) => write(text));

const direct = fc.constantFrom(
  'Patient: |QUINTRELL, MARISOL|   MRN: 1',
  'Seen by Dr. |Zoë Brandvold-Oyelaran| today',
  'MRN: |00731846|',
  'SSN |123-45-6789|',
  'Call |(207) 555-0118|',
  'Mail |jane.doe@mail.example|',
  'See |https://portal.example/p/771204|',
  'Lives at |14 Canal Street|, Harrowby',
  'Admitted |3/14/2024|',
  'on |March 3, 2021|',
  'At |Larkmoor Community Hospital|',
);

it('refuses direct identifiers in whatever writing, wherever they stand', () => {
  fc.assert(
    fc.property(
      direct.chain((line) => {
        const [head = '', secret = '', tail = ''] = line.split('|');
        return fc.tuple(fc.constant([`${head}${secret}${tail}`, secret] as const), rewritten(secret));
      }),
      identifyingNote,
      fc.constantFrom('', 'text ', '(', '\n'),
      fc.constantFrom('', ' more', ')', '\n'),
      fc.boolean(),
      ([[line, secret], written], rest, before, after, inKey) => {
        const text = `${line}\n\n${rest}`;
        const identifiers = identifiersOf(parseNote(text));
        // What the finder does not see, or judges harmless elsewhere, is not the guard's to refuse.
        fc.pre(!rest.includes(secret));
        fc.pre(identifiers.some(({ start, end }) => start < line.length && end - start > 7));
        const sent = `${before}${written}${after}`;
        const guard = makeGuard(text, identifiers);
        expect(inKey ? guard([], [sent]) : guard([sent]), sent).toBeDefined();
      },
    ),
    { numRuns: 500 },
  );
});

it.each(modes)('never refuses the view of the note, nor any part of it (%s)', (mode) => {
  fc.assert(
    fc.property(identifyingNote, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const parsed = parseNote(text);
      const identifiers = identifiersOf(parsed, policyFor(mode));
      const view = deidentify(text, identifiers, pseudonyms);
      const guard = makeGuard(text, identifiers);
      // A long number or an address that was found in one place and overlooked in another does not leave.
      const digits = view.text.replace(/\D/g, '');
      fc.pre(!/123456789|2075550118|731846/.test(digits) && !view.text.includes('@'));
      expect(guard([view.text])).toBeUndefined();
      for (const span of [...identifiers, ...sentences(parsed), ...parsed.sections]) {
        const { text: part } = view.excerpt(span);
        expect(
          guard([part, `<note>\n${part}\n</note>`, `premise: ${part}`, `1. ${part} (x)`]),
        ).toBeUndefined();
      }
      // Quotations end at words.
      const words = [...text.matchAll(/\S+/g)];
      for (const cut of cuts) {
        const [first, last] = [words[cut % (words.length || 1)], words[(cut >> 4) % (words.length || 1)]];
        if (!first || !last || last.index < first.index) continue;
        const span = { start: first.index, end: last.index + last[0].length };
        expect(guard([view.excerpt(span).text])).toBeUndefined();
      }
    }),
    { numRuns: 200 },
  );
});

it('reads a long text once, whatever it holds', () => {
  const guard = makeGuard(note, identifiersOf(parseNote(note), balanced));
  for (const piece of ['1234 ', 'A', '(((', 'a b ', '\\u0041', '%41', '3/14/2024 ']) {
    const time = (size: number): number => {
      const text = piece.repeat(size);
      return processTime(() => void guard([text]));
    };
    time(10_000);
    expect(time(40_000), piece).toBeLessThan(20 * Math.max(time(10_000), 10));
  }
});

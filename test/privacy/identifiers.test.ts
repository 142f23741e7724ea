import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../server/src/note/edit';
import { editNote, parseNote } from '../../server/src/note/note';
import { categories, identifiersOf } from '../../server/src/privacy/identifiers';
import { processTime } from '../support/cost';
import { found, foundAs, identifyingNote, insertion } from './notes';

describe('identifiers', () => {
  it('are sorted, disjoint, inside the text, and cut no surrogate pair', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        let at = 0;
        for (const { start, end, category } of identifiersOf(parseNote(text))) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(categories).toContain(category);
          const inside = (offset: number): boolean =>
            /[\ud800-\udbff]/.test(text.charAt(offset - 1)) && /[\udc00-\udfff]/.test(text.charAt(offset));
          expect(inside(start) || inside(end)).toBe(false);
          at = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same after an edit as when searched anew', () => {
    fc.assert(
      fc.property(identifyingNote, fc.nat(), fc.nat(40), insertion, (text, a, length, inserted) => {
        const start = a % (text.length + 1);
        const edit = { start, end: Math.min(text.length, start + length), text: inserted };
        const before = parseNote(text);
        identifiersOf(before);
        expect(identifiersOf(editNote(before, edit))).toEqual(
          identifiersOf(parseNote(applyEdit(text, edit))),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('lie where they stand also behind letters that grow in small letters', () => {
    const text = 'İİİ seen on MARCH 3, 2024, lives at 14 CANAL STREET, ACCT NO 48817723';
    const under = identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));
    expect(under).toEqual(expect.arrayContaining(['MARCH 3, 2024', '14 CANAL STREET', '48817723']));
  });

  it('are looked for only in the blocks that an edit touched, as long as the names stay', () => {
    const text = 'Patient: Jane Ostrander\n\n'.concat(
      'Ms. Ostrander slept well and ate breakfast.\n\n'.repeat(4_000),
    );
    const note = parseNote(text);
    const anew = processTime(() => identifiersOf(note));
    const at = text.indexOf('slept', 90_000);
    const edited = editNote(note, { start: at, end: at + 5, text: 'dozed' });
    expect(processTime(() => identifiersOf(edited))).toBeLessThan(Math.max(anew / 2, 20));
    expect(identifiersOf(edited)).toHaveLength(4_001);
  });
});

describe('a name that was found', () => {
  it.each([
    'z. wojtkowiak denies cough.',
    'per wojtkowiak the pain is less',
    'WOJTKOWIAK ok',
    'Mr. Wojt\u00adkowiak left.',
  ])('is found again in other writings: %s', (line) => {
    const text = `Patient: Wojtkowiak, Zbigniew\n\n${line}\n`;
    const again = identifiersOf(parseNote(text)).filter((found) => found.start > 30);
    expect(
      again.map((found) => text.slice(found.start, found.end).replace('\u00ad', '').toLowerCase()),
    ).toEqual(['wojtkowiak']);
  });
});

describe('persons', () => {
  it.each([
    ['Patient: DOE, JANE Q   MRN: 00731846', 'DOE, JANE Q'],
    ['Name: Marisol Quintrell\nDOB: 1/2/1950', 'Marisol Quintrell'],
    ['Seen by Dr. Wells today.', 'Wells'],
    ['Mrs Szymanowski was tired.', 'Szymanowski'],
    ['Sister Agnes sat with him.', 'Agnes'],
    ['Signed, R. Quispel, RN', 'R. Quispel'],
    ['Electronically signed by Hollis Vandermeer, MD', 'Hollis Vandermeer'],
    ['Dictated by: Penelope Strandberg', 'Penelope Strandberg'],
    ['Her son Tariq called.', 'Tariq'],
    ['Lives with wife rosalie and two cats.', 'rosalie'],
    ['pt jane was seen in clinic', 'jane'],
    ['kowalski brendan   dob 2-11-77', 'kowalski brendan'],
    ['He came with Kwabena Asantewaa-\nMensah to the visit.', 'Kwabena Asantewaa-\nMensah'],
    ['PT: BEAUFORT-OKAFOR, JUNE A   34 F', 'BEAUFORT-OKAFOR, JUNE A'],
    ['Attending: Siobhán Ní Bhraonáin, MD', 'Siobhán Ní Bhraonáin'],
    ['Referring: Seo-yun Marchettis, PA-C', 'Seo-yun Marchettis'],
    ["Zuri's mother is worried.", 'Zuri'],
  ])('%j', (text, name) => {
    expect(foundAs('NAME', text)).toContain(name);
  });

  it('found once are found everywhere, in parts, in capitals and with a possessive', () => {
    const text =
      'Patient: Marisol Quintrell\n\nMs. Quintrell slept.\n\nQUINTRELL was seen. Marisol ate. Quintrell’s chart is here.';
    expect(foundAs('NAME', text)).toEqual([
      'Marisol Quintrell',
      'Quintrell',
      'QUINTRELL',
      'Marisol',
      'Quintrell',
    ]);
  });

  it('who share their name with a word leave that word alone', () => {
    const text =
      'Patient: Will Ostrander\nNurse: Hope Brandvold, RN\n\nWill be seen on the ward. She has hope. Dr. May will call; he may come.';
    expect(foundAs('NAME', text)).toEqual(['Will Ostrander', 'Hope Brandvold', 'May']);
  });

  it.each([
    "Graves' disease and Crohn disease, Parkinson's since long. Foley in place. Babinski negative, Murphy sign.",
    'He may resume Coumadin. Mark the site. Rose bengal stain. She will joy in it.',
    'Glasgow 15. McBurney point tender. Homans sign negative. Apgar 8/9.',
  ])('eponyms, verbs and devices are none: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('places', () => {
  it.each([
    ['Admitted to Larkmoor Community Hospital overnight.', 'Larkmoor Community Hospital'],
    ['Pharmacy: Merlin Drug', 'Merlin Drug'],
    ['attends Ida Fontaine Elementary', 'Ida Fontaine Elementary'],
    ['Lives at 3180 Upper Quarry Parkway, Suite 420', '3180 Upper Quarry Parkway, Suite 420'],
    ['Harrowby, NJ 08998', 'Harrowby'],
    ['Harrowby, NJ 08998', '08998'],
    ['Please write to PO Box 427.', 'PO Box 427'],
    ['Leeds LS1 4AB', 'LS1 4AB'],
    ['He is a farmer from Pellmore Landing.', 'Pellmore Landing'],
    ['from Sandover County', 'Sandover County'],
  ])('%j', (text, place) => {
    expect(foundAs('LOCATION', text)).toContain(place);
  });

  it('are not states, countries and departments', () => {
    expect(
      found('Born in Ireland, lives in Ohio. Seen in the Emergency Department and Cardiology Clinic.'),
    ).toEqual([]);
  });
});

describe('dates and ages', () => {
  it.each([
    ['seen 3/14/2024', '3/14/2024'],
    ['seen 2024-03-14', '2024-03-14'],
    ['14.3.24', '14.3.24'],
    ['March 3rd, 2024', 'March 3rd, 2024'],
    ['05-Sep-1968', '05-Sep-1968'],
    ['12th of September', '12th of September'],
    ['since June 2022', 'June 2022'],
    ['in late July', 'July'],
    ['film of 3/5', '3/5'],
    ['since 10/2023', '10/2023'],
    ['on Friday, May 19, 2023', 'Friday, May 19, 2023'],
    ['since Tuesday', 'Tuesday'],
    ['on Christmas Eve', 'Christmas Eve'],
    ["around Presidents' Day", "Presidents' Day"],
    ['since autumn 2021', 'autumn 2021'],
    ['stamp 20240227081544 received', '20240227081544'],
    ['on September\r\n18, 2023', 'September\r\n18, 2023'],
  ])('%j', (text, date) => {
    expect(foundAs('DATE', text)).toEqual([date]);
  });

  it.each([
    'BP 130/80, pulses 2/4, strength 5/5, pain 7/10, Apgar 8/9.',
    'Norco 5/325 daily; Entresto 24/26; Humulin 70/30.',
    'Diagnosed in 2014 at 10:45. Dialysis MWF, a weekly box on Sundays.',
    'pT1c pN0, T10-11 and L1-2, BRCA1, HER2, version 3.8.2.1.',
    'May resume diet. She may march on. SpO2 93% RA, weight 92 kg.',
  ])('are not %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('of more than 89 years only', () => {
    expect(
      foundAs('AGE', 'A 94-year-old man, aged 101, his son is 69. Her brother is ninety-seven.'),
    ).toEqual(['94', '101', 'ninety-seven']);
  });
});

describe('numbers and contacts', () => {
  it.each([
    ['PHONE', 'call (207) 555-0118 now', '(207) 555-0118'],
    ['PHONE', 'pager 4471', '4471'],
    ['PHONE', 'ext. x5512', 'x5512'],
    ['PHONE', 'ring +353 20 910 0144.', '+353 20 910 0144'],
    ['PHONE', 'fax 484-555-\n0136', '484-555-\n0136'],
    ['EMAIL', 'to f.dorsetti@endo.example today', 'f.dorsetti@endo.example'],
    ['URL', 'see https://images.example/v/88513?id=7719.', 'https://images.example/v/88513?id=7719'],
    ['IP', 'from 192.0.2.214.', '192.0.2.214'],
    ['SSN', 'SSN: 123-45-6789', '123-45-6789'],
    ['SSN', 'SSN last four 6789', '6789'],
    ['MRN', 'MRN: 00731846', '00731846'],
    ['MRN', 'mr n40921', 'n40921'],
    ['MRN', 'NHS No: 943 476 5919', '943 476 5919'],
    ['ID', 'Medicaid ID 88 4120 7763.', '88 4120 7763'],
    ['ID', 'NPI 1999912345', '1999912345'],
    ['ID', 'claim no. WC-23-\n771904, adjuster', 'WC-23-\n771904'],
    ['ID', 'plate TRQ 48K;', 'TRQ 48K'],
    ['ID', 'user name dachter70,', 'dachter70'],
    ['ID', 'biopsy (S24-00902)', 'S24-00902'],
    ['ID', 'VIN 1HGCM82633A004352', '1HGCM82633A004352'],
  ])('%s %j', (category, text, value) => {
    expect(foundAs(category, text)).toEqual([value]);
  });

  it('are not trial numbers, LOINC codes, doses and counts', () => {
    expect(
      found('NCT01234567, LOINC 24323-8, heparin 5000 units, platelets 150,000, WBC 12.4, HbA1c 7.1.'),
    ).toEqual([]);
  });
});

describe('placeholders that a note already holds', () => {
  it('are never searched', () => {
    expect(
      found('Seen by [**Dr. Jane Smith**] on [**2151-7-16**], MRN [**Numeric Identifier 123456**].'),
    ).toEqual([]);
  });
});

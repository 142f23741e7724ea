import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import type { Finding } from '../../server/src/privacy/finders/finding';
import { wholeNames } from '../../server/src/privacy/finders/names/whole';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { lexed } from '../../server/src/privacy/words/lexer';

const names = (text: string): string[] =>
  identifiersOf(parseNote(text))
    .filter(({ category }) => category === 'NAME')
    .map(({ start, end }) => text.slice(start, end));

describe('names by their place', () => {
  it.each([
    ['512 Younger, A. 44F  stable', 'Younger, A.'],
    ['514 Ng, P 36F pyelo', 'Ng, P'],
    ['Crew: Hobartson, D (EMT)', 'Hobartson, D'],
    ['[13:07] kershawe, d: low flow', 'kershawe, d'],
    ['PATIENT  reed, story rose  3 y 2 m', 'reed, story rose'],
    ['pt bell, early lee 78m', 'bell, early lee'],
    ['70yo male, Frank L., presented with chest pain', 'Frank L.'],
    ['65M, Thomas R., adm with sepsis', 'Thomas R.'],
    ['47 year old male, Robert Brown, with cough', 'Robert Brown'],
    ['Dressing by HCA Kev, then me', 'Kev'],
    ['Counselled by PharmD Eb.', 'Eb'],
    ['HHA RN Comfort weekly', 'Comfort'],
    ['niece-in-law Bay does pills', 'Bay'],
    ['his sister in law ondrine (she drove him)', 'ondrine'],
    ['Hi Kit, please add to the list', 'Kit'],
    ['3. Ortho — Field pgr 8826. Ex-fix', 'Field'],
    ['QO > I skip the five.\nHARGREAVE > Prazosin?', 'QO'],
    ['taking that powder. t.rook', 't.rook'],
    ['Signed: B. Winter 05.30.24 0541', 'B. Winter'],
    ['pt: lovely jane dimaculang   mrn 558-0291', 'lovely jane dimaculang'],
  ])('%j: %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  it.each([
    'Vitamin B, C (500 mg) daily.',
    'Hepatitis A, B (immune).',
    'pt stable, alert and oriented',
    'pt early, may eat',
    '70yo male, Married, presented with chest pain',
    '58F, Caucasian, with cough',
    'Dear Team, thanks for the referral',
    'Ortho pager 3341, Pharmacy cell 5544',
    'CXR > Clear',
    'grew e.coli',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('names as a whole', () => {
  it.each([
    ['Seen with RAMESH s/o Gopalan VETTIVEL 29 M today', 'RAMESH s/o Gopalan VETTIVEL'],
    ['Bed 4: Rosnah binti Khalid, for review', 'Rosnah binti Khalid'],
    ['Mr Arumugam a/l Selvaraj was seen', 'Arumugam a/l Selvaraj'],
    ['NAME: SHAISTA BEGUM W/O Imran Qureshi', 'SHAISTA BEGUM W/O Imran Qureshi'],
    ['Signed by T Ishiguro-Bell today', 'T Ishiguro-Bell'],
    ['Her nurse Jae-in will call.', 'Jae-in'],
    ['Dr Wei-Ling Okonkwo-Reyes will see her', 'Wei-Ling Okonkwo-Reyes'],
    ['Met with Thomas "T.J." Okonkwo about this', 'Thomas "T.J." Okonkwo'],
    ['Re: Mrs Constance OKONKWO, seen', 'Constance OKONKWO'],
    ['Discussed with Robert Brown, who agrees', 'Robert Brown'],
    ['\n\nAlys ap Gwilym FY2  bleep 7720', 'Alys ap Gwilym'],
    ['513 Thibodeaux "Boots" 59M. DKA resolved', 'Thibodeaux "Boots"'],
    ['CREW STEELE, M EMT-P / two others', 'STEELE, M'],
  ])('%j: %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  it.each([
    ['Given w/o Lopressor to Okonkwo today.', 'w/o'],
    ['Okonkwo Vitamin K Rosuvastatin started.', 'Vitamin'],
    ['Okonkwo (Cardiology) Clinic closed.', 'Cardiology'],
    ['Non-Okonkwo bed.', 'Non'],
  ])('%j: %s is none', (text, word) => {
    const at = text.indexOf(word);
    expect(identifiersOf(parseNote(text)).some(({ start, end }) => start < at + 1 && end > at)).toBe(false);
  });

  it('stay in the text, disjoint and sorted, and cover what they were made of', () => {
    const piece = fc.constantFrom(
      'Okonkwo',
      'Robert',
      'Brown',
      's/o',
      'J.',
      'K',
      '-',
      ' ',
      '\n',
      '(Alice)',
      '"',
      'binti',
      'pain',
      ',',
      '12',
      'BATH',
      'a/l',
      '.',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 24 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (pieces, cuts) => {
          const { text, lexemes } = lexed(pieces.join(' '));
          const edges = [...new Set(cuts.filter((cut) => cut < lexemes.length))].sort((a, b) => a - b);
          const findings: Finding[] = edges.map((i, n) => {
            const { start, end } = lexemes[i] ?? { start: 0, end: 0 };
            return { start, end, category: n % 3 === 2 ? 'DATE' : 'NAME', kind: 'name' };
          });
          const whole = wholeNames(lexemes, findings);
          for (const [i, { start, end }] of whole.entries()) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(start).toBeGreaterThanOrEqual(whole[i - 1]?.end ?? 0);
          }
          for (const { start, end, category } of findings)
            expect(
              whole.some(
                (one) =>
                  one.start <= start && one.end >= end && (category !== 'DATE' || one.category === 'DATE'),
              ),
            ).toBe(true);
        },
      ),
    );
  });
});

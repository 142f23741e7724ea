import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';

/** What is found in a text under some categories, as it stands there. */
const foundIn = (text: string, ...categories: string[]): string[] =>
  identifiersOf(parseNote(text))
    .filter(({ category }) => categories.length === 0 || categories.includes(category))
    .map(({ start, end }) => text.slice(start, end));

const finds = (cases: readonly (readonly [text: string, ...phrases: string[]])[]): void => {
  it.each(cases)('%j', (text, ...phrases) => {
    const found = foundIn(text);
    for (const phrase of phrases) expect(found.some((span) => span.includes(phrase))).toBe(true);
  });
};

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('%j', (text) => {
    expect(foundIn(text)).toEqual([]);
  });
};

describe('a surname of everyday words before a given name', () => {
  finds([
    ['1. Frost, Maria 61F — refill due', 'Frost, Maria'],
    ['[2] Rivers, Daniel 48M full code', 'Rivers, Daniel'],
    ['3) Young Horse, Martha (bed 4)', 'Young Horse, Martha'],
    ['4. Winter, baby boy — weight check', 'Winter, baby boy'],
    ['NAME......: MARSH, PETER L.', 'MARSH, PETER L'],
    ['Req Phys: RIVERS,SUSAN J          Loc: CT-2', 'RIVERS,SUSAN J'],
    ['Client Brooks, Helen 70f', 'Brooks, Helen'],
    ['label reads "BROOKS, HELEN" on both', 'BROOKS, HELEN'],
  ]);
  leaves([
    '1. Penicillin, Amoxicillin 500 mg',
    '2. Chest, Abdomen, Pelvis',
    '3. Pain, Control of (see plan)',
    'LABS: CBC,CMP          PENDING',
    'ALERT,ORIENTED          PLEASANT',
  ]);
});

describe('who speaks or is spoken of beside a time of day', () => {
  finds([
    ['Marta 10:30  hi\nJuan 10:31  ok\nZib 10:40  yes, gave it', 'Marta', 'Juan', 'Zib'],
    ['9:20 Daisy Rivers – scraped knee', 'Daisy Rivers'],
    ['1:15 pm  Mark B. – ice, back to class', 'Mark B'],
  ]);
  leaves([
    'Propofol 10:30  given\nFentanyl 10:35  given\nPropofol 10:41  given',
    'Temp 10:30  37.1\nPulse 10:32  80',
    '10:00 Group Therapy – moved to noon',
    '8:15 Breakfast – ate half',
  ]);
});

describe('an everyday or a single name by rank, trade or signature', () => {
  finds([
    ['brought in by SGT. POOLE at 0200', 'POOLE'],
    ['booked by DEP. J. MARSH, no injuries', 'J. MARSH'],
    ['CLEARED BY RT MARCUS AT BEDSIDE', 'MARCUS'],
    ['report from NP Stone at noon', 'Stone'],
    ['please call my nurse, Joy, with questions', 'Joy'],
    ['Her occupational therapist is Grace.', 'Grace'],
    ['RN: A. Marsh    3/8/25', 'A. Marsh'],
    ['MD cert: T. Stone 11/9/23', 'T. Stone'],
    ['Signed.\n/es/ JOY A MARSH, MD', 'JOY A MARSH'],
    ['CALLED TO DR. LONGWAY AT 3', 'LONGWAY'],
    ['seen by Dr. Grace Stone today', 'Grace Stone'],
    ['Thank you.\n\nPK:jm   Job 2041', 'PK', 'jm'],
  ]);
  leaves([
    'RT HIP PAIN, LT KNEE OK',
    'DEP. ON HOME O2',
    'DR. AWARE OF LABS',
    'the charge nurse, please, will call back',
    'checked against the registry per PMP.',
    'HEENT:nl   ok',
  ]);
});

describe('what looks like a name and is a thing', () => {
  leaves([
    'A. Esophagus, 30 cm: no dysplasia',
    'intact in block D. Ki-67 is low',
    'oxygen concentrator Inogen sn G5-2',
    'sensor Dexis was replaced',
    'placed Zorvex, serial pending',
    'Freq: daily. Dispo: home.',
    'bath aide every other Friday',
    'open MON-FRI',
    'FH: dad MI at 70, father PE, mom ED visits',
    'he wants it on a Tuesday',
  ]);
});

describe('days, numbers and streets in short', () => {
  finds([
    ['family meeting fri 2p with team', 'fri'],
    ['seen sat 9am in urgent care', 'sat'],
    ['missed tx 11/24-1/2 while away', '11/24', '1/2'],
    ['last fill 10/20, due soon', '10/20'],
    ["visit notes 4/8/'23", "4/8/'23"],
    ['PH (931)555-0126 FX 0129', '0129'],
    ['office 575.555.0144 (fax .0149)', '0149'],
    ['cell 212 five five five 0117', '212 five five five 0117'],
    ['old bottle rx 771823 tossed', '771823'],
    ['vaccine lot KR204NA left arm', 'KR204NA'],
    ['police rpt 23-8841 filed', '23-8841'],
    ['last 4 of SSN of guarantor 8841', '8841'],
    ['lives at 12 cold hollow ln trlr 9', '12 cold hollow ln'],
    ['found at 1400 blk of Quarry Hill Rd', '1400 blk', 'Quarry Hill Rd'],
    ['lives at 31 County Rd 212', '31 County Rd 212'],
    ['addr Star Rte 4', 'Star Rte 4'],
  ]);
  leaves([
    'sat 92% on RA',
    'pain 7/10-8/10 all week',
    'rx 100 mg daily',
    'key findings: none',
    'a 300 block of time for the visit',
    'margins clear, pN1 (2/19)',
  ]);
});

import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';

/** What is found in a text, as it stands there. */
const found = (text: string): string[] =>
  identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));

describe('letters with a point', () => {
  it.each([
    ['J.Q. Harmsworth reports no pain.', 'J.Q. Harmsworth'],
    ['Seen last week (P.T. Ellison).', 'P.T. Ellison'],
  ])('%j: %s is whole', (text, name) => {
    expect(found(text)).toContain(name);
  });
  it.each([
    'Grip 48 L. DASH 40.',
    'Effusion R. No fever.',
    'Reviewed, 58F. Camp shoes.',
    'Pacer N/A. Tanner 2.',
  ])('%j names nobody', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('signs that are called by who saw them', () => {
  it.each([
    'No Quimbyson, no Ostrander; gait normal.',
    'McElroy neg, Harbinson negative.',
    'Tear graded Ellingworth IIb, repair done.',
    'Skin: Harbinson no. Quimbyson-Orlstad 4, rest fine.',
    'Genes ABLX/QRTK/NVRD negative.',
    'As in QUORL-12 and ZEPHA-3.',
    'Conj pink. Intub day three. Defib pads on.',
  ])('%j names nobody', (text) => {
    expect(found(text)).toEqual([]);
  });
  it.each([
    ['Seen with Robert Ellingworth III today.', 'Robert Ellingworth III'],
    ['No pain. Quimbyson called at noon, said he fell.', 'Quimbyson'],
  ])('%j: %s', (text, name) => {
    expect(found(text)).toContain(name);
  });
});

describe('keys of data', () => {
  it('are no names, their values are', () => {
    const text = '{"resourceType": "MedicationRequest", "familyName": "Ellingworth", "telecom": []}';
    expect(found(text)).toEqual(['Ellingworth']);
  });
  it('of XML are none, either', () => {
    expect(found('<postalCode value="none"/><familyName>Ellingworth</familyName>')).toEqual(['Ellingworth']);
  });
});

import { describe, expect, it } from 'vitest';
import { type CorpusDocument, gold } from '../../server/src/format/corpus/document';
import { i2b22014 } from '../../server/src/format/corpus/i2b2-2014';
import { readI2b2 } from '../../server/src/format/i2b2-2014';
import { phiTypes } from '../../server/src/format/i2b2-2014-types';
import { phiName, typeOf } from '../../server/src/format/phi-names';
import { categories } from '../../server/src/privacy/identifiers';

describe('names of identifiers', () => {
  it('are those of this project and of i2b2 2014 first of all', () => {
    for (const category of categories) expect(phiName(category)).toBe(category);
    for (const type of Object.keys(phiTypes)) expect([phiName(type), typeOf(type)]).toEqual([type, type]);
  });

  it('are what other programs and corpora call them, however they are written', () => {
    const same: Readonly<Record<string, readonly string[]>> = {
      NAME: ['PERSON', 'per', 'First Name', 'LASTNAME'],
      DOCTOR: ['STAFF', 'HCPName'],
      LOCATION: ['LOC', 'GPE', 'fac'],
      HOSPITAL: ['HOSP'],
      ORGANIZATION: ['ORG', 'Organisation', 'PATORG'],
      STREET: ['ADDRESS', 'street-address'],
      ZIP: ['ZIPCODE', 'postal code'],
      DATE: ['DATE_TIME', 'date of birth', 'DOB'],
      PHONE: ['PHONE_NUMBER', 'TELEPHONE', 'tel'],
      EMAIL: ['EMAIL_ADDRESS', 'E-MAIL'],
      IP: ['IP_ADDRESS'],
      SSN: ['US_SSN'],
      ACCOUNT: ['CREDIT_CARD', 'IBAN_CODE'],
      LICENSE: ['US_DRIVER_LICENSE'],
      'LOCATION-OTHER': ['location_other'],
      OTHER: ['NRP', 'OTHERPHI'],
    };
    for (const [name, others] of Object.entries(same))
      for (const other of others) expect([other, phiName(other)]).toEqual([other, name]);
    for (const other of ['problem', 'Medication', 'Time', 'family', '', '人', 'constructor', 'O'])
      expect([other, phiName(other), typeOf(other)]).toEqual([other, undefined, undefined]);
  });

  it('are read from XML by either place that may say them', () => {
    const text = 'Doe, 555-0142, Roe';
    const document = readI2b2(
      `<n><TEXT>${text}</TEXT><TAGS><PHI start="0" end="3" TYPE="person"/><PHONE_NUMBER start="5" end="13"/><NAME start="15" end="18" TYPE="hcp name"/><SMOKER start="0" end="3"/></TAGS></n>`,
    );
    if ('failure' in document) throw new Error(document.failure);
    expect(document.tags.map(({ type }) => type)).toEqual(['PATIENT', 'PHONE', 'DOCTOR']);
    expect(document.warnings).toEqual(['1 tag is not of PHI and left out']);
  });

  it('are written as the TYPE that they stand for, which is said', () => {
    const text = 'Seen by Dr. Specimen of Larkfield: cough';
    const mark = (id: string, type: string, words: string) => {
      const start = text.indexOf(words);
      return {
        kind: 'textbound' as const,
        id,
        type,
        spans: [{ start, end: start + words.length }],
        text: words,
      };
    };
    const document: CorpusDocument = gold('a', text, [
      mark('T1', 'PER', 'Specimen'),
      mark('T2', 'Gpe', 'Larkfield'),
      mark('T3', 'problem', 'cough'),
      mark('T4', 'DOCTOR', 'Dr. Specimen'),
    ]);
    const held = i2b22014.hold(document);
    expect(held.document.items.map(({ id, type }) => `${id} ${type}`)).toEqual([
      'T1 PATIENT',
      'T2 LOCATION-OTHER',
      'T4 DOCTOR',
    ]);
    expect(held.losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['type T1', 'type T2', 'entity T3']);
  });
});

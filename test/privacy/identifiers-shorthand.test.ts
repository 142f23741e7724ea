import { describe, expect, it } from 'vitest';
import { foundAs } from './notes';

const names = (text: string): string[] => foundAs('NAME', text);

/** The names of a list that are not wholly within one that was found. */
const left = (text: string, expected: readonly string[]): string[] =>
  expected.filter((name) => !names(text).some((found) => found.includes(name)));

describe('who is so old', () => {
  it.each([
    ['tel triage → F2F.  gloria plum 71F, known COPD', 'gloria plum'],
    ['ED triage 2 - 0311 - harper m 5yo F 18kg', 'harper m'],
    ['pt suresh k 52 m  opd slip', 'suresh k'],
    ['44M  declan  chest pain 2/7, O/E well', 'declan'],
    ['1. wiremu hone 67/M ward 3', 'wiremu hone'],
    ['ANWAR,HAFSA BI | 34 yrs F | seen by resident', 'ANWAR,HAFSA BI'],
    ['clinic — HALATOA FIFITA NHI ZZZ0055', 'HALATOA FIFITA'],
    ['EMR free text genevieve d’aoust-okoye HCN 9912 083 447 F 38', 'genevieve d’aoust-okoye'],
    ['Bed 3 Rusty Nail 54M NSTEMI', 'Rusty Nail'],
    ['flare: jonas  van  aalst-reed 24 m for review', 'jonas  van  aalst-reed'],
  ])('%j: %s', (text, name) => {
    expect(left(text, [name])).toEqual([]);
  });

  it.each([
    'chest pain 67F, cough 2/7',
    'known asthmatic 45M wheeze',
    'walked 20 m with frame',
    'Fit and well 34F',
    'smoker 34 yrs',
    'stent 6F left in',
    'Elderly 84F, ED boarder',
    'Acute Confusion 82F',
    'pt 44 m',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('relatives in shorthand', () => {
  it.each([
    ['lives w partner jonno w/ 4yo at nursery', ['jonno']],
    ['FH: dad rikke alc, CLD', ['rikke']],
    ['safe plan w mom Kavya cell 613-555-0142', ['Kavya']],
    ['AS trait – FOB Dela AA', ['Dela']],
    ['contact: kids Temba 6 Lesedi 2 for TPT', ['Temba', 'Lesedi']],
    ['with her sisters Verla, Maxime and Tee. Let go', ['Verla', 'Maxime', 'Tee']],
    ['Grandchild Ray-Ray buttons her dresses.', ['Ray-Ray']],
    ['came with his koro Hemana and left', ['Hemana']],
  ])('%j: %s', (text, expected) => {
    expect(left(text, expected)).toEqual([]);
  });

  it.each([
    'FH: dad alc liver disease',
    'FH: brother epil, sis asthma',
    'FH: father hyperchol, mother emph',
    'FH: brother 42, Lynch panel neg',
    'SHx: wife reg carer',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });

  it('knows who rings from an eponym', () => {
    expect(names('Cardiac rehab: Trudie ring tomorrow')).toEqual(['Trudie']);
    expect(names('Seen: Kayser ring, Sydney line')).toEqual([]);
  });
});

describe('staff in shorthand', () => {
  it.each([
    ['POC restart. SW Anji 8. Meds done', 'Anji'],
    ['DoLS expired → mgr Des. Ordered', 'Des'],
    ['Seen by RAN jodie m\nMets', 'jodie m'],
    ['RN Debra , RMO jqs', 'jqs'],
    ['palliative (Sr. Agneta) aware', 'Agneta'],
    ['file noted, VSO Cheeda.', 'Cheeda'],
    ['second MW Constance May from the team', 'Constance May'],
    ['DC Fairmeadow leads.', 'Fairmeadow'],
  ])('%j: %s', (text, name) => {
    expect(left(text, [name])).toEqual([]);
  });

  it.each([
    'SW Assessment done',
    'PT Eval and treat',
    'GP Review in 2/52',
    'DC Home Tues',
    'CNS Lymphoma excluded',
    'PT Zoledronate',
    'DC Apixaban',
    'HV wkly',
    'OT ax',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

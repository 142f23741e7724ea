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

describe('who signs', () => {
  it.each([
    ['Stop smoking. VTE ✓. KQ GMC 9790000', 'KQ'],
    ['Leaflet given.\nsign SRa NMC 00K0000Z', 'SRa'],
    ['Ring GP 4/52. cmcq CORU OT000042', 'cmcq'],
    ['AED tested ✓ pads ok. ÓNíB PHN', 'ÓNíB'],
    ['HDL aim reached.\nfqk pharm bleep 2200', 'fqk'],
    ['for the family only. B.Q., LCDC', 'B.Q.'],
    ['Advice given. // GTr', 'GTr'],
    ['Sat with her. Left well. /bq', 'bq'],
    ['Films with J. Quist, RN /// checked AP', 'AP'],
    ['Ca given; renal aware (Oh)\n# AUD', 'Oh'],
    ['NPO MN? no. Home ?Thurs.  mwood', 'mwood'],
    ['See me 1/12 — R.Lowther 24/11', 'R.Lowther'],
    ['CRNA relief, full handoff TK to ALR', 'ALR'],
    ['HFU sched w/ JQ 4/4 2:20', 'JQ'],
    ['Consent given.  Dr called, dr k.q. to see', 'k.q.'],
    ['office 563-555-0157       jq', 'jq'],
    ['Clinic line 555-0105     HO x7342', 'HO'],
    ['Phys: MERRYWEATHER, P\nPt ID', 'MERRYWEATHER, P'],
    ['[08:02] Bo: who has the chart', 'Bo'],
    ['0812  Tevin from class - cut', 'Tevin'],
    ['I saw the patient and agree with the above. OT\nTel', 'OT'],
    ['Team agrees w/ plan. ☒ MA ☒ CS ☒ KQ', 'MA'],
    ['Typed and sent.\nSigned: Penny / transcribed 7/8 pjq', 'Penny'],
    ['Typed and sent.\nSigned: Penny / transcribed 7/8 pjq', 'pjq'],
    ['Time  BP  By\n0712  140/72   jq\n0742  140/72   jq\n0805  88/48   jq', 'jq'],
    ['Financial counsellor: Gaz, from the bank', 'Gaz'],
    ['copy with the clinic.\n\nGrace\n-----\n> wrote', 'Grace'],
  ])('%j: %s', (text, name) => {
    expect(left(text, [name])).toEqual([]);
  });

  it.each([
    'Grew E.Coli in urine',
    'R.Knee swollen, T.Bilirubin 12',
    'Rx sent to GP / PN',
    'CXR AP / PA',
    'Dose 5 mg /kg',
    'Lives alone /fh',
    'Family notified (Friday)',
    'P.S. Call the GP',
    'CT KUB reg 12345 pending',
    'Assessment\n-----\nStable',
    'B.P. called in range, I.V. said to infiltrate',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('who is called otherwise, or named again', () => {
  it.each([
    ['Brother Dusty (real name Koppel) let me in', ['Koppel']],
    ['Maternal grandmother Dorothea Quick-to-Hear raises them', ['Dorothea Quick-to-Hear']],
    ['Crew (Dexo / Olly) arrived 0158', ['Dexo', 'Olly']],
    ['Means restriction with mates (Scout, Stretcher, Rory).', ['Scout', 'Stretcher', 'Rory']],
    ['After a row with his ex,\nPenny. Fell against the kerb', ['Penny']],
    ['Gatehouse: Tobo the porter lets them in', ['Tobo']],
    ['J.Q. and C.J. argued over the phone', ['J.Q.', 'C.J.']],
    ["Tobin's caseworker is off sick", ['Tobin']],
    ['Coach T says he can play', ['T']],
    ['Entered by: nbrandlow', ['nbrandlow']],
    ['[end; reviewed C. Lark DO]', ['C. Lark']],
    ['Mrs Ada Sugden ("Nim"), Rm 8.\n\nEarly. Nim awake 0600', ['Nim']],
    ['He rang his swim coach, Scout, to say goodbye', ['Scout']],
    ['With brother-in-law Ned Marsh. Marsh went by ambulance', ['Marsh']],
    ['Sister-in-law, Joy Bright.\nJOY: I would not', ['JOY']],
  ])('%j: %s', (text, expected) => {
    expect(left(text, expected)).toEqual([]);
  });

  it('leaves what an everyday surname means otherwise', () => {
    expect(names('Dr. Head aware. No head injury, HEAD: normal.')).toEqual(['Head']);
    expect(names('The team (Cardiology, Renal) agrees')).toEqual([]);
  });
});

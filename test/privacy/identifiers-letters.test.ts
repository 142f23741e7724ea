import { describe, expect, it } from 'vitest';
import { foundAs } from './notes';

const names = (text: string): string[] => foundAs('NAME', text);

describe('letters for persons, whatever else they stand for', () => {
  it.each([
    ['Dressed.\nReviewed at ten\nInitials: PT\n', ['PT']],
    ['Weight 61 kg   Initials OT\nVisit 4', ['OT']],
    ['Screened   Initials K-L\nVisit 3', ['K-L']],
    ['The left hip was marked with my initials, DKE, before the block.', ['DKE']],
    ['Dictated AR / typed mp', ['AR', 'mp']],
    ['Typed 03/02/2025 eo', ['eo']],
    ['typed by kl on 03/02/2025', ['kl']],
    ['Our ref: BÓD/kt      Seen: today', ['BÓD', 'kt']],
    ['Your ref: MRS/kd', ['MRS', 'kd']],
    ['Stable on handover.\nSigned T.M.\n', ['T.M.']],
    ['Received by (wife), B.R.S.\n-----', ['B.R.S.']],
    ['Relative informed, M.K.L.\n', ['M.K.L.']],
    ['0915 BP 101, family called. LP\n0940 asleep', ['LP']],
    ['P Lawlor, IMC 027719     JH\n', ['JH']],
    ['D: 03/11/2023   T: 03/11/2023   PD/KW   JOB 5518204', ['PD', 'KW']],
    ['KW 03FEB23     Reviewed PH 04FEB23', ['KW', 'PH']],
    ['Tech mk on the analyser', ['mk']],
    ['Typed 13/4 (jm)', ['jm']],
    ['Sig: LP', ['LP']],
    ['witness JM/LP', ['JM', 'LP']],
    ['/s/ PH', ['PH']],
    ['Kind regards, PH', ['PH']],
  ])('%j: %j', (text, expected) => {
    expect(names(text)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    'Reviewed CT 18JUL24 with the team',
    'Verified NPO 3/4/24',
    'Typed and screened, Initials: N/A',
    'Blood typed AB positive',
    'Ref: PT/OT',
    'Sig: SL prn, signed AMA, signed out to ED',
    'S: HA x2, S/P CABG, s/p LP',
    'Thanks, ED\nthx OT',
    'reference range K/Na',
    '1000 given with food. PO\n1100 asleep',
    'PT/OT   JOB coach',
    'Checked B.P. 120/80, hemoccult (x3) N.E.G.\n',
    'licence 55102   MD',
    'Initial HR 88, initials not recorded',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('whom a title, a trade, a register or an age tells', () => {
  it.each([
    ['Seen by Dr van Zyl on the ward', 'van Zyl'],
    ['reviewed by Dr van der Merwe this am', 'van der Merwe'],
    ['renal Van der Berg last 4/6', 'Van der Berg'],
    ['Hello Doc Soledad, one more thing', 'Soledad'],
    ['RT Shonnie q6 nebs', 'Shonnie'],
    ['pt curtis assist x2 to bed', 'curtis'],
    ['418 - R. Little 66F COPD', 'R. Little'],
    ['511 – T. Day, 44M, DKA', 'T. Day'],
    ['Yours\n\nA Hodgkin, GMC 7110022', 'A Hodgkin'],
  ])('%j: %s', (text, name) => {
    expect(names(text).some((found) => found.includes(name))).toBe(true);
  });

  it.each([
    'C. Diff 66F, isolation',
    'E. Coli 55F bacteremia',
    'RT Boost planned, RT Heliox prn',
    'pt assist x1, pt will walk',
    'Doc type: discharge',
    'Registered nurse, NMC 99A0001',
  ])('%j names nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

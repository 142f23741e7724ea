import { describe, expect, it } from 'vitest';
import { foundAs } from './notes';

const names = (text: string): string[] => foundAs('NAME', text);

describe('letters for persons, whatever else they stand for', () => {
  it.each([
    ['Dressed.\nReviewed at ten\nInitials: RD\n', ['RD']],
    ['Weight 61 kg   Initials OT\nVisit 4', ['OT']],
    ['Screened   Initials K-L\nVisit 3', ['K-L']],
    ['The left hip was marked with my initials, DKE, before the block.', ['DKE']],
    ['Dictated SR / typed mp', ['SR', 'mp']],
    ['Typed 03/02/2025 eo', ['eo']],
    ['typed by kl on 03/02/2025', ['kl']],
    ['Our ref: CÓF/ab      Clinic: today', ['CÓF', 'ab']],
    ['Your ref: MRS/kd', ['MRS', 'kd']],
    ['Stable on handover.\nSigned T.M.\n', ['T.M.']],
    ['Received by (wife), B.R.S.\n-----', ['B.R.S.']],
    ['Relative informed, M.K.L.\n', ['M.K.L.']],
    ['1452 BP 96, third unit up. LP\n1510 asleep', ['LP']],
    ['P Lawlor, IMC 027719     JH\n', ['JH']],
    ['D: 04/15/2024   T: 04/15/2024   PH/KT   JOB 7719204', ['PH', 'KT']],
    ['KW 18JUL24     Reviewed PH 19JUL24', ['KW', 'PH']],
    ['Tech rk on the analyser', ['rk']],
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
    ['Seen by Dr van Wyk on the ward', 'van Wyk'],
    ['reviewed by Dr van der Merwe this am', 'van der Merwe'],
    ['hepatology Van der Berg last 5/9', 'Van der Berg'],
    ['Good evening Doc Trinidad, thank you', 'Trinidad'],
    ['RT Dougie q4 nebs', 'Dougie'],
    ['pt marcus assist x1 to chair', 'marcus'],
    ['506 - D. Cross 59M EtOH', 'D. Cross'],
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

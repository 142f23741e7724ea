import { describe, expect, it } from 'vitest';
import { found } from './notes';

/** What of one of some categories is found, in the order of the text. */
const marks = (categories: RegExp, text: string): string[] =>
  found(text).filter((one) => categories.test(one.slice(0, one.indexOf(' '))));

const finds = (categories: RegExp, cases: readonly (readonly [text: string, ...found: string[]])[]): void => {
  it.each(cases.map(([text, ...all]) => [text, all] as const))('%j: %j', (text, all) => {
    expect(marks(categories, text)).toEqual(all);
  });
};

const dates = /^(?:DATE|AGE)$/;
const numbers = /^(?:ID|MRN|PHONE|SSN)$/;

describe('days and months in shorthand', () => {
  finds(dates, [
    ['HbA1c 61 (May 70), ACR 3', 'DATE May'],
    ['Ferritin 1.8 Feb. NKDA.', 'DATE Feb'],
    ['HIV VL (<20, June). Creat ok', 'DATE June'],
    ['LFTs April: ALT 44', 'DATE April'],
    ['Retinal photos Mar R0M0, recall: March', 'DATE Mar', 'DATE March'],
    ['Brother (d. June) had the same.', 'DATE June'],
    ['had scarlet fever sept.', 'DATE sept'],
    ['MFFD ?Fri, else ?Mon', 'DATE Fri', 'DATE Mon'],
    ['abx ended sat; eating', 'DATE sat'],
    ['r/v 2/52 then tel mon 8/12;', 'DATE mon 8/12'],
    ['omit 16 + 17/11, INR 19/11 + 23/11', 'DATE 16', 'DATE 17/11', 'DATE 19/11', 'DATE 23/11'],
    ['VLU x6/52 (doppler 8/8).', 'DATE 8/8'],
    ['reported by Dr Quillan 3/5).', 'DATE 3/5'],
    ['Last INR here 3/4 = 2.7', 'DATE 3/4'],
    ['to clinic 25th. Bed from stores tomorrow 7th.', 'DATE 25th', 'DATE 7th'],
    ['depot due the fifteenth', 'DATE fifteenth'],
    ['last seen since the twenty-third, tired', 'DATE twenty-third'],
    ['street round november eleven)', 'DATE november eleven'],
    ['rash began July 4 weekend after tubing', 'DATE July 4 weekend'],
    ['Form sent 3.6..', 'DATE 3.6'],
    ['Ada Quillan · 93 · CCF', 'AGE 93'],
    ['    1/28     1/30     2/2', 'DATE 1/28', 'DATE 1/30', 'DATE 2/2'],
    ['RTC May w/ Jo Lane NP', 'DATE May'],
    ['RTW 4-18.', 'DATE 4-18'],
  ]);
  finds(dates, [
    ['x2/52 supply, q4/52 dressing, abx 5/7, rv 3/12'],
    ['O2 sat, RR and BP'],
    ['dropped sat, placed on NC'],
    ['Symptoms May Include fever'],
    ['CN II-XII, power 3 + 4/5'],
    ['on the fourteenth floor, by the third dose'],
    ['may two visitors come'],
    ['Pulses 2/2, doppler 2/2 pulses'],
  ]);
});

describe('numbers in shorthand', () => {
  finds(numbers, [
    ['F/N QB-40417/25', 'MRN QB-40417/25'],
    ['F/N TKC 0081/22   seen', 'MRN TKC 0081/22'],
    ['Custody no BN/4417/25', 'ID BN/4417/25'],
    ['Fall form D/0417. Datix W118834', 'ID D/0417', 'ID W118834'],
    ['Incident form IR-40417.', 'ID IR-40417'],
    ['emis 40417 here w/ gf', 'MRN 40417'],
    ['Medicare 4417 40417 1 / 2 phone', 'ID 4417 40417 1 / 2'],
    ['OHIP 4417-208-115 QX', 'ID 4417-208-115 QX'],
    ['ODS FQX41, GOC 01-40417', 'ID FQX41', 'ID 01-40417'],
    ['PIN PA 40417 //', 'ID PA 40417'],
    ['HCN 9912 083 417', 'MRN 9912 083 417'],
    ['QB 400 7716 seen', 'ID QB 400 7716'],
    ['phone pw bluebell.', 'ID bluebell'],
    ['family password "green teapot"', 'ID green teapot'],
    ['employee Q5520. Group LANTERN-88', 'ID Q5520', 'ID LANTERN-88'],
    ['UNOS AQDK291, 41M', 'ID AQDK291'],
    ['plate on the form QRK 418-TQZ.', 'ID QRK 418-TQZ'],
    ['medical record 4 4 0 9 1 7 comma', 'MRN 4 4 0 9 1 7'],
    ['lot bx four four one next', 'ID bx four four one'],
    ['page rheum: Snowden 1188 .', 'PHONE 1188'],
    ['| ward | ext 12 |', 'PHONE 12'],
    ['order 55-90817.', 'ID 55-90817'],
    ['custody BK 40417, key safe 4417, car reg QX44 RTY', 'ID BK 40417', 'ID 4417', 'ID QX44 RTY'],
    ['HCN 100 441 772', 'MRN 100 441 772'],
    ['MRN BP4417', 'MRN BP4417'],
  ]);
  finds(numbers, [
    ['BP 120/80, MR 2/6, RR 18/22'],
    ['pw on back of card, password given'],
    ['Form FP10, form MED-3'],
    ['MCP 2-5, SA node, EMIS 2019'],
    ['safe 1200, custody 50/50'],
    ['knee flex 90, ext 12, strength 4/5'],
    ['plate and screws, LCP plate 4500'],
  ]);
});

import { describe, expect, it } from 'vitest';
import { found, foundAs } from './notes';

const finds = (category: string, cases: readonly (readonly [text: string, ...spans: string[]])[]): void => {
  it.each(cases)('%j', (text, ...expected) => {
    expect(foundAs(category, text)).toEqual(expected);
  });
};
const leaves = (texts: readonly string[]): void => {
  it.each(texts)('nothing: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
};

describe('telephone numbers as other countries write them', () => {
  finds('PHONE', [
    ['Son Kevin (7735.0140) is the contact.', '7735.0140'],
    ['Brother Luke Brown (253 6906) was told.', '253 6906'],
    ['Aunt Rachel Booker (870-7672) was told.', '870-7672'],
    ['Daughter Anna (02.5550.9943) was told.', '02.5550.9943'],
    ['Reached at 0430.555.195 in the end.', '0430.555.195'],
    ['Brother David ((08).5550.5019) is here.', '(08).5550.5019'],
    ['Sister Angela (+44(0)1214960198) rang.', '+44(0)1214960198'],
    ['Angela (+44 (0)20 7946 0018) rang.', '+44 (0)20 7946 0018'],
    ['Nephew on +4420 74960360 tonight.', '+4420 74960360'],
  ]);
  leaves([
    'Glucose (110 1200), Time (1430-1530).',
    'Platelets (7735.0140) by the old counter.',
    'Ratio 0.430.',
    'Dose 02.50 then 04.75.',
  ]);
});

describe('codes that start with groups of letters', () => {
  finds('ID', [
    ['Device serial logged: DEV-SN-CHOL-7XZ1-99231', 'DEV-SN-CHOL-7XZ1-99231'],
    ['The plan QUILLAN-CA-PLN-4455 was checked.', 'QUILLAN-CA-PLN-4455'],
    ['Saved as scan001_smith.pdf on the drive.', 'scan001_smith'],
  ]);
  leaves(['SARS-COV-2 negative, HLA-DRB1-0401 positive.', 'CTX-M-15 and MSH-PMS-2 were tested.']);
});

it('leaves the numbers of SNOMED', () => {
  expect(foundAs('ID', 'SNOMED 128473001, SNOMED CT: 44054006.')).toEqual([]);
});

describe('handles', () => {
  finds('ID', [
    ['Message from @quillanfan42 at noon.', '@quillanfan42'],
    ['Told @t.okafor to wait.', '@t.okafor'],
  ]);
  leaves(['Back @work next week.', 'Pain @rest, none @night.', 'Seen @bedside.']);
});

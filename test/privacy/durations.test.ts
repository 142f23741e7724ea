import { describe, expect, it } from 'vitest';
import { foundAs } from './notes';

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('no date: %j', (text) => {
    expect(foundAs('DATE', text)).toEqual([]);
  });
};
const finds = (cases: readonly (readonly [text: string, ...dates: string[]])[]): void => {
  it.each(cases)('%j', (text, ...expected) => {
    expect(foundAs('DATE', text)).toEqual(expected);
  });
};

describe('how long, as the Commonwealth writes it', () => {
  leaves([
    'Stopped sertraline 18/12 ago with good effect.',
    'Coryza 5/7 ago, better now.',
    'Finished a 21/7 course of nimodipine.',
    'Decongestant for 3–5/7 at most.',
    'Expect it to last 7-10/7 in all.',
    'Cough x3/7.\n\nIUD 18/12, no problems. Worse last 3/7.',
    'Review 2/52.\n\nBloods 3/12. Dry eyes ~12/12.',
    'Off work 1/52, then light duties.\n\nPhysio next 6/12.',
  ]);
  finds([
    ['Cough x3/7.\n\nSeen on 5/7 by the GP.', '5/7'],
    ['Review 2/52.\n\nLetter dated 3/12, surgery 4/12/2023.', '3/12', '4/12/2023'],
    ['Review 2/52.\n\nCT on 3/14 was clear.', '3/14'],
    ['Discharged 5/7 to home.', '5/7'],
    ['Labs from 3/12: Na 140.', '3/12'],
    ['2/52 nodes were positive.\n\nLabs from 3/12.', '3/12'],
  ]);
});

describe('weeks and days of a pregnancy', () => {
  leaves([
    'Former 28 3/7 weeker with BPD.',
    'Born at 39 2/7 wks by repeat section.',
    'G2P1 at 37 1/7 with contractions.',
    'GA: 33 4/7',
  ]);
  finds([
    ['Platelets 28 on 3/7, then 40.', '3/7'],
    ['Seen on 3/7 at 28 weeks.', '3/7'],
  ]);
});

describe('counts and scores', () => {
  leaves([
    'Pathology: 2/12 lymph nodes positive.',
    'Axilla 3/14 LNs involved.',
    'PHQ 12/27, GAD 3/21.',
    'Mild fatigue (2/10), nausea (3/10).',
    'VA R 6/9 L 6/12.',
  ]);
  finds([
    ['Saw orthopedics (2/10) for the knee.', '2/10'],
    ['Nodes were sampled on 2/12.', '2/12'],
  ]);
});

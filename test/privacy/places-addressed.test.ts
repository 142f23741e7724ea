import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { strict } from '../../server/src/privacy/policy';
import { foundAs } from './notes';

const places = (text: string): string[] => foundAs('LOCATION', text);

describe('addresses of several countries', () => {
  it.each([
    ['No. 27, 2nd Cross, Kaveri Nagar, Mysuru', 'No. 27, 2nd Cross'],
    ['Home: House 1184, Section K, Umlazi.', 'House 1184, Section K'],
    ['Address: Stand 1120, Extension 4, Tembisa', 'Tembisa'],
    ['SH  Lives alone, 9 Castle Neuk, Portcraig.', '9 Castle Neuk'],
    ['of Apartment 7, The Granary, Rathcastle', 'The Granary'],
    ['Detained in 2021 (Section 3, The Larches).', 'The Larches'],
    ['Address: Ballyrea, Co. Mayo F26 Y7K2', 'Co. Mayo'],
    ['Lot 12 Jalan Ampang, KL', 'Lot 12 Jalan Ampang'],
    ['RD 2, Kaikohe 0472', 'RD 2'],
    ['deliver to 2210 county road 14, dry fork', '2210 county road 14'],
  ])('%j: %s', (text, place) => {
    expect(places(text).some((found) => found.includes(place))).toBe(true);
  });

  it.each([
    'Stand 3 min, Sit 5 min',
    'Section 2, The patient was seen',
    'Lives alone, 2 Indoor Cats',
    'stable, CO down to 3, co mayo',
  ])('%j names no place', (text) => {
    expect(places(text)).toEqual([]);
  });
});

describe('roads, firms and hospitals by what stands beside them', () => {
  it.each([
    ['found at a trailer off US-45 near the dam', 'US-45'],
    ['driving in if M-35 open', 'M-35'],
    ['crash on the M62 last night', 'M62'],
    ['airborne 0215, ETA Jandakot 0310', 'Jandakot'],
    ['Order a commode from Adapt (555-0116).', 'Adapt'],
    ['LifeGift: called at 0310, declined', 'LifeGift'],
    ['To: Prairie Regional PICU, accepting', 'Prairie Regional'],
    ['RBH accept: burns fellow', 'RBH'],
    ['discussed w/ RFDS Dr on call', 'RFDS'],
    ['Off to tangi at Waiharakeke marae for her cousin', 'Waiharakeke marae'],
    ['Aboriginal (Wirrabilla mob on her side)', 'Wirrabilla mob'],
    ['needs oxygen, lakeside medical supply will deliver', 'lakeside medical supply'],
    ['TIDEWATER ANESTHESIA CONSULTANTS, PLLC\nREPORT', 'TIDEWATER ANESTHESIA CONSULTANTS'],
  ])('%j: %s', (text, place) => {
    expect(places(text).some((found) => found.includes(place))).toBe(true);
  });

  it.each([
    'vitamin K-10 daily, iodine I-131 given',
    'tear of the A1 pulley, the M2 receptor',
    'from Radiology (555-0101), with Sepsis (102 F)',
    'ICU accept: bed 4',
    'ETA Home 1800',
    'MRSA took 3 weeks to clear, ROSC did occur',
    'under Regional block',
    'MiraLAX: called pharmacy',
    'she needs medical supply, ask the visiting nurses',
    'The mob at the door',
  ])('%j names no place', (text) => {
    expect(places(text)).toEqual([]);
  });
});

it('masks in strict also what may be a part of any hospital', () => {
  const text = 'Veterans Health Clinic, first visit';
  expect(foundAs('LOCATION', text)).toEqual([]);
  const masked = identifiersOf(parseNote(text), strict);
  for (const word of ['Veterans', 'Health', 'Clinic']) {
    const at = text.indexOf(word);
    expect(masked.some(({ start, end }) => start <= at && at + word.length <= end)).toBe(true);
  }
});

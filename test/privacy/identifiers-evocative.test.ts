import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { findPlaces } from '../../server/src/privacy/finders/places/places';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { lexed } from '../../server/src/privacy/words/lexer';

const foundIn = (text: string): string[] =>
  identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));

describe('places and firms that are called by everyday words', () => {
  it.each([
    ['Seen at Amber Fox Dental last week.', 'Amber Fox Dental'],
    ['Records from Copper Lantern Physical Therapy pending.', 'Copper Lantern Physical Therapy'],
    ['Xrays done at Five Owls Orthopedics.', 'Five Owls Orthopedics'],
    ['OTTER RIDGE REGIONAL\nPROGRESS NOTE', 'OTTER RIDGE REGIONAL'],
    ['She has a bed at Gentle Brooks from today.', 'Gentle Brooks'],
    ['He ushers for the Church of the Silver Gate.', 'Church of the Silver Gate'],
    ["Transferred to Otter Creek Children's by ground.", "Otter Creek Children's"],
    ['Home oxygen by Golden Heron Infusion, intake done.', 'Golden Heron Infusion'],
    ['Works at Cedar & Stone Lumber.', 'Cedar & Stone Lumber'],
    ['Called Lodge at Fox Hollow about the bed.', 'Lodge at Fox Hollow'],
    ['Prior stay at Mercy-on-the-Cliff.', 'Mercy-on-the-Cliff'],
    ['Referral to Silver Lake Dept. of Social Services sent.', 'Silver Lake Dept. of Social Services'],
    ["Dr. Vance at Quillan Children's said so.", "Quillan Children's"],
    ["Admitted to Children's of the Silver Coast.", "Children's of the Silver Coast"],
    ['Bypass at Catholic Medical in 2015.', 'Catholic Medical'],
    ['Delivered at Memorial of the Brillans.', 'Memorial of the Brillans'],
    ['Sent from Harbrook Walk-In for fever.', 'Harbrook Walk-In'],
    ["Neighbour from Weaver's Cottage called.", "Weaver's Cottage"],
    ['Worked in Copper Hollow No. 4 for years.', 'Copper Hollow No. 4'],
    ['Lives on Bryn-y-Coed Farm alone.', 'Bryn-y-Coed Farm'],
    ['He fell behind the Copper Anchor pub.', 'Copper Anchor pub'],
    ['Home: Blk 9 Sengkara Ave 3 #04-118 S(519204)', 'Blk 9 Sengkara Ave 3'],
    ['Home: Blk 9 Sengkara Ave 3 #04-118 S(519204)', '#04-118'],
    ['Home: Blk 9 Sengkara Ave 3 #04-118 S(519204)', 'S(519204)'],
    ['Main St, Tobberkeel, Co. Sligo', 'Co. Sligo'],
    ['Two Oaks House, Harbury HB9 4CM', 'HB9 4CM'],
    ['Their son lives in Thief River Falls now.', 'Thief River Falls'],
    ['Refill at Kroger #217 today.', 'Kroger #217'],
    ['Carpenter with Amble & Son Roof Works, retired.', 'Amble & Son Roof Works'],
    ['He comes from Purok 7, Brgy. Santol, near the sea.', 'Purok 7'],
    ['He comes from Purok 7, Brgy. Santol, near the sea.', 'Brgy. Santol'],
    ['"city": "Harrow", "postalCode": "04991"', '04991'],
    ['<city>Harrow</city><postalCode>57991</postalCode>', '57991'],
    ['12 Elm Row · Quillan, OH · 44699 · Tel', '44699'],
    ['Silver Muddy Clinic, Sweet Valley 38291, accepted', '38291'],
    ['Box 9, Alice Springs NT 0879', '0879'],
    ['12 Temple Road, Chennai - 600 991 Ph', '600 991'],
    ['Seen in our Copper Street office today.', 'Copper Street'],
    ['Moved to Indian Summer Lane in spring.', 'Indian Summer Lane'],
    ['The pharmacy on Duke St. E is closed.', 'Duke St. E'],
    ['He left Long Ridge High in tenth grade.', 'Long Ridge High'],
    ['Spouse is an ex-Silver Hollow lineman.', 'Silver Hollow'],
    ['Colonoscopy at Brannock Endoscopy in May.', 'Brannock Endoscopy'],
    ['Report to MERCY NORTH ED bed 4', 'MERCY NORTH'],
    ['Plan: Corvale Kids, urgent visit.', 'Corvale Kids'],
    ["Stent at St. Bride's in 2014.", "St. Bride's"],
    ['seen at copper lantern imaging on monday, no fracture', 'copper lantern imaging'],
    ['called the lab down at amber mesa, result is pending', 'amber mesa'],
  ])('%j: %s', (text, phrase) => {
    expect(foundIn(text).some((span) => span.includes(phrase))).toBe(true);
  });

  it.each([
    'Plan: Open Heart Surgery when stable.',
    'White Blood Cell Count low, Red Cell Indices normal.',
    'Blue Light Therapy for the rash.',
    'Red Flag Symptoms: none.',
    'Class II by the New York Heart Association.',
    'Sun Exposure: limited. Sand Bag at the side.',
    'Clear Liquid Diet, then Low Salt Diet.',
    'Visual Field Testing done.',
    'took two hours to pass the stone, clear urine since',
    'Summer Camp Form. New Patient Visit. Second Opinion.',
    'She takes the little white heart pill and feels well.',
  ])('leaves %j', (text) => {
    expect(findPlaces(lexed(text))).toEqual([]);
  });

  it.each([
    'ECG: LBBB, PR 214. SR, VT risk. CIWA, NJ feed.',
    'By the Primary Care Network, Alberta.',
    'Spiritual Care: declined. Psych Pharmacy Review.',
    "MI: a St. Jude dual-chamber ICD. St. John's Wort stopped.",
    'CVS S1S2 heard. CVS - normal.',
    'He served in the Army and was discharged.',
    'Palliative RT 8 Gy in one fraction.',
    'LSCS 17:20 under GA Dr present.',
    'Images pushed via ShareBox, referrals sent via CarePass.',
    'School: IEP, two hours a week.',
    'Lake Louise negative.',
    'Sent to Colon Endoscopy and to Oncology.',
    'Kids: two. Our Kids Corner.',
    'Under the Mental Health Act since noon.',
    'Rx #44 at 100 200 units. Given 600 991 times',
    'Vitamin B12 1MG\nDose L5 2AM\n',
    'Women and Children first. Ask the Children.',
    'Moved to Eastern Germany as a child.',
    'Sample #4 and box S(12).',
  ])('takes no word of a ward for a place: %j', (text) => {
    expect(findPlaces(lexed(text))).toEqual([]);
  });

  it('finds spans that lie in the text, sorted and apart', () => {
    const word = fc.constantFrom(
      'Silver',
      'silver',
      'FOX',
      'Creek',
      "Children's",
      'of',
      'the',
      'at',
      '&',
      '-',
      '.',
      '\n',
      'Clinic',
      'Hep',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.constantFrom(' ', ''), (words, gap) => {
        const text = words.join(gap);
        let last = 0;
        for (const { start, end } of identifiersOf(parseNote(text))) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});

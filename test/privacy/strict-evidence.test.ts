import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { slice } from '../../server/src/note/span';
import { makeGuard } from '../../server/src/privacy/guard/guard';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { withoutPlaceholders } from '../../server/src/privacy/placeholders';
import { strict } from '../../server/src/privacy/policy';
import { deidentify } from '../../server/src/privacy/view';
import { processTime } from '../support/cost';
import { identifyingNote } from './notes';

const pseudonyms = { key: new Uint8Array(32).fill(7), identity: 'n' };
const found = (text: string) => identifiersOf(parseNote(text), strict);
const viewOf = (text: string) => deidentify(text, found(text), pseudonyms).text;
/** What a model would see of a text, without the placeholders. */
const seen = (text: string): string => withoutPlaceholders(viewOf(text), ' ');

/** A text of each class, and what must not be left of it. */
const secrets: readonly (readonly [string, string, ...string[]])[] = [
  // Ordinary words as parts of names, places and organisations.
  ['Stayed with Big Tony over the weekend.', 'Big', 'Tony'],
  ['The crash was at Milepost 27 on the parkway.', 'Milepost', '27'],
  ['Moved into Space 26 at the Rolling Hills park.', 'Space', '26', 'Rolling', 'Hills'],
  ['Covered by Blue Cross of Idaho since spring.', 'Blue', 'Cross', 'Idaho'],
  ['Home care by Open Arms, supplies from Quality Care.', 'Open', 'Arms', 'Quality Care'],
  ['Second choice The Orchard at Stillwater.', 'The', 'Orchard', 'Stillwater'],
  ['Retired from Zorbalin public works last year.', 'Zorbalin', 'public', 'works'],
  // Words written large within a sentence.
  ['She teaches at Open Door most days.', 'Open', 'Door'],
  ['He met Red from the Shop at Blue Moon.', 'Red', 'Shop', 'Blue', 'Moon'],
  ['Transferred from Mercy to Good Hope overnight.', 'Mercy', 'Good', 'Hope'],
  ['Biopsy was taken by Brown; margins clear.', 'Brown'],
  ['Intubated by Will (anaesthetics) at once.', 'Will'],
  // Small letters beside a word for a person or a place.
  ['pt sunny says the pain is worse and she is not eating', 'sunny'],
  ['her neighbor rusty drove her in, no fever at home', 'rusty'],
  ['she lives at canary court, works at the golden spoon diner', 'canary', 'court', 'golden', 'spoon'],
  ['kids at rolling hills elementary, no sick contacts', 'rolling', 'hills', 'elementary'],
  ['roofer w/ summit & sons exteriors, cough for a week', 'summit', 'sons', 'exteriors'],
  ['seen by ngozi e. (night nurse), settled after that', 'ngozi', 'e.'],
  // Fields whose label asks.
  ['Employer: Quick Stop', 'Quick', 'Stop'],
  ['School: Big Sky Middle', 'Big', 'Sky', 'Middle'],
  ['Pharmacy: Corner Drug on Main', 'Corner', 'Drug', 'Main'],
  ['Insurance: Golden Rule', 'Golden', 'Rule'],
  ['Next of kin: Summer Day (daughter)', 'Summer', 'Day'],
  ['Address: Lot 9, Sunset Court', '9', 'Sunset', 'Court'],
  ['PRI: BLUE SHIELD', 'BLUE', 'SHIELD'],
  ['| Time | RN | BP |\n| 0800 | Sky | 120/80 |\n| 0900 | Rose | 118/76 |', 'Sky', 'Rose'],
  // Letterheads and signatures.
  ['Bluebell Building, Level 2 - 720 Larkfield Crescent', 'Building', '2', '720'],
  ["CHILDREN'S & WOMEN'S LAB - CUMULATIVE", 'CHILDREN', 'WOMEN', 'LAB'],
  ['Midnight Sleep & Lung       fax 509 555 0179', 'Midnight', 'Sleep', 'Lung'],
  ['Ivy Penrose, RN, CCM   desk 540 555 0173', 'Ivy', 'Penrose'],
  ['TWIN BEND COUNTY SO', 'TWIN', 'BEND', 'COUNTY', 'SO'],
  // HL7.
  ['OBX|1|ST|AGE||94|a\nOBX|2|ST|NAME||Sunny', '94', 'Sunny'],
  ['PID|1||4417^^^LAB||SKY^SUMMER||19500102|F|||9 ELM^^TOWN', 'SKY', 'SUMMER', 'ELM', 'TOWN', '19500102'],
  ['NK1|1|DAY^MAY|SIS|12 PARK', 'DAY', 'MAY', 'PARK'],
  ['ZPT|1|SUNNY|GOOD', 'SUNNY', 'GOOD'],
  // Initials.
  ['Seen and examined.\nAHR/ps', 'AHR', 'ps'],
  ['Pharmacy will bubble pack.\nml / mx', 'ml', 'mx'],
  ['Rested well, pain controlled. BM', 'BM'],
  ['Called with results by WK, read back.', 'WK'],
  ['Please ring Q. before noon.', 'Q.'],
  ['Her sister R. Sky will drive.', 'Sky'],
  // Dates in parts.
  ['Restarted on 3.1. and tolerated well.', '3.1'],
  ['Film of 3/5 was clear, repeat 4-12.', '3/5', '4-12'],
  ['Seen on the 3rd and back on the 17th.', '3', '17'],
  ['Enrolled in Q1 2024, relapsed in autumn 2021.', 'Q1', '2024', 'autumn', '2021'],
  ['Symptoms began over Christmas and Ramadan.', 'Christmas', 'Ramadan'],
  ['LMP 18.6, scan agrees.', '18.6'],
  ['Labs from 14-MAR-24 were normal.', '14', 'MAR'],
  // Ages over 89.
  ['She turned 90 on the ward.', '90'],
  ['He is ninety-four and frail.', 'ninety', 'four'],
  ['A 91 F with a fall.', '91'],
  ['Her aunt lived to one hundred and one years.', 'hundred', 'one years'],
  // Short numbers that belong to a person, a door, a telephone.
  ['Called -0156 s/w Naomi, appointment given.', '0156'],
  ['Ask for loc 23, or flat 4, or ext. 7.', '23', '4', '7'],
  ['The band reads 77120/77120M today.', '77120'],
  ['Secretary at desk x3-4417 knows.', '4417'],
  ['Reach him at wellbe@glen-primary.example today.', 'wellbe', 'glen', 'primary'],
  ['Lives at 1987 Alder with two cats.', '1987', 'Alder'],
  ['Return it to Unit 4719, Apt. 6 please.', '4719', 'Apt', '6'],
  ['He works on call for Transunion these days.', 'Transunion'],
  ['Logged in as s031_0044 at noon.', 's031', '0044'],
];

const harmless = [
  'Gleason 4+3=7, Apgar 8/9, Glasgow 15, Tanner 2, Norton 11/20, Braden 19.',
  'Day 3 of 7. Lasix 40 mg daily, K 3.4, Na 138. Gravida 2 para 1. NYHA III.',
  'EF 55-60%, grade 3/6 murmur, 5/5 strength throughout, visual acuity 20/40.',
  'Had 3 sutures in the 4th toe, 2 small nodules in the right lobe.',
  'HR 88, RR 16, BP 132/78, O2 sat 97% on room air, temperature 98.6.',
  'Ki-67 12%, PD-L1 negative, CA-125 of 35 units, T2N0M0.',
  'She sat up and will rest. May resume diet. Will follow in 2 weeks.',
  'Sun exposure is to be avoided. He may march in place for exercise.',
  'Walked ninety feet and rested for ninety minutes.',
  'She works at home and lives with her husband. Her son lives alone.',
  'Mother: hypertension and diabetes. Father: stroke at 60 years.',
  'Hospital course: she was admitted with pneumonia and treated with ceftriaxone.',
  'OBX|1|NM|2823-3^Potassium^LN||5.9|mmol/L|3.5-5.1|H',
  'Time      HR    RR   SpO2\n0800      88    16   97',
];

describe('strict, by evidence', () => {
  it.each(secrets)('masks what may identify: %s', (text, ...words) => {
    for (const word of words) expect(text).toContain(word);
    const left = new Set(seen(text).match(/[\p{L}\p{M}\p{Nd}.&/-]+|\s+/gu));
    for (const word of words) for (const part of word.split(' ')) expect(left.has(part), part).toBe(false);
  });

  it.each(harmless)('leaves what is clinical: %s', (text) => {
    expect(found(text).map((identifier) => slice(text, identifier))).toEqual([]);
  });

  // Not a law: what stood as evidence beside a number may be a placeholder afterwards.
  it('leaves nearly every text with its placeholders as it is', () => {
    const notes = fc
      .tuple(
        fc.array(fc.constantFrom(...secrets.map(([text]) => text), ...harmless), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.constantFrom('\n', '\n\n'),
      )
      .map(([texts, between]) => texts.join(between));
    const views = fc.sample(notes, { numRuns: 500, seed: 7 }).map((text) => viewOf(text));
    const moved = views.filter((view) => found(view).length > 0);
    expect(moved.length).toBeLessThanOrEqual(5);
  });

  it('masks nothing that the guard then refuses', () => {
    fc.assert(
      fc.property(identifyingNote, (text) => {
        expect(makeGuard(text, found(text))([viewOf(text)])).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it.each(['x_y@', "Women's ", '"a" ', 'ninety hundred ', 'works at a b ', 'Name: a b | ', '12:30/4-'])(
    'is linear in %s',
    (unit) => {
      const time = (size: number): number => {
        const text = unit.repeat(size / unit.length);
        return processTime(() => void found(text));
      };
      time(50_000);
      expect(time(400_000)).toBeLessThan(24 * Math.max(time(100_000), 10));
    },
  );
});

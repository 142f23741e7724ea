import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { found } from './notes';

/** Whether all of a phrase is under names and places. */
function isHidden(text: string, phrase: string): boolean {
  const start = text.indexOf(phrase);
  const covered = new Set<number>();
  for (const { category, start: from, end } of identifiersOf(parseNote(text)))
    if (category === 'NAME' || category === 'LOCATION') for (let i = from; i < end; i++) covered.add(i);
  return [...phrase].every((char, i) => !/[\p{L}\p{Nd}]/u.test(char) || covered.has(start + i));
}

const hides = (cases: readonly (readonly [text: string, phrase: string])[]): void => {
  it.each(cases)('%j: %s', (text, phrase) => {
    expect(text).toContain(phrase);
    expect(isHidden(text, phrase)).toBe(true);
  });
};

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('%j', (text) => {
    expect(found(text)).toEqual([]);
  });
};

describe('a name in a field ends at its line', () => {
  it.each([
    ['Patient: Marisol Quintrell\nSlept well. Ate breakfast.', 'Marisol Quintrell'],
    ['Patient: Tomas Ferreira\nWalked the hall twice.', 'Tomas Ferreira'],
    ['Client: Dmitri Vasin\nRested overnight.', 'Dmitri Vasin'],
    ['Caller: Jo Beth Harlan\nReason: cough', 'Jo Beth Harlan'],
    ['Patient: Maria del Carmen\nVillanueva', 'Maria del Carmen\nVillanueva'],
  ])('%j', (text, name) => {
    const [first, ...others] = identifiersOf(parseNote(text));
    expect(text.slice(first?.start, first?.end)).toBe(name);
    expect(others).toEqual([]);
  });
});

describe('initials that act', () => {
  hides([
    ['TRK fellow saw her, then ZB R2 on rounds', 'ZB'],
    ['GW to ask the coordinator about it.', 'GW'],
    ['DRN came 0640 and looked at the wound.', 'DRN'],
    ['crit called to the nurse by WK, RBV', 'WK'],
    ['2/07 1108 - ML: looks fine', 'ML'],
    ['handoff at seven JR -> TL', 'TL'],
    ['R. Osgood MD    s:vk', 'vk'],
    ['Trays go out weekly.\nml / mx\n', 'mx'],
    ['Slept through.\nHaB\n', 'HaB'],
    ['All counted.\nTkW 02FEB2023 0910\n', 'TkW'],
    ['B.T.W. 48M, cough', 'B.T.W'],
    ['M.T. is a 6-year-old boy with fever.', 'M.T'],
    ['please ring Q. with the results', 'Q'],
    ['Transcribed by: kd', 'kd'],
  ]);
  leaves([
    'GI to see. ID to comment. TTE to follow. EMS called. ICU aware. PCP to call. MRI will be repeated.',
    's/p CABG, w/o pain, d/c home, n/v, r/o PE, b/l edema, mg/dL',
    'pain:no fever:no meds:yes vs:ok',
    'Start NS at 75, MgSO4 given, EtOH none',
  ]);
});

describe('everyday words that are names', () => {
  hides([
    ['RN Mark gave the dose at nine.', 'Mark'],
    ['Nurse blessing. All well.', 'blessing'],
    ['(May pharm, Adebanjo att)', 'May'],
    ['lives beside granny Charity in the flat', 'Charity'],
    ['Her brother Big Louie drives her.', 'Big Louie'],
    ['mom tasha at bedside, dad big louie on phone, no fever today', 'big louie'],
    ['She spoke of Will. He was late.', 'Will'],
    ['He was away. Will teaches at the college.', 'Will'],
    ['Lines placed. Will (ODP) has the keys.', 'Will'],
    ['Sample lost, Hope from pharmacy called back.', 'Hope'],
    ['We enjoyed meeting Ray yesterday.', 'Ray'],
    ['hernia fixed by Brown; no drain', 'Brown'],
    ['Dr Prudence Bone-Trevanion supervised.', 'Bone-Trevanion'],
    ['call from pt Will Frost, wants a letter', 'Will Frost'],
    ['Dr. Little rounds at 8.\n\nLittle: wound clean.', 'Little: '],
    ['1. Alvarez - bed 4, stable\n2. Little - bed 5, dc', 'Little'],
    ['Bed 1 Hargrove 72F CHF\nBed 2 Bishop 60M PNA', 'Bishop'],
    ['TROOPER POOLE, HOLLOW COUNTY, WROTE IT UP', 'POOLE'],
  ]);
  leaves([
    'Will discuss with family. Will pass meds. May miss doses. May go home. Hope to discharge. Mark site.',
    'Little change. Big improvement. Sharp pain. Brown sputum. Long discussion. Good appetite.',
    'Nurse Practitioner will follow. Nurse Manager will call. Nurse called. Aide present.',
    'Wife Present at bedside. daughter Aware. Mother Caucasian. Son in good health.',
    '1. Long - bed rest\n2. Rice 2 cups\nBed 3 Baker cyst',
    'He wears a cast. No falls. No shocks. He smoked.',
  ]);
});

describe('names by their form and their order', () => {
  hides([
    ['Pt sticker STRATHAVON, Eilish  bay', 'STRATHAVON, Eilish'],
    ['specimen mislabelled "TRAVISS, MO", corrected', 'TRAVISS, MO'],
    ['registered as "Moe, Heron" at first', 'Moe, Heron'],
    ['(alias MAY TRAVISS)', 'MAY TRAVISS'],
    ['Dr G. ap Owain and H. ter Horst came', 'H. ter Horst'],
    ['Seen by Ll. Bevan today', 'Ll. Bevan'],
    ["sons Sione and 'Ofa, both well", 'Ofa'],
    ["She told 'Ofa last week", 'Ofa'],
    ['Park Ji-hoon was late for clinic', 'Park Ji-hoon'],
    ['Friends call her Dot.', 'Dot'],
    ['Slides checked by j. mwangale at noon', 'j. mwangale'],
    ['left a box for zainab k. (lodger)', 'zainab k.'],
    ["later that day o'halloran phoned", "o'halloran"],
    ['Gary, called "Gaz"   ward', 'Gaz'],
  ]);
  leaves([
    'grew e. coli, c. diff, s. aureus and k. pneumoniae',
    "LEFT BREAST AT 2 o'clock, mcmurray test negative",
    'T-cell count, COPD, Asthma, STEMI, Plan',
  ]);
});

describe('animals stay', () => {
  leaves([
    'Walks with Bruno, her blind collie.',
    'Two cats, Milo and Daisy, at home. Her cat Smokey scratched her.',
    'Dog Tyson bit him. Walks his terrier Rosie daily.',
  ]);
});

describe('organisations of everyday words', () => {
  hides([
    ['Stays at Open Door Shelter these days.', 'Open Door Shelter'],
    ['She has Blue Cross of Idaho and Medicare.', 'Blue Cross of Idaho'],
    ['Bartender at The Blue Moon.', 'The Blue Moon'],
    ['Home health through Caring Hands; doing well', 'Caring Hands'],
    ['Hospice: Gentle Journey. Comfortable.', 'Gentle Journey'],
    ['Follow up with Pain Solutions in Boise.', 'Pain Solutions'],
    ['Referred to Heart and Vascular Associates.', 'Heart and Vascular Associates'],
    ['brought by Alder Gap PD, calm', 'Alder Gap PD'],
    ['playing for Ashby RFC seconds', 'Ashby RFC'],
    ["her boys go to St Ultan's BNS. Fine.", "St Ultan's BNS"],
    ['pastor Abe @ Rising Tide AG', 'Rising Tide AG'],
    ['Employed by TechNova as an analyst.', 'TechNova'],
    ['GW to ask KidneyBridge about it.', 'KidneyBridge'],
    ['Masjid Al-Noor imam came; Mosque = Dar Al-Salama.', 'Dar Al-Salama'],
    ['Salman ibn al-Farid Mosque was kind', 'Salman ibn al-Farid Mosque'],
    ['Works on the USS Nimitz as a cook', 'USS Nimitz'],
    ['scan @ University Hospital Ballina', 'University Hospital Ballina'],
    ['labs drawn near Harrison clinic, fasting', 'Harrison clinic'],
    ['Facility: Quillan Ridge Hospital (QRH), ward 2.', 'QRH'],
    ['clinic at the Moor (NQW) is full', 'NQW'],
    ['Sings at Corravale Lutheran weekly.', 'Corravale Lutheran'],
    ['REPORT BY TWIN ALDER COUNTY SO, ON SCENE', 'TWIN ALDER COUNTY SO'],
    ['Mother is a nurse; college KBU, she thinks of leaving', 'KBU'],
    ['janitor at Lebanon High, laid off', 'Lebanon High'],
    ['She phoned walgreens twice, denied', 'walgreens'],
  ]);
  leaves([
    'Seen in Pain Clinic and Coumadin Clinic. Referred to Physical Medicine.',
    'Admitted to Medicine. Transferred from Unit to Floor. Lives at Home. Works at Night.',
    'Insurance: Self Pay. Pharmacy: Mail Order. Diet: Heart Healthy.',
    'Type 2 DM. Stage III CKD. AG 12. Mild MS today. GoLYTELY given. NovoLog with meals. by MyChart',
    'The study (RCT) showed benefit (XQZ) in most.',
  ]);
});

describe('premises', () => {
  hides([
    ['by 71 Quillan #806, West Harrow K9Z 1X1', 'West Harrow'],
    ['Lives at 71 Quillan #806, West Harrow K9Z 1X1.', '71 Quillan'],
    ["he's still there, 2805 31st Ave N. Friend visits", '2805 31st Ave N'],
    ['Box 62, Tullibeg AB', 'Box 62'],
    ['has moved to apt 509.', 'apt 509'],
    ['Apartment at Harbor View Towers, Unit 12C.', '12C'],
    ['Found at the corner of 5th and Elm.', '5th and Elm'],
    ['MVC on Highway 9 near milepost 212.', 'milepost 212'],
    ['bishop (Glenmoor 4th Ward) visits', 'Glenmoor 4th Ward'],
    ['Mother lives in Flat Rock, well.', 'Flat Rock'],
    ['lives in the Mission District now', 'Mission District'],
  ]);
  leaves([
    'follow up apt 10:30, next apt 3 pm',
    'Fundoscopy: box 3 of 5 gloves',
    'to Unit 4B, bed 3, floor 2',
  ]);
});

describe('places in notes without capitals', () => {
  hides([
    ['pt works at big lots stocking shelves, no pain', 'big lots'],
    ['pt lives with mom in green bay, feels well', 'green bay'],
    ['she attends lincoln high and feels well', 'lincoln high'],
    ['asked brenda from sunny acres to fax it', 'sunny acres'],
    ['called pharmacy on maple street re refill', 'maple street'],
    ['seen at open door shelter last week, no pain', 'open door shelter'],
    ['transferred from mercy yesterday for pain', 'mercy'],
  ]);
  leaves([
    'lives with wife in apartment, works from home, goes to gym, eats at night',
    'was at work when pain started, works for trucking company, works at hospital as janitor',
    'admitted from clinic, transferred from outside hospital to icu, seen at bedside',
    'pain in the back on the left side of the lower leg, at high risk for falls at home',
  ]);
});

it('finds spans that lie in the text, sorted and apart, whatever stands beside the cues', () => {
  const pieces = fc.constantFrom(
    'at ',
    'The ',
    'Blue ',
    'Moon',
    '@',
    ' RFC',
    'PD ',
    "'Ofa",
    ' #12',
    ', ',
    '"',
    'Gaz',
    'NGUYEN',
    'JW ',
    'to ask ',
    'Masjid ',
    'Al-',
    'Noor',
    'son ',
    'Big ',
    'Tony',
    '\n',
    ' apt 4',
    'Box 9',
    '(UHW)',
    'works at ',
    'big lots',
    ' by: ',
    'kd',
    'J.',
    'Q.',
    'dog ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
      const text = parts.join('');
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

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
    ['KGB fellow saw her, then ZS R2 on rounds', 'ZS'],
    ['JW to ask the coordinator about it.', 'JW'],
    ['AKM came 1018 and looked at the wound.', 'AKM'],
    ['crit called to the nurse by WK, RBV', 'WK'],
    ['3/14 1719 - ML: agree with plan', 'ML'],
    ['handoff at seven JR -> TL', 'TL'],
    ['D. Mahabir MD    s:tb', 'tb'],
    ['Pharmacy will bubble pack\nml / mx\n', 'mx'],
    ['Slept through.\nRdV\n', 'RdV'],
    ['Query closed.\nNbY 13MAR2024 1340\n', 'NbY'],
    ['J.Q.D. 62F, flu A', 'J.Q.D'],
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
    ['Nurse blessing. Chart checked.', 'blessing'],
    ['(May pharm, Oyelowo att)', 'May'],
    ['lives w/ granny Comfort at the flat', 'Comfort'],
    ['Her brother Big Tony drives her.', 'Big Tony'],
    ['mom tasha at bedside, dad big tony on phone, no fever today', 'big tony'],
    ['She spoke of Will. He was late.', 'Will'],
    ['He was away. Will teaches at the college.', 'Will'],
    ['Intubated easily. Will (ODP) checked the machine.', 'Will'],
    ['Bloods sent, Hope in lab says 40 min.', 'Hope'],
    ['Thank you for seeing Ray again.', 'Ray'],
    ['varix clipped x2 by Brown; Hgb stable', 'Brown'],
    ['Dr Faith Pain-Llewellyn supervised.', 'Pain-Llewellyn'],
    ['940  pt Will Hope (really) asks for refill', 'Will Hope'],
    ['Dr. Little rounds at 8.\n\nLittle: wound clean.', 'Little: '],
    ['1. Alvarez - bed 4, stable\n2. Little - bed 5, dc', 'Little'],
    ['Bed 1 Hargrove 72F CHF\nBed 2 Bishop 60M PNA', 'Bishop'],
    ['DEPUTY CASE, HOLLOW COUNTY SO, HAS THE DOG', 'CASE'],
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
    ['Pt sticker MACGILLEATHAIN, Ruaridh  CHI', 'MACGILLEATHAIN, Ruaridh'],
    ['specimen mislabelled "NGUYEN, MY", corrected', 'NGUYEN, MY'],
    ['trauma bay "Doe, Wolf" alias', 'Doe, Wolf'],
    ['(alias MAY NGUYEN)', 'MAY NGUYEN'],
    ['Dr P. ap Rhys and H. ter Horst came', 'H. ter Horst'],
    ['Seen by Ll. Probert today', 'Ll. Probert'],
    ["sons Sione and 'Ofa, both well", 'Ofa'],
    ["She told 'Ofa last week", 'Ofa'],
    ['Park Ji-hoon was late for clinic', 'Park Ji-hoon'],
    ['Friends call her Dot.', 'Dot'],
    ['Tech review w. kiplagat 0314', 'w. kiplagat'],
    ['dc lisinopril for ngozi e. (angioedema)', 'ngozi e.'],
    ["MD line: o'shaughnessy phoned", "o'shaughnessy"],
    ['Gareth ... "Gaz"   ch', 'Gaz'],
  ]);
  leaves([
    'grew e. coli, c. diff, s. aureus and k. pneumoniae',
    "LEFT BREAST AT 2 o'clock, mcmurray test negative",
    'T-cell count, COPD, Asthma, STEMI, Plan',
  ]);
});

describe('animals stay', () => {
  leaves([
    'Lives alone with Max, a very old heeler.',
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
    ['BIB Yonge Ridge PD, cuffed to front', 'Yonge Ridge PD'],
    ['playing for Ashby RFC seconds', 'Ashby RFC'],
    ["they live near St Mary's BNS. Well.", "St Mary's BNS"],
    ['pastor Ike @ Living Waters AG', 'Living Waters AG'],
    ['Employed by TechNova as an analyst.', 'TechNova'],
    ['JW to ask DonorConnect about it.', 'DonorConnect'],
    ['Masjid Al-Noor imam came; Mosque = Dar Al-Hijrah.', 'Dar Al-Hijrah'],
    ['Omar bin al-Khattab Mosque visitor Fri', 'Omar bin al-Khattab Mosque'],
    ['Works on the USS Nimitz as a cook', 'USS Nimitz'],
    ['scan @ University Hospital Limerick', 'University Hospital Limerick'],
    ['UA drop off Jefferson clinic, ED if worse', 'Jefferson clinic'],
    ['Facility: Hawkmoth Valley Health (HVH), 6 South.', 'HVH'],
    ['haem at the Heath (UHW) says no', 'UHW'],
    ['Drives a cart to Bellhaven Methodist weekly.', 'Bellhaven Methodist'],
    ['DEPUTY CALLED, TWIN FORKS COUNTY SO, ON SCENE', 'TWIN FORKS COUNTY SO'],
    ['Mother is a nurse; school GSU, dean emailed us', 'GSU'],
    ['coach at Cyprus High, 26 years', 'Cyprus High'],
    ['PMP: also walgreens on file, denied', 'walgreens'],
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
    ['at 55 Falstaff #1402, North York M6L 0Z9', 'North York'],
    ['Lives at 55 Falstaff #1402, North York M6L 0Z9.', '55 Falstaff'],
    ["he's still there, 3417 16th Ave S. Neighbor checks", '3417 16th Ave S'],
    ['Box 417, Maskwacis AB', 'Box 417'],
    ['now Cedar-Riverside apt 2217.', 'apt 2217'],
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

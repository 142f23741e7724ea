import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { found } from './notes';

/** Whether all of a phrase is under identifiers, of whatever category. */
function isHidden(text: string, phrase: string): boolean {
  const start = text.indexOf(phrase);
  const covered = new Set<number>();
  for (const identifier of identifiersOf(parseNote(text)))
    for (let i = identifier.start; i < identifier.end; i++) covered.add(i);
  return [...phrase].every((char, i) => !/[\p{L}\p{Nd}]/u.test(char) || covered.has(start + i));
}

const hides = (cases: readonly (readonly [text: string, phrase: string])[]): void => {
  it.each(cases)('%j: %s', (text, phrase) => {
    expect(text).toContain(phrase);
    expect(isHidden(text, phrase)).toBe(true);
  });
};

describe('names that no list knows', () => {
  hides([
    ['Reviewed the plan with Xiadani, who agreed.', 'Xiadani'],
    ['The consult was done (Brzenczek) before noon.', 'Brzenczek'],
    ['Thalvik says the cough is worse at night.', 'Thalvik'],
    ['Transport by sister Ngaroimata, then home.', 'Ngaroimata'],
    ['SPOKE TO MRS. OKWUDIBA ABOUT THE BIOPSY RESULT TODAY.', 'OKWUDIBA'],
    ['Two cousins, Jorunn and Eilwen, came by.', 'Eilwen'],
  ]);

  it.each([
    'Started Zelboraf 960 mg and Fraxiparine 0.3 ml daily.',
    'Hohmann retractors were placed; Gustilo II, Lauge-Hansen SER 4.',
    'QTc 450 (Fridericia), Karnofsky 80, Mallampati 2, Ottawa knee rule negative.',
    'MEDS:\nEntrezol daily\nTrimbow two puffs bd',
    'Argentine by birth, speaks Tagalog and Punjabi. Drives a 2016 Tacoma.',
    'The MyChartLink box and OptiFlowPro were unplugged.',
  ])('drugs, devices, scores and peoples are none: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('names that are words', () => {
  hides([
    ['Met w/ May and the twins.', 'May'],
    ['Her brother Will, 19, has moved out.', 'Will'],
    ['Will had a fever on the ward.', 'Will'],
    ['This is Joy, the triage nurse.', 'Joy'],
    ['Handed over to Hope RN at seven.', 'Hope'],
    ['The fistula (Grant, 6/22) has a good thrill.', 'Grant'],
    ['Seen with Grace Young, the interpreter.', 'Grace Young'],
    ["Will's pain is better.", 'Will'],
    ['line re sited by rose from the iv team, she will be back', 'rose'],
    ['many thanks hope, bed is ready and clean now', 'hope'],
    ['Spoke to Mark Jr. about his father.', 'Mark Jr'],
    ['HIS WIFE GRACE GAVE CONSENT FOR THE OPERATION.', 'GRACE'],
  ]);

  it.each([
    'He will need a ride. She may eat. Will order labs. May shower.',
    'Rose bengal stain done; mark the site; grant of leave; hope for the best.',
    'His hope is to walk again. The grace period ends. A faint violet rash.',
  ])('stay words elsewhere: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('whole names', () => {
  hides([
    ['Pt: Yazbeck, Leroy Jr  (fell at home)', 'Yazbeck, Leroy Jr'],
    ['Pt is Dale Young, 47, known to us.', 'Dale Young'],
    ['Kids: Losa 12, Penitala 5, and baby Faith', 'Penitala'],
    ['Kids: Losa 12, Penitala 5, and baby Faith', 'Faith'],
    ['Dr Abd al-Rahman has seen him.', 'Abd'],
    ['roommate mrs de la cruz was upset all night again', 'de la cruz'],
    ['Intake by Fatoumata D. at the desk.', 'Fatoumata D'],
    ['Poly "Memo" Guillory came alone.', 'Guillory'],
    ['dtrs Gianna and Hope are on their way', 'Hope'],
    ['Known on the unit as "Dally." Lives alone.', 'Dally'],
    ['her gp is khan and she sees him monthly for this', 'khan'],
    ['Seen with Te Ariki Paewai and his aunt.', 'Te Ariki Paewai'],
  ]);
});

describe('initials', () => {
  hides([
    ['Slept well, no complaints. kt', 'kt'],
    ['Fluids stopped, family aware. – T.K.', 'T.K'],
    ['LETTER SENT TO PAYER, COPY FILED -JT', 'JT'],
    ['02/09 KMB: called the plan, no answer', 'KMB'],
    ['K. Tuiasosopo RN  /  scribe jlw', 'jlw'],
    ['d/w Dr ER at 0402, agrees', 'ER'],
    ['Dictated, not read.\n\nMTB:kw\n', 'kw'],
    ['report to Maria rn 0710                 mt rn', 'mt'],
  ]);

  it('of a key are found in the cells of the table above it', () => {
    const text =
      '| Lasix | 0800 | RS | BvH |\n| Lantus | 2100 | 1420RS | |\n\nRS=Ravi Sandhu RPN; BvH=Bram van Houten RN\n';
    const spans = identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));
    expect(spans.filter((span) => span === 'RS')).toHaveLength(3);
    expect(spans.filter((span) => span === 'BvH')).toHaveLength(2);
  });

  it.each([
    'Pt doing well on RA.',
    'Continue meds as ordered. NPO',
    'No edema. Will follow. PRN',
    'Given 2 mg IV',
  ])('are no short forms: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('places without a telling word', () => {
  hides([
    ['Hip replaced @ Banner in 2012.', 'Banner'],
    ['AVSD repaired at Starship, doing well.', 'Starship'],
    ['She worships at St Augustine’s.', 'St Augustine’s'],
    ['chaplain from st brigids stopped by after supper', 'st brigids'],
    ['Works nights @ Matson on Sand Island', 'Sand Island'],
    ['Renting a room on Quarry St, Fall River.', 'Quarry St'],
    ['Old coach from Durfee High called.', 'Durfee High'],
    ['Rosary at Our Lady of Mt Carmel.', 'Our Lady of Mt Carmel'],
    ['Admitted from Sunrise of Yonkers with sepsis.', 'Sunrise of Yonkers'],
    ['Incarcerated at MCI-Norfolk since 2019.', 'MCI-Norfolk'],
    ['He drives for Blue Badger Cabs.', 'Blue Badger Cabs'],
    ['Stabbed outside the Rusty Anchor.', 'Rusty Anchor'],
    ['Employer is the City of Yakima.', 'City of Yakima'],
    ['retired from brightwater paper company last year, lives alone', 'brightwater paper company'],
    ['was seen at prairie lamp home care, agency faxed the orders', 'prairie lamp home care'],
    ['Suboxone from SSTAR since spring.', 'SSTAR'],
    ['Will be seen at Guy’s.', 'Guy’s'],
  ]);

  hides([
    ['lives at 14 sydenham st, alone with two cats and a dog', '14 sydenham st'],
    ['Moved to 1140 N MIDLAND BLVD TRLR 8', '1140 N MIDLAND BLVD TRLR 8'],
    ['Naas, W91 0ZZ0', 'W91 0ZZ0'],
    ['Burwood VIC 3125', '3125'],
    ['Bengaluru - 560034', '560034'],
    ['Dundas L9H 0Z0', 'L9H 0Z0'],
  ]);

  it.each([
    'Seen at bedside in the Emergency Department; follow up in Wound Clinic.',
    'Taken to the Operating Room, then to Recovery. Died from ARDS.',
    'Return to the hospital from home care; went to day care before.',
    'CVS: regular rhythm. I-131 uptake scan. L4-5 and C5-6 fusion.',
  ])('wards, organs and isotopes are none: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('days', () => {
  hides([
    ['Last drink 3/8, sober since.', '3/8'],
    ['new insurance eff 3/1, card not in yet', '3/1'],
    ['s/p appendectomy 11/17 by Dr. Wells', '11/17'],
    ['ED triage   3/9  2147', '3/9'],
    ['nocs 14/3 into 15/3, slept on and off all night long', '15/3'],
    ['Born 3 May 1950. Seen 12/5/23.\n\nR/v 9/5 with bloods.', '9/5'],
    ['last rites were given the 12th.', '12th'],
    ['Seen Wed for INR.', 'Wed'],
    ['may be late fri, wife will drive him in after work', 'fri'],
    ['surgery mon at noon, npo after midnight as usual', 'mon'],
    ['one event on St David’s Day while gardening', 'St David’s Day'],
    ['week before Waitangi Day', 'Waitangi Day'],
    ['Flu jab April.', 'April'],
    ['| TIME | Mar 11 | 12 | 13 |', '13'],
    ['MAR 5 24 KMB: CALLED AGAIN', 'MAR 5 24'],
    ['Recall Jan.', 'Jan'],
  ]);

  it.each([
    'Pain 4/10, strength 5/5, ate 1/2 of lunch, Norton 11/20, Katz 5/6.',
    'Suboxone 8/2 and Seretide 25/12 continue. Class on Tues + Thurs.',
    'O2 sat 94 on room air. At the 10th centile. The 5th toe is black.',
    'Vision 20/40, VA 6/9; MoCA 19/30; GCS 14/15; down to 2/9 after rest.',
  ])('are no scores, doses and ranks: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('numbers of a house, of a thing, of a user', () => {
  hides([
    ['paged 4471 x2, no call back', '4471'],
    ['called the night float on 61822 for the potassium', '61822'],
    ['Grant phoned x204 for a copy', '204'],
    ['(415) 555-0177 fax -0178', '0178'],
    ['her cell is the same but ends 0120', '0120'],
    ['Telephone 08 5550 1142', '08 5550 1142'],
    ['ring 087 555 0134 first', '087 555 0134'],
    ['formal interpreter, VRI #350217', '350217'],
    ['(#D-1187) chair 9', 'D-1187'],
    ['unit W1418 24 009918 hung', 'W1418 24 009918'],
    ['path no B/8871/22', 'B/8871/22'],
    ['officer badge 331 attended', '331'],
    ['hearing aids s/n HX-22917/HX-22918', 'HX-22918'],
    ['VIN 0TFSZ5AN0GX00\n4417 (line 2)', '0TFSZ5AN0GX00\n4417'],
    ['[13 Mar 08:15] ayse_yilmaz88: no fever', 'ayse_yilmaz88'],
    ['Participants: rnpool-lanthorn · tkgrantly', 'tkgrantly'],
    ['2024-03-13T08:02:48  READ    jreyesq         192.0.2.14', 'jreyesq'],
    ['PID|1||88120^^^X||DOE^JO||19500101|F|||||^PRN^PH^^^218^5550144', '218^5550144'],
  ]);

  it.each([
    'Tylenol #30, foley #16, tooth #19, 2 of #4 doses.',
    'at 0402 pt slept; on 2 L; x3 days; HR 94; dial set to 12',
    'Return in 4-6 weeks, 10-20 reps, room 412, bed 3.',
  ])('are no counts, times and sizes: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('ages over 89', () => {
  hides([
    ['DOB 11 NOV 1926 (97), widowed', '97'],
    ['She says she will be 98 soon.', '98'],
    ['five days short of his 92nd', '92'],
    ['both alive, 94 and well', '94'],
  ]);
  it('are no temperatures and saturations', () => {
    expect(found('E: 93F, seatbelt sign. T 98. SpO2 will be 93% on oxygen.')).toEqual([]);
  });
});

describe('places as they are typed in haste', () => {
  hides([
    ['Ride = brother, coming from akron wi. eta 3.', 'akron'],
    ['Lives upstairs, san rafael. Works nights.', 'san rafael'],
    ['She wants Dr Landry (pcp in vrensk) to be told.', 'vrensk'],
    ['Oriane @ brenwick county called about the placement.', 'brenwick county'],
    ['Script resent to cvs this evening, Pt aware.', 'cvs'],
    ['D/c Monday, HH via Advocate, JP out later.', 'Advocate'],
    ['OPAT through InfuCrest; labs weekly.', 'InfuCrest'],
    ['Works at Opal Harbor shipyard, home after 4.', 'Opal Harbor shipyard'],
    ['SHE TAUGHT AT MILLER SCHOOL FOR 31 YEARS. NOW RETIRED.', 'MILLER SCHOOL'],
    ['46m roofer w/ summit & sons exteriors, here w cough', 'summit & sons'],
    ['First choice Juniper Court, second choice The Glebe at Bellhaven.', 'The Glebe at Bellhaven'],
    ['Her brother is on hemodialysis at Dry Wash Renal; she has never needed it.', 'Dry Wash Renal'],
    ['PLAN: Transfer by AirQuillan 2 at once.', 'AirQuillan 2'],
    ['Vrensk Genetics\nBluebell Building, Level 2 · 720 Larkfield Crescent', 'Bluebell Building, Level 2'],
    ['ADDRESS: RR 2 BOX 118, WALDOBORO, ME 04572', 'RR 2 BOX 118'],
  ]);

  it.each([
    'Infusion via PICC, feeds via Dobhoff, oxygen through High Flow.',
    'Pain & bros; first choice is Augmentin, second choice Doxycycline; by choice.',
    'Seen in from home to clinic, near county lines, transferred by Hoyer lift.',
    'SEEN AT HIGH SCHOOL AGE; STARTED IN MEDICAL SCHOOL.',
  ])('what is none stays: %j', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('names as wards write them', () => {
  hides([
    ['Kit given 0531 by RN Jo, then home.', 'Jo'],
    ['Low bed, Marcus PCT sitting with him.', 'Marcus'],
    ['Signed: Stephanie Villalobos\n\nspoke w pharmacist\nsv\n', 'sv'],
    ['dictated not read   TMA/ro    cc the clinic', 'TMA/ro'],
    ['SW aware (zq), no new orders', 'zq'],
    ['fax sent\nPR:jmc   D: noon', 'jmc'],
  ]);

  it('headings, units and services beside them are none', () => {
    expect(
      found('CC: MVC\n\nPCP: none     Trauma no\n\nAST/ALT   | 40/40   |\nEVS called 0915. WBC/hpf   5\n'),
    ).toEqual([]);
  });
});

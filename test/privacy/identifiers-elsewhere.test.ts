import { describe, expect, it } from 'vitest';
import { rulesFind } from '../../server/src/privacy/identifiers';
import { lexed } from '../../server/src/privacy/words/lexer';

/** What the rules by themselves find in a text, in one category. */
const foundAs = (category: string, text: string): string[] =>
  rulesFind(lexed(text))
    .filter((finding) => finding.category === category)
    .map(({ start, end }) => text.slice(start, end));

/** Each text with all places that are found in it. */
const places = (cases: readonly (readonly [text: string, ...places: string[]])[]): void => {
  it.each(cases)('%j', (text, ...expected) => {
    expect(foundAs('LOCATION', text)).toEqual(expected);
  });
};

/** Texts without a place. */
const nowhere = (texts: readonly string[]): void => {
  it.each(texts)('no place: %j', (text) => {
    expect(foundAs('LOCATION', text)).toEqual([]);
  });
};

describe('streets by a number, a name and what streets end with', () => {
  places([
    ['Discharged home to 418 Amanda Views.', '418 Amanda Views'],
    ['She lives at 6270 Brennick Rapid with her son.', '6270 Brennick Rapid'],
    ['ADDRESS: 7731 CALDERA BYPASS', '7731 CALDERA BYPASS'],
    ['Seen after a fall outside 143 Hinton Hill.', '143 Hinton Hill'],
    ['Fell outside 31 Dana Meander, unhurt.', '31 Dana Meander'],
    ['Clinic at 8813 Meredith Oval, fax below.', '8813 Meredith Oval'],
    ['Lives at 56 Corrigan Cul-de-sac, alone.', '56 Corrigan Cul-de-sac'],
    [
      'Seen at 14 Quarry Road,\nHe lives on 9 Quarry Parkway.\nMother at 3 Elm St. today.',
      '14 Quarry Road',
      '9 Quarry Parkway',
      '3 Elm St.',
    ],
    ['Lives at 9 Corrigan Right Of Way with a cat.', '9 Corrigan Right Of Way'],
    ['Moved to 12 Waugh-Corrigan Grove in spring.', '12 Waugh-Corrigan Grove'],
  ]);
  nowhere([
    'Discharged to 4 West, bed 12.',
    'Transferred to 5 Tower for telemetry.',
    'Moved to 3 Foley ICU overnight.',
    'Level 2 Trauma Center activation.',
    '12 Lead ECG, 3 Vessel Bypass, 30 Day Rest.',
    'Bed 4 Side Rails up. Bay 6 Light left on.',
    'Return to 10 Kg Weight Limit.',
    'Fell from a 12 Foot Ladder outside.',
    'Home 3 Times Daily. Discharge 2 Days After.',
    'Grade 3 Hill classification on endoscopy.',
    'Level 4 Extension exercises, 2 Rest breaks.',
  ]);
});

describe('streets as they are written abroad', () => {
  places([
    ['Discharged to Unit 19 462 Meridew Walk.', 'Unit 19 462 Meridew Walk'],
    ['Lives at Flat 7, Reed Locks with his son.', 'Flat 7, Reed Locks'],
    ['Lives at Studio 49j, Corrigan Walks.', 'Studio 49j, Corrigan Walks'],
    ['Address: H.No. 04, Bhatt Nagar, Arrah,  394659', 'H.No. 04, Bhatt Nagar', 'Arrah', '394659'],
    ['Discharged to H.No. 21, Keer.', 'H.No. 21, Keer'],
    ['14 Quarry Rd Apt 12C, Tolliver Springs, AR 71999', '14 Quarry Rd Apt 12C', 'Tolliver Springs', '71999'],
    ['Lives at 453, Mehra Street with her son.', '453, Mehra Street'],
    ['Lives at 88 Magnolia Trace Apt B, alone.', '88 Magnolia Trace', 'Apt B'],
    ['Fell outside 62/118, Mehra Chowk.', '62/118, Mehra Chowk'],
    ['Address: 5/431 Brannigan Subway, Jacobtown,  2648', '5/431 Brannigan Subway', 'Jacobtown', '2648'],
    ['Lives at 70 Drummond Highway, RD 6, Korowai,  5098', '70 Drummond Highway', 'RD 6', 'Korowai', '5098'],
    ['Address: 39 Fennimore Street, Brackenham,  A65F4E2', '39 Fennimore Street', 'Brackenham', 'A65F4E2'],
  ]);
  nowhere([
    'Unit 4, Fluids given, Level 2, Care plan read.',
    'Suite 3, Bed 2 free.',
    'VBAC of a live female at 1210, ROA, crying.',
    'Discharged at 1430, Quimby drove him.',
    'Discharged at 1430, Stable. Seen at 0900, Resting.',
    'Motor 5/5, Reflexes 2/4, Gait steady.',
    'Pain 4/10, Rest helps.',
    'Flat 3, Plate 4 and Door 2 are parts of the frame.',
  ]);
});

describe('towns named after a point of the compass and somebody', () => {
  places([
    ['She grew up in North Jessica.', 'North Jessica'],
    ['He moved to East Patricia after retirement.', 'East Patricia'],
    ['He moved to South Patrick after the war.', 'South Patrick'],
    ['Both parents are at New Sophia.', 'New Sophia'],
    ['Discharged to 14 Canal Street, New Sharon.', '14 Canal Street', 'New Sharon'],
    ['Lives at 14 Canal Street in South Brandt.', '14 Canal Street', 'South Brandt'],
  ]);
  nowhere(['Exposure to West Nile virus last year.', 'Pain in Upper Abdomen and in Lower Extremity.']);
});

describe('firms that are called by their families', () => {
  places([
    ['He works for Lynch, Graham and Harris.', 'Lynch, Graham and Harris'],
    ['Transferred from Adams, Hays and Allison by road.', 'Adams, Hays and Allison'],
    ['Employer: Brandvold, Ruiz and Lang', 'Brandvold, Ruiz and Lang'],
    ['Seen at Smith-Jones, Ruiz and Lang last week.', 'Smith-Jones, Ruiz and Lang'],
    ['Retired from Brandvold and Sons.', 'Brandvold and Sons'],
    ['Service: Cardiology, Allen and Sons', 'Allen and Sons'],
    ['Counsel is Tallow & Reed LLP today.', 'Tallow & Reed LLP'],
    ['She works for Smith-Jones.', 'Smith-Jones'],
    ['Employed by Turner-Clark for years.', 'Turner-Clark'],
    ["Works for O'Leary, McNill and Cashman.", "O'Leary, McNill and Cashman"],
    ['Employer: Shaw, Hamilton and Bird', 'Shaw, Hamilton and Bird'],
    ['Transferred from Baker-Lawson by helicopter.', 'Baker-Lawson'],
  ]);
  nowhere([
    'Seen by Adams, Hays and Allison on rounds.',
    'Visited by Mary, John and Peter.',
    'Recovered from Guillain-Barre in spring.',
    'Mother and Sons came. Wife and Daughters, too.',
    'Fentanyl, Propofol and Ketamine from stock.',
    'Works from Monday, Tuesday and Friday.',
  ]);
});

describe('hospitals by words that many are called by', () => {
  places([
    ['He was admitted to General Hospital.', 'General Hospital'],
    ['Seen at County General for the knee.', 'County General'],
    ['Seen in City Hospital last week.', 'City Hospital'],
    ['Born at Regional Medical Center.', 'Regional Medical Center'],
    ["Moved to Children's Hospital by helicopter.", "Children's Hospital"],
    ['Followed at Community Pediatrics.', 'Community Pediatrics'],
    ["Treated at Children's Hospital Los Angeles.", "Children's Hospital Los Angeles"],
    ["Treated at Children's Hospital of Atlanta.", "Children's Hospital of Atlanta"],
    ["Born at Women's Hospital, Boston in 2001.", "Women's Hospital", 'Boston'],
    ['Dialysis at Baylor Med. Center.', 'Baylor Med. Center'],
  ]);
  nowhere([
    'He was seen at a community hospital, then at the general hospital.',
    'General Surgery consult. To General Medicine.',
    'In General Anesthesia. In General, well.',
    'University Hospital Course',
    'From Hospital Course to General Diet.',
    'Discharged to Skilled Nursing Facility.',
    'Transferred to Medical Center.',
    "Walked to the Women's Health Center of the ward.",
  ]);
});

describe('countries and states', () => {
  nowhere([
    'He is from the United States.',
    'Lives in Ohio, United States.',
    'Born in Saudi Arabia, worked in Sri Lanka and the United Arab Emirates.',
    'Lives in West Virginia.',
    'He comes from North Carolina and moved to New Mexico.',
    'Adopted from Sierra Leone, family in Cape Verde.',
    'Moved from South Australia to New South Wales.',
    'Trip to Northern Ireland and Nova Scotia.',
    'RESIDENT OF NORTH DAKOTA',
  ]);
  it('name no person, either', () => {
    for (const text of [
      'He is from the United States.',
      'Lives in West Virginia.',
      'Back from Sierra Leone.',
    ])
      expect(foundAs('NAME', text)).toEqual([]);
  });
  places([
    ['Admitted to North Carolina Memorial Hospital.', 'North Carolina Memorial Hospital'],
    ['Notes from Beth Israel were read.', 'Beth Israel'],
    ['Lives in New York.', 'New York'],
  ]);
});

import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';

/** Identifiers in brackets: "seen ⟦DATE|3/4⟧"; `\n` is written out. */
function marked(line: string): { text: string; spans: { start: number; end: number; category: string }[] } {
  const spans: { start: number; end: number; category: string }[] = [];
  let [text, last] = ['', 0];
  for (const match of line.matchAll(/⟦([A-Z]+)\|([^⟧]*)⟧/g)) {
    text += line.slice(last, match.index);
    const value = match[2] ?? '';
    spans.push({ start: text.length, end: text.length + value.length, category: match[1] ?? '' });
    text += value;
    last = match.index + match[0].length;
  }
  return { text: text + line.slice(last), spans };
}

/** What is marked must be hidden whole, under its category. */
const hides = (lines: readonly string[]): void => {
  it.each(lines)('%s', (line) => {
    const { text, spans } = marked(line);
    expect(spans.length).toBeGreaterThan(0);
    const identifiers = identifiersOf(parseNote(text));
    for (const { start, end, category } of spans) {
      const over = identifiers.filter((one) => one.start < end && one.end > start);
      const open = [...text.slice(start, end)].filter(
        (char, i) =>
          /[\p{L}\p{Nd}]/u.test(char) && !over.some((one) => one.start <= start + i && one.end > start + i),
      );
      expect(open.join('')).toBe('');
      expect(over.map((one) => one.category)).toContain(category);
    }
  });
};

/** Nothing of one of these categories may be found. */
const leaves = (categories: string, lines: readonly string[]): void => {
  it.each(lines)('leaves %j', (text) => {
    const found = identifiersOf(parseNote(text)).filter(({ category }) => categories.includes(category));
    expect(found.map(({ start, end, category }) => `${category} ${text.slice(start, end)}`)).toEqual([]);
  });
};

describe('ages over 89', () => {
  hides([
    // A label, whatever stands between it and the number.
    'Age (yrs): ⟦AGE|97⟧',
    'Age in years: ⟦AGE|93⟧',
    'Age at visit - ⟦AGE|95⟧',
    'edad: ⟦AGE|91⟧',
    // The sex before or behind.
    'M/⟦AGE|92⟧ ADL-I, lives in a hostel',
    '(F, ⟦AGE|95⟧) found on floor',
    'male ⟦AGE|96⟧, lives with son',
    '⟦AGE|91⟧ WM, DNR',
    '⟦AGE|96⟧Y/F with chest pain',
    '⟦AGE|103⟧♀ fall from bed',
    // Turned, died, lived to.
    'She turned ⟦AGE|90⟧ on the boat.',
    "she'll be ⟦AGE|94⟧ soon",
    'Mother passed at ⟦AGE|94⟧ on hospice.',
    'PGF (d. at ⟦AGE|97⟧ on the ward)',
    'MGM d.⟦AGE|97⟧',
    'for his ⟦AGE|ninetieth⟧ birthday',
    // A person before the number.
    'in the next bed Mrs Okello, ⟦AGE|92⟧, urosepsis',
    'his landlady comes too (Mrs P Hale, ⟦AGE|91⟧, F/F)',
    'husband ⟦AGE|94⟧ in care home',
    "I'm ⟦AGE|94⟧, I have had a good innings",
    "She's ⟦AGE|96⟧ and wants to go home.",
    'this ⟦AGE|93⟧ lady was brought in',
    '⟦AGE|93⟧ m w/ cellulitis',
    'At ⟦AGE|97⟧, he declines dialysis.',
    'FHx: M ⟦AGE|98⟧, F ⟦AGE|94⟧',
    // In tables and messages.
    'OBX|1|ST|AGE||⟦AGE|94⟧|a',
    'OBX|4|NM|30525-0^AGE^LN||⟦AGE|93⟧|a|',
    'Age|⟦AGE|94⟧|Sex|F',
  ]);
  it('are found in the column that says so', () => {
    const text =
      'Bed  Surname      Age  Dx\n4    Kettering    93   CVA\n5    Orme         67   NOF\n6    Pell         101  UTI\n';
    const ages = identifiersOf(parseNote(text)).filter(({ category }) => category === 'AGE');
    expect(ages.map(({ start, end }) => text.slice(start, end))).toEqual(['93', '101']);
  });
  leaves('AGE', [
    'HR now 92, sats now 96, was nearly 100 on CPAP.',
    'Stays 100 m from the dam; walks 95 m outdoors.',
    'Turned 90 degrees; knee flexion to 90, EF 95, hgb 94 F.',
    'T 97 f, Tmax 101 F. BP dropped to 92 on standing.',
    'Mother’s BP was 95 at home. Father, 45, has 95 acres.',
    'In her nineties; early 90s; ninety minutes of therapy; ninety percent of meals.',
    'Age 67, aged 45, 72yo, 89 y/o.',
    'Room 101, bed 94; patient in 92.',
    'Bed  HR   SBP  Age\n4    93   101  67\n',
  ]);
});

describe('telephone numbers', () => {
  hides([
    // The last digits of another number.
    'try ⟦PHONE|907 555-0172⟧ until noon then ⟦PHONE|0173⟧',
    '⟦PHONE|907-555-0172⟧ or ⟦PHONE|0173⟧ after five',
    'phoned ⟦PHONE|-0172⟧, busy, then tried ⟦PHONE|-0173⟧',
    'home ⟦PHONE|907-555-0172/73⟧',
    // Extensions and pagers.
    'PH ⟦PHONE|867 555 0126⟧ loc ⟦PHONE|41⟧',
    '⟦PHONE|867-555-0126⟧, local ⟦PHONE|318⟧',
    '⟦PHONE|519-555-0148⟧ x ⟦PHONE|3309⟧',
    'seen by the covering team, p⟦PHONE|27341⟧',
    'dect ⟦PHONE|2119⟧',
    'on call ⟦PHONE|27341⟧ overnight',
    'dial ⟦PHONE|62210⟧ for the desk',
    'ward ph ⟦PHONE|62210⟧',
    'cardiology pg ⟦PHONE|27341⟧',
    // Seven and eight digits behind a cue.
    'cb ⟦PHONE|5550163⟧',
    'call ⟦PHONE|555 0149⟧',
    'Tel: ⟦PHONE|5550 0147⟧',
    'landline ⟦PHONE|9555 0147⟧ ring first',
    'Fax: ⟦PHONE|5550199⟧',
    // In one run, as in many countries.
    'daughter on ⟦PHONE|07700900417⟧',
    'wife ⟦PHONE|0491570156⟧',
    'nephew ⟦PHONE|09175550147⟧',
    'reach ⟦PHONE|+27825550147⟧',
    '⟦PHONE|0044 7700 900417⟧',
    'son ⟦PHONE|98765 43210⟧',
    'clinic ⟦PHONE|1300 975 707⟧',
    '⟦PHONE|907 5550172⟧',
  ]);
  leaves('PHONE', [
    'paged 1402, bleeped 0245, called at 1630, ring 1030',
    'ROM: ext 0-130, ext rot 45, extension 0-90',
    'plates at x 100, x 2000 and x1000; walked x 250 ft; x 10 days',
    'local 10 ml lidocaine, loc 3, LOC x 5 min, alert x3',
    'p53 and p16 positive; P 88; call 911; page 3 of 6',
    'called report 1402 to RN; text 1500',
    'from 2019 or 2020 on; dose 500 or 1000 mg',
  ]);
});

describe('addresses of the network', () => {
  hides([
    "⟦EMAIL|jo.o'hara@quill.example⟧",
    '⟦EMAIL|jo [at] quill [dot] example⟧',
    'write to ⟦EMAIL|jo at quill dot example⟧',
    '⟦EMAIL|jo @ quill.example⟧',
    '⟦EMAIL|jo_\nhara@quill.example⟧',
    '⟦EMAIL|jo_hara@quill.\nexample⟧',
    'SEE ⟦URL|PORTAL.QUILL.EXAMPLE⟧ FOR RESULTS',
    '⟦URL|Quill.example⟧',
    '⟦URL|hxxps://quill.example/a⟧',
    '⟦URL|quill.example:8443/pacs⟧',
    '⟦URL|bit.ly/3abcde⟧',
    '⟦URL|\\\\quillsrv02\\share\\list.docx⟧',
    '⟦URL|https://quill.example/\ns/quay-mallow-57⟧.',
    '⟦URL|https://quill.example/a-\nb/c-441⟧',
    '⟦IP|198.51.100.23/24⟧ refused',
    '⟦IP|192.0.2.\n201⟧',
  ]);
  leaves('EMAIL URL IP', [
    'Pain.In the morning worse. Rash.it itches. VS stable.No fever.',
    'Met at dot phrase; looked at. Dot blot done.',
    'Ratio 1:2:3, time 10:20:30, version 2.0.11.4, section 1.2.3.4',
    'Seen @ clinic. Works @ home.',
  ]);
});

describe('social security numbers', () => {
  hides([
    // The last four, in any words.
    'SSN ending in ⟦SSN|4432⟧',
    'SSN (last 4): ⟦SSN|4432⟧',
    'last four of her social are ⟦SSN|0192⟧',
    'last4 ⟦SSN|0192⟧',
    'SSN: ⟦SSN|900- 12- 4432⟧',
    'SSN ⟦SSN|900 – 12 – 4432⟧',
    'CLERK: Last four of your social? CALLER: ⟦SSN|4432⟧.',
    'SSN verified ⟦SSN|4432⟧',
    'SSN is on file as ⟦SSN|900-12-4432⟧',
    // As the records of veterans print them.
    'DOE,WINSLOW  ⟦SSN|0926⟧ 1st ltr D',
    'DOE,WINSLOW A (⟦SSN|D0926⟧) seen today',
    '1U4N: ⟦SSN|D0926⟧',
    // Masked, glued, with other dashes.
    '⟦SSN|***-**-9911⟧ on the form',
    'SSN ⟦SSN|xxx-xx-1234⟧',
    '⟦SSN|***_**_1234⟧',
    'SSN ⟦SSN|900–12–4432⟧',
    '⟦SSN|ssn900124432⟧',
  ]);
  leaves('SSN', [
    'Last 4 days; last four doses 2024; last 4 BPs 1402 1301.',
    'SS 1234 rhythm; social hx 2 drinks; socially active 2019',
    'DOE,WINSLOW 0800 given meds',
    'reps 10-20-30, doses of 100 and 20 and 3000',
  ]);
});

describe('numbers of a record', () => {
  hides([
    'M.R.N. ⟦MRN|204771⟧',
    'MR# ⟦MRN|20-47-71⟧',
    'MRN/⟦MRN|99004417⟧',
    'MRN ending ⟦MRN|4417⟧',
    'MRN merge ⟦MRN|99004417⟧',
    'ch# ⟦MRN|5512⟧',
    'Hosp. No.: ⟦MRN|441092⟧',
    'Hosp No ⟦MRN|K441092⟧',
    'NHS ⟦MRN|900 000 0417⟧',
    'CHI ⟦MRN|140832 0695⟧',
    'PAS no ⟦MRN|441092⟧',
    'Folder: ⟦MRN|441092⟧',
    'file no. ⟦MRN|4410/92⟧',
    'IP No ⟦MRN|24/04410⟧',
    'UHID: ⟦MRN|AH.0044109⟧',
  ]);
  it('are found below the head of their column', () => {
    const text = 'Bed\tMRN\tExt\n4\t440192\t5512\n5\t440377\t5514\n';
    const spans = identifiersOf(parseNote(text)).map(
      ({ start, end, category }) => `${category} ${text.slice(start, end)}`,
    );
    expect(spans).toEqual(['MRN 440192', 'PHONE 5512', 'MRN 440377', 'PHONE 5514']);
  });
  leaves('MRN ID', [
    'Mr Oakes 0800 walked; no 2019 films; there were no 12 000 steps',
    'chart review 2024; record high 200; file closed 3/12/24; unit 4, unit 12',
    'No. 15 blade; No. 4 tooth; no. of doses 1200',
  ]);
});

describe('numbers of other things', () => {
  hides([
    // Behind "no", whatever is numbered.
    'VHI no ⟦ID|VH 610 7725⟧',
    'Trauma no. ⟦ID|TRX 3420-99⟧',
    'screening no. ⟦ID|055-0381⟧',
    'emp no ⟦ID|44177⟧',
    // Of studies.
    'subject ⟦ID|031-0044⟧',
    'participant ⟦ID|031-0044⟧',
    'IP kit ⟦ID|K-208 0641⟧ returned',
    'Query #: ⟦ID|DV-6204⟧',
    // Of registers and plans in several groups.
    'Medicare no ⟦ID|2123 45670 1⟧',
    'CRN ⟦ID|900 004 417Z⟧',
    'NINO ⟦ID|ZZ 00 44 17 Z⟧',
    'OHIP ⟦ID|9000 004 417 ZZ⟧',
    'SUBSCRIBER ⟦ID|BSD 6620\n       1182 03⟧',
    'NDIS ⟦ID|430 004 417⟧',
    'PAN ⟦ID|ZZZZZ0417Z⟧',
    'IBAN ⟦ID|IE00ZZZZ00004417733000⟧',
    // Of those who practise or serve.
    'DHP reg ⟦ID|000638⟧',
    'GDC ⟦ID|00417⟧',
    'HPCSA ⟦ID|MP 0004417⟧',
    'EMT-P ⟦ID|P208816⟧ / second crew',
    'MT(ASCP) ⟦ID|61937⟧.',
    'PC Dhaliwal ⟦ID|4419⟧ attended',
    // Of parcels, blood and vehicles.
    'Airway bill ⟦ID|6600 0285 3197⟧',
    'Blood unit ⟦ID|G0000 318 205 946⟧ returned',
    'rego ⟦ID|ZZZ-417⟧',
    'vehicle reg ⟦ID|ZZ24 ZZZ⟧',
    // Without a label.
    'second interpreter by phone, ⟦ID|TW-0385⟧',
    'the slip says ⟦ID|ZX44-1773-Q⟧',
    'crossmatch (⟦ID|HLA-25-7106⟧) negative',
    // What opens doors, screens and purses.
    'PIN reset to ⟦ID|6038⟧',
    'door code ⟦ID|4471⟧',
    'key safe code ⟦ID|4471⟧',
    'pw: ⟦ID|blue4417⟧',
    'card ⟦ID|**** **** **** 4417⟧',
    'PayCard last 4 ⟦ID|0639⟧',
    // Users of systems.
    'log in ⟦ID|s047_0153⟧',
    'booked online under ⟦ID|plumhopper63⟧ via the app',
    'printed 06:02 by ⟦ID|QRW0926⟧',
    'insta ⟦ID|@plum.hopper⟧',
  ]);
  leaves('ID MRN SSN', [
    'court 0930, docket call 0900, conf 1400, lab 0600',
    'ref range 4.0-11.0, ref 150-400; NDC 0002-8215-01; CPT 44970',
    'COVID-19, HLA-B27, IL-6, CD34, PD-L1, NM-23, AZD-9291, BMS-936558',
    'code blue called 1402; code status full; ICD code I10; pin site clean, pin 2.0 mm',
    'kit 3 of 4; bill of rights; query sepsis; conf room B; tag 5; RN 0710; provider 2 of 3',
    'tylenol3, phq9, omega3, grade3; mediated by CD34; followed by 2000 ml',
    'model 7122Q-65, form LAB-220, protocol ver 4.1, lot 12, NCT00000417, LOINC 30525-0',
    'Sgt Penhale 1402 rang; officer since 2019',
  ]);
});

describe('days and dates', () => {
  hides([
    // The year or the weekday first; joined with a time.
    'DOB ⟦DATE|1966 Nov 17⟧',
    'DOB ⟦DATE|88/11/23⟧, on remand',
    'd.o.b. ⟦DATE|64.11.03⟧',
    '⟦DATE|JUN 21,2023@09:26⟧ phone note',
    'printed ⟦DATE|03/14/2024@1641⟧',
    '⟦DATE|05MAR2024:14:22⟧',
    '⟦DATE|20240314T1641⟧',
    '⟦DATE|Wednesday the 22nd⟧, an hour',
    'back ⟦DATE|Mon 4th⟧ at two',
    'HANDOVER ⟦DATE|Tu 8/22⟧ side two',
    '⟦DATE|F 3/15⟧: better',
    // With points, spaces and numerals of Rome.
    'LMP ⟦DATE|22.4⟧, regular',
    'seen ⟦DATE|13.3⟧ by the registrar',
    'list of ⟦DATE|27/ix/23⟧',
    'signed ⟦DATE|14. 3. 2024⟧',
    'signed ⟦DATE|03 / 14 / 2024⟧',
    'DOB: ⟦DATE|14 03 1956⟧',
    'dob ⟦DATE|031456⟧',
    // Without a year.
    'TOE ⟦DATE|5-19⟧ normal',
    'CT ⟦DATE|2-27⟧ neg',
    'amended kj ⟦DATE|23-8⟧',
    'work excuse x ⟦DATE|6/17⟧ please',
    'date of injury: ⟦DATE|3/3⟧',
    'started abx ⟦DATE|2/28⟧',
    'warfarin restarted ⟦DATE|8th⟧.',
    'entered late, event ⟦DATE|12th⟧ ~04:15',
    'review ⟦DATE|15th⟧ at 10',
    'bed free tmrw/⟦DATE|Thu⟧',
    'fell ⟦DATE|sat⟧ afternoon in the yard, came in ⟦DATE|sun⟧ am with her son',
    // Parts of a year.
    'rash since ⟦DATE|Q2 2022⟧',
    'relapse ⟦DATE|1Q24⟧',
    "well since ⟦DATE|Summer of '23⟧",
    'flu in ⟦DATE|winter 2022/23⟧',
    'scans ⟦DATE|Jan⟧/⟦DATE|Feb 2024⟧',
    // Holidays of many countries, with their year.
    'began before ⟦DATE|Ramadan 2021⟧',
    'fell on ⟦DATE|Mothering Sunday⟧',
    'no meat in ⟦DATE|Lent⟧',
    'home for ⟦DATE|Deepavali⟧',
    'seizure after ⟦DATE|Eid ul-Fitr⟧',
    'since ⟦DATE|Heritage Day⟧',
    'stitches before ⟦DATE|Burns Night⟧',
    'd/c ⟦DATE|Sun⟧/⟦DATE|Mon⟧ with services',
    'flying in ⟦DATE|wed⟧ nite',
    'fell at a ⟦DATE|black friday⟧ sale',
    'drain out in clinic ⟦DATE|4-14⟧ with the surgeon',
    'dressing off by ⟦DATE|St Patricks⟧, he hopes',
    'fell on ⟦DATE|NYE⟧',
  ]);
  leaves('DATE', [
    'Doxy 100 bd 5/7, pred for 5/7 then stop, 10/7 of abx.',
    'recall 8/52, 4/12, 12/12; 2/52 course.',
    '8/28 tabs returned; kappa/lambda 5/2; 2/4 bottles GPC; 3/5 pages sent.',
    'Range 3-13, ref 4-11, 3-4 times daily, 2-3 weeks, CT 3-4 mm nodule, labs 1-2 weekly.',
    'Seen 2.1 cm lesion; discharged on 2.5 mg; since 2.5 L; K 3.4, INR 2.3.',
    'Stopped 5th metatarsal pain; given 2nd dose; started 2nd line; 9th rib; 4th ICS.',
    'Murmur II/VI, grade IV/VI, nerve VI, 20g IV.',
    'Lent her a walker. Advent of pain. Tet spell; new year, new plan. Holi moly.',
    'Q1 hour checks, q2h turns; quarter strength; MWF dialysis; every Monday; on Sundays.',
    'HD Mon/Wed/Fri; clinic Tue/Thu; seen in clinic 3-14 days later; follow-up 2-4 weeks.',
    'Pain 7/10, 24/7 care, 3/5 strength, POD 3, G2P1, ward 15-3.',
  ]);
});

describe('numbers as wards and callers give them', () => {
  hides([
    'old chart merged to ⟦ID|20417733⟧ per records',
    'ITIN ⟦SSN|9xx-xx-0417⟧ on file',
    'accessions ⟦ID|M24-100417⟧ and -⟦ID|100418⟧ grew cocci',
    'ride booked, conf ⟦ID|Q41Z7⟧ for noon',
    'knee replaced 2019 (lot ⟦ID|3QX881⟧)',
    'portal code ⟦ID|ZQ7-RM2-81P⟧ given',
    'per records (⟦NAME|Oriane⟧, ⟦PHONE|4-2231⟧) today',
    'Tavish Corwin, RN | ⟦PHONE|691-4410⟧',
    'Called Corwin ⟦PHONE|*4471⟧ twice',
    'callback ⟦PHONE|six one seven, five five five, oh one one four⟧, ok to leave word',
    'cb# ⟦PHONE|five oh five, 555, 0114⟧ ok',
  ]);
  leaves('PHONE', [
    'WBC 4-1100, plt 150-4100 | 120-1000 |',
    'seven, eight, nine, ten; two of three, four five times; gave 5 *1000 units.',
    'One two-view film, three to four times nightly for five, six or seven nights.',
  ]);
  leaves('ID', [
    'moved to 1 L of oxygen; changed to 200000 units; code blue, code status full; lot of pain.',
  ]);
});

describe('messages of HL7', () => {
  hides([
    "PD1||||⟦ID|0990417F⟧^⟦NAME|O'REGAN^WINSLOW⟧^^^DR",
    'PV2||^HIP|||||||⟦DATE|20230627⟧|8',
    'MRG|⟦MRN|U0061734⟧^^^RVH^MR||||||⟦NAME|KETTERING^ORLA⟧',
    'SPM|1|⟦ID|T0619044⟧||BLD|||||||||||||⟦DATE|202306190725⟧',
    'DG1|1|I10|M16.1|ARTHROSIS|⟦DATE|20230619⟧',
  ]);
  leaves('LOCATION', ['PID|1|8200061954^^^MCARE|||']);
});

describe('forms with leaders between label and value', () => {
  it.each([
    ['MRN..........0044812', '0044812'],
    ['DOB ____03/04/1951____', '03/04/1951'],
    ['DOB . . . . . 03/04/1951', '03/04/1951'],
    ['Phone--------555-0132', '555-0132'],
    ['SSN..........................900-12-4471', '900-12-4471'],
    ['Age..............................93', '93'],
    ['Account======H00448112', 'H00448112'],
    ['City.........Millbrook', 'Millbrook'],
  ])('%s', (text, expected) => {
    const found = identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual([expected]);
  });

  it.each([
    'I was well.....then pain in both legs.',
    'BP ____/____ HR ____ Temp 98.6',
    'Signature: ____________________',
    'Lisinopril..........10 mg\nHEMOGLOBIN..........11.2',
    '======== LABS ========',
  ])('nothing in %j', (text) => {
    expect(identifiersOf(parseNote(text))).toEqual([]);
  });
});

describe('lists exported with commas', () => {
  const found = (text: string): string[] =>
    identifiersOf(parseNote(text)).map(({ start, end, category }) => `${category} ${text.slice(start, end)}`);

  it('are read by the heads of their columns', () => {
    const text =
      'record_id,mrn,last_name,first_name,dob,sex,city,zip,site\n1,A10023,Nez,T.,1961-03-09,M,Fallen Timber,16639,Stone Arch Clinic\n2,A10047,Roe,Ada,1934-08-21,F,Coalport,16627,telehealth';
    const all = found(text);
    expect(all).toEqual(
      expect.arrayContaining(['MRN A10023', 'LOCATION Fallen Timber', 'LOCATION 16639', 'LOCATION 16627']),
    );
    expect(all.join()).toContain('Nez');
    expect(all.join()).toContain('Roe');
    for (const kept of ['record_id', 'last_name', 'telehealth']) expect(all.join()).not.toContain(kept);
    expect(all).not.toContain('NAME M');
  });

  it('hold nothing where no head names somebody', () => {
    expect(found('Na,K,Cl,CO2,glucose\nlow,high,low,low,high\nnone,none,null,none,none 2')).toEqual([]);
  });
});

describe('what is no part of a name', () => {
  const found = (text: string): string[] =>
    identifiersOf(parseNote(text)).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['PID|1||4471882||Vandermeer^Joost\nOBX|1|TX|NOTE||seen today', 'OBX'],
    ['41 yo M Tobias Reeve with pain', 'M '],
    ['Weaned on the 21st strike that.', 'st strike'],
  ])('%j: %j', (text, part) => {
    expect(found(text).some((one) => one.includes(part))).toBe(false);
  });

  it('a hospital is called so in its placeholder', () => {
    const kinds = (text: string): string[] => identifiersOf(parseNote(text)).map(({ kind }) => kind);
    expect(kinds('Seen at Weatherby Clinic for cough.')).toEqual(['hospital']);
    expect(kinds('at Mercy Hospital for pain')).toEqual(['hospital']);
    expect(kinds('works at Hale Recreation Center')).toEqual(['company']);
  });
});

import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { strict } from '../../server/src/privacy/policy';
import { found } from './notes';

/** What of numbers, codes and dates is found, in the order of the text. */
const marks = (text: string): string[] => found(text).filter((one) => !/^(?:NAME|LOCATION) /.test(one));

const finds = (cases: readonly (readonly [text: string, ...found: string[]])[]): void => {
  it.each(cases.map(([text, ...all]) => [text, all] as const))('%j: %j', (text, all) => {
    expect(marks(text)).toEqual(all);
  });
};

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('%j: nothing', (text) => {
    expect(marks(text)).toEqual([]);
  });
};

describe('dates as they are dictated', () => {
  finds([
    ['Date of operation is the ninth of March 2023.', 'DATE ninth of March 2023'],
    [
      'Born the thirty first of October nineteen forty-eight.',
      'DATE thirty first of October nineteen forty-eight',
    ],
    [
      'Seen november the second two thousand and nine here.',
      'DATE november the second two thousand and nine',
    ],
    ['We refill on August the tenth.', 'DATE August the tenth'],
    ['Chest film four slash nineteen was clear.', 'DATE four slash nineteen'],
    ['date of birth seven oh four sixty one, allergic to sulfa', 'DATE seven oh four sixty one'],
  ]);
  leaves([
    'May first noted the rash on her arm.',
    'Pain eight slash ten after the walk.',
    'Strength four slash five throughout.',
    'She may second this opinion.',
  ]);
});

describe('numbers that are read out', () => {
  finds([
    ['Medical record two seven seven oh one four, seen today.', 'MRN two seven seven oh one four'],
    ['My beeper is four one seven oh, thanks.', 'PHONE four one seven oh'],
    ['Accession number T six six oh two one.', 'ID T six six oh two one'],
    ['N H I zed zed zed zero four one seven', 'MRN zed zed zed zero four one seven'],
  ]);
  leaves([
    'Took one two or three tablets.',
    'No one two days ago said so.',
    'Grade one two and three lesions.',
  ]);
});

describe('codes behind a label', () => {
  finds([
    ['See her chart HQB 2207 for the rest.', 'MRN HQB 2207'],
    ['Name withheld . File 3306 . seen today', 'MRN 3306'],
    ['Influenza vaccine given, lot 7P2QX, left deltoid.', 'ID 7P2QX'],
    ['RxBIN 610044 PCN QVX', 'ID 610044', 'ID QVX'],
    ['Bands nos 44190 / 44191 checked.', 'ID 44190', 'ID 44191'],
    ['Transfused two (units 8801 0417, 8801 0419).', 'ID 8801 0417', 'ID 8801 0419'],
    ['Screw UDI (01)00812340099117(21)QX77.', 'ID (01)00812340099117(21)QX77'],
    ['Cultures QM-0417-22, -23 are pending.', 'ID QM-0417-22', 'ID -23'],
    ['Photos: knee_left_0417.jpg and gait-walk.mov', 'ID knee_left_0417', 'ID gait-walk'],
    ['Dr Q, MQDC 41907', 'ID MQDC 41907'],
    ['seen by Z, RN (QX417)', 'ID QX417'],
    ['Cell 0344 5501 417 (neighbour)', 'PHONE 0344 5501 417'],
    ['transferred, QQZ0417, aged 40', 'ID QQZ0417'],
    ['Police event Q0551/2208; screen log QVM-019.', 'ID Q0551/2208', 'ID QVM-019'],
    ['sent C0417-22/C0417-23 today', 'ID C0417-22', 'ID C0417-23'],
    ['Exercises at code QX4RLM7, photos in QD_00417.', 'ID QX4RLM7', 'ID QD_00417'],
    ['Study ID 014-003, group 0099-A.', 'ID 014-003', 'ID 0099-A'],
    ['HKID A000017(3)', 'ID A000017(3)'],
    ['Call 252-555-0107, extension 22.', 'PHONE 252-555-0107', 'PHONE 22'],
    ['Q Fenn RN (7-0114) took the call', 'PHONE 7-0114'],
    ['MRI aware, page IR 41707', 'PHONE 41707'],
    ['seen by Z Quill, M.D. (ZQ417)', 'ID ZQ417'],
  ]);
  leaves([
    'Chart reviewed, 4 pages. Lot 22 is where he parks. Lots 3 and 4.',
    'Time 30 min (MNT 97802). PLT 150000, WBC 12000.',
    'Relief from 1015-1040. Mixtard 18U-0-12U.',
    'ETCO2 38 shark fin\n1838 118/70 HR 121',
    'Plan: 2x/wk 45 min at home.',
    'See the leaflet (asthma.pdf).',
    'Knee extension 5, flexion 110. Platelets (5-1500).',
    'On shift 0700-0930, IV rate 100-120, CD-034 staining.',
  ]);
});

describe('days, months and stamps', () => {
  finds([
    ['Polysomnogram 4/9-4/10/2024 done.', 'DATE 4/9', 'DATE 4/10/2024'],
    ['Swabs sent 10-14. Urine 9/3 and 9-17 clear.', 'DATE 10-14', 'DATE 9/3', 'DATE 9-17'],
    ['s/p laminectomy 3/5. Doing well.', 'DATE 3/5'],
    ['Cultures + 8/10, 8/11; clear since 8/12.', 'DATE 8/10', 'DATE 8/11', 'DATE 8/12'],
    ['Told the team 2/4 1435. All agree.', 'DATE 2/4'],
    ['Tdap 2019-04. Colonoscopy 2022-11 normal.', 'DATE 2019-04', 'DATE 2022-11'],
    ['Monitored 2022-02-27 to 03-04 here.', 'DATE 2022-02-27 to 03-04'],
    ['D 031424 1530. T 031524 0210.', 'DATE 031424', 'DATE 031524'],
    ['Away 14–17 Aug and Oct 2–5.', 'DATE 14–17 Aug', 'DATE Oct 2–5'],
    ['Review Tuesday the 5th of August 2025.', 'DATE Tuesday the 5th of August 2025'],
    [
      'Signed by Dr. Ola Bell 8/21. Seen 11/16. Dressing: Mepilex 11/15, dry.',
      'DATE 8/21',
      'DATE 11/16',
      'DATE 11/15',
    ],
    ['Seen 12 . 17 . 24   with a student. X-ray 04-30 read.', 'DATE 12 . 17 . 24', 'DATE 04-30'],
    ['Pain since 9 pm on 10th, a/w sweating overnight. Licence expires March.', 'DATE 10th', 'DATE March'],
    [
      "Moved out 2-3, dc'd the 9th. Away 12 to 14 June and Dec 24/25.",
      'DATE 9th',
      'DATE 12 to 14 June',
      'DATE Dec 24/25',
    ],
    ["DOB 4th July '61. Back Apr/May. Called on 2-3.", "DATE 4th July '61", 'DATE Apr/May', 'DATE 2-3'],
    ['sat nite 11/16, quiet shift', 'DATE sat nite 11/16'],
    ['Last BM Sun. Flies to Boise Sat.', 'DATE Sun', 'DATE Sat'],
  ]);
  leaves([
    'Vent PSV 10/5, NIPPV 22/6. Apixaban 5/5 bd.',
    'LE 6/9 → 6/6. BCx 2/2 grew nothing. About ~1/3 of it.',
    'visit 1/12, headache 1/7, amoxicillin for 5/7',
    'School year 2019-20. Walk in the sun. O2 sat.',
    'RR 12-18, ages 06-12, pain 4/10, 4/10 at rest.',
    'Norton 11/20, Waterlow 8/20. Schirmer 6/7.',
    'Group on the 2nd Sat. Seg 6/7 laceration.',
  ]);
});

describe('days with a name, and months of other languages', () => {
  finds([
    ['Seen on 8hb Ogos 2022 by the nurse.', 'DATE 8hb Ogos 2022'],
    ['Née le 3 févr. 2019; vu vendredi 14 juillet.', 'DATE 3 févr. 2019', 'DATE vendredi 14 juillet'],
    ['Clinic of 9 Whiringa-ā-rangi 2023.', 'DATE 9 Whiringa-ā-rangi 2023'],
    ['Operado el 12 de septiembre de 2021.', 'DATE 12 de septiembre de 2021'],
    ["Home since Valentine's. Back by Old Year's Night.", "DATE Valentine's", "DATE Old Year's Night"],
    ["Fell before the King's Birthday.", "DATE King's Birthday"],
    ['Off for Pakistan Day and Emancipation Day.', 'DATE Pakistan Day', 'DATE Emancipation Day'],
    ["Seizure Thanksgiving '19, and on the Fourth.", "DATE Thanksgiving '19", 'DATE Fourth'],
    ['DIED ON GOOD FRIDAY OF 2011.', 'DATE GOOD FRIDAY OF 2011'],
  ]);
  leaves([
    'Day 3 of mars therapy. Set 5 out 4. Mac 3 blade.',
    'The fourth dose. His fourth toe. Took 2 out again.',
    'Sports Day was fun? Rest day. Good day.',
  ]);
});

describe('lists with commas between their fields', () => {
  finds([
    [
      'last,first,mrn,age,note\nQuarf,Zeb,20417,93,"stable, home"\nVex,"Ola, Jr",20419,41,ok\n',
      'MRN 20417',
      'AGE 93',
      'MRN 20419',
    ],
  ]);
  leaves(['Pain, chart, cell, sleep\nwalked 10417, slept, ate, 93\n']);
});

describe('in strict', () => {
  /** What strict leaves to be read. */
  const left = (text: string): string => {
    let [rest, at] = ['', 0];
    for (const { start, end } of identifiersOf(parseNote(text), strict)) {
      rest += text.slice(at, start);
      at = end;
    }
    return rest + text.slice(at);
  };

  it.each([
    ['Film read 04-30 and 06-07.', '04', '30', '06', '07'],
    ['Colonoscopy 2022-11 was normal.', '11'],
    ['Transfused 15/kg 1-11 unit today.', '1-11'],
    ['Dressing Mepilex 11/15, dry.', '11', '15'],
    ['specimen S four four one nine was lost', 'four', 'nine'],
    ['claim number Q D G 2024 55', '2024', '55'],
  ])('%j', (text, ...hidden) => {
    for (const one of hidden) expect(left(text)).not.toContain(one);
  });

  it.each([
    ['Norton 11/20 today.', '11/20'],
    ['Rate 12-18 per minute.', '12-18'],
  ])('%j stays', (text, kept) => {
    expect(left(text)).toContain(kept);
  });
});

describe('days of studies, visits and forms', () => {
  finds([
    ['Therapy starts today. First visit 3/20 in the annex.', 'DATE 3/20'],
    ['Anatomy scan 3/17 normal.', 'DATE 3/17'],
    ['MMF 500 BID (reduced 2/12 for low counts)', 'DATE 2/12'],
    ['EDC: 11-10', 'DATE 11-10'],
    ['wk of 3-14', 'DATE 3-14'],
    ['his March visit was brief', 'DATE March'],
    ['trough Sat 0500', 'DATE Sat'],
    ['home tomorrow (Tue)', 'DATE Tue'],
    ['appt may 3 10am, needs a ride', 'DATE may 3'],
    ['Lead: Feb 11.8', 'DATE Feb'],
    ['last mammogram Mar24', 'DATE Mar24'],
    ['stent 2021/03', 'DATE 2021/03'],
    ['03 14 1951', 'DATE 03 14 1951'],
    ['Birth 3/ 14/ 1951', 'DATE 3/ 14/ 1951'],
    ['(Day of Reconciliation)', 'DATE Day of Reconciliation'],
  ]);
  leaves([
    'nodes 3/17 positive',
    'ROM 3/17 right knee',
    'O2 sat 95 on air',
    'visit 2/12 of the course',
    'SEPT9 methylated, MAR24 deleted',
    'The march of time; may 2 tablets help?',
  ]);

  it('in strict, no share of twenty is taken for one', () => {
    const text = 'First seen 3/20 in the annex, pain 3/5 throughout.';
    const masked = identifiersOf(parseNote(text), strict).map(({ start, end }) => text.slice(start, end));
    expect(masked).toContain('3/20');
    expect(masked).not.toContain('3/5');
  });
});

describe('dates of exported lists and of short notes', () => {
  finds([
    ['id,date,note\n7,03/14/2024,"seen"\n8,2024-03-15,"seen"', 'DATE 03/14/2024', 'DATE 2024-03-15'],
    ['CALLED THE CLINIC 5-19; NEXT WEEK AGAIN', 'DATE 5-19'],
    ['off work 4-12 to 5-19.', 'DATE 4-12', 'DATE 5-19'],
    ['booster due (May or June 2015)', 'DATE May', 'DATE June 2015'],
    ['EMG 3/4 (Dr. Roe)', 'DATE 3/4'],
    ['SS# last 4471 on file', 'SSN 4471'],
    ['a Cornish widow, 93, who lives alone', 'AGE 93'],
  ]);
  leaves([
    'platelets 1,234 and 12,03 and 1,3/4',
    'Dose 5-15. pain 4-15, goal 60-80.',
    'reps 8-12 and 10-15 each',
    'strength 4/5 (by report)',
  ]);
});

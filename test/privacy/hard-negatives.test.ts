import { describe } from 'vitest';
import { finds, leaves } from './tables';

describe('the heart, and the pharmacy of the same letters', () => {
  leaves([
    'O/E\nCVS dual HS, no murmur\nResp clear',
    'CVS/resp unremarkable',
    'Exam: CVS nil oedema. Abdo soft.',
    'CVS pulse regular',
  ]);
  finds([
    ['Refills go to CVS on Elm Street.', 'LOCATION CVS', 'LOCATION Elm Street'],
    ['Sent to CVS/pharmacy today.', 'LOCATION CVS'],
  ]);
});

describe('what starts a line behind a dash', () => {
  leaves([
    '– Will review bloods in two weeks',
    '- Red flag advice given',
    '– May need a longer appointment',
    '+ Grant of leave discussed',
  ]);
  finds([
    ['– Will had tics as a child', 'NAME Will'],
    ['Seen w/ mother + Grace.', 'NAME Grace'],
  ]);
});

describe('what is done at a clinic, and any clinic', () => {
  leaves([
    'Advised to seek urgent care if worse.',
    'Asked reception to chase hospital letter.',
    'Exam at nearest clinic when feasible.',
    'She went to Hospital by ambulance. Brought to the Operating Suite.',
    'Infant was taken to Newborn Nursery.',
  ]);
  finds([['transferred from birch hollow urgent care', 'LOCATION birch hollow urgent care']]);
});

describe('what is said in a talk', () => {
  leaves([
    'Doctor: Okay. What else?',
    'Patient: Yeah, it hurts.',
    'Doctor: Wonderful, do you smoke?',
    'Patient: Hello. I am fine.',
    "Doctor: I'm sorry to hear that, ma'am.",
  ]);
  finds([['Doctor: Okafor. What else?', 'NAME Okafor']]);
});

describe('numbers that are read out, and metres', () => {
  leaves([
    'He stopped in nineteen ninety four.',
    'Surgery was back in ninety nine.',
    'Weight one ninety seven today.',
    'Walks 50–100m, then stops.',
    'Walking >100m without rest',
  ]);
  finds([
    ['My mother is ninety four years old.', 'AGE ninety four'],
    ['Turned ninety four.', 'AGE ninety four'],
    ['100m with a fall at home', 'AGE 100'],
  ]);
});

describe('shorthand of practices', () => {
  leaves([
    'RACF review: FBE, UEC and MSU pending.',
    'GAD and depn stable, MHCP done.',
    'T2DM, IDA, PMB; nil IMB. COCP stopped.',
    'urine dip: blood -ve, protein -ve',
    'pityriasis alba on both cheeks',
    'Confirmed by FISH. Fed by PEG.',
  ]);
  finds([['Pt: Peg Alder, seen by Ida Marsh RN', 'NAME Peg Alder', 'NAME Ida Marsh']]);
});

describe('tools, makers and operations named after persons', () => {
  leaves([
    'Grasped with straight Ochsner clamps. A curved Ochsner was placed.',
    'The Kelly was removed.',
    'Dilated with Hank dilators. Cut with a Bard-Parker blade.',
    'Run on the Sysmex XN.',
    'Underwent Norwood in infancy, status post Glenn, s/p Ross.',
    'Towne views obtained.',
    'A Crawford osteotome was used.',
  ]);
  finds([
    ['Transferred from Ochsner last night.', 'LOCATION Ochsner'],
    ['Seen with Glenn Towne.', 'NAME Glenn Towne'],
    ['Works at post office with Hank.', 'NAME Hank'],
  ]);
});

describe('scores, stages and species', () => {
  leaves([
    'Ann Arbor stage IV.',
    'Hoehn and Yahr 2.',
    'CULTURE GREW HAFNIA ALVEI AND KINGELLA KINGAE.',
    'morganella morganii was found.',
    'WEBER: LATERALISES TO THE LEFT.',
    'pT4b N3 Mx. No other lesions.',
    'Score improved to 10/10.',
  ]);
  finds([
    ['Ann has stage IV disease.', 'NAME Ann'],
    ['She moved from Ann Arbor.', 'LOCATION Ann Arbor'],
    ['Mx. Oduya called.', 'NAME Oduya'],
  ]);
});

describe('words of every day that are names besides', () => {
  leaves([
    'Olive oil drops for wax.',
    'Ginger tea helps the nausea.',
    'ANGEL DUST USE DENIED.',
    'Frost bite of two toes.',
  ]);
  finds([
    ['Olive denies pain.', 'NAME Olive'],
    ['Ginger, 82, lives alone.', 'NAME Ginger'],
  ]);
});

describe('fractions, grades and measures', () => {
  leaves([
    'Visual acuity was 6/18 and 6/5 in both eyes.',
    'Murmur of 3/6 grade.',
    'Scale of pain was reported 7/10 at the visit.',
    'URTI 2/7, Ventolin at home.',
    'HR 94 reg BP 132/84 RR 22',
    'Second bag 100mg/kg/16h, then stop.',
    'Eastern Cooperative Oncology Group (ECOG) performance status 2.',
    'A 4.0 mm Harbour Vision stent was placed.',
    "Takes St John's wort.",
    'A healthy Sri Lankan male.',
  ]);
  finds([
    ['Seen on 6/18 for pain.', 'DATE 6/18'],
    ['Reg: 4471920', 'ID 4471920'],
    ['Lenses from Harbour Vision.', 'LOCATION Harbour Vision'],
  ]);
});

describe('what a line of a talk starts with', () => {
  leaves([
    'Doctor: Good, so it is better.\nPatient: Um, I would say a little.',
    'Patient: Hi, how are you?',
    'Doctor: Welcome to the clinic.',
    'Patient: Good morning, doctor.',
  ]);
  finds([
    ['Doctor: Good\nPatient: Young, Peter', 'NAME Good', 'NAME Young, Peter'],
    ['Doctor: White, seen today', 'NAME White'],
  ]);
});

describe('by whom something is graded, and what is found', () => {
  leaves(['Grade 2 by Jobe.', 'Stage III by Turner.', 'Exam: Glenn +, reflexes 2+.']);
  finds([
    ['Reviewed by Turner.', 'NAME Turner'],
    ['Nurse: Glenn Marsh + student', 'NAME Glenn Marsh'],
  ]);
});

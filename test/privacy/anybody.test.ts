import { describe } from 'vitest';
import { finds, leaves } from './tables';

describe('titles and work, in short, beside a name', () => {
  finds([
    ['Brought by Barr. Chidi Nwosu today.', 'NAME Chidi Nwosu'],
    ['Smt. Lakshmi Narayanan, age 54', 'NAME Lakshmi Narayanan'],
    ['Police on scene, Const Mabuza attended.', 'NAME Mabuza'],
    ['casualty duty doctor Dr. Farhana Akter.', 'NAME Farhana Akter'],
    ['Medical Director Otis Granger MD', 'NAME Otis Granger'],
    // Somebody may be called so.
    ['Seen by Dr. Judge at noon.', 'NAME Judge'],
  ]);
});

describe('labels of fields', () => {
  finds([
    [
      'Name:\tOdell Farquhar\tCity:\tFallow Creek\tState:\tOH\tZip:\t44999',
      'NAME Odell Farquhar',
      'LOCATION Fallow Creek',
      'LOCATION 44999',
    ],
    ['Sent from the clinic     SENDER: Trudy Quill', 'NAME Trudy Quill'],
    ['MD\ndictated but not proofread   LVM:kt\n', 'NAME LVM', 'NAME kt'],
  ]);
});

describe('parts of any hospital, wards and offices', () => {
  leaves([
    'RETURNED TRAVELLER CLINIC\nSeen for fever.',
    'FRACTURE CLINIC REVIEW\nCast off.',
    'Bed on Poppy Ward, Room 4.',
    "Moved to St Monica's Ward from ED.",
    'Advised by the Critical Care fellow.',
    'Elder Care Locator number given.',
    'CARE HOME WARD ROUND',
  ]);
  finds([
    ['Drs Amaru and Okoye (Larkdale 4th Ward)', 'NAME Amaru', 'NAME Okoye', 'LOCATION Larkdale 4th Ward'],
    ['See me in the Quarry Bend Clinic.', 'LOCATION Quarry Bend Clinic'],
  ]);
});

describe('states, countries and peoples', () => {
  leaves([
    'Travel: Viet Nam 2019, Sri Lanka 2020.',
    'He helped with Oji-Cree and with Toishanese.',
    'Family is from Enugu State.',
    'palliative care nurse, Kenya.',
  ]);
  finds([
    ['Lives in Pietermaritzburg, KwaZulu-Natal.', 'LOCATION Pietermaritzburg'],
    ['Orthopaedic clinic, Tampa, Florida\n', 'LOCATION Tampa'],
    ['Visited by his niece, Georgia Kelso.', 'NAME Georgia Kelso'],
  ]);
});

describe('goods, vehicles and breeds', () => {
  leaves([
    'Rear-facing seat (Graco).',
    'Breastfeeding w/ Medela shield.',
    'Walks the Labradoodle daily.',
    'Came on a Hero Splendor two-wheeler.',
    'BP 164/98 on my Omron, repeated.',
    'CT WITH TOMOSYNTHESIS AND CONTRAST',
  ]);
});

describe('days of every week and month, and numbers that are no days', () => {
  leaves([
    'Nurse comes Monday to Saturday, 8 to 4.',
    'Closed Monday mornings.',
    'Support group is the first Tuesday of each month.',
    'On a 14/7 roster at the mine.',
    'Wets the bed 3/7 nights.',
    'Girl, Apgars 7/1 9/5, pink.',
    'Apgars 8/9/10. Skin to skin.',
    'Grip (Jamar) R 14/12/13, L 11/10/10 kg.',
    'Lorazepam 1 mg prn max 4/24.',
    'Blood cultures 2/2 Klebsiella.',
    'Meds: tacrolimus 4/3, MMF 500 BID.',
  ]);
  finds([
    ['Seen Monday morning.', 'DATE Monday'],
    ['Returns Friday of next week.', 'DATE Friday'],
    ['Started tacrolimus 5/4, tolerating.', 'DATE 5/4'],
    ['Seen 11/10/10 for grip weakness.', 'DATE 11/10/10'],
    ['BCx 3/4 drawn.', 'DATE 3/4'],
  ]);
});

describe('words of every day that the note has as names, too', () => {
  finds([
    ['Amber wax in the ear canal.\nSigned by Amber Cole, RN', 'NAME Amber Cole'],
    ['Sunny day diet chart given. Pt: Sunny Kapoor', 'NAME Sunny Kapoor'],
    ['Frank pus drained. Seen by Dr Frank Odum.', 'NAME Frank Odum'],
    ['Rose-coloured baby. Midwife: Rose Tully', 'NAME Rose Tully'],
    ['Read by Dr. Snow. CT by Dr. Snow neg.', 'NAME Snow', 'NAME Snow'],
    ['Seen by Amber Cole. Amber called the ward.', 'NAME Amber Cole', 'NAME Amber'],
  ]);
});

describe('vehicles, valves, scales and machines called after persons and towns', () => {
  leaves([
    'Parking for his Ford truck paid.',
    'She drives a Honda Civic.',
    'Mech AVR (St Jude), INR 2.5.',
    'Generator of a St. Jude dual-chamber ICD.',
    'Conners-3 T 74. Vineland ABC 71.',
    'Echo on Vivid E95, LVEF 34%.',
    'Gets his tablets in a Webster pack.',
    'PSA nadir 0.04 in 2019.',
    'His wife has MS. He may retire soon.',
    'Swabs taken; bed on 5 South.',
  ]);
  finds([
    ['Admitted to St. Jude Hospital.', 'LOCATION St. Jude Hospital'],
    ['Ms. Lincoln called.', 'NAME Lincoln'],
    ['Dr. Ford reviewed it.', 'NAME Ford'],
    ['2 Elm Row, Truro TR1 2HZ', 'LOCATION 2 Elm Row', 'LOCATION Truro', 'LOCATION TR1 2HZ'],
    ['Prepared by: Dr. Prakash (DNB resident)', 'NAME Prakash'],
  ]);
});

describe('headings, programmes and goods of two words', () => {
  leaves([
    'Tribunal Report\n\nNo concerns.',
    'Interim Care Plan\n\nContinue.',
    'Prosthetics and Orthotics Clinic\nReviewed.',
    'Haemophilia Clinic\nReviewed.',
    'Sickle Cell Day Unit\nReviewed.',
    'Attends Alcoholics Anonymous.',
    'Drinks Jack Daniels daily.',
    'Served in Desert Storm.',
    'Safety plan (Stanley-Brown) completed.',
    'Scored on Vineland, Bayley this week.',
    'The group meets every second Wednesday.',
  ]);
  finds([
    ['Lives in Vineland, works in Ottawa.', 'LOCATION Vineland', 'LOCATION Ottawa'],
    ['Ins: Quarry Lake Health Plan', 'LOCATION Quarry Lake Health Plan'],
    ['Shops at Om Medical Stores near the stand.', 'LOCATION Om Medical Stores'],
  ]);
});

describe('registers, systems, songs and the colours of eyes', () => {
  leaves([
    'Kit given via IWRS, confirmed.',
    'No prior in MUSE for comparison.',
    'Pelvis binder (SAM) on.',
    'Sang "Happy Birthday" with staff.',
    'Has hazel eyes. PATIENT HAS HAZEL EYES AND A SCAR.',
    'Mesh: Ventralight, fixed with tacks.',
    'Brought his own T. Atorlip and T. Dytor.',
    'Moved to High Dependency overnight.',
  ]);
  finds([
    ['RiO 4417208.', 'ID 4417208'],
    ['Says one word, "Walter".', 'NAME Walter'],
    ['Label read "CHURCH, MARVIN"', 'NAME CHURCH, MARVIN'],
    ['Handed over to Sam.', 'NAME Sam'],
  ]);
});

describe('drugs, days of every week and offices within a sentence', () => {
  leaves([
    'He was on Bactrim from the walk-in.',
    'Chin bruise closed with Dermabond at bedside.',
    'She goes there on Wednesdays.',
    'My duty is to the Court.',
    'She brought the family Bible.',
  ]);
  finds([['She lives with Tamsin in Corriemoor.', 'NAME Tamsin', 'LOCATION Corriemoor']]);
});

import { describe, expect, it } from 'vitest';
import { rulesFind } from '../../server/src/privacy/identifiers';
import { lexed } from '../../server/src/privacy/words/lexer';

/** What the rules by themselves find in a text, with its category. */
const marks = (text: string): string[] =>
  rulesFind(lexed(text)).map(({ start, end, category }) => `${category} ${text.slice(start, end)}`);

const finds = (cases: readonly (readonly [text: string, ...found: string[]])[]): void => {
  it.each(cases)('%j', (text, ...expected) => {
    expect(marks(text)).toEqual(expected);
  });
};

const leaves = (texts: readonly string[]): void => {
  it.each(texts)('nothing: %j', (text) => {
    expect(marks(text)).toEqual([]);
  });
};

describe('practices called by words of every day', () => {
  finds([
    ['Seen at Triangle Family Medicine for cough.', 'LOCATION Triangle Family Medicine'],
    ['Clinic: Steady Gait Physical Therapy (downtown)', 'LOCATION Steady Gait Physical Therapy'],
    ['Sent home by Steady Hands Home Health.', 'LOCATION Steady Hands Home Health'],
  ]);
  leaves([
    'Spiritual Care: declined. Admitted to Intensive Care.',
    'Follow up with Primary Care Clinic in 2 weeks.',
    'Physical Therapy\nOccupational Therapy\nWound Care Clinic',
    'Transferred to Progressive Care Unit from Surgical Intensive Care.',
    'Discharge to Skilled Nursing Facility. Seen in Travel Clinic.',
  ]);
});

describe('days in small letters', () => {
  finds([
    ['17 wks by lmp may 13. feels well', 'DATE may 13'],
    ['court moved to may 20 at the desk', 'DATE may 20'],
    ['hiv neg feb. never treated', 'DATE feb'],
    ['seen in the er jan w/ chest pain', 'DATE jan'],
    ['graves dx april after palpitations', 'DATE april'],
    ['next wed 7 may, fasting', 'DATE wed 7 may'],
    ['custody hearing 9-23, ride set', 'DATE 9-23'],
    ['baby is due christmas week', 'DATE christmas week'],
  ]);
  leaves([
    'pt may 2 tabs if needed',
    'she may 3 times a day',
    'only 2 may visit',
    'oct macula normal, dec sensation, apr resection',
    'hearing loss 4-25 db, resp 12-20 at rest',
    'hearing aids 10-15 yrs old',
  ]);
});

describe('numbers of somebody', () => {
  it('finds the number behind the name in a list', () => {
    expect(marks('| 1 | Okafor, Anna / 20117 | knee |')).toContain('ID 20117');
  });

  finds([
    [
      'files: IMG_quillan_left_01.heic and vid-brennick-0502.mov',
      'ID IMG_quillan_left_01',
      'ID vid-brennick-0502',
    ],
    ['her policy (GL 4002-7) lapsed', 'ID GL 4002-7'],
    ['Chart CH 7091 for one twin, CH 7092 for the other.', 'MRN CH 7091', 'MRN CH 7092'],
    ['under an alias, rx 20991. letter sent', 'ID 20991'],
    ['chain of custody bag ml-7716 sealed', 'ID ml-7716'],
  ]);
  leaves([
    'bag 1000 ml hung, bag 2 empty',
    'see wound_care.html and the file notes.docx',
    'CPT 99213 and CPT 99214, (DSM 5)',
    'rx 30 tabs, 2 refills',
  ]);
});

describe('addresses of words of every day', () => {
  finds([
    [
      'lives at 18 quarry trot, red bud ky 40999',
      'LOCATION 18 quarry trot',
      'LOCATION red bud',
      'LOCATION 40999',
    ],
    ['Home: 404 Main, Still Water NE 68499', 'LOCATION 404 Main', 'LOCATION Still Water', 'LOCATION 68499'],
    ['Flat 3, The Maltings,', 'LOCATION Flat 3, The Maltings'],
    ['Suite 4, Oak Tree Centre,', 'LOCATION Suite 4, Oak Tree Centre'],
  ]);
  leaves(['T waves flat 3, Normal axis', 'hb ok, plt 250, 3 tabs, in 20 min', 'Suite 4, Normal Exam,']);
});

describe('ages over 89 in family histories, on birthdays, glued to a sex', () => {
  finds([
    ['FHx: mother alive 93 HTN, father d. 71', 'AGE 93'],
    ['maternal aunt dx 90 breast ca', 'AGE 90'],
    ['Age at dx: 91', 'AGE 91'],
    ['fell on his ninety-first birthday', 'AGE ninety-first'],
    ['93yM from home w/ fall', 'AGE 93'],
  ]);
  leaves(['mother living 88', 'dx 92 units transfused', 'ninety-first percentile for height']);
});

describe('names of users behind a label, where no digit stands', () => {
  finds([
    ['username: kmoraw', 'ID kmoraw'],
    ['portal login id: jsmyth', 'ID jsmyth'],
  ]);
  leaves(['login page does not load', 'non-user, login failed', 'login was slow']);
});

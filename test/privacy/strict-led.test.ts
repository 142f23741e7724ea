import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { strict } from '../../server/src/privacy/policy';
import { processTime } from '../support/cost';

const found = (text: string) => identifiersOf(parseNote(text), strict);

/** Whether all letters of a phrase, where it stands last, are hidden in `strict`. */
function isHidden(text: string, phrase: string): boolean {
  const at = text.lastIndexOf(phrase);
  const all = found(text);
  return [...phrase].every(
    (char, i) => !/\p{L}/u.test(char) || all.some(({ start, end }) => start <= at + i && end > at + i),
  );
}

describe('strict: everyday words that name somebody or some place by where they stand', () => {
  it.each([
    ['pt did well, slept. labs drawn at bright lantern, results pending', 'bright lantern'],
    ['slept on the floor at the yellow umbrella for two nights, no fever', 'yellow umbrella'],
    ['records shipped to marble arrow w/ courier pickle, signed for today', 'marble arrow'],
    ['records shipped to marble arrow w/ courier pickle, signed for today', 'pickle'],
    ['the transfer was accepted by pepper, bed ready in the morning', 'pepper'],
    ['called the front desk to ask for button, no answer so far', 'button'],
    ['she lives there w/ her 2 kids, puzzle (6) and ocean (3), and a dog', 'puzzle'],
    ['ambulance from copper kettle er brought him in after the fall', 'copper kettle er'],
    ['PATIENT FELL AT THE GOLDEN TEAPOT AND WAS BROUGHT IN BY HER SON', 'GOLDEN TEAPOT'],
    ['SHE WAS FOUND ON WINDOW LANE BY A PASSERBY WHO CALLED FOR HELP', 'WINDOW LANE'],
    ['5W-03 | Hope | wound clean | Price\n5W-04 | Major | drain out | Price', 'Major'],
    ['1340   Fair, Penny              clinic B', 'Fair, Penny'],
    ['Wound dry, cast on.\nFaith cleared the visit with the desk.', 'Faith'],
    ['Slept well in the chair. Grant cooked for the whole ward.', 'Grant'],
    ['Penny "Button" Marsh, 72, farmed for many years.', 'Penny'],
    ['OT – LINNET CABOT: DRESSING MAX A WITH CUES', 'LINNET CABOT'],
    ['Dose doubled, he agreed. H.R.', 'H.R'],
    ['seen by the desk and by copper owl pharmacy under alias, rx sent', 'copper owl pharmacy'],
    ['Seen by Nurse Comfort Adeyemi.\n\nAt noon the aide and Comfort found her asleep.', 'Comfort'],
  ])('%j hides %s', (text, phrase) => {
    expect(isHidden(text, phrase)).toBe(true);
  });

  it.each([
    ['pain is worse at night and with deep breaths, better at rest', 'rest'],
    ['moved from bed to chair with help, back to bed by noon', 'chair'],
    ['THE ABDOMEN WAS ENTERED BY THE HASSON TECHNIQUE WITHOUT DIFFICULTY', 'TECHNIQUE'],
    ['return to er if fever, call the clinic by phone for refills', 'phone'],
    ['Seen by Dr. Lynch.\n\nMother had Lynch syndrome and colon cancer.', 'Lynch'],
    ['Seen by Dr. Head.\n\nHEAD: NORMAL. NECK: SUPPLE. LUNGS: CLEAR.', 'HEAD'],
    ['Rash cleared with cream. Wound closed by day 9.', 'Rash'],
    ['Plan discussed. Meals are given by G.T. tube.', 'Meals'],
    ['Drug | Dose | Route\nAspirin | 81 mg | oral', 'Aspirin'],
  ])('%j keeps %s', (text, phrase) => {
    expect(isHidden(text, phrase)).toBe(false);
  });

  it('hides a day written with a hyphen where the note has other days of that month, and no range', () => {
    const hidden = (text: string, phrase: string): boolean => {
      const at = text.lastIndexOf(phrase);
      return found(text).some(({ start, end }) => start <= at && end >= at + phrase.length);
    };
    expect(hidden('Seen 9/17/2024 by the clinic. The hearing is 9-23, with her lawyer.', '23')).toBe(true);
    expect(hidden('Seen 9/17/2024 by the clinic. Slept 9-14 hours a day since then.', '14')).toBe(false);
    expect(hidden('Seen by the clinic today. Range of normal for this test: 9-23.', '23')).toBe(false);
  });

  it.each(['at the red door ', '| Hope ', 'by green '])('is linear in %j', (unit) => {
    const time = (size: number): number => {
      const text = unit.repeat(size / unit.length);
      return processTime(() => void found(text));
    };
    time(50_000);
    expect(time(400_000)).toBeLessThan(24 * Math.max(time(100_000), 10));
  });
});

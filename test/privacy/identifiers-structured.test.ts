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
    'Pt turned ⟦AGE|90⟧ on Sunday.',
    "she'll be ⟦AGE|94⟧ soon",
    'Mother passed at ⟦AGE|94⟧ on hospice.',
    'PGF (d. at ⟦AGE|95⟧ on vent)',
    'MGM d.⟦AGE|97⟧',
    'for his ⟦AGE|ninetieth⟧ birthday',
    // A person before the number.
    'next bed is Mrs Begum, ⟦AGE|90⟧, septic shock',
    'nan is seen here too (Mrs M Hale, ⟦AGE|90⟧, F/F)',
    'husband ⟦AGE|94⟧ in care home',
    "I'm ⟦AGE|94⟧, I have had a good innings",
    "She's ⟦AGE|96⟧ and wants to go home.",
    'this ⟦AGE|93⟧ lady was brought in',
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
    'Not within 100 m of the house; walks 95 m outdoors.',
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
    'c/b ⟦PHONE|206 555-0155⟧ until 6 then ⟦PHONE|0156⟧',
    '⟦PHONE|206-555-0155⟧ or ⟦PHONE|0156⟧ after five',
    'called ⟦PHONE|-0155⟧, LM, then tried ⟦PHONE|-0156⟧',
    'home ⟦PHONE|206-555-0155/56⟧',
    // Extensions and pagers.
    'TEL ⟦PHONE|780 555 0180⟧ loc ⟦PHONE|23⟧',
    '⟦PHONE|780-555-0180⟧, local ⟦PHONE|223⟧',
    '⟦PHONE|416-555-0175⟧ x ⟦PHONE|2203⟧',
    'seen by the covering team, p⟦PHONE|16228⟧',
    'dect ⟦PHONE|2119⟧',
    'on call ⟦PHONE|16228⟧ overnight',
    'dial ⟦PHONE|62210⟧ for the desk',
    'ward ph ⟦PHONE|62210⟧',
    'cardiology pg ⟦PHONE|16228⟧',
    // Seven and eight digits behind a cue.
    'cb ⟦PHONE|5550149⟧',
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
    '⟦PHONE|206 5550155⟧',
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
    '⟦URL|https://quill.example/\ns/hajilund-32⟧.',
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

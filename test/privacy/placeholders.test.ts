import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNote } from '../../server/src/note/note';
import { type Identifier, identifiersOf } from '../../server/src/privacy/identifiers';
import { deidentify } from '../../server/src/privacy/view';

const pseudonyms = { key: new Uint8Array(32).fill(7), identity: 'ward/note-1.txt' };
const viewOf = (text: string): string => deidentify(text, identifiersOf(parseNote(text)), pseudonyms).text;
/** The view of a text all of which is one identifier. */
const only = (text: string, category: Identifier['category'], kind = category.toLowerCase()): string =>
  deidentify(text, [{ start: 0, end: text.length, category, kind }], pseudonyms).text;

const DAY = 86_400_000;
/** The days that a view names, in order, as milliseconds. */
const days = (view: string): number[] =>
  [...view.matchAll(/\[\*\*(\d{4})-(\d{1,2})-(\d{1,2})(?: [\d:]+)?\*\*\]/g)].map(([, y, m, d]) =>
    Date.UTC(Number(y), Number(m) - 1, Number(d)),
  );

describe('a person', () => {
  it('has one number for each name, however written', () => {
    const view = viewOf(
      "Patient: DOE, JANE Q\nJane Doe slept. Ms. Doe ate. jane called.\nDr. O’Brien and Dr. O'Brien; Dr. Müller, Dr. Muller.",
    );
    const numbers = (kind: string): string[] =>
      [...view.matchAll(new RegExp(`Known ${kind} (\\d+)`, 'g'))].map(([, number]) => number as string);
    expect(new Set(numbers('firstname')).size).toBe(1);
    expect(numbers('firstname')).toHaveLength(3);
    expect(new Set(numbers('lastname').slice(0, 3)).size).toBe(1);
    expect(new Set(numbers('lastname')).size).toBe(3);
  });

  it('shares the family’s number with relatives, and no given name’s', () => {
    const view = viewOf('Patient: Jane Doe\nHer husband John Doe called.');
    const people = [...view.matchAll(/\[\*\*Known firstname (\d+)\*\*\] \[\*\*Known lastname (\d+)\*\*\]/g)];
    const [jane, john] = people;
    expect(people).toHaveLength(2);
    expect(jane?.[2]).toBe(john?.[2]);
    expect(jane?.[1]).not.toBe(john?.[1]);
  });

  it('has no number of anybody else, be it of a given name or of a family', () => {
    const words = Array.from({ length: 1_500 }, (_, i) =>
      `quor${i.toString(26)}`.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '').padEnd(8, 'z'),
    );
    let text = '';
    const identifiers = [...new Set(words)].map((word, i): Identifier => {
      text += `${word} `;
      const end = text.length - 1;
      return { start: end - word.length, end, category: 'NAME', kind: i % 2 ? 'firstname' : 'lastname' };
    });
    const { text: view } = deidentify(text, identifiers, pseudonyms);
    const numbers = [...view.matchAll(/Known (?:first|last)name (\d+)/g)].map(([, number]) => number);
    expect(view).toContain('firstname');
    expect(numbers).toHaveLength(identifiers.length);
    expect(new Set(numbers).size).toBe(identifiers.length);
  });

  it('has initials of one number', () => {
    expect(only('J.D.', 'NAME', 'initials')).toMatch(/^\[\*\*Initials \d+\*\*\]$/);
    expect(only('J.D.', 'NAME', 'initials')).toBe(only('JD', 'NAME', 'initials'));
  });
});

const notations: readonly ((y: number, m: number, d: number) => string)[] = [
  (y, m, d) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`,
  (y, m, d) => `${m}/${d}/${y}`,
  (y, m, d) => `${String(m).padStart(2, '0')}/${String(d).padStart(2, '0')}/${y % 100}`,
  (y, m, d) => `${months[m - 1]} ${d}, ${y}`,
  (y, m, d) => `${d} ${months[m - 1]?.slice(0, 3)} ${y}`,
  (y, m, d) => `${months[m - 1]} ${d}th of ${y}`,
];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

describe('dates', () => {
  it('move by one number of whole weeks, in whatever notation: weekdays and intervals stay', () => {
    // A day that can only be a day says how the note writes them.
    const date = fc.record({
      time: fc.integer({ min: Date.UTC(1940, 0, 1) / DAY, max: Date.UTC(2034, 11, 31) / DAY }),
      notation: fc.constantFrom(...notations),
    });
    fc.assert(
      fc.property(fc.array(date, { minLength: 1, maxLength: 8 }), fc.string(), (dates, identity) => {
        let text = 'On 3/14/2024';
        const identifiers: Identifier[] = [{ start: 3, end: 12, category: 'DATE', kind: 'date' }];
        for (const { time, notation } of dates) {
          const day = new Date(time * DAY);
          fc.pre(notation !== notations[2] || day.getUTCFullYear() > 1940);
          const written = notation(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
          const start = text.length + 1;
          identifiers.push({ start, end: start + written.length, category: 'DATE', kind: 'date' });
          text += ` ${written}`;
        }
        const moved = days(deidentify(text, identifiers, { ...pseudonyms, identity }).text);
        const shift = (moved[0] as number) - Date.UTC(2024, 2, 14);
        expect(shift % (7 * DAY)).toBe(0);
        expect(shift).toBeGreaterThan(50 * 365 * DAY);
        expect(moved.slice(1)).toEqual(dates.map(({ time }) => time * DAY + shift));
      }),
    );
  });

  it.each([
    ['3.4.2024 10.4.2024', 7],
    ['3/4/2024 3/11/2024', 7],
    ['3.4.2024 14.4.2024', 11],
    ['3/4/2024 14/4/2024', 11],
    // One mark decides for the other, if nothing else does.
    ['14/4/2024 15.4.2024', 1],
    ['3/14/2024 3.4.2024', -10],
    ['3/14/2024 14.4.2024', 31],
  ])('have the day or the month first as the note has it: %s', (dates, apart) => {
    const at = dates.indexOf(' ');
    const identifiers: Identifier[] = [
      { start: 0, end: at, category: 'DATE', kind: 'date' },
      { start: at + 1, end: dates.length, category: 'DATE', kind: 'date' },
    ];
    const [first, second] = days(deidentify(dates, identifiers, pseudonyms).text);
    expect(((second as number) - (first as number)) / DAY).toBe(apart);
  });

  it('say no more than was written', () => {
    expect(only('March 2024', 'DATE')).toMatch(/^\[\*\*\d{4}-\d{1,2}\*\*\]$/);
    expect(only('3/14', 'DATE')).toMatch(/^\[\*\*\d{1,2}-\d{1,2}\*\*\]$/);
    expect(only('March', 'DATE')).toMatch(/^\[\*\*[A-Z][a-z]+\*\*\]$/);
    expect(only('Monday', 'DATE', 'weekday')).toBe('[**Monday**]');
    expect(only('spring 2024', 'DATE', 'season')).toMatch(
      /^\[\*\*(?:Winter|Spring|Summer|Autumn) \d{4}\*\*\]$/,
    );
    expect(only('Christmas', 'DATE', 'holiday')).toMatch(/^\[\*\*Holiday \d+\*\*\]$/);
  });

  it.each([
    ['3/14-3/16', 2],
    ['3/14/24–3/16/24', 2],
    ['Mar 30-Apr 2, 2024', 3],
    ['March 3-5, 2024', 2],
    ['3 to 5 March 2024', 2],
  ])('keep both ends of a range: %s', (range, apart) => {
    const view = only(range, 'DATE');
    const ends = view.match(/\[\*\*[^*]+\*\*\]/g) ?? [];
    expect(ends).toHaveLength(2);
    const [from, to] = ends.map((end) => {
      const [day = 0, month = 0, year = 2000] = (end.match(/\d+/g) ?? []).map(Number).reverse();
      return Date.UTC(year, month - 1, day);
    });
    expect(((to as number) - (from as number)) / DAY).toBe(apart);
  });

  it('keep the time of day', () => {
    expect(only('2024-03-14T08:15:30Z', 'DATE', 'timestamp')).toMatch(/-\d{1,2} 08:15:30\*\*\]$/);
    expect(only('202403140815', 'DATE', 'timestamp')).toMatch(/-\d{1,2} 08:15\*\*\]$/);
  });

  it('know the 29th of February', () => {
    expect(days(only('2/29/2024', 'DATE'))).toHaveLength(1);
    expect(only('2/29', 'DATE')).toMatch(/^\[\*\*\d{1,2}-\d{1,2}\*\*\]$/);
    expect(only('2/29/2023', 'DATE')).toMatch(/^\[\*\*Date \d+\*\*\]$/);
  });

  it('are never the ones of the note', () => {
    const text = 'Admitted 3/14/2024 and discharged March 21, 2024.';
    expect(viewOf(text)).not.toMatch(/3\/14|2024|March/);
  });
});

it('ages over 89 are one', () => {
  expect(viewOf('a 94-year-old woman, her sister is 91 years old, he is 89 years old')).toBe(
    'a [**Age over 90 **]-year-old woman, her sister is [**Age over 90 **] years old, he is 89 years old',
  );
});

it('nothing changes for what is said elsewhere in the note', () => {
  const text = 'Patient: Jane Doe, MRN: 00731846\nSeen 3/14/2024 at Larkmoor Community Hospital.';
  const more = '\n\nDr. Osterholt called on 3/20/2024; fax (207) 555-0118.';
  expect(viewOf(text + more).startsWith(viewOf(text))).toBe(true);
});

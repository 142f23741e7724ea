import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grouped } from '../../server/src/pipeline/asking/summary-groups';

const part = fc.record({
  name: fc.constantFrom('HPI', 'Labs', 'Plan', 'Exam', '', 'Meds', 'Course', 'Home', 'Allergies'),
  text: fc.nat(60).map((words) => 'word '.repeat(words)),
});
const parts = fc.array(part, { minLength: 1, maxLength: 60 });

describe('the parts of a note', () => {
  it('are all asked about, in order, and fewer each time', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 20, max: 400 }), (given, budget) => {
        const groups = grouped(given, budget);
        expect(groups.flat()).toEqual(given);
        expect(groups.every(({ length }) => length > 0)).toBe(true);
        if (given.length > 1) expect(groups.length).toBeLessThanOrEqual(Math.ceil((given.length * 2) / 3));
      }),
    );
  });

  it('stay together where another one changes, but for those next to it', () => {
    const sized = fc.array(
      fc.record({ name: fc.string({ minLength: 3 }), text: fc.integer({ min: 5, max: 25 }) }),
      { minLength: 30, maxLength: 60 },
    );
    fc.assert(
      fc.property(sized, fc.nat(), fc.integer({ min: 5, max: 25 }), (sizes, at, size) => {
        const of = (list: typeof sizes) =>
          list.map(({ name, text }) => ({ name, text: 'word '.repeat(text) }));
        const before = grouped(of(sizes), 150);
        const changed = sizes.map((one, i) => (i === at % sizes.length ? { ...one, text: size } : one));
        const after = grouped(of(changed), 150);
        const known = new Set(before.map((group) => JSON.stringify(group)));
        const fresh = after.filter((group) => !known.has(JSON.stringify(group)));
        expect(fresh.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

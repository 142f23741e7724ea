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

  // Cuts hang on what stands nearby, so a change that moves one may move the next: seldom, and never far.
  it('stay together where another one changes, but for those next to it, of 100 times 99', () => {
    const sized = fc.uniqueArray(
      fc.record({ name: fc.string({ minLength: 3 }), text: fc.integer({ min: 5, max: 25 }) }),
      { minLength: 30, maxLength: 60, selector: ({ name }) => name },
    );
    const edits = fc.sample(fc.tuple(sized, fc.nat(), fc.integer({ min: 5, max: 25 })), 400);
    const fresh = edits.map(([sizes, at, size]) => {
      const of = (list: typeof sizes) => list.map(({ name, text }) => ({ name, text: 'word '.repeat(text) }));
      const known = new Set(grouped(of(sizes), 150).map((group) => JSON.stringify(group)));
      const changed = sizes.map((one, i) => (i === at % sizes.length ? { ...one, text: size } : one));
      return grouped(of(changed), 150).filter((group) => !known.has(JSON.stringify(group))).length;
    });
    expect(fresh.filter((count) => count <= 3).length).toBeGreaterThanOrEqual(0.99 * edits.length);
    expect(Math.max(...fresh)).toBeLessThan(8);
  });
});

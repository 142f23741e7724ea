import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chance } from '../../server/src/learning/hashing';
import { type CurvePoint, f1At, forecast, type PowerLaw } from '../../server/src/learning/power-law';

const sizes = [5, 9, 16, 28, 50, 90, 160];
const law = fc.record({
  a: fc.double({ min: 0, max: 0.3, noNaN: true }),
  b: fc.double({ min: 0.5, max: 1, noNaN: true }),
  c: fc.double({ min: 0.25, max: 1, noNaN: true }),
});
const exact = (known: { a: number; b: number; c: number }) =>
  sizes.map((notes) => ({ notes, values: [0, 0, 0].map(() => f1At(known, notes)) }));

/** The law of a forecast. */
function lawOf(points: readonly CurvePoint[]): PowerLaw {
  const found = forecast(points, 200, 20);
  if (typeof found === 'string') throw new Error(found);
  return found.law;
}

describe('a power law', () => {
  it('is found again from what it gives, also where it was not measured', () => {
    fc.assert(
      fc.property(law, (known) => {
        const found = lawOf(exact(known));
        for (const notes of [5, 50, 160, 200, 220])
          expect(Math.abs(f1At(found, notes) - f1At(known, notes))).toBeLessThan(0.01);
      }),
    );
  });

  it('says of more notes what they bring, within its bounds', () => {
    fc.assert(
      fc.property(law, (known) => {
        const found = forecast(exact(known), 200, 20);
        if (typeof found === 'string') throw new Error(found);
        const gain = f1At(known, 220) - f1At(known, 200);
        expect(found.gain.low).toBeLessThanOrEqual(gain + 0.002);
        expect(found.gain.high).toBeGreaterThanOrEqual(gain - 0.002);
        expect(found.gain.low).toBeGreaterThanOrEqual(0);
        expect(found.later.value).toBeCloseTo(found.now.value + found.gain.value, 9);
      }),
    );
  });

  it('holds the truth in its bounds about as often as it says, where values scatter', () => {
    const random = chance(7);
    const noise = (): number => (random() + random() + random() - 1.5) * 0.06;
    const known = { a: 0.1, b: 0.9, c: 0.45 };
    let held = 0;
    for (let round = 0; round < 60; round++) {
      const points = sizes.map((notes) => ({
        notes,
        values: Array.from({ length: 5 }, () => f1At(known, notes) + noise()),
      }));
      const found = forecast(points, 200, 20);
      if (typeof found === 'string') throw new Error(found);
      const gain = f1At(known, 220) - f1At(known, 200);
      if (found.gain.low <= gain && gain <= found.gain.high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(54);
  });

  it('is not bent by one size that is off', () => {
    const known = { a: 0.1, b: 0.9, c: 0.5 };
    const points = exact(known).map(({ notes, values }) => ({
      notes,
      values: notes === 28 ? values.map((value) => value - 0.15) : values,
    }));
    expect(Math.abs(f1At(lawOf(points), 200) - f1At(known, 200))).toBeLessThan(0.015);
  });

  it('is not made up: of few notes, of a flat line, of a line that falls, there is none', () => {
    const flat = sizes.map((notes, i) => ({
      notes,
      values: [0.5 + (i % 2) * 0.01, 0.5, 0.505 - (i % 2) * 0.01],
    }));
    const falling = sizes.map((notes, i) => ({ notes, values: [0.7 - i * 0.05, 0.71 - i * 0.05] }));
    expect(forecast(exact({ a: 0.1, b: 0.9, c: 0.5 }), 9, 20)).toBe('too few notes');
    expect(forecast(exact({ a: 0.1, b: 0.9, c: 0.5 }).slice(0, 3), 50, 20)).toBe('too few notes');
    expect(forecast(flat, 200, 20)).toBe('no law fits');
    expect(forecast(falling, 200, 20)).toBe('no law fits');
  });
});

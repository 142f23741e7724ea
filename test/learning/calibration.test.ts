import { describe, expect, it } from 'vitest';
import {
  calibrate,
  calibrated,
  calibrationError,
  type Outcome,
  reliability,
  uncalibrated,
} from '../../server/src/learning/calibration';

/** Outcomes that are surer than they are right: right as often as the square root of their odds says. */
const tooSure = (): Outcome[] =>
  [0.6, 0.8, 0.9, 0.97].flatMap((p) => {
    const odds = Math.sqrt(p / (1 - p));
    const rate = odds / (1 + odds);
    return Array.from({ length: 200 }, (_, i) => ({ p, right: i < rate * 200 }));
  });

describe('calibration', () => {
  it('brings confidence to how often it is right, and keeps its order', () => {
    const raw = tooSure();
    const learned = calibrate(raw);
    const after = raw.map(({ p, right }) => ({ p: calibrated(p, learned), right }));
    expect(calibrationError(raw)).toBeGreaterThan(0.08);
    expect(calibrationError(after)).toBeLessThan(0.01);
    expect(calibrated(0.9, learned)).toBeGreaterThan(calibrated(0.8, learned));
  });

  it('leaves things be where there is too little to learn from', () => {
    expect(calibrate(tooSure().slice(0, 5))).toEqual(uncalibrated);
    expect(calibrated(0.7, uncalibrated)).toBeCloseTo(0.7, 9);
    const before = { slope: 0.4, offset: 0.1 };
    expect(calibrate(tooSure().slice(0, 5), before)).toEqual(before);
    expect(calibrate(tooSure(), before).slope).toBeCloseTo(calibrate(tooSure()).slope, 2);
  });

  it('shows all outcomes in its table, 1 among them', () => {
    const bins = reliability([...tooSure(), { p: 1, right: true }]);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(801);
    expect(bins.at(-1)?.to).toBe(1);
  });
});

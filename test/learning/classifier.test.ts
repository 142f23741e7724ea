import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  classifierDefaults,
  decide,
  probabilities,
  type Sample,
  trainClassifier,
} from '../../server/src/learning/classifier';
import { packClassifiers, unpackClassifiers } from '../../server/src/learning/classifier-pack';
import { minimise } from '../../server/src/learning/minimise';

/** Twenty groups in which "wet" tells rain four times of five, "dry" sun; "day" tells nothing. */
const samples: readonly Sample[] = Array.from({ length: 200 }, (_, i) => {
  const rain = i % 2 === 0;
  const misled = i % 10 === 4 || i % 10 === 7;
  return {
    features: [rain !== misled ? 'wet' : 'dry', 'day'],
    label: rain ? 'rain' : 'sun',
    group: `g${Math.floor(i / 10)}`,
  };
});

describe('a classifier', () => {
  it('is the same each time', () => {
    const bytes = (): Uint8Array => packClassifiers(new Map([['sky', trainClassifier(samples)]]));
    expect(Buffer.compare(bytes(), bytes())).toBe(0);
  });

  it('goes by what it learned, and is as sure as it is often right', () => {
    const sky = trainClassifier(samples);
    const { label, confidence } = decide(sky, ['wet', 'day']);
    expect(label).toBe('rain');
    expect(confidence).toBeGreaterThan(0.7);
    expect(confidence).toBeLessThan(0.9);
    expect(decide(sky, ['dry', 'day']).label).toBe('sun');
  });

  it('gives more to a label the more speaks for it', () => {
    const sky = trainClassifier(samples);
    const rain = (features: readonly string[]): number => probabilities(sky, features)[0] as number;
    expect(sky.labels).toEqual(['rain', 'sun']);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('wet', 'dry', 'day', 'never seen'), { maxLength: 6 }),
        (features) => {
          const before = rain(features);
          expect(rain([...features, 'wet'])).toBeGreaterThan(before);
          expect(rain([...features, 'dry'])).toBeLessThan(before);
          expect(rain([...features, 'never seen'])).toBe(before);
          const all = probabilities(sky, features);
          expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  it('leaves a decision that was made, and learns how sure it is', () => {
    const said = samples.map((sample) => ({ ...sample, said: 'rain' }));
    const sky = trainClassifier(said);
    const wet = decide(sky, ['wet', 'day'], 'rain');
    const dry = decide(sky, ['dry', 'day'], 'rain');
    expect([wet.label, dry.label]).toEqual(['rain', 'rain']);
    expect(wet.confidence).toBeGreaterThan(0.7);
    expect(dry.confidence).toBeLessThan(0.3);
  });

  it('learns nothing of confidence from what is familiar', () => {
    const familiar = samples.map((sample) => ({ ...sample, familiar: true }));
    expect(trainClassifier(familiar).calibration).toEqual({ slope: 1, offset: 0 });
    expect(trainClassifier(samples).calibration).not.toEqual({ slope: 1, offset: 0 });
  });

  it('holds less of what weights are drawn to zero for', () => {
    const sure = (l2: number): number =>
      probabilities(trainClassifier(samples, { ...classifierDefaults, l2 }), ['wet'])[0] as number;
    expect(sure(100)).toBeLessThan(sure(1));
    expect(sure(100)).toBeGreaterThan(0.5);
  });

  it('needs samples', () => {
    expect(() => trainClassifier([])).toThrow();
  });
});

describe('packed classifiers', () => {
  it('decide as before, and pack to the same bytes again', () => {
    const sky = trainClassifier(samples);
    const bytes = packClassifiers(new Map([['sky', sky]]));
    const again = unpackClassifiers(bytes);
    expect(Buffer.compare(packClassifiers(again), bytes)).toBe(0);
    const { label, confidence } = decide(again.get('sky') ?? sky, ['dry', 'day']);
    expect(label).toBe('sun');
    expect(confidence).toBeCloseTo(decide(sky, ['dry', 'day']).confidence, 1);
  });
});

describe('minimise', () => {
  it('finds the lowest place of a bowl, wherever it lies', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 }), (target) => {
        const found = minimise(target.length, (at, gradient) => {
          let value = 0;
          target.forEach((wanted, i) => {
            const away = (at[i] as number) - wanted;
            gradient[i] = 2 * (i + 1) * away;
            value += (i + 1) * away * away;
          });
          return value;
        });
        target.forEach((wanted, i) => {
          expect(found[i]).toBeCloseTo(wanted, 2);
        });
      }),
    );
  });
});

import { minimise } from '../server/src/learning/minimise';
import { SLOTS } from '../server/src/privacy/learned/features';
import type { Learned } from '../server/src/privacy/learned/weights';
import { addCases, type Case, type Cases } from './identifier-cases';
import type { TrainingNote } from './identifier-notes';

// Chosen by leaving out one ward in turn.
const L2 = 1;
const LEAST = 3;

/** A logistic regression; slots of fewer than `LEAST` cases have no weight. */
function regression(cases: readonly Case[]): Float64Array {
  const counts = new Int32Array(SLOTS);
  for (const { slots } of cases)
    for (const slot of new Set(slots)) counts[slot] = (counts[slot] as number) + 1;
  const rows = cases.map(({ slots }) => slots.filter((slot) => (counts[slot] as number) >= LEAST));
  return minimise(SLOTS, (at, gradient) => {
    let value = 0;
    for (let i = 0; i < SLOTS; i++) {
      const weight = at[i] as number;
      value += (L2 / 2) * weight * weight;
      gradient[i] = L2 * weight;
    }
    for (let n = 0; n < cases.length; n++) {
      const [{ isRight, weight }, slots] = [cases[n] as Case, rows[n] as Int32Array];
      let sum = 0;
      for (let k = 0; k < slots.length; k++) sum += at[slots[k] as number] as number;
      const p = 1 / (1 + Math.exp(-sum));
      const wrong = isRight ? 1 - p : p;
      value -= weight * Math.log(Math.max(1e-300, 1 - wrong));
      const slope = weight * (isRight ? p - 1 : p);
      for (let k = 0; k < slots.length; k++) {
        const slot = slots[k] as number;
        gradient[slot] = (gradient[slot] as number) + slope;
      }
    }
    return value;
  });
}

/** From which sums on a word is masked, beside a name or a place, or stays so. */
export type Sums = Pick<Learned, 'finds' | 'goesOn' | 'keeps' | 'again'>;

/** Chosen on each of the wards 5 to 8, learning from the others. */
export const shippedSums: Sums = { finds: -0.7, goesOn: -2, keeps: -1.6, again: -2.7 };

/** Learns from notes which words identify. The same notes give the same. */
export function learnIdentifiers(notes: readonly TrainingNote[], sums: Sums): Learned {
  const cases: Cases = { identifies: [], isPlace: [] };
  notes.forEach((note, seed) => {
    addCases(note, seed, cases);
  });
  return { identifies: regression(cases.identifies), isPlace: regression(cases.isPlace), ...sums };
}

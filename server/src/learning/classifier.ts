import { type Calibration, calibrate, calibrated, type Outcome, uncalibrated } from './calibration';
import { type FeatureTable, featureTable, hashText } from './hashing';
import { minimise } from './minimise';

/** What is known of a case, as names of the caller's choice; a name that stands twice counts twice. */
export type Features = readonly string[];

/** A case with its label. */
export interface Sample {
  readonly features: Features;
  readonly label: string;
  /** A decision that stands whatever the features say: only how sure it is has to be learned. */
  readonly said?: string;
  /** Whether some of its features come from rules that were written on it: these look surer there than they are. */
  readonly familiar?: boolean;
  /** What it comes from (a note): samples of one group are never on both sides when confidence is learned. */
  readonly group: string;
}

/** A label and how sure it is. */
export interface Decision {
  readonly label: string;
  /** From 0 to 1: how often such a decision is right. */
  readonly confidence: number;
}

/** A model of the probability of each label: a multinomial logistic regression over names of features. */
export interface Classifier {
  readonly labels: readonly string[];
  readonly table: FeatureTable;
  /** For each feature of the table a weight for each label. */
  readonly weights: Float32Array;
  readonly calibration: Calibration;
}

export interface ClassifierOptions {
  /** How strongly weights are drawn to zero; above 0. */
  readonly l2: number;
  /** Parts of the groups that are held out in turn, to learn how sure to be. */
  readonly folds: number;
  /** The label of a case in which nothing is claimed; confidence is learned on the others alone. */
  readonly silent?: string;
  /** Features of fewer samples than this are left out. */
  readonly least: number;
}

export const classifierDefaults: ClassifierOptions = { l2: 1, folds: 5, least: 2 };

// Every case has it: how common each label is.
const BIAS = 'bias';

/** The probability of each label, from sums in place. */
function normalise(sums: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const sum of sums) most = Math.max(most, sum);
  let total = 0;
  for (let k = 0; k < sums.length; k++) {
    sums[k] = Math.exp((sums[k] as number) - most);
    total += sums[k] as number;
  }
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) / total;
}

const hashesOf = (features: Features): number[] => [BIAS, ...features].map((name) => hashText(name));

interface Case {
  readonly rows: readonly number[];
  readonly gold: number;
}

function fitWeights(
  samples: readonly Sample[],
  labels: readonly string[],
  options: ClassifierOptions,
): Classifier {
  const counts = new Map<number, number>();
  const hashes = samples.map(({ features }) => hashesOf(features));
  for (const own of hashes) for (const hash of new Set(own)) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const table = featureTable();
  const cases = samples.map(({ label }, i): Case => {
    const known = (hashes[i] as number[]).filter((hash) => (counts.get(hash) ?? 0) >= options.least);
    return { rows: known.map((hash) => table.add(hash)), gold: labels.indexOf(label) };
  });
  const count = labels.length;
  const sums = new Float64Array(count);
  const best = minimise(table.size * count, (at, gradient) => {
    let value = 0;
    for (let i = 0; i < at.length; i++) {
      const weight = at[i] as number;
      value += (options.l2 / 2) * weight * weight;
      gradient[i] = options.l2 * weight;
    }
    for (const { rows, gold } of cases) {
      sums.fill(0);
      for (const row of rows)
        for (let k = 0; k < count; k++) sums[k] = (sums[k] as number) + (at[row * count + k] as number);
      normalise(sums);
      value -= Math.log(Math.max(1e-300, sums[gold] as number));
      sums[gold] = (sums[gold] as number) - 1;
      for (const row of rows)
        for (let k = 0; k < count; k++)
          gradient[row * count + k] = (gradient[row * count + k] as number) + (sums[k] as number);
    }
    return value;
  });
  return { labels, table, weights: Float32Array.from(best), calibration: uncalibrated };
}

/** The probability that a classifier gives to each of its labels, in their order; they sum to 1. */
export function probabilities({ labels, table, weights }: Classifier, features: Features): Float64Array {
  const count = labels.length;
  const sums = new Float64Array(count);
  const add = (name: string): void => {
    const row = table.find(hashText(name));
    if (row < 0) return;
    for (let k = 0; k < count; k++) sums[k] = (sums[k] as number) + (weights[row * count + k] as number);
  };
  add(BIAS);
  for (const name of features) add(name);
  normalise(sums);
  return sums;
}

/** The label that was said, else the likeliest, the first of two equally likely ones; with its probability. */
function chosen(
  classifier: Classifier,
  features: Features,
  said: string | undefined,
): { readonly label: string; readonly p: number } {
  const shares = probabilities(classifier, features);
  let best = said === undefined ? 0 : classifier.labels.indexOf(said);
  if (said === undefined)
    for (let k = 1; k < shares.length; k++) if ((shares[k] as number) > (shares[best] as number)) best = k;
  return { label: classifier.labels[best] ?? said ?? '', p: shares[best] ?? 0 };
}

/**
 * The likeliest label of a case, or the one that was said, and how sure it is.
 * @param said see `Sample`
 */
export function decide(classifier: Classifier, features: Features, said?: string): Decision {
  const { label, p } = chosen(classifier, features, said);
  return { label, confidence: calibrated(p, classifier.calibration) };
}

/** Groups in parts, each in turn held out; in the order in which they first come. */
export function heldOut(
  samples: readonly Pick<Sample, 'group'>[],
  folds: number,
): ReadonlyMap<string, number> {
  const groups = [...new Set(samples.map(({ group }) => group))];
  return new Map(groups.map((group, i) => [group, i % folds]));
}

/**
 * Learns to tell the labels of samples apart, and how sure to be by holding out parts of the groups in turn. The same
 * samples give the same classifier. Throws where there are no samples.
 */
export function trainClassifier(
  samples: readonly Sample[],
  options: ClassifierOptions = classifierDefaults,
): Classifier {
  if (samples.length === 0) throw new Error('nothing to learn from');
  const labels = [...new Set(samples.map(({ label }) => label))].sort();
  const parts = heldOut(samples, options.folds);
  const outcomes: Outcome[] = [];
  for (let fold = 0; fold < options.folds && parts.size >= options.folds; fold++) {
    const inside = ({ group }: Sample): boolean => parts.get(group) === fold;
    const trained = fitWeights(
      samples.filter((one) => !inside(one)),
      labels,
      options,
    );
    for (const sample of samples.filter((one) => inside(one) && !one.familiar)) {
      const { label, p } = chosen(trained, sample.features, sample.said);
      if (label !== options.silent) outcomes.push({ p, right: label === sample.label });
    }
  }
  return { ...fitWeights(samples, labels, options), calibration: calibrate(outcomes) };
}

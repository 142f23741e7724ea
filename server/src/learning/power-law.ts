/** How often something was measured with so many notes, and what came out: F1, from 0 to 1, fold by fold. */
export interface CurvePoint {
  readonly notes: number;
  readonly values: readonly number[];
}

/** F1 with n notes is 1 - (a + b n^-c): `a` is never learned, `b` is learned at the pace `c`. */
export interface PowerLaw {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** A figure with bounds that hold it in 95 of 100 cases, if the law does. */
export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What more notes would bring. */
export interface Forecast {
  readonly law: PowerLaw;
  /** F1 with the notes that are there, and with `more` of them besides, and the difference; points of F1 from 0 to 1. */
  readonly now: Bounded;
  readonly later: Bounded;
  readonly gain: Bounded;
}

/** Why there is no forecast. */
export type NoForecast = 'too few notes' | 'no law fits' | 'too uncertain';

const FEWEST_SIZES = 4;
const FEWEST_NOTES = 10;
/** A law that explains less of what differs between the sizes than this share is none. */
const EXPLAINED = 0.5;
/** A forecast whose gain is less certain than this says nothing. */
const WIDEST = 0.25;

/** So many of the largest sizes say how much a choice of notes matters. */
const LAST = 3;
/** What no law explains: held-out notes are few, and curves are not quite laws. */
const FLOOR = 0.004 ** 2;
/** The variance of a single value, where nothing says how values scatter. */
const UNKNOWN = 0.02 ** 2;
/** Learning curves of taggers fall at about this pace, within a factor of two or so. */
const PACE = 0.5;
const PACE_SPREAD = 0.6;
/** Student's t with so many degrees of freedom: one size that is off does not bend the law. */
const FREEDOM = 4;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The sample variance; 0 of a single value. */
function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.length < 2
    ? 0
    : values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

export const f1At = ({ a, b, c }: PowerLaw, notes: number): number => 1 - a - b * notes ** -c;

/** A law and how well it goes with what was measured: the logarithm of its weight. */
interface Weighed {
  readonly law: PowerLaw;
  readonly weight: number;
}

/** All laws of a grid, each with the best `b`. */
function laws(points: readonly CurvePoint[]): Weighed[] {
  const spreads = points.map(({ values }) => variance(values));
  const known = spreads.filter((_, i) => (points[i]?.values.length ?? 0) > 1);
  const usual = known.length > 0 ? mean(known) : UNKNOWN;
  const measured = points.map(({ notes, values }, i) => {
    // Few values say little of their spread: the other sizes help out.
    const spread = ((values.length - 1) * (spreads[i] ?? 0) + 4 * usual) / (values.length + 3);
    return { notes, err: 1 - mean(values), variance: spread / values.length + FLOOR };
  });
  const least = Math.min(...measured.map(({ err }) => err));
  const found: Weighed[] = [];
  for (let pace = 0; pace <= 60; pace++) {
    const c = 0.05 * 40 ** (pace / 60);
    const falls = measured.map(({ notes }) => notes ** -c);
    for (let step = 0; step <= 100; step++) {
      const a = (least * step) / 100;
      let [xy, xx] = [0, 0];
      measured.forEach((one, i) => {
        xy += ((one.err - a) * (falls[i] as number)) / one.variance;
        xx += (falls[i] as number) ** 2 / one.variance;
      });
      const b = Math.max(0, xy / xx);
      let weight = -0.5 * (Math.log(c / PACE) / PACE_SPREAD) ** 2;
      measured.forEach((one, i) => {
        const off = (one.err - a - b * (falls[i] as number)) ** 2 / one.variance;
        weight -= ((FREEDOM + 1) / 2) * Math.log1p(off / FREEDOM);
      });
      found.push({ law: { a, b, c }, weight });
    }
  }
  return found;
}

/** The value of the best law, between the bounds that all laws by their weight give. */
function bounded(all: readonly Weighed[], best: PowerLaw, of: (law: PowerLaw) => number): Bounded {
  const values = all.map(({ law, weight }) => ({ value: of(law), share: weight }));
  values.sort((x, y) => x.value - y.value);
  const at = (quantile: number): number => {
    let sum = 0;
    for (const { value, share } of values) {
      sum += share;
      if (sum >= quantile) return value;
    }
    return values.at(-1)?.value ?? Number.NaN;
  };
  const value = of(best);
  return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) };
}

/** How far the steps between the largest sizes differ from fold to fold, per share of the notes that is new. */
function stepVariance(points: readonly CurvePoint[]): number {
  const last = points.slice(-LAST);
  const found = last.slice(1).flatMap(({ notes, values }, i) => {
    const before = last[i] as CurvePoint;
    // What is held out is the same for both, so that it does not count.
    const steps = values
      .slice(0, before.values.length)
      .map((value, fold) => value - (before.values[fold] as number));
    return steps.length > 1 ? [variance(steps) / (1 - before.notes / notes)] : [];
  });
  return found.length > 0 ? mean(found) : UNKNOWN;
}

/**
 * What more notes would bring, by a power law through what was measured. Bounds come from all laws, each weighed by how
 * well it goes with the points (a grid over `a` and `c`, the prior of `c` wide around 0.5).
 * @param notes how many there are
 */
export function forecast(points: readonly CurvePoint[], notes: number, more: number): Forecast | NoForecast {
  const known = points.filter(({ values }) => values.length > 0);
  if (known.length < FEWEST_SIZES || notes < FEWEST_NOTES) return 'too few notes';
  const weighed = laws(known);
  const best = weighed.reduce((most, one) => (one.weight > most.weight ? one : most), weighed[0] as Weighed);
  const shares = weighed.map(({ law, weight }) => ({ law, weight: Math.exp(weight - best.weight) }));
  const sum = shares.reduce((total, { weight }) => total + weight, 0);
  const all = shares.map(({ law, weight }) => ({ law, weight: weight / sum }));
  const { law } = best;
  const means = known.map(({ values }) => mean(values));
  const left = mean(known.map(({ notes: n }, i) => (f1At(law, n) - (means[i] as number)) ** 2));
  const total = (variance(means) * (means.length - 1)) / means.length;
  if (law.b === 0 || left > (1 - EXPLAINED) * total) return 'no law fits';
  // Which notes the next ones are is chance: what they bring scatters about the law as the steps between sizes did.
  const chance = 2 * Math.sqrt(stepVariance(known) * (more / (notes + more)));
  const widened = ({ value, low, high }: Bounded): Bounded => ({
    value,
    low: value - Math.hypot(value - low, chance),
    high: value + Math.hypot(high - value, chance),
  });
  const found: Forecast = {
    law,
    now: bounded(all, law, (one) => f1At(one, notes)),
    later: widened(bounded(all, law, (one) => f1At(one, notes + more))),
    gain: widened(bounded(all, law, (one) => f1At(one, notes + more) - f1At(one, notes))),
  };
  return found.gain.high - found.gain.low > WIDEST ? 'too uncertain' : found;
}

/** How a raw probability becomes a confidence: a slope and an offset on its log-odds (Platt's scaling). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

export const uncalibrated: Calibration = { slope: 1, offset: 0 };

const EDGE = 1e-6;
const logOdds = (p: number): number => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, p));
  return Math.log(inside / (1 - inside));
};

/** The confidence of a raw probability, both from 0 to 1. */
export const calibrated = (p: number, { slope, offset }: Calibration): number =>
  1 / (1 + Math.exp(-(slope * logOdds(p) + offset)));

/** A raw probability or confidence, and whether what it was given to was right. */
export interface Outcome {
  readonly p: number;
  readonly right: boolean;
}

/** Fewer outcomes than this say nothing of how sure to be. */
const FEW = 20;
const STEPS = 50;

/**
 * Fits slope and offset by Newton's method, with Platt's smoothed targets.
 * @param before what it was: drawn to a little, and left as it is where there are too few outcomes
 */
export function calibrate(outcomes: readonly Outcome[], before: Calibration = uncalibrated): Calibration {
  const right = outcomes.filter((one) => one.right).length;
  const wrong = outcomes.length - right;
  if (outcomes.length < FEW || right === 0 || wrong === 0) return before;
  const high = (right + 1) / (right + 2);
  const low = 1 / (wrong + 2);
  let { slope, offset } = before;
  for (let step = 0; step < STEPS; step++) {
    // A little pull towards what it was keeps the matrix from being singular.
    let [ga, gb, aa, ab, bb] = [(slope - before.slope) * 1e-2, 0, 1e-2, 0, 1e-6];
    for (const one of outcomes) {
      const x = logOdds(one.p);
      const p = 1 / (1 + Math.exp(-(slope * x + offset)));
      const d = p - (one.right ? high : low);
      const w = Math.max(1e-9, p * (1 - p));
      ga += d * x;
      gb += d;
      aa += w * x * x;
      ab += w * x;
      bb += w;
    }
    const det = aa * bb - ab * ab;
    const da = (bb * ga - ab * gb) / det;
    const db = (aa * gb - ab * ga) / det;
    slope = Math.max(0.05, slope - Math.max(-1, Math.min(1, da)));
    offset -= Math.max(-1, Math.min(1, db));
    if (Math.abs(da) + Math.abs(db) < 1e-9) break;
  }
  return { slope, offset };
}

/** Outcomes whose confidence lies between two bounds: how sure they were on average, and how often right. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly accuracy: number;
}

/** A reliability table: bins of equal width over confidence, the empty ones left out. */
export function reliability(outcomes: readonly Outcome[], bins = 10): Bin[] {
  return Array.from({ length: bins }, (_, i) => {
    const inside = outcomes.filter(({ p }) => Math.min(bins - 1, Math.floor(p * bins)) === i);
    const count = inside.length;
    const mean = (value: (one: Outcome) => number): number =>
      count === 0 ? 0 : inside.reduce((sum, one) => sum + value(one), 0) / count;
    return {
      from: i / bins,
      to: (i + 1) / bins,
      count,
      confidence: mean((one) => one.p),
      accuracy: mean((one) => Number(one.right)),
    };
  }).filter(({ count }) => count > 0);
}

/** The expected calibration error, from 0 to 1: how far confidence lies from accuracy, bin by bin (Guo et al., 2017). */
export function calibrationError(outcomes: readonly Outcome[], bins = 10): number {
  if (outcomes.length === 0) return 0;
  return reliability(outcomes, bins).reduce(
    (sum, bin) => sum + (bin.count / outcomes.length) * Math.abs(bin.confidence - bin.accuracy),
    0,
  );
}

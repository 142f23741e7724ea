/** The bounds of a 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const ROUNDS = 1_000;

/**
 * Draws notes with replacement, as many as there are, 1,000 times, always the same draws for the same number of notes.
 * @returns of each round, how often each note was drawn
 */
export function* resamples(notes: number): Generator<Uint16Array> {
  let state = 0x6d617267;
  for (let round = 0; round < ROUNDS; round++) {
    const times = new Uint16Array(notes);
    for (let draw = 0; draw < notes; draw++) {
      // mulberry32: well spread, and the same on every machine.
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      const picked = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * notes);
      times[picked] = (times[picked] ?? 0) + 1;
    }
    yield times;
  }
}

/** The 95 % percentile interval of what came out of the rounds in which there was something to divide by. */
export function intervalOf(values: readonly (number | undefined)[]): Interval | undefined {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const low = quantile(sorted, 0.025);
  const high = quantile(sorted, 0.975);
  return low === undefined || high === undefined ? undefined : { low, high };
}

/** Between the two nearest values, as numpy and R do by default. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below === undefined || above === undefined
    ? undefined
    : below + (above - below) * (at - Math.floor(at));
}

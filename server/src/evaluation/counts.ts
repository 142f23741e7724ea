/** Counts of what two sides have, that can be added over notes. */
export interface Counts {
  /** Of predicted: what was rightly predicted. */
  readonly right: number;
  readonly predicted: number;
  readonly gold: number;
}

export const noCounts: Counts = { right: 0, predicted: 0, gold: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  right: a.right + b.right,
  predicted: a.predicted + b.predicted,
  gold: a.gold + b.gold,
});

/** From 0 to 1; undefined where there is nothing to divide by. */
export interface Rates {
  readonly recall: number | undefined;
  readonly precision: number | undefined;
  readonly f1: number | undefined;
}

/** @param found of gold, where it is not one to one with what is right of predicted */
export function ratesOf({
  gold,
  predicted,
  right,
  found = right,
}: Counts & { readonly found?: number }): Rates {
  const recall = gold === 0 ? undefined : found / gold;
  const precision = predicted === 0 ? undefined : right / predicted;
  const sum = (recall ?? 0) + (precision ?? 0);
  const f1 =
    gold + predicted === 0 ? undefined : sum === 0 ? 0 : (2 * (recall ?? 0) * (precision ?? 0)) / sum;
  return { recall, precision, f1 };
}

/** Precision, recall and F1 from counts, each from 0 to 1; 0 where undefined. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function score(counts: Counts): Score {
  const { precision = 0, recall = 0, f1 = 0 } = ratesOf(counts);
  return { precision, recall, f1 };
}

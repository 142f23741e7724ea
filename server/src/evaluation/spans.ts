import { overlaps, type Span } from '../note/span';

/** A span with a type, gold or predicted. */
export interface Typed extends Span {
  readonly type: string;
}

/** Counts that can be added over notes. */
export interface Counts {
  readonly right: number;
  readonly predicted: number;
  readonly gold: number;
}

/** Precision, recall and F1 from counts, each from 0 to 1; 0 where undefined. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export const noCounts: Counts = { right: 0, predicted: 0, gold: 0 };

export const add = (a: Counts, b: Counts): Counts => ({
  right: a.right + b.right,
  predicted: a.predicted + b.predicted,
  gold: a.gold + b.gold,
});

export function score({ right, predicted, gold }: Counts): Score {
  const precision = predicted === 0 ? 0 : right / predicted;
  const recall = gold === 0 ? 0 : right / gold;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/**
 * Counts matches of one note, one to one: each span counts once, on either side.
 * `exact` asks for the same type and the same ends; `overlapping` for the same type and a shared character.
 * Spans are matched in order of their start, each to the first that is still free, which is the most
 * matches there are while spans of one type do not overlap each other.
 */
export function countMatches(
  gold: readonly Typed[],
  predicted: readonly Typed[],
  how: 'exact' | 'overlapping',
): Counts {
  const fits = (a: Typed, b: Typed): boolean =>
    a.type === b.type && (how === 'exact' ? a.start === b.start && a.end === b.end : overlaps(a, b));
  const sorted = [...predicted].sort((a, b) => a.start - b.start);
  const free = new Set(sorted);
  let right = 0;
  for (const one of [...gold].sort((a, b) => a.start - b.start)) {
    for (const other of sorted) {
      if (other.start >= one.end && other.start !== one.start) break;
      if (!free.has(other) || !fits(one, other)) continue;
      free.delete(other);
      right++;
      break;
    }
  }
  return { right, predicted: predicted.length, gold: gold.length };
}

import type { Span } from '../note/span';
import { countPairs } from './matching';

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
 * `exact` asks for the same type and the same ends; `overlapping` for the same type and a shared character: there, as
 * many as can be are matched.
 */
export function countMatches(
  gold: readonly Typed[],
  predicted: readonly Typed[],
  how: 'exact' | 'overlapping',
): Counts {
  const marked = ({ type, start, end }: Typed) => ({ type, spans: [{ start, end }] });
  return {
    right: countPairs(gold.map(marked), predicted.map(marked), how),
    predicted: predicted.length,
    gold: gold.length,
  };
}

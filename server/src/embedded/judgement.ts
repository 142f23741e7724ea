import type { InferenceLabel } from '../annotation/annotation';
import type { Span } from '../note/span';

/** An inference without its origin; spans in UTF-16 code units of the note. */
export interface Judgement {
  readonly premise: Span;
  readonly hypothesis: Span | string;
  readonly label: InferenceLabel;
  /** In words for the reader; holds no text of the note. */
  readonly reason: string;
  /** From 0 to 1. */
  readonly confidence: number;
}

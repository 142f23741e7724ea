import { hashOf } from '../windows/boundaries';
import { cutsOf } from '../windows/cuts';
import { estimateTokens } from '../windows/tokens';

/** A part of a note, in short. */
export interface SummaryPart {
  /** What the place of a cut hangs on: the title of the part, or of the first that it sums up. */
  readonly name: string;
  readonly text: string;
}

/** Tokens of a line beside its text. */
const LINE = 8;
/** Each round leaves at most this share of the parts. */
const FEWER = 2 / 3;

const pairs = <Part>(parts: readonly Part[]): Part[][] =>
  parts.flatMap((part, i) => (i % 2 === 0 ? [[part, ...parts.slice(i + 1, i + 2)]] : []));

/**
 * Runs of parts that fit a question, as far as two parts do. Where a run ends depends on the names of the parts nearby,
 * so that an edit of one leaves the other runs as they were, and what was said of them.
 * @param budget tokens
 */
export function grouped<Part extends SummaryPart>(parts: readonly Part[], budget: number): Part[][] {
  const units = parts.map(({ name, text }) => ({
    rank: hashOf(name).low / 2 ** 32,
    inside: false,
    tokens: estimateTokens(text) + LINE,
  }));
  const starts = cutsOf(units, budget);
  if (starts.length > 1 && starts.length > parts.length * FEWER) return pairs(parts);
  return starts.map((from, i) => parts.slice(from, starts[i + 1]));
}

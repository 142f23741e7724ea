import type { Support } from '../../annotation/annotation';
import type { TokenSpan } from '../../learning/sentence';
import { type Trust, unseconded } from './trust';

/** A mention that a tagger found on tokens of a sentence. */
export interface Tagged extends TokenSpan {
  /** From 0 to 1. */
  readonly confidence: number;
}

/** A mention, who says it, and how sure that makes it. */
export interface Merged extends Tagged {
  readonly support: Support;
}

export const isSame = (a: TokenSpan, b: TokenSpan): boolean =>
  a.first === b.first && a.last === b.last && a.type === b.type;
const meets = (a: TokenSpan, b: TokenSpan): boolean => a.first <= b.last && b.first <= a.last;

/** What is left of two independent doubts. */
const surer = (p: number, q: number): number => 1 - (1 - p) * (1 - q);
/** What is less likely than this is not said. */
const LEAST = 0.5;

/**
 * Puts together what an engine and a tagger say of one sentence.
 * @param tagged where `trust.isStacked`, by a tagger that saw the answers
 * @param answers of the engine; of a type that the tagger knows too little of, they stand as they are
 */
export function merge(
  tagged: readonly Tagged[],
  answers: readonly TokenSpan[],
  { isStacked, isKnown, of }: Trust,
): Merged[] {
  const merged: Merged[] = [];
  const judged = answers.filter(({ type }) => isKnown(type));
  for (const one of tagged) {
    if (answers.some((said) => isSame(said, one))) {
      const confidence = isStacked ? one.confidence : surer(one.confidence, of(one.type).answer);
      merged.push({ ...one, confidence, support: 'agreed' });
    } else if (isStacked) merged.push({ ...one, support: 'learned' });
    else {
      const confidence = unseconded(one.confidence, of(one.type).recall);
      const rivals = judged.filter((said) => meets(said, one)).map(({ type }) => of(type).alone);
      if (confidence >= Math.max(LEAST, ...rivals)) merged.push({ ...one, confidence, support: 'learned' });
    }
  }
  for (const said of answers) {
    if (merged.some((one) => isSame(one, said))) continue;
    const isJudged = judged.includes(said);
    const { alone, answer } = of(said.type);
    if (isJudged && (isStacked || alone < LEAST || merged.some((one) => meets(one, said)))) continue;
    merged.push({ ...said, confidence: isJudged ? alone : answer, support: 'engine' });
  }
  return merged.sort((a, b) => a.first - b.first || b.last - a.last);
}

import type { Sentence, TokenSpan, TypedSpan } from '../../learning/sentence';
import { lowerBound } from '../../note/span';

/** What an engine said of a sentence is not known. */
const UNKNOWN = 'engine:unknown';
const NONE = 'engine:none';
/**
 * How often the answer stands among the hints of a token: few notes have to teach that it is worth more than any one
 * of the many features of words. Measured with 1, 3 and 6 (docs/benchmarks.md).
 */
const STRENGTH = 3;

/** The answers within a sentence, on its tokens; one that ends within a token takes the whole. @param answers sorted by start */
export function onTokens({ tokens }: Sentence, answers: readonly TypedSpan[]): TokenSpan[] {
  const start = tokens[0]?.start ?? 0;
  const end = tokens.at(-1)?.end ?? 0;
  const found: TokenSpan[] = [];
  for (let i = lowerBound(answers, start); i < answers.length; i++) {
    const answer = answers[i] as TypedSpan;
    if (answer.start >= end) break;
    const first = tokens.findIndex((token) => token.end > answer.start);
    const last = tokens.findLastIndex((token) => token.start < answer.end);
    if (first >= 0 && last >= first && answer.end <= end) found.push({ first, last, type: answer.type });
  }
  return found;
}

/**
 * A sentence with an engine's answer as hints on its tokens: what a tagger learns to believe, and to mend.
 * @param answers of the sentence, the shorter where several overlap; undefined where the engine was not asked
 */
export function withAnswers<S extends Sentence>(sentence: S, answers: readonly TokenSpan[] | undefined): S {
  const said: string[] = sentence.tokens.map(() => (answers ? NONE : UNKNOWN));
  const longestFirst = [...(answers ?? [])].sort((a, b) => b.last - b.first - (a.last - a.first));
  for (const { first, last, type } of longestFirst)
    for (let i = first; i <= last; i++)
      said[i] = `engine:${type}${i === first ? ':first' : ''}${i === last ? ':last' : ''}`;
  const hints = said.map((name, i) => [
    ...(sentence.hints[i] ?? []),
    ...Array.from({ length: STRENGTH }, () => name),
  ]);
  return { ...sentence, hints };
}

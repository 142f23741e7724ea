import { sentencesOf } from '../../note/sentences';
import type { Span } from '../../note/span';
import { tokenize } from '../../note/tokens';
import { isBlank } from './white';

/** A token, and the number of its sentence from 0; UTF-16 code units. */
export interface CutToken extends Span {
  readonly sentence: number;
}

/**
 * The tokens of a text, cut also where a span starts or ends, so that every span is a run of whole tokens.
 * Everything but white space is in exactly one.
 * @param spans may overlap, in any order
 */
export function cutTokens(text: string, spans: readonly Span[]): CutToken[] {
  const edges = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const sentences = sentencesOf(text);
  const tokens: CutToken[] = [];
  let [edge, sentence] = [0, 0];
  const push = (start: number, end: number): void => {
    while (sentence + 1 < sentences.length && start >= (sentences[sentence] as Span).end) sentence++;
    if (!isBlank(text, { start, end })) tokens.push({ start, end, sentence });
  };
  for (const { start, end } of tokenize(text)) {
    let from = start;
    while (edge < edges.length && (edges[edge] as number) <= start) edge++;
    while (edge < edges.length && (edges[edge] as number) < end) {
      push(from, edges[edge] as number);
      from = edges[edge++] as number;
    }
    push(from, end);
  }
  return tokens;
}

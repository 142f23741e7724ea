import type { Annotations, Entity, Relation } from '../../server/src/annotation/annotation';
import { noAnnotations } from '../../server/src/annotation/annotation';
import type { AnnotatedNote } from '../../server/src/format/annotated-note';
import { parseNote } from '../../server/src/note/note';
import type { Span } from '../../server/src/note/span';

const origin = { by: 'embedded', version: '1' } as const;

/** The span of a word in a text; the n-th one, from 0. */
export function at(text: string, word: string, n = 0): Span {
  let start = text.indexOf(word);
  for (let i = 0; i < n; i++) start = text.indexOf(word, start + 1);
  if (start < 0) throw new Error(`no ${word}`);
  return { start, end: start + word.length };
}

export const entity = (
  text: string,
  id: string,
  type: string,
  spans: readonly Span[],
  attributes: Entity['attributes'] = {},
): Entity => ({
  id,
  type,
  spans,
  text: spans.map((span) => text.slice(span.start, span.end)).join(' '),
  attributes,
  confidence: 0.87654,
  alignment: 'exact',
  origin,
});

export const relation = (id: string, type: string, from: string, to: string): Relation => ({
  id,
  type,
  from,
  to,
  roles: ['Arg1', 'Arg2'],
  confidence: 0.5,
  origin,
});

export const annotated = (
  text: string,
  annotations: Partial<Annotations>,
  rest: Partial<AnnotatedNote> = {},
): AnnotatedNote => ({
  path: 'note.txt',
  note: parseNote(text),
  sha256: 'abc',
  engine: 'embedded',
  annotations: { ...noAnnotations, ...annotations },
  hypotheses: [],
  identifiers: [],
  failures: [],
  ...rest,
});

export const inference = (
  premise: Span,
  hypothesis: Span | string,
  label: 'entailment' | 'neutral' | 'contradiction',
) => ({ premise, hypothesis, label, reason: '', confidence: 0.7, origin });

export const summary = (scope: Span, text: string, evidence: readonly Span[]) => ({
  scope,
  text,
  evidence,
  origin,
});

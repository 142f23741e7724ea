import type { Annotations } from '../annotation/annotation';
import { codePointMap } from '../note/code-points';
import type { Span } from '../note/span';
import type { AnnotatedNote } from './annotated-note';

/** `[start, end]`, half open, in Unicode code points of the note's text as it stands in its file. */
type Range = readonly [number, number];

/** A confidence as rows write it, with four places. */
export const round = (confidence: number): number => Math.round(confidence * 1e4) / 1e4;

/** Inferences and summaries as a row holds them; `range` turns a span into what stands in the file. */
export const readingsOf = (
  { inferences, summaries }: Pick<Annotations, 'inferences' | 'summaries'>,
  range: (span: Span) => Range,
) => ({
  inferences: inferences.map(({ premise, hypothesis, label, confidence }) => ({
    premise: range(premise),
    hypothesis: typeof hypothesis === 'string' ? hypothesis : range(hypothesis),
    label,
    confidence: round(confidence),
  })),
  summaries: summaries.map(({ scope, text, evidence }) => ({
    scope: range(scope),
    text,
    evidence: evidence.map(range),
  })),
});

/** A note as the row of JSON Lines that the program writes, field by field in this order. */
export function jsonlRow({ path, note, sha256, engine, annotations, failures }: AnnotatedNote): object {
  const { text } = note;
  const { toCodePoint } = codePointMap(text);
  const range = (span: Span): Range => [toCodePoint(span.start), toCodePoint(span.end)];
  return {
    note: path,
    sha256,
    engine,
    entities: annotations.entities.map((entity) => ({
      id: entity.id,
      type: entity.type,
      spans: entity.spans.map(range),
      text: entity.spans.map((span) => text.slice(span.start, span.end)).join(' '),
      attributes: entity.attributes,
      confidence: round(entity.confidence),
      origin: entity.origin,
    })),
    events: annotations.events.map(({ id, type, trigger, arguments: given }) => ({
      id,
      type,
      trigger,
      arguments: given.map(({ role, target }) => ({ role, target })),
    })),
    relations: annotations.relations.map(({ id, type, from, to, roles }) => ({ id, type, from, to, roles })),
    ...readingsOf(annotations, range),
    normalizations: [],
    notes: [],
    equivalences: [],
    failures: failures.map(({ task, kind, message }) => ({ task, kind, message })),
  };
}

/** A value as one line of JSON Lines, whatever a reader takes for a line end: Python's `splitlines()` splits at U+2028. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;

/** The row of `deidentify --spans`: what identifies the patient, as spans in code points. */
export function phiRow({
  path,
  note,
  identifiers,
}: Pick<AnnotatedNote, 'path' | 'note' | 'identifiers'>): object {
  const { toCodePoint } = codePointMap(note.text);
  return {
    note: path,
    phi: identifiers.map(({ start, end, category }) => ({
      start: toCodePoint(start),
      end: toCodePoint(end),
      category,
      text: note.text.slice(start, end),
    })),
  };
}

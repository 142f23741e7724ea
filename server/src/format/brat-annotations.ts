import type { Annotations, Entity, EventAnnotation, Relation } from '../annotation/annotation';
import { type CodePointMap, codePointMap } from '../note/code-points';
import { fragments } from '../note/fragments';
import type { Span } from '../note/span';
import { type BratDocument, type BratValue, formatBrat, type Textbound } from './brat';

/**
 * What the offsets of a standoff file count. This program writes `code-points`; other tools count a CRLF
 * as one, or UTF-16 code units, or both.
 */
export const offsetUnits = [
  'code-points',
  'code-points-crlf-as-one',
  'utf-16',
  'utf-16-crlf-as-one',
] as const;
export type OffsetUnit = (typeof offsetUnits)[number];

/** Converts between UTF-16 offsets of a text and offsets in another unit. */
export interface OffsetMap {
  toFile(utf16: number): number;
  fromFile(offset: number): number;
}

/** The map for a unit. Offsets beyond the end of the text become its end. */
export function offsetMap(text: string, unit: OffsetUnit): OffsetMap {
  const asOne = unit.endsWith('crlf-as-one') && text.includes('\r\n');
  const flat = asOne ? text.replace(/\r\n/g, '\n') : text;
  const points: CodePointMap = unit.startsWith('code-points')
    ? codePointMap(flat)
    : { toCodePoint: (n) => n, toUtf16: (n) => Math.min(n, flat.length) };
  if (!asOne) return { toFile: points.toCodePoint, fromFile: points.toUtf16 };
  const returns = [...text.matchAll(/\r\n/g)].map((match) => match.index);
  /** How many returns lie before an offset: the n-th is at `returns[n]` in the text, `returns[n] - n` in the flat one. */
  const before = (offset: number, flattened: boolean): number => {
    let low = 0;
    let high = returns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((returns[middle] as number) - (flattened ? middle : 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    toFile: (utf16) => points.toCodePoint(utf16 - before(utf16, false)),
    fromFile: (offset) => {
      const at = points.toUtf16(offset);
      return at + before(at, true);
    },
  };
}

/** The covered text as brat writes it: fragments joined by one space, a line end inside one being a space too. */
export const covered = (text: string, spans: readonly Span[]): string =>
  spans.map((span) => text.slice(span.start, span.end).replace(/\r\n|[\n\r]/g, ' ')).join(' ');

const agrees = (text: string, map: OffsetMap, line: Textbound): boolean =>
  covered(text, inText(map, line.spans)) === line.text;

const inText = (map: OffsetMap, spans: readonly Span[]): Span[] =>
  spans.map((span) => ({ start: map.fromFile(span.start), end: map.fromFile(span.end) }));

/**
 * The unit in which most covered texts of a standoff file agree with the note; code points where several
 * do equally well.
 * @returns also the ids of the lines that agree in no way with it
 */
export function offsetUnitOf(
  document: BratDocument,
  text: string,
): { readonly unit: OffsetUnit; readonly disagreeing: readonly string[] } {
  const lines = document.lines.flatMap(({ value }) => (value.kind === 'textbound' ? [value] : []));
  let best: { unit: OffsetUnit; disagreeing: string[] } | undefined;
  for (const unit of offsetUnits) {
    const map = offsetMap(text, unit);
    const disagreeing = lines.filter((line) => !agrees(text, map, line)).map((line) => line.id);
    if (!best || disagreeing.length < best.disagreeing.length) best = { unit, disagreeing };
    if (disagreeing.length === 0) break;
  }
  return best ?? { unit: 'code-points', disagreeing: [] };
}

/** What of a note's annotations has no place in brat, as counts. */
export interface BratLosses {
  readonly inferences: number;
  readonly summaries: number;
  /** Entities of white space only. */
  readonly entities: number;
}

/** A name as brat can read it: letters, digits, `-`, `_` and whatever else has no meaning in a line. */
export const bratName = (name: string): string => name.replace(/[\s\0-\x1f\x7f-\x9f:;,|<>]+/g, '_') || '_';

/**
 * The standoff lines of a note: entities, each with its attributes, then events and relations.
 * Offsets are code points of the note's text as it stands in its file. Ids are kept where they are
 * brat's (`T1`, `E1`, `R1`), so number them before.
 */
export function bratOf(
  annotations: Annotations,
  text: string,
): { readonly values: readonly BratValue[]; readonly losses: BratLosses } {
  const { toCodePoint } = codePointMap(text);
  const values: BratValue[] = [];
  const written = new Set<string>();
  let attributes = 0;
  for (const entity of annotations.entities) {
    const parts = entity.spans.flatMap((span) => fragments(text, span));
    if (parts.length === 0) continue;
    written.add(entity.id);
    values.push({
      kind: 'textbound',
      id: entity.id,
      type: bratName(entity.type),
      spans: parts.map((part) => ({ start: toCodePoint(part.start), end: toCodePoint(part.end) })),
      text: parts.map((part) => text.slice(part.start, part.end)).join(' '),
    });
    for (const [name, value] of Object.entries(entity.attributes)) {
      values.push({
        kind: 'attribute',
        id: `A${++attributes}`,
        type: bratName(name),
        target: entity.id,
        value: value === true ? true : bratName(value),
      });
    }
  }
  for (const event of annotations.events) {
    if (!written.has(event.trigger)) continue;
    written.add(event.id);
    values.push({
      kind: 'event',
      id: event.id,
      type: bratName(event.type),
      trigger: event.trigger,
      arguments: event.arguments.map(({ role, target }) => ({ role: bratName(role), target })),
    });
  }
  for (const relation of annotations.relations) {
    if (!written.has(relation.from) || !written.has(relation.to)) continue;
    values.push({
      kind: 'relation',
      id: relation.id,
      type: bratName(relation.type),
      arguments: [
        { role: bratName(relation.roles[0]), target: relation.from },
        { role: bratName(relation.roles[1]), target: relation.to },
      ],
    });
  }
  const losses = {
    inferences: annotations.inferences.length,
    summaries: annotations.summaries.length,
    entities: annotations.entities.filter((entity) => !written.has(entity.id)).length,
  };
  return { values, losses };
}

/** The text of a standoff file that holds these lines. */
export const bratText = (values: readonly BratValue[]): string =>
  values.map((value) => `${formatBrat(value)}\n`).join('');

/**
 * What a standoff file says, as annotations of a person. Lines that have no place among annotations
 * (normalisations, notes, attributes of relations) stay in the document.
 * @param unit what the file's offsets count; found by `offsetUnitOf`
 */
export function annotationsOf(document: BratDocument, text: string, unit: OffsetUnit): Annotations {
  const map = offsetMap(text, unit);
  const attributes = new Map<string, Map<string, string | true>>();
  for (const { value } of document.lines) {
    if (value.kind !== 'attribute') continue;
    const known = attributes.get(value.target) ?? new Map<string, string | true>();
    attributes.set(value.target, known.set(value.type, value.value));
  }
  const entities: Entity[] = [];
  const events: EventAnnotation[] = [];
  const relations: Relation[] = [];
  const person = { confidence: 1, alignment: 'exact', origin: { by: 'person' } } as const;
  for (const { value } of document.lines) {
    if (value.kind === 'textbound') {
      const spans = inText(map, value.spans).sort((a, b) => a.start - b.start || a.end - b.end);
      entities.push({
        id: value.id,
        type: value.type,
        spans,
        text: value.text,
        attributes: Object.fromEntries(attributes.get(value.id) ?? []),
        ...person,
      });
    } else if (value.kind === 'event') {
      const { id, type, trigger } = value;
      events.push({ id, type, trigger, arguments: value.arguments });
    } else if (value.kind === 'relation') {
      const [from, to] = value.arguments;
      if (!from || !to) continue;
      relations.push({
        id: value.id,
        type: value.type,
        from: from.target,
        to: to.target,
        roles: [from.role, to.role],
        confidence: person.confidence,
        origin: person.origin,
      });
    }
  }
  return { entities, events, relations, inferences: [], summaries: [] };
}

import type { Location } from 'vscode-languageserver';
import type { BratValue } from '../../format/brat';
import type { Span } from '../../note/span';
import { bearerOf } from './allowed';
import type { Reading } from './faults/fault';
import { idOf } from './ids';
import type { OpenStandoff } from './open-standoff';
import { type Part, partAt, partsOf } from './parts';
import { inNote } from './place';

export interface Place {
  readonly index: number;
  readonly offset: number;
}

/** The id at a place of a file: one that its line bears or names. */
export function idAt(open: OpenStandoff, { index, offset }: Place): Part | undefined {
  const line = open.document.lines[index];
  const part = line && partAt(partsOf(line.raw), offset);
  return part && (part.kind === 'id' || part.kind === 'target') ? part : undefined;
}

/**
 * From a named id to the line that bears it; from anything else of a line to where it stands in the note: of an event,
 * that is its trigger.
 */
export function definitionIn(open: OpenStandoff, reading: Reading, place: Place): Location[] {
  const line = reading.document.lines[place.index];
  if (!line || line.value.kind === 'unread') return [];
  const part = partAt(partsOf(line.raw), place.offset);
  if (part?.kind === 'target')
    return reading.ids.definedAt(part.text).map((at) => ({ uri: open.uri, range: open.rangeIn(at) }));
  const { placement } = reading;
  if (!placement) return [];
  return spansOf(reading, line.value)
    .filter(({ end }) => end <= placement.length)
    .map((span) => ({
      uri: placement.note.uri,
      range: placement.note.rangeOf(inNote(placement, [span])[0] ?? span),
    }));
}

/** The stretches of the note that a line stands for, in the unit of the file. */
function spansOf(reading: Reading, value: BratValue): readonly Span[] {
  if (value.kind === 'textbound') return value.spans;
  if (value.kind !== 'event') return [];
  const trigger = bearerOf(reading.document, reading.ids, value.trigger);
  return trigger?.kind === 'textbound' ? trigger.spans : [];
}

/** All places where an id is named, and those where it is borne. */
export function referencesIn(open: OpenStandoff, place: Place, withDeclaration: boolean): Location[] {
  const part = idAt(open, place);
  return part ? placesOf(open, part.text, withDeclaration) : [];
}

export function placesOf(
  { document, ids, uri, rangeIn }: OpenStandoff,
  id: string,
  borne = true,
): Location[] {
  const lines = new Set([...(borne ? ids.definedAt(id) : []), ...ids.namedAt(id)]);
  return [...lines]
    .sort((a, b) => a - b)
    .flatMap((line) =>
      partsOf(document.lines[line]?.raw ?? '')
        .filter(({ kind, text }) => text === id && (kind === 'target' || (borne && kind === 'id')))
        .map((part) => ({ uri, range: rangeIn(line, part) })),
    );
}

/** The lines whose stretches of the note touch a span of it, and those of the events they trigger. The span is in UTF-16 code units of the note's file. */
export function linesAt({ document, ids, placement }: Reading, span: Span): number[] {
  if (!placement) return [];
  const found = new Set<number>();
  document.lines.forEach(({ value }, line) => {
    if (value.kind !== 'textbound') return;
    const touches = inNote(placement, value.spans).some(
      ({ start, end }) => start <= span.end && span.start <= end,
    );
    if (!touches) return;
    found.add(line);
    for (const other of ids.namedAt(value.id)) {
      const event = document.lines[other]?.value;
      if (event?.kind === 'event' && event.trigger === value.id && idOf(event) !== undefined)
        found.add(other);
    }
  });
  return [...found].sort((a, b) => a - b);
}

import type { OffsetUnit } from '../../format/brat-annotations';
import { offsetMap } from '../../format/brat-annotations';
import type { Span } from '../../note/span';
import type { Reading } from './faults/fault';
import { partsOf } from './parts';
import { coveredBy, inNote, type Placement } from './place';

const counted: Readonly<Record<OffsetUnit, string>> = {
  'code-points': 'characters',
  'code-points-crlf-as-one': 'characters with a line end as one',
  'utf-16': 'UTF-16 units, where an emoji is two',
  'utf-16-crlf-as-one': 'UTF-16 units, where an emoji is two, with a line end as one',
};

/** A replacement within a line: UTF-16 offsets of the line. */
export interface LineEdit extends Span {
  readonly line: number;
  readonly text: string;
}

/** Whether the offsets of a file count something else than brat's do, and what to tell a person. */
export function convertible({ placement }: Reading): { readonly message: string } | undefined {
  if (!placement || placement.unit === 'code-points') return undefined;
  return {
    message: `The offsets of this file count ${counted[placement.unit]}; brat counts characters, a line end of two as two`,
  };
}

/**
 * The edits that make all offsets of a file count code points. Offsets beyond the note's end are left, and lines whose
 * text agrees as they stand and no more when converted.
 */
export function conversion({ document, placement }: Reading): LineEdit[] {
  if (!placement) return [];
  const points = { ...placement, map: offsetMap(placement.note.text, 'code-points') };
  return document.lines.flatMap(({ value, raw }, line) => {
    if (value.kind !== 'textbound' || value.spans.some(({ end }) => end > placement.length)) return [];
    const agrees = (read: Placement): boolean => coveredBy(read, value) === value.text;
    if (agrees(points) && !agrees(placement)) return [];
    const converted = inNote(placement, value.spans).map(({ start, end }) => ({
      start: points.map.toFile(start),
      end: points.map.toFile(end),
    }));
    return replaceOffsets(raw, line, offsetsText(converted));
  });
}

/** Offsets as a standoff file writes them. */
export const offsetsText = (spans: readonly Span[]): string =>
  spans.map(({ start, end }) => `${start} ${end}`).join(';');

/** The edit that gives a line other offsets; none where they are the same. */
function replaceOffsets(raw: string, line: number, text: string): LineEdit[] {
  const spans = partsOf(raw).filter(({ kind }) => kind === 'span');
  const [start, end] = [spans[0]?.start, spans.at(-1)?.end];
  if (start === undefined || end === undefined || raw.slice(start, end) === text) return [];
  return [{ line, start, end, text }];
}

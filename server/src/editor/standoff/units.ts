import type { OffsetUnit } from '../../format/brat-annotations';
import { offsetMap } from '../../format/brat-annotations';
import type { Span } from '../../note/span';
import type { Reading } from './faults/fault';
import { partsOf } from './parts';

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

/** The edits that make all offsets of a file count code points; offsets beyond the note's end are left. */
export function conversion({ document, placement }: Reading): LineEdit[] {
  if (!placement) return [];
  const { toFile } = offsetMap(placement.note.text, 'code-points');
  const convert = (offset: number): number => toFile(placement.map.fromFile(offset));
  return document.lines.flatMap(({ value, raw }, line) => {
    if (value.kind !== 'textbound' || value.spans.some(({ end }) => end > placement.length)) return [];
    const text = offsetsText(
      value.spans.map((span) => ({ start: convert(span.start), end: convert(span.end) })),
    );
    return replaceOffsets(raw, line, text);
  });
}

/** Offsets as a standoff file writes them. */
export const offsetsText = (spans: readonly Span[]): string =>
  spans.map(({ start, end }) => `${start} ${end}`).join(';');

/** The edit that gives a line other offsets; none where they are the same. */
export function replaceOffsets(raw: string, line: number, text: string): LineEdit[] {
  const spans = partsOf(raw).filter(({ kind }) => kind === 'span');
  const [start, end] = [spans[0]?.start, spans.at(-1)?.end];
  if (start === undefined || end === undefined || raw.slice(start, end) === text) return [];
  return [{ line, start, end, text }];
}

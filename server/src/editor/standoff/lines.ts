import { type BratDocument, type BratLine, parseBrat } from '../../format/brat';
import type { Edit } from '../../note/edit';
import { lowerBound } from '../../note/span';

/** A line of a standoff file and the UTF-16 offset at which it starts. */
export interface PlacedLine {
  readonly line: BratLine;
  readonly start: number;
  /** Behind the line's end. */
  readonly end: number;
}

/** The lines of a standoff file with their places. Linear, without reading a line. */
export function placeLines({ lines }: BratDocument): PlacedLine[] {
  const placed: PlacedLine[] = [];
  let start = 0;
  for (const line of lines) {
    const end = start + line.raw.length + line.end.length;
    placed.push({ line, start, end });
    start = end;
  }
  return placed;
}

/** The index of the line that an offset is in, a line's end being part of it; behind the last line, their number. */
export function lineIndexAt(placed: readonly PlacedLine[], offset: number): number {
  const after = lowerBound(placed, offset + 1);
  const last = placed[after - 1];
  return last && offset < last.end ? after - 1 : after;
}

/**
 * The file after an edit: only the lines that it touched are read anew, all others are the same objects as before.
 * Equal to `parseBrat(after)`.
 * @param after the whole text after the edit; the edit's offsets are of the text before
 */
export function editStandoff(
  { lines }: BratDocument,
  placed: readonly PlacedLine[],
  edit: Edit,
  after: string,
): BratDocument {
  // A last line without an end takes in what is written behind it.
  const open = placed.at(-1)?.line.end === '' ? placed.length - 1 : placed.length;
  const first = Math.min(lineIndexAt(placed, edit.start), open);
  const last = lineIndexAt(placed, edit.end);
  const start = placed[first]?.start ?? edit.start;
  const stop = placed[last]?.end ?? edit.end;
  const grown = edit.text.length - (edit.end - edit.start);
  const chunk = after.slice(start, stop + grown);
  // A byte order mark is one only at the start of the file.
  const read = start === 0 ? parseBrat(chunk).lines : parseBrat(`\n${chunk}`).lines.slice(1);
  return { lines: [...lines.slice(0, first), ...read, ...lines.slice(last + 1)] };
}

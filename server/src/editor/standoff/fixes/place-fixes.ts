import type { Textbound } from '../../../format/brat';
import { covered, offsetMap } from '../../../format/brat-annotations';
import { joined } from '../../../gold/fitting';
import { fragments } from '../../../note/fragments';
import type { Span } from '../../../note/span';
import { quoted, type Reading } from '../faults/fault';
import { partsOf } from '../parts';
import { inNote, type Placement } from '../place';
import { offsetsText } from '../units';
import type { Fix } from './fix';

/** How many places with the same text are looked at, before and behind. */
const MOST_PLACES = 1_000;

/** Sets the text of a line to what stands at its offsets. */
export function setText(reading: Reading, line: number, value: Textbound): Fix[] {
  const { placement } = reading;
  if (!placement) return [];
  const spans = inNote(placement, value.spans);
  const text = covered(placement.note.text, spans);
  return text.trim() === ''
    ? []
    : place(reading, line, spans, `Set the text to what stands there: ${quoted(text)}`);
}

/** Moves the offsets of a line to the nearest place where its text stands. */
export function moveOffsets(reading: Reading, line: number, value: Textbound): Fix[] {
  const { placement } = reading;
  const spans = placement && nearestPlace(placement, value);
  if (!placement || !spans) return [];
  const row = placement.note.rangeOf(spans[0] ?? { start: 0, end: 0 }).start.line + 1;
  return place(
    reading,
    line,
    spans,
    `Move the offsets to where ${quoted(value.text)} stands, in line ${row}`,
  );
}

/** Splits fragments at the ends of lines, and takes white space off their edges. */
export function tidyFragments(reading: Reading, line: number, value: Textbound, title: string): Fix[] {
  const { placement } = reading;
  if (!placement) return [];
  const spans = inNote(placement, value.spans).flatMap((span) => fragments(placement.note.text, span));
  return spans.length === 0 ? [] : place(reading, line, spans, title);
}

/** Puts fragments in order, and joins those that overlap. */
export function orderFragments(reading: Reading, line: number, value: Textbound): Fix[] {
  if (!reading.placement) return [];
  const spans = inNote(reading.placement, joined(value.spans));
  return place(reading, line, spans, 'Put the fragments in order');
}

/** A line that stands at these places of the note, with the text that is there. */
function place({ document, placement }: Reading, line: number, spans: readonly Span[], title: string): Fix[] {
  const raw = document.lines[line]?.raw ?? '';
  const parts = partsOf(raw);
  const start = parts.find(({ kind }) => kind === 'span')?.start;
  if (!placement || start === undefined) return [];
  const offsets = spans.map((span) => ({
    start: placement.map.toFile(span.start),
    end: placement.map.toFile(span.end),
  }));
  const text = `${offsetsText(offsets)}\t${covered(placement.note.text, spans)}`;
  return [{ title, edits: [{ line, start, end: raw.length, text }], removed: [] }];
}

/** The nearest place of a note where a line's text stands, its fragments as far from each other as they were. */
function nearestPlace(placement: Placement, value: Textbound): Span[] | undefined {
  if (value.text.trim() === '' || value.text.includes('\r')) return undefined;
  const pieces = piecesOf(placement, value);
  return (
    (pieces && placed(placement, value.spans, pieces)) ??
    placed(placement, value.spans.slice(0, 1), [value.text])
  );
}

/** The text of each fragment; undefined where the text is not as long as the offsets say. */
function piecesOf({ unit }: Placement, { spans, text }: Textbound): string[] | undefined {
  const map = offsetMap(text, unit);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    const from = map.fromFile(at);
    pieces.push(text.slice(from, map.fromFile(at + end - start)));
    at += end - start + 1;
    if (at - 1 < map.toFile(text.length) && text[map.fromFile(at - 1)] !== ' ') return undefined;
  }
  return at - 1 === map.toFile(text.length) && !pieces.includes('') ? pieces : undefined;
}

function placed(placement: Placement, spans: readonly Span[], pieces: readonly string[]): Span[] | undefined {
  const { note, map } = placement;
  const [first] = spans;
  const [piece = ''] = pieces;
  if (!first || piece === '') return undefined;
  const fits = (start: number): Span[] | undefined => {
    const found = pieces.map((text, n) => {
      const by = (spans[n]?.start ?? first.start) - first.start;
      const at = by === 0 ? start : map.fromFile(map.toFile(start) + by);
      return { start: at, end: at + text.length };
    });
    // The file must be able to name the place: none within a surrogate pair where it counts code points.
    const named = (at: number): boolean => map.fromFile(map.toFile(at)) === at;
    const there = found.every(
      ({ start, end }, n) => note.text.slice(start, end) === pieces[n] && named(start) && named(end),
    );
    return there ? found : undefined;
  };
  const meant = map.fromFile(first.start);
  const before = search(meant, (at) => (at < 0 ? -1 : note.text.lastIndexOf(piece, at)), -1, fits);
  const behind = search(meant + 1, (at) => note.text.indexOf(piece, at), 1, fits);
  const far = (found: readonly Span[]): number => Math.abs((found[0]?.start ?? 0) - meant);
  if (!before || !behind) return before ?? behind;
  return far(behind) < far(before) ? behind : before;
}

function search(
  from: number,
  find: (at: number) => number,
  step: 1 | -1,
  fits: (start: number) => Span[] | undefined,
): Span[] | undefined {
  let at = find(from);
  for (let n = 0; n < MOST_PLACES && at >= 0; n++) {
    const found = fits(at);
    if (found) return found;
    at = find(at + step);
  }
  return undefined;
}

import type { Textbound } from '../format/brat';
import { covered } from '../format/brat-annotations';
import { type Edit, growth, rebase } from '../note/edit';
import type { Span } from '../note/span';
import type { Broken } from './gold';

/** Where a mention of a file stands in the note now. */
export interface Held {
  /** UTF-16 code units of the note as the editor holds it. */
  readonly spans: readonly Span[];
  /** The text of each fragment; undefined where the file's text cannot be told apart into them. */
  readonly parts: readonly string[] | undefined;
  readonly broken: Broken | undefined;
}

/** The text that a file holds for fragments of these lengths, fragment by fragment. */
function partsOf(text: string, lengths: readonly number[]): string[] | undefined {
  const parts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    if (at > 0 && text[at++] !== ' ') return undefined;
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return at === text.length ? parts : undefined;
}

/** Whether a mention's text stands at these spans. */
const whole = (text: string, spans: readonly Span[], line: Textbound): boolean =>
  covered(text, spans) === line.text;

/**
 * Looks at a mention as its file gives it.
 * @param spans its spans in the note, UTF-16 code units
 * @param beyond whether one of them lies beyond the end of the note's file
 */
export function hold(text: string, spans: readonly Span[], line: Textbound, beyond: boolean): Held {
  if (!beyond && spans.length > 0 && whole(text, spans, line)) {
    const parts = spans.length === 1 ? [line.text] : spans.map((span) => covered(text, [span]));
    return { spans, parts, broken: undefined };
  }
  const points = [...line.text];
  const lengths = line.spans.map(({ start, end }) => end - start);
  // The lengths are the file's, in code points mostly.
  const parts = spans.length === 1 ? [line.text] : partsOf(line.text, inUnits(points, lengths));
  return { spans, parts, broken: beyond ? 'place' : 'text' };
}

/** Lengths in code points of pieces of a text, with one character between them, in UTF-16 code units. */
function inUnits(points: readonly string[], lengths: readonly number[]): number[] {
  let at = 0;
  return lengths.map((length) => {
    const part = points.slice(at, at + length).join('');
    at += length + 1;
    return part.length;
  });
}

/** The best place of a span after an edit: all that is left of it, or what came in its place. */
export function best(span: Span, edit: Edit): Span {
  const empty = span.start === span.end;
  if (!empty || edit.end < span.start || edit.start > span.end) {
    const moved = rebase(span, edit);
    if (moved) return moved;
  }
  const behind = edit.start + edit.text.length;
  if (edit.start <= span.start && edit.end >= span.end) return { start: edit.start, end: behind };
  if (edit.start <= span.start) return { start: behind, end: span.end + growth(edit) };
  if (edit.end >= span.end) return { start: span.start, end: edit.start };
  return { start: span.start, end: span.end + growth(edit) };
}

/**
 * The text of a fragment, written or deleted by this very edit into its place: then it stands there again. Where all of
 * it came anew and it stands there more than once, nobody knows which is meant.
 */
function mended(text: string, part: string, span: Span, edit: Edit): Span | undefined {
  const behind = edit.start + edit.text.length;
  if (part === '') return undefined;
  const by = (one: Span, other: Span): boolean => one.start <= other.end && other.start <= one.end;
  const found: Span[] = [];
  const near = text.slice(0, behind + part.length);
  for (let at = near.indexOf(part, Math.max(0, edit.start - part.length)); at >= 0 && at <= behind; ) {
    const there = { start: at, end: at + part.length };
    if (by(span, there) || by(span, { start: edit.start, end: behind })) found.push(there);
    at = near.indexOf(part, at + 1);
  }
  const anew = span.start === edit.start && span.end === behind;
  if (anew && found.length > 1) return undefined;
  return found.sort((a, b) => Math.abs(a.start - span.start) - Math.abs(b.start - span.start))[0];
}

/**
 * A mention after an edit of the note. One whose inside was touched is broken and keeps the best spans; typing the
 * same back mends it.
 * @param after the note's text after the edit
 */
export function moveHeld(held: Held, line: Textbound, edit: Edit, after: string): Held {
  const { broken, parts } = held;
  let moved = false;
  let touched = broken !== undefined;
  const spans = held.spans.map((span) => {
    const there = best(span, edit);
    if (there !== span) moved = true;
    if (!touched && !rebase(span, edit)) touched = true;
    return there;
  });
  if (!touched) return moved ? { spans, parts, broken } : held;
  const tried = spans.map((span, i) => {
    const part = parts?.[i];
    if (part === undefined || covered(after, [span]) === part) return span;
    return mended(after, part, span, edit) ?? span;
  });
  // Fragments keep their order: one that seems to stand behind the next is a chance likeness.
  const inOrder = tried.every((span, i) => i === 0 || (tried[i - 1] as Span).end <= span.start);
  const wasInOrder = held.spans.every(
    (span, i) => i === 0 || (held.spans[i - 1] as Span).start <= span.start,
  );
  const there = inOrder || !wasInOrder ? tried : spans;
  if (whole(after, there, line)) return { spans: there, parts, broken: undefined };
  return { spans: there, parts, broken: broken ?? 'text' };
}

import { fragments } from '../../note/fragments';
import { contains, type Span } from '../../note/span';
import { tokenize } from '../../note/tokens';

/** How far a next token is looked for, in UTF-16 code units: beyond white space of this length nobody means it. */
const FAR = 400;

const endAfter = (text: string, end: number): number | undefined => {
  const next = tokenize(text.slice(end, end + FAR))[0];
  return next && end + next.end;
};
const startBefore = (text: string, start: number): number | undefined => {
  const from = Math.max(0, start - FAR);
  const before = tokenize(text.slice(from, start)).at(-1);
  return before && from + before.start;
};

/** Spans without their last (or first) token; none where that was all. */
function shrunk(text: string, spans: readonly Span[], edge: 'start' | 'end'): Span[] {
  const last = edge === 'end' ? spans.at(-1) : spans[0];
  if (!last) return [];
  const rest = edge === 'end' ? spans.slice(0, -1) : spans.slice(1);
  const tokens = tokenize(text.slice(last.start, last.end));
  const kept = edge === 'end' ? tokens.at(-2) : tokens[1];
  if (!kept) return rest;
  return edge === 'end'
    ? [...rest, { start: last.start, end: last.start + kept.end }]
    : [{ start: last.start + kept.start, end: last.end }, ...rest];
}

/** Spans with the token behind (or before) them; the same where there is none. */
function grown(text: string, spans: readonly Span[], edge: 'start' | 'end'): Span[] {
  const first = edge === 'start' ? spans[0] : spans.at(-1);
  if (!first) return [];
  const start = edge === 'start' ? startBefore(text, first.start) : first.start;
  const end = edge === 'end' ? endAfter(text, first.end) : first.end;
  if (start === undefined || end === undefined) return [...spans];
  // A line end within makes two fragments of it.
  const parts = fragments(text, { start, end });
  return edge === 'start' ? [...parts, ...spans.slice(1)] : [...spans.slice(0, -1), ...parts];
}

/**
 * The spans of an entity with one edge moved by so many tokens, outwards or, negative, inwards; undefined where nothing
 * would be left of it, or nothing moves. UTF-16 code units.
 */
export function adjusted(
  text: string,
  spans: readonly Span[],
  edge: 'start' | 'end',
  by: number,
): Span[] | undefined {
  let moved = [...spans];
  for (let step = 0; step < Math.abs(by); step++)
    moved = by > 0 ? grown(text, moved, edge) : shrunk(text, moved, edge);
  const same =
    moved.length === spans.length &&
    moved.every((span, i) => contains(span, spans[i] as Span) && contains(spans[i] as Span, span));
  return moved.length === 0 || same ? undefined : moved;
}

/** A selection as whole tokens, without white space at its edges; a cursor as the token it touches; none on white space. */
export function wholeTokens(text: string, { start, end }: Span): Span[] {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1;
  const base = Math.max(from, start - FAR);
  const touched = tokenize(text.slice(base, end + FAR)).filter((token) =>
    start === end
      ? base + token.start <= start && end <= base + token.end
      : base + token.start < end && start < base + token.end,
  );
  const word = start === end ? (touched.find(({ kind }) => kind !== 'symbol') ?? touched[0]) : undefined;
  const [first, last] = word ? [word, word] : [touched[0], touched.at(-1)];
  return first && last ? fragments(text, { start: base + first.start, end: base + last.end }) : [];
}

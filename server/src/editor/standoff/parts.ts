import type { Span } from '../../note/span';

/** What a part of a line is. `target` is the id that the line refers to, `span` two offsets of the note. */
type PartKind = 'id' | 'type' | 'span' | 'target' | 'role' | 'value' | 'reference' | 'text';

/** A part of a line: UTF-16 offsets within the line. */
export interface Part extends Span {
  readonly kind: PartKind;
  readonly text: string;
}

/** The letters before an id's number: `T` of `T12`, `#` of `#1`; `*` of an equivalence; empty where there are none. */
export const letterOf = (id: string): string => /^(?:\*|[A-Za-z]+|#)/.exec(id)?.[0] ?? '';

export const isId = (text: string): boolean => /^(?:[A-Za-z]+|#)\d+$/.test(text);

/** The parts of a line, in their order, as far as it can be read; also of a line that cannot be read as a whole. Linear. */
export function partsOf(raw: string): Part[] {
  const parts: Part[] = [];
  const add = (kind: PartKind, start: number, end: number): void => {
    if (end > start) parts.push({ kind, start, end, text: raw.slice(start, end) });
  };
  const begin = raw.startsWith('\ufeff') ? 1 : 0;
  const tab = raw.indexOf('\t');
  add('id', begin, tab < 0 ? raw.length : tab);
  if (tab < 0) return parts;
  const next = raw.indexOf('\t', tab + 1);
  const head = { start: tab + 1, end: next < 0 ? raw.length : next };
  const letter = raw[begin];
  if (letter === 'T') {
    const space = raw.indexOf(' ', head.start);
    const stop = space < 0 || space > head.end ? head.end : space;
    add('type', head.start, stop);
    let at = stop + 1;
    for (const piece of stop < head.end ? raw.slice(at, head.end).split(';') : []) {
      add('span', at, at + piece.length);
      at += piece.length + 1;
    }
  } else words(raw, head, letter ?? '', parts, add);
  if (next >= 0) add('text', next + 1, raw.length);
  return parts;
}

function words(
  raw: string,
  head: Span,
  letter: string,
  parts: readonly Part[],
  add: (kind: PartKind, start: number, end: number) => void,
): void {
  let place = 0;
  for (let at = head.start; at < head.end; place++) {
    while (at < head.end && raw[at] === ' ') at++;
    const start = at;
    while (at < head.end && raw[at] !== ' ') at++;
    if (at === start) break;
    // What stands behind a role's colon, or an event's type, is an id.
    const colon = raw.slice(start, at).lastIndexOf(':');
    const split = colon < 0 ? at : start + colon;
    const first = place === 0;
    if (letter === 'E' || (letter === 'R' && !first)) {
      add(first ? 'type' : 'role', start, split);
      add('target', split + 1, at);
    } else if (first) add('type', start, at);
    else if (letter === 'R' || letter === '*' || place === 1) add('target', start, at);
    else {
      // A value or a reference may hold spaces; all behind the one space after the id belongs to it.
      const kind = letter === 'N' ? 'reference' : 'value';
      add(kind, Math.min(start, (parts.at(-1)?.end ?? start) + 1), trimmedEnd(raw, head.end));
      return;
    }
  }
}

function trimmedEnd(raw: string, end: number): number {
  let at = end;
  while (at > 0 && raw[at - 1] === ' ') at--;
  return at;
}

/** The part at an offset; at a border, the one that ends there, but for what starts there. */
export const partAt = (parts: readonly Part[], offset: number): Part | undefined =>
  parts.find(({ start, end }) => start <= offset && offset < end) ?? parts.find(({ end }) => end === offset);

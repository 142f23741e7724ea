import type { BratDocument } from '../../../format/brat';
import { type Ids, idOf } from '../ids';
import { removalOf } from '../removal';
import type { LineEdit } from '../units';

/** A way to mend something: edits within lines, at most one a line, and lines that go. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly LineEdit[];
  readonly removed: readonly number[];
  /** Whether it is what is meant, as far as can be told. */
  readonly preferred?: boolean;
}

/** A fix that writes something else between two places of a line. */
export const rewrite = (
  title: string,
  line: number,
  at: { readonly start: number; readonly end: number },
  text: string,
): Fix => ({ title, edits: [{ line, start: at.start, end: at.end, text }], removed: [] });

/** Takes a line out, with all that has no sense without it. */
export function removeLine(document: BratDocument, ids: Ids, line: number): Fix {
  const changes = removalOf(document, ids, line);
  const removed = changes.flatMap((change) => (change.raw === undefined ? [change.line] : []));
  const edits = changes.flatMap(({ line: at, raw }) =>
    raw === undefined ? [] : [{ line: at, start: 0, end: document.lines[at]?.raw.length ?? 0, text: raw }],
  );
  const id = idOf(document.lines[line]?.value ?? { kind: 'unread' });
  const others = removed.length - 1;
  const with_ =
    others === 0
      ? ''
      : ` and ${others === 1 ? 'the line that hangs' : `the ${others} lines that hang`} on it`;
  return { title: `Remove ${id ?? 'this line'}${with_}`, edits, removed };
}

/** An id that no line bears or names: the next number behind a letter. */
export function freshId(ids: Ids, letter: string): string {
  let highest = 0;
  for (const id of ids.all()) {
    const number = id.startsWith(letter) ? Number(id.slice(letter.length)) : 0;
    if (Number.isSafeInteger(number)) highest = Math.max(highest, number);
  }
  for (let number = highest + 1; ; number++) {
    const id = `${letter}${number}`;
    if (ids.definedAt(id).length === 0 && ids.namedAt(id).length === 0) return id;
  }
}

import type { BratDocument, BratValue, Unread } from '../../format/brat';
import { type Ids, idOf, targetsOf } from './ids';
import { type Part, partsOf } from './parts';

/** A line as it is to be: undefined takes it out. */
export interface LineChange {
  readonly line: number;
  readonly raw: string | undefined;
}

/**
 * What goes with a line: relations, attributes and whatever else has no sense without it. An event that loses an
 * argument stays without it, and so does an equivalence that still has two members.
 */
export function removalOf(document: BratDocument, ids: Ids, index: number): LineChange[] {
  const removed = new Set([index]);
  const changed = new Map<number, string>();
  const valueAt = (line: number): BratValue | Unread => document.lines[line]?.value ?? { kind: 'unread' };
  for (const line of removed) {
    const id = idOf(valueAt(line));
    // Where another line bears the id too, what names it may mean that one.
    if (id === undefined || ids.definedAt(id).some((other) => !removed.has(other))) continue;
    for (const other of ids.namedAt(id)) {
      if (removed.has(other)) continue;
      const raw = changed.get(other) ?? document.lines[other]?.raw ?? '';
      const rest = without(valueAt(other), raw, id);
      if (rest === undefined) {
        removed.add(other);
        changed.delete(other);
      } else changed.set(other, rest);
    }
  }
  return [
    ...[...removed].map((line) => ({ line, raw: undefined })),
    ...[...changed].map(([line, raw]) => ({ line, raw })),
  ].sort((a, b) => a.line - b.line);
}

/** A line without an id that it names; undefined where it has no sense without. */
export function without(value: BratValue | Unread, raw: string, id: string): string | undefined {
  const parts = partsOf(raw);
  if (value.kind === 'equivalence') {
    const left = parts.filter(({ kind, text }) => kind === 'target' && text !== id);
    return left.length < 2
      ? undefined
      : cut(raw, parts, (part) => part.kind === 'target' && part.text === id);
  }
  if (value.kind !== 'event' || value.trigger === id || !targetsOf(value).includes(id)) return undefined;
  return cut(raw, parts, (part, next) =>
    part.kind === 'role' ? next?.text === id : part.kind === 'target' && part.text === id,
  );
}

/** A line without some of its parts, each with the space or the colon before it. */
function cut(
  raw: string,
  parts: readonly Part[],
  goes: (part: Part, next: Part | undefined) => boolean,
): string {
  const kept: string[] = [];
  let at = 0;
  parts.forEach((part, n) => {
    if (!goes(part, parts[n + 1])) return;
    kept.push(raw.slice(at, part.start - 1));
    at = part.end;
  });
  return kept.join('') + raw.slice(at);
}

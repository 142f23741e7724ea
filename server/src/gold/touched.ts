import type { Span } from '../note/span';
import type { LineChange, SuggestionPlace, WrittenLine } from './decision';
import type { Gold } from './gold';
import { lineSays } from './kept-change';
import { namedIn } from './named';

/** What a step left as it was: all but what stands in some spans of the note. */
export interface Touched {
  readonly before: Gold;
  /** UTF-16 code units of the note. Suggestions elsewhere have the same gold around them, and are rejected or not as before. */
  readonly spans: readonly Span[];
}

const steps = new WeakMap<Gold, Touched>();

/** Where gold is another than it was before the step that made it; undefined where that may be anywhere. */
export const touchedBy = (gold: Gold): Touched | undefined => steps.get(gold);

/** Keeps where a step made other gold. */
export function keepTouched(
  before: Gold,
  after: Gold,
  changes: readonly LineChange[],
  rejected: readonly SuggestionPlace[],
): void {
  // Each holds the one before it: one is enough.
  steps.delete(before);
  const spans = rejected.flatMap((one) => one.spans);
  for (const id of new Set(changes.flatMap(({ before, after }) => [...idsIn(before), ...idsIn(after)]))) {
    const found = [before, after].flatMap(
      (gold) => gold.entity(id) ?? gold.entity(gold.event(id)?.trigger ?? '') ?? [],
    );
    spans.push(...found.flatMap((entity) => entity.spans));
  }
  steps.set(after, { before, spans });
}

/** The id that a line bears, and those that it names. */
function idsIn(line: WrittenLine | undefined): string[] {
  const value = line && lineSays(line.raw);
  if (!value || value.kind === 'unread') return [];
  return [...('id' in value ? [value.id] : []), ...namedIn(value)];
}

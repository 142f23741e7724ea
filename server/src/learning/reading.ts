import { parseBrat } from '../format/brat';
import { annotationsOf, offsetUnitOf } from '../format/brat-annotations';
import type { TypedSpan } from './sentence';

/** A text with its gold entities, UTF-16 code units, and how many with gaps were left aside. */
export interface GoldText {
  readonly text: string;
  readonly entities: readonly TypedSpan[];
  readonly withGaps: number;
}

/**
 * Reads a note with its standoff file. Entities with gaps are left aside, and counted.
 * @param types what each type is called here; those that it lacks are left out. All, as they are, without it.
 */
export function goldOfBrat(text: string, ann: string, types?: Readonly<Record<string, string>>): GoldText {
  const document = parseBrat(ann);
  const { entities } = annotationsOf(document, text, offsetUnitOf(document, text).unit);
  const found: TypedSpan[] = [];
  let withGaps = 0;
  for (const { type, spans } of entities) {
    const name = types ? types[type] : type;
    const [span] = spans;
    if (name === undefined || !span) continue;
    if (spans.length > 1) withGaps++;
    else found.push({ type: name, start: span.start, end: span.end });
  }
  return { text, entities: found, withGaps };
}

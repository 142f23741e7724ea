import type { Schema } from '../annotation/schema';
import type { Textbound } from '../format/brat';
import { bratName } from '../format/brat-annotations';
import { fragments } from '../note/fragments';
import type { Span } from '../note/span';
import type { SuggestionPlace } from './decision';
import { type Draft, Objection } from './draft';
import { type Held, hold } from './holding';
import { type Maps, toFile } from './read';

/** A decision on its way. */
export interface Step {
  readonly draft: Draft;
  readonly schema: Schema | undefined;
  readonly maps: Maps;
  /** Names that items of this step were given, with their ids. */
  readonly names: Map<string, string>;
  readonly ids: string[];
  readonly rejected: SuggestionPlace[];
  /** Ids of relations whose ends are to be looked at when all is done. */
  readonly ends: Set<string>;
}

/** @throws Objection for a name that a line of a standoff file cannot hold */
export function checkName(name: string): void {
  if (bratName(name) !== name)
    throw new Objection('A name in a standoff file holds no white space, ":", ";", "|" or ",".');
}

/** Spans in order, those that overlap as one. */
export function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = found.at(-1);
    if (last && span.start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else found.push(span);
  }
  return found;
}

/** Spans that a standoff file can hold: in order, apart, without line ends and white space at their edges. */
export function fitting(text: string, spans: readonly Span[]): Span[] {
  for (const { start, end } of spans)
    if (!(start >= 0 && start <= end && end <= text.length))
      throw new Objection('This span is not in the note.');
  const cuts = (at: number): boolean =>
    /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
  const found = joined(spans)
    .map(({ start, end }) => ({ start: cuts(start) ? start - 1 : start, end: cuts(end) ? end + 1 : end }))
    .flatMap((span) => fragments(text, span));
  if (found.length === 0) throw new Objection('There is nothing but white space here.');
  return found;
}

/** A mention's line and place. */
export function mention(
  step: Step,
  id: string,
  type: string,
  at: readonly Span[],
): { value: Textbound; place: Held } {
  const { text } = step.draft.base;
  const covered = at.map(({ start, end }) => text.slice(start, end)).join(' ');
  const value: Textbound = { kind: 'textbound', id, type, spans: toFile(step.maps, at), text: covered };
  return { value, place: hold(text, at, value, false) };
}

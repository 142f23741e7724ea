import type { Span } from '../note/span';
import type { Decision, SpansDecision } from './decision';
import type { Gold, GoldEntity } from './gold';
import { longestRise } from './places';
import { stateOf } from './read';

/** A way to mend a broken item, as a decision: take what stands there now, move it to its text, or take it away. */
export interface Repair {
  readonly how: 'text' | 'move' | 'remove';
  readonly decision: Decision;
}

/** The most places of one text that are looked at. */
const MOST = 2_000;

const startOf = (entity: GoldEntity): number => entity.spans[0]?.start ?? 0;
const wordy = /[\p{L}\p{M}\p{Nd}]/u;

/** Where a text stands in a note, as whole words; or anywhere, where it does so nowhere as whole words. */
function standings(text: string, wanted: string): Span[] {
  const all: Span[] = [];
  for (
    let at = text.indexOf(wanted);
    at >= 0 && wanted !== '' && all.length < MOST;
    at = text.indexOf(wanted, at + 1)
  )
    all.push({ start: at, end: at + wanted.length });
  const joins = (at: number): boolean => wordy.test(text[at - 1] ?? '') && wordy.test(text[at] ?? '');
  const words = all.filter(({ start, end }) => !joins(start) && !joins(end));
  return words.length > 0 ? words : all;
}

/** The places where all fragments of a mention stand, each the nearest behind the one before. */
function placesOf(text: string, parts: readonly string[]): Span[][] {
  const [first, ...rest] = parts;
  if (first === undefined) return [];
  return standings(text, first).flatMap((start) => {
    const spans = [start];
    for (const part of rest) {
      const at = text.indexOf(part, spans.at(-1)?.end);
      if (at < 0 || part === '') return [];
      spans.push({ start: at, end: at + part.length });
    }
    return [spans];
  });
}

/** The text of an entity, fragment by fragment as far as they are known. */
function partsOf(gold: Gold, entity: GoldEntity): readonly string[] {
  const { bearing } = stateOf(gold).lookup();
  const line = bearing(entity.id).find(({ value }) => 'text' in value && value.text === entity.text);
  return line?.place?.parts ?? [entity.text];
}

/** The nearest whole item before and behind a broken one, in the order of the file's offsets: it lay between them. */
function between(gold: Gold, entity: GoldEntity): Span {
  const { text } = stateOf(gold);
  const at = gold.entities.indexOf(entity);
  const whole = (one: GoldEntity): boolean => one.broken === undefined;
  const before = gold.entities.slice(0, at).findLast(whole);
  const behind = gold.entities.slice(at + 1).find(whole);
  return { start: before ? startOf(before) : 0, end: behind ? (behind.spans.at(-1)?.end ?? 0) : text.length };
}

const taken = (gold: Gold, type: string, spans: readonly Span[]): boolean =>
  gold
    .near({ start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 })
    .some(
      (other) =>
        other.type === type &&
        !other.broken &&
        other.spans.length === spans.length &&
        other.spans.every((span, i) => span.start === spans[i]?.start && span.end === spans[i]?.end),
    );

/** The nearest place of a broken mention's text, first of those between its neighbours in order. */
function nearest(gold: Gold, entity: GoldEntity): readonly Span[] | undefined {
  const { text } = stateOf(gold);
  const room = between(gold, entity);
  const away = (spans: readonly Span[]): number => {
    const start = spans[0]?.start ?? 0;
    const outside = start < room.start || start > room.end ? text.length : 0;
    return Math.abs(start - startOf(entity)) + outside;
  };
  return placesOf(text, partsOf(gold, entity))
    .filter((spans) => !taken(gold, entity.type, spans))
    .sort((a, b) => away(a) - away(b))[0];
}

/** The ways to mend a broken item; none for one that is not broken. */
export function repairs(gold: Gold, id: string): Repair[] {
  const entity = gold.entity(id);
  if (!entity?.broken) return [];
  const found: Repair[] = [];
  const to = nearest(gold, entity);
  if (to) found.push({ how: 'move', decision: { kind: 'spans', id, spans: to } });
  const { text } = stateOf(gold);
  const spans = entity.spans.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  if (spans.length > 0) found.push({ how: 'text', decision: { kind: 'spans', id, spans } });
  found.push({ how: 'remove', decision: { kind: 'remove', ids: [id] } });
  return found;
}

/**
 * Moves all broken items whose texts stand in the note, in the order that they had: of all ways to do so one that
 * mends the most, by a longest common subsequence with the places of their texts, the whole items holding theirs.
 * One step; undefined where nothing can be moved. What this leaves is mended one by one.
 */
export function repairAll(gold: Gold): { readonly decision: Decision; readonly count: number } | undefined {
  const { text } = stateOf(gold);
  const places: Place[] = [];
  const remembered = new Map<string, Span[][]>();
  for (const entity of gold.entities) {
    if (!entity.broken) {
      places.push({ entity, spans: entity.spans });
      continue;
    }
    const parts = partsOf(gold, entity);
    const key = parts.join('\0');
    const there = remembered.get(key) ?? placesOf(text, parts);
    remembered.set(key, there);
    // For a longest rise, the places of one item stand in falling order: so it takes one of them at most.
    const near = there
      .filter((spans) => !taken(gold, entity.type, spans))
      .sort(
        (a, b) =>
          Math.abs((a[0]?.start ?? 0) - startOf(entity)) - Math.abs((b[0]?.start ?? 0) - startOf(entity)),
      )
      .slice(0, 40)
      .sort((a, b) => (b[0]?.start ?? 0) - (a[0]?.start ?? 0));
    for (const spans of near) places.push({ entity, spans });
  }
  const rise = longestRise(
    places.map(({ spans }, i) => (spans[0]?.start ?? 0) + i / (places.length + 1) / 2),
  );
  const decisions: SpansDecision[] = [];
  let [last, moved] = [0, 0];
  for (const [n, i] of rise.entries()) {
    const { entity, spans } = places[i] as Place;
    const next = places[rise[n + 1] ?? -1]?.spans[0]?.start ?? text.length;
    // Of the places between its neighbours, the one that goes as far as the item before went.
    const wanted = startOf(entity) + moved;
    const away = (place: Place): number => Math.abs((place.spans[0]?.start ?? 0) - wanted);
    let chosen = places[i] as Place;
    for (const to of [-1, 1]) {
      for (let other = places[i + to], k = i + to; other?.entity === entity; k += to, other = places[k]) {
        const start = other.spans[0]?.start ?? 0;
        if (start >= last && start <= next && away(other) < away(chosen)) chosen = other;
      }
    }
    last = chosen.spans[0]?.start ?? last;
    moved = last - startOf(entity);
    if (entity.broken && spans.length > 0)
      decisions.push({ kind: 'spans', id: entity.id, spans: chosen.spans });
  }
  if (decisions.length === 0) return undefined;
  return { decision: { kind: 'several', decisions }, count: decisions.length };
}

interface Place {
  readonly entity: GoldEntity;
  readonly spans: readonly Span[];
}

import type { Entity, Relation } from '../../annotation/annotation';
import { extent } from '../../annotation/annotation';
import { relationOf, type Schema } from '../../annotation/schema';
import { fragments } from '../../note/fragments';
import type { Note } from '../../note/note';
import type { View } from '../../privacy/view';
import { labelsOf } from '../../task/entities';

// The answers that the tasks' schemas would take for gold, as short as a model can write them.

/** What answers say of an entity, as a text that is the same for the same: its type, spans and attributes. */
export function saidOf(
  { type, spans, attributes }: Pick<Entity, 'type' | 'spans' | 'attributes'>,
  note: Note,
  schema: Schema,
): string {
  const parts = spans.flatMap((span) => fragments(note.text, span)).map(({ start, end }) => [start, end]);
  const labels = labelsOf(schema, type)
    .flat()
    .filter(({ name, value }) => attributes[name] === value);
  return JSON.stringify([type, parts, labels.map(({ label }) => label)]);
}

/** Gold entities in the order of the text; at the same place, the longer first. */
export const inOrder = <One extends Pick<Entity, 'spans'>>(entities: readonly One[]): One[] =>
  [...entities].sort((a, b) => {
    const [x, y] = [extent(a), extent(b)];
    return x.start - y.start || y.end - x.end;
  });

/** The answer about the entities of a window, which are given in order: the words as the view has them. */
export function entitiesAnswer(
  entities: readonly Pick<Entity, 'type' | 'spans' | 'attributes'>[],
  view: View,
  schema: Schema,
): string {
  const rows = entities.map(({ type, spans, attributes }) => {
    const words = spans.map((span) => view.excerpt(span).text).join(' ');
    const labels = labelsOf(schema, type)
      .flat()
      .filter(({ name, value }) => attributes[name] === value);
    return [words.replace(/\s+/g, ' ').trim(), type, ...labels.map(({ label }) => label)];
  });
  return JSON.stringify({ entities: rows });
}

/**
 * The answer about numbered mentions of sentences: the gold relations between two of one sentence that types allow.
 * @returns also which relations these are
 */
export function relationsAnswer<Gold extends Pick<Relation, 'type' | 'from' | 'to'>>(
  groups: readonly { readonly mentions: readonly { readonly id: string; readonly type: string }[] }[],
  relations: readonly Gold[],
  schema: Schema,
): { readonly answer: string; readonly given: readonly Gold[] } {
  const places = new Map(
    groups
      .flatMap(({ mentions }, group) => mentions.map((mention) => ({ ...mention, group })))
      .map((mention, i) => [mention.id, { ...mention, number: i + 1 }]),
  );
  const found = relations.flatMap((relation) => {
    const [from, to] = [places.get(relation.from), places.get(relation.to)];
    if (!from || !to || from === to || from.group !== to.group) return [];
    if (!relationOf(schema, relation.type, from.type, to.type)) return [];
    return [{ relation, row: [from.number, to.number, relation.type] as const }];
  });
  found.sort(({ row: a }, { row: b }) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
  return {
    answer: JSON.stringify({ relations: found.map(({ row }) => row) }),
    given: found.map(({ relation }) => relation),
  };
}

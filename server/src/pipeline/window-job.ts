import type { Entity, Relation } from '../annotation/annotation';
import { extent } from '../annotation/annotation';
import { fragments } from '../note/fragments';
import { contains, overlaps, type Span, shift } from '../note/span';
import type { Excerpt } from '../privacy/view';
import type { Window } from '../task/engine';
import * as entityTask from '../task/entities';
import type { Failure } from '../task/failure';
import * as relationTask from '../task/relations';
import { source } from '../task/source';
import { askItems } from './asking';
import { type Grounded, type Grounding, makeGrounder } from './grounding';
import { type Job, originOf } from './job';

/** How far a mention is to be trusted, by how it was found: a zero-shot model tells nothing of its own certainty. */
const confidenceOf = ({ alignment, certain }: Grounded<unknown>): number =>
  (alignment === 'exact' ? 0.8 : alignment === 'normalised' ? 0.75 : 0.6) * (certain ? 1 : 0.75);
const RELATION_CONFIDENCE = 0.7;
/** So many mentions without a place, one after the other, are a model that runs on. */
const MOST_LOST = 12;

/** Mentions that one question about relations is asked over, at most. */
const MOST_MENTIONS = 40;

/**
 * Asks about one window: entities, which are handed on as they come, then the relations between them.
 * Gives the entities that are known then.
 */
export async function askWindow(job: Job, window: Window): Promise<readonly Entity[]> {
  const { request, view, emit, asking } = job;
  const scope: Span = { start: window.start, end: window.end };
  const excerpt = view.excerpt(scope);
  const section = window.blocks[0]?.section;
  const title =
    section?.heading && section.start < window.start ? view.excerpt(section.heading).text : undefined;
  const wrapped = source(excerpt.text, title);
  let entities: readonly Entity[] = request.known.filter((entity) => overlaps(extent(entity), scope));
  // Relations point to entities: where none are known, they are asked for in any case.
  if (request.tasks.has('ner') || entities.length === 0) {
    const answered = await askEntities(job, scope, excerpt, wrapped);
    entities = answered.entities;
    if (asking.signal.aborted) return entities;
    // What was whole of a broken answer is kept; what was shown of it must not stay as half an answer.
    if (!answered.failure || answered.shown) emit({ task: 'ner', scope, entities });
    if (answered.failure) job.fail('ner', scope, answered.failure);
  }
  if (request.tasks.has('relation') && !asking.signal.aborted) {
    await askRelations(job, window, wrapped, entities);
  }
  return entities;
}

async function askEntities(
  job: Job,
  scope: Span,
  excerpt: Excerpt,
  wrapped: ReturnType<typeof source>,
): Promise<{
  readonly entities: readonly Entity[];
  readonly failure: Failure | undefined;
  /** Whether part of the answer was handed on while it came. */
  readonly shown: boolean;
}> {
  const { request, beside, emit } = job;
  const { note, schema } = request;
  const ids: string[] = [];
  const origin = originOf(job, entityTask.version);
  const place = ({ placed }: Grounding<entityTask.Mention>): Entity[] =>
    placed.flatMap((grounded) => {
      const spans = fragments(note.text, excerpt.toNote(grounded.span));
      if (spans.length === 0) return [];
      ids[grounded.index] ??= request.nextId();
      return {
        id: ids[grounded.index] as string,
        type: grounded.mention.type,
        spans,
        text: spans.map((span) => note.text.slice(span.start, span.end)).join(' '),
        attributes: grounded.mention.attributes,
        confidence: confidenceOf(grounded),
        alignment: grounded.alignment,
        origin,
      };
    });
  const ground = makeGrounder(excerpt.text);
  let shown = false;
  const { items, failure } = await askItems(
    job.asking,
    entityTask.question(wrapped, schema, beside),
    () => entityTask.reader(schema),
    (mentions) => {
      const grounding = ground(mentions);
      const entities = place(grounding);
      shown ||= entities.length > 0;
      emit({ task: 'ner', scope, entities, partial: true });
      return mentions.length - 1 - (grounding.placed.at(-1)?.index ?? -1) < MOST_LOST;
    },
  );
  return { entities: place(ground(items)), failure, shown };
}

/** The sentences of a window with the entities in each, where types allow a relation; in the order of the note. */
function groupsOf(job: Job, window: Window, entities: readonly Entity[]) {
  const { view, request } = job;
  const sorted = [...entities].sort((a, b) => extent(a).start - extent(b).start);
  let next = 0;
  return window.blocks.flatMap(({ start, block }) =>
    block.sentences.flatMap((inBlock) => {
      const sentence = shift(inBlock, start);
      while (next < sorted.length && extent(sorted[next] as Entity).start < sentence.start) next++;
      const members: Entity[] = [];
      for (let i = next; i < sorted.length && members.length < MOST_MENTIONS; i++) {
        const entity = sorted[i] as Entity;
        if (extent(entity).start >= sentence.end) break;
        if (contains(sentence, extent(entity))) members.push(entity);
      }
      if (
        !relationTask.mayRelate(
          members.map(({ type }) => type),
          request.schema,
        )
      )
        return [];
      const mentions = members.map((entity) => ({
        text: view.excerpt(extent(entity)).text,
        type: entity.type,
        id: entity.id,
      }));
      return [{ sentence: view.excerpt(sentence).text, mentions }];
    }),
  );
}

/** Runs of groups, each of about as many mentions as one question may have. */
function batches<Group extends { readonly mentions: readonly unknown[] }>(
  groups: readonly Group[],
): Group[][] {
  const found: Group[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    if (count + group.mentions.length > MOST_MENTIONS) {
      found.push([]);
      count = 0;
    }
    found.at(-1)?.push(group);
    count += group.mentions.length;
  }
  return found;
}

async function askRelations(
  job: Job,
  window: Window,
  wrapped: ReturnType<typeof source>,
  entities: readonly Entity[],
): Promise<void> {
  const { request, beside, emit } = job;
  const { schema } = request;
  const scope: Span = { start: window.start, end: window.end };
  const origin = originOf(job, relationTask.version);
  const relations: Relation[] = [];
  for (const groups of batches(groupsOf(job, window, entities))) {
    const members = groups.flatMap(({ mentions }) => mentions);
    const { items, failure } = await askItems(
      job.asking,
      relationTask.question(wrapped, groups, schema, beside),
      () => relationTask.reader(groups, schema),
    );
    if (job.asking.signal.aborted) return;
    for (const { from, to, type } of items) {
      const [source, target] = [members[from - 1], members[to - 1]];
      if (!source || !target) continue;
      relations.push({
        id: request.nextId(),
        type,
        from: source.id,
        to: target.id,
        roles: ['Arg1', 'Arg2'],
        confidence: RELATION_CONFIDENCE,
        origin,
      });
    }
    if (failure) {
      if (relations.length > 0) emit({ task: 'relation', scope, relations });
      job.fail('relation', scope, failure);
      return;
    }
  }
  emit({ task: 'relation', scope, relations });
}

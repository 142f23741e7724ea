import type { Entity, Relation } from '../../annotation/annotation';
import { extent } from '../../annotation/annotation';
import { relationOf } from '../../annotation/schema';
import { fragments } from '../../note/fragments';
import { contains, overlaps, type Span, shift } from '../../note/span';
import type { Window } from '../../task/engine';
import * as entityTask from '../../task/entities';
import type { Failure } from '../../task/failure';
import * as relationTask from '../../task/relations';
import { source } from '../../task/source';
import { makeGrounder } from '../grounding/grounding';
import { ownMentions } from '../grounding/own-mentions';
import { type PlacedMention, placedMentions, withoutWords } from '../grounding/placed-mentions';
import { partsOf } from '../windows/windows';
import { askItems } from './asking';
import { type Job, originOf } from './job';

/** How far a mention is to be trusted, by how it was found: a zero-shot model tells nothing of its own certainty. */
const confidenceOf = ({ alignment }: PlacedMention): number =>
  alignment === 'exact' ? 0.8 : alignment === 'normalised' ? 0.75 : 0.6;
const RELATION_CONFIDENCE = 0.7;
/** So many mentions without a place, one after the other, are a model that runs on. */
const MOST_LOST = 12;

/** Mentions that one question about relations is asked over, at most. */
const MOST_MENTIONS = 60;

/** Parts of less tokens are not worth a question of their own. */
const LEAST_PART = 48;

/** The text of a window as it is sent: what the answer is about, and the whole with all around it. */
function sent({ view, preamble }: Job, window: Window) {
  const excerpt = view.excerpt(window);
  const [section, before, after] = [window.heading, window.before, window.after].map(
    (span) => span && view.excerpt(span).text,
  );
  return {
    excerpt,
    around: { before, after },
    wrapped: source(preamble, excerpt.text, { section, before, after }),
  };
}

/** The parts of a window for which a question has no room; none where it cannot be cut. */
function smaller({ request: { note, identifiers }, windowTokens, count }: Job, window: Window): Window[] {
  for (let tokens = windowTokens / 2; tokens >= LEAST_PART; tokens /= 2) {
    const parts = partsOf(note, window, tokens, { identifiers, count });
    if (parts.length > 1) return parts;
  }
  return [];
}

interface Failing {
  readonly failure: Failure | undefined;
}

/** Asks about a window, or, where the question does not fit the model, about its parts; gives what each answer was about. */
async function inParts<Answer extends Failing>(
  job: Job,
  window: Window,
  ask: (part: Window) => Promise<Answer>,
): Promise<{ readonly part: Window; readonly answer: Answer }[]> {
  const answer = await ask(window);
  const parts = answer.failure?.kind === 'context-exceeded' ? smaller(job, window) : [];
  if (parts.length === 0 || job.asking.signal.aborted) return [{ part: window, answer }];
  const answers: { readonly part: Window; readonly answer: Answer }[] = [];
  for (const part of parts) {
    answers.push(...(await inParts(job, part, ask)));
    const kind = answers.at(-1)?.answer.failure?.kind;
    // Another part may fit.
    if ((kind !== undefined && kind !== 'context-exceeded') || job.asking.signal.aborted) break;
  }
  return answers;
}

const firstFailure = (answers: readonly { readonly answer: Failing }[]): Failure | undefined =>
  answers.find(({ answer }) => answer.failure)?.answer.failure;

/**
 * Asks about one window: entities, which are handed on as they come, then the relations between them.
 * Gives the entities that are known then.
 */
export async function askWindow(job: Job, window: Window): Promise<readonly Entity[]> {
  const { request, emit, asking } = job;
  const scope: Span = { start: window.start, end: window.end };
  let parts: readonly Window[] = [window];
  let entities: readonly Entity[] = request.known.filter((entity) => overlaps(extent(entity), scope));
  // Relations point to entities: where none are known, they are asked for in any case.
  if (request.tasks.has('ner') || entities.length === 0) {
    const found: Entity[] = [];
    const answers = await inParts(job, window, async (part) => {
      const answered = await askEntities(job, scope, part, found);
      for (const entity of answered.entities) found.push(entity);
      return answered;
    });
    entities = found;
    parts = answers.map(({ part }) => part);
    if (asking.signal.aborted) return entities;
    const failure = firstFailure(answers);
    const cuts = parts.filter((part) => part.cutsSentence).length;
    // What was whole of a broken answer is kept; what was shown of it must not stay as half an answer.
    if (answers.some(({ answer }) => !answer.failure || answer.shown))
      emit({ task: 'ner', scope, entities, ...(cuts > 0 && { cuts }) });
    if (failure) job.fail('ner', scope, failure);
  }
  if (request.tasks.has('relation') && !asking.signal.aborted) {
    const relations: Relation[] = [];
    let failure: Failure | undefined;
    for (const part of parts) {
      if (failure) break;
      const answers = await inParts(job, part, async (smaller) => {
        const answered = await askRelations(job, smaller, entities);
        relations.push(...answered.relations);
        return answered;
      });
      if (asking.signal.aborted) return entities;
      failure = firstFailure(answers);
    }
    if (!failure || relations.length > 0) emit({ task: 'relation', scope, relations });
    if (failure) job.fail('relation', scope, failure);
  }
  return entities;
}

/** @param before what was found in the parts of the window that were asked about before */
async function askEntities(
  job: Job,
  scope: Span,
  part: Window,
  before: readonly Entity[],
): Promise<{
  readonly entities: readonly Entity[];
  readonly failure: Failure | undefined;
  /** Whether part of the answer was handed on while it came. */
  readonly shown: boolean;
}> {
  const { excerpt, around, wrapped } = sent(job, part);
  const own = ownMentions(excerpt.text, around);
  const { request, beside, emit } = job;
  const { note, schema } = request;
  const ids: string[] = [];
  const origin = originOf(job, entityTask.version);
  const place = (placed: readonly PlacedMention[]): Entity[] =>
    placed.flatMap((mention) => {
      const spans = mention.spans.flatMap((span) => fragments(note.text, excerpt.toNote(span)));
      if (spans.length === 0) return [];
      ids[mention.index] ??= request.nextId();
      return {
        id: ids[mention.index] as string,
        type: mention.type,
        spans,
        text: spans.map((span) => note.text.slice(span.start, span.end)).join(' '),
        attributes: mention.attributes,
        confidence: confidenceOf(mention),
        alignment: mention.alignment,
        origin,
      };
    });
  const ground = makeGrounder(excerpt.text, schema);
  let shown = false;
  const question = entityTask.question(wrapped, schema, beside);
  const asked = { question, version: entityTask.version, shape: placedMentions(excerpt.text.length) };
  const { value, failure } = await job.asking.remember(asked, async () => {
    const answer = await askItems(
      job.asking,
      question,
      () => entityTask.reader(schema),
      (all) => {
        const grounding = ground(own(all));
        const entities = place(withoutWords(grounding));
        shown ||= entities.length > 0;
        emit({ task: 'ner', scope, entities: [...before, ...entities], partial: true });
        return grounding.lost < MOST_LOST;
      },
    );
    const placed = withoutWords(ground(own(answer.value)));
    return { ...answer, value: placed, dropped: answer.dropped + answer.value.length - placed.length };
  });
  return { entities: place(value), failure, shown };
}

/** The entities of each sentence of a window for which types allow a relation there; in the order of the note. */
export function groupsOf(job: Job, window: Window, entities: readonly Entity[]) {
  const { view, request } = job;
  const sorted = [...entities].sort((a, b) => extent(a).start - extent(b).start);
  let next = 0;
  return window.blocks.flatMap(({ start, block }) =>
    block.sentences.flatMap((inBlock) => {
      const whole = shift(inBlock, start);
      // A window may start or end within a block, or even within a sentence.
      const sentence = { start: Math.max(whole.start, window.start), end: Math.min(whole.end, window.end) };
      if (sentence.start >= sentence.end) return [];
      while (next < sorted.length && extent(sorted[next] as Entity).start < sentence.start) next++;
      const members: Entity[] = [];
      for (let i = next; i < sorted.length && members.length < MOST_MENTIONS; i++) {
        const entity = sorted[i] as Entity;
        if (extent(entity).start >= sentence.end) break;
        if (contains(sentence, extent(entity))) members.push(entity);
      }
      const related = relationTask.related(members, request.schema);
      const mentions = members
        .filter((_, i) => related[i])
        .map((entity) => ({ text: view.excerpt(extent(entity)).text, type: entity.type, id: entity.id }));
      return mentions.length > 0 ? [{ mentions }] : [];
    }),
  );
}

/** Runs of groups, each of about as many mentions as one question may have. */
export function batches<Group extends { readonly mentions: readonly unknown[] }>(
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
  part: Window,
  entities: readonly Entity[],
): Promise<Failing & { readonly relations: readonly Relation[] }> {
  const { request, beside } = job;
  const { schema } = request;
  const { wrapped } = sent(job, part);
  const origin = originOf(job, relationTask.version);
  const relations: Relation[] = [];
  for (const groups of batches(groupsOf(job, part, entities))) {
    const members = groups.flatMap(({ mentions }) => mentions);
    const question = relationTask.question(wrapped, groups, schema, beside);
    const shape = relationTask.pairs(members.length, schema);
    const { value: pairs, failure } = await job.asking.remember(
      { question, version: relationTask.version, shape },
      () => askItems(job.asking, question, () => relationTask.reader(groups, schema)),
    );
    if (job.asking.signal.aborted) return { relations, failure: undefined };
    for (const { from, to, type } of pairs) {
      const [source, target] = [members[from - 1], members[to - 1]];
      if (!source || !target) continue;
      relations.push({
        id: request.nextId(),
        type,
        from: source.id,
        to: target.id,
        roles: relationOf(schema, type, source.type, target.type)?.roles ?? ['Arg1', 'Arg2'],
        confidence: RELATION_CONFIDENCE,
        origin,
      });
    }
    // Parts are asked about anew.
    if (failure) return { relations: failure.kind === 'context-exceeded' ? [] : relations, failure };
  }
  return { relations, failure: undefined };
}

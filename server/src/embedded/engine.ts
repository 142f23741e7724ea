import type { Entity, Inference, Origin, Relation, Summary } from '../annotation/annotation';
import { extent } from '../annotation/annotation';
import { fragments } from '../note/fragments';
import type { PlacedBlock } from '../note/note';
import { lowerBound, type Span, shift } from '../note/span';
import type { Engine, Request, Result } from '../task/engine';
import { assessedOf } from './assess';
import { contradictionsOf } from './contradictions';
import type { Mention } from './entities';
import { judgeHypothesis } from './hypotheses';
import type { Judgement } from './judgement';
import { type OwnTypes, ownTypes, unknownTypes } from './own-types';
import { relationsOf } from './relations';
import { type Gist, noteGist, readAhead, sectionGist } from './summary';

/** Changes whenever the rules do, so that what was cached under another version is not taken for new. */
const VERSION = '3';

const origin: Origin = { by: 'embedded', version: VERSION };
/** The event loop gets its turn after this many milliseconds of work. */
const SLICE = 8;

/**
 * Whether a mention is no more than an identifier, or cut by one: Mr. Bruise is not a problem.
 * A mention may hold one whole ("the 3/4 chest film"). The identifiers are sorted and do not overlap.
 */
function identifies({ start, end }: Span, identifiers: readonly Span[]): boolean {
  for (let i = Math.max(0, lowerBound(identifiers, start) - 1); i < identifiers.length; i++) {
    const identifier = identifiers[i] as Span;
    if (identifier.start >= end) return false;
    const inside = identifier.start >= start && identifier.end <= end;
    const all = identifier.start <= start && identifier.end >= end;
    if (identifier.end > start && (all || !inside)) return true;
  }
  return false;
}

/** The entities of a block, at the places of its mentions; undefined where the schema has no such type or it is an identifier. */
function entitiesOf(
  placed: PlacedBlock,
  types: OwnTypes,
  { note: { text }, identifiers, nextId }: Request,
): (Entity | undefined)[] {
  return assessedOf(placed.block, placed.section.kind).map((mention: Mention) => {
    const type = types.entity(mention.type);
    if (type === undefined) return undefined;
    const span = shift(mention, placed.start);
    if (identifies(span, identifiers)) return undefined;
    // A standoff file cannot hold a line end inside a span.
    const spans = fragments(text, span);
    if (spans.length === 0) return undefined;
    const assertion = mention.assertion && types.assertion(type, mention.assertion);
    return {
      id: nextId(),
      type,
      spans,
      text: spans.map((span) => text.slice(span.start, span.end)).join(' '),
      attributes: assertion ? { [assertion[0]]: assertion[1] } : {},
      // A mention is right where its span and what is said of it are: the weaker of the two.
      confidence: Math.min(mention.confidence, mention.asserted ?? 1),
      alignment: 'exact',
      origin,
    };
  });
}

/** Whether an entity starts in a stretch of the note, so that of two windows only one has it. */
const isWithin = ({ start, end }: Span, entity: Entity): boolean => {
  const at = extent(entity).start;
  return at >= start && at < end;
};

function relationsAmong(
  placed: PlacedBlock,
  entities: readonly (Entity | undefined)[],
  types: OwnTypes,
  nextId: () => string,
): Relation[] {
  const relations: Relation[] = [];
  for (const { type, from, to, confidence } of relationsOf(placed.block, placed.section.kind)) {
    const [source, target] = [entities[from], entities[to]];
    const known = source && target && types.relation(type, source.type, target.type);
    if (!known) continue;
    const { name, roles } = known;
    relations.push({ id: nextId(), type: name, from: source.id, to: target.id, roles, confidence, origin });
  }
  return relations;
}

const inference = (judgement: Judgement): Inference => ({ ...judgement, origin });
const summary = (scope: Span, gist: Gist | undefined): Summary | undefined =>
  gist && { scope, text: gist.text, evidence: gist.evidence, origin };

/**
 * Answers a request step by step, in order: windows (entities, then relations), inference, summaries of sections,
 * summary of the note. `undefined` between answers is a place to pause.
 * Entities of a window are part of the answer also when only relations are asked for, since these point to them.
 */
function* answer(request: Request): Generator<Result | undefined, void, undefined> {
  const { note, tasks, nextId } = request;
  const types = ownTypes(request.schema);
  const whole: Span = { start: 0, end: note.text.length };
  if (tasks.has('ner') || tasks.has('relation')) {
    for (const window of request.windows) {
      const scope: Span = { start: window.start, end: window.end };
      const entities: Entity[] = [];
      const relations: Relation[] = [];
      for (const placed of window.blocks) {
        // A window may start or end within a block.
        const ofBlock = entitiesOf(placed, types, request).map((entity) =>
          entity && isWithin(scope, entity) ? entity : undefined,
        );
        for (const entity of ofBlock) if (entity) entities.push(entity);
        if (tasks.has('relation'))
          for (const relation of relationsAmong(placed, ofBlock, types, nextId)) relations.push(relation);
        yield undefined;
      }
      yield { task: 'ner', scope, entities };
      if (tasks.has('relation')) yield { task: 'relation', scope, relations };
    }
  }
  if (tasks.has('nli')) {
    const inferences: Inference[] = [];
    for (const found of contradictionsOf(note)) {
      if (found) inferences.push(inference(found));
      yield undefined;
    }
    for (const hypothesis of request.hypotheses) {
      const judgement = judgeHypothesis(note, hypothesis);
      if (judgement) inferences.push(inference(judgement));
      yield undefined;
    }
    yield { task: 'nli', scope: whole, inferences };
  }
  if (tasks.has('summary')) {
    for (const section of request.sections) {
      const scope: Span = { start: section.start, end: section.end };
      yield { task: 'summary', scope, summary: summary(scope, sectionGist(note, section)) };
    }
    for (const placed of note.blocks) {
      readAhead(placed);
      yield undefined;
    }
    yield { task: 'summary', scope: whole, summary: summary(whole, noteGist(note)) };
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The engine that needs nothing but this program: rules and word lists, on the note itself. */
export const embedded: Engine = {
  name: 'embedded',
  concurrency: 1,
  windowTokens: 1_024,
  unfit: unknownTypes,
  async *annotate(request: Request): AsyncIterable<Result> {
    let began = performance.now();
    for (const result of answer(request)) {
      if (request.signal.aborted) return;
      if (result) yield result;
      if (performance.now() - began > SLICE) {
        await turn();
        if (request.signal.aborted) return;
        began = performance.now();
      }
    }
  },
};

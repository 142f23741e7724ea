import type { AttributeValue, Entity } from '../../annotation/annotation';
import { ASSERTION, namesOf, type Schema } from '../../annotation/schema';
import type { TypedSpan } from '../../learning/sentence';
import { fragments } from '../../note/fragments';
import type { Note } from '../../note/note';
import { overlaps, type Span } from '../../note/span';
import type { Engine, Request, Result, Window } from '../../task/engine';
import { named } from '../../task/items';
import type { Verdict } from './messages';
import { piecesOf } from './pieces';
import type { LearnerClient } from './thread';

/** What an engine hears of what was learned. */
export interface LearnedFrom {
  /** The corpus of a note by its identity, where anything was learned there, and of how many notes. */
  of(identity: string): { readonly corpus: string; readonly notes: number } | undefined;
  /** Whether a schema has a type that was learned. */
  knows(schema: Schema): boolean;
  /** Hears what the engine itself said of a stretch of a note: a note that is learned brings its answers along. */
  answered(request: Request, scope: Span, answers: readonly TypedSpan[]): void;
}

/** A tagger that takes longer, in milliseconds, is not waited for: what it says comes behind. */
const PATIENCE = 400;

/** How engines are weighed. */
export interface Weighing {
  /**
   * How long an answer may keep its place for a tagger that is late, in milliseconds; without bounds where there is none.
   * It is given up then: whoever sets this asks again when more was learned.
   */
  readonly longest?: number;
}

type Entities = Extract<Result, { entities: readonly Entity[] }>;

const spanOf = ({ spans }: Entity): Span => ({
  start: (spans[0] as Span).start,
  end: (spans.at(-1) as Span).end,
});

/** Whether words lie between the parts of a mention; line ends cut it, too. */
const hasGaps = ({ text }: Note, { spans }: Entity): boolean =>
  spans.some((span, i) => i > 0 && text.slice(spans[i - 1]?.end, span.start).trim() !== '');

/** The mentions that a tagger can speak of: those without gaps. */
export const typedOf = (note: Note, entities: readonly Entity[]): TypedSpan[] =>
  entities
    .flatMap((entity) => (hasGaps(note, entity) ? [] : [{ ...spanOf(entity), type: entity.type }]))
    .sort((a, b) => a.start - b.start || b.end - a.end);

/** The attribute that says an assertion of a type by a schema, where it has such a value. */
function assertionBy(schema: Schema, type: string, value: string): Record<string, AttributeValue> {
  const borne = schema.attributes.find(
    ({ name, on }) => named(ASSERTION, [name]) !== undefined && on.includes(type),
  );
  const known = borne && named(value, borne.values);
  return borne && known !== undefined ? { [borne.name]: known } : {};
}

/** The entities of an answer as what was learned has them: kept, mended, added, and without those that it does not believe. */
export function judged(
  entities: readonly Entity[],
  verdicts: readonly Verdict[],
  { note, schema, nextId }: Pick<Request, 'note' | 'schema' | 'nextId'>,
  notes: number,
): Entity[] {
  const kept: Entity[] = entities.filter((entity) => hasGaps(note, entity));
  const left = entities.filter((entity) => !hasGaps(note, entity));
  const takeSame = ({ start, end, type }: Verdict): Entity | undefined => {
    const at = left.findIndex(
      (one) => one.type === type && spanOf(one).start === start && spanOf(one).end === end,
    );
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const others: Verdict[] = [];
  for (const verdict of verdicts) {
    const own = takeSame(verdict);
    if (!own) others.push(verdict);
    else {
      const confidence =
        verdict.support === 'engine' ? Math.min(own.confidence, verdict.confidence) : verdict.confidence;
      kept.push({ ...own, confidence, support: verdict.support });
    }
  }
  for (const verdict of others) {
    const { start, end, type, confidence, assertion } = verdict;
    const spans = fragments(note.text, { start, end });
    if (spans.length === 0) continue;
    // A mention whose ends are mended stays what it was: its relations hold, and what is said of it.
    const at = left.findIndex((one) => one.type === type && overlaps(spanOf(one), verdict));
    const mended = at < 0 ? undefined : left.splice(at, 1)[0];
    kept.push({
      id: mended?.id ?? nextId(),
      type,
      spans,
      text: spans.map((span) => note.text.slice(span.start, span.end)).join(' '),
      attributes: mended?.attributes ?? (assertion === undefined ? {} : assertionBy(schema, type, assertion)),
      confidence,
      alignment: 'exact',
      origin: { by: 'learned', notes },
      support: 'learned',
    });
  }
  return kept.sort((a, b) => spanOf(a).start - spanOf(b).start);
}

const pause = (ms: number): Promise<'late'> =>
  new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref();
  });

/**
 * An engine whose answers about entities are held against what was learned from the corpus' gold. Where nothing was
 * learned it is the engine itself.
 */
export function withLearned(
  engine: Engine,
  learner: Pick<LearnerClient, 'tag'>,
  from: LearnedFrom,
  { longest }: Weighing = {},
): Engine {
  async function* annotate(request: Request): AsyncIterable<Result> {
    const over = new AbortController();
    const signal = AbortSignal.any([request.signal, over.signal]);
    const types = namesOf(request.schema.entities);
    const tag = (corpus: string, window: Window, answers: readonly TypedSpan[]) => {
      const pieces = piecesOf(request.note.text, window.blocks, window);
      return learner.tag({ corpus, pieces, answers, types }, signal);
    };
    /** Of windows whose tagger is late: what the engine said, until it comes. */
    const late: Promise<readonly Result[]>[] = [];
    const relations = new Map<number, Extract<Result, { task: 'relation'; relations: unknown }>>();
    const shown = new Map<number, ReadonlySet<string>>();

    const mend = (result: Entities, verdicts: readonly Verdict[], notes: number): Entities => {
      const entities = judged(result.entities, verdicts, request, notes);
      shown.set(result.scope.start, new Set(entities.map(({ id }) => id)));
      return { ...result, entities };
    };
    /** Relations of what is still there. */
    const among = (result: Extract<Result, { relations: unknown }>): Result => {
      const ids = shown.get(result.scope.start);
      return ids
        ? { ...result, relations: result.relations.filter((one) => ids.has(one.from) && ids.has(one.to)) }
        : result;
    };

    for await (const result of engine.annotate(request)) {
      if ('entities' in result && !result.partial) {
        const { scope } = result;
        const window = request.windows.find(({ start, end }) => start === scope.start && end === scope.end);
        const answers = typedOf(request.note, result.entities);
        from.answered(request, scope, answers);
        // It may have been learned meanwhile.
        const about = from.of(request.identity);
        if (!about || !window) yield result;
        else {
          const asked = tag(about.corpus, window, answers);
          const verdicts = await Promise.race([asked, pause(PATIENCE)]);
          if (request.signal.aborted) return;
          if (verdicts === 'late') {
            yield result;
            late.push(
              asked.then((come) => {
                if (!come) return [];
                const mended = mend(result, come, about.notes);
                const after = relations.get(scope.start);
                return after ? [mended, among(after)] : [mended];
              }),
            );
          } else yield verdicts ? mend(result, verdicts, about.notes) : result;
        }
      } else if ('relations' in result) {
        relations.set(result.scope.start, result);
        yield among(result);
      } else yield result;
    }
    if (late.length > 0 && longest !== undefined) setTimeout(() => over.abort(), longest).unref();
    for (const one of late) {
      const results = await one;
      if (request.signal.aborted) return;
      yield* results;
    }
  }

  // All else is the engine's own, as it is at the time.
  return Object.create(engine, {
    annotate: { value: annotate },
    unfit: {
      value: (schema: Schema) => (from.knows(schema) ? undefined : engine.unfit?.(schema)),
    },
  });
}

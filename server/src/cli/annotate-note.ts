import type { Annotations, Entity, Inference, Relation, Summary } from '../annotation/annotation';
import { extent } from '../annotation/annotation';
import type { Schema } from '../annotation/schema';
import type { AnnotatedNote, NoteFailure } from '../format/annotated-note';
import { parseNote } from '../note/note';
import { cutNotice, windowsOf } from '../pipeline/windows/windows';
import { identifiersOf } from '../privacy/identifiers';
import type { Policy } from '../privacy/policy';
import type { Engine, Request, Result, Task } from '../task/engine';
import type { Examples } from '../task/example';

/** What is asked of every note. */
export interface Asked {
  readonly engine: Engine;
  readonly tasks: ReadonlySet<Task>;
  readonly schema: Schema;
  /** Sentences of the user that each note is held against. */
  readonly hypotheses: readonly string[];
  readonly examples?: Examples | undefined;
  /** Which of the notes it is: an earlier one goes first. */
  readonly nth: number;
  readonly signal: AbortSignal;
}

/** A note's text and what it is called. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  /** What placeholders hang on, as `openCorpora` gives it. */
  readonly identity: string;
  /** How identifiers are looked for in it. */
  readonly policy: Policy;
}

/**
 * Annotates one note from its text: the whole way through sections, identifiers, windows and the engine.
 * Rejects where the signal was aborted; whatever else fails is among the `failures` of the result.
 * @param progress called with the part of the windows that is answered, from 0 to 1
 */
export async function annotateNote(
  { path, text, sha256, identity, policy }: NamedText,
  { engine, tasks, schema, hypotheses, examples, nth, signal }: Asked,
  progress: (part: number) => void = () => {},
): Promise<AnnotatedNote> {
  signal.throwIfAborted();
  const note = parseNote(text);
  const identifiers = identifiersOf(note, policy);
  const away = await engine.ready?.(signal);
  const windows = windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens });
  let ids = 0;
  const gathered = gather();
  const asked: Request = {
    note,
    identifiers,
    identity,
    tasks,
    schema,
    windows,
    sections: note.sections,
    hypotheses,
    examples,
    known: [],
    nextId: () => `e${++ids}`,
    turn: () => ({ rank: nth, distance: 0 }),
    signal,
  };
  let answered = 0;
  if (away) {
    for (const task of tasks) gathered.take({ task, scope: { start: 0, end: text.length }, failure: away });
  } else {
    for await (const result of engine.annotate(asked)) {
      gathered.take(result);
      if (result.task === 'ner' && !('partial' in result)) progress(Math.min(1, ++answered / windows.length));
    }
  }
  // A stream that ended because of the signal has not answered everything.
  signal.throwIfAborted();
  const annotations = renumbered(gathered.annotations());
  return {
    path,
    note,
    sha256,
    engine: engine.name,
    annotations,
    hypotheses: tasks.has('nli') ? hypotheses : [],
    identifiers,
    failures: gathered.failures(),
    notices: gathered.cuts() > 0 ? [cutNotice(gathered.cuts())] : [],
  };
}

/** Puts results together: of each task, the last answer for a stretch of the note counts. */
function gather() {
  const answers = new Map<string, Result>();
  const failures = new Map<string, NoteFailure>();
  return {
    take(result: Result): void {
      if ('failure' in result) {
        const { kind, message, help } = result.failure;
        // A model that is away fails every window in the same way: once is enough.
        failures.set(`${result.task} ${kind} ${message}`, {
          task: result.task,
          kind,
          message: help === '' ? message : `${message} ${help}`,
        });
        return;
      }
      answers.set(`${result.task} ${result.scope.start}-${result.scope.end}`, result);
    },
    failures: (): NoteFailure[] => [...failures.values()],
    cuts: (): number =>
      [...answers.values()].reduce((sum, answer) => sum + (('cuts' in answer && answer.cuts) || 0), 0),
    annotations(): Annotations {
      const entities: Entity[] = [];
      const relations: Relation[] = [];
      const inferences: Inference[] = [];
      const summaries: Summary[] = [];
      // One by one: an answer for a whole long note holds more than a call can take as arguments.
      for (const answer of answers.values()) {
        if ('entities' in answer) for (const entity of answer.entities) entities.push(entity);
        else if ('relations' in answer) for (const relation of answer.relations) relations.push(relation);
        else if ('inferences' in answer)
          for (const inference of answer.inferences) inferences.push(inference);
        else if ('summary' in answer && answer.summary) summaries.push(answer.summary);
      }
      return { entities, events: [], relations, inferences, summaries };
    },
  };
}

/**
 * The same annotations in the order of the text: entities T1…, events E1…, relations R1….
 * Relations to what is not there are left out.
 */
function renumbered(annotations: Annotations): Annotations {
  const ids = new Map<string, string>();
  const places = new Map<string, number>();
  const sorted = [...annotations.entities].sort((a, b) => {
    const x = extent(a);
    const y = extent(b);
    return x.start - y.start || y.end - x.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
  });
  const entities = sorted.map((entity, n): Entity => {
    const id = `T${n + 1}`;
    ids.set(entity.id, id);
    places.set(id, n);
    return { ...entity, id };
  });
  const events = annotations.events.flatMap((event, n) => {
    const trigger = ids.get(event.trigger);
    if (!trigger) return [];
    ids.set(event.id, `E${n + 1}`);
    return [{ ...event, id: `E${n + 1}`, trigger }];
  });
  const joined = events.map((event) => ({
    ...event,
    arguments: event.arguments.flatMap(({ role, target }) => {
      const to = ids.get(target);
      return to ? [{ role, target: to }] : [];
    }),
  }));
  const place = (id: string): number => places.get(id) ?? entities.length;
  const relations = annotations.relations
    .flatMap((relation) => {
      const from = ids.get(relation.from);
      const to = ids.get(relation.to);
      return from && to ? [{ ...relation, from, to }] : [];
    })
    .sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to) || (a.type < b.type ? -1 : 1))
    .map((relation, n): Relation => ({ ...relation, id: `R${n + 1}` }));
  const inferences = [...annotations.inferences].sort((a, b) => a.premise.start - b.premise.start);
  const summaries = [...annotations.summaries].sort(
    (a, b) => a.scope.start - b.scope.start || b.scope.end - a.scope.end,
  );
  return { entities, events: joined, relations, inferences, summaries };
}

import { setMaxListeners } from 'node:events';
import { openOut } from '../files/out-folder';
import type { AnnotatedNote } from '../format/annotated-note';
import { FOREIGN, isForeign } from '../note/language';
import { type CorpusSchema, openSchemas } from '../pipeline/corpus-schema';
import { type Mode, policyFor } from '../privacy/policy';
import type { Engine, Task } from '../task/engine';
import { annotateNote } from './annotate-note';
import { choose } from './choose';
import type { Doors, RuntimeName } from './doors';
import { examplesIn } from './examples';
import { type NoteSource, stemOf } from './find-notes';
import { gatherNotes } from './gather-notes';
import { inOrder } from './in-order';
import { type Io, isClosedPipe, type Messages, messagesTo, reasonOf, shownName, UsageError } from './io';
import { learnFrom } from './learn-from';
import { openNotes } from './open-notes';
import { makeProgress, type Progress } from './progress';
import { type NoteFile, readNote } from './read-note';
import { type Format, makeSink, type Sink } from './sinks';

export interface AnnotateOptions {
  readonly runtime: RuntimeName;
  readonly endpoint: string | readonly string[] | undefined;
  readonly model: string | undefined;
  readonly tasks: readonly Task[];
  readonly formats: readonly Format[] | undefined;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly hypotheses: readonly string[];
  /** A folder of notes with standoff files that a model is shown examples of. */
  readonly examples: string | undefined;
  /** A folder of notes with standoff files that is learned from. */
  readonly learn: string | undefined;
  /** How identifiers are looked for before a model is asked. */
  readonly mode: Mode;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
  readonly allowHost: readonly string[];
  /** Whether the answers of a model are kept, and kept ones are taken. */
  readonly cache: boolean;
}

type Done =
  | {
      readonly source: NoteSource;
      readonly annotated: AnnotatedNote;
      readonly file: NoteFile;
      readonly schema: CorpusSchema;
    }
  | { readonly source: NoteSource; readonly error: unknown };

/** Whether standard output takes colours. */
const coloured = ({ stdout, env }: Io): boolean =>
  env.NO_COLOR
    ? false
    : env.FORCE_COLOR
      ? env.FORCE_COLOR !== '0'
      : Boolean(stdout.isTTY) && env.TERM !== 'dumb';

/** For each question that the server answers at once, so many notes have theirs ready, or wait for an earlier one. */
const NOTES_FOR_EACH = 4;

/**
 * How many notes are under way at once: so many that the server never waits while one is read or written, or while one
 * has no question since it waits for an answer.
 */
const notesAtOnce = ({ queues, concurrency }: Engine): number =>
  (concurrency + 1) * (queues ? NOTES_FOR_EACH : 1);

/** `marginalia annotate PATH...`. Returns the exit status. */
export async function annotate(
  paths: readonly string[],
  options: AnnotateOptions,
  io: Io,
  doors: Doors,
): Promise<number> {
  const { out, quiet } = options;
  const chosen =
    options.formats ??
    (out !== undefined ? (['brat', 'jsonl'] as const) : ([io.stdout.isTTY ? 'pretty' : 'jsonl'] as const));
  const formats = new Set<Format>(chosen);
  if (out === undefined && formats.has('html') && formats.size > 1) {
    throw new UsageError('html beside another format needs a folder to write to: --out DIR');
  }
  let progress: Progress | undefined;
  const messages = messagesTo(io, quiet, () => progress?.clear());
  const { notes, failed, inputs } = await gatherNotes(
    paths,
    out,
    messages,
    formats.has('brat') ? (name) => `${stemOf(name)}.ann` : undefined,
  );
  const folder = out === undefined ? undefined : await openOut(out);
  const { engine: chosenEngine, model, failure, warning } = await choose(options, io, doors, messages);
  if (warning !== undefined) messages.warn(warning);
  const corpora = openNotes(doors, messages);
  const examples =
    options.examples === undefined
      ? undefined
      : await examplesIn(options.examples, options, io, messages, corpora);
  if (examples && (options.runtime === 'embedded' || (options.runtime === 'auto' && failure)))
    messages.warn('--examples is for models; the embedded engine learns from gold by --learn DIR');
  const { configFolder, learner } = doors;
  const asking = model && { configFolder, mode: options.mode, examples };
  const learned =
    options.learn === undefined
      ? undefined
      : await learnFrom(options.learn, chosenEngine, asking, learner, io, messages);
  const engine = learned?.engine ?? chosenEngine;
  messages.info(
    `engine: ${shownName(engine.name)}${failure ? ` (${failure.message.replace(/\.$/, '')})` : ''}`,
  );

  // All notes under way listen to it.
  setMaxListeners(0, io.signal);
  const keeping = new AbortController();
  let kept: Promise<void> | undefined;
  const tally = { notes: 0, failed, entities: 0, relations: 0, contradictions: 0 };
  let seen = 0;
  const sinks: Sink[] = [];
  try {
    for (const format of formats) {
      const colour = coloured(io);
      const count = notes.length;
      const asked = {
        io,
        out: folder,
        messages,
        force: options.force,
        colour,
        count,
        inputs,
        formats,
      };
      try {
        sinks.push(await makeSink(format, asked));
      } catch (error) {
        if (error instanceof UsageError || out === undefined) throw error;
        throw new UsageError(`--out: ${out} cannot be written: ${reasonOf(error)}`);
      }
    }
    const prints = (folder === undefined || formats.has('pretty')) && Boolean(io.stdout.isTTY);
    progress = makeProgress(io, notes.length, !quiet && !prints);
    const asked = {
      engine,
      tasks: new Set(options.tasks),
      signal: io.signal,
    };
    const schemaOf = tellingSchemas(engine, messages);
    const work = async (source: NoteSource, nth: number): Promise<Done> => {
      try {
        const file = await readNote(source, options.encoding, io);
        const { identity, rulings } = corpora(source, file);
        const policy = policyFor(options.mode, rulings);
        const named = { path: source.name, text: file.text, sha256: file.sha256, identity, policy };
        const schema = schemaOf(source);
        const annotated = await annotateNote(
          named,
          {
            ...asked,
            schema: schema.schema,
            examples: examples?.(schema.schema),
            hypotheses: options.hypotheses,
            nth,
          },
          (part) => progress?.update(seen + Math.min(part, 0.99)),
        );
        return { source, annotated, file, schema };
      } catch (error) {
        return { source, error };
      }
    };
    kept = engine.keep?.(keeping.signal);
    for await (const done of inOrder(notes, () => notesAtOnce(engine), work)) {
      io.signal.throwIfAborted();
      const fine = await deliver(done, sinks, messages);
      if (!fine) tally.failed++;
      if ('annotated' in done) count(tally, done.annotated);
      progress.update(++seen);
    }
    for (const sink of sinks) {
      try {
        await sink.finish();
      } catch (error) {
        if (isClosedPipe(error)) throw error;
        messages.error(
          `${sink.what}: not written${out === undefined ? '' : ` in ${out}`}: ${reasonOf(error)}`,
        );
        tally.failed++;
      }
    }
  } catch (error) {
    if (io.signal.aborted || isClosedPipe(error)) {
      progress?.stop();
      return io.signal.aborted ? 130 : 1;
    }
    throw error;
  } finally {
    progress?.stop();
    keeping.abort();
    for (const sink of sinks) await sink.discard();
    await kept;
    await learned?.dispose();
  }
  messages.info(closing(tally, out));
  return tally.failed > 0 ? 1 : 0;
}

/**
 * The schema of each note, by its corpus; of standard input, by the working folder. What could not be read of it, and
 * that the engine finds none of its types, is told once.
 */
function tellingSchemas({ unfit }: Engine, messages: Messages): (source: NoteSource) => CorpusSchema {
  const schemas = openSchemas();
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (!told.has(message)) messages.warn(message);
    told.add(message);
  };
  return ({ real }) => {
    const found = real === undefined ? schemas.schemaIn(process.cwd()) : schemas.schemaOf(real);
    for (const problem of found.problems) tell(shownName(problem));
    const why = unfit?.(found.schema);
    if (why !== undefined) tell(why);
    return found;
  };
}

/** Hands a note to every sink. False where something of it failed; the message names it. */
async function deliver(done: Done, sinks: readonly Sink[], messages: Messages): Promise<boolean> {
  const name = shownName(done.source.shown);
  if ('error' in done) {
    messages.error(`${name}: ${reasonOf(done.error)}`);
    return false;
  }
  const { annotated, file, source, schema } = done;
  if (file.warning) messages.warn(`${name}: ${file.warning}`);
  if (isForeign(annotated.note)) messages.warn(`${name}: ${FOREIGN}`);
  for (const notice of annotated.notices ?? []) messages.warn(`${name}: ${notice}`);
  let fine = true;
  for (const { task, message } of annotated.failures) {
    messages.error(`${name}: ${task}: ${shownName(message)}`);
    fine = false;
  }
  for (const sink of sinks) {
    try {
      await sink.note(annotated, file, source, schema);
    } catch (error) {
      if (isClosedPipe(error)) throw error;
      messages.error(`${name}: ${sink.what}: not written: ${reasonOf(error)}`);
      fine = false;
    }
  }
  return fine;
}

interface Tally {
  notes: number;
  failed: number;
  entities: number;
  relations: number;
  contradictions: number;
}

function count(tally: Tally, { annotations }: AnnotatedNote): void {
  tally.notes++;
  tally.entities += annotations.entities.length;
  tally.relations += annotations.relations.length;
  tally.contradictions += annotations.inferences.filter(
    ({ label, hypothesis }) => label === 'contradiction' && typeof hypothesis !== 'string',
  ).length;
}

function closing(tally: Tally, out: string | undefined): string {
  const of = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
  const parts = [
    of(tally.notes, 'note'),
    of(tally.entities, 'entity', 'entities'),
    of(tally.relations, 'relation'),
    of(tally.contradictions, 'contradiction'),
  ];
  const failed = tally.failed > 0 ? `; ${tally.failed} failed` : '';
  return `${parts.join(', ')}${failed}${out === undefined ? '' : `, written to ${out}`}`;
}

import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOf } from '../annotation/schema';
import { someOf } from '../files/failures';
import { doneIn } from '../gold/done';
import { withLearned } from '../pipeline/learned/engine';
import { goldOfCorpus } from '../pipeline/learned/gold-notes';
import { type Asking, withKeptAnswers } from '../pipeline/learned/kept-answers';
import { placeOf, rootOf } from '../privacy/corpus/corpus';
import type { Engine } from '../task/engine';
import type { Doors } from './doors';
import { type Io, type Messages, reasonOf, shownName, UsageError } from './io';

/** An engine that is weighed by the gold of a folder, and what ends the thread that learned it. */
export interface LearnedEngine {
  readonly engine: Engine;
  readonly dispose: () => Promise<void>;
}

/**
 * Learns from the finished notes of a folder. What was learned ends with the command.
 * @param asking undefined where no model answers: what the rules say, a tagger sees in any case
 * @throws UsageError where the folder has none, or nothing can be learned
 */
export async function learnFrom(
  folder: string,
  engine: Engine,
  asking: Asking | undefined,
  learner: Doors['learner'],
  io: Io,
  messages: Messages,
): Promise<LearnedEngine> {
  const root = await realpath(folder).catch((error: unknown) => {
    throw new UsageError(`--learn: ${folder}: ${reasonOf(error)}`);
  });
  const { isDone } = await doneIn(rootOf(root), messages.warn);
  const known = new Map<string, string | undefined>();
  const gold = await goldOfCorpus(
    root,
    (note, isEmpty) => isDone(placeOf(join(root, note), known).path, isEmpty),
    io.signal,
  );
  const of = (count: number): string => `${count} ${count === 1 ? 'note' : 'notes'}`;
  if (gold.unfit.length > 0)
    messages.warn(
      `--learn: ${of(gold.unfit.length)} left out (the text or its .ann file cannot be read, or they do not match): ${shownName(someOf(gold.unfit))}`,
    );
  if (gold.isCut) messages.warn(`--learn: more than ${of(gold.notes.length)}; the first are learned from`);
  if (!gold.notes.some(({ entities }) => entities.length > 0))
    throw new UsageError(`--learn: ${folder} has no finished note with entities in a .ann file beside it`);
  const notes = asking ? await withKeptAnswers(gold.notes, root, engine, asking, io.signal) : gold.notes;
  io.signal.throwIfAborted();
  const client = learner(messages.warn);
  const learned = await client.learn(root, notes);
  if (!learned) {
    await client.dispose();
    throw new UsageError('--learn: nothing can be learned; please report it');
  }
  const answered = notes.filter(({ answers }) => answers).length;
  const told = answered > 0 ? `, ${answered} of them with what the model had said of them` : '';
  const open = gold.begun > 0 ? `; ${of(gold.begun)} not finished yet` : '';
  messages.info(`learned from ${of(learned.notes)}${told}${open}`);
  const types = new Set(learned.types);
  return {
    engine: withLearned(engine, client, {
      of: () => ({ corpus: root, notes: learned.notes }),
      knows: ({ entities }) => namesOf(entities).some((type) => types.has(type)),
      answered: () => {},
    }),
    dispose: () => client.dispose(),
  };
}

import type { Engine, Request, Result, Task } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { Job } from './asking-job';
import { remember } from './refusals';

/** How a run ended: with all answers, with some failure, or overtaken by an edit or another engine. */
export type Outcome = 'answered' | 'overtaken' | Failure;

/** What is wanted of all notes. */
interface Wanted {
  readonly tasks: () => ReadonlySet<Task>;
  readonly hypotheses: () => readonly string[];
}

/** A request about a note, of no window and no section yet. @param of the tasks that it may be of */
export const requestOf = (
  { open }: Job,
  { tasks, hypotheses }: Wanted,
  of: readonly Task[],
  signal: AbortSignal,
): Request => ({
  note: open.note,
  identifiers: open.identifiers,
  identity: open.settled.identity,
  tasks: new Set([...tasks()].filter((task) => of.includes(task))),
  schema: open.corpusSchema.schema,
  windows: [],
  sections: [],
  hypotheses: hypotheses(),
  known: [],
  nextId: open.nextId,
  signal,
});

/** A defect of an engine costs its answer, not the server. Its message might hold text: only its name is told. */
export function defectOf(by: Engine, error: unknown): Failure {
  const name = error instanceof Error ? error.name : 'unknown error';
  return {
    kind: 'server-error',
    message: `The engine ${by.name} failed (${name}).`,
    help: 'Annotate again; please report it if it stays.',
  };
}

/** Takes the results of a request as they come. @returns how that ended; it never rejects */
export async function followed(
  by: Engine,
  asked: Request,
  host: {
    readonly isOvertaken: () => boolean;
    readonly use: (result: Result) => void;
    readonly changed: () => void;
  },
): Promise<Outcome> {
  let outcome: Outcome = 'answered';
  try {
    if (asked.tasks.size === 0) return outcome;
    for await (const result of by.annotate(asked)) {
      if (host.isOvertaken()) return 'overtaken';
      if ('failure' in result) outcome = remember(result.failure, asked.note);
      else host.use(result);
      host.changed();
    }
  } catch (error) {
    outcome = defectOf(by, error);
  }
  return host.isOvertaken() ? 'overtaken' : outcome;
}

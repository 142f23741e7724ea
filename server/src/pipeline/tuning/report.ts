import { codePointMap } from '../../note/code-points';
import type { Span } from '../../note/span';
import type { Task } from '../../task/engine';
import * as entityTask from '../../task/entities';
import * as inferenceTask from '../../task/inference';
import * as relationTask from '../../task/relations';
import * as summaryTask from '../../task/summary';
import type { Lessons, Reason } from './sample';
import { type Shares, type Side, sides } from './split';

/** What became of a note. */
export interface NoteReport extends Lessons {
  readonly gold: { readonly name: string; readonly note: { readonly text: string } };
}

/** The samples of a task on a side, with the tokens that each takes. */
export interface Tokens {
  readonly side: Side;
  readonly task: Task;
  readonly rows: readonly {
    readonly empty: boolean;
    readonly tokens: { readonly prompt: number; readonly answer: number };
  }[];
}

interface Reported {
  readonly wish: {
    readonly profile: string;
    readonly contextLength: number;
    readonly seed: number;
    readonly shares: Shares;
  };
  readonly notes: readonly NoteReport[];
  readonly sides: ReadonlyMap<string, Side>;
  readonly counted: readonly Tokens[];
  /** Empty training samples beyond their share. */
  readonly emptyLeftOut: number;
}

const versions: Readonly<Record<Task, string>> = {
  ner: entityTask.version,
  relation: relationTask.version,
  nli: inferenceTask.version,
  summary: summaryTask.version,
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** What was exported, in counts, and what was not, by its place in code points of the note; holds no text. */
export function reportOf({ wish, notes, sides: sideOf, counted, emptyLeftOut }: Reported) {
  const leftOut = notes.flatMap(({ gold: { name, note }, leftOut }) => {
    if (leftOut.length === 0) return [];
    const { toCodePoint } = codePointMap(note.text);
    const range = ({ start, end }: Span) => [toCodePoint(start), toCodePoint(end)] as const;
    return leftOut.map(({ task, scope, reason, places }) => ({
      note: name,
      task,
      reason,
      scope: range(scope),
      ...(places && { identifiers: places.map(range) }),
    }));
  });
  const reasons: Partial<Record<Reason, number>> = {};
  for (const { reason } of leftOut) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const unasked = (what: keyof Lessons['unasked']): number => sum(notes.map((note) => note.unasked[what]));
  return {
    ...wish,
    questions: versions,
    notes: Object.fromEntries(
      sides.map((side) => [side, [...sideOf.values()].filter((one) => one === side).length]),
    ),
    samples: counted.map(({ side, task, rows }) => ({
      side,
      task,
      samples: rows.length,
      empty: rows.filter(({ empty }) => empty).length,
      promptTokens: sum(rows.map(({ tokens }) => tokens.prompt)),
      answerTokens: sum(rows.map(({ tokens }) => tokens.answer)),
      longest: rows.reduce((most, { tokens }) => Math.max(most, tokens.prompt + tokens.answer), 0),
    })),
    emptyLeftOut,
    leftOut: { reasons, questions: leftOut },
    unasked: {
      entities: unasked('entities'),
      relations: unasked('relations'),
      summaries: unasked('summaries'),
    },
  };
}
export type Report = ReturnType<typeof reportOf>;

import type { Note } from '../../note/note';
import type { Span } from '../../note/span';
import type { Task } from '../../task/engine';
import type { Failure } from '../../task/failure';
import type { LeftOut, Reason, Sample } from './sample';
import type { Course, Lesson, Taught, Teach } from './teacher';

const reasonOf = ({ kind }: Failure): Reason =>
  kind === 'refused-egress'
    ? 'refused'
    : kind === 'context-exceeded' || kind === 'cut-off'
      ? 'too-long'
      : 'lost';

/** What tokenizers of Llama 2 take for the start, the end, or the lack of a text, wherever it stands. */
const SPECIAL = /<\/?s>|<unk>/;

/** Gathers what becomes of questions. */
export function makeGatherer() {
  const samples: Sample[] = [];
  const leftOut: LeftOut[] = [];
  const leave = (task: Task, { start, end }: Span, reason: Reason, places?: readonly Span[]): void => {
    leftOut.push({ task, scope: { start, end }, reason, ...(places?.length ? { places } : {}) });
  };
  return {
    samples,
    leftOut,
    leave,
    /** Takes the questions of a lesson, unless one failed, or what was read in the answers is not the gold. */
    take(
      task: Task,
      { start, end }: Span,
      { taught, failure }: Pick<Lesson, 'taught' | 'failure'>,
      isGold: boolean,
      isEmpty: (taught: Taught) => boolean = () => false,
    ): void {
      const scope = { start, end };
      if (failure) leave(task, scope, reasonOf(failure), failure.places);
      else if (!isGold) leave(task, scope, 'lost');
      for (const one of failure || !isGold ? [] : taught) {
        if (SPECIAL.test(one.question) || SPECIAL.test(one.answer)) leave(task, scope, 'special-token');
        else samples.push({ task, scope, ...one, empty: isEmpty(one) });
      }
    },
  };
}
export type Gatherer = ReturnType<typeof makeGatherer>;

/** All that the lessons about one note have in common. */
export interface Class {
  readonly teach: Teach;
  readonly note: Note;
  readonly course: Course;
  readonly gathered: Gatherer;
}

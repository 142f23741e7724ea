import { Worker } from 'node:worker_threads';
import type { FromLearner, Learned, NoteGold, Task, ToLearner, Verdict } from './messages';

/** What learns and tags, wherever it does. Nothing rejects: what cannot be told is undefined. */
export interface LearnerClient {
  /** Takes these notes for all that there is to learn from in a corpus. */
  learn(corpus: string, notes: readonly NoteGold[]): Promise<Learned | undefined>;
  add(corpus: string, note: NoteGold): Promise<Learned | undefined>;
  /** Undefined where nothing was learned, or the signal was aborted. */
  tag(
    task: Omit<Extract<Task, { kind: 'tag' }>, 'kind'>,
    signal: AbortSignal,
  ): Promise<readonly Verdict[] | undefined>;
  /** A page on how well these notes can be learned, in HTML and without their text. It takes minutes: a thread of its own. */
  curve(notes: readonly NoteGold[], signal: AbortSignal): Promise<string | undefined>;
  /**
   * @param listener told when a corpus was learned again by itself: since it had grown, or for a thread that was started
   * again; and that nothing is known of it, where learning is given up
   */
  onRelearned(listener: (corpus: string, learned: Learned) => void): void;
  dispose(): Promise<void>;
}

/** Where messages to a learner go and come from. */
export interface LearnerThread {
  post(message: ToLearner): void;
  /** Keeps the process alive, or lets it end. */
  hold(isBusy: boolean): void;
  end(): Promise<unknown>;
}

export interface ThreadEvents {
  readonly message: (message: FromLearner) => void;
  readonly ended: () => void;
}

/** Starts `learner.js`. What it prints is thrown away: it might quote a note. */
export const startThread =
  (file: string) =>
  ({ message, ended }: ThreadEvents): LearnerThread => {
    const worker = new Worker(file, { stdout: true, stderr: true, env: {} });
    worker.on('message', message);
    // An error ends the thread, too.
    worker.on('error', () => {});
    worker.once('exit', ended);
    worker.unref();
    return {
      post: (sent) => worker.postMessage(sent),
      hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
      end: () => worker.terminate(),
    };
  };

/** A thread that ends this often is not started again: what ended it, what it learns or tags, is still there. */
const MOST_ENDS = 3;

interface Waiting {
  readonly task: Task;
  readonly done: (message: FromLearner | undefined) => void;
}

/**
 * A learner in a thread that is started when it is first needed. One that ends is started again, and learns again what
 * it had learned.
 * @param warn told once, without text of a note, that learning is given up
 */
export function makeLearnerClient(
  start: (events: ThreadEvents) => LearnerThread,
  warn: (message: string) => void,
): LearnerClient {
  const waiting = new Map<number, Waiting>();
  /** What each corpus is learned from, to be told to the next thread. */
  const lessons = new Map<string, Map<string, NoteGold>>();
  let thread: LearnerThread | undefined;
  let ids = 0;
  let ends = 0;
  let closed = false;
  let relearned = (_corpus: string, _learned: Learned): void => {};

  function finish(id: number, message: FromLearner | undefined): void {
    const one = waiting.get(id);
    if (!waiting.delete(id)) return;
    if (waiting.size === 0) thread?.hold(false);
    one?.done(message);
  }

  function begin(): LearnerThread | undefined {
    if (thread || closed || ends >= MOST_ENDS) return thread;
    const made = start({
      message: (message) =>
        'relearned' in message ? relearned(message.relearned, message.learned) : finish(message.id, message),
      ended: () => {
        if (thread !== made) return;
        thread = undefined;
        if (closed) return;
        ends++;
        if (ends === MOST_ENDS)
          warn('Learning from gold has failed several times and is given up until the next start.');
        // What was asked has no answer; what was learned is learned again.
        const again = [...waiting.keys()];
        const isBegun = begin() !== undefined;
        for (const corpus of lessons.keys())
          if (isBegun) void relearn(corpus).then((learned) => learned && relearned(corpus, learned));
          else relearned(corpus, { notes: 0, types: [] });
        for (const id of again) finish(id, undefined);
      },
    });
    thread = made;
    return made;
  }

  function ask(task: Task, signal?: AbortSignal): Promise<FromLearner | undefined> {
    const to = signal?.aborted ? undefined : begin();
    if (!to) return Promise.resolve(undefined);
    const id = ++ids;
    return new Promise((resolve) => {
      const abort = (): void => {
        thread?.post({ id, cancel: true });
        finish(id, undefined);
      };
      const done = (message: FromLearner | undefined): void => {
        signal?.removeEventListener('abort', abort);
        resolve(message);
      };
      waiting.set(id, { task, done });
      signal?.addEventListener('abort', abort, { once: true });
      to.hold(true);
      to.post({ id, task });
    });
  }
  const learnedOf = (message: FromLearner | undefined): Learned | undefined =>
    message && 'learned' in message ? message.learned : undefined;
  const relearn = async (corpus: string): Promise<Learned | undefined> => {
    const notes = [...(lessons.get(corpus)?.values() ?? [])];
    return learnedOf(await ask({ kind: 'learn', corpus, notes }));
  };

  return {
    learn(corpus, notes) {
      lessons.set(corpus, new Map(notes.map((note) => [note.name, note])));
      return relearn(corpus);
    },
    async add(corpus, note) {
      const known = lessons.get(corpus) ?? new Map<string, NoteGold>();
      lessons.set(corpus, known.set(note.name, note));
      return learnedOf(await ask({ kind: 'add', corpus, note }));
    },
    async tag(task, signal) {
      const message = await ask({ kind: 'tag', ...task }, signal);
      return message && 'verdicts' in message ? message.verdicts : undefined;
    },
    async curve(notes, signal) {
      const message = await ask({ kind: 'curve', notes }, signal);
      return message && 'page' in message ? message.page : undefined;
    },
    onRelearned(listener) {
      relearned = listener;
    },
    async dispose() {
      closed = true;
      for (const id of [...waiting.keys()]) finish(id, undefined);
      await thread?.end();
      thread = undefined;
    },
  };
}

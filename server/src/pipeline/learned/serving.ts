import type { MessagePort } from 'node:worker_threads';
import { unforeseen } from '../../runtime/unforeseen';
import type { Learner } from './learner';
import type { FromLearner, NoteGold, Task, ToLearner } from './messages';

/** How long nothing must be asked before all is learned anew, in milliseconds. */
const REST = 1_500;

/** Does the tasks that come through a port, one in a turn of the event loop, so that one can be cancelled before it begins. */
export function serveLearner(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  { learn, add, tag, rest }: Learner,
  curve: (notes: readonly NoteGold[]) => string,
): void {
  const waiting: { readonly id: number; readonly task: Task }[] = [];
  let isWorking = false;
  let resting: NodeJS.Timeout | undefined;

  function answer(id: number, task: Task): FromLearner {
    try {
      switch (task.kind) {
        case 'learn':
          return { id, learned: learn(task.corpus, task.notes) };
        case 'add':
          return { id, learned: add(task.corpus, task.note) };
        case 'curve':
          return { id, page: curve(task.notes) };
        case 'tag':
          return { id, verdicts: tag(task) };
      }
    } catch (error) {
      return { id, failed: unforeseen(error) };
    }
  }

  function work(): void {
    // Whoever waits to see a note goes before whatever is learned.
    const tagging = waiting.findIndex(({ task }) => task.kind === 'tag');
    const [first] = waiting.splice(Math.max(0, tagging), 1);
    if (first) port.postMessage(answer(first.id, first.task));
    isWorking = waiting.length > 0;
    if (isWorking) setImmediate(work);
    else wait();
  }
  function wait(): void {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const found = waiting.length === 0 ? rest() : undefined;
      if (!found) return;
      port.postMessage({ relearned: found.corpus, learned: found.learned } satisfies FromLearner);
      wait();
    }, REST);
    resting.unref();
  }

  port.on('message', (message: ToLearner) => {
    const { id } = message;
    if ('cancel' in message) {
      const at = waiting.findIndex((one) => one.id === id);
      if (at >= 0) waiting.splice(at, 1);
      return;
    }
    clearTimeout(resting);
    waiting.push({ id, task: message.task });
    if (!isWorking) setImmediate(work);
    isWorking = true;
  });
}

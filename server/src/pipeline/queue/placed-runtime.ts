import type { Runtime, Usage } from '../../runtime/runtime';
import type { Place, Schedule, Waiting } from './schedule';
import type { Slots } from './slots';

/** Characters for a token, where a server does not count. */
const CHARACTERS = 4;

type Asker = Pick<Runtime, 'ask'>;

/** A runtime that tells the slots of every question how it went. */
export function measured(runtime: Asker, slots: () => Slots, changed: () => void): Asker['ask'] {
  return async function* ask(question, guard, signal, tell) {
    const answered = slots().sent();
    const began = performance.now();
    let usage: Usage | undefined;
    let length = 0;
    try {
      for await (const piece of runtime.ask(question, guard, signal, (all) => {
        usage = all;
        tell?.(all);
      })) {
        length += piece.length;
        yield piece;
      }
    } finally {
      const took = performance.now() - began;
      const guess = { prompt: question.prompt.text.length / CHARACTERS, output: length / CHARACTERS };
      answered(usage && { ...usage, took, guess });
      changed();
    }
  };
}

/** A runtime whose questions wait for a place. */
export interface Placed {
  readonly runtime: Asker;
  /** Gives the place back, if there is one. */
  leave(): void;
}

/**
 * Its questions have one place together, from the first of them until it is left: so they follow each other on the slot
 * that has read what they begin with.
 */
export function inOnePlace(runtime: Asker, schedule: Schedule, about: Omit<Waiting, 'prompt'>): Placed {
  let place: Place | undefined;
  let last = '';
  return {
    runtime: {
      async *ask(question, guard, signal, tell) {
        const prompt = question.prompt.text;
        try {
          place ??= await schedule.enter({ ...about, prompt, signal });
        } catch (error) {
          if (signal.aborted) return;
          throw error;
        }
        last = prompt;
        yield* runtime.ask(question, guard, signal, tell);
      },
    },
    leave() {
      place?.leave(last);
      place = undefined;
    },
  };
}

/** Each of its questions has a place of its own: they begin with different texts. */
export function inPlaces(runtime: Asker, schedule: Schedule, about: Omit<Waiting, 'prompt'>): Asker {
  return {
    async *ask(question, guard, signal, tell) {
      const placed = inOnePlace(runtime, schedule, about);
      try {
        yield* placed.runtime.ask(question, guard, signal, tell);
      } finally {
        placed.leave();
      }
    },
  };
}

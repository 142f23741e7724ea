import { sharedStart } from '../../runtime/shared-start';
import type { Turn } from '../../task/engine';

/** A question that waits for a place. */
export interface Waiting {
  /** What tells notes apart, which take turns. */
  readonly note: string;
  readonly turn: () => Turn;
  readonly prompt: string;
  readonly signal: AbortSignal;
}

/** A place at the server, until it is left. */
export interface Place {
  /** @param prompt the last that was asked in it: the server may still hold what it begins with */
  leave(prompt: string): void;
}

/** Puts questions in order, and lets as many go at once as there are places. */
export interface Schedule {
  /** Waits for a place. Rejects with the signal's reason, and forgets the question, as soon as that is aborted. */
  enter(waiting: Waiting): Promise<Place>;
  /** To be called when the number of places has changed. */
  look(): void;
  /** Gives no more places until the function that it gives is called; what has a place keeps it. */
  hold(): () => void;
}

/**
 * A prompt that shares so much of itself with the last one, beyond what all begin with, goes first: the server need not
 * read that again.
 */
const SHARED = 0.5;

interface Entry extends Waiting {
  readonly start: (place: Place) => void;
}

/**
 * The order: by rank; then what begins as the question did that gave its place back; then the notes in turn, the one
 * that has waited longest first; then by distance, and as they came.
 * @param places how many there are now
 */
export function makeSchedule(places: () => number): Schedule {
  const waiting = new Set<Entry>();
  /** When each note last had a place, counted in places given. */
  const served = new Map<string, number>();
  /** What all prompts so far begin with. */
  let common: string | undefined;
  let given = 0;
  let taken = 0;
  let holds = 0;

  function next(last: string): Entry | undefined {
    let best: { entry: Entry; turn: Turn; follows: boolean; served: number } | undefined;
    for (const entry of waiting) {
      const turn = entry.turn();
      if (best && turn.rank > best.turn.rank) continue;
      const own = entry.prompt.length - (common?.length ?? 0);
      const follows =
        last !== '' && sharedStart(last, entry.prompt) > entry.prompt.length - own * (1 - SHARED);
      const one = { entry, turn, follows, served: served.get(entry.note) ?? 0 };
      const order = best
        ? turn.rank - best.turn.rank ||
          Number(best.follows) - Number(follows) ||
          one.served - best.served ||
          turn.distance - best.turn.distance
        : -1;
      if (order < 0) best = one;
    }
    return best?.entry;
  }

  function look(last = ''): void {
    while (holds === 0 && taken < places()) {
      const entry = next(last);
      if (!entry) break;
      waiting.delete(entry);
      served.set(entry.note, ++given);
      taken++;
      let left = false;
      entry.start({
        leave(prompt) {
          if (left) return;
          left = true;
          taken--;
          look(prompt);
        },
      });
      last = '';
    }
    // Nobody waits: whoever comes then comes first anyhow.
    if (waiting.size === 0 && taken === 0) served.clear();
  }

  return {
    enter: (asked) =>
      new Promise((resolve, reject) => {
        const { signal } = asked;
        if (signal.aborted) return reject(signal.reason);
        const giveUp = (): void => {
          waiting.delete(entry);
          reject(signal.reason);
        };
        const entry: Entry = {
          ...asked,
          start: (place) => {
            signal.removeEventListener('abort', giveUp);
            resolve(place);
          },
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.add(entry);
        common = (common ?? asked.prompt).slice(0, sharedStart(common ?? asked.prompt, asked.prompt));
        look();
      }),
    look: () => look(),
    hold() {
      holds++;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        holds--;
        look();
      };
    },
  };
}

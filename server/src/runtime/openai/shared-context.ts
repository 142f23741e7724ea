/** Characters for a token, at least: so that questions are held to be longer than they are. */
const CHARACTERS = 3;

/** A waiting line for questions to a server whose slots share one context. */
export interface SharedContext {
  /**
   * Waits until the question fits beside those under way; gives back its place. While the server is not known to share,
   * nobody waits.
   */
  enter(tokens: number, signal: AbortSignal): Promise<() => void>;
  /** The server said that questions did not fit it together. */
  isShared(contextLength: number): void;
}

/** The tokens that a question and its answer may take together, rather too many than too few. */
export const mostTokens = (prompt: string, maxTokens: number): number =>
  Math.ceil(prompt.length / CHARACTERS) + maxTokens;

/**
 * llama-server, started without `-np`, has four slots that each say they have the whole context, and share it: questions
 * that fit one by one then fail together. No endpoint tells, so it is learnt from the first such failure. From then on a
 * question waits until it fits, or is alone.
 */
export function sharedContext(): SharedContext {
  let limit = Number.POSITIVE_INFINITY;
  let taken = 0;
  let waiting: { readonly tokens: number; readonly start: () => void }[] = [];
  const fits = (tokens: number): boolean => taken === 0 || taken + tokens <= limit;
  function next(): void {
    // In turn: a long question is not overtaken for ever by short ones.
    for (let first = waiting[0]; first && fits(first.tokens); first = waiting[0]) {
      waiting.shift();
      taken += first.tokens;
      first.start();
    }
  }
  return {
    enter: (tokens, signal) =>
      new Promise((resolve, reject) => {
        let over = false;
        const leave = (): void => {
          if (over) return;
          over = true;
          taken -= tokens;
          next();
        };
        const place = {
          tokens,
          start: () => {
            signal.removeEventListener('abort', giveUp);
            resolve(leave);
          },
        };
        const giveUp = (): void => {
          waiting = waiting.filter((one) => one !== place);
          reject(signal.reason);
          next();
        };
        if (signal.aborted) return reject(signal.reason);
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(place);
        next();
      }),
    isShared: (contextLength) => {
      limit = contextLength;
    },
  };
}

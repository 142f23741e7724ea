import tokenizer from 'llama-tokenizer-js';
import { profiles } from '../server/src/runtime/model/profiles';
import type { Runtime } from '../server/src/runtime/runtime';
import { stringsOf } from '../server/src/runtime/transport';

/** What asking has cost, in Llama 2's tokens. */
export interface Cost {
  requests: number;
  /** Prompts as a whole: what a server reads that keeps nothing. */
  prompt: number;
  /** What a server reads that keeps the prefixes of its slots. */
  read: number;
  output: number;
}

export const noCost = (): Cost => ({ requests: 0, prompt: 0, read: 0, output: 0 });

export const tokensOf = (text: string): number[] => tokenizer.encode(text, false, false);

/** A slot is taken for a prompt if it shares at least this much of it, as llama-server does by default. */
const ALIKE = 0.1;

const { before, after } = profiles['me-llama-chat'].turn ?? { before: '', after: '' };

/** A server of so many slots, each of which keeps its last prompt and answer, and counts what is read and written. */
export function makeCounter(slots: number) {
  const kept: number[][] = Array.from({ length: slots }, () => []);
  let cost = noCost();
  return {
    get cost() {
      return cost;
    },
    reset(): void {
      cost = noCost();
    },
    /** Reads a prompt; gives what is to be called with the answer, whole or as far as it has come. */
    ask(text: string): { write(tokens: readonly number[]): void } {
      const prompt = tokensOf(before + text + after);
      const shared = (slot: readonly number[]): number => {
        let n = 0;
        while (n < slot.length && n < prompt.length && slot[n] === prompt[n]) n++;
        return n;
      };
      const best = Math.max(...kept.map(shared));
      const isAlike = best >= ALIKE * prompt.length;
      // What was used longest ago stands first.
      const index = isAlike ? kept.findIndex((slot) => shared(slot) === best) : 0;
      const slot = [...prompt];
      kept.splice(index, 1);
      kept.push(slot);
      cost.requests++;
      cost.prompt += prompt.length;
      // The last token is always read.
      cost.read += prompt.length - (isAlike ? Math.min(best, prompt.length - 1) : 0);
      return {
        write(tokens) {
          cost.output += tokens.length;
          slot.push(...tokens);
        },
      };
    },
  };
}
export type Counter = ReturnType<typeof makeCounter>;

/** A runtime that answers at once, token by token, as it is told to. */
export const countedRuntime = (
  counter: Counter,
  answer: (prompt: string, key: string) => string,
  contextLength = 4_096,
): Runtime => ({
  name: 'counted',
  model: async () => ({ name: 'me-llama', digest: 'counted', contextLength }),
  async *ask(question, guard, signal) {
    const { strings, protocol } = stringsOf(question.schema);
    if (guard([question.prompt.text, ...strings], protocol)) throw new Error('The guard refused a question.');
    const text = answer(question.prompt.text, Object.keys(question.schema.properties ?? {})[0] ?? '');
    const slot = counter.ask(question.prompt.text);
    for (const token of tokensOf(text)) {
      if (signal.aborted) return;
      slot.write([token]);
      yield tokenizer.decode([token], false, false);
      // What has come is on the screen before more comes.
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
});

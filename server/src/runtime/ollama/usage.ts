import type { Usage } from '../runtime';

/** What the last reply of Ollama counts, in nanoseconds and tokens; what is nothing it leaves out. */
interface Counts {
  readonly total_duration?: unknown;
  readonly load_duration?: unknown;
  readonly prompt_eval_count?: unknown;
  readonly prompt_eval_duration?: unknown;
  readonly eval_count?: unknown;
  readonly eval_duration?: unknown;
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const milliseconds = (value: unknown): number => (number(value) ?? 0) / 1e6;

/** The wait for a slot is what the total has beyond all that is counted by itself; the loading is. */
export function usageOf(reply: Counts): Usage {
  const promptTokens = number(reply.prompt_eval_count);
  const outputTokens = number(reply.eval_count);
  const worked = milliseconds(reply.prompt_eval_duration) + milliseconds(reply.eval_duration);
  const waited = milliseconds(reply.total_duration) - milliseconds(reply.load_duration) - worked;
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(worked > 0 && reply.total_duration !== undefined && { worked, waited: Math.max(0, waited) }),
  };
}

import type { Prompt } from '../privacy/text';

/** A question to a model: the prompt, the JSON Schema that its answer must fit, and the most tokens it may take. */
export interface Question {
  readonly prompt: Prompt;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

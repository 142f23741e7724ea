import { expect } from 'vitest';
import { prompt } from '../../server/src/privacy/text';
import type { Guard } from '../../server/src/runtime/runtime';
import { FailureError, type FailureKind } from '../../server/src/task/failure';
import type { Question } from '../../server/src/task/question';

export const question: Question = {
  prompt: prompt`Each problem in: no wheeze.`,
  schema: { type: 'object', properties: { entities: { type: 'array' } } },
  maxTokens: 50,
};
export const answer = '{"entities":[{"text":"wheeze","type":"problem"}]}';
export const clean: Guard = () => undefined;
export const never = new AbortController().signal;

export interface Heard {
  readonly text: string;
  readonly failure: FailureKind | undefined;
  readonly message: string;
  readonly help: string;
}

/** All pieces of an answer, and the failure it ended with, which repeats nothing of the question. */
export async function all(pieces: AsyncIterable<string>): Promise<Heard> {
  let text = '';
  try {
    for await (const piece of pieces) text += piece;
    return { text, failure: undefined, message: '', help: '' };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { kind, message, help } = error.failure;
    expect(message + help).not.toContain('wheeze');
    return { text, failure: kind, message, help };
  }
}

/** The kind of the failure that some work ends with. */
export async function kindOf(work: Promise<unknown>): Promise<FailureKind | 'none'> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof FailureError) return error.failure.kind;
    throw error;
  }
}

import { joined, numbered, passage, prompt } from '../../privacy/text';
import { FailureError } from '../../task/failure';
import type { Question } from '../../task/question';

// An invented note, of which nothing is anybody's.
const sentence = passage`The patient has a cough and a fever, denies chest pain, and takes aspirin every day.`;
/** Tokens of a numbered line with the sentence, in vocabularies of any kind: at least. */
const LEAST_TOKENS = 14;
const LINES = 16;

/** The same lines under other numbers: no server has read them before. */
const lines = (count: number, first: number) => numbered(Array(count).fill(sentence), first);

const short = { type: 'string', minLength: 1, maxLength: 24 };

/**
 * Two questions that start alike and ask two things, with answers that are known.
 * @param first the number of the first line
 */
export function probes(first: number): { readonly denied: Question; readonly list: Question } {
  const start = passage`This is a made-up clinical note.\n<note>\n${lines(LINES, first)}\n</note>\n\n`;
  return {
    denied: {
      prompt: prompt`${start}Which of these does the patient not have: cough, fever, chest pain?\nThe answer is JSON: {"denied":"word"}`,
      schema: {
        type: 'object',
        properties: { denied: { enum: ['cough', 'fever', 'chest pain'] } },
        required: ['denied'],
        additionalProperties: false,
      },
      maxTokens: 64,
    },
    list: {
      prompt: prompt`${start}List the problems and the treatments that the note speaks of.\nThe answer is JSON: {"found":["word"]}`,
      schema: {
        type: 'object',
        properties: { found: { type: 'array', items: short, minItems: 3, maxItems: 5 } },
        required: ['found'],
        additionalProperties: false,
      },
      maxTokens: 160,
    },
  };
}

/** A question in one line. */
export const oneLine: Question = {
  prompt: prompt`${sentence} Which of these does the patient not have: cough, fever, chest pain? The answer is JSON: {"denied":"word"}`,
  schema: probes(1).denied.schema,
  maxTokens: 64,
};

/** A question that is longer than a context. */
function tooLong(contextLength: number): Question {
  const count = Math.ceil((contextLength * 1.2) / LEAST_TOKENS);
  return { prompt: prompt`${joined([lines(count, 1)], '')}`, schema: { type: 'object' }, maxTokens: 1 };
}

/** Milliseconds in which a server that refuses what is too long has counted its tokens. */
const REFUSING = 20_000;

/** Whether a server refuses a question that is longer than its context; undefined where it fails otherwise. */
export async function refusesTooLong(
  ask: (question: Question, signal: AbortSignal) => Promise<unknown>,
  contextLength: number,
  caller: AbortSignal,
): Promise<boolean | undefined> {
  try {
    await ask(tooLong(contextLength), AbortSignal.any([caller, AbortSignal.timeout(REFUSING)]));
    return false;
  } catch (error) {
    caller.throwIfAborted();
    return error instanceof FailureError && error.failure.kind === 'context-exceeded' ? true : undefined;
  }
}

/** What an answer to `denied` or `oneLine` is: of the form that was asked for, and right, or neither. */
export function judged(answer: string | undefined): 'right' | 'wrong' | 'unfit' {
  const denied = field(answer, 'denied');
  if (denied === 'chest pain') return 'right';
  return denied === 'cough' || denied === 'fever' ? 'wrong' : 'unfit';
}

/** Whether an answer to `list` has the form that was asked for. */
export function fitsList(answer: string | undefined): boolean {
  const found = field(answer, 'found');
  return (
    Array.isArray(found) &&
    found.length >= 3 &&
    found.length <= 5 &&
    found.every((one) => typeof one === 'string')
  );
}

function field(answer: string | undefined, name: string): unknown {
  try {
    return (JSON.parse(answer ?? '') as Record<string, unknown> | null)?.[name];
  } catch {
    return undefined;
  }
}

import { printableLine } from '../../format/printable';
import type { Failure } from '../../task/failure';

/** One thing that was looked at. A problem keeps the model from being used well; a note is worth knowing. */
export interface Finding {
  readonly about: string;
  readonly level: 'fine' | 'note' | 'problem';
  readonly says: string;
  /** What to do about it. */
  readonly help?: string;
}

/** What was found out of a model, in numbers; what the server does not tell is left out. */
export interface Facts {
  readonly serverVersion?: string;
  readonly model: string;
  readonly digest?: string;
  readonly family?: string;
  readonly parameters?: string;
  readonly quantization?: string;
  readonly profile: string;
  /** Tokens. */
  readonly contextTrained?: number;
  readonly contextServed?: number;
  readonly structured?: boolean;
  /** Whether a question that is too long is refused, rather than cut in silence. */
  readonly refusesOverflow?: boolean;
  /** Whether what two questions start with is read once. */
  readonly reusesPrefix?: boolean;
  readonly promptTokensPerSecond?: number;
  readonly outputTokensPerSecond?: number;
  /** How many questions are answered at once. */
  readonly slots?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly memoryOfGpu?: number;
}

export interface Report {
  readonly endpoint: string;
  readonly runtime: 'ollama' | 'openai';
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

export const hasProblem = ({ findings }: Report): boolean =>
  findings.some(({ level }) => level === 'problem');

export const fine = (about: string, says: string): Finding => ({ about, level: 'fine', says });
export const note = (about: string, says: string, help?: string): Finding => ({
  about,
  level: 'note',
  says,
  ...(help !== undefined && { help }),
});
export const problem = (about: string, says: string, help: string): Finding => ({
  about,
  level: 'problem',
  says,
  help,
});
export const ofFailure = (about: string, { message, help }: Failure): Finding =>
  problem(about, message, help);

const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

/** Under so many tokens a second a person waits for answers. */
const SLOW_READING = 100;
const SLOW_WRITING = 5;
/** What a window and its answer take, about: tokens. */
const WINDOW = { prompt: 1_000, answer: 150 };

/** @param reading, writing tokens a second; undefined where they were not learnt */
export function speedFinding(reading: number | undefined, writing: number | undefined): Finding {
  if (!reading || !writing) return note('speed', 'It could not be measured.');
  const window = WINDOW.prompt / reading + WINDOW.answer / writing;
  const says = `reads ${rounded(reading)} and writes ${rounded(writing)} tokens a second: about ${rounded(window)} s for a window of ${WINDOW.prompt} tokens`;
  return reading < SLOW_READING || writing < SLOW_WRITING
    ? note('speed', says, 'A smaller quantization, a smaller model, or a graphics processor makes it faster.')
    : fine('speed', says);
}

/** @param first, second how long the first and the second question took to be read, in any one unit */
export function reuseFinding(first: number | undefined, second: number | undefined): Finding {
  const about = 'prefix reuse';
  if (!first || second === undefined) return note(about, 'It could not be measured.');
  return second < first / 2
    ? fine(
        about,
        `what questions have in common is read once (the second took ${rounded((100 * second) / first)} %)`,
      )
    : note(
        about,
        'each question is read as a whole, though it starts as the one before',
        'Other users of the server may have come between; else its prompt cache is off.',
      );
}

/** The smallest context in which windows hold more than a few sentences. */
const SMALL = 2_048;

export function contextFinding(served: number, trained: number | undefined, help: string): Finding {
  const about = 'context';
  const says = `${served} tokens${trained === undefined ? '' : `, trained on ${trained}`}`;
  if (trained !== undefined && served > trained)
    return problem(about, `${says}: beyond that it writes nonsense`, help);
  return served < SMALL ? note(about, `${says}: windows will be small`, help) : fine(about, says);
}

/**
 * @param answer what came of a question with a known answer, and whether another one's had the form asked for
 */
export function structureFinding(answer: 'right' | 'wrong' | 'unfit', fits: boolean): Finding {
  const about = 'structured output';
  if (answer === 'unfit' || !fits) {
    return problem(
      about,
      'an answer did not have the form that was asked for',
      'Update the server: older ones do not hold a model to a schema.',
    );
  }
  return answer === 'right'
    ? fine(about, 'works, and the test question was answered rightly')
    : note(
        about,
        'works, but the test question was answered wrongly',
        'See whether the template and the weights are the right ones, or take a larger model.',
      );
}

/** @param refuses undefined where it could not be seen in time */
export function overflowFinding(refuses: boolean | undefined, help: string): Finding {
  const about = 'overflow';
  if (refuses) return fine(about, 'questions that are too long are refused');
  return refuses === undefined
    ? note(about, 'it could not be seen in time whether questions that are too long are refused')
    : note(about, 'questions that are too long are cut in silence', help);
}

const marks = { fine: 'ok', note: 'note', problem: 'PROBLEM' };

/** A report for people, a line or two for each thing that was looked at. */
export function linesOf({ endpoint, facts, findings }: Report): string[] {
  const width = Math.max(...findings.map(({ about }) => about.length));
  return [
    printableLine(`${facts.model} at ${endpoint}`),
    ...findings.flatMap(({ about, level, says, help }) => [
      `${marks[level].padEnd(7)}  ${about.padEnd(width)}  ${printableLine(says)}`,
      ...(help === undefined ? [] : [`${' '.repeat(width + 11)}${printableLine(help)}`]),
    ]),
  ];
}

import { type Failure, FailureError } from '../../task/failure';

/** So many characters alike are no chance. */
const ALIKE = 48;
/** Letters below which a text is too short to tell its language. */
const FEW = 12;
/** The share of the letters of a text, in words that were in the question: far more in any gist, next to none abroad. */
const LEAST_SHARED = 0.15;

const repeated: Failure = {
  kind: 'bad-answer',
  message: 'The model repeated the question in place of an answer.',
  help: 'Its turn template may not fit; a base model that was not tuned to follow instructions does so, too.',
};

export const foreign: Failure = {
  kind: 'bad-answer',
  message: 'The answer was in another language than the note.',
  help: 'Another model, or a larger one, may keep to the language of the note.',
};

/**
 * A watch on the beginning of an answer: give it the pieces as they come. It throws a `FailureError` as soon as the
 * answer turns out to repeat the beginning of the question.
 */
export function watchForEcho(question: string): (piece: string) => void {
  const beginning = question.trimStart().slice(0, ALIKE);
  let answer = '';
  return (piece) => {
    if (beginning.length < ALIKE || answer.length >= ALIKE) return;
    answer = (answer + piece).trimStart();
    if (answer.startsWith(beginning)) throw new FailureError(repeated);
  };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];

/**
 * Whether a text is in another language than the question that it answers, which holds the note: hardly any of its
 * words are in there. Too short texts are not.
 */
export function isForeign(text: string, question: string): boolean {
  const known = new Set(wordsOf(question));
  const words = wordsOf(text);
  const letters = (some: readonly string[]): number => some.reduce((sum, word) => sum + word.length, 0);
  const all = letters(words);
  return all >= FEW && letters(words.filter((word) => known.has(word))) < LEAST_SHARED * all;
}

import { detached } from '../../note/detached';

/** How many words are remembered at most. */
const MEMORY = 20_000;

/** What is worked out for a word, remembered: notes repeat their words. */
export function remembered<Answer>(work: (lower: string) => Answer): (lower: string) => Answer {
  const answers = new Map<string, Answer>();
  return (lower) => {
    let answer = answers.get(lower);
    if (answer === undefined) {
      answer = work(lower);
      if (answers.size >= MEMORY) answers.clear();
      answers.set(detached(lower), answer);
    }
    return answer;
  };
}

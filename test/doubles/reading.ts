// What a model reads out of a question: for doubles that know the right answers.

/** The stretch of a prompt that the note fills; the whole prompt where no stretch is marked. */
export function noteIn(prompt: string): string {
  const match = /<(note|clinical-note|source-text)>\n([\s\S]*?)\n<\/\1>/.exec(prompt);
  return match?.[2] ?? prompt;
}

/** The numbered mentions of a question about relations, by line; each line is a sentence. */
export function mentionsIn(prompt: string): { number: number; text: string; line: number }[] {
  const list = /a line each:\n([\s\S]*)\nThe question: list/.exec(prompt)?.[1] ?? '';
  return list.split('\n').flatMap((sentence, line) =>
    [...sentence.matchAll(/(\d+)\. (.*?)(?=(?:;[^;:]+:)? \d+\. |$)/g)].map((match) => ({
      number: Number(match[1]),
      text: match[2] as string,
      line,
    })),
  );
}

/** The numbered pairs of a question about inference. */
export const pairsIn = (prompt: string): { number: number; premise: string; hypothesis: string }[] =>
  [...prompt.matchAll(/^(\d+)\. \[PRE\] ([\s\S]*?) \[HYP\] ([\s\S]*?)(?=\n\d+\. \[PRE\]|\n\n)/gm)].map(
    (match) => ({
      number: Number(match[1]),
      premise: match[2] as string,
      hypothesis: match[3] as string,
    }),
  );

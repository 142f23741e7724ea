import { type DeidentifiedText, numbered, type Prompt, passage, prompt } from '../../privacy/text';

export const version = 'inference-3';

/** The marks of premise and hypothesis are those that Me-LLaMA was tuned with. */
export const pairLine = (premise: DeidentifiedText, hypothesis: DeidentifiedText): DeidentifiedText =>
  passage`[PRE] ${premise} [HYP] ${hypothesis}`;

/** @param start what all questions start with */
export const inferencePrompt = (start: DeidentifiedText, pairs: readonly DeidentifiedText[]): Prompt =>
  prompt`${start}INPUT, pairs of a premise and a hypothesis:
${numbered(pairs)}

The question: give each pair its label, "entailment" where the premise makes the hypothesis true, "contradiction" where it makes it false, "neutral" otherwise.
OUTPUT as JSON, {"judgements":[[number,"label"]]}:`;

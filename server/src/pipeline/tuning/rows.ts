import { type Profile, rawOf } from '../../runtime/model/profiles';
import type { CountTokens } from '../windows/tokens';
import type { Sample } from './sample';

/** A profile whose turns are known, so that what is trained can be written down to the letter. */
export type Turned = Profile & Required<Pick<Profile, 'turn'>>;
export const isTurned = (profile: Profile): profile is Turned => profile.turn !== undefined;

/** Of Llama 2's vocabulary, as all profiles with turns have it. */
const BOS = '<s>';
const EOS = '</s>';

/** A question in the turns of its model, and the answer. */
export interface Row {
  /** All that a model is given, but for BOS. */
  readonly prompt: string;
  readonly answer: string;
}

export const rowOf = ({ question, answer }: Pick<Sample, 'question' | 'answer'>, profile: Turned): Row => ({
  prompt: rawOf(profile, question) ?? question,
  answer,
});

/** The tokens of a row, with BOS and EOS. */
export const tokensOfRow = (
  { prompt, answer }: Row,
  { bos }: Turned,
  count: CountTokens,
): { readonly prompt: number; readonly answer: number } => ({
  prompt: count(prompt) + (bos ? 1 : 0),
  answer: count(answer) + 1,
});

/**
 * A row as two texts for tools that tokenize both on their own, with the marks of start and end that these tools do not
 * write. Llama's tokenizer puts a space before each text: so the cut is made at the last space of the prompt, which the
 * second text gets back. Then the tokens are those of the whole, as a server makes them; cut before the answer, they
 * would begin it with a space that no answer has.
 */
export function apart({ prompt, answer }: Row, { bos }: Turned): { given: string; learnt: string } {
  const at = prompt.lastIndexOf(' ');
  return {
    given: (bos ? BOS : '') + prompt.slice(0, at),
    learnt: prompt.slice(at + 1) + answer + EOS,
  };
}

import { packTagger, unpackTagger } from './pack';
import type { GoldSentence } from './sentence';
import { continueTraining, type TrainOptions, trainTagger } from './train';

/** What a thread of its own is given to do; plain data, so that it can be sent there as it is. */
export interface TrainingJob {
  /** `anew` trains on all sentences, from the weights where there are any; `further` adds them to what is known. */
  readonly how: 'anew' | 'further';
  readonly sentences: readonly GoldSentence[];
  /** With `further`: a sample of what was learned before. */
  readonly earlier: readonly GoldSentence[];
  /** A packed tagger to start from. */
  readonly from: Uint8Array | undefined;
  readonly options: Partial<Omit<TrainOptions, 'from'>>;
}

/**
 * Does a job and gives the packed tagger; the same as when it is trained at once, but for the rounding of packing.
 * Throws for `further` without a tagger, and where the bytes are none.
 */
export function runTrainingJob({ how, sentences, earlier, from, options }: TrainingJob): Uint8Array {
  const known = from && unpackTagger(from);
  if (how === 'anew') return packTagger(trainTagger(sentences, { ...options, from: known }));
  if (!known) throw new Error('nothing to train further');
  return packTagger(continueTraining(known, sentences, earlier));
}

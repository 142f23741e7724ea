/**
 * How to train, with where it is from. The authors of Me-LLaMA say of their instruction tuning: LoRA, 3 epochs, a
 * learning rate of 1e-5 (README of BIDS-Xu-Lab/Me-LLaMA); of their pre-training: AdamW with betas .9 and .95, weight decay
 * 1e-5, a cosine schedule with a warm-up of .05, bf16, gradients gathered over 16 steps. All else is not said.
 */
export const training = {
  epochs: 3,
  learningRate: '1.0e-5',
  beta1: 0.9,
  beta2: 0.95,
  weightDecay: '1.0e-5',
  warmup: 0.05,
  accumulation: 16,
  batch: 1,
  rank: 16,
  alpha: 32,
  dropout: 0.05,
} as const;

/** Comments that all configurations share: what is the authors', and what is not. */
export const said = {
  tuning: "the authors' instruction tuning",
  pretraining: "the authors' pre-training; of their tuning they do not say it",
  unsaid: 'not said by the authors: a usual choice',
  rate: "the authors' instruction tuning; with a few hundred samples try 1.0e-4, too",
} as const;

/** What the user puts in its place: the folder of the weights. */
export const BASE = 'BASE_MODEL';

/** The optimizer's steps that a training takes, and those of them that warm it up. */
export function stepsOf(samples: number): { readonly all: number; readonly warmup: number } {
  const all = Math.max(1, Math.ceil(samples / (training.batch * training.accumulation))) * training.epochs;
  return { all, warmup: Math.ceil(all * training.warmup) };
}

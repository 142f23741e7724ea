/** The families of models whose turn format is known here, and `server` for all others. */
export const profileNames = [
  'me-llama-chat',
  'me-llama-base',
  'llama-2-chat',
  'pmc-llama',
  'meditron',
  'medalpaca',
  'alpacare',
  'server',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** What a family of models was trained with: what a server has to be told, since few of their files say it. */
export interface Profile {
  readonly name: ProfileName;
  /** For people. */
  readonly title: string;
  /** What stands around a question; absent where the server's own template for the model is to be used. */
  readonly turn?: { readonly before: string; readonly after: string };
  /** Texts that end an answer. */
  readonly stop: readonly string[];
  /** The longest text that it was trained on, in tokens; absent where its file alone tells. */
  readonly contextLength?: number;
  /** Whether a text begins with the token BOS; absent where its file alone tells. */
  readonly bos?: boolean;
  /** Its vocabulary: that of Llama 1 and 2 is one. */
  readonly tokenizer: 'llama-2' | undefined;
  /** What its user should know, a sentence or two; empty where there is nothing. */
  readonly advice: string;
}

const BASE =
  'A base model: it was not tuned to answer questions, and needs supervised tuning, or examples, to answer well.';
const ALPACA = {
  before:
    'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n### Instruction:\n',
  after: '\n\n### Response:',
};

/**
 * The profiles, with where their facts are from:
 * - Me-LLaMA: `src/model_prompt.py` of BIDS-Xu-Lab/Me-LLaMA has the turns (`mellama_prompt`), and `src/eval.py` none as
 *   the default (`no_prompt`). Texts began without BOS and ended with EOS; 4,096 tokens, as Llama 2.
 * - Llama 2 chat: llama.com/docs/model-cards-and-prompt-formats/meta-llama-2.
 * - PMC-LLaMA 13B: `SFT/eval/qa_inference.py` of chaoyi-wu/PMC-LLaMA, the form without an input. Tuned from Llama 1.
 * - Meditron: `evaluation/inference.py` of epfLLM/meditron sends its base models the text as it stands, and stops at
 *   "###"; only checkpoints that were tuned on benchmarks, which are not published, have turns. Its README: trained on
 *   2,048 tokens (7B) and 4,096 (70B).
 * - MedAlpaca: the model cards of medalpaca-7b and -13b; the templates in the repository changed from version to version.
 *   Llama 1: 2,048 tokens.
 * - AlpaCare: `test_generation/generation.py` of XZhang97666/AlpaCare. Tuned on at most 1,024 tokens
 *   (`training/training-13b.sh`), from Llama 1 or 2: the file tells which.
 */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  'me-llama-chat': {
    name: 'me-llama-chat',
    title: 'Me-LLaMA chat',
    turn: { before: 'Human: \n', after: '\n\nAssistant: \n' },
    stop: ['Human:'],
    contextLength: 4_096,
    bos: false,
    tokenizer: 'llama-2',
    advice: '',
  },
  'me-llama-base': {
    name: 'me-llama-base',
    title: 'Me-LLaMA, base',
    turn: { before: '', after: '\n' },
    stop: [],
    contextLength: 4_096,
    bos: false,
    tokenizer: 'llama-2',
    advice: BASE,
  },
  'llama-2-chat': {
    name: 'llama-2-chat',
    title: 'Llama 2 chat',
    turn: { before: '[INST] ', after: ' [/INST]' },
    stop: ['[INST]'],
    contextLength: 4_096,
    bos: true,
    tokenizer: 'llama-2',
    advice: '',
  },
  'pmc-llama': {
    name: 'pmc-llama',
    title: 'PMC-LLaMA 13B',
    turn: ALPACA,
    stop: ['### Instruction:'],
    contextLength: 2_048,
    bos: true,
    tokenizer: 'llama-2',
    advice: '',
  },
  meditron: {
    name: 'meditron',
    title: 'Meditron 7B or 70B',
    turn: { before: '', after: '\n' },
    stop: ['###'],
    bos: true,
    tokenizer: 'llama-2',
    advice: BASE,
  },
  medalpaca: {
    name: 'medalpaca',
    title: 'MedAlpaca',
    turn: { before: 'Question: ', after: '\n\nAnswer: ' },
    stop: ['Question:'],
    contextLength: 2_048,
    bos: true,
    tokenizer: 'llama-2',
    advice: '',
  },
  alpacare: {
    name: 'alpacare',
    title: 'AlpaCare',
    turn: ALPACA,
    stop: ['### Instruction:'],
    bos: true,
    tokenizer: 'llama-2',
    advice: 'It was tuned on texts of at most 1,024 tokens.',
  },
  server: {
    name: 'server',
    title: "the server's own template",
    stop: [],
    tokenizer: undefined,
    advice: '',
  },
};

/** What is known of a model, to tell its family by. */
export interface Known {
  /** What it is called where it is served, or its file. */
  readonly names: readonly string[];
  /** What its own file says of it (`general.name`, `general.basename`, `general.finetune`). */
  readonly own?: readonly string[];
}

// Llama 3 took another vocabulary and another template, and so did what was made from it.
const later = /llama[-_ .]?[34]|(?:^|[^a-z])l3[-_ ]|meditron[-_ ]?3/i;
const families: readonly (readonly [RegExp, ProfileName])[] = [
  [/(?:^|[^a-z])me[-_ ]?llama/i, 'me-llama-chat'],
  [/pmc[-_ ]?llama[-_ ]?7b/i, 'server'],
  [/pmc[-_ ]?llama/i, 'pmc-llama'],
  [/med[-_ ]?alpaca/i, 'medalpaca'],
  [/alpa[-_ ]?care/i, 'alpacare'],
  [/meditron/i, 'meditron'],
  [/llama[-_ ]?2.*chat/i, 'llama-2-chat'],
];

/**
 * The profile of a model; `server` for one that is of no known family. Its own file is asked before the name that
 * somebody gave it. A Me-LLaMA whose file says its name without "chat", as the base models' do, or which is called so,
 * is taken for a base model.
 */
export function profileOf(known: Known | string): Profile {
  const { names, own = [] } = typeof known === 'string' ? { names: [known] } : known;
  const all = [own.join(' '), ...names];
  if (all.some((name) => later.test(name))) return profiles.server;
  for (const name of all) {
    const family = families.find(([shape]) => shape.test(name))?.[1];
    if (family === undefined) continue;
    if (family !== 'me-llama-chat' || all.some((one) => /chat|instruct/i.test(one))) return profiles[family];
    const bySize = name === all[0] && /\d+b/i.test(name);
    const isBase = bySize || all.some((one) => /\bbase\b|foundation/i.test(one));
    return profiles[isBase ? 'me-llama-base' : family];
  }
  return profiles.server;
}

/** The template of a profile in Ollama's language; undefined where the server's own is to be used. */
export const templateOf = ({ turn }: Profile): string | undefined =>
  turn && `${turn.before}{{ .Prompt }}${turn.after}`;

/**
 * The whole text that a server completes, for one that has no template or the wrong one (`/v1/completions`); undefined
 * where the server's own template is to be used. BOS is the server's to add.
 */
export const rawOf = ({ turn }: Profile, question: string): string | undefined =>
  turn && `${turn.before}${question}${turn.after}`;

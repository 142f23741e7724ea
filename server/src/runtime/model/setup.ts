import { basename } from 'node:path';
import { printableLine } from '../../format/printable';
import { failed } from '../failures';
import { hashOf } from '../gguf/file-upload';
import { readModel } from '../gguf/files';
import { type Gguf, GgufError, readGguf } from '../gguf/header';
import type { OllamaAdmin, Recipe } from '../ollama/admin';
import { isCloudName, USUAL_CONTEXT } from '../ollama/model';
import { judged, oneLine } from './probes';
import { type Profile, type ProfileName, profileOf, profiles, templateOf } from './profiles';

export interface SetupWish {
  /** A GGUF file, or any part of a model in several files. */
  readonly gguf: string;
  /** What the server will call the model. */
  readonly name: string;
  /** Undefined: found out from the file and the name. */
  readonly profile?: ProfileName | undefined;
  /** A LoRA adapter, as a GGUF file. */
  readonly adapter?: string | undefined;
}

/** What is going to be made, before anything is sent. */
export interface Plan {
  readonly name: string;
  readonly files: readonly [Gguf, ...Gguf[]];
  readonly adapter: Gguf | undefined;
  readonly profile: Profile;
  /** In tokens; undefined where the server's default is left alone. */
  readonly contextLength: number | undefined;
  /** What the user should know, each a sentence or two. */
  readonly warnings: readonly string[];
}

/** How far the work is, in bytes, or as the server says it. */
export type SetupStep =
  | { readonly doing: 'reading' | 'sending'; readonly done: number; readonly total: number }
  | { readonly doing: 'making'; readonly says: string; readonly part: number | undefined };

const named = /^[a-z0-9][\w.-]*(\/[\w.-]+){0,2}(:[\w.-]+)?$/i;

/** Why a name cannot be that of a model; undefined where it can. */
export function badName(name: string): string | undefined {
  if (!named.test(name)) return 'A name is made of letters, digits, "-", "_" and ".", such as me-llama.';
  if (isCloudName(name)) return 'Names that end in "cloud" are those of models that run elsewhere.';
  return undefined;
}

/** How to make the file start texts as the family was trained to. */
const bosHelp = (wanted: boolean): string =>
  `llama-quantize --override-kv tokenizer.ggml.add_bos_token=bool:${wanted} IN.gguf OUT.gguf COPY`;

function warningsOf(first: Gguf, profile: Profile, chosen: boolean): string[] {
  const warnings: string[] = [];
  const { title, bos } = profile;
  if (bos !== undefined && (first.addBos ?? true) !== bos) {
    warnings.push(
      `${title} was trained on texts ${bos ? 'with' : 'without'} BOS, and the file says otherwise. To change it: ${bosHelp(bos)}`,
    );
  }
  if (profile.name === 'server' && !first.hasChatTemplate) {
    warnings.push(
      'The file has no chat template, and its family is not known here: questions go to the model as they stand. --profile names a family.',
    );
  }
  if (profile.name === 'me-llama-base' && !chosen) {
    warnings.push(
      'It is taken for the base model by its name; --profile me-llama-chat if it is the chat model.',
    );
  }
  if (profile.advice !== '') warnings.push(profile.advice);
  return warnings;
}

/**
 * Reads the files of a model and decides how it is to be served. Sends nothing.
 * @throws GgufError where a file cannot be used, else the error of the system
 */
export async function planModel({ gguf, name, profile: wanted, adapter }: SetupWish): Promise<Plan> {
  const files = await readModel(gguf);
  const [first] = files;
  if (first.type !== 'model') throw new GgufError(`it holds no model, but ${first.type}`);
  const lora = adapter === undefined ? undefined : await readGguf(adapter);
  if (lora && lora.type !== 'adapter') throw new GgufError(`${basename(lora.path)}: it is no adapter`);
  const profile = wanted ? profiles[wanted] : profileOf({ names: [basename(gguf), name], own: first.own });
  const trained = Math.min(
    profile.contextLength ?? Number.POSITIVE_INFINITY,
    first.contextLength ?? Number.POSITIVE_INFINITY,
  );
  return {
    name,
    files,
    adapter: lora,
    profile,
    contextLength: profile.name === 'server' || !Number.isFinite(trained) ? undefined : trained,
    warnings: warningsOf(first, profile, wanted !== undefined),
  };
}

/** The server takes files in `/api/create` since then. */
const OLDEST = [0, 5, 5] as const;

function isOld(version: string): boolean {
  const parts = version.split(/[.-]/).map(Number);
  for (const [i, least] of OLDEST.entries()) {
    const part = parts[i] ?? 0;
    // What is no release (0.0.0, a name) is given the benefit of the doubt.
    if (Number.isNaN(part)) return false;
    if (part !== least) return part < least && version !== '0.0.0';
  }
  return false;
}

/** The bytes that are read, and then sent. */
export const bytesOf = ({ files, adapter }: Plan): number =>
  [...files, ...(adapter ? [adapter] : [])].reduce((sum, { size }) => sum + size, 0);

const recipeOf = (plan: Plan, digests: readonly string[], adapter: string | undefined): Recipe => {
  const { name, files, profile, contextLength } = plan;
  const template = templateOf(profile);
  const { length } = files;
  const number = (no: number): string => String(no).padStart(5, '0');
  // Not by their own names: those may hold what a server refuses.
  const fileName = (i: number): string =>
    length === 1 ? 'model.gguf' : `model-${number(i + 1)}-of-${number(length)}.gguf`;
  return {
    model: name,
    files: Object.fromEntries(digests.map((digest, i) => [fileName(i), `sha256:${digest}`])),
    ...(adapter !== undefined && { adapters: { 'adapter.gguf': `sha256:${adapter}` } }),
    ...(template !== undefined && { template }),
    parameters: {
      temperature: 0,
      ...(contextLength !== undefined && { num_ctx: contextLength }),
      ...(profile.stop.length > 0 && { stop: profile.stop }),
    },
  };
};

/**
 * Makes the model on the server: reads the files for their digests, sends those that the server does not have, so that
 * an attempt which was broken off goes on where whole files ended, and has the model made. One of the same name is
 * replaced. Rejects with a `FailureError`, a `GgufError`, an error of the system, or the reason of the signal.
 */
export async function createModel(
  plan: Plan,
  admin: OllamaAdmin,
  step: (step: SetupStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const version = await admin.version(signal);
  if (isOld(version)) {
    throw failed(
      'server-error',
      `Ollama at ${admin.base} is of version ${version}, which cannot take a model's files.`,
      'Update Ollama.',
    );
  }
  const files: readonly Gguf[] = plan.adapter ? [...plan.files, plan.adapter] : plan.files;
  const total = bytesOf(plan);
  const digests: string[] = [];
  let before = 0;
  for (const { path, size } of files) {
    const start = before;
    digests.push(
      await hashOf(path, (bytes) => step({ doing: 'reading', done: start + bytes, total }), signal),
    );
    before += size;
  }
  before = 0;
  for (const [i, { path, size }] of files.entries()) {
    const digest = digests[i] ?? '';
    const start = before;
    before += size;
    if (await admin.hasBlob(digest, signal)) step({ doing: 'sending', done: before, total });
    else {
      const moved = (bytes: number): void => step({ doing: 'sending', done: start + bytes, total });
      await admin.upload(path, digest, moved, signal);
    }
  }
  const ofFiles = digests.slice(0, plan.files.length);
  const recipe = recipeOf(plan, ofFiles, plan.adapter && digests.at(-1));
  await admin.create(recipe, (says, part) => step({ doing: 'making', says, part }), signal);
}

const verdicts = {
  right: 'as it should',
  wrong: 'in the form that was asked for, but wrongly',
  unfit: 'not in the form that was asked for',
};

/** Asks a model that was made one question with a known answer; says what came of it. Loads the model. */
export async function trial(admin: OllamaAdmin, plan: Plan, signal: AbortSignal): Promise<string> {
  const { message } = await admin.ask(oneLine, plan.contextLength ?? USUAL_CONTEXT, signal);
  const said = printableLine(message?.content ?? '').slice(0, 200);
  return `asked what the patient does not have, it answers ${verdicts[judged(message?.content)]}: ${said}`;
}

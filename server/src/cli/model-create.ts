import { GgufError } from '../runtime/gguf/header';
import type { ProfileName } from '../runtime/model/profiles';
import { badName, bytesOf, createModel, type Plan, planModel, trial } from '../runtime/model/setup';
import { ollamaAdmin } from '../runtime/ollama/admin';
import { EngineError } from './choose';
import type { Doors } from './doors';
import { type Io, messagesTo, reasonOf, shownName, UsageError, write } from './io';
import { setupProgress } from './model-progress';
import { said, serverOf } from './model-server';

export interface CreateFlags {
  readonly gguf: string;
  readonly name: string;
  readonly profile: ProfileName | undefined;
  readonly adapter: string | undefined;
  readonly endpoint: string;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly allowHost: readonly string[];
}

async function plan(flags: CreateFlags): Promise<Plan> {
  try {
    return await planModel(flags);
  } catch (error) {
    const why = error instanceof GgufError ? error.message : reasonOf(error);
    throw new EngineError(`${shownName(flags.gguf)}: ${why}`);
  }
}

/**
 * `marginalia model create`: makes a model on an Ollama server from the user's own weights. Returns the exit status.
 * @throws UsageError for a name that is taken or cannot be, EngineError where a file or the server will not do
 */
export async function createCommand(flags: CreateFlags, io: Io, doors: Doors): Promise<number> {
  const { name, quiet, force } = flags;
  const bad = badName(name);
  if (bad !== undefined) throw new UsageError(`--name ${shownName(name)}: ${bad}`);
  const progress = { clear: (): void => {} };
  const messages = messagesTo(io, quiet, () => progress.clear());
  const planned = await plan(flags);
  const [first] = planned.files;
  const server = await serverOf(flags, io, doors);
  const admin = ollamaAdmin({ ...server, model: name });
  await said(admin.version(io.signal));
  if (!force && (await said(admin.find(name, io.signal)))) {
    throw new UsageError(`${name} is there already. --force replaces it; --name NAME makes another.`);
  }
  const { profile, contextLength } = planned;
  messages.info(
    `${(bytesOf(planned) / 1e9).toFixed(3)} GB, ${first.architecture}, ${first.quantization}; profile: ${profile.title} (${profile.name})${contextLength === undefined ? '' : `, ${contextLength} tokens`}`,
  );
  for (const warning of planned.warnings) messages.warn(warning);
  const shown = setupProgress(io, messages, quiet);
  progress.clear = shown.clear;
  try {
    await said(createModel(planned, admin, shown.update, io.signal));
  } finally {
    shown.stop();
    progress.clear = () => {};
  }
  await write(io.stdout, `${name} is made.\n`);
  await write(io.stdout, `${name}: ${await said(trial(admin, planned, io.signal))}\n`);
  messages.info(`marginalia model check --model ${name} tells more.`);
  return 0;
}

import type { CancellationToken, Connection } from 'vscode-languageserver';
import * as z from 'zod';
import { codeOf } from '../../privacy/error-code';
import { type EndpointKey, keyFor } from '../../runtime/keys';
import type { Report } from '../../runtime/model/report';
import type { Plan, SetupStep } from '../../runtime/model/setup';
import { FailureError } from '../../task/failure';
import type { Settings } from '../settings';
import {
  CHECK_MODEL,
  type CheckedModel,
  CREATE_MODEL,
  type CreatedModel,
  MODEL_PROGRESS,
  type ModelProgress,
  type ModelTrouble,
  PLAN_MODEL,
  type PlannedModel,
} from './model-protocol';

export interface ModelSetup {
  readonly settings: () => Settings;
  readonly keys: () => readonly EndpointKey[];
  /** Hosts beside this machine that the user allowed; never taken from a client. */
  readonly allowedHosts: () => Promise<readonly string[]>;
  readonly ended: AbortSignal;
  /** Has nothing else asked of the server until the function that it gives is called. */
  readonly hold: () => () => void;
}

type Answer = PlannedModel | CreatedModel | CheckedModel | ModelTrouble;

const fileSchema = z.object({
  gguf: z.string().min(1),
  name: z.string(),
  profile: z.string().optional(),
  force: z.boolean().catch(false),
});

// Loaded when wanted: few sessions set up a model.
const load = async () => ({
  ...(await import('../../runtime/model/setup')),
  ...(await import('../../runtime/ollama/admin')),
  ...(await import('../../runtime/model/profiles')),
  ...(await import('../../runtime/gguf/header')),
});

/** Of an error that is none of the known ways to fail, only the system's code is told: it may hold anything else. */
async function troubleOf(error: unknown): Promise<ModelTrouble> {
  const { GgufError } = await load();
  if (error instanceof FailureError) {
    return { trouble: `${error.failure.message} ${error.failure.help}`.trim() };
  }
  if (error instanceof GgufError) return { trouble: `The file cannot be used: ${error.message}.` };
  const code = codeOf(error);
  return { trouble: `The file cannot be read${code === undefined ? '' : ` (${code})`}.` };
}

const words = { reading: 'reading the file', sending: 'sending it to Ollama' };
const progressOf = (step: SetupStep): ModelProgress => {
  if (step.doing !== 'making') return { says: words[step.doing], part: step.done / step.total };
  return { says: 'Ollama puts it together', ...(step.part !== undefined && { part: step.part }) };
};

/** Answers the client's requests about setting up a model; what goes wrong in a known way is an answer, too. */
export function serveModelSetup(connection: Connection, setup: ModelSetup): void {
  /** Runs some work until the client cancels it, or leaves. */
  const until = async (
    token: CancellationToken,
    work: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> => {
    const cancelled = new AbortController();
    const listening = token.onCancellationRequested(() => cancelled.abort());
    const signal = AbortSignal.any([cancelled.signal, setup.ended]);
    try {
      return await work(signal);
    } catch (error) {
      return signal.aborted ? { trouble: 'It was ended.' } : await troubleOf(error);
    } finally {
      listening.dispose();
    }
  };
  /** The servers of the settings, each with the key that is for it. */
  const servers = async () => {
    const allowedHosts = await setup.allowedHosts();
    return [setup.settings().endpoint].flat().map((endpoint) => ({
      endpoint,
      allowedHosts,
      key: keyFor(endpoint, setup.keys(), allowedHosts),
    }));
  };
  const plan = async (params: unknown): Promise<ModelTrouble | { force: boolean; planned: Plan }> => {
    const { planModel, profileNames, badName } = await load();
    const { profile, force, ...file } = fileSchema.parse(params);
    const bad = badName(file.name);
    if (bad !== undefined) return { trouble: bad };
    const wanted = profileNames.find((name) => name === profile);
    return { force, planned: await planModel({ ...file, profile: wanted }) };
  };

  const planned = async (params: unknown): Promise<PlannedModel | ModelTrouble> => {
    const { profiles, bytesOf } = await load();
    const made = await plan(params);
    if ('trouble' in made) return made;
    const { files, profile, warnings } = made.planned;
    const size = (bytesOf(made.planned) / 1e9).toFixed(1);
    return {
      says: `${files[0].own[0] ?? files[0].architecture}, ${files[0].quantization}, ${size} GB`,
      profile: profile.name,
      profiles: Object.values(profiles).map(({ name, title }) => ({ name, title })),
      warnings,
    };
  };

  const created = async (params: unknown, signal: AbortSignal): Promise<CreatedModel | ModelTrouble> => {
    const { createModel, ollamaAdmin, trial } = await load();
    const made = await plan(params);
    if ('trouble' in made) return made;
    const admins = (await servers()).map((server) => ollamaAdmin({ ...server, model: made.planned.name }));
    for (const admin of admins) {
      await admin.version(signal);
      if (!made.force && (await admin.find(made.planned.name, signal))) return { made: false };
    }
    let told = '';
    const step = (one: SetupStep): void => {
      const progress = progressOf(one);
      const line = `${progress.says} ${Math.floor((progress.part ?? 0) * 100)}`;
      if (line === told) return;
      told = line;
      void connection.sendNotification(MODEL_PROGRESS, progress);
    };
    const said: string[] = [];
    for (const admin of admins) {
      await createModel(made.planned, admin, step, signal);
      said.push(await trial(admin, made.planned, signal));
    }
    return { made: true, says: said.join('\n') };
  };

  const checked = async (_: unknown, signal: AbortSignal): Promise<CheckedModel> => {
    const { checkModel } = await import('../../runtime/model/check');
    const { hasProblem, linesOf } = await import('../../runtime/model/report');
    const { runtime, model } = setup.settings();
    const reports: Report[] = [];
    const goOn = setup.hold();
    try {
      for (const server of await servers()) {
        const wish = { ...server, model, runtime: runtime === 'embedded' ? 'auto' : runtime } as const;
        reports.push(await checkModel(wish, signal));
      }
    } finally {
      goOn();
    }
    return { problems: reports.filter(hasProblem).length, lines: reports.flatMap(linesOf) };
  };

  type Work = (params: unknown, signal: AbortSignal) => Promise<Answer>;
  const serve = (method: string, work: Work): void => {
    connection.onRequest<Answer, void>(method, (params: unknown, token: CancellationToken) =>
      until(token, (signal) => work(params, signal)),
    );
  };
  serve(PLAN_MODEL, planned);
  serve(CREATE_MODEL, created);
  serve(CHECK_MODEL, checked);
}

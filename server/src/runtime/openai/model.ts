import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FailureError } from '../../task/failure';
import { type Asked, answersNothing, cloudModel, wrongServer } from '../failures';
import { canAnswer, contextOf, isCloudName, isRemote, USUAL_CONTEXT } from '../ollama/model';
import type { Model } from '../runtime';
import { failureOfStatus, noModel } from './failures';
import { type Entry, listSchema, propsSchema, readAs } from './messages';

/** A model as the server knows it: `id` is what requests call it. */
export interface Served {
  readonly id: string;
  readonly model: Model;
  /** Whether the server is an Ollama, which may hand the model on to a cloud from one question to the next. */
  readonly isOllama?: true;
}

/** An answer of the server. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}
/** Asks about the server or the model: GET without a body, else POST. */
export type AskAbout = (path: string, body?: object) => Promise<Reply>;

/** The name of a file or a folder, for names that are paths of the server's machine; else the name itself. */
const nameOf = (id: string): string =>
  (/^([a-z]:)?[\\/]|\.gguf$/i.test(id) ? (id.split(/[\\/]/).at(-1) ?? id) : id)
    .replace(/\.gguf$/i, '')
    .replace(/:latest$/, '');

function find(entries: readonly Entry[], wanted: string): Entry | undefined {
  const named = (match: (entry: Entry) => boolean): Entry | undefined => entries.find(match);
  const [first] = entries;
  return (
    named(({ id }) => id === wanted || id === `${wanted}:latest`) ??
    named(({ aliases }) => aliases?.includes(wanted) ?? false) ??
    named(({ id }) => nameOf(id) === nameOf(wanted)) ??
    // llama-server answers with the one model that it was started with, whatever it is called.
    (entries.length === 1 && first?.owned_by === 'llamacpp' ? first : undefined)
  );
}

/** Of a digest that hangs on names alone. */
const unidentified = { identified: false } as const;

const hash = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** What llama-server tells of itself, or its router of one of its models; nothing where it does not. */
async function propsOf(id: string, ask: AskAbout): Promise<z.infer<typeof propsSchema>> {
  return soundly(propsSchema, await ask(`/props?model=${encodeURIComponent(id)}`)) ?? {};
}

const tagsSchema = z.object({
  models: z.array(z.looseObject({ name: z.string(), digest: z.string().optional().catch(undefined) })),
});
const showSchema = z.looseObject({
  capabilities: z.unknown().optional(),
  parameters: z.unknown().optional(),
  model_info: z.unknown().optional(),
});

/** What an answer says; undefined where it is none of its kind. */
function soundly<T>(schema: z.ZodType<T>, { status, text }: Reply): T | undefined {
  try {
    return status === 200 ? readAs(schema, text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What Ollama tells of a model where it is asked in its own tongue: its context and its digest, and whether it runs in
 * a cloud, which no answer of this protocol says. Nothing where the server is no Ollama; where it is one that lists
 * the model, by what the list says, a description that cannot be had is a failure.
 */
async function ollamaOf(
  id: string,
  ask: AskAbout,
  asked: Asked,
): Promise<{ readonly contextLength?: number; readonly digest?: string | undefined }> {
  const [tags, show] = await Promise.all([ask('/api/tags'), ask('/api/show', { model: id })]);
  const tag = soundly(tagsSchema, tags)?.models.find(({ name }) => name === id || name === `${id}:latest`);
  if (tag && (isRemote(tag) || isCloudName(tag.name))) throw cloudModel(asked);
  const shown = soundly(showSchema, show);
  if (shown === undefined) {
    if (tag) throw show.status === 200 ? wrongServer(asked) : failureOfStatus(show.status, show.text, asked);
    return {};
  }
  if (isRemote(shown)) throw cloudModel(asked);
  if (!canAnswer(shown)) throw answersNothing(asked);
  return { contextLength: contextOf(shown), digest: tag?.digest };
}

/** A server that answers questions but lists no models: what it is asked for is taken to be there. */
async function unlisted(ask: AskAbout, listing: FailureError, { model, base }: Asked): Promise<Served> {
  const { status } = await ask('/v1/chat/completions', {
    model,
    messages: [{ role: 'user', content: 'Hello' }],
    max_tokens: 1,
  });
  if (status !== 200) throw listing;
  return {
    id: model,
    model: { name: nameOf(model), digest: hash(base, model), contextLength: USUAL_CONTEXT, ...unidentified },
  };
}

/**
 * Looks for a model on a server. Its context is what vLLM (`max_model_len`), llama-server (that of one slot) or Ollama
 * tells, else 4,096 tokens; its digest is Ollama's, else a hash of all that the server tells about its weights and
 * their template, so of little more than the name where the server is vLLM.
 * @throws FailureError where there is no such model, or no such server
 */
export async function lookFor(wanted: string, ask: AskAbout, asked: Asked): Promise<Served> {
  if (isCloudName(wanted)) throw cloudModel(asked);
  const { status, text } = await ask('/v1/models');
  if (status !== 200) {
    const failure = failureOfStatus(status, text, asked);
    if (status !== 404 && status !== 405 && status !== 501) throw failure;
    return unlisted(ask, wrongServer(asked), asked);
  }
  let entries: readonly Entry[];
  try {
    entries = readAs(listSchema, text).data ?? [];
  } catch {
    throw wrongServer(asked);
  }
  const entry = find(entries, wanted);
  if (!entry)
    throw noModel(
      asked,
      entries.map(({ id }) => nameOf(id)),
    );
  const { id, root, max_model_len, meta } = entry;
  if (isCloudName(id)) throw cloudModel(asked);
  const name = nameOf(id);
  if (max_model_len !== undefined) {
    return { id, model: { name, digest: hash(name, root), contextLength: max_model_len, ...unidentified } };
  }
  const props = meta || entry.owned_by === 'llamacpp' ? await propsOf(id, ask) : {};
  const slot = meta?.n_ctx ?? props.default_generation_settings?.n_ctx;
  if (meta || slot !== undefined) {
    const contextLength = slot ?? Math.min(meta?.n_ctx_train ?? USUAL_CONTEXT, USUAL_CONTEXT);
    const digest = hash(
      nameOf(props.model_path ?? id),
      meta?.n_params,
      meta?.size,
      meta?.ftype,
      props.chat_template,
    );
    const slots = props.total_slots;
    return {
      id,
      model: {
        name,
        digest,
        contextLength,
        ...(slots !== undefined && { slots }),
        ...(!meta && unidentified),
      },
    };
  }
  const { contextLength, digest } = await ollamaOf(id, ask, asked);
  return {
    id,
    ...(contextLength !== undefined && { isOllama: true }),
    model: {
      name,
      digest: digest || hash(name, root),
      contextLength: contextLength ?? USUAL_CONTEXT,
      ...(!digest && unidentified),
    },
  };
}

/** The context that is used of a model with a longer one, unless its Modelfile says more: memory grows with it. */
export const USUAL_CONTEXT = 4_096;
/** What a server leaves of a question that it truncates, beyond half of the context: half of `num_keep`, usually 2. */
const MOST_KEPT = 16;

type Remote = { readonly remote_host?: unknown; readonly remote_model?: unknown };

/** Whether a tag, a description or a reply of Ollama says that the model runs elsewhere. */
export const isRemote = (reply: object): boolean =>
  Boolean((reply as Remote).remote_host) || Boolean((reply as Remote).remote_model);

/**
 * How long it holds that a model of Ollama runs on this machine, in milliseconds: its name may be given to one of the
 * cloud, and answers of OpenAI's protocol never tell.
 */
export const LOCAL_FOR = 10_000;

/** Whether a name is one of Ollama's cloud: `NAME:cloud`, `NAME:120b-cloud`, `NAME-cloud`. */
export const isCloudName = (name: string): boolean => /[-:]cloud(?::latest)?$/i.test(name);

/** Whether a model of Ollama answers questions, by what `show` says of it; some only embed. */
export const canAnswer = ({ capabilities }: { readonly capabilities?: unknown }): boolean =>
  !Array.isArray(capabilities) || capabilities.includes('completion');

/** The context of a model of Ollama, in tokens, by what `show` says of it. */
export function contextOf(show: { readonly parameters?: unknown; readonly model_info?: unknown }): number {
  const trained = Object.entries((show.model_info ?? {}) as Record<string, unknown>).find(([key]) =>
    key.endsWith('.context_length'),
  )?.[1];
  const most = typeof trained === 'number' && trained > 0 ? trained : USUAL_CONTEXT;
  const set = /^num_ctx\s+(\d+)/m.exec(String(show.parameters ?? ''))?.[1];
  return Math.min(most, set === undefined ? USUAL_CONTEXT : Number(set));
}

/**
 * Whether a server that does not refuse what is too long dropped part of a question. Older ones leave as much as fills
 * the context, newer ones half of it and a few tokens that they always keep. A count of about half also comes of
 * questions that are half as long, so there the question must be too long for that: hardly any text has six characters
 * a token, repeated ones not counted. Fewer tokens than that tell nothing: some versions leave out those that they had
 * cached.
 * @param tokens what the server says that it read
 */
export function wasTruncated(question: string, tokens: unknown, contextLength: number): boolean {
  if (typeof tokens !== 'number') return false;
  if (tokens >= contextLength) return true;
  const half = Math.floor(contextLength / 2);
  const least = question.replace(/(.)\1+/gs, '$1').length / 6;
  return tokens >= half && tokens <= half + MOST_KEPT && tokens < least;
}

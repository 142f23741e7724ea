import * as z from 'zod';
import { FailureError } from '../../task/failure';
import type { Question } from '../../task/question';
import { textOf } from '../body';
import { exchangeOnce, limitsAbout, limitsOfAnswer, PATIENCE } from '../exchange';
import { namingOf } from '../failures';
import { checkEndpoint } from '../hosts';
import { failureOfStatus, openaiWords } from '../openai/failures';
import { readAs } from '../openai/messages';
import { type AskAbout, lookFor } from '../openai/model';
import { makeTransport } from '../transport';
import { fitsList, judged, probes, refusesTooLong } from './probes';
import { type Profile, profileOf, rawOf } from './profiles';
import {
  contextFinding,
  type Facts,
  type Finding,
  fine,
  note,
  ofFailure,
  overflowFinding,
  problem,
  type Report,
  reuseFinding,
  speedFinding,
  structureFinding,
} from './report';

export interface OpenAiCheck {
  readonly endpoint: string;
  readonly model: string;
  readonly allowedHosts: readonly string[];
  readonly key?: string | undefined;
  /** A number that no check before had: what the server has read before cannot be measured. */
  readonly nonce: number;
}

const count = z.number().nonnegative().optional().catch(undefined);
const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).optional().catch(undefined),
  // What llama-server tells besides: what it read anew, and how long that and the writing took.
  timings: z
    .object({ prompt_n: count, prompt_ms: count, predicted_n: count, predicted_ms: count })
    .optional()
    .catch(undefined),
});
interface Asked {
  readonly content: string | undefined;
  readonly promptTokens: number | undefined;
  readonly answerTokens: number | undefined;
  /** Milliseconds from the request to the whole answer. */
  readonly took: number;
  readonly timings: z.infer<typeof answerSchema>['timings'];
}

function connection({ endpoint: given, model, allowedHosts, key }: OpenAiCheck) {
  const endpoint = checkEndpoint(given.trim().replace(/\/v1\/?$/, ''), allowedHosts);
  if (!endpoint.ok) throw new FailureError(endpoint.failure);
  const { base } = endpoint;
  const asked = { base, model, words: openaiWords };
  const naming = namingOf(asked);
  const transport = makeTransport({ allowedHosts, secret: key === undefined ? undefined : { base, key } });
  const send = async (path: string, body: object | undefined, signal: AbortSignal) => {
    const response = await transport.fetch(undefined, signal)(
      `${base}${path}`,
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
    return { status: response.status, text: await textOf(response.body) };
  };
  const about =
    (caller: AbortSignal): AskAbout =>
    (path, body) =>
      exchangeOnce(caller, limitsAbout(PATIENCE), naming, (signal) => send(path, body, signal));
  const ask = (question: Question, id: string, caller: AbortSignal): Promise<Asked> =>
    exchangeOnce(caller, limitsOfAnswer(PATIENCE, question.maxTokens), naming, async (signal) => {
      const since = performance.now();
      const { status, text } = await send(
        '/v1/chat/completions',
        {
          model: id,
          messages: [{ role: 'user', content: question.prompt.text }],
          temperature: 0,
          seed: 7,
          max_tokens: question.maxTokens,
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'answer', strict: true, schema: question.schema },
          },
        },
        signal,
      );
      const took = performance.now() - since;
      if (status !== 200) throw failureOfStatus(status, text, asked);
      const { choices, usage, timings } = readAs(answerSchema, text);
      return {
        content: choices[0]?.message.content ?? undefined,
        promptTokens: usage?.prompt_tokens,
        answerTokens: usage?.completion_tokens,
        took,
        timings,
      };
    });
  return { base, asked, about, ask };
}

/** What kind of server it is, as far as it tells. */
async function kindOf(
  about: AskAbout,
): Promise<{ kind: 'ollama' | 'llama-server' | 'vllm' | 'other'; version?: string }> {
  const read = async (path: string, field: string): Promise<string | undefined> => {
    const { status, text } = await about(path);
    if (status !== 200) return undefined;
    try {
      const value = (JSON.parse(text) as Record<string, unknown> | null)?.[field];
      return typeof value === 'string' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const ollama = await read('/api/version', 'version');
  if (ollama !== undefined) return { kind: 'ollama', version: ollama };
  const llama = await read('/props', 'build_info');
  if (llama !== undefined) return { kind: 'llama-server', version: llama };
  const vllm = await read('/version', 'version');
  return vllm === undefined ? { kind: 'other' } : { kind: 'vllm', version: vllm };
}
const kinds = {
  ollama: 'Ollama',
  'llama-server': 'llama-server',
  vllm: 'vLLM',
  other: 'a server of its own kind',
};

/** What llama-server makes of a question before the model reads it; undefined where a server does not tell. */
async function rendered(said: string, model: string, about: AskAbout): Promise<string | undefined> {
  const { status, text } = await about('/apply-template', {
    model,
    messages: [{ role: 'user', content: said }],
  });
  if (status !== 200) return undefined;
  try {
    const { prompt: made } = JSON.parse(text) as { prompt?: unknown };
    return typeof made === 'string' ? made : undefined;
  } catch {
    return undefined;
  }
}

function templateFinding(profile: Profile, wanted: string | undefined, made: string | undefined): Finding {
  const about = 'template';
  if (wanted === undefined) return fine(about, "the server's own");
  if (made === undefined) {
    return note(
      about,
      `the server does not tell whether it has that of ${profile.title}`,
      'Give it one (vllm serve --chat-template FILE): docs/me-llama.md has it.',
    );
  }
  // Some begin with BOS as text; the server adds it where the file says so.
  return made.replace(/^<s>/, '') === wanted
    ? fine(about, `fits ${profile.title}`)
    : problem(
        about,
        `is not the one that ${profile.title} was trained with`,
        'Start the server with the right one (llama-server --chat-template-file FILE): docs/me-llama.md has it.',
      );
}

/** Looks at a model of an OpenAI-compatible server, as `checkOllama` does. */
export async function checkOpenAi(check: OpenAiCheck, caller: AbortSignal): Promise<Report> {
  const { base, asked, about, ask } = connection(check);
  const tell = about(caller);
  const { id, model } = await lookFor(check.model, tell, asked);
  const { kind, version } = await kindOf(tell);
  const profile = profileOf({ names: [model.name, check.model] });
  const facts: Facts = {
    ...(version !== undefined && { serverVersion: version }),
    model: model.name,
    digest: model.digest,
    profile: profile.name,
    contextServed: model.contextLength,
    ...(model.slots !== undefined && { slots: model.slots }),
  };
  const findings: Finding[] = [
    kind === 'ollama'
      ? note(
          'server',
          `Ollama ${version} in OpenAI's protocol`,
          'Its own tells more and loses nothing: --runtime ollama.',
        )
      : fine('server', `${kinds[kind]}${version === undefined ? '' : ` ${version}`}`),
    fine('model', `${model.name}; profile: ${profile.title}`),
    ...(profile.advice === '' ? [] : [note('family', profile.advice)]),
    contextFinding(
      model.contextLength,
      profile.contextLength,
      'Start the server with the right one: llama-server -np N -c (N times the context), vllm serve --max-model-len.',
    ),
  ];
  const report = (more: Partial<Facts>, found: readonly Finding[]): Report => ({
    endpoint: base,
    runtime: 'openai',
    facts: { ...facts, ...more },
    findings: [...findings, ...found],
  });
  const { denied, list } = probes(check.nonce);
  try {
    const said = denied.prompt.text;
    const template = templateFinding(profile, rawOf(profile, said), await rendered(said, id, tell));
    const first = await ask(denied, id, caller);
    const second = await ask(list, id, caller);
    const refusesOverflow = await refusesTooLong(
      (question, signal) => ask(question, id, signal),
      model.contextLength,
      caller,
    );
    const answer = judged(first.content);
    const structured = answer !== 'unfit' && fitsList(second.content);
    const reuse = reuseFinding(
      first.timings?.prompt_n ?? first.took,
      second.timings?.prompt_n ?? second.took,
    );
    const speed = speedsOf(first, second);
    return report(
      {
        structured,
        ...(refusesOverflow !== undefined && { refusesOverflow }),
        reusesPrefix: reuse.level === 'fine',
        ...(speed.reading !== undefined && { promptTokensPerSecond: speed.reading }),
        ...(speed.writing !== undefined && { outputTokensPerSecond: speed.writing }),
      },
      [
        template,
        structureFinding(answer, fitsList(second.content)),
        overflowFinding(
          refusesOverflow,
          kind === 'ollama' ? 'Use its own protocol: --runtime ollama.' : 'Take a newer server.',
        ),
        reuse,
        speedFinding(speed.reading, speed.writing),
        model.slots === undefined
          ? fine('slots', 'not told; they are learnt from how long questions wait')
          : fine('slots', `${model.slots} questions at once`),
      ],
    );
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return report({}, [ofFailure('answers', error.failure)]);
  }
}

/**
 * Tokens a second. Where the server tells only counts, the two answers, which differ in little but their length, are
 * compared with the clock.
 */
function speedsOf(first: Asked, second: Asked): { reading: number | undefined; writing: number | undefined } {
  const perSecond = (tokens: number | undefined, ms: number | undefined): number | undefined =>
    tokens && ms ? (tokens * 1_000) / ms : undefined;
  if (second.timings) {
    const { timings } = second;
    return {
      reading: perSecond(first.timings?.prompt_n, first.timings?.prompt_ms),
      writing: perSecond(timings.predicted_n, timings.predicted_ms),
    };
  }
  return {
    reading: perSecond(first.promptTokens, first.took),
    writing: perSecond(second.answerTokens, second.took),
  };
}

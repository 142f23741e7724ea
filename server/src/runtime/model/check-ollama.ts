import { FailureError } from '../../task/failure';
import type { Measured, OllamaAdmin, Shown } from '../ollama/admin';
import { noModel, ollamaWords } from '../ollama/failures';
import { canAnswer, contextOf, isCloudName, isRemote } from '../ollama/model';
import { fitsList, judged, probes, refusesTooLong } from './probes';
import { type Profile, profileOf, profiles, rawOf, templateOf } from './profiles';
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

/** The profile of a model: by its own file and name, else by a template that is that of one family alone. */
function profileOfShown(name: string, { model_info: info = {}, template }: Shown): Profile {
  const own = ['general.name', 'general.basename', 'general.finetune'].map((key) => info[key]);
  const known = profileOf({
    names: [name],
    own: own.filter((one): one is string => typeof one === 'string'),
  });
  if (known.turn || template === undefined) return known;
  const [only, another] = Object.values(profiles).filter((one) => templateOf(one) === template);
  return only && !another ? only : known;
}

function trainedOf({ model_info: info = {} }: Shown): number | undefined {
  const [, found] = Object.entries(info).find(([key]) => key.endsWith('.context_length')) ?? [];
  return typeof found === 'number' ? found : undefined;
}

const leastOf = (...lengths: readonly (number | undefined)[]): number | undefined => {
  const known = lengths.filter((length) => length !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

const ANEW = 'Make it anew with the right one: marginalia model create --gguf FILE --force --profile NAME.';

/** @param rendered what the server hands to the model for `said`; undefined where it does not tell */
function templateFinding(profile: Profile, show: Shown, said: string, rendered: string | undefined): Finding {
  const about = 'template';
  const wanted = rawOf(profile, said);
  if (wanted === undefined) {
    return show.template === undefined || show.template.trim() === '{{ .Prompt }}'
      ? note(about, 'none: questions go to the model as they stand', ANEW)
      : fine(about, "the server's own");
  }
  const fits = rendered === undefined ? show.template === templateOf(profile) : rendered === wanted;
  return fits
    ? fine(about, `fits ${profile.title}`)
    : problem(about, `is not the one that ${profile.title} was trained with`, ANEW);
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function memoryFinding(size: number | undefined, gpu: number | undefined): Finding {
  const about = 'memory';
  if (!size) return note(about, 'the server does not tell');
  if (!gpu) {
    const help = 'A graphics processor makes it many times faster; "ollama ps" shows whether one is used.';
    return note(about, `${gigabytes(size)}, none of it on a graphics processor`, help);
  }
  return gpu < size
    ? note(
        about,
        `${gigabytes(size)}, of which ${gigabytes(gpu)} are on a graphics processor`,
        'A quantization that fits it as a whole is many times faster.',
      )
    : fine(about, `${gigabytes(size)}, on the graphics processor`);
}

const perSecond = (tokens: number | undefined, nanoseconds: number | undefined): number | undefined =>
  tokens && nanoseconds ? (tokens * 1e9) / nanoseconds : undefined;

/** The cost of a token read, so that two questions of other lengths can be compared. */
const each = ({ prompt_eval_count: count, prompt_eval_duration: duration }: Measured): number | undefined =>
  count && duration !== undefined ? duration / count : undefined;

function bosFinding(profile: Profile, { model_info: info = {} }: Shown): Finding[] {
  const adds = info['tokenizer.ggml.add_bos_token'];
  if (profile.bos === undefined || typeof adds !== 'boolean' || adds === profile.bos) return [];
  return [
    note(
      'BOS',
      `texts begin ${adds ? 'with' : 'without'} it, and ${profile.title} was trained ${adds ? 'without' : 'with'} it`,
      `Change the file (llama-quantize --override-kv tokenizer.ggml.add_bos_token=bool:${profile.bos} IN.gguf OUT.gguf COPY), and make the model anew.`,
    ),
  ];
}

/**
 * Looks at a model of Ollama, and asks it a few things about an invented note. Loads it where it is not.
 * Rejects with a `FailureError` where the server does not answer, or the reason of the signal.
 * @param nonce a number that no check before had: what the server has read before cannot be measured
 */
export async function checkOllama(
  admin: OllamaAdmin,
  model: string,
  nonce: number,
  caller: AbortSignal,
): Promise<Report> {
  const serverVersion = await admin.version(caller);
  const report = (facts: Omit<Facts, 'serverVersion' | 'model'>, findings: readonly Finding[]): Report => ({
    endpoint: admin.base,
    runtime: 'ollama',
    facts: { serverVersion, model, ...facts },
    findings: [fine('server', `Ollama ${serverVersion}`), ...findings],
  });
  const bare = { profile: profiles.server.name };
  const tag = isCloudName(model) ? undefined : await admin.find(model, caller);
  const inCloud = problem(
    'place',
    'the model runs in a cloud; it is not used',
    'Choose one whose weights are with the server (marginalia model create makes one from a file).',
  );
  if (isCloudName(model) || (tag && isRemote(tag))) return report(bare, [inCloud]);
  if (!tag) {
    const { failure } = noModel({ base: admin.base, model, words: ollamaWords });
    return report(bare, [ofFailure('model', failure)]);
  }
  const show = await admin.show(model, caller);
  if (isRemote(show)) return report(bare, [inCloud]);
  const profile = profileOfShown(model, show);
  const contextServed = contextOf(show);
  const contextTrained = trainedOf(show);
  const { family, parameter_size: parameters, quantization_level: quantization } = show.details ?? {};
  const described = [family, parameters, quantization].filter((part) => part !== undefined).join(', ');
  const about: Omit<Facts, 'serverVersion' | 'model'> = {
    ...(tag.digest !== undefined && { digest: tag.digest }),
    ...(family !== undefined && { family }),
    ...(parameters !== undefined && { parameters }),
    ...(quantization !== undefined && { quantization }),
    ...(contextTrained !== undefined && { contextTrained }),
    contextServed,
    profile: profile.name,
  };
  const findings: Finding[] = [
    fine('place', 'its weights are with the server, not in a cloud'),
    fine('model', `${tag.name.replace(/:latest$/, '')} (${described}); profile: ${profile.title}`),
    ...(profile.advice === '' ? [] : [note('family', profile.advice)]),
    contextFinding(
      contextServed,
      leastOf(contextTrained, profile.contextLength),
      'Set num_ctx to what it was trained on: make it anew with marginalia model create --force.',
    ),
    ...bosFinding(profile, show),
  ];
  if (!canAnswer(show)) {
    const says = 'it only embeds texts, and answers no questions';
    return report(about, [...findings, problem('answers', says, 'Choose a language model.')]);
  }
  const { denied, list } = probes(nonce);
  try {
    const shown = await admin.ask(denied, contextServed, caller, true);
    if (isRemote(shown)) return report(about, [inCloud]);
    const rendered = shown._debug_info?.rendered_template;
    const first = await admin.ask(denied, contextServed, caller);
    const second = await admin.ask(list, contextServed, caller);
    const refusesOverflow = await refusesTooLong(
      (question, signal) => admin.ask(question, contextServed, signal),
      contextServed,
      caller,
    );
    const { size, size_vram: gpu } = (await admin.loaded(model, caller)) ?? {};
    // A server that answered where it was to render has read the question already.
    const reading = rendered === undefined ? shown : first;
    const readingSpeed = perSecond(reading.prompt_eval_count, reading.prompt_eval_duration);
    const writingSpeed = perSecond(second.eval_count, second.eval_duration);
    const structure = structureFinding(judged(first.message?.content), fitsList(second.message?.content));
    const reuse = reuseFinding(each(reading), each(second));
    return report(
      {
        ...about,
        structured: structure.level !== 'problem',
        ...(refusesOverflow !== undefined && { refusesOverflow }),
        reusesPrefix: reuse.level === 'fine',
        ...(readingSpeed !== undefined && { promptTokensPerSecond: readingSpeed }),
        ...(writingSpeed !== undefined && { outputTokensPerSecond: writingSpeed }),
        ...(size !== undefined && { memory: size }),
        ...(gpu !== undefined && { memoryOfGpu: gpu }),
      },
      [
        ...findings,
        templateFinding(profile, show, denied.prompt.text, rendered),
        structure,
        overflowFinding(
          refusesOverflow,
          'Update Ollama; until then what the model read is checked with each answer.',
        ),
        reuse,
        speedFinding(readingSpeed, writingSpeed),
        fine(
          'slots',
          'not told by Ollama (OLLAMA_NUM_PARALLEL); they are learnt from how long questions wait',
        ),
        memoryFinding(size, gpu),
      ],
    );
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return report(about, [...findings, ofFailure('answers', error.failure)]);
  }
}

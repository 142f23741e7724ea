import type { Entity, Inference, InferenceLabel } from '../../annotation/annotation';
import type { Span } from '../../note/span';
import type { Failure } from '../../task/failure';
import * as inferenceTask from '../../task/inference';
import { candidatePairs } from '../pairs/candidate-pairs';
import { likeliest } from '../pairs/likeness';
import { askItems } from './asking';
import { type Job, originOf } from './job';

/** Pairs that one question asks about. */
export const BATCH = 8;
/** Pairs of sentences of the note that are asked about. */
const MOST_CLASHES = 8;
/** Sentences that a hypothesis is held against. */
const EVIDENCE = 3;
const CONFIDENCE = 0.7;

interface Pair {
  readonly premise: Span;
  readonly hypothesis: Span | string;
}

/**
 * Asks which sentences contradict each other, and what the note says of the user's hypotheses.
 * @param entities all that is known of the note
 */
export async function askInference(job: Job, entities: readonly Entity[]): Promise<void> {
  const { request, emit, asking } = job;
  const { note } = request;
  const scope: Span = { start: 0, end: note.text.length };
  const clashes: Pair[] = candidatePairs(note, entities, MOST_CLASHES);
  const held: Pair[] = request.hypotheses.flatMap((hypothesis) =>
    likeliest(note, hypothesis, EVIDENCE).map(({ span }) => ({ premise: span, hypothesis })),
  );
  const pairs = [...clashes, ...held];
  const labels: (InferenceLabel | undefined)[] = [];
  let failure: Failure | undefined;
  for (let from = 0; from < pairs.length && !failure; from += BATCH) {
    failure = await judge(job, pairs.slice(from, from + BATCH), (i, label) => {
      labels[from + i] = label;
    });
    if (asking.signal.aborted) return;
  }
  const origin = originOf(job, inferenceTask.version);
  const inferences: Inference[] = [];
  const put = ({ premise, hypothesis }: Pair, label: InferenceLabel): void => {
    inferences.push({ premise, hypothesis, label, reason: '', confidence: CONFIDENCE, origin });
  };
  for (const [i, pair] of clashes.entries()) {
    // Within a note only contradictions are news.
    if (labels[i] === 'contradiction') put(pair, 'contradiction');
  }
  for (const hypothesis of request.hypotheses) {
    const answers = held.flatMap((pair, i) => {
      const label = labels[clashes.length + i];
      return pair.hypothesis === hypothesis && label !== undefined ? [{ pair, label }] : [];
    });
    const best = answers.find(({ label }) => label !== 'neutral') ?? answers[0];
    if (best) put(best.pair, best.label);
  }
  if (!failure || inferences.length > 0) emit({ task: 'nli', scope, inferences });
  if (failure) job.fail('nli', scope, failure);
}

async function judge(
  job: Job,
  pairs: readonly Pair[],
  take: (index: number, label: InferenceLabel) => void,
): Promise<Failure | undefined> {
  const { view, beside, preamble, asking } = job;
  const question = inferenceTask.question(
    preamble,
    pairs.map(({ premise, hypothesis }) => ({
      premise: view.excerpt(premise).text,
      hypothesis: typeof hypothesis === 'string' ? beside.text(hypothesis) : view.excerpt(hypothesis).text,
    })),
  );
  const { value: judgements, failure } = await asking.remember(
    { question, version: inferenceTask.version, shape: inferenceTask.judgements(pairs.length) },
    () => askItems(asking, question, () => inferenceTask.reader(pairs.length)),
  );
  for (const { pair, label } of judgements) take(pair - 1, label);
  if (failure?.kind !== 'context-exceeded' || pairs.length < 2 || asking.signal.aborted) return failure;
  const half = pairs.length >> 1;
  return (
    (await judge(job, pairs.slice(0, half), take)) ??
    (await judge(job, pairs.slice(half), (index, label) => take(half + index, label)))
  );
}

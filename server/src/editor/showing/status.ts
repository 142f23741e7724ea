import type { Schema } from '../../annotation/schema';
import type { EngineChoice } from '../../pipeline/auto';
import { cutNotice } from '../../pipeline/windows/windows';
import type { Failure } from '../../task/failure';
import { refusedIn } from '../asking/refusals';
import type { OpenNote } from '../open-note';
import type { Status } from '../protocol';

/** What the status hangs on. */
export interface Situation {
  readonly choice: EngineChoice | undefined;
  /** Why no engine can be had at all. */
  readonly unusable: Pick<Failure, 'message' | 'help'> | undefined;
  /** Why something has no answer. */
  readonly failure: Failure | undefined;
  /** Whether what kept the model from answering when it was chosen is past. */
  readonly recovered: boolean;
  readonly pending: number;
  readonly cuts: number;
  readonly notes: Iterable<OpenNote>;
  /** From how many notes was learned in the corpora of the open notes. */
  readonly learned?: number;
  /** Whether what was learned finds types of a schema. */
  readonly knows?: (schema: Schema) => boolean;
}

/** How the engine fares, as the client is told. */
export function statusOf(situation: Situation): Status {
  const { choice, unusable, failure, recovered, pending, cuts, notes } = situation;
  const broken = unusable ?? failure;
  const told = broken ?? (recovered ? undefined : choice?.failure);
  const place = failure && !unusable ? placeOf(failure, notes) : undefined;
  return {
    state: broken ? 'failed' : choice === undefined ? 'starting' : pending > 0 ? 'working' : 'idle',
    engine: choice?.engine.name ?? '',
    message: told?.message ?? (cuts > 0 ? cutNotice(cuts) : (unfitFor(situation) ?? '')),
    help: told?.help ?? '',
    pending,
    ...(situation.learned && { learned: situation.learned }),
    ...(place && { place }),
  };
}

/** Why the engine finds no mention in one of the notes: it knows no type of the schema there. */
function unfitFor({ choice, notes, knows }: Situation): string | undefined {
  for (const { corpusSchema } of notes) {
    if (knows?.(corpusSchema.schema)) continue;
    const why = choice?.engine.unfit?.(corpusSchema.schema);
    if (why !== undefined) return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
  }
  return undefined;
}

function placeOf(failure: Failure, notes: Iterable<OpenNote>): Status['place'] {
  if (failure.kind !== 'refused-egress') return undefined;
  for (const open of notes) {
    const [first] = refusedIn(open, [failure]);
    if (first) return { uri: open.uri, range: open.rangeOf(first) };
  }
  return undefined;
}

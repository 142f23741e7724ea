import type { Note } from '../note/note';
import type { Outcome } from './decide';
import type { Decision } from './decision';
import type { Desk } from './desk';
import type { Deed, Step } from './history';
import type { Entry } from './journal';
import { keepChange } from './kept-change';
import { rejectionOf } from './rejections';

/** A decision as it is kept. @param ms how long the person took */
export function stepFor(
  { options, secrets }: Desk,
  { path, below, note }: { readonly path: string; readonly below: string; readonly note: Note },
  decision: Decision,
  { changes, rejected }: Outcome,
  ms: number | undefined,
): Step {
  const schema = options.schema?.(path);
  const suggested = 'suggested' in decision ? decision.suggested : undefined;
  return {
    kind: decision.kind,
    note: below,
    changes: changes.map((change) => keepChange(change, secrets, schema)),
    rejected: rejected.map((one) => rejectionOf(note, one)),
    ...(suggested !== undefined && { suggested }),
    ...(options.times && { time: new Date().toISOString() }),
    ...(ms !== undefined && { ms }),
  };
}

/** Lines for deeds on a note, as the journal has them. @param next gives the number of the next line */
export function entriesOf(
  deeds: readonly Deed[],
  { by, note, times }: { readonly by: string; readonly note: string; readonly times: boolean | undefined },
  next: () => number,
): ReadonlyMap<Deed, Entry> {
  const entries = new Map<Deed, Entry>();
  for (const deed of deeds) {
    const { step } = deed;
    const common = { seq: next(), by, note };
    if (deed.do !== 'decide') {
      const decided = deeds.find((other) => other.do === 'decide' && other.step === step);
      const of = step.seq ?? (decided && entries.get(decided)?.seq) ?? 0;
      entries.set(deed, {
        ...common,
        kind: deed.do,
        of,
        ...(times && { time: new Date().toISOString() }),
      });
      continue;
    }
    entries.set(deed, {
      ...common,
      kind: step.kind,
      ...(step.changes.length > 0 && { changes: [...step.changes] }),
      ...(step.rejected.length > 0 && { rejected: [...step.rejected] }),
      ...(step.suggested !== undefined && { suggested: step.suggested }),
      ...(times && { time: step.time ?? new Date().toISOString() }),
      ...(times && step.ms !== undefined && { ms: step.ms }),
    });
  }
  return entries;
}

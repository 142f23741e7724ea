import { join } from 'node:path';
import type { Desk } from './desk';
import { entriesOf } from './entries';
import type { Step } from './history';
import type { Entry } from './journal';
import { type KeptLine, keepChange, keptId } from './kept-change';
import { linesOf } from './places';
import { redoChanges } from './turn';
import type { WorkingCopy } from './working-copy';

/** Lines that are in no journal yet have numbers above those of any. */
const ABOVE = 1e11;

/** What waits, bound to the standoff file and to the note's text as they are; places are those in this text. */
export function entriesWaiting({ options, secrets }: Desk, note: string, copy: WorkingCopy): Entry[] {
  const { annotator: by, times } = options;
  let seq = ABOVE;
  const marks = { from: secrets.mark(copy.base.text), to: secrets.mark(linesOf(copy.note.text)) };
  return [...entriesOf(copy.waiting, { by, note, times }, () => ++seq)].map(([deed, entry]) => ({
    ...entry,
    changes: copy.keptNow(deed.changes),
    ...marks,
  }));
}

/**
 * Does again what waited when a process ended, where the note's text is what it was then. What was saved since is not.
 * @returns how much cannot be brought back
 */
export function bringBack(desk: Desk, note: string, copy: WorkingCopy, all: readonly Entry[]): number {
  const { history, secrets } = desk;
  const entries = all.filter(({ foreign }) => !foreign);
  const [{ from, to } = {}] = entries;
  const foreign = all.length - entries.length;
  const last = history.lastSave(note);
  const isSaved =
    last !== undefined &&
    last.from === from &&
    from !== secrets.mark(copy.base.text) &&
    entries.every((entry, i) => isSame(entry, last.entries[i]));
  if (isSaved) return foreign;
  if (to !== secrets.mark(linesOf(copy.note.text))) return all.length;
  const steps = new Map<number, Step>();
  return foreign + entries.filter((entry) => !doAgain(desk, copy, entry, steps)).length;
}

/** Whether two lines say the same, wherever: the places of what waited are others when it is saved. */
const isSame = (one: Entry, other: Entry | undefined): boolean =>
  other !== undefined && said(one) === said(other);

const said = ({ kind, changes = [] }: Entry): string =>
  JSON.stringify([kind, changes.map(({ before, after }) => [before, after].map(saidBy))]);
const saidBy = (line: KeptLine | undefined): unknown =>
  line && ('l' in line ? line.l : [keptId(line), 'm' in line && line.m]);

function doAgain(
  { history, secrets, options }: Desk,
  copy: WorkingCopy,
  { kind, note, seq, of = 0, changes = [], rejected = [], suggested, time, ms }: Entry,
  steps: Map<number, Step>,
): boolean {
  if (kind === 'moved' || kind === 'finished' || kind === 'dropped') return false;
  const turned = redoChanges(copy.gold, changes, secrets);
  if ('refused' in turned) return false;
  const schema = options.schema?.(join(options.root, note));
  const kept = turned.changes.map((change) => keepChange(change, secrets, schema));
  const isTurn = kind === 'undo' || kind === 'redo';
  const made = {
    ...(suggested !== undefined && { suggested }),
    ...(time !== undefined && { time }),
    ...(ms !== undefined && { ms }),
  };
  const step = isTurn
    ? (steps.get(of) ?? history.stepOf(of))
    : { kind, note, changes: kept, rejected, ...made };
  if (!step) return false;
  if (!isTurn) steps.set(seq, step);
  copy.carry(kept, turned.changes);
  copy.decided(turned.gold, { do: isTurn ? kind : 'decide', step, changes: kept });
  return true;
}

import type { Decision } from './decision';
import type { Letter, UsedIds } from './draft';
import type { Entry } from './journal';
import { type KeptChange, keptId } from './kept-change';
import { type KeptRejection, rejectionKey } from './rejections';

/** A decision as it is kept for undoing it. */
export interface Step {
  readonly kind: Decision['kind'];
  /** The path of the note below the corpus. */
  readonly note: string;
  changes: readonly KeptChange[];
  readonly rejected: readonly KeptRejection[];
  readonly suggested?: string;
  readonly time?: string;
  readonly ms?: number;
  /** Its number in the journal, once it is there. */
  seq?: number;
}

type Rejecting = Pick<Step, 'note' | 'rejected'>;

/** One thing that was done, in the order of the doing. */
export interface Deed {
  readonly do: 'decide' | 'undo' | 'redo';
  readonly step: Step;
  /** What it did to the lines; of a decision those of its step. */
  changes: readonly KeptChange[];
}

/** The last save of a note that the journal knows of, and the deeds that it brought. */
export interface LastSave {
  readonly from: string;
  readonly to: string;
  readonly entries: readonly Entry[];
}

/** All that an annotator did in a corpus: what can be undone and done again, what was rejected, which ids were used. */
export function makeHistory() {
  let done: Step[] = [];
  let undone: Step[] = [];
  const bySeq = new Map<number, Step>();
  const deeds = new Map<number, Deed>();
  const rejected = new Map<string, Map<string, number>>();
  const used = new Map<string, Partial<Record<Letter, number>>>();
  const saves = new Map<string, LastSave>();
  const finished = new Set<string>();
  let news = 0;
  /** What was rejected under another key, as on another machine, by the number of each line on it, with what that says. */
  const elsewhere = new Map<
    number,
    { readonly step: Rejecting & { stands: boolean }; readonly says: boolean }
  >();

  function count(step: Rejecting, by: 1 | -1): void {
    if (step.rejected.length === 0) return;
    const of = rejected.get(step.note) ?? new Map<string, number>();
    rejected.set(step.note, of);
    for (const one of step.rejected) of.set(rejectionKey(one), (of.get(rejectionKey(one)) ?? 0) + by);
  }
  /** Ids that were in a line once are not given again. */
  function use({ note, changes }: Pick<Step, 'note' | 'changes'>): void {
    const of = used.get(note) ?? {};
    used.set(note, of);
    for (const { after, before } of changes) {
      for (const line of [before, after]) {
        const [, letter, number] = /^(\D+)(\d{1,15})$/.exec((line && keptId(line)) ?? '') ?? [];
        const key = (letter === 'M' ? 'A' : letter) as Letter;
        if (number !== undefined) of[key] = Math.max(of[key] ?? 0, Number(number));
      }
    }
  }
  const without = (list: Step[], step: Step): Step[] => list.filter((one) => one !== step);

  function apply({ do: what, step }: Deed): void {
    if (what === 'decide') {
      if (step.kind !== 'beforehand') {
        done.push(step);
        undone = [];
      }
      count(step, 1);
      use(step);
    } else if (what === 'undo' && done.includes(step)) {
      done = without(done, step);
      undone.push(step);
      count(step, -1);
    } else if (what === 'redo' && undone.includes(step)) {
      undone = without(undone, step);
      done.push(step);
      count(step, 1);
    }
  }

  /** Lets go of a deed that never reached the file. */
  function drop({ do: what, step }: Deed): void {
    if (what === 'decide') {
      if (done.includes(step) || step.kind === 'beforehand') count(step, -1);
      done = without(done, step);
      undone = without(undone, step);
    } else apply({ do: what === 'undo' ? 'redo' : 'undo', step, changes: [] });
  }

  /**
   * Takes a line that was written under another key: what it changed is nobody's to undo here, but what it rejected stays
   * away, since a rejection hides no more than a suggestion of this annotator.
   */
  function readForeign({ kind, note, seq, of, changes = [], rejected = [] }: Entry): void {
    use({ note, changes });
    const say = (step: Rejecting & { stands: boolean }, says: boolean): void => {
      if (step.stands !== says) count(step, says ? 1 : -1);
      step.stands = says;
      elsewhere.set(seq, { step, says });
    };
    const about = elsewhere.get(of ?? 0);
    if (kind === 'undo' || kind === 'redo') {
      if (about) say(about.step, kind === 'redo');
    } else if (kind === 'dropped') {
      if (about) say(about.step, !about.says);
    } else if (rejected.length > 0) say({ note, rejected, stands: false }, true);
  }

  return {
    apply,
    drop,
    /** Takes lines of the journal, in their order. @param anew whether all that was known is let go first */
    read(entries: readonly Entry[], anew: boolean): void {
      if (anew || entries.length > 0) news++;
      if (anew) {
        [done, undone] = [[], []];
        bySeq.clear();
        deeds.clear();
        rejected.clear();
        saves.clear();
        finished.clear();
        elsewhere.clear();
      }
      for (const entry of entries) {
        const { kind, note, seq, of, from, to, changes = [] } = entry;
        if (kind === 'finished') finished.add(note);
        if (entry.foreign) {
          readForeign(entry);
          continue;
        }
        if (from !== undefined && to !== undefined) {
          const last = saves.get(note);
          const same = last?.from === from && last.to === to;
          saves.set(note, { from, to, entries: same ? [...last.entries, entry] : [entry] });
        }
        if (kind === 'undo' || kind === 'redo') {
          const step = bySeq.get(of ?? 0);
          if (step) deeds.set(seq, { do: kind, step, changes: [] });
          if (step) apply({ do: kind, step, changes: [] });
        } else if (kind === 'dropped') {
          const deed = deeds.get(of ?? 0);
          if (deed) drop(deed);
        } else if (kind !== 'moved' && kind !== 'finished') {
          const { rejected = [], suggested, time, ms } = entry;
          const extra = {
            ...(suggested !== undefined && { suggested }),
            ...(time !== undefined && { time }),
            ...(ms !== undefined && { ms }),
          };
          const step: Step = { kind, note, changes, rejected, seq, ...extra };
          bySeq.set(seq, step);
          deeds.set(seq, { do: 'decide', step, changes });
          apply({ do: 'decide', step, changes });
        }
      }
    },
    /** Leaves a step out of undoing and redoing, until the journal is read anew. */
    passOver(step: Step): void {
      done = without(done, step);
      undone = without(undone, step);
    },
    /** A deed that is in the journal now. */
    written(deed: Deed, seq: number): void {
      deeds.set(seq, deed);
      if (deed.do !== 'decide') return;
      deed.step.seq = seq;
      bySeq.set(seq, deed.step);
    },
    /** A deed that was taken out of the journal again. */
    unwritten(deed: Deed, seq: number): void {
      deeds.delete(seq);
      if (deed.do !== 'decide') return;
      delete deed.step.seq;
      bySeq.delete(seq);
    },
    saved(note: string, save: LastSave | undefined): void {
      if (save) saves.set(note, save);
      else saves.delete(note);
    },
    stepOf: (seq: number): Step | undefined => bySeq.get(seq),
    lastSave: (note: string): LastSave | undefined => saves.get(note),
    /** How often lines were read. */
    get news() {
      return news;
    },
    lastDone: (): Step | undefined => done.at(-1),
    lastUndone: (): Step | undefined => undone.at(-1),
    isRejected: (note: string, key: string): boolean => (rejected.get(note)?.get(key) ?? 0) > 0,
    isFinished: (note: string): boolean => finished.has(note),
    hasRejections: (note: string): boolean => rejected.has(note),
    usedIds: (note: string): UsedIds => used.get(note) ?? {},
  };
}

export type History = ReturnType<typeof makeHistory>;

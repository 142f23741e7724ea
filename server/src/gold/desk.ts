import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UnfitFile } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { entriesOf } from './entries';
import type { Deed, History } from './history';
import type { Entry, Journal } from './journal';
import { LockHeld, withLock } from './lock';
import type { Secrets } from './secrets';
import { Overtaken, UnfitStandoff } from './standoff-file';
import type { GoldStoreOptions } from './store';

/** What the notes of a corpus share. */
export interface Desk {
  readonly options: GoldStoreOptions;
  readonly secrets: Secrets;
  readonly journal: Journal;
  readonly history: History;
  /** @throws UnfitFile where the folder beside the notes is none, but a link or a file */
  checkFolder(): Promise<void>;
  /** Runs work with the journal as it is now, while nobody else writes the corpus's gold. */
  locked<T>(work: () => Promise<T>): Promise<T>;
  /** Reads what others added to the journal. */
  refresh(locked: boolean): Promise<void>;
  /** Writes deeds of one save to the journal. @returns takes that back, while the lock is held */
  write(
    deeds: readonly Deed[],
    save: { note: string; from?: string; to?: string },
  ): Promise<() => Promise<void>>;
  /** Says in the journal that nothing of a note is left to decide on. */
  finish(note: string): Promise<void>;
  /** Says that lines of the journal never reached their file. */
  drop(entries: readonly Entry[]): Promise<void>;
}

export function makeDesk(
  options: GoldStoreOptions,
  secrets: Secrets,
  journal: Journal,
  history: History,
  waiting: () => readonly Deed[],
  lockPath: string,
): Desk {
  const folder = dirname(lockPath);
  /** What leads out of the corpus was not put there by its annotators: nothing is written through it. */
  const checkFolder = async (): Promise<void> => {
    const found = await lstat(folder).catch(() => undefined);
    if (found && !found.isDirectory())
      throw new UnfitFile(
        folder,
        'it is no folder, but a link or a file; nothing is saved while it is there',
      );
  };
  const refresh = async (locked: boolean): Promise<void> => {
    await checkFolder();
    const { entries, anew } = await journal.refresh(locked);
    history.read(entries, anew);
    if (anew) for (const deed of waiting()) history.apply(deed);
  };
  const { annotator: by, times } = options;
  return {
    options,
    secrets,
    journal,
    history,
    checkFolder,
    refresh,
    async locked(work) {
      await checkFolder();
      return withLock(lockPath, async () => {
        await refresh(true);
        return work();
      });
    },

    async write(deeds, { note, from, to }) {
      const save = from === undefined || to === undefined ? {} : { from, to };
      const lines = entriesOf(deeds, { by, note, times }, journal.next);
      const entries = [...lines.values()].map((entry) => ({ ...entry, ...save }));
      if (entries.length === 0) entries.push({ seq: journal.next(), by, note, kind: 'moved', ...save });
      const size = journal.size();
      const last = history.lastSave(note);
      await journal.append(entries);
      for (const [deed, { seq }] of lines) history.written(deed, seq);
      if (from !== undefined && to !== undefined) history.saved(note, { from, to, entries });
      return async () => {
        for (const [deed, { seq }] of lines) history.unwritten(deed, seq);
        history.saved(note, last);
        await journal.cut(size).catch(() => warnOf(options));
      };
    },

    async finish(note) {
      const lines: Entry[] = [{ seq: journal.next(), by, note, kind: 'finished' }];
      await journal.append(lines);
      history.read(lines, false);
    },

    async drop(entries) {
      if (entries.length === 0) return;
      const lines = entries.map(
        ({ seq, note }): Entry => ({ seq: journal.next(), by, note, kind: 'dropped', of: seq }),
      );
      await journal.append(lines);
      history.read(lines, false);
    },
  };
}

/** Lines that could not be taken back stand for a save that was not: the next opening says so. */
const warnOf = ({ warn }: GoldStoreOptions): void =>
  warn?.('The journal could not be put back to what it was after a failed save.');

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'its folder cannot be written',
  EPERM: 'its folder cannot be written',
  ENOENT: 'its folder is gone',
  ENOTDIR: 'its folder is gone',
  EISDIR: 'a folder stands in its place',
  EIO: 'the disk fails',
};

/** Why gold is not saved, for the user; without text of the note. */
export function whyNot(error: unknown, standoff: string): string {
  if (error instanceof UnfitStandoff || error instanceof UnfitFile) return error.message;
  if (error instanceof Overtaken)
    return `${basename(standoff)} is being changed by another program; it is tried again with the next decision.`;
  if (error instanceof LockHeld)
    return `Another program is writing the gold of this corpus, or ended while it did; it is tried again with the next decision.`;
  const code = codeOf(error) ?? 'unknown';
  return `${basename(standoff)} is not saved: ${reasons[code] ?? `the system says ${code}`}. It is tried again with the next decision.`;
}

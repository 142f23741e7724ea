import type { Desk } from './desk';
import { readStandoff, recoverDrafts, type StandoffFile } from './standoff-file';

/**
 * Mends a save that was cut off, and takes away what ended processes left beside the file. The journal is written first:
 * where the file is still what its last save replaced, the draft of that save is put in place, or the steps that it was
 * to bring are let go, which nobody was told were saved.
 * @param target the standoff file, as `targetOf` gives it
 * @param note the path of its note below the corpus
 * @param read the file as it was read
 * @returns the file as it is now
 */
export async function mendSave(
  desk: Desk,
  target: string,
  note: string,
  read: StandoffFile,
): Promise<StandoffFile> {
  const { history, secrets } = desk;
  const isTorn = (file: StandoffFile): boolean => {
    const last = history.lastSave(note);
    return last !== undefined && last.from !== last.to && secrets.mark(file.text) === last.from;
  };
  if (!isTorn(read)) {
    await recoverDrafts(target, () => false).catch(() => {});
    return read;
  }
  return desk.locked(async () => {
    const now = await readStandoff(target);
    const last = history.lastSave(note);
    // Another process may have been in the middle of it.
    if (!last || !isTorn(now)) return now;
    if (await recoverDrafts(target, (text) => secrets.mark(text) === last.to)) return readStandoff(target);
    await desk.drop(last.entries);
    return now;
  });
}

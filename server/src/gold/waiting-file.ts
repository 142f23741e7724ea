import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../privacy/error-code';
import type { Desk } from './desk';
import { FOLDER } from './gold-store';
import { type Entry, lineOf, openJournal } from './journal';
import { syncFolder, writer, writerEnded } from './standoff-file';

/** Those that this process has made: another one that bears its number is of one that ended, and had that before. */
const made = new Set<string>();

/**
 * What is decided on a note with unsaved changes waits in a file of its own, signed like the journal and without words of
 * the note, until both are saved. One process writes it; what one that has ended left is another's to bring back.
 */
export function openWaitingFile({ options, secrets, checkFolder }: Desk, note: string) {
  const folder = join(options.root, FOLDER);
  const prefix = `${options.annotator}.${secrets.mark(note)}.`;
  const own = join(folder, `${prefix}${writer()}.waiting`);
  let isThere = false;
  let taken: readonly string[] = [];

  function hold(): void {
    isThere = true;
    made.add(own);
  }

  async function write(entries: readonly Entry[]): Promise<void> {
    await checkFolder();
    await mkdir(folder).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const draft = `${own}~`;
    await unlink(draft).catch(() => {});
    const file = await open(draft, 'wx', 0o644);
    try {
      await file.writeFile(entries.map((entry) => `${lineOf(entry, secrets.sign)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, own);
    if (!isThere) await syncFolder(folder);
    hold();
  }

  return {
    /** Puts lines in the place of those before, on the disk when it returns. @throws what the file system throws */
    async put(entries: readonly Entry[]): Promise<void> {
      if (entries.length > 0) await write(entries);
      else if (isThere) taken = [...taken, own];
      if (entries.length === 0) isThere = false;
      for (const path of taken) await unlink(path).catch(() => {});
      if (!isThere) made.delete(own);
      taken = [];
    },
    /** What ended processes left: it is this one's now, until the next `put`. */
    async left(): Promise<readonly (readonly Entry[])[]> {
      const found: (readonly Entry[])[] = [];
      const names = await readdir(folder).catch((): string[] => []);
      // Where one has this process's own name already, others are not put in its place.
      const isOwn = (name: string): boolean => join(folder, name) === own;
      for (const name of names.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))) {
        const [, by, draft] = /^([^.]+)\.waiting(~?)$/.exec(name.slice(prefix.length)) ?? [];
        const path = join(folder, name);
        if (!name.startsWith(prefix) || by === undefined) continue;
        if (by === writer() ? made.has(own) : !(await writerEnded(by, path))) continue;
        const read = await openJournal(path, () => {}, undefined, secrets.sign)
          .refresh(true)
          .catch(() => undefined);
        if (!read) continue;
        // One that was never put in its place says nothing.
        if (!draft) found.push(read.entries);
        if (draft || isThere) taken = [...taken, path];
        else {
          await rename(path, own);
          hold();
        }
      }
      return found;
    },
  };
}

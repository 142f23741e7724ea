import { lstat, readdir, rm, rmdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The least that a file takes on a disk, in bytes. */
const BLOCK = 4096;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What nobody asked for so long belongs to notes that are no more, or to a key that was given up. */
const LONGEST_UNUSED = 90 * DAY;
/** What is left of the limit when it was reached. */
const LEFT = 15 / 16;
/** Files that are looked at together. */
const AT_ONCE = 64;
/** When the cache was last looked through: the time of this file. */
const MARK = '.pruned';

interface Entry {
  readonly path: string;
  /** When it was last used, in milliseconds. */
  readonly used: number;
  /** On the disk. */
  readonly bytes: number;
  readonly draft: boolean;
}

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** All that lies in a cache. What vanishes meanwhile is not there. */
async function entriesOf(root: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const corpus of await list(root)) {
    for (const part of await list(join(root, corpus))) {
      const folder = join(root, corpus, part);
      const names = await list(folder);
      for (let from = 0; from < names.length; from += AT_ONCE) {
        const some = names.slice(from, from + AT_ONCE).map(async (name) => {
          const path = join(folder, name);
          const found = await lstat(path).catch(() => undefined);
          if (!found?.isFile()) return;
          const bytes = Math.ceil(found.size / BLOCK) * BLOCK;
          entries.push({ path, used: found.mtimeMs, bytes, draft: name.startsWith('.') });
        });
        await Promise.all(some);
      }
    }
  }
  return entries;
}

const sum = (entries: readonly Entry[]): number => entries.reduce((all, { bytes }) => all + bytes, 0);

/** How many answers a cache holds, and the bytes on the disk that they take. */
export async function measureAnswers(
  root: string,
): Promise<{ readonly answers: number; readonly bytes: number }> {
  const entries = (await entriesOf(root)).filter(({ draft }) => !draft);
  return { answers: entries.length, bytes: sum(entries) };
}

/** Deletes all answers, or those of one corpus. @throws what the file system throws, but for what is not there */
export const clearAnswers = (root: string, corpus?: string): Promise<void> =>
  rm(corpus === undefined ? root : join(root, corpus), { recursive: true, force: true, maxRetries: 3 });

async function isDue(mark: string, now: number): Promise<boolean> {
  const last = await lstat(mark).catch(() => undefined);
  return !(last && now - last.mtimeMs < DAY);
}

/**
 * Deletes what was used longest ago, until the rest fits the limit; what nobody used for months; and what a process
 * that ended in mid-writing left. Once a day, or when `force` says so. Several processes may do so at once. Never rejects.
 * @param limit bytes on the disk
 */
export async function pruneAnswers(root: string, limit: number, { force = false } = {}): Promise<void> {
  const now = Date.now();
  const mark = join(root, MARK);
  if (!force && !(await isDue(mark, now))) return;
  await writeFile(mark, '', { mode: 0o600, flag: 'a' }).catch(() => {});
  await utimes(mark, now / 1000, now / 1000).catch(() => {});

  const entries = await entriesOf(root);
  entries.sort((a, b) => a.used - b.used);
  let bytes = sum(entries);
  const most = bytes > limit ? limit * LEFT : limit;
  for (const { path, used, bytes: freed, draft } of entries) {
    const isStale = now - used >= (draft ? HOUR : LONGEST_UNUSED);
    // A fresh draft is being written.
    if (!isStale && (draft || bytes <= most)) continue;
    await unlink(path).catch(() => {});
    bytes -= freed;
  }
  // Folders of corpora that are no more. One that is not empty stays.
  for (const corpus of await list(root)) {
    for (const part of await list(join(root, corpus))) await rmdir(join(root, corpus, part)).catch(() => {});
    await rmdir(join(root, corpus)).catch(() => {});
  }
}

import { lstat, readdir, rm, rmdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../privacy/error-code';

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

/** The names that a cache gives: to the folder of a corpus, to those in it, to answers and their drafts. */
const CORPUS = /^[0-9a-f]{32}$/;
const PART = /^[0-9a-f]{2}$/;
const NAME = /^(?:[0-9a-f]{62}|\.\d+\.[0-9a-f]{16})$/;

/** What lies in a folder under such names. Links are nobody's folders. */
async function list(folder: string, named: RegExp, kind: 'isDirectory' | 'isFile'): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry[kind]() && named.test(entry.name) ? [entry.name] : []));
}

const foldersIn = async (root: string): Promise<string[]> =>
  (await list(root, CORPUS, 'isDirectory')).map((name) => join(root, name));
const partsIn = async (corpus: string): Promise<string[]> =>
  (await list(corpus, PART, 'isDirectory')).map((name) => join(corpus, name));

/** What a cache put into folders of corpora. What vanishes meanwhile is not there. */
async function entriesOf(corpora: readonly string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const corpus of corpora) {
    for (const folder of await partsIn(corpus)) {
      const names = await list(folder, NAME, 'isFile');
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
  const entries = (await entriesOf(await foldersIn(root))).filter(({ draft }) => !draft);
  return { answers: entries.length, bytes: sum(entries) };
}

/** Deletes folders that are empty; one that is not stays. */
async function removeEmpty(corpora: readonly string[]): Promise<void> {
  for (const corpus of corpora) {
    for (const part of await partsIn(corpus)) await rmdir(part).catch(() => {});
    await rmdir(corpus).catch(() => {});
  }
}

/**
 * Deletes all answers, or those of one corpus, and nothing else that lies there; gives how many answers there were,
 * and their bytes on the disk. @throws what the file system throws, but for what is not there
 */
export async function clearAnswers(
  root: string,
  corpus?: string,
): Promise<{ readonly answers: number; readonly bytes: number }> {
  const corpora = corpus === undefined ? await foldersIn(root) : [join(root, corpus)];
  const cleared: Entry[] = [];
  for (const entry of await entriesOf(corpora)) {
    try {
      await unlink(entry.path);
      if (!entry.draft) cleared.push(entry);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  await removeEmpty(corpora);
  if (corpus === undefined) {
    await rm(join(root, MARK), { force: true });
    await rmdir(root).catch(() => {});
  }
  return { answers: cleared.length, bytes: sum(cleared) };
}

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

  const corpora = await foldersIn(root);
  const entries = await entriesOf(corpora);
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
  // Folders of corpora that are no more.
  await removeEmpty(corpora);
}

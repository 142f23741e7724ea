import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../privacy/error-code';
import { clearAnswers, measureAnswers } from './cache-upkeep';
import { placeOfCorpus } from './remembering';

/** Where in the cache's folder the answers are. */
export const answersIn = (folder: string): string => join(folder, 'answers');

/**
 * Why a folder may not hold the cache; undefined where it may. What others can look at is closed to them.
 * @throws what the file system throws
 */
export async function objectionTo(folder: string): Promise<string | undefined> {
  const found = await lstat(folder);
  const answers = await lstat(answersIn(folder)).catch(() => undefined);
  if (!found.isDirectory()) return 'is a link or a file, not a folder';
  if (answers?.isSymbolicLink()) return 'holds a link in the place of the answers';
  // Windows keeps the folders of a user from others by itself.
  if (process.getuid === undefined) return undefined;
  if (found.uid !== process.getuid()) return 'belongs to another user';
  if (found.mode & 0o022) return 'can be written by others';
  if (found.mode & 0o077) await chmod(folder, 0o700);
  return undefined;
}

/** What a cache holds. */
export interface CacheReport {
  /** Why the folder is not used, where it is not: then nothing in it is looked at. */
  readonly objection: string | undefined;
  readonly answers: number;
  /** On the disk. */
  readonly bytes: number;
}

/** Looks at a cache. @throws what the file system throws, but for a folder that is not there */
export async function reportOf(folder: string): Promise<CacheReport> {
  try {
    const objection = await objectionTo(folder);
    if (objection !== undefined) return { objection, answers: 0, bytes: 0 };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return { objection: undefined, ...(await measureAnswers(answersIn(folder))) };
}

/** Deletes all answers of a cache; gives what was deleted. @throws what the file system throws */
export async function clearCache(folder: string): Promise<CacheReport> {
  const report = await reportOf(folder);
  return report.objection === undefined ? { ...report, ...(await clearAnswers(answersIn(folder))) } : report;
}

/**
 * Deletes what was answered about some corpora, which got new placeholders: nobody can ask for it any more.
 * @param key the user's
 * @throws what the file system throws
 */
export async function forgetCorpora(
  folder: string,
  key: Uint8Array,
  corpora: readonly string[],
): Promise<void> {
  const { objection } = await reportOf(folder);
  if (objection !== undefined) return;
  for (const corpus of corpora) await clearAnswers(answersIn(folder), placeOfCorpus(key, corpus));
}

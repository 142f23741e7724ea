import { randomBytes } from 'node:crypto';
import { constants, mkdir, open, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AT_ONCE } from '../../privacy/corpus/regular-file';
import { codeOf } from '../../privacy/error-code';
import type { AnswerStore, EntryPlace } from './answer-store';
import { answersIn, objectionTo } from './cache-folder';
import { pruneAnswers } from './cache-upkeep';

/** Bytes on the disk that all answers may take. */
export const MOST_BYTES = 256 * 1024 * 1024;
/** A larger file is none of ours. */
const LARGEST_ENTRY = 1024 * 1024;
/** An entry that was read is marked as used no more often than this, in milliseconds. */
const HOUR = 3_600_000;
/** Folders may vanish between being made and being written to, while another process deletes. */
const ATTEMPTS = 3;

export interface CacheOptions {
  /** The cache's own folder, absolute; made if it is missing, readable by the user alone. */
  readonly folder: string;
  /** Bytes on the disk. */
  readonly limit?: number;
  /** Told once, in a sentence without text of a note, if answers cannot be kept. */
  readonly warn: (message: string) => void;
}

/**
 * Answers on the disk, one file each, which appears whole or not at all: processes share them without waiting for each
 * other. A library that does the like (cacache) bounds neither its size nor who may read it, keeps two files for an
 * entry, and would be the largest part of what is loaded to ask a model. Nothing is touched before the first answer.
 */
export function openAnswerCache({ folder, limit = MOST_BYTES, warn }: CacheOptions): AnswerStore {
  const root = answersIn(folder);
  /** No longer used: the folder is not for us, or nothing can be written there. */
  let closed = false;
  let checked: Promise<boolean> | undefined;
  let written = 0;
  /** What so many answers take on a disk is small beside the limit. */
  const between = Math.max(1, Math.floor(limit / 16 / 4096));

  const fileOf = ({ folder, name }: EntryPlace): string =>
    join(root, folder, name.slice(0, 2), name.slice(2));

  function close(why: string): void {
    if (!closed) warn(`Answers of the model are not kept: ${folder} ${why}.`);
    closed = true;
  }
  const cannotWrite = (error: unknown): void => close(`cannot be written (${codeOf(error) ?? 'unknown'})`);

  async function check(): Promise<boolean> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const why = await objectionTo(folder);
      if (why !== undefined) close(why);
      return why === undefined;
    } catch (error) {
      cannotWrite(error);
      return false;
    }
  }
  const usable = async (): Promise<boolean> => {
    if (closed) return false;
    checked ??= check();
    return checked;
  };

  async function put(place: EntryPlace, text: string): Promise<void> {
    const path = fileOf(place);
    const draft = join(path, '..', `.${process.pid}.${randomBytes(8).toString('hex')}`);
    try {
      await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
      // Where something else stands in its place, as a folder does, this answer alone is not kept.
      await rename(draft, path).catch(async (error: unknown) => {
        if (codeOf(error) === 'ENOENT') throw error;
        await rm(draft, { force: true });
      });
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw error;
    }
  }

  return {
    async read(place) {
      if (!(await usable())) return undefined;
      try {
        const file = await open(fileOf(place), AT_ONCE | (constants.O_NOFOLLOW ?? 0));
        try {
          const found = await file.stat();
          if (!found.isFile() || found.size > LARGEST_ENTRY) return undefined;
          const now = new Date();
          if (now.getTime() - found.mtimeMs > HOUR) await file.utimes(now, now).catch(() => {});
          return await file.readFile('utf8');
        } finally {
          await file.close();
        }
      } catch {
        return undefined;
      }
    },

    async write(place, text) {
      if (Buffer.byteLength(text) > LARGEST_ENTRY || !(await usable())) return;
      try {
        for (let attempt = 1; ; attempt++) {
          try {
            await put(place, text);
            break;
          } catch (error) {
            if (codeOf(error) !== 'ENOENT' || attempt >= ATTEMPTS) throw error;
            // The first of its kind, or all was deleted meanwhile: then the folder is looked at anew.
            checked = undefined;
            if (!(await usable())) return;
            await mkdir(join(fileOf(place), '..'), { recursive: true, mode: 0o700 });
          }
        }
        if (written++ % between === 0) void pruneAnswers(root, limit, { force: written > 1 });
      } catch (error) {
        cannotWrite(error);
      }
    },

    async remove(place) {
      if (!closed) await unlink(fileOf(place)).catch(() => {});
    },
  };
}

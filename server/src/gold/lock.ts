import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { readRegular } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';

/** Milliseconds after which nobody holds a lock any longer who lives, and those that one is waited for. */
const STALE = 60_000;
const PATIENCE = 10_000;

/** Another program keeps the corpus locked. */
export class LockHeld extends Error {}

/** Who waits in this process, by the lock's path. */
const turns = new Map<string, Promise<void>>();

/** This computer and process, as a lock names them. */
export const holder = (): string => `${hostname().replace(/\s/g, '-')} ${process.pid}`;

/** Whether a process on this computer has ended; not known of one on another. */
export function hasEnded(host: string, pid: number): boolean {
  if (host !== hostname().replace(/\s/g, '-')) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

async function isStale(path: string, content: string): Promise<boolean> {
  const age = Date.now() - (await stat(path)).mtimeMs;
  const [host = '', pid = ''] = content.split(' ');
  // Its holder may have ended between making it and writing its name into it.
  if (pid === '') return age > 2_000;
  return age > STALE || hasEnded(host, Number(pid));
}

/** Takes away a lock whose holder is gone, unless it is another one by now. */
async function breakLock(path: string, content: string): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  await rename(path, aside);
  if ((await readFile(aside, 'utf8')) !== content) await link(aside, path).catch(() => {});
  await unlink(aside);
}

async function acquire(path: string): Promise<void> {
  const mine = `${holder()} ${randomBytes(6).toString('hex')}`;
  for (const since = Date.now(); ; ) {
    try {
      const file = await open(path, 'wx', 0o644);
      try {
        await file.writeFile(mine);
      } finally {
        await file.close();
      }
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        if (codeOf(error) === 'ENOSPC') await unlink(path).catch(() => {});
        throw error;
      }
    }
    try {
      const content = (await readRegular(path)).toString('utf8');
      if (await isStale(path, content)) {
        await breakLock(path, content);
        continue;
      }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      continue;
    }
    if (Date.now() - since > PATIENCE) throw new LockHeld(`${path} is held by another program`);
    await new Promise((done) => setTimeout(done, 3 + Math.random() * 12));
  }
}

/**
 * Runs work while no other process writes the gold of the same corpus: one small file that only one can make. The
 * lock of a process that has ended is broken; that of another computer after a minute.
 * @throws LockHeld after ten seconds, else what the file system and the work throw
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  let free = (): void => {};
  const turn = new Promise<void>((done) => {
    free = done;
  });
  const chain = before.then(() => turn);
  turns.set(path, chain);
  await before;
  try {
    // The corpus itself must be there: a folder that vanished is not made again.
    await mkdir(dirname(path)).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    await acquire(path);
    try {
      return await work();
    } finally {
      await unlink(path).catch(() => {});
    }
  } finally {
    free();
    if (turns.get(path) === chain) turns.delete(path);
  }
}

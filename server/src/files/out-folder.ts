import { unlinkSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { NoteError, reasonOf, UsageError } from './failures';

// Files that are being written and not yet in their place. Removed when the program ends, however it ends.
const temporaries = new Set<string>();
let count = 0;

/** Removes what is half-written; for the very end of the program. */
export function removeTemporaries(): void {
  for (const file of temporaries) {
    try {
      unlinkSync(file);
    } catch {
      // It is gone already.
    }
  }
  temporaries.clear();
}

/** A file that grows beside its place and moves there when it is whole. */
export interface Growing {
  write(text: string | Uint8Array): Promise<void>;
  /** Puts it in its place, over whatever is there. */
  commit(): Promise<void>;
  /** Takes it away. Does nothing after `commit`. */
  discard(): Promise<void>;
  /** What was written so far, from the start, piece by piece. */
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Starts to write a file: nothing is seen in its place before it is whole. The folder must exist.
 * @param mode its permissions; those of any new file where there are none
 */
export async function grow(file: string, mode?: number): Promise<Growing> {
  let handle: FileHandle | undefined;
  let temporary = '';
  while (!handle) {
    temporary = join(dirname(file), `.marginalia-${process.pid}-${++count}.tmp`);
    temporaries.add(temporary);
    handle = await open(temporary, 'wx+', mode).catch((error: NodeJS.ErrnoException) => {
      temporaries.delete(temporary);
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
  }
  const opened = handle;
  return {
    write: async (text) => {
      await opened.writeFile(text);
    },
    commit: async () => {
      await opened.close();
      await rename(temporary, file);
      temporaries.delete(temporary);
    },
    discard: async () => {
      if (!temporaries.has(temporary)) return;
      await opened.close().catch(() => {});
      await unlink(temporary).catch(() => {});
      temporaries.delete(temporary);
    },
    async *read() {
      const buffer = Buffer.alloc(1 << 16);
      for (let at = 0; ; ) {
        const { bytesRead } = await opened.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) return;
        yield Uint8Array.from(buffer.subarray(0, bytesRead));
        at += bytesRead;
      }
    },
  };
}

/** Writes a whole file at once, or nothing. The folder must exist. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const growing = await grow(file);
  try {
    await growing.write(content);
    await growing.commit();
  } finally {
    await growing.discard();
  }
}

/** The folder of `--out`, and the rules of writing into it. */
export interface OutFolder {
  /**
   * The absolute path of a file in it, its folder made. @throws NoteError where a symbolic link in the folder
   * would lead out of it.
   */
  place(relative: string): Promise<string>;
}

/** Makes the folder. @throws UsageError where that cannot be. */
export async function openOut(path: string): Promise<OutFolder> {
  if (path === '') throw new UsageError('--out: an empty name names no folder; . is this one');
  const root = resolve(path);
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? `--out: ${path} is a file, not a folder`
        : `--out: the folder ${path} cannot be made: ${reasonOf(error)}`,
    );
  }
  const real = await realpath(root);
  const inside = (folder: string): boolean =>
    folder === real || folder.startsWith(real + (real.endsWith(sep) ? '' : sep));
  const known = new Set<string>();
  return {
    place: async (relative) => {
      const file = resolve(real, relative);
      const folder = dirname(file);
      if (!inside(folder) || file === real)
        throw new NoteError('its path would lead out of the folder of --out');
      if (!known.has(folder)) {
        // Folders are made one by one, so that none is made behind a link that leads elsewhere.
        let at = real;
        for (const name of folder
          .slice(real.length)
          .split(sep)
          .filter((part) => part !== '')) {
          at = join(at, name);
          await mkdir(at).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'EEXIST') throw error;
          });
          if (!inside(await realpath(at))) {
            throw new NoteError(`${at} is a link that leads out of the folder of --out`);
          }
        }
        known.add(folder);
      }
      return file;
    },
  };
}

/** What is in the place of a file that is to be written. */
type Standing = 'nothing' | 'same' | 'empty' | 'different';

/** Whether a file holds these bytes already. Brat makes empty files beside new notes, so they are told apart. */
export async function standing(file: string, content: string | Uint8Array): Promise<Standing> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const found = await stat(file);
    if (!found.isFile()) return 'different';
    const { size } = found;
    if (size !== bytes.length) return size === 0 ? 'empty' : 'different';
    return (await readFile(file)).equals(bytes) ? 'same' : 'different';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
    throw error;
  }
}

/** The real path of a place that may not exist yet; the folder it is in must. */
async function realPlace(file: string): Promise<string> {
  return realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)));
}

/**
 * Whether a file must be written. @throws NoteError where it would take the place of a note that is read, or,
 * without `force`, of a file that says something else: that may be somebody's work.
 */
export async function mustWrite(
  file: string,
  content: string | Uint8Array,
  inputs: ReadonlySet<string>,
  force: boolean,
): Promise<boolean> {
  const there = await standing(file, content);
  if (there === 'same') return false;
  if (there === 'nothing') return true;
  if (inputs.has(await realPlace(file)))
    throw new NoteError(`${file} is itself a note that is read; choose another --out`);
  if (there === 'different' && !force)
    throw new NoteError(`${file} is there and says something else; --force replaces it`);
  return true;
}

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import type { TargetFile } from '../format/corpus/document';
import { NoteError, reasonOf } from './failures';
import { type Growing, grow, mustWrite, type OutFolder, writeWhole } from './out-folder';

/** The files of a conversion on their way into OUT. */
export interface CorpusOut {
  /** @throws NoteError where a file is there and says something else */
  write(files: readonly TargetFile[]): Promise<void>;
  /** Puts the files that grew in their places. Returns those that may not take the place of what is there. */
  finish(): Promise<readonly NoteError[]>;
  /** Takes away what is not in its place. Called at the end in any case. */
  discard(): Promise<void>;
}

interface GrowingFile {
  readonly file: string;
  readonly growing: Growing;
  readonly hash: Hash;
}

/** @param inputs the real paths of all files that were read: none of them is ever written to */
export function corpusOut(out: OutFolder, inputs: ReadonlySet<string>, force: boolean): CorpusOut {
  const grown = new Map<string, GrowingFile>();
  const append = async ({ path, text }: TargetFile): Promise<void> => {
    let one = grown.get(path);
    if (!one) {
      const file = await out.place(path);
      one = { file, growing: await grow(file), hash: createHash('sha256') };
      grown.set(path, one);
    }
    one.hash.update(text);
    await one.growing.write(text);
  };
  return {
    write: async (files) => {
      // Rows last: a note whose other files cannot be written has none.
      for (const { path, text, ifNone } of files.filter(({ grows }) => !grows)) {
        const file = await out.place(path);
        if (ifNone && (await lstat(file).catch(() => undefined))) continue;
        if (await mustWrite(file, text, inputs, force)) await writeWhole(file, text);
      }
      for (const file of files.filter(({ grows }) => grows)) await append(file);
    },
    finish: async () => {
      const refused: NoteError[] = [];
      for (const { file, growing, hash } of grown.values()) {
        try {
          const there = await standingHash(file);
          if (there === hash.digest('hex')) continue;
          if (there !== undefined && inputs.has(await realpath(file)))
            refused.push(new NoteError(`${file} is itself a file that is read; choose another OUT`));
          else if (there !== undefined && !force)
            refused.push(new NoteError(`${file} is there and says something else; --force replaces it`));
          else await growing.commit();
        } catch (error) {
          refused.push(new NoteError(`${file}: ${reasonOf(error)}`));
        }
      }
      return refused;
    },
    discard: async () => {
      for (const { growing } of grown.values()) await growing.discard();
    },
  };
}

/** The digest of a file, or undefined where there is none, or an empty one. */
async function standingHash(file: string): Promise<string | undefined> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats || stats.size === 0) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

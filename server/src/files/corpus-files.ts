import { createHash } from 'node:crypto';
import { type Dirent, realpathSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, resolve } from 'node:path';
import type { SourceFile } from '../format/corpus/document';
import { readRegularSync } from '../privacy/corpus/regular-file';
import { decode, encodingOf } from './decode';
import { reasonOf, UsageError } from './failures';

/** The folder that is converted: its files by their paths below it, `/` between names. */
export interface CorpusFolder {
  readonly root: string;
  /** The paths of all files, in order, and of what could not be looked at, with the reason. */
  readonly files: readonly string[];
  /** Whether there is a file of this path among them. */
  has(path: string): boolean;
  readonly unfound: readonly { readonly path: string; readonly error: unknown }[];
  /** Reads a file, with a warning where its encoding is a guess. @throws NoteError or an error of the system */
  read(path: string): SourceFile & { readonly warning?: string };
  /** The real paths of all files that were read. */
  readonly inputs: ReadonlySet<string>;
}

/** Larger files do not fit the memory of their parsers. */
const LARGEST = 128 * 1024 * 1024;

/**
 * Looks through a folder, at any depth; links to files are followed, links to folders are not.
 * @param out the folder that is written to: what lies in it is left out, unless it is the folder itself or around it
 * @param encoding a name that `encodingOf` gave, or undefined to find out
 * @throws UsageError where it is no folder
 */
export async function openCorpus(
  folder: string,
  out: string,
  encoding: string | undefined,
): Promise<CorpusFolder> {
  const root = await realpath(folder).catch((error) => {
    throw new UsageError(`IN: ${folder}: ${reasonOf(error)}`);
  });
  if (!(await stat(root)).isDirectory())
    throw new UsageError(`IN: ${folder} is a file; give the folder it is in`);
  const realOut = await realpath(out).catch(() => resolve(out));
  const files: string[] = [];
  const unfound: { path: string; error: unknown }[] = [];
  const walk = async (below: string): Promise<void> => {
    const at = join(root, below);
    if (below !== '' && at === realOut) return;
    let entries: Dirent[];
    try {
      entries = await readdir(at, { withFileTypes: true });
    } catch (error) {
      unfound.push({ path: below, error });
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      // A pipe is named as such if it is read.
      else if (!entry.isSymbolicLink() || !(await isFolder(join(root, path)))) files.push(path);
    }
  };
  await walk('');
  const inputs = new Set<string>();
  const known = new Set(files);
  return {
    root,
    files,
    has: (path) => known.has(path),
    unfound,
    inputs,
    read: (path) => {
      const file = join(root, path);
      const bytes = readRegularSync(file, LARGEST);
      inputs.add(realpathSync(file));
      const { text, warning } = decode(bytes, encoding ?? declaredEncoding(path, bytes));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, text, sha256, ...(warning === undefined ? {} : { warning }) };
    },
  };
}

const isFolder = (file: string): Promise<boolean> =>
  stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

/** The encoding that the first line of an XML file names. */
function declaredEncoding(path: string, bytes: Buffer): string | undefined {
  if (!/\.(xml|xmi)$/i.test(path)) return undefined;
  const head = bytes.toString('latin1', 0, 200);
  const declared = /^[^<]*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  return declared === undefined ? undefined : encodingOf(declared);
}

/**
 * Why a document cannot be written under its name, or undefined where it can. The name may come out of a file, so it
 * may try to lead anywhere.
 */
export function badName(name: string): string | undefined {
  if (/[\0-\x1f\x7f\\]/.test(name) || posix.isAbsolute(name) || /^[A-Za-z]:/.test(name))
    return 'its name, which stands in the file, is no path below a folder; rename it there';
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'its name, which stands in the file, would lead out of OUT; rename it there';
  if (name.split('/').some((part) => Buffer.byteLength(part) > 200))
    return 'its name, which stands in the file, is too long for one; rename it there';
  return undefined;
}

import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, resolve, sep } from 'node:path';
import { NoteError, UsageError } from './io';

/** A note to be read. */
export interface NoteSource {
  /** The path below the PATH that was asked for, `/` between names, with its extension; `-` for standard input. */
  readonly name: string;
  /** As a person would write it, for messages. */
  readonly shown: string;
  /** Absolute; undefined for standard input. */
  readonly file: string | undefined;
  /** The file without symbolic links on the way to it; undefined for standard input. */
  readonly real: string | undefined;
}

/** A path that could not be looked at. */
export interface Unfound {
  readonly shown: string;
  readonly error: unknown;
}

export interface Found {
  readonly notes: readonly NoteSource[];
  readonly unfound: readonly Unfound[];
  readonly empty: readonly EmptyFolder[];
  /** Links to folders beyond the PATH, which are not followed, as a person would write them. */
  readonly links: readonly string[];
}

/** A folder without a note. */
export interface EmptyFolder {
  readonly shown: string;
  /** How the names of the files in it end (`.xml`), in the order in which they were come by; those without an ending left out. */
  readonly endings: ReadonlySet<string>;
}

const notAFile = (): NoteError => new NoteError('it is no file; give its text with - on standard input');
const isNote = (name: string): boolean => /\.(txt|note)$/i.test(name);
const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * The notes that the paths name: a file is a note; of a folder, its `.txt` and `.note` files at any depth, in
 * the order of their names, links to files followed, links to folders not; `-` is standard input. A file that
 * several paths name comes once.
 * @param out the folder that is written to: what lies in it is no note, unless it is the asked folder or holds it
 */
export async function findNotes(paths: readonly string[], out: string | undefined): Promise<Found> {
  const notes: NoteSource[] = [];
  const unfound: Unfound[] = [];
  const empty: EmptyFolder[] = [];
  const links: string[] = [];
  const seen = new Set<string>();
  const realOut = out === undefined ? undefined : await realpath(out).catch(() => resolve(out));
  const add = (note: NoteSource): void => {
    const key = note.real ?? '-';
    if (seen.has(key)) return;
    seen.add(key);
    notes.push(note);
  };

  /** Returns whether there was a note, seen before or not; adds to `endings` those of all other files. */
  async function walk(
    root: string,
    folder: string,
    real: string,
    shown: string,
    below: string,
    endings: Set<string>,
  ): Promise<boolean> {
    if (below !== '' && real === realOut) return false;
    let found = false;
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      unfound.push({ shown, error });
      return true;
    }
    for (const entry of entries.sort(byName)) {
      const file = join(folder, entry.name);
      const name = below + entry.name;
      if (entry.isDirectory()) {
        const here = [root, file, join(real, entry.name), join(shown, entry.name), `${name}/`] as const;
        if (await walk(...here, endings)) found = true;
      } else if (isNote(entry.name)) {
        const target = entry.isSymbolicLink() ? await linkedFile(file) : entry.isFile();
        found = true;
        if (target === false) {
          unfound.push({ shown: join(shown, entry.name), error: notAFile() });
          continue;
        }
        const path = typeof target === 'string' ? target : join(real, entry.name);
        add({ name, shown: join(shown, entry.name), file, real: path });
      } else if (entry.isSymbolicLink() && (await leadsBeyond(root, file)))
        links.push(join(shown, entry.name));
      else if (extname(entry.name) !== '') endings.add(extname(entry.name).toLowerCase());
    }
    return found;
  }

  for (const path of paths) {
    if (path === '-') {
      add({ name: '-', shown: 'standard input', file: undefined, real: undefined });
      continue;
    }
    if (path === '') throw new UsageError('an empty PATH names nothing; . is this folder');
    const file = resolve(path);
    try {
      const real = await realpath(file);
      const stats = await stat(real);
      if (stats.isDirectory()) {
        const endings = new Set<string>();
        if (!(await walk(real, file, real, path, '', endings))) empty.push({ shown: path, endings });
      } else if (stats.isFile()) add({ name: basename(file), shown: path, file, real });
      // A device or a pipe may never end.
      else
        unfound.push({
          shown: path,
          error: new NoteError('it is no file; give its text with - on standard input'),
        });
    } catch (error) {
      unfound.push({ shown: path, error });
    }
  }
  return { notes, unfound, empty, links };
}

/** Where a link leads if that is a file; a link that leads nowhere is kept, so that reading it tells. */
async function linkedFile(link: string): Promise<string | boolean> {
  try {
    const real = await realpath(link);
    return (await stat(real)).isFile() ? real : false;
  } catch {
    return true;
  }
}

/** Whether a link leads to a folder that is no part of the one that is walked: its notes are not come by another way. */
async function leadsBeyond(root: string, link: string): Promise<boolean> {
  try {
    const real = await realpath(link);
    return (await stat(real)).isDirectory() && real !== root && !real.startsWith(root + sep);
  } catch {
    return false;
  }
}

/** A name of a note as the path of a file below a folder, without the ending of a note: `ward/a.txt` is `ward/a`. */
export const stemOf = (name: string): string =>
  (name === '-' ? 'stdin' : name)
    .replace(/\.(txt|note)$/i, '')
    .split('/')
    .join(sep);

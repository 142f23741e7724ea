import { isUtf8 } from 'node:buffer';
import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, readFile, readlink, realpath, rename, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type BratDocument, parseBrat, writeBrat } from '../format/brat';
import { openRegular } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { hasEnded } from './lock';

/** A larger standoff file is none of a note, in bytes. */
const LARGEST = 32 * 1024 * 1024;
const MARK = '\ufeff';

/** A standoff file cannot be used; the message is for the user and holds no text. */
export class UnfitStandoff extends Error {}

/** The file changed between being read and being replaced. */
export class Overtaken extends Error {}

/** A standoff file as it was read. */
export interface StandoffFile {
  readonly document: BratDocument;
  /** What it starts with: a byte order mark, or nothing. */
  readonly mark: '' | typeof MARK;
  /** Its text; empty where there is no file. */
  readonly text: string;
  readonly exists: boolean;
  /** Tells whether it is another file, or changed. */
  readonly stamp: string;
  readonly mode: number;
}

const written = new WeakMap<BratDocument, string>();

/** The text of a file; remembered with the document. */
export function fileText(document: BratDocument, mark: StandoffFile['mark']): string {
  const text = written.get(document) ?? writeBrat(document);
  written.set(document, text);
  return mark + text;
}

/** A standoff file of this text, by itself one that no file holds. Its lines are read when they are asked for. */
export function ofText(text: string, exists = true, stamp = '', mode = 0o644): StandoffFile {
  const mark = text.startsWith(MARK) ? MARK : '';
  let document: BratDocument | undefined;
  return {
    get document() {
      document ??= parseBrat(text.slice(mark.length));
      return document;
    },
    mark,
    text,
    exists,
    stamp,
    mode,
  };
}

/** A standoff file that is not there. */
export const missing = (): StandoffFile => ofText('', false, 'none');

/**
 * The file that a path names, also if it is not there yet. A link is followed to a standoff file below the corpus: what
 * leads elsewhere may have come with the notes, to have something else written to.
 * @param root the real path of the corpus
 * @throws UnfitStandoff for another link; else what the file system throws
 */
export async function targetOf(path: string, root: string): Promise<string> {
  const target = await followed(path);
  const own = join(await realpath(dirname(path)), basename(path));
  const below = relative(root, target);
  if (target !== own && (/^\.\.(?:[/\\]|$)/.test(below) || isAbsolute(below) || !/\.ann$/i.test(target)))
    throw new UnfitStandoff(
      `${basename(path)} is a link that leads out of this corpus, or to no standoff file.`,
    );
  return target;
}

async function followed(path: string, depth = 0): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || depth > 8) throw error;
  }
  const to = await readlink(path).catch(() => undefined);
  if (to !== undefined) return followed(resolve(dirname(path), to), depth + 1);
  return join(await realpath(dirname(path)), basename(path));
}

/**
 * Reads a standoff file; one that is not there is empty.
 * @throws UnfitStandoff for what cannot be one, or is not UTF-8; else what the file system throws
 */
export async function readStandoff(path: string): Promise<StandoffFile> {
  let file: Awaited<ReturnType<typeof openRegular>>;
  try {
    file = await openRegular(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    // Only where it could be made: its folder is there.
    await stat(dirname(path));
    return missing();
  }
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new UnfitStandoff(`${basename(path)} is a folder.`);
    if (found.size > LARGEST)
      throw new UnfitStandoff(
        `${basename(path)} has ${Math.round(found.size / 1048576)} MB; more than ${LARGEST >> 20} MB are not read.`,
      );
    const bytes = await file.readFile();
    if (!isUtf8(bytes))
      throw new UnfitStandoff(`${basename(path)} is not UTF-8; nothing is written to it until it is.`);
    if (bytes.includes(0))
      throw new UnfitStandoff(`${basename(path)} holds NUL bytes, so it is no standoff file in UTF-8.`);
    const stamp = `${found.ino} ${found.size} ${found.mtimeMs}`;
    return ofText(bytes.toString('utf8'), true, stamp, found.mode & 0o7777);
  } finally {
    await file.close();
  }
}

export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and needs not.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

const host = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** This computer and process, as names of files have them. */
export const writer = (): string => `${host()}-${process.pid}`;

/** Whether the process that a file is named by has ended; of another computer nobody knows, but a day is long enough. */
export async function writerEnded(named: string, path: string): Promise<boolean> {
  const [, on, pid] = /^([0-9a-f]{8})-(\d+)$/.exec(named) ?? [];
  if (on === host()) return hasEnded(hostname().replace(/\s/g, '-'), Number(pid));
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return on !== undefined && Date.now() - mtimeMs > 86_400_000;
}
const prefixOf = (path: string): string => `.${basename(path)}.`;

/**
 * Puts another text in the place of a standoff file: written beside and to the disk, then renamed.
 * @param path the file itself, as `targetOf` gives it
 * @param was the file that was read; its mode is kept
 * @returns the file as it is now
 * @throws Overtaken where the file is not that any longer; else what the file system throws. Then nothing has changed
 */
export async function replaceStandoff(path: string, text: string, was: StandoffFile): Promise<StandoffFile> {
  let made: StandoffFile;
  const folder = dirname(path);
  const name = `${prefixOf(path)}${writer()}-${randomBytes(6).toString('hex')}`;
  const draft = join(folder, name);
  try {
    const file = await open(draft, 'wx', was.exists ? was.mode : 0o666);
    try {
      await file.writeFile(text);
      if (was.exists) await file.chmod(was.mode).catch(() => {});
      await file.sync();
      const { ino, size, mtimeMs, mode } = await file.stat();
      made = ofText(text, true, `${ino} ${size} ${mtimeMs}`, mode & 0o7777);
    } finally {
      await file.close();
    }
    const now = await stat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if ((now ? `${now.ino} ${now.size} ${now.mtimeMs}` : 'none') !== was.stamp) throw new Overtaken();
    await rename(draft, path);
  } catch (error) {
    await unlink(draft).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
  return made;
}

/**
 * Looks after drafts that a process left behind when it ended: the one that was about to be put in place is, all
 * others of ended processes are taken away.
 * @param wanted whether this text was to replace the file
 * @returns whether one was put in place
 */
export async function recoverDrafts(path: string, wanted: (text: string) => boolean): Promise<boolean> {
  const folder = dirname(path);
  const prefix = prefixOf(path);
  let recovered = false;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const [, by] = /^([0-9a-f]{8}-\d+)-[0-9a-f]{12}$/.exec(name.slice(prefix.length)) ?? [];
    if (by === undefined) continue;
    const draft = join(folder, name);
    if (!(await writerEnded(by, draft))) continue;
    const text = recovered ? undefined : await readFile(draft, 'utf8').catch(() => undefined);
    if (text !== undefined && wanted(text)) {
      const file = await open(draft, 'r');
      await file.sync().finally(() => file.close());
      await rename(draft, path);
      await syncFolder(folder);
      recovered = true;
    } else await unlink(draft).catch(() => {});
  }
  return recovered;
}

import { type FileHandle, lstat, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { UnfitFile } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { keptChange } from './kept-change';
import { keptRejection } from './rejections';

const MOST = 100 * 1024 * 1024;

/** The highest number of a line: what is above was not counted. */
const MOST_LINES = 1e12;

const kinds = [
  'entity',
  'relation',
  'event',
  'type',
  'attribute',
  'spans',
  'remove',
  'reject',
  'items',
  'several',
  'beforehand',
] as const;

/** A line of a journal; holds no text of a note. */
const entry = z.object({
  seq: z.int().min(1).max(MOST_LINES),
  /** The annotator. */
  by: z.string().optional(),
  /** The path of the note below the corpus, `/` between names. */
  note: z.string(),
  /**
   * What was decided; `moved` is the note's own change, `finished` says that nothing of it is left to decide on. The
   * others speak of a step by its `of`.
   */
  kind: z.enum([...kinds, 'moved', 'finished', 'undo', 'redo', 'dropped']),
  of: z.int().optional(),
  changes: z.array(keptChange).optional(),
  rejected: z.array(keptRejection).optional(),
  suggested: z.string().optional(),
  /** Marks of the standoff file before and after the save that this was part of. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** When, ISO 8601, and how many milliseconds it took; only where that is switched on. */
  time: z.string().optional(),
  ms: z.number().optional(),
});
export type Entry = z.infer<typeof entry> & {
  /** Whether it was not written under this key, so that nobody knows by whom. */
  readonly foreign?: boolean;
};

/** What was read since the last time. */
export interface News {
  readonly entries: readonly Entry[];
  /** Whether all was read anew, since the file is not the one that was read before. */
  readonly anew: boolean;
}

/** Bytes: a line of a journal has its time, its number and its signature within them. */
const TAIL = 128;

/** The bytes of a file from one place to another, fewer where it ends before. */
async function bytesOf(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  let got = 0;
  while (got < bytes.length) {
    const { bytesRead } = await file.read(bytes, got, bytes.length - got, from + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return bytes.subarray(0, got);
}

/**
 * A file of JSON Lines that only grows. Whoever appends, or reads what is not ended yet, holds the lock of the corpus.
 * @param most bytes: of a longer one only so many at its end are read
 * @param sign signs lines; without it they are read whoever wrote them
 */
export function openJournal(
  path: string,
  warn: (message: string) => void,
  most = MOST,
  sign?: (line: string) => string,
) {
  let size = 0;
  // The last bytes before `size`: where others stand there now, the file was put in the place of the one that was read.
  let tail: Buffer = Buffer.alloc(0);
  let seen = '';
  let highest = 0;
  let unended = false;
  let told = false;

  const tell = (message: string): void => {
    if (!told) warn(message);
    told = true;
  };

  return {
    path,
    /** The number for the next line. */
    next: (): number => ++highest,

    /**
     * Reads what came since. Lines that cannot be read are kept in the file, and told of once.
     * @param locked else the last line may be one that is being written: it is left for the next time
     * @throws what the file system throws
     */
    async refresh(locked: boolean): Promise<News> {
      const found = await lstat(path).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      });
      // One that leads elsewhere was put there by somebody else.
      if (found && !found.isFile() && !found.isDirectory())
        throw new UnfitFile(path, 'it is no regular file, but a link, a pipe or a device');
      const now = found?.size ?? 0;
      const state = found ? `${found.ino} ${found.mtimeMs} ${now}` : '';
      if (state === seen && now === size) return { entries: [], anew: false };
      seen = state;
      if (now === 0) {
        const anew = size > 0;
        size = 0;
        tail = Buffer.alloc(0);
        unended = false;
        return { entries: [], anew };
      }
      const file = await open(path, 'r');
      let anew = now < size;
      let start = 0;
      let from = 0;
      let bytes: Buffer;
      try {
        anew ||= !(await bytesOf(file, size - tail.length, size)).equals(tail);
        if (now === size && !anew) return { entries: [], anew };
        from = anew ? 0 : size;
        start = Math.max(from, now - most);
        bytes = await bytesOf(file, start, now);
      } finally {
        await file.close();
      }
      if (start > from) tell(`${path} is longer than ${most >> 20} MB: what is older cannot be undone.`);
      let got = bytes.length;
      if (!locked) got = bytes.lastIndexOf(10, got - 1) + 1;
      const lines = bytes.toString('utf8', 0, got).split('\n');
      if (start > from) lines.shift();
      unended = lines.at(-1) !== '';
      const entries: Entry[] = [];
      let unread = 0;
      for (const line of lines) {
        if (line.trim() === '') continue;
        const read = readEntry(line, sign);
        if (read) entries.push(read);
        else unread++;
      }
      if (unread > 0) tell(`${path}: ${unread} lines cannot be read; they are kept, and cannot be undone.`);
      const foreign = entries.filter((one) => one.foreign).length;
      if (foreign > 0)
        tell(
          `${path}: ${foreign} lines were written under another key; they cannot be undone here. What they reject stays away.`,
        );
      if (anew) highest = 0;
      for (const { seq } of entries) highest = Math.max(highest, seq);
      size = start + got;
      const before = anew ? bytes.subarray(0, got) : Buffer.concat([tail, bytes.subarray(0, got)]);
      tail = Buffer.from(before.subarray(-TAIL));
      return { entries, anew };
    },

    /** Puts lines at the end, on the disk when it returns; all or none. Call `refresh` before. @throws what the file system throws */
    async append(entries: readonly Entry[]): Promise<void> {
      const made = size === 0;
      const text = (unended ? '\n' : '') + entries.map((one) => `${lineOf(one, sign)}\n`).join('');
      const file = await open(path, 'a', 0o644);
      try {
        try {
          await file.writeFile(text);
          await file.sync();
        } catch (error) {
          await file.truncate(size).catch(() => {});
          throw error;
        }
      } finally {
        await file.close();
      }
      size += Buffer.byteLength(text);
      tail = Buffer.from(Buffer.concat([tail, Buffer.from(text)]).subarray(-TAIL));
      unended = false;
      if (made) {
        const folder = await open(dirname(path), 'r').catch(() => undefined);
        await folder?.sync().catch(() => {});
        await folder?.close();
      }
    },

    /** Takes back what was appended since a size, while the lock is held still. */
    async cut(to: number): Promise<void> {
      const file = await open(path, 'r+');
      try {
        await file.truncate(to);
        size = to;
        tail = await bytesOf(file, Math.max(0, to - TAIL), to);
      } finally {
        await file.close();
      }
    },
    size: (): number => size,
  };
}

export type Journal = ReturnType<typeof openJournal>;

/** A line, without its end. */
export function lineOf(of: Entry, sign: ((line: string) => string) | undefined): string {
  const line = JSON.stringify(of);
  return sign ? `${line.slice(0, -1)},"sig":"${sign(line)}"}` : line;
}

function readEntry(line: string, sign: ((line: string) => string) | undefined): Entry | undefined {
  try {
    const read = entry.safeParse(JSON.parse(line)).data;
    if (!read || !sign) return read;
    const [, signed, by] = /^(.*),"sig":"([\w-]{16})"\}$/.exec(line) ?? [];
    return signed !== undefined && sign(`${signed}}`) === by ? read : { ...read, foreign: true };
  } catch {
    return undefined;
  }
}

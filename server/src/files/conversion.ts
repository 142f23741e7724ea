import { posix } from 'node:path';
import type { CorpusFormat, Loss, LossKind, Read, SourceFile } from '../format/corpus/document';
import { countsOf } from '../format/corpus/document';
import { jsonLine } from '../format/jsonl';
import { badName, type CorpusFolder, openCorpus } from './corpus-files';
import { type CorpusOut, corpusOut } from './corpus-out';
import { type Messages, NoteError, reasonOf, shownName, someOf, UsageError } from './failures';
import { type Growing, grow, type OutFolder, openOut } from './out-folder';
import { headOf } from './peek';

/** The file in OUT that names every loss, one a line. */
export const LOSSES = 'losses.jsonl';

export interface Conversion {
  readonly source: string;
  readonly target: string;
  readonly from: CorpusFormat;
  readonly to: CorpusFormat;
  /** Replace files in the target that say something else. */
  readonly force: boolean;
  /** A name that `encodingOf` gave, or undefined to find out. */
  readonly encoding: string | undefined;
  readonly messages: Messages;
  readonly signal: AbortSignal;
  /** Told after each file that was read. */
  readonly progress?: (files: number, of: number) => void;
}

/** How many documents were written, how many files and documents failed, and how many items were lost on the way. */
export interface Converted {
  readonly documents: number;
  readonly failed: number;
  readonly losses: number;
}

/**
 * Converts all documents of a folder: each that cannot be read or written is named as an error, and the others go on.
 * Messages call the folders IN and OUT.
 * @throws UsageError where one of the folders is none; the reason of the signal when that is aborted
 */
export async function convertFolder(conversion: Conversion): Promise<Converted> {
  const { source, target, from, to, messages, signal } = conversion;
  if (!from.read || !from.reads) throw new UsageError(`--from: ${from.name} is only written`);
  const { corpus, unread } = watched(await openCorpus(source, target, conversion.encoding));
  const paths = corpus.files.filter((path) => from.reads?.(path) && posix.basename(path) !== LOSSES);
  if (paths.length === 0)
    throw new UsageError(`IN: ${shownName(source)}: no file of ${from.name} in this folder; check --from`);
  const folder = await openOut(target).catch((error) => {
    throw error instanceof UsageError ? new UsageError(error.message.replace('--out', 'OUT')) : error;
  });
  const out = corpusOut(folder, corpus.inputs, conversion.force);
  const losses = lossBook(to, folder, messages);
  let failed = 0;
  let files = 0;
  const fail = (what: string, error: unknown): void => {
    failed++;
    messages.error(
      `${shownName(what)}: ${reasonOf(error).replace('the folder of --out', 'OUT').replace('--out', 'OUT')}`,
    );
  };
  for (const { path, error } of corpus.unfound) fail(path, error);
  const done = new Set<string>();
  // Windows and macOS take names that differ in case only for one file.
  const fold = process.platform === 'win32' || process.platform === 'darwin';
  try {
    const writer = to.writer(new Date().toISOString().slice(0, 10));
    for (const path of paths) {
      let one = 0;
      for (const read of documentsOf(corpus, from, path, messages)) {
        signal.throwIfAborted();
        one++;
        const shown =
          'document' in read && read.document.name !== path.replace(/\.[^./]*$/, '')
            ? `${path}: ${read.document.name}`
            : path;
        try {
          if ('failure' in read) throw new NoteError(read.failure);
          for (const warning of read.warnings) messages.warn(`${shownName(shown)}: ${warning}`);
          const { name } = read.document;
          const bad = badName(name);
          if (bad !== undefined) throw new NoteError(bad);
          const key = fold ? name.toLowerCase() : name;
          if (done.has(key))
            throw new NoteError('another document of this name was there before; rename one of them');
          const held = to.hold(read.document);
          await out.write(writer.write(held.document));
          done.add(key);
          await losses.add(name, [...read.losses, ...held.losses]);
        } catch (error) {
          signal.throwIfAborted();
          fail(shown, error);
        }
      }
      conversion.progress?.(++files, paths.length);
      if (one === 0) messages.warn(`${shownName(path)}: there is no document in it`);
      // Lets a signal through: reading small files keeps no one waiting long enough.
      await new Promise(setImmediate);
    }
    const left = unread(/\.(txt|note)$/i);
    if (left.length > 0)
      messages.warn(`texts without annotations in ${from.name} are left out: ${shownName(someOf(left))}`);
    if (done.size > 0) await finish(out, to, writer.finish(), fail);
    await losses.finish().catch((error: unknown) => fail(LOSSES, error));
  } finally {
    await out.discard();
    await losses.discard();
  }
  return { documents: done.size, failed, losses: losses.count() };
}

/** A folder, and which of its files of a kind were not read; none where no such file is part of the format. */
function watched(folder: CorpusFolder) {
  const read = new Set<string>();
  const corpus: CorpusFolder = {
    ...folder,
    read: (path) => {
      read.add(path);
      return folder.read(path);
    },
  };
  return {
    corpus,
    unread: (kind: RegExp): string[] => {
      const all = corpus.files.filter((path) => kind.test(path));
      return all.some((path) => read.has(path)) ? all.filter((path) => !read.has(path)) : [];
    },
  };
}

async function finish(
  out: CorpusOut,
  to: CorpusFormat,
  files: Parameters<CorpusOut['write']>[0],
  fail: (what: string, error: unknown) => void,
): Promise<void> {
  try {
    await out.write(files);
  } catch (error) {
    fail(to.name, error);
  }
  for (const error of await out.finish()) fail(to.name, error);
}

/** The documents of a file; where it cannot be read at all, one failure. */
export function* documentsOf(
  corpus: CorpusFolder,
  from: CorpusFormat,
  path: string,
  messages: Messages,
): Generator<Read> {
  const read = (at: string): SourceFile => {
    const file = corpus.read(at);
    if (file.warning !== undefined) messages.warn(`${shownName(at)}: ${file.warning}`);
    return file;
  };
  // A name out of a file may try to lead anywhere: only what was found in the folder is read.
  const beside = (name: string): SourceFile | undefined => {
    const at = posix.normalize(name);
    return corpus.has(at) ? read(at) : undefined;
  };
  try {
    yield* from.read?.(read(path), beside) ?? [];
  } catch (error) {
    yield { failure: reasonOf(error) };
  }
}

/** The losses of all documents: written down one by one as they come, told as counts. */
function lossBook(to: CorpusFormat, folder: OutFolder, messages: Messages) {
  const counts = new Map<LossKind, number>();
  let file: Growing | undefined;
  const open = async (): Promise<Growing> => {
    file ??= await grow(await folder.place(LOSSES));
    return file;
  };
  return {
    add: async (note: string, losses: readonly Loss[]): Promise<void> => {
      if (losses.length === 0) return;
      const rows = losses.map(({ kind, id, why }) => jsonLine({ note, kind, id, why }));
      await (await open()).write(rows.join(''));
      for (const { kind } of losses) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    /** Takes the place of the losses of an earlier conversion. */
    finish: async (): Promise<void> => {
      if (file || (await headOf(await folder.place(LOSSES)))) await (await open()).commit();
      if (counts.size === 0) return;
      messages.warn(`not as they were in ${to.name}: ${countsOf(counts)}; each is named in ${LOSSES}`);
    },
    count: (): number => [...counts.values()].reduce((sum, count) => sum + count, 0),
    discard: async (): Promise<void> => file?.discard(),
  };
}

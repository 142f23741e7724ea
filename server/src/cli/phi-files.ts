import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { noteOfI2b2, noteOfMarks, type PhiNote, readPhiRows } from '../evaluation/phi-notes';
import { encodingOf } from '../files/decode';
import { headOf } from '../files/peek';
import { readI2b2 } from '../format/i2b2-2014';
import type { NoteSource } from './find-notes';
import { type Io, type Messages, NoteError, reasonOf, shownName, UsageError } from './io';
import { markedNotes, readMarkedFolder } from './marked-folders';
import { readText } from './read-note';

/** The notes of `--gold` or of `--predicted`. */
export interface PhiSide {
  readonly notes: readonly PhiNote[];
  /** The names of notes that could not be read, each named as an error. A row that cannot be read has none. */
  readonly unread: readonly string[];
  readonly failed: number;
}

interface Reading {
  readonly option: string;
  readonly encoding: string | undefined;
  readonly io: Io;
  readonly messages: Messages;
}

/** What can be read, for whoever gave something else. */
const READABLE =
  'give a folder of i2b2 2014 XML, brat or another format that `marginalia convert` reads, or the file of `deidentify --spans`';

/**
 * Reads a folder of i2b2 2014 XML (at any depth), one such file, a folder of another format that `convert` reads, or
 * rows of `deidentify --spans` (`-`: from standard input). @throws UsageError where the path is none of these
 */
export async function readPhi(path: string, reading: Reading): Promise<PhiSide> {
  const { option, messages } = reading;
  if (path === '-')
    return readRows({ name: '-', shown: 'standard input', file: undefined, real: undefined }, reading);
  const file = resolve(path);
  const stats = await stat(file).catch((error) => {
    throw new UsageError(`${option}: ${shownName(path)}: ${reasonOf(error)}`);
  });
  if (!stats.isDirectory()) {
    const source = { name: basename(file), shown: path, file, real: file };
    return /\.xml$/i.test(file) ? readXml(path, [source], reading) : readRows(source, reading);
  }
  const unfound: (readonly [string, unknown])[] = [];
  const sources = await xmlFiles(file, path, (...one) => unfound.push(one));
  // Of a folder without XML the other reader tells what could not be looked at.
  if (sources.length === 0) return readMarks(path, reading);
  for (const [shown, error] of unfound) messages.error(`${shownName(shown)}: ${reasonOf(error)}`);
  return readXml(path, sources, reading);
}

/** What a corpus of another format marks, as far as its types are names of identifiers. */
async function readMarks(path: string, reading: Reading): Promise<PhiSide> {
  const { option, messages } = reading;
  const folder = await readMarkedFolder(path, { ...reading, from: undefined }).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${option}: ${shownName(path)}: no marked notes are known in this folder; ${READABLE}`,
    );
  });
  const others = new Map<string, number>();
  const notes: PhiNote[] = [];
  for (const marked of markedNotes([folder], messages)[0]?.values() ?? []) {
    const { note, left } = noteOfMarks(marked);
    notes.push(note);
    for (const type of left) others.set(type, (others.get(type) ?? 0) + 1);
  }
  const counts = [...others].map(([type, count]) => `${shownName(type)} (${count})`).join(', ');
  if (counts !== '') messages.warn(`${option}: types that name no identifier are left out: ${counts}`);
  if (notes.every(({ spans }) => spans.length === 0))
    messages.warn(`${option}: ${shownName(path)}: nothing in it is marked as an identifier`);
  return { notes, unread: [], failed: folder.failed };
}

async function xmlFiles(
  folder: string,
  shown: string,
  unfound: (shown: string, error: unknown) => void,
): Promise<NoteSource[]> {
  const sources: NoteSource[] = [];
  const walk = async (at: string): Promise<void> => {
    let entries: Dirent[];
    try {
      entries = await readdir(at, { withFileTypes: true });
    } catch (error) {
      unfound(join(shown, relative(folder, at)), error);
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = join(at, entry.name);
      if (entry.isDirectory()) await walk(file);
      else if (/\.xml$/i.test(entry.name)) {
        const name = relative(folder, file);
        sources.push({ name: name.split(sep).join('/'), shown: join(shown, name), file, real: file });
      }
    }
  };
  await walk(folder);
  return sources;
}

/** The encoding that the first line of an XML file names. */
async function declaredEncoding(file: string): Promise<string | undefined> {
  const declared = /^\s*<\?xml[^>]{0,80}encoding\s*=\s*["']([\w.:-]+)["']/.exec((await headOf(file)) ?? '');
  return declared?.[1] === undefined ? undefined : encodingOf(declared[1]);
}

async function readXml(path: string, sources: readonly NoteSource[], reading: Reading): Promise<PhiSide> {
  const { option, encoding, io, messages } = reading;
  const notes: PhiNote[] = [];
  const unread: string[] = [];
  for (const source of sources) {
    io.signal.throwIfAborted();
    try {
      const declared = source.file === undefined ? undefined : await declaredEncoding(source.file);
      const { text, warning } = await readText(source, encoding ?? declared, io);
      const document = readI2b2(text);
      if ('failure' in document) throw new NoteError(document.failure);
      for (const one of warning === undefined ? document.warnings : [warning, ...document.warnings])
        messages.warn(`${shownName(source.shown)}: ${one}`);
      notes.push(noteOfI2b2(source.name, document));
    } catch (error) {
      messages.error(`${shownName(source.shown)}: ${reasonOf(error)}`);
      unread.push(source.name);
    }
  }
  if (notes.length === 0)
    throw new UsageError(
      `${option}: ${shownName(path)}: none of it is i2b2 2014 XML, which \`marginalia convert\` makes of other formats`,
    );
  return { notes, unread, failed: unread.length };
}

async function readRows(source: NoteSource, reading: Reading): Promise<PhiSide> {
  const { option, encoding, io, messages } = reading;
  const file = await readText(source, encoding, io).catch((error) => {
    throw new UsageError(`${option}: ${shownName(source.shown)}: ${reasonOf(error)}`);
  });
  if (file.warning) messages.warn(`${shownName(source.shown)}: ${file.warning}`);
  const notes: PhiNote[] = [];
  const failures: string[] = [];
  for (const one of readPhiRows(file.text)) {
    if ('failure' in one) failures.push(one.failure);
    else notes.push(one);
  }
  if (notes.length === 0)
    throw new UsageError(
      `${option}: ${shownName(source.shown)}: ${failures[0] === undefined ? 'it is empty; a row is a note' : `${failures[0]}; ${READABLE}`}`,
    );
  for (const failure of failures) messages.error(`${shownName(source.shown)}: ${failure}`);
  return { notes, unread: [], failed: failures.length };
}

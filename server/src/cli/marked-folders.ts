import { type AttributeType, i2b2, type Schema } from '../annotation/schema';
import { type MarkedNote, markedNote } from '../evaluation/marked-note';
import { withUnsaidDefaults } from '../evaluation/unsaid-defaults';
import { documentsOf } from '../files/conversion';
import { type CorpusFolder, openCorpus } from '../files/corpus-files';
import { configNames, readCorpusConfig } from '../format/config/corpus-config';
import {
  type CorpusDocument,
  type CorpusFormat,
  countsOf,
  type LeftLine,
  type LossKind,
  type Read,
  type TargetFile,
} from '../format/corpus/document';
import { corpusFormats } from '../format/corpus/formats';
import { type Io, type Messages, messagesTo, reasonOf, shownName, UsageError } from './io';

/** A folder of annotated notes as one side. */
export interface MarkedFolder {
  /** By name, in their order in the folder. */
  readonly documents: ReadonlyMap<string, CorpusDocument>;
  /** The files of brat's that say what may be annotated, where there are any. */
  readonly config: readonly TargetFile[];
  /** The real paths of all files that were read. */
  readonly inputs: ReadonlySet<string>;
  /** How many notes could not be read, each named as an error. */
  readonly failed: number;
}

/** The schemas of folders that say one, in their `annotation.conf`. */
const schemasOf = (folders: readonly MarkedFolder[]): Schema[] =>
  folders
    .flatMap(({ config }) => config.filter(({ path }) => path === configNames.annotation))
    .map(({ text }) => readCorpusConfig({ annotation: text }).schema);

/**
 * Of each folder, the attributes whose default goes without saying: those that the folder has at all; without an
 * `annotation.conf`, of those of i2b2 2010.
 */
function usualOf(folders: readonly MarkedFolder[]): AttributeType[][] {
  const schemas = schemasOf(folders);
  const attributes = (schemas.length > 0 ? schemas : [i2b2]).flatMap((schema) => schema.attributes);
  return folders.map(({ documents }) => {
    const given = new Set(
      [...documents.values()].flatMap(({ items }) =>
        items.flatMap(({ kind, type }) => (kind === 'attribute' ? [type] : [])),
      ),
    );
    return attributes.filter(({ name, default: value }) => value !== undefined && given.has(name));
  });
}

/** The folders with what goes without saying said by all, where one of them says it. */
export function withDefaultsSaid(folders: readonly MarkedFolder[]): MarkedFolder[] {
  const usual = usualOf(folders);
  const documents = folders.map((folder) => new Map(folder.documents));
  for (const name of new Set(documents.flatMap((own) => [...own.keys()]))) {
    const having = documents.flatMap((own, n) => {
      const document = own.get(name);
      return document ? [{ own, document, usual: usual[n] ?? [] }] : [];
    });
    const said = withUnsaidDefaults(
      having.map(({ document }) => document.items),
      having.map((one) => one.usual),
    );
    for (const [n, { own, document }] of having.entries())
      own.set(name, { ...document, items: said[n] ?? document.items });
  }
  return folders.map((folder, n) => ({ ...folder, documents: documents[n] ?? folder.documents }));
}

/**
 * The notes of several folders as they are compared, by name. A relation that one folder calls symmetric is it in all,
 * and what goes without saying is said.
 */
export function markedNotes(
  folders: readonly MarkedFolder[],
  messages: Messages,
): ReadonlyMap<string, MarkedNote>[] {
  const symmetric = new Set(
    schemasOf(folders).flatMap(({ relations }) =>
      relations.flatMap(({ name, symmetric }) => (symmetric ? [name] : [])),
    ),
  );
  const usual = usualOf(folders);
  return folders.map(({ documents }, n) => {
    const notes = new Map(
      [...documents].map(([name, document]) => [name, markedNote(document, symmetric, usual[n])]),
    );
    for (const { name, endless } of notes.values())
      if (endless.length > 0)
        messages.warn(
          `${shownName(name)}: relations that do not end on entities are not compared: ${endless.length}`,
        );
    return notes;
  });
}

interface Reading {
  /** How the folder is called in messages: `--gold`, `A`. */
  readonly option: string;
  /** The name of its format; undefined to find out. */
  readonly from: string | undefined;
  readonly encoding: string | undefined;
  readonly io: Io;
}

/** Formats that can be told by a file, those first whose files none of the later ones would take for its own. */
const guesses = [
  ...['brat', 'i2b2-2010', 'jsonl', 'doccano', 'webanno-tsv', 'i2b2-2014', 'bioc-xml', 'bioc-json'],
  ...['label-studio', 'cas-json', 'cas-xmi', 'pubtator', 'conll'],
];

/** Reads a folder of notes in any format that `convert` reads. @throws UsageError where it is no such folder */
export async function readMarkedFolder(path: string, reading: Reading): Promise<MarkedFolder> {
  const { option, encoding, io } = reading;
  const messages: Messages = messagesTo(io, false);
  const corpus = await openCorpus(path, path, encoding).catch((error) => {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${error.message.replace(/^IN: /, option === path ? '' : `${option}: `)}${option === '--gold' ? ', or say --phi to score identifiers' : ''}`,
    );
  });
  const format = reading.from === undefined ? guessed(corpus) : formatNamed(reading.from);
  const files = format ? filesOf(corpus, format) : [];
  if (!format || files.length === 0)
    throw new UsageError(
      `${option === path ? '' : `${option}: `}${shownName(path)}: no notes of ${format?.name ?? 'any format that convert reads'} in this folder (brat's are .txt with .ann beside it); check it, or say --from${option === '--gold' ? ', or --phi to score identifiers' : ''}`,
    );
  const documents = new Map<string, CorpusDocument>();
  const lost = new Map<LossKind, number>();
  let failed = 0;
  const fail = (shown: string, why: string): void => {
    failed++;
    messages.error(`${option}: ${shownName(shown)}: ${why}`);
  };
  for (const { path: unfound, error } of corpus.unfound) fail(unfound, reasonOf(error));
  for (const file of files) {
    io.signal.throwIfAborted();
    for (const read of documentsOf(corpus, format, file, messages)) {
      if ('failure' in read) fail(file, read.failure);
      else if (documents.has(read.document.name))
        fail(file, `there are several notes of the name ${shownName(read.document.name)}; keep one`);
      else {
        const { document, warnings, losses } = read;
        for (const { kind } of losses) lost.set(kind, (lost.get(kind) ?? 0) + 1);
        for (const warning of [...warnings, ...unsaid(document.leftLines)])
          messages.warn(`${option}: ${shownName(document.name)}: ${warning}`);
        documents.set(document.name, document);
      }
    }
    // Lets a signal through.
    await new Promise(setImmediate);
  }
  if (lost.size > 0)
    messages.warn(`${option}: not all of its files is compared: ${countsOf(lost)}; convert names each`);
  const config = Object.values(configNames).flatMap((name) => {
    try {
      return corpus.has(name) ? [{ path: name, text: corpus.read(name).text }] : [];
    } catch (error) {
      fail(name, reasonOf(error));
      return [];
    }
  });
  for (const problem of problemsOf(config)) messages.warn(`${option}: ${shownName(problem)}`);
  return { documents, config, inputs: corpus.inputs, failed };
}

/** What of the `annotation.conf` could not be read: figures hang on its defaults and on what it calls symmetric. */
function problemsOf(config: readonly TargetFile[]): string[] {
  const conf = config.find(({ path }) => path === configNames.annotation);
  return readCorpusConfig(conf ? { annotation: conf.text } : {}).problems.map(
    ({ file, line, message }) => `${configNames[file]}:${line}: ${message}`,
  );
}

const SHOWN = 5;

/** Lines of a standoff file that say nothing, by the reasons: figures would else be of less than the file has. */
function unsaid(lines: readonly LeftLine[]): string[] {
  const whys = new Map<string, number[]>();
  for (const { line, why } of lines) {
    const own = whys.get(why);
    if (own) own.push(line);
    else whys.set(why, [line]);
  }
  return [...whys].map(([why, all]) => {
    const what = all.length === 1 ? 'a line is' : `${all.length} lines are`;
    const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : '';
    return `${what} left out (${why}): ${all.slice(0, SHOWN).join(', ')}${more}`;
  });
}

const filesOf = (corpus: CorpusFolder, format: CorpusFormat): string[] =>
  corpus.files.filter((path) => format.reads?.(path) && !/(^|\/)losses\.jsonl$/.test(path));

const formatNamed = (name: string): CorpusFormat | undefined =>
  corpusFormats.find((format) => format.name === name);

/** The first format that finds a document in one of its first files. */
function guessed(corpus: CorpusFolder): CorpusFormat | undefined {
  const silent: Messages = { info: () => {}, warn: () => {}, error: () => {} };
  for (const name of guesses) {
    const format = formatNamed(name);
    for (const file of format ? filesOf(corpus, format).slice(0, 3) : []) {
      if (format && firstOf(documentsOf(corpus, format, file, silent))) return format;
    }
  }
  return undefined;
}

function firstOf(reads: Iterable<Read>): boolean {
  for (const read of reads) return 'document' in read;
  return false;
}

import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  type ConfigName,
  type CorpusConfig,
  configNames,
  readCorpusConfig,
} from '../format/config/corpus-config';
import { placeOf } from '../privacy/corpus/corpus';
import { readRegularSync, UnfitFile } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';

// Both doors read the schema of a note, and engines are asked by it: the room right below them is that of engines.

/** What may be annotated in a note, and how it is shown. */
export interface CorpusSchema extends Omit<CorpusConfig, 'problems'> {
  /** What could not be read, each with file and line; the same list for all notes of the same files. */
  readonly problems: readonly string[];
  /** What the files say that it is read from, word for word; of i2b2 2010, nothing. */
  readonly texts: Readonly<Partial<Record<ConfigName, string>>>;
  /** The files that it hangs on, absolute, whether they are there or not. */
  readonly files: readonly string[];
}

/** The schemas of one command, or of one moment of an editor: each file is read once. */
export interface Schemas {
  /** @param file of a note, absolute; it need not exist */
  schemaOf(file: string): CorpusSchema;
  /** For a text without a file. @param folder where it was written, if that is known */
  schemaIn(folder: string | undefined): CorpusSchema;
}

/** In bytes. */
const LARGEST = 1 << 20;
const decoder = new TextDecoder();
const MOST_KNOWN = 100;

export const usualSchema: CorpusSchema = { ...readCorpusConfig({}), texts: {}, problems: [], files: [] };

/** @param problems of reading the files */
function made(
  texts: Readonly<Partial<Record<ConfigName, string>>>,
  paths: ReadonlyMap<ConfigName, string>,
  files: readonly string[],
  problems: readonly string[],
): CorpusSchema {
  const { problems: read, ...config } = readCorpusConfig(texts);
  const told = read.map(({ file, line, message }) => `${paths.get(file)}:${line}: ${message}`);
  return { ...config, texts, files, problems: [...problems, ...told] };
}

/** What was made of the same texts before, so that a schema that did not change stays the same object. */
export type KnownSchemas = Map<string, CorpusSchema>;

/**
 * Reads schemas from disk, on demand: of each note the nearest file of each kind in its folder or above, up to the folder
 * of its corpus; the guidelines beside the `annotation.conf`. Never fails: what cannot be read is among the problems.
 */
export function openSchemas(known: KnownSchemas = new Map()): Schemas {
  if (known.size > MOST_KNOWN) known.clear();
  const roots = new Map<string, string | undefined>();
  const texts = new Map<string, { readonly text?: string; readonly problem?: string }>();
  const folders = new Map<string, CorpusSchema>();

  function textOf(path: string): { readonly text?: string; readonly problem?: string } {
    const before = texts.get(path);
    if (before) return before;
    let found: { readonly text?: string; readonly problem?: string };
    try {
      found = { text: decoder.decode(readRegularSync(path, LARGEST)) };
    } catch (error) {
      const code = codeOf(error);
      const why = error instanceof UnfitFile ? error.why : code === 'EISDIR' ? 'it is a folder' : code;
      found = code === 'ENOENT' || code === 'ENOTDIR' ? {} : { problem: `${path}: cannot be read: ${why}` };
      if (why === undefined) throw error;
    }
    texts.set(path, found);
    return found;
  }

  function inFolder(folder: string, root: string): CorpusSchema {
    const before = folders.get(folder);
    if (before) return before;
    const found = new Map<ConfigName, string>();
    const files: string[] = [];
    const problems: string[] = [];
    const look = (name: ConfigName, at: string): boolean => {
      const path = join(at, configNames[name]);
      files.push(path);
      const { text, problem } = textOf(path);
      if (problem !== undefined) problems.push(problem);
      if (text !== undefined) found.set(name, path);
      return text !== undefined;
    };
    for (const name of ['annotation', 'visual', 'shortcuts'] as const)
      for (let at = folder; !look(name, at) && at !== root && dirname(at) !== at; ) at = dirname(at);
    const annotation = found.get('annotation');
    if (annotation !== undefined) look('guidelines', dirname(annotation));
    const read = [...found].map(([name, path]) => [name, textOf(path).text ?? ''] as const);
    const about = JSON.stringify([read, files, problems]);
    const key = createHash('sha256').update(about).digest('hex');
    const schema = known.get(key) ?? made(Object.fromEntries(read), found, files, problems);
    known.set(key, schema);
    folders.set(folder, schema);
    return schema;
  }

  return {
    schemaOf(file) {
      const { root, path } = placeOf(file, roots);
      return inFolder(dirname(join(root, path)), root);
    },
    schemaIn(folder) {
      if (folder === undefined) return usualSchema;
      const { root } = placeOf(join(folder, 'note'), roots);
      return inFolder(root, root);
    },
  };
}

import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { parseBrat } from '../../format/brat';
import { annotationsOf, offsetUnitOf } from '../../format/brat-annotations';
import type { TypedSpan } from '../../learning/sentence';
import { placeOf, rootOf } from '../../privacy/corpus/corpus';
import { openRegular } from '../../privacy/corpus/regular-file';
import type { NoteGold } from './messages';

/** What a corpus can be learned from. */
export interface CorpusGold {
  readonly notes: readonly NoteGold[];
  /** Notes that somebody still works on, or has not begun with. */
  readonly begun: number;
  /** Notes that cannot be read, or whose standoff file does not match them, by their paths below the corpus. */
  readonly unfit: readonly string[];
  /** Whether there are more than are learned from. */
  readonly isCut: boolean;
}

/** Notes that are learned from, and bytes of one: what is beyond is no corpus that somebody annotates by hand. */
const MOST_NOTES = 500;
const LARGEST = 1024 * 1024;
/** UTF-16 code units of all notes: so much takes some minutes, and most of a gigabyte, to learn. */
const MOST_TEXT = 2_000_000;
/** Folders deep. */
const DEEPEST = 12;
const MARK = '\ufeff';

async function textOf(path: string): Promise<string | undefined> {
  try {
    const file = await openRegular(path);
    try {
      if ((await file.stat()).size > LARGEST) return undefined;
      const bytes = await file.readFile();
      return isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** The mentions of a standoff file that a tagger can learn; undefined where a line does not match the text. */
export function mentionsOf(text: string, ann: string): TypedSpan[] | undefined {
  const document = parseBrat(ann.startsWith(MARK) ? ann.slice(1) : ann);
  const { unit, disagreeing } = offsetUnitOf(document, text);
  if (disagreeing.length > 0) return undefined;
  return annotationsOf(document, text, unit).entities.flatMap(({ type, spans }) => joined(text, type, spans));
}

/** A mention as one span, where nothing but white space lies between its parts. UTF-16 code units. */
export function joined(
  text: string,
  type: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): TypedSpan[] {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return [];
  const isWhole = spans.every(
    (span, i) => i === 0 || text.slice(spans[i - 1]?.end, span.start).trim() === '',
  );
  return isWhole ? [{ type, start: first.start, end: last.end }] : [];
}

/** Reads the note of a standoff file; undefined where there is none, or several would share the file. */
async function noteOf(
  ann: string,
  names: ReadonlySet<string>,
): Promise<{ path: string; text: string } | undefined> {
  const stem = basename(ann, extname(ann));
  const [name, ...others] = [`${stem}.txt`, `${stem}.note`].filter((one) => names.has(one));
  if (name === undefined || others.length > 0) return undefined;
  const path = join(dirname(ann), name);
  const text = await textOf(path);
  return text === undefined ? undefined : { path, text };
}

/**
 * Reads the notes of a corpus that are done, with their gold, folder by folder in the order of their names. Hidden folders,
 * links, and what is a corpus of its own below are passed over.
 * @param isDone by the path of a note below the corpus, `/` between names, and whether its standoff file is empty
 */
export async function goldOfCorpus(
  root: string,
  isDone: (note: string, isEmpty: boolean) => boolean,
  signal: AbortSignal,
): Promise<CorpusGold> {
  const notes: NoteGold[] = [];
  const known = new Map<string, string | undefined>();
  const own = rootOf(root, known);
  const unfit: string[] = [];
  let [begun, size, isCut] = [0, 0, false];

  const nameOf = (path: string): string => relative(root, path).split(sep).join('/');

  async function walk(folder: string, depth: number): Promise<void> {
    if (depth > 0 && placeOf(join(folder, 'note'), known).root !== own) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = new Set(entries.filter((one) => one.isFile()).map(({ name }) => name));
    for (const entry of entries) {
      if (signal.aborted || isCut) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && depth < DEEPEST) await walk(path, depth + 1);
      if (!entry.isFile() || !entry.name.endsWith('.ann')) continue;
      const found = await noteOf(path, names);
      if (!found) {
        const text = entry.name.replace(/ann$/, 'txt');
        if (names.has(text)) unfit.push(nameOf(join(folder, text)));
        continue;
      }
      const name = nameOf(found.path);
      const ann = await textOf(path);
      if (!isDone(name, ann === '')) {
        begun++;
        continue;
      }
      const entities = ann === undefined ? undefined : mentionsOf(found.text, ann);
      if (!entities) unfit.push(name);
      else if (notes.length >= MOST_NOTES || size + found.text.length > MOST_TEXT) isCut = true;
      else {
        size += found.text.length;
        notes.push({ name, text: found.text, entities });
      }
      // The editor has its turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  await walk(root, 0);
  return { notes, begun, unfit, isCut };
}

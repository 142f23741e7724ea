import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Growing, grow, mustWrite, openOut, writeWhole } from '../files/out-folder';
import { jsonLine, phiRow } from '../format/jsonl';
import { FOREIGN, isForeign } from '../note/language';
import { parseNote } from '../note/note';
import { type Category, categories, type Identifier, identifiersOf } from '../privacy/identifiers';
import { type Mode, policyFor } from '../privacy/policy';
import { deidentify as viewOf } from '../privacy/view';
import type { Doors } from './doors';
import type { NoteSource } from './find-notes';
import { gatherNotes } from './gather-notes';
import { type Io, isClosedPipe, messagesTo, reasonOf, shownName, UsageError, write } from './io';
import { openNotes } from './open-notes';
import { makeProgress, type Progress } from './progress';
import { readNote } from './read-note';
import { divider } from './sinks';

export interface DeidentifyOptions {
  readonly mode: Mode;
  readonly out: string | undefined;
  /** Replace texts in `out` that say something else. */
  readonly force: boolean;
  /** A file of JSON Lines for the identifiers, which are in it as text. */
  readonly spans: string | undefined;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

/** `marginalia deidentify PATH...`. Returns the exit status. */
export async function deidentify(
  paths: readonly string[],
  options: DeidentifyOptions,
  io: Io,
  doors: Doors,
): Promise<number> {
  const { out, force, quiet, encoding } = options;
  let progress: Progress | undefined;
  const messages = messagesTo(io, quiet, () => progress?.clear());
  const target = (name: string): string => (name === '-' ? 'stdin.txt' : name);
  const { notes, failed, inputs } = await gatherNotes(paths, out, messages, target);
  const folder = out === undefined ? undefined : await openOut(out);
  const { key, warning } = await doors.placeholderKey();
  if (warning !== undefined) messages.warn(warning);
  const corpora = openNotes(doors, messages);
  const counts = new Map<Category, number>();
  const tally = { notes: 0, failed };
  let spans: Growing | undefined;

  const one = async (source: NoteSource): Promise<void> => {
    const file = await readNote(source, encoding, io);
    if (file.warning) messages.warn(`${shownName(source.shown)}: ${file.warning}`);
    const note = parseNote(file.text);
    if (isForeign(note)) messages.warn(`${shownName(source.shown)}: ${FOREIGN}`);
    const { identity, rulings } = corpora(source, file);
    const identifiers = identifiersOf(note, policyFor(options.mode, rulings));
    const view = viewOf(file.text, identifiers, { key, identity });
    if (folder) {
      const place = await folder.place(target(source.name));
      if (await mustWrite(place, view.text, inputs, force)) await writeWhole(place, view.text);
    } else await write(io.stdout, divider(source.name, notes.length) + view.text);
    await spans?.write(jsonLine(phiRow({ path: source.name, note, identifiers })));
    add(counts, identifiers);
  };

  try {
    if (options.spans !== undefined) {
      const places = out === undefined ? [] : notes.map(({ name }) => resolve(out, target(name)));
      spans = await spansFile(options.spans, inputs, new Set(places));
    }
    progress = makeProgress(io, notes.length, !quiet && (folder !== undefined || !io.stdout.isTTY));
    for (const source of notes) {
      io.signal.throwIfAborted();
      try {
        await one(source);
        tally.notes++;
      } catch (error) {
        if (isClosedPipe(error)) throw error;
        messages.error(`${shownName(source.shown)}: ${reasonOf(error)}`);
        tally.failed++;
      }
      progress.update(tally.notes + tally.failed - failed);
      // Lets a signal through: reading small files keeps no one waiting long enough.
      await new Promise(setImmediate);
    }
    io.signal.throwIfAborted();
    await spans?.commit();
  } catch (error) {
    if (io.signal.aborted) return 130;
    if (isClosedPipe(error)) return 1;
    throw error;
  } finally {
    progress?.stop();
    await spans?.discard();
  }
  messages.info(table(counts, tally, options.mode));
  return tally.failed > 0 ? 1 : 0;
}

/** The file of `--spans`, in a folder that is made; never one of the notes, nor of the texts that are written. */
async function spansFile(
  path: string,
  inputs: ReadonlySet<string>,
  places: ReadonlySet<string>,
): Promise<Growing> {
  if (path === '' || path === '-')
    throw new UsageError('--spans: give the name of a file; ./- is one called -');
  const file = resolve(path);
  if (places.has(file)) throw new UsageError(`--spans: ${path} is the place of a de-identified text`);
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) throw new UsageError(`--spans: ${path} is a folder, not a file`);
  if (inputs.has(await realpath(file).catch(() => file))) {
    throw new UsageError(`--spans: ${path} is a note that is read`);
  }
  try {
    await mkdir(dirname(file), { recursive: true });
    // It identifies the patients; whoever made it readable before wants that.
    return await grow(file, there ? there.mode & 0o777 : 0o600);
  } catch (error) {
    throw new UsageError(`--spans: ${path} cannot be written: ${reasonOf(error)}`);
  }
}

function add(counts: Map<Category, number>, identifiers: readonly Identifier[]): void {
  for (const { category } of identifiers) counts.set(category, (counts.get(category) ?? 0) + 1);
}

function table(
  counts: ReadonlyMap<Category, number>,
  { notes, failed }: { readonly notes: number; readonly failed: number },
  mode: Mode,
): string {
  const rows = categories.flatMap((category) => {
    const count = counts.get(category);
    return count === undefined ? [] : [`${category.padEnd(10)}${String(count).padStart(8)}`];
  });
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [
    ...rows,
    `${'total'.padEnd(10)}${String(total).padStart(8)}   in ${notes} note${notes === 1 ? '' : 's'}, mode ${mode}${failed > 0 ? `; ${failed} failed` : ''}`,
    'No program finds every identifier: have a person look before the text leaves your hands.',
  ].join('\n');
}

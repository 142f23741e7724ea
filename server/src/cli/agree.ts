import { realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { adjudicate } from '../evaluation/adjudication';
import { agreementOf } from '../evaluation/agreement';
import { type MarkedNote, sameText } from '../evaluation/marked-note';
import { agreementOfSeveral } from '../evaluation/several';
import { badName } from '../files/corpus-files';
import { corpusOut } from '../files/corpus-out';
import { openOut, writeWhole } from '../files/out-folder';
import { headOf } from '../files/peek';
import { brat } from '../format/corpus/brat';
import { countsOf, gold, type LossKind } from '../format/corpus/document';
import { GENERATOR } from '../format/page-head';
import { agreementPage } from './agreement-page';
import { type AgreementReport, agreementJson, agreementTable, type PairReport } from './agreement-report';
import { type Io, type Messages, messagesTo, NoteError, reasonOf, shownName, UsageError, write } from './io';
import { type MarkedFolder, markedNotes, readMarkedFolder, withDefaultsSaid } from './marked-folders';

export interface AgreeOptions {
  /** The format of all folders; undefined to find out, of each by itself. */
  readonly from: string | undefined;
  readonly json: boolean;
  /** Where to write the page with the disagreements. */
  readonly html: string | undefined;
  /** The folder for the notes with what all agree on. */
  readonly adjudicate: string | undefined;
  /** Replace files there that say something else. */
  readonly force: boolean;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

/** `marginalia agree A B…`: prints how far people agree on the same notes. Returns the exit status. */
export async function agree(paths: readonly string[], options: AgreeOptions, io: Io): Promise<number> {
  const messages = messagesTo(io, options.quiet);
  if (paths.length < 2) throw new UsageError('agree compares two folders or more: one of each annotator');
  const names = namesOf(paths);
  const read: MarkedFolder[] = [];
  for (const [n, path] of paths.entries()) {
    const option = names[n] ?? path;
    read.push(await readMarkedFolder(path, { option, from: options.from, encoding: options.encoding, io }));
  }
  const inputs = new Set(read.flatMap((folder) => [...folder.inputs]));
  const page = options.html === undefined ? undefined : await openPage(options.html, inputs, options.force);
  const folders = withDefaultsSaid(read);
  const people = markedNotes(folders, messages);
  const { known, differing, partial } = common(names, people, messages);

  const pairs: PairReport[] = [];
  for (const [i, a] of people.entries())
    for (const [j, b] of people.entries()) {
      if (j <= i) continue;
      const notes = known.flatMap((name) => {
        const [one, other] = [a.get(name), b.get(name)];
        return one && other ? [{ a: one, b: other }] : [];
      });
      io.signal.throwIfAborted();
      pairs.push({
        a: names[i] ?? '',
        b: names[j] ?? '',
        notes: notes.length,
        agreement: agreementOf(notes),
      });
    }
  const ofAll = known.flatMap((name) => {
    const marked = people.map((notes) => notes.get(name)).filter((note) => note !== undefined);
    return marked.length === people.length ? [marked] : [];
  });
  if (pairs.every(({ notes }) => notes === 0))
    throw new UsageError('no two folders have a note in common: notes go by their paths below the folders');
  const report: AgreementReport = {
    annotators: names,
    notes: { ofAll: ofAll.length, partial, differing },
    pairs,
    ...(people.length > 2 ? { several: agreementOfSeveral(ofAll) } : {}),
  };
  await write(io.stdout, options.json ? agreementJson(report) : agreementTable(report));
  if (page)
    await page(
      agreementPage(
        report,
        people.map(
          (notes) =>
            new Map(
              known.flatMap((name) => {
                const note = notes.get(name);
                return note ? [[name, note] as const] : [];
              }),
            ),
        ),
        folders.map(({ documents }) => documents),
      ),
    );
  let failed = differing.length + folders.reduce((sum, folder) => sum + folder.failed, 0);
  if (options.adjudicate !== undefined)
    failed += await writeAgreed(
      options.adjudicate,
      names,
      folders,
      ofAll,
      { inputs, force: options.force },
      messages,
    );
  return failed === 0 ? 0 : 1;
}

/** What annotators are called: the names of their folders, or the paths where two folders have one name. */
function namesOf(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(resolve(path)));
  const clash = new Set(names).size < names.length;
  if (clash && new Set(paths.map((path) => resolve(path))).size < paths.length)
    throw new UsageError('a folder is given twice');
  return clash ? [...paths] : names;
}

/** The notes to compare, and those that are not, each named as a warning or an error. */
function common(
  names: readonly string[],
  people: readonly ReadonlyMap<string, MarkedNote>[],
  messages: Messages,
) {
  const known: string[] = [];
  const differing: string[] = [];
  const partial: AgreementReport['notes']['partial'][number][] = [];
  for (const name of new Set(people.flatMap((notes) => [...notes.keys()]))) {
    const there = names.filter((_, n) => people[n]?.has(name));
    const [text = '', ...others] = people.flatMap((notes) => notes.get(name)?.text ?? []);
    if (there.length < names.length) {
      const left = there.length === 1 ? 'left out' : 'compared between them alone';
      messages.warn(`${shownName(name)}: only in ${there.map(shownName).join(', ')}: ${left}`);
      partial.push({ name, annotators: there });
    }
    if (others.some((other) => !sameText(text, other))) {
      messages.error(`${shownName(name)}: its texts differ; it is left out`);
      differing.push(name);
    } else known.push(name);
  }
  return { known, differing, partial };
}

/**
 * A writer of the page.
 * @param inputs the real paths of what is read
 * @throws UsageError where one of these, or, without `force`, something else is in its place
 */
export async function openPage(
  path: string,
  inputs: ReadonlySet<string>,
  force: boolean,
): Promise<(html: string) => Promise<void>> {
  if (inputs.has(await realpath(path).catch(() => resolve(path))))
    throw new UsageError(`--html: ${path} is read itself; choose another name`);
  const head = await headOf(path).catch((error) => {
    throw new UsageError(`--html: ${path}: ${reasonOf(error)}`);
  });
  if (head !== undefined && head !== '' && !head.includes(GENERATOR) && !force)
    throw new UsageError(`--html: ${path} is there and is not of this program; --force replaces it`);
  return async (html) => {
    try {
      await openOut(dirname(resolve(path)));
      await writeWhole(resolve(path), html);
    } catch (error) {
      throw new NoteError(
        `--html: ${shownName(path)} cannot be written: ${reasonOf(error).replace('--out: ', '')}`,
      );
    }
  };
}

/** Writes what all agree on, as brat has it. Returns how many files could not be written. */
async function writeAgreed(
  target: string,
  names: readonly string[],
  folders: readonly MarkedFolder[],
  notes: readonly (readonly MarkedNote[])[],
  { inputs, force }: { readonly inputs: ReadonlySet<string>; readonly force: boolean },
  messages: Messages,
): Promise<number> {
  const folder = await openOut(target);
  const out = corpusOut(folder, inputs, force);
  const writer = brat.writer('');
  let [open, items, failed, written] = [0, 0, 0, 0];
  const lost = new Map<LossKind, number>();
  // Whatever cannot be written stops no other note.
  const trying = async (shown: string, write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      failed++;
      messages.error(`${shownName(shown)}: ${reasonOf(error).replace('--out', '--adjudicate')}`);
    }
  };
  try {
    for (const { name, text } of notes.flatMap(([first]) => first ?? [])) {
      const sides = folders.map(({ documents }, n) => ({
        name: names[n] ?? '',
        items: documents.get(name)?.items ?? [],
      }));
      const { agreed, disagreements } = adjudicate(sides);
      await trying(name, async () => {
        const bad = badName(name);
        if (bad !== undefined) throw new NoteError(bad);
        const { document, losses } = brat.hold(gold(name, text, agreed));
        for (const { kind } of losses) lost.set(kind, (lost.get(kind) ?? 0) + 1);
        await out.write(writer.write(document));
        open += disagreements.length;
        items += agreed.length;
      });
    }
    written = notes.length - failed;
    for (const file of folders[0]?.config ?? []) await trying(file.path, () => out.write([file]));
  } finally {
    await out.discard();
  }
  if (lost.size > 0) messages.warn(`not as they were in ${shownName(target)}: ${countsOf(lost)}`);
  messages.info(
    `${written} notes written to ${shownName(target)} with ${items} items that all agree on; ${open === 1 ? '1 disagreement is' : `${open} disagreements are`} left to decide${open > 0 ? ', in VS Code: Marginalia: Compare Annotators…' : ''}`,
  );
  return failed;
}

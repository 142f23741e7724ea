import { join, posix } from 'node:path';
import { decode } from '../files/decode';
import { mustWrite, openOut, writeWhole } from '../files/out-folder';
import { jsonl } from '../format/corpus/jsonl';
import { parseNote } from '../note/note';
import { openSchemas } from '../pipeline/corpus-schema';
import { type Export, exportOf, type NamedGold } from '../pipeline/tuning/export';
import type { ExportFile } from '../pipeline/tuning/exported';
import { isTurned } from '../pipeline/tuning/rows';
import { type Reason, reasons } from '../pipeline/tuning/sample';
import { type Shares, sides } from '../pipeline/tuning/split';
import { readRegular } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import { identifiersOf } from '../privacy/identifiers';
import { type Mode, policyFor } from '../privacy/policy';
import { type ProfileName, profiles } from '../runtime/model/profiles';
import type { Task } from '../task/engine';
import { doneTeller } from './done-notes';
import type { Doors } from './doors';
import { gatherNotes } from './gather-notes';
import { type Io, type Messages, messagesTo, reasonOf, shownName, UsageError } from './io';
import { openNotes } from './open-notes';
import { makeProgress } from './progress';
import { readGold } from './read-gold';

export interface TuneFlags {
  readonly out: string;
  readonly split: Shares;
  readonly seed: number;
  readonly tasks: readonly Task[];
  readonly profile: ProfileName;
  readonly mode: Mode;
  readonly encoding?: string;
  readonly force: boolean;
  readonly quiet: boolean;
}

/** Rows as `annotate --format jsonl` writes them; what people said there of inferences and summaries is gold. */
const READINGS = 'gold.jsonl';

/** Adds what `gold.jsonl` says of the notes; what of it cannot be read is named. Gives how many rows failed. */
async function withReadings(
  folder: string,
  gold: Map<string, NamedGold>,
  encoding: string | undefined,
  messages: Messages,
): Promise<number> {
  const bytes = await readRegular(join(folder, READINGS)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
  if (bytes === undefined) return 0;
  let failed = 0;
  const file = { path: READINGS, text: decode(bytes, encoding).text };
  const named = (path: string): NamedGold | undefined => gold.get(posix.normalize(path));
  const beside = (path: string) => {
    const found = named(path);
    return found && { path, text: found.note.text, sha256: found.sha256 };
  };
  for (const read of jsonl.read?.(file, beside) ?? []) {
    if ('failure' in read) {
      messages.error(`${READINGS}: ${shownName(read.failure)}`);
      failed++;
      continue;
    }
    const { name, inferences, summaries } = read.document;
    const note = named(`${name}.txt`) ?? named(`${name}.note`);
    for (const warning of read.warnings) messages.warn(`${READINGS}: ${shownName(name)}: ${warning}`);
    if (note) gold.set(note.name, { ...note, inferences, summaries });
  }
  return failed;
}

/** `marginalia tune export GOLD`. Returns the exit status. */
export async function tuneExport(
  folder: string,
  { out, split, seed, tasks, profile: name, mode, encoding, force, quiet }: TuneFlags,
  io: Io,
  doors: Doors,
): Promise<number> {
  const profile = profiles[name];
  if (!isTurned(profile)) throw new UsageError(`--profile: the turns of ${name} are not known here`);
  const progress = { clear: (): void => {} };
  const messages = messagesTo(io, quiet, () => progress.clear());
  const target = await openOut(out);
  const { notes, failed: unfound, inputs } = await gatherNotes([folder], out, messages, undefined);
  const { key, warning } = await doors.placeholderKey();
  if (warning !== undefined) messages.warn(warning);
  const corpora = openNotes(doors, messages);
  const schemas = openSchemas();
  const told = new Set<string>();
  const gold = new Map<string, NamedGold>();
  const isDone = doneTeller(messages);
  let [failed, open] = [unfound, 0];
  for (const source of notes) {
    io.signal.throwIfAborted();
    try {
      const found = await readGold(source, encoding, io);
      if (!found) continue;
      const { file, annotations, isEmpty } = found;
      if (source.real !== undefined && !(await isDone(source.real, isEmpty))) {
        open++;
        continue;
      }
      if (file.warning) messages.warn(`${shownName(source.shown)}: ${file.warning}`);
      const { identity, rulings } = corpora(source, file);
      const note = parseNote(file.text);
      const identifiers = identifiersOf(note, policyFor(mode, rulings));
      const { entities, relations } = annotations;
      const { schema, problems } =
        source.real === undefined ? schemas.schemaIn(undefined) : schemas.schemaOf(source.real);
      for (const problem of problems.filter((one) => !told.has(one))) messages.warn(shownName(problem));
      for (const problem of problems) told.add(problem);
      const known = { name: source.name, sha256: file.sha256, note, identifiers, identity, schema };
      gold.set(source.name, { ...known, entities, relations, inferences: [], summaries: [] });
    } catch (error) {
      messages.error(`${shownName(source.shown)}: ${reasonOf(error)}`);
      failed++;
    }
  }
  if (open > 0)
    messages.info(
      `left out: ${open} ${open === 1 ? 'note' : 'notes'} that nobody has finished: under review, or with an empty .ann file`,
    );
  if (gold.size === 0) {
    // Why there is nothing has been said.
    if (failed > 0) return 1;
    throw new UsageError(
      `GOLD: ${shownName(folder)} has no ${open > 0 ? 'finished ' : ''}note with a .ann file beside it`,
    );
  }
  failed += await withReadings(folder, gold, encoding, messages);

  const shown = makeProgress(io, gold.size, !quiet);
  progress.clear = shown.clear;
  let made: Export;
  try {
    made = await exportOf([...gold.values()], {
      key,
      tasks: new Set(tasks),
      profile,
      shares: split,
      seed,
      signal: io.signal,
      progress: shown.update,
    });
  } catch (error) {
    if (io.signal.aborted) return 130;
    throw error;
  } finally {
    shown.stop();
    progress.clear = () => {};
  }
  if (!made.report.samples.some(({ side }) => side === 'train')) {
    tell(made, messages, undefined);
    throw new UsageError(
      'GOLD: there is nothing in it to train on. An annotation.conf beside the notes names types other than those of i2b2.',
    );
  }
  const files: ExportFile[] = [...made.files, ...ofNotes(made, gold)];
  for (const { path, text } of files) {
    try {
      const place = await target.place(path);
      if (await mustWrite(place, text, inputs, force)) await writeWhole(place, text);
    } catch (error) {
      messages.error(`${path}: ${reasonOf(error)}`);
      failed++;
    }
  }
  tell(made, messages, out);
  return failed > 0 ? 1 : 0;
}

/** The files that name the notes. */
function ofNotes({ report, sides: sideOf }: Export, gold: ReadonlyMap<string, NamedGold>): ExportFile[] {
  const notes = [...gold.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }, i) => ({ note: name, number: i + 1, side: sideOf.get(name), sha256 }));
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return [
    { path: 'notes.json', text: json({ seed: report.seed, shares: report.shares, notes }) },
    { path: 'report.json', text: json(report) },
  ];
}

const whyUnasked = {
  entities: 'of events, or of types that the configuration lacks',
  relations: 'from sentence to sentence, or of types that the configuration lacks',
  summaries: 'of nothing that is summarised',
} as const;

/** What was exported, as a table, and what was left out, in counts. */
function tell({ report }: Export, messages: Messages, out: string | undefined): void {
  const row = (...cells: readonly (string | number)[]): string =>
    cells.map((cell, i) => (i < 2 ? String(cell).padEnd(12) : String(cell).padStart(10))).join('');
  messages.info(row('side', 'task', 'samples', 'empty', 'tokens', 'learned'));
  for (const { side, task, samples, empty, promptTokens, answerTokens } of report.samples)
    messages.info(row(side, task, samples, empty, promptTokens + answerTokens, answerTokens));
  for (const [reason, count] of Object.entries(report.leftOut.reasons))
    messages.info(`left out: ${count}, ${reasons[reason as Reason]}`);
  if (report.emptyLeftOut > 0)
    messages.info(`left out: ${report.emptyLeftOut}, an empty answer beyond the share of those`);
  for (const [what, count] of Object.entries(report.unasked))
    if (count > 0)
      messages.info(
        `in no question: ${count} ${what} of the gold (${whyUnasked[what as keyof typeof whyUnasked]})`,
      );
  const counts = sides.map((side) => `${report.notes[side] ?? 0} to ${side}`).join(', ');
  const where =
    out === undefined ? '' : `; written to ${shownName(out)}, with each question left out in report.json`;
  messages.info(`notes: ${counts}${where}`);
}

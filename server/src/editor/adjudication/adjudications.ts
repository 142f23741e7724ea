import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import * as z from 'zod';
import { takeAgreed } from '../../evaluation/taking';
import { reasonOf } from '../../files/failures';
import type { Decision, SuggestionPlace } from '../../gold/decision';
import { readNoteFile } from '../../gold/note-file';
import { linesOf } from '../../gold/places';
import type { OpenGold } from '../../gold/store';
import type { Commands } from '../commands';
import type { Place } from '../gold/gold-protocol';
import { startOf } from '../gold/places';
import type { OpenNote } from '../open-note';
import { isAt, pathOf, realOf } from '../paths';
import {
  COMPARE,
  type CompareArgument,
  type Compared,
  NEXT_NOTE,
  type NextNoteArgument,
} from './adjudication-protocol';
import { type Annotators, openAnnotators } from './annotators';
import { type Comparison, disagreementsIn, standingIn } from './disagreements';

export interface AdjudicationsHost {
  readonly connection: Pick<Connection, 'sendNotification' | 'window'>;
  readonly notes: ReadonlyMap<string, OpenNote>;
  /** Opens the gold of a note for a moment, whether the editor has it open or not. */
  readonly withGold: <T>(path: string, text: string, work: (gold: OpenGold) => Promise<T>) => Promise<T>;
  /** What is left to decide in a note may be another. */
  readonly changed: (open: OpenNote) => void;
}

const compareArgument: z.ZodType<CompareArgument> = z.object({
  folders: z.array(z.string()).max(20),
  into: z.string(),
});
const nextNoteArgument: z.ZodType<NextNoteArgument> = z.object({ uri: z.string() });

/** Kept in the journal beside what all said, so that what a person takes out of it does not come back by itself. */
const KEPT: SuggestionPlace = { type: 'adjudicated', spans: [{ start: 0, end: 0 }] };

/** What annotators disagree on, in the notes of the folders that a person compares. */
export function makeAdjudications(host: AdjudicationsHost) {
  const compared = new Map<string, Annotators>();

  const refused = (why: string): Compared => {
    const message = `Marginalia: ${why}`;
    void host.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
    return { refused: why, notes: 0, left: 0, without: [] };
  };
  const placeIn = (path: string): { annotators: Annotators; note: string } | undefined => {
    // The folder of adjudicated notes is known without links.
    const real = realOf(path);
    for (const annotators of compared.values()) {
      const note = annotators.noteAt(real);
      if (note !== undefined) return { annotators, note };
    }
    return undefined;
  };

  /** Open notes that held another text when they were held against what annotators say. */
  const waiting = new WeakSet<OpenNote>();

  /** Tells an open note what annotators say of it. */
  function attach(open: OpenNote): void {
    const path = pathOf(open.uri);
    const found = path === undefined ? undefined : placeIn(path);
    try {
      open.comparison = found && (found.annotators.read(found.note, open.note.text) ?? 'other-text');
    } catch {
      open.comparison = 'other-text';
    }
    if (open.comparison === 'other-text') waiting.add(open);
    else waiting.delete(open);
  }

  /** Works on what is left of a note, with its gold. */
  async function looking<T>(
    { pathOf: at, read }: Annotators,
    note: string,
    work: (gold: OpenGold, comparison: Comparison) => Promise<T>,
  ): Promise<T | undefined> {
    const path = at(note);
    const open = [...host.notes.values()].find(({ uri }) => isAt(uri, path));
    const file = open ? undefined : await readNoteFile(path, '');
    const text = open?.note.text ?? (file === undefined ? undefined : linesOf(file));
    const comparison = text === undefined ? undefined : read(note, text);
    if (text === undefined || !comparison) return undefined;
    return host.withGold(path, text, (gold) => work(gold, comparison));
  }

  /** Keeps what all say, at once and once: no step of a person, who could lose it by undoing one step too many. */
  async function keep(gold: OpenGold, comparison: Comparison, isNew: boolean): Promise<string | undefined> {
    // Who threw the adjudicated notes away begins anew.
    if (!isNew && gold.isRejected(KEPT)) return undefined;
    const items = takeAgreed(standingIn(comparison, gold.gold));
    const kept: Decision = { kind: 'reject', suggestion: KEPT };
    const decided = gold.decide({
      kind: 'beforehand',
      decisions: items.length === 0 ? [kept] : [{ kind: 'items', items }, kept],
    });
    if ('refused' in decided) return decided.refused;
    const state = await gold.settled();
    return typeof state === 'object' ? state.failed : undefined;
  }

  async function compare({ folders, into }: CompareArgument): Promise<Compared> {
    const [target, ...paths] = [into, ...folders].map(pathOf);
    if (target === undefined || paths.some((path) => path === undefined))
      return refused('name folders of this machine, by file: URIs.');
    let annotators: Annotators;
    try {
      annotators = await openAnnotators(
        paths.flatMap((path) => path ?? []),
        target,
      );
    } catch (error) {
      return refused(`${reasonOf(error).replace(/^(IN|--out): /, '')}.`);
    }
    compared.set(annotators.into, annotators);
    const without: { note: string; why: string }[] = annotators.single.map((note) => ({
      note,
      why: 'only one annotator has it',
    }));
    let [left, first] = [0, undefined as string | undefined];
    const progress = await host.connection.window.createWorkDoneProgress();
    progress.begin('Comparing annotators', 0);
    for (const [n, note] of annotators.notes.entries()) {
      progress.report(Math.floor((100 * n) / annotators.notes.length));
      const counted = await prepare(annotators, note).catch((error: unknown) => reasonOf(error));
      if (typeof counted === 'string') without.push({ note, why: counted });
      else {
        left += counted;
        if (counted > 0) first ??= note;
      }
      await setImmediate();
    }
    progress.done();
    for (const open of host.notes.values()) {
      attach(open);
      if (open.comparison) host.changed(open);
    }
    const shown = first ?? annotators.notes.find((note) => without.every((one) => one.note !== note));
    return {
      notes: annotators.notes.length,
      left,
      without,
      ...(shown !== undefined && { first: pathToFileURL(annotators.pathOf(shown)).href }),
    };
  }

  /** Makes an adjudicated note with what all say. @returns how much is left to decide, or why it is not compared */
  async function prepare(annotators: Annotators, note: string): Promise<number | string> {
    const prepared = await annotators.prepare(note);
    if ('why' in prepared) return prepared.why;
    const left = await looking(annotators, note, async (gold, comparison) => {
      return (await keep(gold, comparison, prepared.isNew)) ?? disagreementsIn(gold, comparison).length;
    });
    return left ?? 'the adjudicated text is another than that of the annotators';
  }

  async function nextNote({ uri }: NextNoteArgument): Promise<Place | null> {
    const path = pathOf(uri);
    const here = path === undefined ? undefined : placeIn(path);
    const annotators = here?.annotators ?? [...compared.values()].at(-1);
    if (!annotators) return null;
    const { notes } = annotators;
    const at = here ? notes.indexOf(here.note) : -1;
    for (let step = 1; step <= notes.length; step++) {
      const note = notes[(at + step) % notes.length] as string;
      if (note === here?.note) continue;
      const left = await looking(annotators, note, async (gold, comparison) => {
        return disagreementsIn(gold, comparison).length;
      }).catch(() => undefined);
      if (left) return startOf(annotators.pathOf(note));
    }
    return null;
  }

  const commands: Commands = {
    [COMPARE]: async (argument) => {
      const read = compareArgument.safeParse(argument);
      return read.success
        ? compare(read.data)
        : refused('compare takes {"folders": […], "into": …}, with the file: URIs of folders, at most 20.');
    },
    [NEXT_NOTE]: async (argument) => {
      const read = nextNoteArgument.safeParse(argument);
      return read.success ? nextNote(read.data) : null;
    },
  };

  return {
    commands,
    attach,
    /** A note rests after an edit: it may be the one that annotators marked by now. */
    lookAgain(open: OpenNote): void {
      if (!waiting.has(open)) return;
      attach(open);
      if (!waiting.has(open)) host.changed(open);
    },
    /** Files changed outside: what annotators say in them is read again. */
    changedOutside(uris: readonly string[]): void {
      const paths = uris.flatMap((uri) => pathOf(uri) ?? []);
      if (![...compared.values()].some(({ concerns }) => paths.some(concerns))) return;
      for (const open of host.notes.values()) {
        if (!open.comparison) continue;
        attach(open);
        host.changed(open);
      }
    },
  };
}

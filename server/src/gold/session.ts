import { unwatchFile, watchFile } from 'node:fs';
import type { Edit } from '../note/edit';
import type { Note } from '../note/note';
import { placeOf } from '../privacy/corpus/corpus';
import { bringBack, entriesWaiting } from './bring-back';
import { decide } from './decide';
import type { Decision, LineChange, Refused } from './decision';
import { type Desk, whyNot } from './desk';
import { stepFor } from './entries';
import type { Gold } from './gold';
import type { Deed, Step } from './history';
import { keepChange } from './kept-change';
import { mendSave } from './mending';
import { readNoteFile, sharing, standoffOf } from './note-file';
import { onceMore } from './once-more';
import { linesOf } from './places';
import { keyOfRejecting } from './rejections';
import {
  Overtaken,
  ofText,
  readStandoff,
  replaceStandoff,
  type StandoffFile,
  targetOf,
} from './standoff-file';
import type { Decided, OpenGold, SaveState } from './store';
import { keepTouched } from './touched';
import { redoChanges, reversed, type Unturned } from './turn';
import { openWaitingFile } from './waiting-file';
import { makeWorkingCopy } from './working-copy';

/** How often open files are looked at for changes from outside, in milliseconds. */
const LOOK = 1_000;
/** Times that a save is begun again because another program wrote the file meanwhile. */
const ATTEMPTS = 8;

export interface Session extends OpenGold {
  readonly waiting: readonly Deed[];
  /** Takes a step back, or does it again. */
  turn(step: Step, what: 'undo' | 'redo'): Unturned | { readonly ids: readonly string[] };
  lookAgain(): Promise<void>;
  /** Lets go without saving what could not be saved. */
  abandon(): void;
}

/** @param closed called when it begins to close, with the end of that: whoever opens the note then reads it from the disk */
export async function openSession(
  desk: Desk,
  path: string,
  opened: Note,
  closed: (ended: Promise<void>) => void = () => {},
): Promise<Session> {
  const { secrets, history, options } = desk;
  const standoff = standoffOf(path);
  const below = placeOf(path).path;
  const copy = makeWorkingCopy(desk, below, opened);
  const waitingFile = openWaitingFile(desk, below);
  /** What waits and is on the disk by itself. */
  let known = copy.waiting;
  const listeners = new Set<() => void>();
  let target = standoff;
  /** The text of the note's file as it was seen last. */
  let onDisk: string | undefined;
  /** Why nothing can be saved, whatever is decided. */
  let unfit: string | undefined;
  let state: SaveState = 'saved';
  let looking = Promise.resolve();
  let inEditor = false;

  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const setState = (next: SaveState): void => {
    if (state === next) return;
    state = next;
    tell();
  };

  async function readBase(): Promise<StandoffFile> {
    const held = options.held?.(standoff);
    inEditor = held !== undefined;
    return held ? ofText(held.text) : readStandoff(target);
  }

  /** One save, while nobody else saves. */
  async function saveOnce(): Promise<void> {
    copy.read(await readBase());
    onDisk = await readNoteFile(path, copy.note.text).catch(() => undefined);
    if (copy.file !== undefined && onDisk !== undefined && onDisk !== copy.file) copy.await();
    if (copy.isDirty) return;
    const text = copy.written();
    const { base, waiting: deeds } = copy;
    if (text === base.text) {
      await desk.write(deeds, { note: below });
      return copy.saved(base, deeds);
    }
    const marks = { from: secrets.mark(base.text), to: secrets.mark(text) };
    const takeBack = await desk.write(deeds, { note: below, ...marks });
    try {
      const held = options.held?.(standoff);
      if (held && !(await held.replace(text))) throw new Overtaken();
      copy.saved(held ? ofText(text) : await replaceStandoff(target, text, base), deeds);
    } catch (error) {
      await takeBack();
      throw error;
    }
  }

  /** Puts what waits for the note to be saved on the disk by itself. */
  async function keepWaiting(): Promise<void> {
    const { waiting } = copy;
    if (waiting !== known) setState('saving');
    await waitingFile.put(entriesWaiting(desk, below, copy));
    known = waiting;
    setState(waiting.length > 0 ? 'with-note' : 'saved');
  }

  async function saveAll(): Promise<void> {
    for (let attempt = 1; ; ) {
      try {
        if (copy.isDirty) return await keepWaiting();
        if (!copy.differs()) {
          await waitingFile.put([]);
          return setState(inEditor ? 'in-editor' : 'saved');
        }
        setState('saving');
        await desk.locked(saveOnce);
      } catch (error) {
        if (error instanceof Overtaken && attempt++ < ATTEMPTS) continue;
        return setState({ failed: whyNot(error, standoff) });
      }
    }
  }
  const { run: save, rested } = onceMore(saveAll);

  async function open(): Promise<void> {
    onDisk = await readNoteFile(path, opened.text).catch(() => undefined);
    let base = copy.base;
    try {
      target = await targetOf(standoff, options.root);
      base = await readBase();
      if (!inEditor) base = await mendSave(desk, target, below, base);
    } catch (error) {
      unfit = whyNot(error, standoff);
    }
    copy.open(base, onDisk);
    if (unfit !== undefined) return;
    const left = await waitingFile.left();
    copy.giveUp(left.reduce((lost, entries) => lost + bringBack(desk, below, copy, entries), 0));
    if (copy.waiting.length > 0) save();
    else await waitingFile.put([]);
  }

  /** Looks at both files again. */
  async function look(bySaving: boolean): Promise<void> {
    await rested();
    try {
      target = await targetOf(standoff, options.root);
      const now = await readBase();
      onDisk = await readNoteFile(path, copy.note.text);
      unfit = undefined;
      if (copy.follow(now, onDisk, bySaving)) tell();
      // What waited may have been let go, too.
      if (copy.differs() || state === 'with-note') save();
    } catch (error) {
      unfit = whyNot(error, standoff);
      tell();
    }
  }
  function lookAgain(bySaving = false): Promise<void> {
    looking = looking.then(() => look(bySaving));
    return looking;
  }
  const quiet = async (): Promise<void> => {
    await looking;
    await rested();
  };
  const stateNow = (): SaveState => (unfit === undefined ? state : { failed: unfit });
  const noticed = (): void => void lookAgain();

  /** What speaks against deciding anything, beside a save that may yet come. */
  const against = (): string[] => {
    const [other] = sharing(path);
    const shared = `${other} and this note would share one standoff file; give one of them another name.`;
    return [...(unfit === undefined ? [] : [unfit]), ...(other === undefined ? [] : [shared])];
  };

  function take(gold: Gold, deed: Deed, changes: readonly LineChange[]): void {
    copy.carry(deed.changes, changes);
    copy.decided(gold, deed);
    save();
    tell();
  }

  await open();
  const watched = [target, path];
  for (const each of watched) watchFile(each, { interval: LOOK, persistent: false }, noticed);
  const unwatch = (): void => {
    for (const each of watched) unwatchFile(each, noticed);
  };

  async function end(): Promise<void> {
    unwatch();
    await quiet();
    copy.dropEdits();
    if (copy.waiting.length > 0) save();
    else await waitingFile.put([]);
    await rested();
  }

  return {
    path,
    standoff,
    get note() {
      return copy.note;
    },
    get gold() {
      return copy.gold;
    },
    get state() {
      return stateNow();
    },
    get notices() {
      return [...against(), ...copy.clashes];
    },
    get waiting() {
      return copy.waiting;
    },
    get news() {
      return history.news;
    },
    get isFinished() {
      return history.isFinished(below);
    },
    isRejected: (suggestion) =>
      history.hasRejections(below) && history.isRejected(below, keyOfRejecting(copy.note, suggestion)),

    edit(_before: Note, after: Note, edit: Edit): void {
      if (copy.edit(after, edit)) {
        if (copy.differs()) save();
      } else if (onDisk !== undefined && onDisk !== copy.file && linesOf(onDisk) === linesOf(after.text))
        void lookAgain();
      else if (copy.waiting.length > 0) save();
    },
    noteSaved(): void {
      void lookAgain(true);
    },
    decide(decision: Decision, ms?: number): Decided | Refused {
      const [refused] = against();
      if (refused !== undefined) return { refused };
      const outcome = decide(copy.gold, decision, { schema: options.schema?.(path), used: copy.used() });
      if ('refused' in outcome) return outcome;
      const { gold, changes, rejected, ids } = outcome;
      if (changes.length === 0 && rejected.length === 0) return { gold, ids };
      keepTouched(copy.gold, gold, changes, rejected);
      const step = stepFor(desk, { path, below, note: copy.note }, decision, outcome, ms);
      take(gold, { do: 'decide', step, changes: step.changes }, changes);
      return { gold, ids };
    },
    turn(step, what) {
      const [refused] = against();
      if (refused !== undefined) return { refused };
      const changes = what === 'undo' ? reversed(step.changes) : step.changes;
      const turned = redoChanges(copy.gold, changes, secrets, copy.carried);
      if ('refused' in turned) return { ...turned, forGood: true };
      // Where a rejection stood, the journal does not say.
      if (step.rejected.length === 0) keepTouched(copy.gold, turned.gold, turned.changes, []);
      const kept = turned.changes.map((change) => keepChange(change, secrets, options.schema?.(path)));
      take(turned.gold, { do: what, step, changes: kept }, turned.changes);
      return { ids: turned.ids };
    },
    async finish() {
      try {
        await desk.locked(async () => {
          if (!history.isFinished(below)) await desk.finish(below);
        });
        tell();
        return undefined;
      } catch (error) {
        return whyNot(error, standoff);
      }
    },
    async settled() {
      await quiet();
      return stateNow();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lookAgain: () => lookAgain(),
    abandon() {
      unwatch();
      copy.letGo(copy.waiting);
    },
    close() {
      const ended = end();
      closed(ended);
      return ended;
    },
  };
}

import { unwatchFile, watchFile } from 'node:fs';
import type { Edit } from '../note/edit';
import type { Note } from '../note/note';
import { placeOf } from '../privacy/corpus/corpus';
import { decide } from './decide';
import type { Decision, Refused } from './decision';
import { type Desk, whyNot } from './desk';
import type { UsedIds } from './draft';
import type { Gold } from './gold';
import type { Deed, Step } from './history';
import { keepChange } from './kept-change';
import { mendSave } from './mending';
import { merge } from './merge';
import { readNoteFile, sharing, standoffOf } from './note-file';
import { asHeld, linesOf } from './places';
import { editGold, readGold, settledGold, withFile } from './read';
import { rejectionKey, rejectionOf } from './rejections';
import {
  fileText,
  missing,
  Overtaken,
  ofText,
  readStandoff,
  replaceStandoff,
  type StandoffFile,
  targetOf,
} from './standoff-file';
import type { Decided, OpenGold, SaveState } from './store';
import { redoChanges, reversed } from './turn';
import { brokenIn, idsIn, renameStep, through } from './waiting';

/** How often open files are looked at for changes from outside, in milliseconds. */
const LOOK = 1_000;
/** Times that a save is begun again because another program wrote the file meanwhile. */
const ATTEMPTS = 8;

export interface Session extends OpenGold {
  readonly waiting: readonly Deed[];
  /** Takes a step back, or does it again. */
  turn(step: Step, what: 'undo' | 'redo'): Refused | { readonly ids: readonly string[] };
  lookAgain(): Promise<void>;
  /** Lets go without saving what could not be saved. */
  abandon(): void;
}

/** @param closed called when it begins to close: whoever opens the note now reads it from the disk */
export async function openSession(
  desk: Desk,
  path: string,
  opened: Note,
  closed: () => void = () => {},
): Promise<Session> {
  const { secrets, history, options } = desk;
  const standoff = standoffOf(path);
  const below = placeOf(path).path;
  const listeners = new Set<() => void>();
  let note = opened;
  let target = standoff;
  /** The standoff file as it was read or written last, and the text of the note's file that it speaks of. */
  let base: StandoffFile = missing();
  let file: string | undefined;
  /** The text of the note's file as it was seen last. */
  let onDisk: string | undefined;
  let unfit: string | undefined;
  const clashes: string[] = [];
  let gold: Gold = readGold(base.document, note.text, undefined);
  let dirty = false;
  let waiting: Deed[] = [];
  let state: SaveState = 'saved';
  let running: Promise<void> | undefined;
  let again = false;
  let looking = Promise.resolve();
  let inEditor = false;

  const used = (): UsedIds => history.usedIds(below);
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const setState = (next: SaveState): void => {
    if (state === next) return;
    state = next;
    tell();
  };
  const isClean = (text: string): boolean =>
    file === undefined || text === file || linesOf(text) === linesOf(file);
  /** Gold of a standoff file, of the note as it is now. */
  const readNow = ({ document }: StandoffFile): Gold => {
    if (file === undefined || !dirty) return readGold(document, note.text, file);
    const saved = asHeld(file, note.text);
    return through(readGold(document, saved, file), saved, note.text);
  };
  const touched = (): Set<string> => new Set(waiting.flatMap(({ step }) => idsIn(step)));

  /** Takes the file as it is now, with what is not in it yet. */
  function takeOutside(now: StandoffFile, keep: 'ours' | 'theirs' = 'ours'): void {
    const merged = merge(gold, base.document, readNow(now), now.document, touched(), used(), keep);
    base = now;
    gold = merged.gold;
    if (merged.renamed.size > 0) for (const { step } of waiting) renameStep(step, merged.renamed, secrets);
    const lost = new Set(merged.lost);
    for (const deed of [...waiting].reverse()) {
      if (!idsIn(deed.step).some((id) => lost.has(id))) continue;
      waiting = waiting.filter((other) => other !== deed);
      history.drop(deed);
    }
    if (lost.size > 0)
      clashes.push(
        `${[...lost].join(', ')} changed in the file at the same time: it stands as it is there, and what you decided of it meanwhile is not in it.`,
      );
  }

  async function readBase(): Promise<StandoffFile> {
    const held = options.held?.(standoff);
    inEditor = held !== undefined;
    return held ? ofText(held.text) : readStandoff(target);
  }

  const differs = (): boolean =>
    waiting.length > 0 || (!dirty && fileText(gold.document, base.mark) !== base.text);

  /** One save, while nobody else saves. */
  async function saveOnce(): Promise<void> {
    const now = await readBase();
    if (now.text !== base.text) takeOutside(now);
    base = now;
    onDisk = await readNoteFile(path, note.text).catch(() => undefined);
    // The note's file is another one, and the editor has not said so yet: gold waits for that.
    if (file !== undefined && onDisk !== undefined && onDisk !== file) dirty = true;
    if (dirty) return;
    gold = settledGold(gold);
    const text = fileText(gold.document, base.mark);
    const deeds = [...waiting];
    if (text === base.text) await desk.write(deeds, { note: below });
    else {
      const marks = { from: secrets.mark(base.text), to: secrets.mark(text) };
      const takeBack = await desk.write(deeds, { note: below, ...marks });
      try {
        const held = options.held?.(standoff);
        if (!held) base = await replaceStandoff(target, text, base);
        else if (await held.replace(text)) base = ofText(text);
        else throw new Overtaken();
      } catch (error) {
        await takeBack();
        throw error;
      }
    }
    waiting = waiting.filter((deed) => !deeds.includes(deed));
  }

  async function saveAll(): Promise<void> {
    for (let attempt = 1; ; ) {
      if (dirty) {
        setState(waiting.length > 0 ? 'with-note' : 'saved');
        return;
      }
      if (!differs()) {
        setState(inEditor ? 'in-editor' : 'saved');
        return;
      }
      setState('saving');
      try {
        await desk.locked(saveOnce);
      } catch (error) {
        if (error instanceof Overtaken && attempt++ < ATTEMPTS) continue;
        setState({ failed: whyNot(error, standoff) });
        return;
      }
    }
  }
  function save(): void {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await saveAll();
      }
    })().finally(() => {
      running = undefined;
      if (again) save();
    });
  }

  async function open(): Promise<void> {
    file = await readNoteFile(path, note.text).catch(() => undefined);
    onDisk = file;
    dirty = !isClean(note.text);
    try {
      target = await targetOf(standoff, options.root);
      base = await readBase();
      if (!inEditor) base = await mendSave(desk, target, below, base);
    } catch (error) {
      unfit = whyNot(error, standoff);
    }
    gold = readNow(base);
  }

  /** The note's text is again the one that the file speaks of: what was not decided on stands as it did. */
  function backToFile(): void {
    dirty = false;
    if (file !== undefined) takeOutside(base, 'theirs');
  }

  /**
   * Looks at both files again. Where the note's file is the editor's text now, the standoff file speaks either of the
   * text before (the editor saved the note) or of this one already (both came from outside, as from git).
   */
  async function look(bySaving: boolean): Promise<void> {
    while (running) await running;
    try {
      target = await targetOf(standoff, options.root);
      const now = await readBase();
      onDisk = await readNoteFile(path, note.text);
      unfit = undefined;
      const changed = now.text !== base.text;
      const saved = onDisk !== undefined && onDisk !== file && linesOf(onDisk) === linesOf(note.text);
      if (saved) {
        const asItStands = brokenIn(readGold(now.document, note.text, onDisk));
        const asBefore = brokenIn(changed ? readNow(now) : gold);
        const ofThis = changed ? asItStands <= asBefore : !bySaving && asItStands < asBefore;
        if (changed && !ofThis) takeOutside(now);
        file = onDisk;
        dirty = false;
        if (ofThis) takeOutside(now, 'theirs');
        else gold = withFile(gold, file);
      } else if (changed) takeOutside(now);
      else base = now;
      if (saved || changed) tell();
      if (!dirty && differs()) save();
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
    while (running) await running;
  };
  const stateNow = (): SaveState => (unfit === undefined ? state : { failed: unfit });
  const noticed = (): void => void lookAgain();

  const shared = (): string | undefined => {
    const [other] = sharing(path);
    return other === undefined
      ? undefined
      : `${other} and this note would share one standoff file; give one of them another name.`;
  };

  function add(deed: Deed): void {
    waiting.push(deed);
    history.apply(deed);
    save();
  }

  await open();
  const watched = [target, path];
  for (const each of watched) watchFile(each, { interval: LOOK, persistent: false }, noticed);
  const unwatch = (): void => {
    for (const each of watched) unwatchFile(each, noticed);
  };

  return {
    path,
    standoff,
    get gold() {
      return gold;
    },
    get state() {
      return stateNow();
    },
    get notices() {
      const sharer = shared();
      return [...(unfit === undefined ? [] : [unfit]), ...(sharer === undefined ? [] : [sharer]), ...clashes];
    },
    get waiting() {
      return waiting;
    },
    isRejected: (suggestion) =>
      history.hasRejections(below) &&
      history.isRejected(below, rejectionKey(rejectionOf(note, suggestion, secrets))),

    edit(_before: Note, after: Note, edit: Edit): void {
      gold = editGold(gold, edit, after.text);
      note = after;
      const clean = isClean(after.text);
      if (clean) backToFile();
      else dirty = true;
      if (clean && differs()) save();
      else if (!clean && onDisk !== undefined && onDisk !== file && linesOf(onDisk) === linesOf(after.text))
        void lookAgain();
      else if (!clean && waiting.length > 0 && !running) setState('with-note');
    },
    noteSaved(): void {
      void lookAgain(true);
    },

    decide(decision: Decision, ms?: number): Decided | Refused {
      const against = unfit ?? shared();
      if (against !== undefined) return { refused: against };
      const schema = options.schema?.(path);
      const outcome = decide(gold, decision, { schema, used: used() });
      if ('refused' in outcome) return outcome;
      gold = outcome.gold;
      if (outcome.changes.length === 0 && outcome.rejected.length === 0) return { gold, ids: outcome.ids };
      const suggested = 'suggested' in decision ? decision.suggested : undefined;
      const step: Step = {
        kind: decision.kind,
        note: below,
        changes: outcome.changes.map((change) => keepChange(change, secrets, schema)),
        rejected: outcome.rejected.map((one) => rejectionOf(note, one, secrets)),
        ...(suggested !== undefined && { suggested }),
        ...(options.times && { time: new Date().toISOString() }),
        ...(ms !== undefined && { ms }),
      };
      clashes.length = 0;
      add({ do: 'decide', step });
      tell();
      return { gold, ids: outcome.ids };
    },
    turn(step, what) {
      const against = unfit ?? shared();
      if (against !== undefined) return { refused: against };
      const changes = what === 'undo' ? reversed(step.changes) : step.changes;
      const turned = redoChanges(gold, changes, secrets);
      if ('refused' in turned) return turned;
      gold = turned.gold;
      add({ do: what, step });
      tell();
      return { ids: turned.ids };
    },
    get isFinished() {
      return history.isFinished(below);
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
      for (const deed of [...waiting].reverse()) history.drop(deed);
      waiting = [];
    },
    async close() {
      closed();
      unwatch();
      await quiet();
      if (dirty && waiting.length > 0 && file !== undefined) {
        const saved = asHeld(file, note.text);
        gold = through(gold, note.text, saved);
        note = { ...note, text: saved };
        backToFile();
      }
      if (waiting.length > 0) save();
      while (running) await running;
    },
  };
}

import { formatBrat } from '../format/brat';
import type { Edit } from '../note/edit';
import type { Note } from '../note/note';
import { makeCarried } from './carried';
import type { LineChange } from './decision';
import type { Desk } from './desk';
import type { UsedIds } from './draft';
import type { Gold } from './gold';
import type { Deed } from './history';
import { type KeptChange, type KeptLine, keepLine } from './kept-change';
import { merge } from './merge';
import { asHeld, linesOf } from './places';
import { editGold, readGold, settledGold, settledLine, stateOf, withFile } from './read';
import { fileText, missing, type StandoffFile } from './standoff-file';
import { brokenIn, idsIn, renameChanges, through } from './waiting';

/**
 * The gold of an open note in memory, with what it is held against: the standoff file as it was read or written last,
 * and the text of the note's file that this speaks of. Touches no disk.
 * @param below the path of the note below the corpus
 */
export function makeWorkingCopy({ secrets, history }: Desk, below: string, opened: Note) {
  let note = opened;
  let base: StandoffFile = missing();
  let file: string | undefined;
  let gold: Gold = readGold(base.document, note.text, undefined);
  /** Whether the note is another one than its file says. */
  let dirty = false;
  /** What was done and is not saved yet. */
  let waiting: readonly Deed[] = [];
  const clashes: string[] = [];
  const carried = makeCarried();

  const used = (): UsedIds => history.usedIds(below);
  const isClean = (): boolean =>
    file === undefined || note.text === file || linesOf(note.text) === linesOf(file);
  /** Gold of a standoff file, of the note as it is now. */
  const readNow = ({ document }: StandoffFile): Gold => {
    if (file === undefined || !dirty) return readGold(document, note.text, file);
    const saved = asHeld(file, note.text);
    return through(readGold(document, saved, file), saved, note.text);
  };

  /** Takes the file as it is now, with what is not in it yet. */
  function merged(now: StandoffFile, keep: 'ours' | 'theirs' = 'ours'): void {
    const touched = new Set(waiting.flatMap(({ step }) => idsIn(step)));
    const found = merge(gold, base.document, readNow(now), now.document, touched, used(), keep);
    base = now;
    gold = found.gold;
    if (found.renamed.size > 0)
      for (const deed of waiting) {
        const { changes } = deed;
        deed.changes = renameChanges(changes, found.renamed, secrets);
        if (deed.do === 'decide') deed.step.changes = deed.changes;
        carried.renamed(changes, deed.changes);
      }
    const lost = new Set(found.lost);
    const gone = waiting.filter(({ step }) => idsIn(step).some((id) => lost.has(id)));
    letGo(gone);
    if (lost.size > 0)
      clashes.push(
        `${[...lost].join(', ')} changed in the file at the same time: it stands as it is there, and what you decided of it meanwhile is not in it.`,
      );
  }
  /** Takes the standoff file as it is now. @returns whether it changed */
  function read(now: StandoffFile): boolean {
    const changed = now.text !== base.text;
    if (changed) merged(now);
    else base = now;
    return changed;
  }
  function letGo(deeds: readonly Deed[]): void {
    for (const deed of deeds.toReversed()) history.drop(deed);
    waiting = waiting.filter((deed) => !deeds.includes(deed));
  }
  /** The note's text is again the one that the file speaks of: what was not decided on stands as it did. */
  function backToFile(): void {
    dirty = false;
    if (file !== undefined) merged(base, 'theirs');
  }

  return {
    get note() {
      return note;
    },
    get gold() {
      return gold;
    },
    get base() {
      return base;
    },
    get file() {
      return file;
    },
    get isDirty() {
      return dirty;
    },
    get waiting() {
      return waiting;
    },
    /** What the user should know of the last merge. */
    get clashes(): readonly string[] {
      return clashes;
    },
    used,
    /** Whether there is something to be saved now. */
    differs: (): boolean =>
      waiting.length > 0 || (!dirty && fileText(gold.document, base.mark) !== base.text),

    open(standoff: StandoffFile, noteFile: string | undefined): void {
      [base, file] = [standoff, noteFile];
      dirty = !isClean();
      gold = readNow(base);
    },
    /** Takes an edit of the note. @returns whether it stands now as its file does */
    edit(after: Note, edit: Edit): boolean {
      gold = editGold(gold, edit, after.text);
      carried.edit(edit, after.text);
      note = after;
      const clean = isClean();
      if (clean) backToFile();
      else dirty = true;
      return clean;
    },
    carried: carried.of,
    /** Keeps where the mentions of a step stand that is about to be made. */
    carry(kept: readonly KeptChange[], changes: readonly LineChange[]): void {
      for (const [i, change] of changes.entries())
        for (const side of ['before', 'after'] as const)
          carried.keep(kept[i]?.[side], change[side], note.text);
    },
    /** Changes as they would be kept now, where the note moved on since. */
    keptNow(changes: readonly KeptChange[]): KeptChange[] {
      const { maps, text } = stateOf(gold);
      const now = (kept: KeptLine): KeptLine => {
        const known = carried.of(kept);
        if (!known) return kept;
        const { line, place } = known;
        const end = kept.e ?? '\n';
        const { value } = settledLine(maps(), text, { raw: '', end, value: line, place });
        if (value === line && ('s' in kept || !place.broken)) return kept;
        return keepLine({ raw: value.kind === 'unread' ? '' : formatBrat(value), end, place }, secrets);
      };
      return changes.map(({ at, before, after }) => ({
        at,
        ...(before && { before: now(before) }),
        ...(after && { after: now(after) }),
      }));
    },
    /** Takes what was decided. */
    decided(next: Gold, deed: Deed): void {
      gold = next;
      if (deed.do === 'decide') clashes.length = 0;
      waiting = [...waiting, deed];
      history.apply(deed);
    },
    letGo,
    /** So much cannot be brought back that was decided before this note was opened. */
    giveUp(count: number): void {
      if (count > 0)
        clashes.push(
          `${count} ${count === 1 ? 'decision' : 'decisions'} on unsaved text of this note cannot be brought back, since the program ended and the text is another one now: decide again.`,
        );
    },

    read,
    /** Takes both files as they are now. @param bySaving whether the editor says that it saved the note */
    follow(now: StandoffFile, onDisk: string | undefined, bySaving: boolean): boolean {
      const isSaved = onDisk !== undefined && onDisk !== file && linesOf(onDisk) === linesOf(note.text);
      if (!isSaved) {
        const changed = read(now);
        // A file that was another one for a moment, as one that is just being written, is what it was.
        if (!dirty || onDisk !== file || !isClean()) return changed;
        backToFile();
        return true;
      }
      // The standoff file speaks either of the text before (the editor saved the note) or of this one already (both
      // came from outside, as from git).
      const changed = now.text !== base.text;
      const ofNew = readGold(now.document, note.text, onDisk);
      const ofOld = changed ? readNow(now) : gold;
      const [asItStands, asBefore] = [brokenIn(ofNew), brokenIn(ofOld)];
      // A file that fits both fits one of them by chance: the one whose places it counts in another unit than before.
      const isTie = changed && asItStands === asBefore && ofNew.unit === ofOld.unit;
      const ofThis = isTie || (asItStands < asBefore && (changed || !bySaving));
      if (changed && !ofThis) merged(now);
      file = onDisk;
      dirty = false;
      if (ofThis) merged(now, 'theirs');
      else gold = withFile(gold, file);
      return true;
    },
    /** The note's file is another one than is known: gold waits until the editor says what became of it. */
    await(): void {
      dirty = true;
    },
    /** The text of the standoff file with all that was decided. */
    written(): string {
      gold = settledGold(gold);
      return fileText(gold.document, base.mark);
    },
    saved(now: StandoffFile, deeds: readonly Deed[]): void {
      base = now;
      waiting = waiting.filter((deed) => !deeds.includes(deed));
    },
    /** Lets go of edits that were never saved, and keeps what was decided as far as its text is in the file. */
    dropEdits(): void {
      if (!dirty || waiting.length === 0 || file === undefined) return;
      const saved = asHeld(file, note.text);
      gold = through(gold, note.text, saved);
      note = { ...note, text: saved };
      backToFile();
    },
  };
}

export type WorkingCopy = ReturnType<typeof makeWorkingCopy>;

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeBrat } from '../../server/src/format/brat';
import { bringBack, entriesWaiting } from '../../server/src/gold/bring-back';
import { decide } from '../../server/src/gold/decide';
import { makeDesk } from '../../server/src/gold/desk';
import { stepFor } from '../../server/src/gold/entries';
import { makeHistory } from '../../server/src/gold/history';
import { type Entry, openJournal } from '../../server/src/gold/journal';
import { keepChange } from '../../server/src/gold/kept-change';
import { makeSecrets } from '../../server/src/gold/secrets';
import { ofText } from '../../server/src/gold/standoff-file';
import { redoChanges, reversed } from '../../server/src/gold/turn';
import { makeWorkingCopy } from '../../server/src/gold/working-copy';
import { applyEdit, type Edit } from '../../server/src/note/edit';
import { editNote, parseNote } from '../../server/src/note/note';
import { decisions, edits, files, texts } from './documents';

const key = new Uint8Array(32).fill(7);
const secrets = makeSecrets(key);
const below = 'a.txt';

/** A note in memory, opened with a text that may not be its file's; nothing of it is on a disk. */
function open(text: string, file: string, standoff: string) {
  const history = makeHistory();
  const journal = openJournal('/none', () => {});
  const desk = makeDesk(
    { root: '/', annotator: 'ann', key },
    secrets,
    journal,
    history,
    () => copy.waiting,
    '/none/lock',
  );
  const copy = makeWorkingCopy(desk, below, parseNote(text));
  copy.open(ofText(standoff), file);
  return {
    written: (): string => writeBrat(copy.gold.document),
    /** As an editor makes it: within the text, and of whole characters. */
    edit({ start, end, text: by }: Edit): void {
      const { note } = copy;
      const whole = (at: number): number => {
        const within = Math.min(at, note.text.length);
        return /[\udc00-\udfff]/.test(note.text[within] ?? '') ? within - 1 : within;
      };
      const edit = { start: whole(start), end: whole(end), text: by };
      copy.edit(editNote(note, edit, applyEdit(note.text, edit)), edit);
    },
    decide(decision: Parameters<typeof decide>[1]): void {
      const outcome = decide(copy.gold, decision, { used: copy.used() });
      if ('refused' in outcome || outcome.changes.length === 0) return;
      const step = stepFor(desk, { path: '/a.txt', below, note: copy.note }, decision, outcome, undefined);
      copy.carry(step.changes, outcome.changes);
      copy.decided(outcome.gold, { do: 'decide', step, changes: step.changes });
    },
    /** @returns whether there was anything to turn round */
    turn(what: 'undo' | 'redo'): boolean {
      const step = what === 'undo' ? history.lastDone() : history.lastUndone();
      if (!step) return false;
      const changes = what === 'undo' ? reversed(step.changes) : step.changes;
      const turned = redoChanges(copy.gold, changes, secrets, copy.carried);
      if ('refused' in turned) history.passOver(step);
      else {
        const kept = turned.changes.map((change) => keepChange(change, secrets));
        copy.carry(kept, turned.changes);
        copy.decided(turned.gold, { do: what, step, changes: kept });
      }
      return true;
    },
    text: (): string => copy.note.text,
    /** What would be on the disk now. */
    kept: (): Entry[] => JSON.parse(JSON.stringify(entriesWaiting(desk, below, copy))),
    bringBack: (entries: readonly Entry[]): number => bringBack(desk, below, copy, entries),
  };
}

const acts = (text: string) =>
  fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ edit: edits(text.length) }) },
      { weight: 3, arbitrary: fc.record({ decision: decisions(text) }) },
      { weight: 1, arbitrary: fc.record({ turn: fc.constantFrom('undo' as const, 'redo' as const) }) },
    ),
    { minLength: 1, maxLength: 8 },
  );
const cases = texts.chain((text) => fc.tuple(fc.constant(text), files(text), acts(text)));

it('what waits for a note comes back as it was, wherever edits carried it, and is undone as it would have been', () => {
  let compared = 0;
  fc.assert(
    fc.property(cases, ([file, standoff, steps]) => {
      const was = open(file, file, standoff);
      const never = open(file, file, standoff);
      for (const act of steps) {
        if ('edit' in act) for (const one of [was, never]) one.edit(act.edit);
        else if ('decision' in act) was.decide(act.decision);
        else was.turn(act.turn);
      }
      const now = open(was.text(), file, standoff);
      // A text that is only compared with its file may be read as other edits.
      fc.pre(now.written() === never.written());
      const kept = was.kept();
      expect(now.bringBack(kept)).toBe(0);
      expect(now.written()).toBe(was.written());
      // What was brought back waits as before.
      expect(now.kept().map(({ kind, of }) => [kind, of])).toEqual(kept.map(({ kind, of }) => [kind, of]));
      while (was.turn('undo')) {
        now.turn('undo');
        expect(now.written()).toBe(was.written());
      }
      compared += kept.length;
    }),
    { numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(100);
});

it('what waits says nothing of the note, and is let go where the text is another one', () => {
  fc.assert(
    fc.property(cases, ([file, standoff, steps]) => {
      const was = open(file, file, standoff);
      for (const act of steps) if ('decision' in act) was.decide(act.decision);
      was.edit({ start: 0, end: 0, text: 'x' });
      const kept = was.kept();
      expect(JSON.stringify(kept)).not.toMatch(/pain|knee|left|naïve|💊/);
      const now = open(file, file, standoff);
      expect(now.bringBack(kept)).toBe(kept.length);
      expect(now.written()).toBe(standoff);
    }),
  );
});

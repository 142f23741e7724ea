import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { corpus, decided, mention, openIn } from './corpus';

const note = 'Left knee pain today.\nNo chest pain, no fever.\n';

describe('a decision', () => {
  it('is in the standoff file and in the journal, which holds no text of the note', async () => {
    const { store, path, read, journal, hidden } = corpus({ 'a.txt': note });
    const { gold } = await openIn(store(), path('a.txt'), note);
    const { state } = await decided(gold, mention(note, 'knee pain'));
    expect(state).toBe('saved');
    expect(read('a.ann')).toBe('T1\tproblem 5 14\tknee pain\n');
    await decided(gold, { kind: 'attribute', id: 'T1', name: 'Assertion', value: 'absent' });
    await decided(gold, { kind: 'remove', ids: ['T1'] });
    expect(read('a.ann')).toBe('');
    expect(journal().map(({ seq, by, note, kind }) => [seq, by, note, kind])).toEqual([
      [1, 'ann', 'a.txt', 'entity'],
      [2, 'ann', 'a.txt', 'attribute'],
      [3, 'ann', 'a.txt', 'remove'],
    ]);
    expect(read('.marginalia/ann.jsonl')).not.toMatch(/knee|pain|time/);
    expect(hidden()).toEqual([]);
  });

  it('is undone and done again over files and restarts, to the very bytes', async () => {
    const other = 'T1\tproblem 0 5\tFever\n#1\tAnnotatorNotes T1\tsays  the son\nwhat is this';
    const { store, path, read } = corpus({ 'a.txt': note, 'b.txt': 'Fever.\n', 'b.ann': other });
    const first = store();
    const a = await openIn(first, path('a.txt'), note);
    await decided(a.gold, mention(note, 'knee pain'));
    const b = await openIn(first, path('b.txt'), 'Fever.\n');
    await decided(b.gold, { kind: 'remove', ids: ['T1'] });
    await decided(b.gold, mention('Fever.\n', 'Fever', 'test'));
    expect(read('b.ann')).toBe('what is this\nT2\ttest 0 5\tFever\n');
    await first.close();
    const second = store();
    for (let i = 0; i < 2; i++)
      expect(await second.undo()).toMatchObject({ path: path('b.txt'), state: 'saved' });
    expect(read('b.ann')).toBe(other);
    const again = await openIn(second, path('a.txt'), note);
    expect(await second.undo()).toMatchObject({ path: path('a.txt'), kind: 'entity' });
    await again.gold.settled();
    expect(read('a.ann')).toBe('');
    expect(await second.undo()).toEqual({ refused: 'There is nothing to undo.' });
    await second.close();
    const third = store();
    for (let i = 0; i < 3; i++) expect(await third.redo()).not.toHaveProperty('refused');
    expect(await third.redo()).toEqual({ refused: 'There is nothing to do again.' });
    expect(read('a.ann')).toBe('T1\tproblem 5 14\tknee pain\n');
    expect(read('b.ann')).toBe('what is this\nT2\ttest 0 5\tFever\n');
  });

  it('of an item that the note moved is undone where the item is now', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note });
    const first = store();
    const editor = await openIn(first, path('a.txt'), note);
    await decided(editor.gold, mention(note, 'fever'));
    await decided(editor.gold, { kind: 'type', id: 'T1', type: 'test' });
    await decided(editor.gold, { kind: 'remove', ids: ['T1'] });
    editor.type(0, 0, 'Seen. ');
    write('a.txt', editor.text);
    editor.gold.noteSaved();
    await first.close();
    const second = store();
    await second.undo();
    expect(read('a.ann')).toBe('T1\ttest 46 51\tfever\n');
    await second.undo();
    expect(read('a.ann')).toBe('T1\tproblem 46 51\tfever\n');
    expect(await second.undo()).not.toHaveProperty('refused');
    expect(read('a.ann')).toBe('');
  });

  it('of equal words is undone at its own, however far the note moved, and at what is left of it', async () => {
    const was = 'pain, then pain again.';
    const standoff = 'T1\tproblem 0 4\tpain\nT2\tproblem 11 15\tpain\n';
    const { store, path, read, write } = corpus({ 'a.txt': was, 'a.ann': standoff });
    const one = store();
    const editor = await openIn(one, path('a.txt'), was);
    const save = async (): Promise<void> => {
      write('a.txt', editor.text);
      editor.gold.noteSaved();
      await editor.gold.settled();
    };
    await decided(editor.gold, { kind: 'remove', ids: ['T1'] });
    editor.type(0, 0, 'Seen now: ');
    await save();
    await one.undo();
    await editor.gold.settled();
    // The line stands where it stood; the word at its old place is nearer.
    expect(read('a.ann')).toBe('T1\tproblem 10 14\tpain\nT2\tproblem 21 25\tpain\n');
    await one.redo();
    editor.type(10, 14, 'ache');
    await save();
    await one.undo();
    await editor.gold.settled();
    expect(editor.gold.gold.entity('T1')).toMatchObject({ broken: 'text', spans: [{ start: 10, end: 14 }] });
    expect(read('a.ann')).toBe('T1\tproblem 10 14\tpain\nT2\tproblem 21 25\tpain\n');
  });

  it('never gives an id a second time', async () => {
    const { store, path, read } = corpus({ 'a.txt': note });
    const first = store();
    const { gold } = await openIn(first, path('a.txt'), note);
    await decided(gold, mention(note, 'fever'));
    await first.undo();
    await gold.settled();
    await decided(gold, mention(note, 'chest pain'));
    expect(read('a.ann')).toMatch(/^T2\t/);
  });

  it('waits for the note while that has unsaved changes, and is saved with it', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
    const editor = await openIn(store(), path('a.txt'), note);
    editor.type(0, 5, '');
    expect((await decided(editor.gold, mention(editor.text, 'fever'))).state).toBe('with-note');
    expect(read('a.ann')).toBe('T1\tproblem 5 14\tknee pain\n');
    write('a.txt', editor.text);
    const saved = new Promise<void>((done) =>
      editor.gold.onChange(() => editor.gold.state === 'saved' && done()),
    );
    editor.gold.noteSaved();
    await saved;
    expect(read('a.ann')).toBe('T1\tproblem 0 9\tknee pain\nT2\tproblem 35 40\tfever\n');
  });

  it('waits for the note no longer than its file is another one, as one that is just being written', async () => {
    const files = corpus({ 'a.txt': note });
    const { gold } = await openIn(files.store(), files.path('a.txt'), note);
    files.write('a.txt', '');
    expect((await decided(gold, mention(note, 'knee pain'))).state).toBe('with-note');
    files.write('a.txt', note);
    gold.noteSaved();
    expect(await gold.settled()).toBe('saved');
    expect(files.read('a.ann')).toContain('knee pain');
  });

  it('is there when its note is opened again while that is being closed', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    const one = store();
    const editor = await openIn(one, path('a.txt'), note);
    editor.type(0, 0, 'Seen: ');
    await decided(editor.gold, mention(editor.text, 'fever'));
    const closed = editor.gold.close();
    const { gold } = await openIn(one, path('a.txt'), note);
    await closed;
    expect(gold.gold.entities.map(({ text }) => text)).toEqual(['fever']);
  });

  it('on text that is never saved keeps what it can when the note is closed', async () => {
    const { store, path, read } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
    const editor = await openIn(store(), path('a.txt'), note);
    editor.type(0, 21, '');
    await decided(editor.gold, mention(editor.text, 'fever'));
    await editor.gold.close();
    expect(read('a.ann')).toBe('T1\tproblem 5 14\tknee pain\nT2\tproblem 40 45\tfever\n');
  });

  it('is refused by the schema, in words', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    const { gold } = await openIn(store({ schema: () => i2b2 }), path('a.txt'), note);
    expect(gold.decide(mention(note, 'fever', 'Drug'))).toEqual({
      refused: 'Drug is no type of this corpus.',
    });
  });
});

describe('a rejected suggestion', () => {
  it('stays away until its sentence changes, also after a restart and when the note moves', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    const first = store();
    const editor = await openIn(first, path('a.txt'), note);
    const suggestion = (text: string) => ({
      type: 'problem',
      spans: [{ start: text.indexOf('fever'), end: text.indexOf('fever') + 5 }],
    });
    await decided(editor.gold, { kind: 'reject', suggestion: suggestion(note) });
    expect(editor.gold.isRejected(suggestion(note))).toBe(true);
    editor.type(0, 0, 'Seen today. ');
    expect(editor.gold.isRejected(suggestion(editor.text))).toBe(true);
    expect(editor.gold.isRejected({ ...suggestion(editor.text), type: 'test' })).toBe(false);
    const at = editor.text.indexOf('no fever');
    editor.type(at, at + 2, 'some');
    expect(editor.gold.isRejected(suggestion(editor.text))).toBe(false);
    await first.close();
    const second = store();
    const again = await openIn(second, path('a.txt'), note);
    expect(again.gold.isRejected(suggestion(note))).toBe(true);
    await second.undo();
    expect(again.gold.isRejected(suggestion(note))).toBe(false);
  });
});

describe('a file that changes outside', () => {
  it('keeps no step from being undone but those that it overtook', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note });
    const one = store();
    const { gold } = await openIn(one, path('a.txt'), note);
    await decided(gold, mention(note, 'knee pain'));
    await decided(gold, mention(note, 'fever'));
    write('a.ann', 'T1\tproblem 5 14\tknee pain\nT2\ttest 0 4\tLeft\n');
    await one.changedOutside(path('a.ann'));
    expect(await one.undo()).toEqual({ refused: expect.stringMatching(/passed over/) });
    expect(await one.undo()).toMatchObject({ kind: 'entity', ids: [] });
    await gold.settled();
    expect(read('a.ann')).toBe('T2\ttest 0 4\tLeft\n');
  });

  it('is followed, and decisions on the way come into it', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
    const one = store();
    const { gold } = await openIn(one, path('a.txt'), note);
    write('a.ann', 'T2\tproblem 25 35\tchest pain\nT1\ttest 5 14\tknee pain\n');
    await one.changedOutside(path('a.ann'));
    expect(gold.gold.entities.map(({ id, type }) => [id, type])).toEqual([
      ['T1', 'test'],
      ['T2', 'problem'],
    ]);
    write('a.ann', 'T2\tproblem 25 35\tchest pain\nT1\ttest 5 14\tknee pain\nT3\ttest 0 4\tLeft\n');
    const { state } = await decided(gold, mention(note, 'fever'));
    expect(state).toBe('saved');
    expect(read('a.ann')).toBe(
      'T2\tproblem 25 35\tchest pain\nT1\ttest 5 14\tknee pain\nT3\ttest 0 4\tLeft\nT4\tproblem 40 45\tfever\n',
    );
    expect(gold.gold.entities).toHaveLength(4);
    await one.undo();
    await gold.settled();
    expect(read('a.ann')).toBe(
      'T2\tproblem 25 35\tchest pain\nT1\ttest 5 14\tknee pain\nT3\ttest 0 4\tLeft\n',
    );
  });

  it('says so where both sides changed one item', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
    const { gold } = await openIn(store(), path('a.txt'), note);
    write('a.ann', 'T1\ttreatment 5 14\tknee pain\n');
    await decided(gold, { kind: 'type', id: 'T1', type: 'test' });
    expect(read('a.ann')).toBe('T1\ttreatment 5 14\tknee pain\n');
    expect(gold.gold.entity('T1')?.type).toBe('treatment');
    expect(gold.notices.join()).toMatch(/T1 changed in the file at the same time/);
  });

  it('keeps all that was taken out here while others speak of it there', async () => {
    const standoff =
      'T1\tproblem 5 14\tknee pain\nT2\tproblem 25 35\tchest pain\nR1\tPIP Arg1:T1 Arg2:T2\n#1\tNote T1\tleft\n';
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': standoff });
    const { gold } = await openIn(store(), path('a.txt'), note);
    write('a.ann', `${standoff}#2\tNote T1\tboth\n`);
    await decided(gold, { kind: 'remove', ids: ['T1', 'T2'] });
    expect(read('a.ann')).toBe(`${standoff}#2\tNote T1\tboth\n`);
    expect(gold.notices.join()).toMatch(/T1.* changed in the file at the same time/);
  });

  it('keeps a whole step from being taken back where part of it changed there', async () => {
    const standoff = 'T1\tproblem 5 14\tknee pain\nT2\tproblem 25 35\tchest pain\nR1\tPIP Arg1:T1 Arg2:T2\n';
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': standoff });
    const { gold } = await openIn(store(), path('a.txt'), note);
    const theirs = standoff.replace('T2\tproblem', 'T2\ttest');
    write('a.ann', theirs);
    await decided(gold, { kind: 'remove', ids: ['T1', 'T2'] });
    expect(read('a.ann')).toBe(theirs);
  });

  it('while its note is saved speaks of the text before, though it fits the new one in another unit', async () => {
    const text = 'HPI:\r\nLeft knee pain.\r\n';
    const [one, two] = ['T1\tproblem 11 20\tknee pain\n', 'T2\ttest 6 10\tLeft\n'];
    const { store, path, read, write } = corpus({ 'a.txt': text, 'a.ann': one });
    const editor = await openIn(store(), path('a.txt'), text);
    write('a.ann', one + two);
    editor.type(2, 2, 'x');
    write('a.txt', editor.text);
    editor.gold.noteSaved();
    expect(await editor.gold.settled()).toBe('saved');
    expect(read('a.ann')).toBe('T1\tproblem 12 21\tknee pain\nT2\ttest 7 11\tLeft\n');
  });

  it('together with its note, as git changes them, is taken as it is', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note, 'a.ann': 'T1\tproblem 5 14\tknee pain\n' });
    const one = store();
    const editor = await openIn(one, path('a.txt'), note);
    const standoff = 'T1\tproblem 11 20\tknee pain\nT2\ttest 0 4\tSeen\n';
    write('a.txt', `Seen. ${note}`);
    write('a.ann', standoff);
    await one.changedOutside(path('a.ann'));
    editor.type(0, 0, 'Seen. ');
    await one.changedOutside(path('a.txt'));
    await editor.gold.settled();
    expect(editor.gold.gold.entities.map(({ id, broken }) => [id, broken])).toEqual([
      ['T2', undefined],
      ['T1', undefined],
    ]);
    expect(read('a.ann')).toBe(standoff);
  });

  it('goes through the editor where that holds it with unsaved changes', async () => {
    const { store, path, read } = corpus({ 'a.txt': note, 'a.ann': '' });
    let held = 'T7\ttest 0 4\tLeft\n';
    const file = {
      get text() {
        return held;
      },
      replace: async (text: string) => {
        held = text;
        return true;
      },
    };
    const { gold } = await openIn(store({ held: () => file }), path('a.txt'), note);
    const { state } = await decided(gold, mention(note, 'fever'));
    expect(state).toBe('in-editor');
    expect(held).toBe('T7\ttest 0 4\tLeft\nT8\tproblem 40 45\tfever\n');
    expect(read('a.ann')).toBe('');
  });
});

describe('what keeps gold from being saved', () => {
  it('is said, and nothing is touched: too large, not UTF-8, a folder, shared by two notes', async () => {
    const { store, path, read } = corpus({
      'a.txt': note,
      'b.txt': note,
      'c.txt': note,
      'd.txt': note,
      'd.note': note,
      'a.ann': '',
    });
    truncateSync(path('a.ann'), 512 * 1024 * 1024);
    const latin = Buffer.from('T1\tproblem 0 4\tna\xefve\n', 'latin1');
    writeFileSync(path('b.ann'), latin);
    mkdirSync(path('c.ann'));
    const one = store();
    for (const [name, message] of [
      ['a.txt', /512 MB/],
      ['b.txt', /not UTF-8/],
      ['c.txt', /folder/],
      ['d.txt', /d.note and this note/],
    ] as const) {
      const { gold } = await openIn(one, path(name), note);
      expect(gold.notices.join()).toMatch(message);
      const outcome = gold.decide(mention(note, 'fever'));
      expect('refused' in outcome && outcome.refused).toMatch(message);
    }
    expect(statSync(path('a.ann')).size).toBe(512 * 1024 * 1024);
    expect(readFileSync(path('b.ann')).equals(latin)).toBe(true);
    expect(read('d.txt')).toBe(note);
  });

  it('is tried again with the next decision: a folder that vanished', async () => {
    const { store, path, read } = corpus({ 'sub-note': '' });
    writeFileSync(path('sub/a.txt'), note);
    const { gold } = await openIn(store(), path('sub/a.txt'), note);
    renameSync(path('sub'), path('away'));
    const { state } = await decided(gold, mention(note, 'fever'));
    expect(state).toEqual({ failed: expect.stringMatching(/folder is gone/) });
    expect(gold.gold.entities).toHaveLength(1);
    renameSync(path('away'), path('sub'));
    expect((await decided(gold, mention(note, 'chest pain'))).state).toBe('saved');
    expect(read('sub/a.ann')).toBe('T1\tproblem 40 45\tfever\nT2\tproblem 25 35\tchest pain\n');
  });

  it('does not keep links, modes, byte order marks and line ends from being kept', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    writeFileSync(path('real.ann'), '\ufeffT1\tproblem 5 14\tknee pain\r\n');
    chmodSync(path('real.ann'), 0o640);
    symlinkSync('real.ann', path('a.ann'));
    const { gold } = await openIn(store(), path('a.txt'), note);
    expect((await decided(gold, { kind: 'remove', ids: ['T1'] })).state).toBe('saved');
    expect((await decided(gold, mention(note, 'fever'))).state).toBe('saved');
    expect(readFileSync(path('real.ann'), 'utf8')).toBe('\ufeffT2\tproblem 40 45\tfever\n');
    expect(statSync(path('real.ann')).mode & 0o777).toBe(0o640);
  });
});

describe('a journal', () => {
  it('with a torn end and lines of nonsense is kept, and goes on behind them', async () => {
    const { store, path, read, write } = corpus({ 'a.txt': note });
    const first = store();
    const editor = await openIn(first, path('a.txt'), note);
    await decided(editor.gold, mention(note, 'fever'));
    await first.close();
    const lines = `${read('.marginalia/ann.jsonl')}\0\0 nonsense\n{"seq":"x"}\n{"seq":9,"no`;
    write('.marginalia/ann.jsonl', lines);
    const told: string[] = [];
    const second = store({ warn: (message) => told.push(message) });
    const again = await openIn(second, path('a.txt'), note);
    await decided(again.gold, mention(note, 'chest pain'));
    expect(read('.marginalia/ann.jsonl').startsWith(`${lines}\n{"seq":2`)).toBe(true);
    expect(told.join()).toMatch(/cannot be read/);
    for (let i = 0; i < 2; i++) expect(await second.undo()).not.toHaveProperty('refused');
    await again.gold.settled();
    expect(read('a.ann')).toBe('');
  });

  it('says when and how long only where that is switched on', async () => {
    const { store, path, journal } = corpus({ 'a.txt': note });
    const { gold } = await openIn(store({ annotator: 'b', times: true }), path('a.txt'), note);
    gold.decide(mention(note, 'fever'), 1234);
    await gold.settled();
    expect(journal('b')[0]).toMatchObject({ ms: 1234, time: expect.stringMatching(/^\d{4}-/) });
    expect(() => store({ annotator: '../x' })).toThrow();
  });

  it('mends a save that was cut off: the draft is put in place, or the step is let go', async () => {
    const { store, path, read, write, root, hidden } = corpus({ 'a.txt': note });
    const first = store();
    const editor = await openIn(first, path('a.txt'), note);
    await decided(editor.gold, mention(note, 'fever'));
    const before = read('a.ann');
    await decided(editor.gold, mention(note, 'chest pain'));
    const after = read('a.ann');
    await first.close();
    // As if the process had ended right before the rename.
    const { createHash } = await import('node:crypto');
    const { hostname } = await import('node:os');
    const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
    write('a.ann', before);
    write(`.a.ann.${host}-999999-0123456789ab`, after);
    write(`.a.ann.${host}-999999-0123456789ac`, 'torn');
    const again = await openIn(store(), path('a.txt'), note);
    expect(again.gold.gold.entities).toHaveLength(2);
    expect(read('a.ann')).toBe(after);
    await again.gold.close();
    const clean = await openIn(store(), path('a.txt'), note);
    expect(hidden()).toEqual([]);
    await clean.gold.close();
    write('a.ann', before);
    const third = store();
    const last = await openIn(third, path('a.txt'), note);
    expect(last.gold.gold.entities).toHaveLength(1);
    expect(await third.undo()).toMatchObject({ kind: 'entity' });
    await last.gold.settled();
    expect(read('a.ann')).toBe('');
    rmSync(join(root, 'sub'), { recursive: true });
  });
});

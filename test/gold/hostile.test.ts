import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseBrat } from '../../server/src/format/brat';
import { isAnnotator } from '../../server/src/gold/gold-store';
import { corpus, decided, mention, openIn } from './corpus';

const note = 'Left knee pain today.\nNo chest pain, no fever.\n';
const outside = mkdtempSync(join(tmpdir(), 'gold-outside-'));
afterAll(() => rmSync(outside, { recursive: true, force: true }));
const link = process.platform === 'win32' ? it.skip : it;

describe('what comes with a corpus cannot have something outside of it written to', () => {
  link.each([
    ['its own folder', '.marginalia', outside],
    ['a journal', '.marginalia/ann.jsonl', join(outside, 'precious')],
    ['a standoff file', 'a.ann', join(outside, 'precious')],
    ['a standoff file that is to be made', 'a.ann', join(outside, 'new.ann')],
    ['a device', '.marginalia/ann.jsonl', '/dev/zero'],
    ['a device', 'a.ann', '/dev/zero'],
  ])('by %s that is a link', async (_, from, to) => {
    const { store, path } = corpus({ 'a.txt': note });
    writeFileSync(join(outside, 'precious'), 'precious\n');
    if (from.includes('/')) mkdirSync(path('.marginalia'));
    symlinkSync(to, path(from));
    const { gold } = await openIn(store(), path('a.txt'), note);
    const { outcome, state } = await decided(gold, mention(note, 'fever'));
    expect('refused' in outcome || typeof state === 'object').toBe(true);
    expect(JSON.stringify([state, gold.notices])).toMatch(/link|device/);
    expect(readdirSync(outside)).toEqual(['precious']);
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious\n');
  });

  link('by a device in the place of the lock', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    mkdirSync(path('.marginalia'));
    symlinkSync('/dev/zero', path('.marginalia/lock'));
    const { gold } = await openIn(store(), path('a.txt'), note);
    expect((await decided(gold, mention(note, 'fever'))).state).toEqual({
      failed: expect.stringMatching(/device/),
    });
  });

  it('by a journal that speaks of other files, or of lines that this annotator never made', async () => {
    writeFileSync(join(outside, 'v.txt'), note);
    writeFileSync(join(outside, 'v.ann'), 'T1\tproblem 5 14\tknee pain\n');
    const standoff = 'T1\tproblem 5 14\tknee pain\nR1\tPIP Arg1:T1 Arg2:T1\n';
    const takenOut = [{ at: 0, before: { l: '*\tEquiv T1 T1' } }];
    const made = [{ at: 1, after: { l: 'R1\tPIP Arg1:T1 Arg2:T1' } }];
    const sealed = [{ at: 0, before: { s: 'A'.repeat(60), i: 'T4' } }];
    for (const [name, changes] of [
      ['a.txt', made],
      ['a.txt', takenOut],
      ['a.txt', [{ at: 0, before: { l: '*\tEquiv T1 T1\nT8\tproblem 0 4\tLeft' } }]],
      ['a.txt', sealed],
      [`../${basename(outside)}/v.txt`, takenOut],
      [join(outside, 'v.txt'), takenOut],
      ['out/v.txt', takenOut],
      ['__proto__', takenOut],
    ] as const) {
      const { store, path, read } = corpus({ 'a.txt': note, 'a.ann': standoff });
      if (process.platform !== 'win32') symlinkSync(outside, path('out'));
      mkdirSync(path('.marginalia'));
      const line = { seq: 1, by: 'ann', note: name, kind: 'relation', changes, sig: 'AAAAAAAAAAAAAAAA' };
      writeFileSync(path('.marginalia/ann.jsonl'), `${JSON.stringify(line)}\n`);
      const told: string[] = [];
      expect(await store({ warn: (message) => told.push(message) }).undo()).toHaveProperty('refused');
      expect(told.join()).toMatch(/under another key/);
      expect(read('a.ann')).toBe(standoff);
      expect(readFileSync(join(outside, 'v.ann'), 'utf8')).toBe('T1\tproblem 5 14\tknee pain\n');
    }
  });

  it('by a journal of the annotator own, whose note was put elsewhere since', async () => {
    const { store, path, root } = corpus({});
    writeFileSync(path('sub/a.txt'), note);
    const one = store();
    const { gold } = await openIn(one, path('sub/a.txt'), note);
    await decided(gold, mention(note, 'fever'));
    await one.close();
    const moved = join(outside, basename(root));
    mkdirSync(moved);
    for (const name of ['a.txt', 'a.ann'])
      writeFileSync(join(moved, name), readFileSync(path(`sub/${name}`)));
    rmSync(path('sub'), { recursive: true });
    symlinkSync(moved, path('sub'), 'junction');
    expect(await store().undo()).toEqual({ refused: expect.stringMatching(/not in this corpus/) });
    expect(readFileSync(join(moved, 'a.ann'), 'utf8')).toBe('T1\tproblem 40 45\tfever\n');
  });

  it('by the name of an annotator', () => {
    for (const name of ['..', '.', '', 'a/b', 'a\\b', 'con', 'NUL.x', 'com1', 'x\n', 'ä', 'a'.repeat(41)])
      expect(isAnnotator(name), name).toBe(false);
    for (const name of ['anna', 'annotator-12ab', 'A.B_c', 'console']) expect(isAnnotator(name)).toBe(true);
  });
});

describe('a journal', () => {
  it('of the same annotator under another key is read on: its ids and numbers are not given again', async () => {
    const { store, path, read, journal } = corpus({ 'a.txt': note });
    const other = store({ key: new Uint8Array(32).fill(2) });
    const there = await openIn(other, path('a.txt'), note);
    await decided(there.gold, mention(note, 'fever'));
    await decided(there.gold, { kind: 'remove', ids: ['T1'] });
    await other.close();
    const one = store();
    const { gold } = await openIn(one, path('a.txt'), note);
    await decided(gold, mention(note, 'chest pain'));
    expect(read('a.ann')).toBe('T2\tproblem 25 35\tchest pain\n');
    expect(journal().map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await one.undo()).not.toHaveProperty('refused');
    expect(await one.undo()).toEqual({ refused: 'There is nothing to undo.' });
  });

  it('of the same annotator on another machine keeps away what they rejected there, until they undo it there', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    const there = store({ key: new Uint8Array(32).fill(2) });
    const fever = { type: 'problem', spans: [{ start: 40, end: 45 }] };
    const pain = { type: 'problem', spans: [{ start: 25, end: 35 }] };
    const { gold } = await openIn(there, path('a.txt'), note);
    await decided(gold, { kind: 'reject', suggestion: fever });
    await decided(gold, { kind: 'reject', suggestion: pain });
    const rejectedHere = async (annotator = 'ann'): Promise<boolean[]> => {
      const here = store({ annotator });
      const opened = await openIn(here, path('a.txt'), note);
      expect(await here.undo()).toHaveProperty('refused');
      const rejected = [fever, pain].map((one) => opened.gold.isRejected(one));
      await here.close();
      return rejected;
    };
    expect(await rejectedHere()).toEqual([true, true]);
    expect(await rejectedHere('another')).toEqual([false, false]);
    await there.undo();
    await gold.settled();
    expect(await rejectedHere()).toEqual([true, false]);
    await there.redo();
    await there.close();
    expect(await rejectedHere()).toEqual([true, true]);
  });

  it('that others wrote lines into lets nothing come back that was rejected here', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    const one = store();
    const fever = { type: 'problem', spans: [{ start: 40, end: 45 }] };
    await decided((await openIn(one, path('a.txt'), note)).gold, { kind: 'reject', suggestion: fever });
    await one.close();
    const line = readFileSync(path('.marginalia/ann.jsonl'), 'utf8');
    const forged = line.replace(/"sig":"[^"]*"/, '"sig":"AAAAAAAAAAAAAAAA"').replace('"seq":1', '"seq":2');
    const undo = [1, 2, 2, 2].map((of, n) => `{"seq":${n + 3},"note":"a.txt","kind":"undo","of":${of}}\n`);
    writeFileSync(path('.marginalia/ann.jsonl'), [line, forged, ...undo].join(''));
    const { gold } = await openIn(store(), path('a.txt'), note);
    expect(gold.isRejected(fever)).toBe(true);
  });

  it('goes on behind a line whose number no other can be above', async () => {
    const { store, path, journal } = corpus({ 'a.txt': note });
    mkdirSync(path('.marginalia'));
    const line = { seq: Number.MAX_SAFE_INTEGER, note: 'a.txt', kind: 'moved' };
    writeFileSync(path('.marginalia/ann.jsonl'), `${JSON.stringify(line)}\n`);
    const { gold } = await openIn(store(), path('a.txt'), note);
    await decided(gold, mention(note, 'fever'));
    expect(journal().at(-1)).toMatchObject({ seq: 1 });
  });

  it('and all that is said hold no word of note or standoff file', async () => {
    const text = 'Zzyzx has pain. Zzyzx has fever.\n';
    const standoff = [
      'T1\tproblem 10 14\tpain',
      '#1\tAnnotatorNotes T1\tsays Zzyzx',
      'N1\tReference T1 DB:Zzyzx Zzyzx\tZzyzx',
      'A1\tComment T1 Zzyzx',
      'A2\tWord T1 said by Zzyzx',
      'T2\tproblem 0 5\tother Zzyzx',
      'Zzyzx is not read',
      'T3\ttest 16 21\tZzyzx\n',
    ].join('\n');
    const { store, path, read } = corpus({ 'a.txt': text, 'a.ann': standoff });
    const told: string[] = [];
    const one = store({ warn: (message) => told.push(message) });
    const { gold } = await openIn(one, path('a.txt'), text);
    told.push(...gold.notices);
    for (const decision of [
      { kind: 'spans', id: 'T3', spans: [{ start: 0, end: 9 }] },
      mention(text, 'Zzyzx has pain'),
      { kind: 'attribute', id: 'T3', name: 'Comment', value: 'Zzyzx' },
      { kind: 'remove', ids: ['T1', 'T2'] },
      { kind: 'reject', suggestion: { type: 'problem', spans: [{ start: 16, end: 21 }] } },
      { kind: 'attribute', id: 'T3', name: 'Zz yzx', value: 'Zzyzx\n' },
      { kind: 'remove', ids: ['T99'] },
    ] as const) {
      const { outcome, state } = await decided(gold, decision);
      told.push(JSON.stringify([state, 'refused' in outcome && outcome.refused]));
    }
    expect(read('.marginalia/ann.jsonl')).not.toContain('Zzyzx');
    expect(told.join()).not.toContain('Zzyzx');
    for (let i = 0; i < 5; i++) expect(await one.undo()).not.toHaveProperty('refused');
    await gold.settled();
    expect(read('a.ann')).toBe(standoff);
  });
});

describe('a lock', () => {
  it('of a process that has ended is broken', async () => {
    const { store, path } = corpus({ 'a.txt': note });
    mkdirSync(path('.marginalia'));
    writeFileSync(path('.marginalia/lock'), `${hostname().replace(/\s/g, '-')} 99999999 abc`);
    const { gold } = await openIn(store(), path('a.txt'), note);
    expect((await decided(gold, mention(note, 'fever'))).state).toBe('saved');
  });
});

describe('a standoff file', () => {
  it('with ids beyond counting gets ids that nothing has', async () => {
    const standoff = 'T999999999999999\ttest 0 4\tLeft\nT999999999999999999999\tproblem 5 14\tknee pain\n';
    const { store, path, read } = corpus({ 'a.txt': note, 'a.ann': `${standoff}T2\tproblem -5 4\tLeft\n` });
    const { gold } = await openIn(store(), path('a.txt'), note);
    for (const words of ['fever', 'chest pain', 'today'])
      expect((await decided(gold, mention(note, words))).state).toBe('saved');
    const ids = parseBrat(read('a.ann')).lines.flatMap(({ value }) => ('id' in value ? [value.id] : []));
    expect(ids).toHaveLength(5);
    expect(new Set(ids).size).toBe(5);
    expect(read('a.ann').startsWith(standoff)).toBe(true);
  });

  it('of a note that another is named like, in whatever letters, is not written', async () => {
    for (const name of ['a.note', 'a.TXT', 'a.NOTE']) {
      const { store, path } = corpus({ 'a.txt': note });
      writeFileSync(path(name), 'another', { flag: 'a' });
      if (readdirSync(path('.')).filter((one) => one.startsWith('a.')).length < 2) continue;
      const { gold } = await openIn(store(), path('a.txt'), note);
      const outcome = gold.decide(mention(note, 'fever'));
      expect('refused' in outcome && outcome.refused).toMatch(`${name} and this note`);
    }
  });

  it.each([
    ['\r\n', '\n'],
    ['\n', '\r\n'],
    ['\u2028\u0085\v', '\n'],
  ])('keeps its line ends beside a note with others', async (inNote, inFile) => {
    const text = `knee pain${inNote}fever${inNote}`;
    const standoff = `\ufeffT1\tproblem 1 10\tknee pain${inFile}`;
    const { store, path, read } = corpus({ 'a.txt': `\ufeff${text}`, 'a.ann': standoff });
    const { gold } = await openIn(store(), path('a.txt'), text);
    expect(gold.gold.entity('T1')?.broken).toBeUndefined();
    expect((await decided(gold, mention(text, 'fever'))).state).toBe('saved');
    const at = 1 + text.indexOf('fever');
    expect(read('a.ann')).toBe(`${standoff}T2\tproblem ${at} ${at + 5}\tfever${inFile}`);
  });
});

it('keeps attributes whatever their names are', async () => {
  const standoff = 'T1\tproblem 5 14\tknee pain\nA1\t__proto__ T1 yes\nA2\tconstructor T1\n';
  const { store, path } = corpus({ 'a.txt': note, 'a.ann': standoff });
  const { gold } = await openIn(store(), path('a.txt'), note);
  expect(Object.entries(gold.gold.entity('T1')?.attributes ?? {})).toEqual([
    ['__proto__', 'yes'],
    ['constructor', true],
  ]);
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doneIn } from '../../../server/src/gold/done';
import { goldOfCorpus } from '../../../server/src/pipeline/learned/gold-notes';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'marginalia-gold-notes-')));
  put('annotation.conf', '');
  mkdirSync(join(root, 'ward'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const put = (name: string, text: string): void => writeFileSync(join(root, name), text);
const read = (isDone: (note: string, isEmpty: boolean) => boolean = () => true) =>
  goldOfCorpus(root, isDone, new AbortController().signal);

describe('the gold of a corpus', () => {
  it('is read in UTF-16 whatever the file counts, and lines that run on are one mention', async () => {
    put('a.txt', '😀 Fever and chest\npain.');
    put(
      'a.ann',
      'T1\tproblem 2 7\tFever\nT2\tproblem 12 17;18 22\tchest pain\nT3\tproblem 2 7;12 17\tFever chest\n',
    );
    put('ward/b.note', 'Cough.');
    put('ward/b.ann', 'T1\tproblem 0 5\tCough\n');
    const { notes, unfit } = await read();
    expect(unfit).toEqual([]);
    expect(notes.map(({ name, entities }) => [name, entities])).toEqual([
      [
        'a.txt',
        [
          { type: 'problem', start: 3, end: 8 },
          { type: 'problem', start: 13, end: 23 },
        ],
      ],
      ['ward/b.note', [{ type: 'problem', start: 0, end: 5 }]],
    ]);
  });

  it('is left out, and named, where it does not match its note, is no UTF-8, or is a link', async () => {
    put('wrong.txt', 'Fever.');
    put('wrong.ann', 'T1\tproblem 0 5\tCough\n');
    writeFileSync(join(root, 'bytes.txt'), Buffer.from([0xff, 0xc0, 0x41]));
    put('bytes.ann', '');
    put('alone.ann', 'T1\tproblem 0 5\tCough\n');
    put('good.txt', 'Fever.');
    put('good.ann', 'T1\tproblem 0 5\tFever\n');
    symlinkSync(join(root, 'good.txt'), join(root, 'link.txt'));
    symlinkSync(join(root, 'good.ann'), join(root, 'link.ann'));
    const { notes, unfit } = await read();
    expect(notes.map(({ name }) => name)).toEqual(['good.txt']);
    expect(unfit).toEqual(['bytes.txt', 'wrong.txt']);
  });

  it('is cut where there is more text than can be learned', async () => {
    for (const name of ['a', 'b', 'c']) {
      put(`${name}.txt`, 'Fever.\n'.repeat(130_000));
      put(`${name}.ann`, 'T1\tproblem 0 5\tFever\n');
    }
    const { notes, isCut } = await read();
    expect(notes.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    expect(isCut).toBe(true);
  });

  it('is not that of another corpus below it', async () => {
    put('a.txt', 'Fever.');
    put('a.ann', 'T1\tproblem 0 5\tFever\n');
    put('ward/b.txt', 'Fever.');
    put('ward/b.ann', 'T1\tproblem 0 5\tFever\n');
    expect((await read()).notes).toHaveLength(2);
    put('ward/annotation.conf', '');
    expect((await read()).notes.map(({ name }) => name)).toEqual(['a.txt']);
  });

  it('counts as whole where no journal speaks of it, and else once a person has finished the note', async () => {
    for (const name of ['begun', 'finished', 'elsewhere']) {
      put(`${name}.txt`, 'Fever.');
      put(`${name}.ann`, 'T1\tproblem 0 5\tFever\n');
    }
    // Brat puts an empty file beside every note, which says nothing of it.
    for (const name of ['untouched', 'without-any']) {
      put(`${name}.txt`, 'Fever.');
      put(`${name}.ann`, '');
    }
    mkdirSync(join(root, '.marginalia'));
    const line = (seq: number, note: string, kind: string): string =>
      `${JSON.stringify({ seq, by: 'ann', note, kind })}\n`;
    put(
      '.marginalia/ann.jsonl',
      line(1, 'begun.txt', 'entity') + line(2, 'finished.txt', 'entity') + line(3, 'elsewhere.txt', 'moved'),
    );
    put(
      '.marginalia/eve.jsonl',
      line(1, 'finished.txt', 'finished') + line(2, 'without-any.txt', 'finished'),
    );
    const { isDone } = await doneIn(root, () => {});
    const { notes, begun } = await read(isDone);
    expect(notes.map(({ name }) => name)).toEqual(['elsewhere.txt', 'finished.txt', 'without-any.txt']);
    expect(begun).toBe(2);
  });

  it('is read from what came to a journal since, and from all of one that was put in its place', async () => {
    mkdirSync(join(root, '.marginalia'));
    const line = (seq: number, note: string, kind: string): string =>
      `${JSON.stringify({ seq, by: 'ann', note, kind })}\n`;
    const first = line(1, 'a.txt', 'entity');
    put('.marginalia/ann.jsonl', first);
    const [a, b] = [await doneIn(root, () => {}), 'b.txt'];
    expect([a.isDone('a.txt', false), a.isDone(b, false)]).toEqual([false, true]);
    put('.marginalia/ann.jsonl', first + line(2, b, 'entity'));
    const more = await doneIn(root, () => {});
    expect([more.isDone('a.txt', false), more.isDone(b, false)]).toEqual([false, false]);
    // Another one that is longer, as a pull may bring it.
    put('.marginalia/ann.jsonl', line(1, b, 'entity') + line(2, b, 'finished') + line(3, b, 'finished'));
    const anew = await doneIn(root, () => {});
    expect([anew.isDone('a.txt', false), anew.isDone(b, false)]).toEqual([true, true]);
  });
});

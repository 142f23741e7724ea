import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBrat } from '../../server/src/format/brat';
import { corpus, openIn } from './corpus';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gold-worker-'));
  buildSync({
    entryPoints: ['worker.ts', 'unsaved-worker.ts'].map((name) => join(import.meta.dirname, name)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a worker, and ends it without warning so many milliseconds after it first saved something. */
function work(args: readonly string[], killAfter?: number, worker = 'worker'): Promise<string[]> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(folder, `${worker}.mjs`), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (data: Buffer) => {
      if (out === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      out += data;
    });
    child.on('close', () => done(out.split('\n').filter((line) => line !== '')));
  });
}

const words = Array.from({ length: 600 }, (_, i) => `word${i}`).join(' ');

function check(standoff: string): string[] {
  const { lines } = parseBrat(standoff);
  const ids = lines.map(({ value, end }) => {
    expect(end).toBe('\n');
    if (value.kind !== 'textbound') throw new Error('a line is torn');
    expect(words.slice(value.spans[0]?.start, value.spans[0]?.end)).toBe(value.text);
    return value.id;
  });
  expect(new Set(ids).size).toBe(ids.length);
  return lines.flatMap(({ value }) =>
    value.kind === 'textbound' ? [`saved ${value.type} ${value.spans[0]?.start}`] : [],
  );
}

describe('processes', () => {
  it('that are killed while they save leave the old file or the new one, and lose nothing that was said to be saved', async () => {
    const { root, path, read, store, hidden } = corpus({ 'a.txt': words });
    const said = new Set<string>();
    for (let round = 0; round < 12; round++) {
      for (const line of await work([root, path('a.txt'), 'ann', 'problem', '500'], Math.random() * 25))
        said.add(line);
      const there = check(read('a.ann'));
      expect([...said].filter((line) => !there.includes(line))).toEqual([]);
    }
    expect(said.size).toBeGreaterThan(12);
    const one = store();
    const { gold } = await openIn(one, path('a.txt'), words);
    expect(gold.gold.entities.length).toBeGreaterThanOrEqual(said.size);
    // Each that is there can be taken back.
    for (let left = gold.gold.entities.length; left > 0; left--) {
      expect(await one.undo()).not.toHaveProperty('refused');
    }
    await gold.settled();
    expect(read('a.ann')).toBe('');
    expect(await one.undo()).toHaveProperty('refused');
    expect(hidden()).toEqual([]);
  });

  it('that are killed before the note is saved lose no decision on the text that the editor brings back, and say so of others', async () => {
    const { root, path, read, write, store } = corpus({ 'a.txt': words });
    interface Said {
      readonly text?: string;
      readonly back?: readonly string[];
      readonly notices?: readonly string[];
      readonly made?: string;
      readonly undone?: string;
      readonly state?: string;
    }
    let text = words;
    let next = 0;
    let isSettled = true;
    const there = new Set<string>();
    const lookAt = (back: readonly string[], notices: readonly string[]): void => {
      const isLost = notices.some((notice) => /cannot be brought back/.test(notice));
      // A text that nobody has seen on the disk is lost with what was decided on it.
      if (isSettled) expect(isLost).toBe(false);
      if (isLost) there.clear();
      // One more may have come to the disk before anybody said so, or gone.
      expect([...there].filter((one) => !back.includes(one)).length).toBeLessThanOrEqual(isSettled ? 0 : 1);
      there.clear();
      for (const one of back) there.add(one);
    };
    for (let round = 0; round < 13; round++) {
      // One that ends between two keys, and one that ends at any point.
      const isBetween = round % 2 === 0;
      const args = [root, path('a.txt'), text, `${next}`, isBetween ? '6' : ''];
      const after = isBetween ? undefined : Math.random() * 100;
      for (const line of await work(args, after, 'unsaved-worker')) {
        const said = JSON.parse(line) as Said;
        if (said.state !== undefined) expect(said.state).toBe('with-note');
        if (said.back) lookAt(said.back, said.notices ?? []);
        else isSettled = said.state !== undefined;
        if (said.text !== undefined) {
          text = said.text;
          next++;
        }
        if (said.made !== undefined) there.add(said.made);
        if (said.undone !== undefined) there.delete(said.undone);
      }
      if (isBetween) expect(isSettled).toBe(true);
    }
    expect(read('a.txt')).toBe(words);
    const one = store();
    const { gold } = await openIn(one, path('a.txt'), text);
    const marked = gold.gold.entities;
    lookAt(
      marked.map(({ type, text: word }) => `${type} ${word}`),
      gold.notices,
    );
    expect(marked.length).toBeGreaterThan(3);
    for (const { spans, text: word } of marked)
      expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual([word]);
    write('a.txt', text);
    gold.noteSaved();
    expect(await gold.settled()).toBe('saved');
    expect(read('a.ann').split('\n').length - 1).toBe(marked.length);
    for (let left = marked.length; left > 0; left--) expect(await one.undo()).not.toHaveProperty('refused');
    await one.close();
    expect(readdirSync(path('.marginalia')).filter((name) => !name.endsWith('.jsonl'))).toEqual([]);
  }, 120_000);

  it('leave what waits to one that has their number, as after the restart of a container', async () => {
    const { root, path, store } = corpus({ 'a.txt': words });
    const said = await work([root, path('a.txt'), words, '0', '3'], undefined, 'unsaved-worker');
    const text = said.map((line) => JSON.parse(line).text).findLast((one) => one !== undefined);
    const folder = path('.marginalia');
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.waiting')))
      renameSync(join(folder, name), join(folder, name.replace(/\d+(?=\.waiting)/, `${process.pid}`)));
    const { gold } = await openIn(store(), path('a.txt'), text);
    expect(gold.gold.entities.length).toBe(3);
    expect(gold.notices).toEqual([]);
  });

  it('that write one file at a time both have their say', async () => {
    const { root, path, read, journal } = corpus({ 'a.txt': words });
    const [a, b, c] = await Promise.all([
      work([root, path('a.txt'), 'ann', 'problem', '40']),
      work([root, path('a.txt'), 'ben', 'test', '40']),
      work([root, path('a.txt'), 'ann', 'treatment', '40']),
    ]);
    const said = [...a, ...b, ...c];
    expect(said.filter((line) => !line.startsWith('saved'))).toEqual([]);
    expect(check(read('a.ann')).sort()).toEqual(said.sort());
    const numbers = journal('ann').map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });
});

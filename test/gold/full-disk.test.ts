import { existsSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { corpus, decided, mention, openIn } from './corpus';

const disk = vi.hoisted(() => ({ full: /^$/ }));

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  return {
    ...fs,
    async open(...args: Parameters<typeof fs.open>) {
      const file = await fs.open(...args);
      if (args[1] !== 'r' && disk.full.test(String(args[0])))
        file.writeFile = async () => {
          throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        };
      return file;
    },
  };
});

const note = 'Left knee pain today.\nNo chest pain, no fever.\n';

it.each([
  ['the journal', /jsonl$/],
  ['the standoff file', /\.a\.ann\./],
])('a disk that is full when %s is written is tried again with the next decision', async (_, full) => {
  const { store, path, read, hidden } = corpus({ 'a.txt': note });
  const one = store();
  const { gold } = await openIn(one, path('a.txt'), note);
  disk.full = full;
  const { state } = await decided(gold, mention(note, 'fever'));
  expect(state).toEqual({ failed: expect.stringMatching(/disk is full/) });
  expect(gold.gold.entities).toHaveLength(1);
  expect(existsSync(path('a.ann'))).toBe(false);
  expect(read('.marginalia/ann.jsonl')).toBe('');
  expect(hidden()).toEqual([]);
  disk.full = /^$/;
  expect((await decided(gold, mention(note, 'chest pain'))).state).toBe('saved');
  expect(read('a.ann')).toBe('T1\tproblem 40 45\tfever\nT2\tproblem 25 35\tchest pain\n');
  for (let i = 0; i < 2; i++) expect(await one.undo()).not.toHaveProperty('refused');
  await gold.settled();
  expect(read('a.ann')).toBe('');
});

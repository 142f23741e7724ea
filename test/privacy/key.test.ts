import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workspaceKey } from '../../server/src/privacy/key';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'marginalia-key-')), 'config');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

describe('the key of a workspace', () => {
  it('is made on first use, for the user alone, and stays', async () => {
    const first = await workspaceKey(folder, '/notes');
    expect(first).toHaveLength(32);
    expect(await workspaceKey(folder, '/notes')).toEqual(first);
    expect(await workspaceKey(folder, '/other')).not.toEqual(first);
    const [file] = await readdir(folder);
    expect((await stat(join(folder, file as string))).mode & 0o777).toBe(0o600);
  });

  it('is one, however many ask at once, and nothing is left beside it', async () => {
    const keys = await Promise.all(Array.from({ length: 16 }, () => workspaceKey(folder, '/notes')));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is not the secret itself', async () => {
    const key = await workspaceKey(folder, '/notes');
    const [file] = await readdir(folder);
    expect(Buffer.from(key)).not.toEqual(await readFile(join(folder, file as string)));
  });

  it('is not made from a damaged secret', async () => {
    await workspaceKey(folder, '/notes');
    const [file] = await readdir(folder);
    await writeFile(join(folder, file as string), 'short');
    await expect(workspaceKey(folder, '/notes')).rejects.toThrow('damaged');
  });
});

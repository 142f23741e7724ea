import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintOf, placeholderKey, secretFile, usableKey } from '../../server/src/privacy/corpus/key';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'marginalia-key-')), 'config');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

describe('the key of the placeholders', () => {
  it('is made on first use, for the user alone, and stays', async () => {
    const first = await placeholderKey(folder);
    expect(first).toHaveLength(32);
    expect(await placeholderKey(folder)).toEqual(first);
    const [file] = await readdir(folder);
    expect((await stat(join(folder, file as string))).mode & 0o777).toBe(0o600);
  });

  it('is one, however many ask at once, and nothing is left beside it', async () => {
    const keys = await Promise.all(Array.from({ length: 16 }, () => placeholderKey(folder)));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is not the secret itself', async () => {
    const key = await placeholderKey(folder);
    const [file] = await readdir(folder);
    expect(Buffer.from(key)).not.toEqual(await readFile(join(folder, file as string)));
  });

  it('is not made from a damaged secret', async () => {
    await placeholderKey(folder);
    const [file] = await readdir(folder);
    await writeFile(join(folder, file as string), 'short');
    await expect(placeholderKey(folder)).rejects.toThrow('damaged');
    await expect(usableKey(folder)).rejects.toThrow('damaged');
  });

  it('holds for this process, and says so, where the folder cannot be made', async () => {
    const file = join(folder, '..', 'in the way');
    await writeFile(file, '');
    const { key, warning } = await usableKey(join(file, 'config'));
    expect(warning).toMatch(/other ones the next time/);
    expect((await usableKey(join(file, 'config'))).key).toEqual(key);
    expect((await usableKey(folder)).warning).toBeUndefined();
  });

  it.skipIf(process.getuid === undefined)(
    'that others can read or write is used with a warning',
    async () => {
      const key = await placeholderKey(folder);
      const said = async (mode: number): Promise<string | undefined> => {
        await chmod(secretFile(folder), mode);
        const usable = await usableKey(folder);
        expect(usable.key).toEqual(key);
        return usable.warning;
      };
      expect(await said(0o640)).toMatch(/can be read by others.*chmod go-rwx/);
      expect(await said(0o604)).toMatch(/can be read by others/);
      expect(await said(0o606)).toMatch(/can be written by others/);
      expect(await said(0o600)).toBeUndefined();
    },
  );

  it('has a fingerprint that tells nothing of it', async () => {
    const key = await placeholderKey(folder);
    const print = fingerprintOf(key, 'one');
    expect(print).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}$/);
    expect(fingerprintOf(key, 'other')).not.toBe(print);
    expect(Buffer.from(key).toString('hex')).not.toContain(print.replace('-', ''));
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAnswerCache } from '../../server/src/pipeline/cache/answer-cache';
import { clearCache, forgetCorpora, reportOf } from '../../server/src/pipeline/cache/cache-folder';
import { pruneAnswers } from '../../server/src/pipeline/cache/cache-upkeep';
import { placeOfCorpus } from '../../server/src/pipeline/cache/remembering';
import { cacheFolder, configFolder } from '../../server/src/runtime/user-config';

const BLOCK = 4096;
const DAY = 24 * 3_600_000;
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'marginalia-cache-'));
  folders.push(made);
  return made;
}

/** A cache in a folder that is not there yet, with what it said. */
async function start(limit?: number, folder?: string) {
  const at = folder ?? join(await temporary(), 'home', 'marginalia');
  const said: string[] = [];
  const cache = openAnswerCache({
    folder: at,
    warn: (message) => said.push(message),
    ...(limit !== undefined && { limit }),
  });
  return { cache, said, folder: at };
}

const place = (n: number, folder = 'f'.repeat(32)) => ({ folder, name: n.toString(16).padStart(64, '0') });
const fileOf = (folder: string, n: number): string => {
  const { folder: corpus, name } = place(n);
  return join(folder, 'answers', corpus, name.slice(0, 2), name.slice(2));
};
/** Lets an answer be one that was last used so many milliseconds ago. */
const age = (folder: string, n: number, ago: number): Promise<void> =>
  utimes(fileOf(folder, n), new Date(Date.now() - ago), new Date(Date.now() - ago));

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('the cache on the disk', () => {
  it('gives what was written, to any process of the user, and touches nothing before', async () => {
    const { cache, said, folder } = await start();
    expect(existsSync(dirname(folder))).toBe(false);
    expect(await cache.read(place(1))).toBeUndefined();
    await cache.write(place(1), 'one');
    await cache.write(place(1), 'ein𝔰');
    const other = await start(undefined, folder);
    expect(await other.cache.read(place(1))).toBe('ein𝔰');
    expect(await other.cache.read(place(2))).toBeUndefined();
    await other.cache.remove(place(1));
    await other.cache.remove(place(1));
    expect(await cache.read(place(1))).toBeUndefined();
    expect(said).toEqual([]);
  });

  it("is the user's alone", async () => {
    const { cache, folder } = await start();
    await cache.write(place(1), 'one');
    for (let at = fileOf(folder, 1); at !== dirname(dirname(folder)); at = dirname(at)) {
      const { mode } = await lstat(at);
      expect((mode & 0o777).toString(8), at).toBe(at === fileOf(folder, 1) ? '600' : '700');
    }
  });

  it('closes to others a folder that they could look at', async () => {
    const folder = join(await temporary(), 'marginalia');
    await mkdir(folder, { mode: 0o755 });
    const { cache, said } = await start(undefined, folder);
    await cache.write(place(1), 'one');
    expect((await lstat(folder)).mode & 0o777).toBe(0o700);
    expect(said).toEqual([]);
  });

  const unfit: [string, (folder: string) => Promise<unknown>, RegExp][] = [
    [
      'is a link',
      async (folder) => {
        await mkdir(`${folder}-elsewhere`);
        await symlink(`${folder}-elsewhere`, folder);
      },
      /is a link/,
    ],
    ['is a file', (folder) => writeFile(folder, ''), /EEXIST|is a link or a file/],
    [
      'can be written by others',
      async (folder) => {
        await mkdir(folder);
        await chmod(folder, 0o777);
      },
      /written by others/,
    ],
    [
      'cannot be written',
      async (folder) => {
        await mkdir(folder);
        // As root may write everywhere, a file stands in the way.
        await writeFile(join(folder, 'answers'), '');
      },
      /cannot be written \(\w+\)/,
    ],
  ];
  it.each(unfit)('works on without a folder that %s, and says so once', async (_, make, why) => {
    const root = await temporary();
    const folder = join(root, 'marginalia');
    await make(folder);
    const { cache, said } = await start(undefined, folder);
    for (const n of [1, 2, 3]) {
      await cache.write(place(n), 'a word');
      expect(await cache.read(place(n))).toBeUndefined();
      await cache.remove(place(n));
    }
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(why);
    expect(said[0]).not.toContain('a word');
    const files = await filesIn(root);
    expect((await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('')).toBe('');
    const report = await reportOf(folder).catch(() => undefined);
    expect(report?.answers ?? 0).toBe(0);
  });

  it.runIf(process.getuid?.() === 0)('is not put into a folder of another user', async () => {
    const folder = join(await temporary(), 'marginalia');
    await mkdir(folder);
    const { chown } = await import('node:fs/promises');
    await chown(folder, 12_345, 12_345);
    const { cache, said } = await start(undefined, folder);
    await cache.write(place(1), 'one');
    expect(said).toEqual([expect.stringMatching(/another user/)]);
    expect(await readdir(folder)).toEqual([]);
    expect((await clearCache(folder)).objection).toMatch(/another user/);
  });

  it('follows no link in the place of an answer, nor writes through one', async () => {
    const { cache, said, folder } = await start();
    await cache.write(place(1), 'one');
    const secret = join(dirname(folder), 'secret');
    await writeFile(secret, 'a secret');
    await rm(fileOf(folder, 1));
    await symlink(secret, fileOf(folder, 1));
    expect(await cache.read(place(1))).toBeUndefined();
    await cache.write(place(1), 'another');
    expect(await cache.read(place(1))).toBe('another');
    expect(await readFile(secret, 'utf8')).toBe('a secret');
    expect(said).toEqual([]);
  });

  it('goes on where its folder vanished meanwhile', async () => {
    const { cache, said, folder } = await start();
    await cache.write(place(1), 'one');
    await rm(folder, { recursive: true });
    expect(await cache.read(place(1))).toBeUndefined();
    await cache.write(place(2), 'two');
    expect(await cache.read(place(2))).toBe('two');
    expect(said).toEqual([]);
  });

  it('takes no link that came in the place of its folder', async () => {
    const { cache, said, folder } = await start();
    await cache.write(place(1), 'one');
    await rm(folder, { recursive: true });
    await mkdir(`${folder}-theirs`);
    await symlink(`${folder}-theirs`, folder);
    await cache.write(place(2), 'two');
    expect(await readdir(`${folder}-theirs`)).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/is a link/)]);
  });

  it('takes no link in the place of its answers, and says nothing untrue of what it deletes', async () => {
    const { cache, said, folder } = await start();
    const theirs = `${folder}-theirs`;
    const file = join(theirs, place(1).folder, '00', 'f'.repeat(62));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'a stranger');
    await utimes(file, new Date(0), new Date(0));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await symlink(theirs, join(folder, 'answers'));
    await cache.write(place(1), 'one');
    expect(await cache.read(place(1))).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/holds a link/)]);
    expect(await clearCache(folder)).toMatchObject({ objection: expect.stringMatching(/link/), answers: 0 });
    expect(await readFile(file, 'utf8')).toBe('a stranger');
  });

  it('prunes, counts and deletes what has its own names, and nothing through a link', async () => {
    const { cache, folder } = await start();
    await cache.write(place(1), 'one');
    const root = join(folder, 'answers');
    const theirs = join(dirname(folder), 'theirs');
    const others = [
      join(root, 'notes.txt'),
      join(root, 'ward', '00', 'f'.repeat(62)),
      join(dirname(fileOf(folder, 1)), 'kept.txt'),
      join(theirs, '00', 'f'.repeat(62)),
    ];
    for (const file of others) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, 'a stranger');
      await utimes(file, new Date(0), new Date(0));
    }
    await symlink(theirs, join(root, 'e'.repeat(32)));
    await pruneAnswers(root, BLOCK, { force: true });
    expect(await reportOf(folder)).toMatchObject({ answers: 1 });
    expect(await clearCache(folder)).toMatchObject({ answers: 1, bytes: BLOCK });
    expect(await cache.read(place(1))).toBeUndefined();
    for (const file of others) expect(await readFile(file, 'utf8')).toBe('a stranger');
  });

  const pipes = process.platform !== 'win32';
  it.runIf(pipes)('loses one answer alone where a folder or a pipe stands in its place', async () => {
    const { cache, said, folder } = await start();
    await cache.write(place(1), 'one');
    for (const n of [2, 3]) await rm(fileOf(folder, n), { force: true });
    await mkdir(join(fileOf(folder, 2), 'x'), { recursive: true });
    execFileSync('mkfifo', [fileOf(folder, 3)]);
    for (const n of [2, 3]) expect(await cache.read(place(n))).toBeUndefined();
    for (const n of [2, 3]) await cache.write(place(n), 'another');
    expect(await cache.read(place(2))).toBeUndefined();
    expect(await cache.read(place(3))).toBe('another');
    expect(await cache.read(place(1))).toBe('one');
    expect((await readdir(dirname(fileOf(folder, 1)))).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(said).toEqual([]);
  });

  it('reads no file that is larger than any answer', async () => {
    const { cache, folder } = await start();
    await cache.write(place(1), 'x'.repeat(2 ** 21));
    expect(await filesIn(dirname(folder)).catch(() => [])).toEqual([]);
    await cache.write(place(1), 'one');
    await writeFile(fileOf(folder, 1), 'x'.repeat(2 ** 21));
    expect(await cache.read(place(1))).toBeUndefined();
  });
});

describe('the size of the cache', () => {
  it('is bounded while answers come', async () => {
    const limit = 64 * BLOCK;
    const { cache, folder } = await start(limit);
    for (let n = 0; n < 300; n++) {
      await cache.write(place(n), 'x'.repeat(5_000));
      const { bytes } = await reportOf(folder);
      // What one process writes while it looks.
      expect(bytes).toBeLessThanOrEqual(2 * limit);
    }
    await vi.waitFor(async () => expect((await reportOf(folder)).bytes).toBeLessThanOrEqual(limit * 1.2));
    expect(await cache.read(place(299))).toBeDefined();
  });

  it('is kept by deleting what was used longest ago, and reading counts', async () => {
    const { cache, folder } = await start();
    for (let n = 0; n < 10; n++) {
      await cache.write(place(n), 'x');
      await age(folder, n, (20 - n) * DAY);
    }
    expect(await cache.read(place(0))).toBe('x');
    await pruneAnswers(join(folder, 'answers'), 5 * BLOCK, { force: true });
    const left = await Promise.all(Array.from({ length: 10 }, (_, n) => cache.read(place(n))));
    expect(left.flatMap((text, n) => (text === undefined ? [] : [n]))).toEqual([0, 7, 8, 9]);
    expect(await reportOf(folder)).toMatchObject({ answers: 4, bytes: 4 * BLOCK });
  });

  it('does not count what nobody asked for in months, nor what a killed process left', async () => {
    const { cache, folder } = await start();
    for (const n of [1, 2]) await cache.write(place(n), 'x');
    await age(folder, 1, 100 * DAY);
    const draft = join(dirname(fileOf(folder, 2)), '.77.0123456789abcdef');
    const fresh = join(dirname(fileOf(folder, 2)), '.78.0123456789abcdef');
    for (const file of [draft, fresh]) await writeFile(file, 'half an ans');
    await utimes(draft, new Date(0), new Date(0));
    await pruneAnswers(join(folder, 'answers'), 5 * BLOCK, { force: true });
    const left = (await filesIn(folder)).sort();
    expect(left).toEqual([join(folder, 'answers', '.pruned'), fresh, fileOf(folder, 2)].sort());
  });

  it('is looked after once a day, at the first answer', async () => {
    const { cache, folder } = await start();
    const root = join(folder, 'answers');
    const mark = join(root, '.pruned');
    await mkdir(root, { recursive: true, mode: 0o700 });
    await writeFile(mark, '');
    await cache.write(place(1), 'x');
    await age(folder, 1, 100 * DAY);
    await pruneAnswers(root, BLOCK);
    expect(existsSync(fileOf(folder, 1))).toBe(true);
    await utimes(mark, new Date(0), new Date(0));
    await (await start(undefined, folder)).cache.write(place(2), 'x');
    await vi.waitFor(() => expect(existsSync(fileOf(folder, 1))).toBe(false));
    expect((await lstat(mark)).mtimeMs).toBeGreaterThan(Date.now() - DAY);
  });

  it('is shared: several that write, read, prune and clear at once disturb nobody', async () => {
    const { folder, cache, said } = await start(32 * BLOCK);
    const others = await Promise.all([1, 2, 3].map(() => start(32 * BLOCK, folder)));
    const all = [{ cache, said }, ...others];
    await Promise.all(
      all.map(async ({ cache: one }, i) => {
        for (let n = 0; n < 120; n++) {
          await one.write(place(n), `answer ${n}`);
          const found = await one.read(place((n * 7) % 120));
          if (found !== undefined) expect(found).toBe(`answer ${(n * 7) % 120}`);
          if (i === 1 && n % 40 === 0) await clearCache(folder);
        }
      }),
    );
    expect(all.flatMap((one) => one.said)).toEqual([]);
  });
});

describe('answers that are not wanted any more', () => {
  it('are cleared, all or those of a corpus', async () => {
    const { cache, folder } = await start();
    const key = new Uint8Array(32).fill(1);
    const [mine, other] = ['mine', 'other'].map((corpus) => placeOfCorpus(key, corpus));
    await cache.write(place(1, mine), 'x');
    await cache.write(place(1, other), 'x');
    await forgetCorpora(folder, key, ['mine', 'unknown']);
    expect(await cache.read(place(1, mine))).toBeUndefined();
    expect(await cache.read(place(1, other))).toBe('x');
    expect(await clearCache(folder)).toMatchObject({ answers: 1 });
    expect(await reportOf(folder)).toEqual({ objection: undefined, answers: 0, bytes: 0 });
    expect(await clearCache(folder)).toMatchObject({ answers: 0 });
  });
});

describe('the folder of the configuration', () => {
  it('is never relative, either', () => {
    expect(configFolder({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe('/c/marginalia');
    for (const relative of ['', '.', 'config'])
      expect(configFolder({ XDG_CONFIG_HOME: relative }, 'linux')).toMatch(/^\/.*\/\.config\/marginalia$/);
    expect(configFolder({ APPDATA: '/a' }, 'win32')).toBe('/a/marginalia');
    for (const relative of ['', 'a']) {
      expect(configFolder({ APPDATA: relative }, 'win32')).toMatch(/^\/.*Roaming\/marginalia$/);
      expect(cacheFolder({ LOCALAPPDATA: relative }, 'win32')).toMatch(/^\/.*Local\/marginalia\/Cache$/);
    }
  });
});

describe('the folder of the cache', () => {
  it("is the user's own, by the customs of each system, and never relative", () => {
    const home = (path: string) => expect.stringMatching(new RegExp(`^/.*${path}$`));
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe('/c/marginalia');
    expect(cacheFolder({}, 'linux')).toEqual(home('/.cache/marginalia'));
    for (const relative of ['', '.', 'cache', './cache'])
      expect(cacheFolder({ XDG_CACHE_HOME: relative }, 'linux')).toEqual(home('/.cache/marginalia'));
    expect(cacheFolder({}, 'darwin')).toEqual(home('/Library/Caches/marginalia'));
    expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/marginalia/Cache');
  });
});

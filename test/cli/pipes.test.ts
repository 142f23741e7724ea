import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { rootOf } from '../../server/src/privacy/corpus/corpus';
import { secretFile, usableKey } from '../../server/src/privacy/corpus/key';
import { rulingsFile } from '../../server/src/privacy/corpus/rulings-file';
import { readModel } from '../../server/src/runtime/gguf/files';
import { GgufError } from '../../server/src/runtime/gguf/header';
import { folder, marginalia } from './harness';

async function pipe(...path: readonly [string, ...string[]]): Promise<string> {
  const file = join(...path);
  await mkdir(dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
  return file;
}

/** A folder with one note, and a configuration folder. */
async function start() {
  const [root, configFolder] = [await folder(), await folder()];
  const file = join(root, 'a.txt');
  await writeFile(file, 'Seen by Jane Placeholder. Fever.\n');
  return { root, file, configFolder, rulings: rulingsFile(configFolder, rootOf(root)) };
}
const refused = /no regular file/;

// A pipe that nobody writes to would hold each of these for ever.
describe.runIf(process.platform !== 'win32')('a named pipe', () => {
  it('is refused in the place of the key, and of rulings', async () => {
    const { root, file, configFolder, rulings } = await start();
    await pipe(secretFile(configFolder));
    await expect(usableKey(configFolder)).rejects.toThrow(/pseudonyms\.key: it is no regular file/);
    await pipe(rulings);
    const done = await marginalia(['deidentify', file], { configFolder });
    expect([done.status, done.stdout]).toEqual([1, '']);
    expect(done.stderr).toMatch(/rulings\.txt: it is no regular file/);
    const shown = await marginalia(['key', root], { configFolder });
    expect(shown.status).toBe(1);
    expect(shown.stderr).toMatch(/rulings\.txt: it is no regular file/);
  });

  it('is refused in the place of what is scored, and of a model', async () => {
    const root = await folder();
    const rows = await pipe(root, 'rows.jsonl');
    const xml = await pipe(root, 'xml', 'a.xml');
    for (const gold of [rows, xml, dirname(xml)]) {
      const done = await marginalia(['evaluate', '--phi', '--gold', gold]);
      expect(done.status).toBeGreaterThan(0);
      expect(done.stderr).toMatch(refused);
    }
    const model = readModel(await pipe(root, 'm.gguf'));
    await expect(model).rejects.toThrow(GgufError);
    await expect(model).rejects.toThrow(refused);
  });

  it('is refused in the place of standoff, named by its note', async () => {
    const { root, file } = await start();
    await pipe(root, 'a.ann');
    const shown = await marginalia(['annotate', file, '--examples', root]);
    expect(shown.status).toBe(2);
    expect(shown.stderr).toMatch(/--examples: .*a\.txt: it is no regular file/);
    const out = join(await folder(), 'out');
    const converted = await marginalia(['convert', '--from', 'brat', '--to', 'jsonl', root, out]);
    expect(converted.status).toBe(1);
    expect(converted.stderr).toMatch(/a\.(ann|txt): it is no regular file/);
  });

  it('may bring hypotheses, also piece by piece, and waiting for it ends with the program', async () => {
    const { root, file } = await start();
    const fifo = await pipe(root, 'lines');
    const args = ['annotate', file, '--format', 'jsonl', '--tasks', 'nli', '--hypotheses', fifo];
    const writer = spawn('sh', ['-c', 'exec >"$0"; echo One.; sleep 0.1; echo Two.', fifo]);
    const { status, stdout } = await marginalia(args);
    expect([status, writer.exitCode ?? 0]).toEqual([0, 0]);
    const said = JSON.parse(stdout).inferences.map((one: { hypothesis: unknown }) => one.hypothesis);
    expect(said).toEqual(['One.', 'Two.']);
    const interrupted = new AbortController();
    const waiting = marginalia(args, { signal: interrupted.signal });
    await wait(50);
    interrupted.abort();
    expect((await waiting).status).toBe(130);
  });

  it('that has nothing, as a shell gives one, is at its end', async () => {
    const { file } = await start();
    const done = await marginalia(['annotate', file, '--format', 'jsonl', '--hypotheses', '/dev/null']);
    expect(done.status).toBe(0);
  });
});

describe('rulings that are something else', () => {
  it('are named by a few of their lines', async () => {
    const { root, file, configFolder, rulings } = await start();
    await mkdir(dirname(rulings), { recursive: true });
    await writeFile(rulings, '\0junk\n'.repeat(40));
    const done = await marginalia(['deidentify', file, '--quiet'], { configFolder });
    expect(done.status).toBe(0);
    expect(done.stderr.match(/rulings\.txt:\d+: /g)).toHaveLength(5);
    expect(done.stderr).toMatch(/rulings\.txt: and 35 more lines/);
    const shown = await marginalia(['key', root], { configFolder });
    expect(shown.stdout.match(/is no ruling/g)).toHaveLength(5);
    expect(shown.stdout).toMatch(/and 35 more\n$/);
    await writeFile(rulings, 'safe\tFever\n'.repeat(100_000));
    const large = await marginalia(['deidentify', file, '--quiet'], { configFolder });
    expect([large.status, large.stdout]).toEqual([1, '']);
    expect(large.stderr).toMatch(/rulings\.txt: it is larger than 1 MB/);
  });

  it.runIf(process.platform !== 'win32')('and a key, that others can write, are warned of once', async () => {
    const { root, configFolder, rulings } = await start();
    await writeFile(join(root, 'b.txt'), 'Cough.');
    await mkdir(dirname(rulings), { recursive: true });
    await writeFile(rulings, 'safe\tFever\n');
    const placeholderKey = () => usableKey(configFolder);
    const run = async () =>
      (await marginalia(['deidentify', root, '--quiet'], { configFolder, placeholderKey })).stderr;
    expect(await run()).toBe('');
    for (const path of [rulings, secretFile(configFolder)]) await chmod(path, 0o666);
    const said = await run();
    expect(said.match(/rulings\.txt can be written by others/g)).toHaveLength(1);
    expect(said.match(/pseudonyms\.key can be written by others/g)).toHaveLength(1);
  });
});

describe('names that name nothing', () => {
  it('are wrong usage, for --spans and for key', async () => {
    const { file } = await start();
    for (const spans of ['-', '']) {
      const done = await marginalia(['deidentify', file, '--spans', spans]);
      expect([done.status, done.stdout]).toEqual([2, '']);
    }
    expect((await marginalia(['key', ''])).status).toBe(2);
  });

  it.runIf(process.platform !== 'win32')('and --spans writes for the user alone', async () => {
    const { root, file } = await start();
    const spans = join(root, 'phi.jsonl');
    const modeOf = async () => {
      await marginalia(['deidentify', file, '--spans', spans]);
      return (await stat(spans)).mode & 0o777;
    };
    expect(await modeOf()).toBe(0o600);
    await chmod(spans, 0o640);
    expect(await modeOf()).toBe(0o640);
  });
});

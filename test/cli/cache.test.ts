import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ChatBody, knowing, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { filesIn, folder, marginalia } from './harness';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'server/out/cli.js');
const servers: OllamaDouble[] = [];

beforeAll(() => {
  if (!existsSync(cli))
    throw new Error('server/out/cli.js is missing: npm run build makes it (npm test does)');
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const answer = (prompt: string, body: ChatBody): string =>
  knowing({
    entities: [
      { text: 'vancomycin', type: 'treatment' },
      { text: 'AKI', type: 'problem' },
      { text: 'no crackles', type: 'problem', assertion: 'absent' },
      { text: 'ceftriaxone', type: 'treatment' },
      { text: 'uti', type: 'problem' },
    ],
    relations: [{ from: 'vancomycin', to: 'AKI', type: 'TrCP' }],
    // Somewhere from the note, so that it is in its language.
    summary: prompt.split(/\s+/).slice(40, 60).join(' '),
  })(prompt, body);

/** A home of a user, with two of the examples as a corpus, and a model. */
async function start() {
  const home = await folder();
  const notes = join(home, 'notes');
  await mkdir(join(notes, '.git'), { recursive: true });
  for (const name of ['03-progress-note-aki.txt', '08-nursing-shift-note.txt'])
    await cp(join(root, 'examples', name), join(notes, name));
  const server = await startOllamaDouble({ models: [{ name: 'me-llama' }], answer });
  servers.push(server);
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_CACHE_HOME: '' };
  const cache = join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'marginalia');

  /** Runs the built program; tells also how many questions were asked. */
  async function run(...args: readonly string[]) {
    const before = server.chats().length;
    const child = spawn(process.execPath, [cli, ...args], { env, cwd: notes });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    child.stdin.end();
    const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { stdout, stderr, status, asked: server.chats().length - before };
  }
  const annotate = (...more: readonly string[]) =>
    run('annotate', notes, '--runtime', 'ollama', '--endpoint', server.url, '--format', 'jsonl', ...more);
  return { notes, cache, run, annotate };
}

describe('notes that are annotated again', { timeout: 60_000 }, () => {
  it('are not asked about again, and say the same; --no-cache asks, and keeps nothing', async () => {
    const { annotate, run, cache, notes } = await start();
    const fresh = await annotate('--no-cache');
    expect(fresh.status).toBe(0);
    expect(fresh.asked).toBeGreaterThan(4);
    expect(existsSync(cache)).toBe(false);

    const first = await annotate();
    expect([first.asked, first.stdout]).toEqual([fresh.asked, fresh.stdout]);
    expect(JSON.parse(first.stdout.split('\n')[0] ?? '').entities.length).toBeGreaterThan(0);
    expect((await run('cache')).stdout).toMatch(
      new RegExp(`folder +${cache}\nanswers +${first.asked}\nsize +\\d\\.\\d MB of at most 256\\.0 MB\n`),
    );
    const again = await annotate();
    expect([again.status, again.asked, again.stdout]).toEqual([0, 0, first.stdout]);

    // Nothing lies among the notes.
    expect((await filesIn(notes)).sort()).toEqual(['03-progress-note-aki.txt', '08-nursing-shift-note.txt']);
  });

  it('are asked about again where they changed, there alone', async () => {
    const { annotate, notes } = await start();
    const first = await annotate();
    const file = join(notes, '03-progress-note-aki.txt');
    const note = await readFile(file, 'utf8');
    const changed = note.replace('no fluctuance.', 'no fluctuance, and cold.');
    expect(changed).not.toBe(note);
    await writeFile(file, changed);
    const { asked, status } = await annotate();
    expect(status).toBe(0);
    expect(asked).toBeGreaterThan(0);
    // Of at most two windows entities and relations, the inferences, the summaries of a section and of the note.
    expect(asked).toBeLessThanOrEqual(2 + 2 + 2 + 2);
    expect(asked).toBeLessThan(first.asked);
  });

  it('are asked about once by several that run at the same time, or more often, but never wrongly', async () => {
    const { annotate } = await start();
    const runs = await Promise.all([annotate(), annotate(), annotate()]);
    for (const { status, stdout } of runs) expect([status, stdout]).toEqual([0, runs[0]?.stdout]);
    const again = await annotate();
    expect([again.asked, again.stdout]).toEqual([0, runs[0]?.stdout]);
  });

  it('are asked about again after a new key, which deletes what was answered under the old one', async () => {
    const { annotate, run, cache } = await start();
    const first = await annotate();
    expect((await run('key', '.', '--rotate')).status).toBe(0);
    expect((await filesIn(join(cache, 'answers'))).filter((name) => !name.startsWith('.'))).toEqual([]);
    expect((await annotate()).asked).toBe(first.asked);
  });

  it('are asked about again after the cache was cleared', async () => {
    const { annotate, run } = await start();
    const first = await annotate();
    const cleared = await run('cache', '--clear');
    expect([cleared.status, cleared.stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^deleted +${first.asked} answers`)),
    ]);
    expect((await run('cache')).stdout).toMatch(/answers +0\n/);
    expect((await annotate()).asked).toBe(first.asked);
  });

  it('are annotated also where nothing can be kept, which is said once', async () => {
    const { annotate, cache, run } = await start();
    await mkdir(join(cache, '..'), { recursive: true });
    await writeFile(cache, '');
    const { status, stderr, asked } = await annotate();
    expect(status).toBe(0);
    expect(asked).toBeGreaterThan(0);
    expect(stderr.match(/warning: Answers of the model are not kept/g)).toHaveLength(1);
    expect((await run('cache')).status).toBe(1);
    expect((await run('cache', '--clear')).stderr).toMatch(/^error: .*is a link or a file/);
    expect(await readFile(cache, 'utf8')).toBe('');
  });
});

it('marginalia cache tells of a cache that is not there yet', async () => {
  const cacheFolder = join(await folder(), 'none');
  const { status, stdout } = await marginalia(['cache'], { cacheFolder });
  expect([status, stdout]).toEqual([
    0,
    `folder   ${cacheFolder}\nanswers  0\nsize     0.0 MB of at most 256.0 MB\n`,
  ]);
  expect(existsSync(cacheFolder)).toBe(false);
});

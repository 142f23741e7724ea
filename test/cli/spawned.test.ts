import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn, folder } from './harness';

const cli = resolve(import.meta.dirname, '../../server/out/cli.js');

beforeAll(() => {
  if (!existsSync(cli))
    throw new Error('server/out/cli.js is missing: npm run build makes it (npm test does)');
});

async function start(args: readonly string[]) {
  const home = await folder();
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  const status = new Promise<number | null>((done) => child.once('close', done));
  return { child, home, status, stdout: text(child.stdout), stderr: text(child.stderr) };
}

describe('the built program', () => {
  it('annotates standard input with the embedded engine, and keeps no secret for that', async () => {
    const { child, home, status, stdout, stderr } = await start(['annotate', '-', '--runtime', 'embedded']);
    child.stdin.end('HPI: 😀 She denies chest pain.\r\nStarted on aspirin.\r\n');
    expect(await status).toBe(0);
    const row = JSON.parse(await stdout);
    expect(row.entities.map((one: { text: string }) => one.text)).toContain('chest pain');
    expect(await stderr).toContain('engine: embedded');
    expect(await filesIn(home)).toEqual([]);
  });

  it('de-identifies with a key of the user', async () => {
    const { child, home, status, stdout } = await start(['deidentify', '-']);
    child.stdin.end('Patient: John Placeholder\nTel: (555) 555-0142\n');
    expect(await status).toBe(0);
    expect(await stdout).not.toMatch(/Placeholder|0142/);
    expect(await filesIn(home)).toHaveLength(1);
  });

  it('leaves nothing half-written when it is interrupted', async () => {
    const root = await folder();
    await writeFile(join(root, 'a.txt'), 'Fever.');
    const out = join(root, 'out');
    const { child, status, stderr } = await start([
      'annotate',
      ...['-', '--runtime', 'embedded', '--out', out, '--format', 'jsonl,html'],
    ]);
    // It has begun as soon as it names its engine, and then waits for a standard input that never ends.
    child.stderr.once('data', () => child.kill('SIGINT'));
    expect(await status).toBe(130);
    expect(await filesIn(out)).toEqual([]);
    expect(await stderr).not.toContain('written');
  });

  it('ends with 2 where it is used wrongly', async () => {
    const { status, stderr } = await start(['annotate', '--nonsense', 'x']);
    expect(await status).toBe(2);
    expect(await stderr).toContain('--nonsense');
  });
});

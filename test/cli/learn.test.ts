import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOLDER } from '../../server/src/gold/gold-store';
import { folder, marginalia } from './harness';

const tools = ['trowel', 'spade', 'rake', 'hoe', 'saw', 'fork', 'shears', 'drill'];
const plants = ['fern', 'moss', 'iris', 'thyme', 'sage', 'rose', 'ivy', 'oak'];

/** A note with two tools and two plants, and its standoff file. */
function note(n: number): { text: string; ann: string } {
  let text = '';
  const lines: string[] = [];
  const put = (word: string, type: string): void => {
    const start = text.length + 'She spoke of the '.length;
    lines.push(`T${lines.length + 1}\t${type} ${start} ${start + word.length}\t${word}\n`);
    text += `She spoke of the ${word} again.\n`;
  };
  for (let i = 0; i < 2; i++) {
    put(tools[(n * 3 + i * 5) % tools.length] ?? '', 'Tool');
    put(plants[(n + i * 3) % plants.length] ?? '', 'Plant');
  }
  return { text, ann: lines.join('') };
}

/** A corpus of so many notes, of which the first have gold. */
async function corpus(notes: number, gold: number): Promise<string> {
  const root = await folder();
  await mkdir(join(root, 'ward'));
  for (let n = 0; n < notes; n++) {
    const { text, ann } = note(n);
    await writeFile(join(root, `ward/${n}.txt`), text);
    if (n < gold) await writeFile(join(root, `ward/${n}.ann`), ann);
  }
  return root;
}

describe('marginalia learn', () => {
  it('prints the curve, the forecast and the errors, the same each time, and no word of the notes', async () => {
    const root = await corpus(14, 12);
    const page = join(root, 'curve.html');
    const table = await marginalia(['learn', root, '--html', page]);
    expect(table.status).toBe(0);
    expect(table.stderr).toMatch(/^training \d+ times on parts of 12 notes\n$/);
    expect(table.stdout).toMatch(/^12 notes with gold: 48 sentences, 48 entities\n/);
    expect(table.stdout).toMatch(/\nType +F1 exact.*\nPlant +\d\.\d{3} ±.*\nTool +\d\.\d{3} ±/);
    const html = await readFile(page, 'utf8');
    expect(html).toContain("default-src 'none'; style-src 'sha256-");
    expect(html).not.toMatch(/<script|style="/);
    expect(html.match(/<svg /g)).toHaveLength(2);
    expect(table.stdout + table.stderr + html).not.toMatch(/trowel|fern|spoke/);

    const [one, other] = [
      await marginalia(['learn', root, '--json']),
      await marginalia(['learn', root, '--json', '-q']),
    ];
    expect(other).toEqual({ status: 0, stdout: one.stdout, stderr: '' });
    const report = JSON.parse(one.stdout);
    expect(report.notes).toEqual({ all: 12, leftOut: 0 });
    expect(report.rounds.done).toBe(report.rounds.planned);
    const errors = report.types.Tool.errors;
    expect(errors.right + errors.boundary + errors.missed + (errors.wrongType.Plant ?? 0)).toBe(24);
    const [least, most] = [report.curve[0], report.curve.at(-1)];
    expect(most.notes).toBeGreaterThan(least.notes);
    expect(most.micro.exact.mean).toBeGreaterThan(least.micro.exact.mean);
  }, 60_000);

  it('makes no forecast of a handful of notes, and says why', async () => {
    const done = await marginalia(['learn', await corpus(4, 4)]);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('exact: no forecast: there are too few notes');
  }, 60_000);

  it('says what is wrong where there is nothing to learn', async () => {
    const none = await corpus(3, 0);
    expect(await marginalia(['learn', none])).toMatchObject({ status: 2 });
    const one = await corpus(2, 1);
    const { status, stderr } = await marginalia(['learn', one]);
    expect(status).toBe(2);
    expect(stderr).toContain('there is one note alone');
    await writeFile(join(one, 'ward/0.ann'), '');
    await writeFile(join(one, 'ward/1.ann'), '');
    expect((await marginalia(['learn', one])).stderr).toContain('there is no entity');
  });

  it('leaves out what is under review until somebody finished it', async () => {
    const root = await corpus(6, 6);
    await writeFile(join(root, 'annotation.conf'), '[entities]\nTool\nPlant\n');
    const journal = async (...entries: readonly object[]): Promise<void> => {
      await mkdir(join(root, FOLDER), { recursive: true });
      const lines = entries.map((entry, n) => `${JSON.stringify({ seq: n + 1, ...entry })}\n`);
      await writeFile(join(root, FOLDER, 'kim.jsonl'), lines.join(''));
    };
    await journal({ note: 'ward/0.txt', kind: 'entity' }, { note: 'ward/1.txt', kind: 'entity' });
    const open = await marginalia(['learn', join(root, 'ward')]);
    expect(open.stderr).toContain('under review: 2 notes');
    expect(open.stdout).toMatch(/^4 notes with gold/);
    await journal({ note: 'ward/0.txt', kind: 'entity' }, { note: 'ward/0.txt', kind: 'finished' });
    expect((await marginalia(['learn', root])).stdout).toMatch(/^6 notes with gold/);
  }, 60_000);

  it('does not replace a page that is not its own', async () => {
    const root = await corpus(4, 4);
    const page = join(root, 'curve.html');
    await writeFile(page, 'mine');
    expect(await marginalia(['learn', root, '--html', page])).toMatchObject({ status: 2 });
    expect(await readFile(page, 'utf8')).toBe('mine');
    const note = join(root, 'ward/0.txt');
    const text = await readFile(note, 'utf8');
    const refused = await marginalia(['learn', root, '--html', note, '--force']);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('is read itself')]);
    expect(await readFile(note, 'utf8')).toBe(text);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const done = marginalia(['learn', await corpus(14, 14)], { signal: stop.signal });
    setImmediate(() => stop.abort());
    expect(await done).toMatchObject({ status: 130, stdout: '' });
  });
});

describe('marginalia next', () => {
  it('orders the notes without gold, says why, and names no word of them', async () => {
    const root = await corpus(6, 4);
    await writeFile(
      join(root, 'new.txt'),
      'Quill pruned both medlars. Brambles choked their wattle hurdle.\n',
    );
    const table = await marginalia(['next', root]);
    expect(table.status).toBe(0);
    expect(table.stdout).toMatch(
      /^Note +gain {2}why\n1\. new\.txt +1\.00 {2}\d+ new words, [0-2]\.\d of 2 sentences likely wrong/,
    );
    expect(table.stdout).toMatch(/2\. ward\/[45]\.txt/);
    expect(table.stdout + table.stderr).not.toMatch(/medlar|Quill|spoke/);
    const done = await marginalia(['next', root, '--json', '--limit', '1']);
    const report = JSON.parse(done.stdout);
    expect(report).toMatchObject({ gold: 4, open: 3, notes: [{ name: 'new.txt', gain: 1, sentences: 2 }] });
    expect(await marginalia(['next', root, '--json', '--limit', '1'])).toEqual(done);
  }, 60_000);

  it('takes gold from elsewhere, and then asks for what that lacks', async () => {
    const [root, gold] = [await corpus(5, 5), await corpus(3, 3)];
    const report = JSON.parse((await marginalia(['next', root, '--gold', gold, '--json'])).stdout);
    expect(report.notes.map(({ name }: { name: string }) => name).sort()).toEqual([
      'ward/3.txt',
      'ward/4.txt',
    ]);
  }, 60_000);

  it('names notes whose file is empty, as brat makes them, and does not learn that nothing is in them', async () => {
    const root = await corpus(5, 5);
    for (const name of ['ward/3', 'ward/4']) await writeFile(join(root, `${name}.ann`), '');
    const { stdout, stderr } = await marginalia(['next', root, '--json']);
    expect(stderr).toContain('not begun: 2 notes');
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ gold: 3, open: 2 });
    expect(report.notes.map(({ name }: { name: string }) => name).sort()).toEqual([
      'ward/3.txt',
      'ward/4.txt',
    ]);
    expect((await marginalia(['learn', root])).stdout).toMatch(/^3 notes with gold/);
  }, 60_000);

  it('begins without gold, and says so', async () => {
    const done = await marginalia(['next', await corpus(3, 0)]);
    expect(done.status).toBe(0);
    expect(done.stderr).toContain('no gold yet');
    expect(done.stdout.split('\n')).toHaveLength(5);
  });

  it('says once that there is no such folder', async () => {
    const gone = join(await folder(), 'gone');
    const done = await marginalia(['next', gone]);
    expect([done.status, done.stderr.match(/^error: /gm)]).toEqual([2, ['error: ']]);
    expect(done.stderr).toMatch(/^error: CORPUS: .*gone: there is no such file or folder/);
  });

  it('says that all is done where all is', async () => {
    expect(await marginalia(['next', await corpus(3, 3)])).toMatchObject({ status: 2 });
    expect(await marginalia(['next', await corpus(3, 0), '--limit', '0'])).toMatchObject({ status: 2 });
  });
});

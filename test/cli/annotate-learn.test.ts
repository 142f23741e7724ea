import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder, marginalia } from './harness';

it('annotate --learn finds what the gold of a folder teaches, and names what is left out', async () => {
  const [gold, notes] = [await folder(), await folder()];
  for (let i = 0; i < 6; i++) {
    const text = `Day ${i + 3}. Reports severe wobbling today. No more was said.\n`;
    await writeFile(join(gold, `${i}.txt`), text);
    const start = text.indexOf('severe');
    await writeFile(join(gold, `${i}.ann`), `T1\tproblem ${start} ${start + 15}\tsevere wobbling\n`);
  }
  await writeFile(join(gold, 'odd.txt'), 'Nothing.\n');
  await writeFile(join(gold, 'odd.ann'), 'T1\tproblem 0 4\tElse\n');
  await writeFile(join(notes, 'a.txt'), 'Day 9. Reports severe wobbling today.\n');
  const { status, stdout, stderr } = await marginalia([
    'annotate',
    notes,
    '--learn',
    gold,
    '--format',
    'jsonl',
    '--tasks',
    'ner',
  ]);
  expect(stderr).toContain('learned from 6 notes');
  expect(stderr).toMatch(/1 note left out [^\n]*: odd\.txt\n/);
  expect(stderr).not.toContain('wobbling');
  expect(status).toBe(0);
  expect(JSON.parse(stdout).entities).toMatchObject([
    { text: 'severe wobbling', origin: { by: 'learned', notes: 6 } },
  ]);
});

it('annotate --learn needs gold', async () => {
  const [gold, notes] = [await folder(), await folder()];
  await writeFile(join(notes, 'a.txt'), 'Fever.\n');
  const { status, stderr } = await marginalia(['annotate', notes, '--learn', gold]);
  expect(status).toBe(2);
  expect(stderr).toContain('no finished note with entities');
});

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootOf } from '../../server/src/privacy/corpus/corpus';
import { usableKey } from '../../server/src/privacy/corpus/key';
import { rulingsFile } from '../../server/src/privacy/corpus/rulings-file';
import { folder, marginalia, words } from './harness';

const text = 'Patient: Jane Placeholder\nSeen 3/14/2024. Fever.\n';

describe('marginalia key', () => {
  it('says where the key is and what was settled, without a phrase', async () => {
    const configFolder = await folder();
    const root = await folder();
    const path = rulingsFile(configFolder, rootOf(root));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'safe\tFoley\nPlaceholder\n');
    const { status, stdout, stderr } = await marginalia(['key', root], { configFolder });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain(join(configFolder, 'pseudonyms.key'));
    expect(stdout).toMatch(/fingerprint {2}[0-9a-f]{4}-[0-9a-f]{4}\n/);
    expect(stdout).toMatch(/rulings {6}1 in .*rulings\.txt\n {13}line 2 is no ruling\n$/);
    expect(stdout).not.toMatch(/Foley|Placeholder/);
  });

  it('rotates one corpus, and names a path that is not there', async () => {
    const configFolder = await folder();
    const [root, other] = [await folder(), await folder()];
    const printOf = async (path: string): Promise<string> =>
      (await marginalia(['key', path], { configFolder })).stdout.replace(/^(?!fingerprint).*\n/gm, '');
    const [before, beside] = [await printOf(root), await printOf(other)];
    expect((await marginalia(['key', '--rotate', root], { configFolder })).status).toBe(0);
    expect(await printOf(root)).toMatch(/\(rotated\)$/m);
    expect(await printOf(root)).not.toBe(before);
    expect(await printOf(other)).toBe(beside);
    expect((await marginalia(['key', join(root, 'none')], { configFolder })).status).toBe(2);
  });
});

it('every command says when placeholders hold for this run alone', async () => {
  const root = await folder();
  const file = join(root, 'a.txt');
  await writeFile(file, text);
  // A file in the place of the configuration folder: it can be neither read nor made.
  const configFolder = join(file, 'config');
  const placeholderKey = () => usableKey(configFolder);
  const told = /warning: .*other ones the next time/;
  const deidentified = await marginalia(['deidentify', file, '--quiet'], { configFolder, placeholderKey });
  expect(deidentified.status).toBe(0);
  expect(deidentified.stdout).not.toContain('Placeholder');
  expect(deidentified.stderr).toMatch(told);
  const choice = { engine: words, warning: 'Placeholders are other ones the next time.' };
  const annotated = await marginalia(['annotate', file, '--quiet'], { configFolder, choice });
  expect(annotated.stderr).toMatch(/warning: .*the next time/);
});

it('malformed rulings are named once, by file and line, without what they say', async () => {
  const configFolder = await folder();
  const root = await folder();
  await writeFile(join(root, 'a.txt'), text);
  await writeFile(join(root, 'b.txt'), text);
  const path = rulingsFile(configFolder, rootOf(root));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'Placeholder\nNAME\tFever\n');
  const { status, stdout, stderr } = await marginalia(['deidentify', root, '--quiet'], { configFolder });
  expect(status).toBe(0);
  expect(stdout).not.toMatch(/Fever|Placeholder/);
  expect(stderr.match(/rulings\.txt:1: /g)).toHaveLength(1);
  expect(stderr).not.toContain('Placeholder');
});

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { i2b2 } from '../../server/src/annotation/schema';
import { openSchemas } from '../../server/src/pipeline/corpus-schema';
import { rootOf } from '../../server/src/privacy/corpus/corpus';

let root = '';
beforeEach(async () => {
  root = rootOf(await mkdtemp(join(tmpdir(), 'marginalia-schema-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}
const schemaOf = (name: string) => openSchemas().schemaOf(join(root, name));
const types = (name: string): string[] => schemaOf(name).schema.entities.map((type) => type.name);

describe('the schema of a note', () => {
  it('is that of the nearest annotation.conf in its folder or above', async () => {
    await put({
      'annotation.conf': '[entities]\nOuter\n',
      'ward/annotation.conf': '[entities]\nInner\n',
      'ward/a/note.txt': '',
      'other/a/note.txt': '',
    });
    expect(types('ward/a/note.txt')).toEqual(['Inner']);
    expect(types('other/a/note.txt')).toEqual(['Outer']);
    // A note that is not saved yet has one, too.
    expect(types('other/b/new.txt')).toEqual(['Outer']);
    expect(schemaOf('other/a/note.txt').configured).toBe(true);
  });

  it('is i2b2 2010 above the folder of the corpus, and without one', async () => {
    await put({
      'annotation.conf': '[entities]\nOuter\n',
      'repository/.git/HEAD': '',
      'repository/a/note.txt': '',
    });
    expect(schemaOf('repository/a/note.txt')).toMatchObject({
      schema: i2b2,
      configured: false,
      problems: [],
    });
    expect(openSchemas().schemaIn(undefined).schema).toEqual(i2b2);
    expect(openSchemas().schemaIn(root).schema.entities[0]?.name).toBe('Outer');
  });

  it('has looks and keys of the nearest such files, and guidelines beside the annotation.conf', async () => {
    await put({
      'annotation.conf': '[entities]\nDrug\n',
      'visual.conf': '[labels]\nDrug | Above\n',
      'guidelines.md': 'Drug: what is taken\n',
      'kb_shortcuts.conf': 'D\tDrug\n',
      'ward/visual.conf': '[labels]\nDrug | Near\n',
      'ward/guidelines.md': 'Drug: not this\n',
    });
    const { schema, looks } = schemaOf('ward/note.txt');
    expect(schema.entities[0]?.description).toBe('what is taken');
    expect(looks.types.get('Drug')?.labels).toEqual(['Near']);
    expect(looks.keys.get('D')).toBe('Drug');
  });

  it('names what cannot be read by file and line, and goes on', async () => {
    await put({ 'annotation.conf': '[entities]\nDrug\n[relations]\nR\tArg1:Drug\n', 'visual.conf/x': '' });
    const { schema, problems } = schemaOf('note.txt');
    expect(schema.entities).toHaveLength(1);
    expect(problems).toEqual([
      `${join(root, 'visual.conf')}: cannot be read: it is a folder`,
      `${join(root, 'annotation.conf')}:4: R is left out: a relation has two ends, as in Arg1:Drug, Arg2:Disease`,
    ]);
  });

  it('is not read from what is too large', async () => {
    await put({ 'annotation.conf': `[entities]\nDrug\n${'#\n'.repeat(600_000)}` });
    expect(schemaOf('note.txt')).toMatchObject({
      schema: i2b2,
      problems: [`${join(root, 'annotation.conf')}: cannot be read: it is larger than 1 MB`],
    });
  });

  it.skipIf(process.platform === 'win32')('is not waited for at a pipe', () => {
    execFileSync('mkfifo', [join(root, 'annotation.conf')]);
    expect(schemaOf('note.txt').problems).toEqual([
      `${join(root, 'annotation.conf')}: cannot be read: it is no regular file, but a pipe or a device`,
    ]);
  });

  it('stays the same object while its files say the same', async () => {
    await put({ 'annotation.conf': '[entities]\nDrug\n' });
    const known = new Map();
    const read = () => openSchemas(known).schemaOf(join(root, 'a/note.txt'));
    const first = read();
    expect(read()).toBe(first);
    expect(first.files).toContain(join(root, 'annotation.conf'));
    await put({ 'annotation.conf': '[entities]\nDrug\nDose\n' });
    expect(read().schema.entities).toHaveLength(2);
  });
});

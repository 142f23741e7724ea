import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Schema } from '../../server/src/annotation/schema';
import { readCorpusConfig } from '../../server/src/format/config/corpus-config';
import type { Engine } from '../../server/src/task/engine';
import { filesIn, folder, marginalia, words } from './harness';

const put = async (root: string, files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
};
const read = (root: string, name: string): Promise<string> => readFile(join(root, name), 'utf8');

/** An engine that remembers the types that it is asked for, by the text of the note. */
function listening() {
  const asked = new Map<string, Schema>();
  const engine: Engine = {
    ...words,
    unfit: ({ entities }) =>
      entities.some(({ name }) => name === 'Nothing') ? 'it finds nothing of this' : undefined,
    async *annotate(request) {
      asked.set(request.note.text, request.schema);
      yield* words.annotate(request);
    },
  };
  const types = (text: string) => asked.get(text)?.entities.map(({ name }) => name);
  return { engine, types };
}

describe('marginalia annotate', () => {
  it('asks about each note by the schema of its corpus, and hands the configuration of each on', async () => {
    const [root, out] = [await folder(), await folder()];
    const drug = '# taken\n[entities]\nDrug\n';
    const visual = '[labels]\nDrug | A drug\n';
    const sign = '[entities]\nSign\n[relations]\nR\tArg1:Sign\n';
    await put(root, {
      'annotation.conf': drug,
      'visual.conf': visual,
      'kb_shortcuts.conf': 'D\tDrug\n',
      'guidelines.md': '# Drug\n\nWhat is taken.\n',
      'a.txt': 'Fever a.',
      'ward/annotation.conf': sign,
      'ward/b.txt': 'Fever b.',
      'ward/c.txt': 'Fever c.',
      'clinic/d.txt': 'Fever d.',
    });
    const { engine, types } = listening();
    const { status, stderr } = await marginalia(['annotate', root, '--out', out, '--format', 'brat'], {
      choice: { engine },
    });
    expect(status).toBe(0);
    expect(types('Fever a.')).toEqual(['Drug']);
    expect(types('Fever b.')).toEqual(['Sign']);
    expect(types('Fever d.')).toEqual(['Drug']);
    const line = `${join(root, 'ward', 'annotation.conf')}:4: R is left out`;
    expect(stderr.split(line)).toHaveLength(2);
    expect((await filesIn(out)).filter((name) => !/\.(ann|txt)$/.test(name))).toEqual([
      'annotation.conf',
      'guidelines.md',
      'kb_shortcuts.conf',
      'visual.conf',
      'ward/annotation.conf',
    ]);
    expect(await read(out, 'annotation.conf')).toBe(drug);
    expect(await read(out, 'visual.conf')).toBe(visual);
    expect(await read(out, 'ward/annotation.conf')).toBe(sign);
  });

  it('writes that of i2b2 2010 where the corpus has none, which reads as it', async () => {
    const [root, out] = [await folder(), await folder()];
    await put(root, { 'a.txt': 'Fever.' });
    const { engine, types } = listening();
    await marginalia(['annotate', root, '--out', out, '--format', 'brat'], { choice: { engine } });
    const annotation = await read(out, 'annotation.conf');
    const { schema, problems } = readCorpusConfig({ annotation, visual: await read(out, 'visual.conf') });
    expect(types('Fever.')).toEqual(schema.entities.map(({ name }) => name));
    expect(problems).toEqual([]);
  });

  it('tells once where notes of several corpora come to lie in one folder', async () => {
    const [root, out] = [await folder(), await folder()];
    await put(root, {
      'x/annotation.conf': '[entities]\nDrug\n',
      'x/a.txt': 'Fever a.',
      'y/annotation.conf': '[entities]\nSign\n',
      'y/b.txt': 'Fever b.',
    });
    const { stderr } = await marginalia(
      ['annotate', join(root, 'x'), join(root, 'y'), '--out', out, '--format', 'brat'],
      { choice: { engine: listening().engine } },
    );
    expect(stderr.match(/schemas of their own/g)).toHaveLength(1);
    expect(await read(out, 'annotation.conf')).toBe('[entities]\nDrug\n');
  });

  it('says once that the engine finds none of the types of a schema', async () => {
    const root = await folder();
    await put(root, { 'annotation.conf': '[entities]\nNothing\n', 'a.txt': 'Fever.', 'b.txt': 'Cough.' });
    const { stderr } = await marginalia(['annotate', root], { choice: { engine: listening().engine } });
    expect(stderr.match(/it finds nothing of this/g)).toHaveLength(1);
  });
});

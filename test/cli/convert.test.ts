import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readable, writable } from '../../server/src/cli/convert';
import { ann, text } from '../format/corpus/samples';
import { filesIn, folder, marginalia } from './harness';

/** A folder IN with these files, and a place for OUT beside it. */
async function corpus(files: Readonly<Record<string, string | Buffer>>) {
  const root = await folder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, 'in', path)), { recursive: true });
    await writeFile(join(root, 'in', path), content);
  }
  return { root, input: join(root, 'in'), out: join(root, 'out') };
}

const convert = (from: string, to: string, input: string, out: string, ...more: string[]) =>
  marginalia(['convert', '--from', from, '--to', to, input, out, ...more]);

const losses = async (out: string): Promise<{ note: string; kind: string; id: string; why: string }[]> =>
  (await readFile(join(out, 'losses.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('marginalia convert', () => {
  it('leads from brat to every format and back, with the names, the text and what the format holds', async () => {
    const { input, root } = await corpus({
      'ward/a.txt': text,
      'ward/a.ann': ann,
      'b.txt': 'None.',
      'b.ann': '',
    });
    expect(writable.length).toBe(14);
    for (const format of writable) {
      const there = join(root, format);
      const done = await convert('brat', format, input, there);
      expect([format, done.status]).toEqual([format, 0]);
      expect(done.stderr).not.toMatch(/fever|cough/i);
      expect(done.stderr).toContain(`2 documents written to ${there} as ${format}`);
      if (!readable.includes(format)) continue;
      const back = await convert(format, 'brat', there, join(root, `${format}-back`));
      expect([format, back.status]).toEqual([format, 0]);
      const files = (await filesIn(join(root, `${format}-back`))).filter((name) => name !== 'losses.jsonl');
      // That of brat is left where it was, and i2b2 2014 has no place for these types.
      const config = /^(brat|i2b2-2014)$/.test(format) ? [] : ['annotation.conf'];
      expect([format, files]).toEqual([format, [...config, 'b.ann', 'b.txt', 'ward/a.ann', 'ward/a.txt']]);
    }
    expect(await readFile(join(root, 'brat', 'ward', 'a.ann'), 'utf8')).toBe(ann);
    expect(await readFile(join(root, 'jsonl-back', 'ward', 'a.ann'), 'utf8')).toContain(
      '#1\tAnnotatorNotes R1\t',
    );
    expect(await filesIn(join(root, 'brat'))).not.toContain('losses.jsonl');
  });

  it('leaves the configuration of a corpus that is there', async () => {
    const { input, root } = await corpus({
      'a.txt': text,
      'a.ann': ann,
      'out/annotation.conf': '[entities]\nMine\n',
    });
    const there = join(root, 'there');
    expect((await convert('brat', 'conll', input, there)).status).toBe(0);
    expect((await convert('conll', 'brat', there, join(input, 'out'), '--force')).status).toBe(0);
    expect(await readFile(join(input, 'out', 'annotation.conf'), 'utf8')).toBe('[entities]\nMine\n');
    expect(await filesIn(join(input, 'out'))).toEqual(['a.ann', 'a.txt', 'annotation.conf']);
  });

  it('names every loss in a file, and counts them on standard error', async () => {
    const { input, out } = await corpus({ 'a.txt': text, 'a.ann': ann });
    const done = await convert('brat', 'conll', input, out, '--quiet');
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(
      /^warning: not as they were in conll: .*relations \(1\).*each is named in losses\.jsonl\n$/,
    );
    const named = await losses(out);
    expect(named).toContainEqual({
      note: 'a',
      kind: 'line',
      id: 'line 11',
      why: 'left out: it cannot be read',
    });
    expect(named.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['T1', 'T2', 'E1', 'A1', 'A2', 'R1', 'N1', '#1', '*1']),
    );
    expect(JSON.stringify(named)).not.toMatch(/fever|cough/i);
    // A conversion without losses leaves none of an earlier one behind.
    await writeFile(join(input, 'a.ann'), '');
    expect((await convert('brat', 'conll', input, out, '--force')).status).toBe(0);
    expect(await losses(out)).toEqual([]);
  });

  it('goes on behind documents that cannot be read or written, and says which', async () => {
    const row = (name: string): string => `${JSON.stringify({ name, text: 'fever', entities: [] })}\n`;
    const { input, out, root } = await corpus({
      'a.jsonl': [
        row('good'),
        '{"text":\n',
        row('../evil'),
        row('/etc/evil'),
        row('a\\b'),
        row('good'),
        row('x/./y'),
      ].join(''),
      'b.jsonl': '',
      'c.jsonl': Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]),
    });
    const done = await convert('doccano', 'brat', input, out);
    expect(done.status).toBe(1);
    expect(await filesIn(root)).toEqual([
      'in/a.jsonl',
      'in/b.jsonl',
      'in/c.jsonl',
      'out/good.ann',
      'out/good.txt',
    ]);
    for (const said of [
      'a.jsonl: line 2: it is not JSON',
      'a.jsonl: ../evil: its name, which stands in the file, would lead out of OUT',
      'a.jsonl: /etc/evil: its name, which stands in the file, is no path below a folder',
      'a.jsonl: good: another document of this name was there before',
      'c.jsonl: it is a PDF',
    ])
      expect(done.stderr).toContain(`error: ${said}`);
    expect(done.stderr).toContain('warning: b.jsonl: there is no document in it');
    expect(done.stderr).toContain('1 document written');
    expect(done.stderr).toContain('; 7 failed');
    expect(done.stderr).not.toContain('fever');
  });

  it('reads no text from outside of IN', async () => {
    const { input, out, root } = await corpus({
      'annotations.jsonl': '{"note":"../secret.txt"}\n{"note":"sub/../a.txt"}\n',
      'a.txt': 'x',
    });
    await writeFile(join(root, 'secret.txt'), 'secret');
    const done = await convert('jsonl', 'bioc-json', input, out);
    expect(done.status).toBe(1);
    expect(done.stderr).toContain('line 1: the text of its note is not in the folder');
    expect((await filesIn(out)).join()).not.toContain('secret');
  });

  it('writes over nothing that says something else, unless told to, and never over what it reads', async () => {
    const { input, out } = await corpus({ 'a.txt': 'Fever.', 'a.ann': 'T1\tproblem 0 5\tFever\n' });
    expect((await convert('brat', 'doccano', input, out)).status).toBe(0);
    expect((await convert('brat', 'doccano', input, out)).status).toBe(0);
    const file = join(out, 'doccano.jsonl');
    await writeFile(file, 'corrected by hand\n');
    const refused = await convert('brat', 'doccano', input, out);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('doccano.jsonl is there and says something else; --force replaces it');
    expect(await readFile(file, 'utf8')).toBe('corrected by hand\n');
    expect((await convert('brat', 'doccano', input, out, '--force')).status).toBe(0);
    // In its own folder: the text is the same file, and stays.
    const beside = await convert('brat', 'conll', input, input);
    expect(beside.status).toBe(0);
    expect(await filesIn(input)).toEqual(['a.ann', 'a.conll', 'a.txt']);
    const over = await convert('doccano', 'doccano', out, out, '--force');
    expect(over.status).toBe(0);
    expect((await filesIn(out)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('writes over nothing that it read through a link, and names what stands in its way', async () => {
    const { root, input, out } = await corpus({ 'a.txt': 'Fever.' });
    await mkdir(join(out, 'losses.jsonl'), { recursive: true });
    await mkdir(join(out, 'annotations.jsonl'));
    const real = join(out, 'a.ann');
    await writeFile(real, Buffer.from('\ufeffT1\tx 0 5;5 6\tFever .\n', 'utf16le'));
    await symlink(real, join(input, 'a.ann'));
    const same = await convert('brat', 'brat', input, out, '--force');
    expect([same.status, same.stderr]).toEqual([1, expect.stringContaining('is itself a note that is read')]);
    expect((await readFile(real)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    const rows = await convert('brat', 'jsonl', input, out);
    expect([rows.status, rows.stderr]).toEqual([
      1,
      expect.stringMatching(/^error: jsonl: .*annotations\.jsonl: it is a folder$/m),
    ]);
    const lossy = await convert('brat', 'conll', input, out);
    expect([lossy.status, lossy.stderr]).toEqual([
      1,
      expect.stringMatching(/^error: losses\.jsonl: it is a folder$/m),
    ]);
    expect((await filesIn(root)).filter((path) => !/^(in|out)\//.test(path))).toEqual([]);
  });

  it('ends with 2 where it is asked for what cannot be', async () => {
    const { input, out, root } = await corpus({ 'a.txt': 'x' });
    expect((await marginalia(['convert', input, out])).status).toBe(2);
    expect((await convert('omop-csv', 'brat', input, out)).status).toBe(2);
    expect((await convert('brat', 'word', input, out)).status).toBe(2);
    const empty = await convert('brat', 'conll', input, out);
    expect([empty.status, empty.stderr]).toEqual([
      2,
      expect.stringContaining('no file of brat in this folder'),
    ]);
    expect((await convert('brat', 'conll', join(root, 'nowhere'), out)).status).toBe(2);
    expect((await convert('brat', 'conll', join(input, 'a.txt'), out)).status).toBe(2);
    await writeFile(join(input, 'a.ann'), '');
    const file = await convert('brat', 'conll', input, join(input, 'a.txt'));
    expect([file.status, file.stderr]).toEqual([2, expect.stringMatching(/^error: OUT: .* is a file/)]);
    const aborted = new AbortController();
    aborted.abort();
    const stopped = await marginalia(['convert', '--from', 'brat', '--to', 'conll', input, out], {
      signal: aborted.signal,
    });
    expect(stopped.status).toBe(130);
  });

  it('names the texts that it leaves out because nobody annotated them', async () => {
    const { input, out, root } = await corpus({
      'a.txt': text,
      'a.ann': ann,
      'ward/b.txt': 'None.',
      'c.note': 'None.',
    });
    const done = await convert('brat', 'bioc-json', input, out);
    expect(done.status).toBe(0);
    expect(done.stderr).toContain(
      'warning: texts without annotations in brat are left out: c.note, ward/b.txt\n',
    );
    expect((await convert('bioc-json', 'brat', out, join(root, 'back'))).stderr).not.toContain('left out');
    for (const name of ['d', 'e', 'f', 'g']) await writeFile(join(input, `${name}.txt`), 'None.');
    expect((await convert('brat', 'jsonl', input, join(root, 'rows'))).stderr).toContain(
      ': c.note, d.txt, e.txt, f.txt, g.txt and 1 more\n',
    );
  });

  it('reads other encodings, and writes UTF-8', async () => {
    const { input, out } = await corpus({
      'a.txt': Buffer.from('Fi\xe8vre.', 'latin1'),
      'a.ann': Buffer.from('T1\tp 0 6\tFi\xe8vre\n', 'latin1'),
    });
    const done = await convert('brat', 'bioc-json', input, out);
    expect(done.status).toBe(0);
    expect(done.stderr).toContain('was read as Windows-1252');
    expect(await readFile(join(out, 'a.json'), 'utf8')).toContain('"text": "Fièvre"');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'names a folder that may not be looked at',
    async () => {
      const { input, out } = await corpus({ 'a.txt': 'x', 'a.ann': '', 'closed/b.ann': '' });
      await chmod(join(input, 'closed'), 0o000);
      const done = await convert('brat', 'conll', input, out);
      await chmod(join(input, 'closed'), 0o755);
      expect([done.status, done.stderr]).toEqual([
        1,
        expect.stringContaining('error: closed: no permission'),
      ]);
    },
  );

  it.skipIf(process.platform === 'win32')('is not led out of OUT by a link in it', async () => {
    const { input, out, root } = await corpus({ 'ward/a.txt': 'x', 'ward/a.ann': '' });
    await mkdir(out);
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(out, 'ward'));
    const done = await convert('brat', 'brat', input, out);
    expect([done.status, done.stderr]).toEqual([1, expect.stringContaining('a link that leads out of OUT')]);
    expect(await filesIn(join(root, 'elsewhere'))).toEqual([]);
  });
});

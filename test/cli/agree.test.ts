import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { filesIn, folder, marginalia } from './harness';

const text = '😀 No fever <b>here</b>, chest pain or severe cough today. Father & mother well.\n';
/** A line of standoff for words of the text, in code points. */
const mark = (id: string, type: string, words: string): string => {
  const start = [...text.slice(0, text.indexOf(words))].length;
  return `${id}\t${type} ${start} ${start + [...words].length}\t${words}`;
};
const ann = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A folder for each of these, with its files. */
async function folders(all: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const root = await folder();
  for (const [name, files] of Object.entries(all))
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, name, path)), { recursive: true });
      await writeFile(join(root, name, path), content);
    }
  return { root, paths: Object.keys(all).map((name) => join(root, name)) };
}

const kim = ann(
  mark('T1', 'problem', 'fever'),
  mark('T2', 'problem', 'chest pain'),
  mark('T3', 'problem', 'severe cough'),
  'A1\tAssertion T1 absent',
  'R1\tPIP Arg1:T1 Arg2:T2',
);
const lou = ann(
  mark('T4', 'problem', 'fever'),
  mark('T5', '<i>test', 'chest pain'),
  mark('T6', 'problem', 'cough'),
  'A1\tAssertion T4 possible',
  'R1\tPIP Arg1:T4 Arg2:T5',
);
const two = () =>
  folders({
    kim: { 'ward/a.txt': text, 'ward/a.ann': kim, 'own.txt': 'x', 'own.ann': '' },
    lou: { 'ward/a.txt': text, 'ward/a.ann': lou },
  });

describe('marginalia agree', () => {
  it('prints figures of each pair, and names what only one has', async () => {
    const { paths } = await two();
    const done = await marginalia(['agree', ...paths, '--json']);
    expect(done.status).toBe(0);
    expect(done.stderr).toBe('warning: own: only in kim: left out\n');
    const report = JSON.parse(done.stdout);
    expect(report.notes).toEqual({
      ofAll: 1,
      partial: [{ name: 'own', annotators: ['kim'] }],
      differing: [],
    });
    const [pair] = report.pairs;
    expect(pair).toMatchObject({ a: 'kim', b: 'lou', notes: 1 });
    expect(pair.spans.exact.micro).toMatchObject({ right: 1, gold: 3, predicted: 3 });
    expect(pair.spans.overlapping.micro).toMatchObject({ right: 2 });
    expect(pair.types.exact).toEqual({ n: 2, raw: 0.5, kappa: 0 });
    expect(pair.attributes.Assertion).toMatchObject({ n: 1, raw: 0, kappa: 0 });
    expect(pair.relations.overlapping.micro).toMatchObject({ right: 1 });
    expect(pair.byNote).toMatchObject([{ name: 'ward/a', exact: { right: 1, f1: 1 / 3 } }]);
    expect(pair.unitizing.all).toBeLessThan(1);
    expect(report.overall.meanF1.exact).toBeCloseTo(1 / 3, 12);

    const table = await marginalia(['agree', ...paths]);
    expect(table.stdout).toMatch(/kim and lou: 1 notes/);
    expect(table.stdout).toMatch(/type, same fragments +0\.000 +0\.500 +2/);
    expect(table.stdout + table.stderr).not.toMatch(/fever|cough|chest/);
  });

  it('prints names and types of files so that none of them steers the terminal', async () => {
    const { paths } = await folders({
      'k\u001b[2J': {
        'a.txt': text,
        'a.ann': ann(mark('T1', 'a\u001b]0;x\u0007', 'fever'), 'A1\tA T1 \u001b[1m'),
      },
      lou: { 'a.txt': text, 'a.ann': ann(mark('T1', 'b\u009b2J', 'fever'), 'A1\tA T1 \u202e') },
    });
    const [one = '', other = ''] = paths;
    for (const args of [
      ['agree', ...paths],
      ['evaluate', '--gold', one, '--predicted', other],
    ]) {
      const { stdout, stderr } = await marginalia(args);
      expect(stdout).toContain('a␛]0;x␇');
      expect(stdout + stderr).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    }
  });

  it('says undefined, not 1, where chance alone would agree', async () => {
    const same = { 'a.txt': text, 'a.ann': ann(mark('T1', 'problem', 'fever'), 'A1\tAssertion T1 absent') };
    const { paths } = await folders({ kim: same, lou: same });
    const [pair] = JSON.parse((await marginalia(['agree', ...paths, '--json'])).stdout).pairs;
    expect(pair.types.exact).toEqual({ n: 1, raw: 1, kappa: null });
    expect(pair.attributes.Assertion).toMatchObject({ n: 1, raw: 1, kappa: null });
    expect(pair.unitizing.all).toBe(1);
    expect((await marginalia(['agree', ...paths])).stdout).toMatch(
      /Assertion, same entity +undefined +1\.000 +1/,
    );
  });

  it('reads other formats, knows symmetric relations, and takes three people', async () => {
    const { root, paths } = await two();
    await marginalia(['convert', '--from', 'brat', '--to', 'webanno-tsv', paths[1] ?? '', join(root, 'max')]);
    const done = await marginalia(['agree', ...paths, join(root, 'max'), '--json']);
    expect(done.status).toBe(0);
    const report = JSON.parse(done.stdout);
    expect(report.pairs.map(({ a, b }: { a: string; b: string }) => `${a} ${b}`)).toEqual([
      'kim lou',
      'kim max',
      'lou max',
    ]);
    expect(report.pairs[2].spans.exact.micro.f1.value).toBe(1);
    // ppp, ptt, pp: 1 − 7·2 / (6·2 + 2·6)
    expect(report.overall.types).toMatchObject({ n: 3 });
    expect(report.overall.types.alpha).toBeCloseTo(1 - 14 / 24, 12);
    expect(report.overall.unitizing.all).toBeGreaterThan(report.pairs[0].unitizing.all);

    const conf = '[relations]\nPIP Arg1:problem, Arg2:problem, <REL-TYPE>:symmetric\n';
    const one = ann(mark('T1', 'problem', 'fever'), mark('T2', 'problem', 'cough'));
    const turned = await folders({
      kim: {
        'annotation.conf': `[entities]\nproblem\n${conf}`,
        'a.txt': text,
        'a.ann': `${one}R1\tPIP Arg1:T1 Arg2:T2\n`,
      },
      lou: { 'a.txt': text, 'a.ann': `${one}R1\tPIP Arg1:T2 Arg2:T1\n` },
    });
    const [pair] = JSON.parse((await marginalia(['agree', ...turned.paths, '--json'])).stdout).pairs;
    expect(pair.relations.exact.micro.right).toBe(1);
  });

  it('tells what of other formats is not as it was among what all agree on', async () => {
    const rows = `${JSON.stringify({ text, label: [[0, 2, 'Chief complaint']] })}\n`;
    const { root, paths } = await folders({ kim: { 'all.jsonl': rows }, lou: { 'all.jsonl': rows } });
    const done = await marginalia(['agree', ...paths, '--adjudicate', join(root, 'out')]);
    expect(done.status).toBe(0);
    expect(done.stderr).toMatch(/not as they were in .*out: names.* \(1\)/);
  });

  it('writes a page with every disagreement in its sentence, that holds no markup of the notes and loads nothing', async () => {
    const { root, paths } = await two();
    const file = join(root, 'page.html');
    expect((await marginalia(['agree', ...paths, '--html', file])).status).toBe(0);
    const page = await readFile(file, 'utf8');
    expect([...page.matchAll(/<li data-pair/g)]).toHaveLength(4);
    expect(page).toContain('<mark class="a">severe <mark class="b">cough</mark></mark>');
    expect(page).toContain('&lt;b&gt;here&lt;/b&gt;');
    expect(page).not.toMatch(/<b>here|<i>test|src=|https?:/);
    expect(page).not.toContain('Father');
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    expect(policy).toMatch(/^default-src 'none';/);
    for (const tag of ['style', 'script']) {
      const inside = page.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(inside).digest('base64')}'`);
    }
    // A page of its own is replaced, another file is not.
    expect((await marginalia(['agree', ...paths, '--html', file])).status).toBe(0);
    await writeFile(file, 'mine');
    const refused = await marginalia(['agree', ...paths, '--html', file]);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(await readFile(file, 'utf8')).toBe('mine');
    await symlink(join(root, 'nowhere'), join(root, 'gone'));
    const lost = await marginalia(['agree', ...paths, '--html', join(root, 'gone', 'page.html')]);
    expect(lost.status).toBe(1);
    expect(lost.stderr).toMatch(/error: --html: .*page\.html cannot be written: /);
    const read = join(paths[0] ?? '', 'ward/a.ann');
    expect((await marginalia(['agree', ...paths, '--html', read, '--force'])).status).toBe(2);
    expect(await readFile(read, 'utf8')).toBe(kim);
  });

  it('ends without a word where nobody reads on', async () => {
    const { paths } = await two();
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('closed'), { code: 'EPIPE' })),
    });
    stdout.on('error', () => {});
    const { status, stderr } = await marginalia(['agree', ...paths], { stdout });
    expect(status).toBe(1);
    expect(stderr).not.toContain('error');
  });

  it('writes what all agree on into a folder, and nothing over what is read', async () => {
    const { root, paths } = await two();
    await writeFile(join(paths[0] ?? '', 'annotation.conf'), '[entities]\nproblem\n');
    const out = join(root, 'agreed');
    const done = await marginalia(['agree', ...paths, '--adjudicate', out]);
    expect(done.stderr).toMatch(
      /1 notes written to .* with 1 items that all agree on; 4 disagreements are left/,
    );
    expect(await filesIn(out)).toEqual(['annotation.conf', 'ward/a.ann', 'ward/a.txt']);
    expect(await readFile(join(out, 'ward/a.ann'), 'utf8')).toBe(`${mark('T1', 'problem', 'fever')}\n`);
    expect((await marginalia(['agree', ...paths, '--adjudicate', paths[0] ?? ''])).status).toBe(1);
    expect(await readFile(join(paths[0] ?? '', 'ward/a.ann'), 'utf8')).toBe(kim);
  });

  it('takes what goes without saying for said, in figures and in what it writes', async () => {
    const said = (assertions: readonly string[]): string =>
      [mark('T1', 'problem', 'fever'), mark('T2', 'problem', 'cough'), ...assertions, ''].join('\n');
    const denied = 'A1\tAssertion T1 absent';
    const { root, paths } = await folders({
      kim: { 'a.txt': text, 'a.ann': said([denied]) },
      lou: { 'a.txt': text, 'a.ann': said([denied, 'A2\tAssertion T2 present']) },
    });
    const out = join(root, 'agreed');
    const done = await marginalia(['agree', ...paths, '--adjudicate', out]);
    expect(done.stderr).toContain('4 items that all agree on; 0 disagreements');
    expect(await readFile(join(out, 'a.ann'), 'utf8')).toMatch(/\tAssertion T2 present\n/);
  });

  it('writes below the folder alone, whatever notes are called in their files, and each that it can', async () => {
    const named = ['../out', '..', 'a\0b', 'x'.repeat(300), 'good'];
    const rows = named.map((name) => JSON.stringify({ name, text, label: [[2, 4, 'no']] })).join('\n');
    const { root, paths } = await folders({
      kim: { 'all.jsonl': rows, 'annotation.conf': '[entities]\nno\n' },
      lou: { 'all.jsonl': rows },
      done: { 'annotation.conf': '[entities]\nyes\n' },
    });
    const [kim = '', lou = '', out = ''] = paths;
    const done = await marginalia(['agree', kim, lou, '--adjudicate', out]);
    expect(done.status).toBe(1);
    expect(done.stderr.match(/^error: .*rename it there$/gm)).toHaveLength(4);
    expect(done.stderr).toContain('error: annotation.conf: ');
    expect(done.stderr).toContain(`1 notes written to ${out} with 1 items that all agree on`);
    expect(await filesIn(out)).toEqual(['annotation.conf', 'good.ann', 'good.txt']);
    expect((await filesIn(root)).filter((path) => !/^(kim|lou|done)\//.test(path))).toEqual([]);
  });

  it('names what of an annotation.conf cannot be read, and goes on', async () => {
    const { root, paths } = await two();
    await writeFile(join(root, 'kim', 'annotation.conf'), '[entites]\nproblem\n');
    const odd = await marginalia(['agree', ...paths, '--json']);
    expect(odd.status).toBe(0);
    expect(odd.stderr).toContain('warning: kim: annotation.conf:1: [entites] is no section of this file');
    await writeFile(join(root, 'kim', 'annotation.conf'), Buffer.from([0, 1, 2, 255]));
    const binary = await marginalia(['agree', ...paths, '--json']);
    expect(binary.status).toBe(1);
    expect(binary.stderr).toContain('error: kim: annotation.conf: it is binary');
    expect(JSON.parse(binary.stdout).pairs).toHaveLength(1);
  });

  it('leaves out notes whose texts differ, and says what is wrong with its arguments', async () => {
    const { paths } = await folders({
      kim: { 'a.txt': text, 'a.ann': kim, 'b.txt': 'fever', 'b.ann': '' },
      lou: { 'a.txt': text, 'a.ann': lou, 'b.txt': '\r\nfever', 'b.ann': '' },
      'elsewhere/kim': { 'c.txt': 'x', 'c.ann': '' },
    });
    const [first = '', second = '', third = ''] = paths;
    const done = await marginalia(['agree', first, second, '--json']);
    expect(done.status).toBe(1);
    expect(done.stderr).toBe('error: b: its texts differ; it is left out\n');
    expect(JSON.parse(done.stdout).notes).toEqual({ ofAll: 1, partial: [], differing: ['b'] });
    const wrong: (readonly [string[], RegExp])[] = [
      [[first], /two folders or more/],
      [[first, first], /given twice/],
      [[first, third], /no two folders have a note in common/],
      [[first, join(first, 'none')], /none: /],
      [[first, join(first, 'a.txt')], /is a file; give the folder/],
    ];
    for (const [args, why] of wrong) {
      const refused = await marginalia(['agree', ...args]);
      expect([args, refused.status, refused.stdout]).toEqual([args, 2, '']);
      expect(refused.stderr).toMatch(why);
    }
  });
});

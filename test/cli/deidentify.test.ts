import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, folder, marginalia } from './harness';

const text = '😀 Patient: Mr. John Placeholder\r\nTel: (555) 555-0142\r\nHas fever.\r\n';

describe('marginalia deidentify', () => {
  it('writes the note without what identifies, and what that was on demand', async () => {
    const root = await folder();
    const file = join(root, 'note-001.txt');
    await writeFile(file, text);
    const out = join(root, 'out');
    const spans = join(root, 'phi', 'spans.jsonl');
    const done = await marginalia(['deidentify', file, '--out', out, '--spans', spans]);
    expect(done.status).toBe(0);
    const written = await readFile(join(out, 'note-001.txt'), 'utf8');
    expect(written).not.toMatch(/Placeholder|555-0142/);
    expect(written).toMatch(/^😀 Patient: [\s\S]*Has fever\.\r\n$/);
    const row = JSON.parse(await readFile(spans, 'utf8'));
    expect(row.note).toBe('note-001.txt');
    expect(row.phi.length).toBeGreaterThanOrEqual(2);
    const points = [...text];
    for (const { start, end, text: covered } of row.phi)
      expect(points.slice(start, end).join('')).toBe(covered);
    expect(row.phi.map((one: { category: string }) => one.category)).toEqual(
      expect.arrayContaining(['NAME', 'PHONE']),
    );
    expect(done.stderr).toMatch(/NAME +\d+\nPHONE +1\n/);
    expect(done.stderr).toMatch(/total +\d+ {3}in 1 note/);
    expect(done.stderr).not.toMatch(/Placeholder|0142/);
    expect(await readFile(file, 'utf8')).toBe(text);
    expect((await filesIn(root)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('masks what is not known to be safe in strict, and says in which mode it was', async () => {
    const input = { stdin: 'Has fever and zorbalin. The safe opens with 4917.\n' };
    const balanced = await marginalia(['deidentify', '-'], input);
    expect(balanced.stdout).toBe(input.stdin);
    expect(balanced.stderr).toContain('in 1 note, mode balanced');
    const strict = await marginalia(['deidentify', '-', '--mode', 'strict'], input);
    expect(strict.stdout).toMatch(/^Has fever and \[\*\*.+\*\*\]\. The safe opens with \[\*\*.+\*\*\]\.\n$/);
    expect(strict.stderr).toContain('in 1 note, mode strict');
    expect((await marginalia(['deidentify', '-', '--mode', 'lax'], input)).status).toBe(2);
  });

  it('says of a note that is not in English that identifiers are missed', async () => {
    const stdin = 'Der Patient klagt über Schmerzen und Fieber, ohne Husten. Nicht gestürzt.\n';
    for (const command of ['deidentify', 'annotate']) {
      const { status, stderr } = await marginalia([command, '-', '--quiet'], { stdin });
      expect([status, stderr]).toEqual([
        0,
        expect.stringMatching(/^warning: standard input: it seems not to be in English, [^\n]*\n$/),
      ]);
    }
  });

  it('prints where no folder is given', async () => {
    const { status, stdout } = await marginalia(['deidentify', '-', '--quiet'], { stdin: text });
    expect(status).toBe(0);
    expect(stdout).toContain('Has fever.');
    expect(stdout).not.toContain('Placeholder');
  });

  it('never writes over a note, and goes on with the others', async () => {
    const root = await folder();
    await writeFile(join(root, 'a.txt'), text);
    await writeFile(join(root, 'b.txt'), Buffer.from([0, 1, 2]));
    const same = await marginalia(['deidentify', root, '--out', root]);
    expect(same.status).toBe(1);
    expect(same.stderr).toMatch(/error: .*a\.txt is itself a note that is read/);
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe(text);
    const spans = await marginalia(['deidentify', root, '--spans', join(root, 'a.txt')]);
    expect([spans.status, spans.stdout]).toEqual([2, '']);
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe(text);
    const other = await marginalia(['deidentify', root, '--out', join(root, 'out')]);
    expect(other.status).toBe(1);
    expect(other.stderr).toMatch(/error: .*b\.txt: it is binary/);
    expect(other.stderr).toContain('in 1 note, mode balanced; 1 failed\n');
    expect(await filesIn(join(root, 'out'))).toEqual(['a.txt']);
  });

  it('replaces a text that a person may have corrected only when told to', async () => {
    const root = await folder();
    await writeFile(join(root, 'a.txt'), text);
    const out = join(root, 'out');
    expect((await marginalia(['deidentify', root, '--out', out])).status).toBe(0);
    expect((await marginalia(['deidentify', root, '--out', out])).status).toBe(0);
    await writeFile(join(out, 'a.txt'), 'Corrected by hand.');
    const refused = await marginalia(['deidentify', join(root, 'a.txt'), '--out', out]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--force replaces it');
    expect(await readFile(join(out, 'a.txt'), 'utf8')).toBe('Corrected by hand.');
    expect((await marginalia(['deidentify', join(root, 'a.txt'), '--out', out, '--force'])).status).toBe(0);
  });

  it('refuses a text inside another notation, alike as a file, in a folder and on standard input', async () => {
    const json = JSON.stringify({ mrn: '40718822', text });
    const xml = `<?xml version="1.0"?>\n<n><TEXT>${text}</TEXT><AGE text="93"/></n>\n`;
    const root = await folder();
    await writeFile(join(root, 'a.json'), json);
    await writeFile(join(root, 'b.txt'), xml);
    await writeFile(join(root, 'c.txt'), text);
    await writeFile(join(root, 'd.csv'), `id,text\n1,"${text}"\n`);
    await writeFile(join(root, 'e.hl7'), 'MSH|^~\\&|LAB|X\rPID|1||X||PLACEHOLDER^JOHN\r');
    const out = join(root, 'out');
    const refusal = (notation: string) =>
      new RegExp(`^error: [^\n]*: it is ${notation}, [^\n]*marginalia convert --to brat`, 'm');

    const file = await marginalia(['deidentify', join(root, 'a.json'), '--out', out]);
    expect([file.status, file.stdout, file.stderr]).toEqual([1, '', expect.stringMatching(refusal('JSON'))]);
    const whole = await marginalia(['deidentify', root, '--out', out]);
    expect([whole.status, whole.stderr]).toEqual([1, expect.stringMatching(refusal('XML'))]);
    expect(await filesIn(out)).toEqual(['c.txt']);
    for (const [stdin, notation] of [
      [json, 'JSON'],
      [xml, 'XML'],
    ] as const) {
      const piped = await marginalia(['deidentify', '-'], { stdin });
      expect([piped.status, piped.stdout]).toEqual([1, '']);
      expect(piped.stderr).toMatch(refusal(notation));
      expect(`${file.stderr}${whole.stderr}${piped.stderr}`).not.toMatch(/Placeholder|0142|40718822/);
      const annotated = await marginalia(['annotate', '-', '--format', 'jsonl'], { stdin });
      expect([annotated.status, annotated.stdout]).toEqual([1, '']);
    }

    const tables = await marginalia(['deidentify', join(root, 'd.csv'), join(root, 'e.hl7'), '--quiet']);
    expect(tables.status).toBe(0);
    expect(tables.stdout).not.toMatch(/placeholder|0142/i);
  });

  it('is wrong usage where all that is named are folders without a note, and says what is in them', async () => {
    const root = await folder();
    const out = join(root, 'out');
    for (const command of ['deidentify', 'annotate']) {
      const empty = await marginalia([command, root, '--out', out]);
      expect([empty.status, empty.stderr]).toEqual([
        2,
        expect.stringMatching(/: no \.txt or \.note file in this folder\n/),
      ]);
    }
    await writeFile(join(root, 'a.XML'), '<n/>');
    await writeFile(join(root, 'LICENSE'), '');
    await writeFile(join(root, 'b.jsonl'), '{}');
    const other = await marginalia(['deidentify', root, '--out', out]);
    expect([other.status, other.stderr]).toEqual([
      2,
      expect.stringMatching(
        /in this folder, only \.xml, \.jsonl; notes are plain text \(`marginalia convert/,
      ),
    ]);
    expect((await readdir(root)).sort()).toEqual(['LICENSE', 'a.XML', 'b.jsonl']);

    const beside = await marginalia(['deidentify', root, '-'], { stdin: text });
    expect([beside.status, beside.stderr]).toEqual([0, expect.stringMatching(/^warning: [^\n]*no \.txt/)]);
  });

  it('knows no mode that it does not have', async () => {
    expect((await marginalia(['deidentify', '-', '--mode', 'lax'])).status).toBe(2);
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeI2b2 } from '../../server/src/format/i2b2-2014';
import { folder, marginalia } from './harness';

const texts = {
  'a.txt': '😀 Patient: Mr. John Placeholder\nTel: (555) 555-0142\nHas fever.\n',
  'ward/b.txt': 'Seen by Dr. Specimen, NP.\nSSN: 900-55-0142\n',
};

/** Marks some words of a text, by category. */
const marks = (text: string, words: Record<string, string>) =>
  Object.entries(words).map(([word, category]) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
    category,
  }));

const golds = {
  'a.xml': writeI2b2(
    texts['a.txt'],
    marks(texts['a.txt'], { 'John Placeholder': 'NAME', '(555) 555-0142': 'PHONE' }),
  ).xml,
  'ward/b.xml': writeI2b2(
    texts['ward/b.txt'],
    marks(texts['ward/b.txt'], { Specimen: 'NAME', '900-55-0142': 'SSN' }),
  ).xml.replace('PATIENT', 'DOCTOR'),
};

async function filesOf(files: Record<string, string>): Promise<string> {
  const root = await folder();
  await mkdir(join(root, 'ward'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  return root;
}

const words = /Placeholder|0142|Specimen|fever/;

describe('marginalia evaluate --phi', () => {
  it('scores what deidentify wrote against XML', async () => {
    const gold = await filesOf(golds);
    const spans = join(await folder(), 'spans.jsonl');
    await marginalia(['deidentify', await filesOf(texts), '--spans', spans]);
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', spans, '--json']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    const report = JSON.parse(done.stdout);
    expect(report.notes).toEqual({
      gold: 2,
      predicted: 2,
      missing: { gold: [], predicted: [] },
      unread: [],
    });
    expect(report.all.total.characters).toMatchObject({ gold: 42, found: 42, recall: 1 });
    expect(report.all.total.overlapping).toMatchObject({ gold: 4, found: 4 });
    expect(report.hipaa.total.overlapping).toMatchObject({ gold: 3, found: 3 });
    expect(report.hipaa.categories.NAME.exactCategory.gold).toBe(1);
    expect(report.all.categories.SSN.exactCategory).toMatchObject({ gold: 1, found: 1, precision: 1 });
    expect(done.stdout).not.toMatch(words);

    const table = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', spans]);
    expect(table.stdout).toMatch(/^2 notes of gold, 2 predicted\n/);
    expect(table.stdout).toMatch(/HIPAA subset[^\n]*URL and IP\n.*recall +precision/);
    expect(table.stdout).toMatch(/ {2}SSN +1\.0000 +1\.0000 +1\.0000 +9 +9\n/);
    expect(table.stdout).not.toMatch(words);
  });

  it('scores its own finders where nothing is predicted', async () => {
    const gold = await filesOf(golds);
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--json']);
    expect(done.status).toBe(0);
    expect(JSON.parse(done.stdout)).toMatchObject({
      mode: 'balanced',
      all: { total: { characters: { recall: 1 } } },
    });
    const strict = await marginalia(['evaluate', '--phi', '--gold', gold, '--mode', 'strict']);
    expect(strict.stdout).toMatch(/identifiers found now \(strict\)/);
  });

  it('scores XML against rows, and a row against itself', async () => {
    const rows = join(await folder(), 'gold.jsonl');
    const phi = { start: 15, end: 31, category: 'NAME', text: 'John Placeholder' };
    await writeFile(rows, `${JSON.stringify({ note: 'a', phi: [phi] })}\n`);
    const one = join(await filesOf(golds), 'a.xml');
    const done = await marginalia(['evaluate', '--phi', '--gold', rows, '--predicted', one, '--json']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(done.stdout).all.total.exactCategory).toMatchObject({
      gold: 1,
      found: 1,
      predicted: 2,
    });
    const same = await marginalia(['evaluate', '--phi', '--gold', rows, '--predicted', rows]);
    expect(same.stdout).toMatch(/HIPAA subset[^\n]*: the same/);
  });

  it('scores a corpus in another format, whatever it calls its identifiers', async () => {
    const line = (id: number, type: string, [at, end]: readonly [number, number], covered: string) =>
      `T${id}\t${type} ${at} ${end}\t${covered}\n`;
    const brat = {
      'a.txt': texts['a.txt'],
      'a.ann': `${line(1, 'PERSON', [15, 31], 'John Placeholder')}${line(2, 'Phone_Number', [37, 51], '(555) 555-0142')}${line(3, 'problem', [56, 61], 'fever')}`,
      'ward/b.txt': texts['ward/b.txt'],
      'ward/b.ann': `${line(1, 'STAFF', [12, 20], 'Specimen')}${line(2, 'US_SSN', [31, 42], '900-55-0142')}`,
    };
    const gold = await filesOf(brat);
    const found = await marginalia(['evaluate', '--phi', '--gold', gold, '--json']);
    expect(found).toMatchObject({
      status: 0,
      stderr: 'warning: --gold: types that name no identifier are left out: problem (1)\n',
    });
    const own = JSON.parse(found.stdout);
    expect(own.all.total.characters).toMatchObject({ gold: 42, found: 42 });
    expect(own.hipaa.total.exactCategory).toMatchObject({ gold: 3, found: 3 });
    expect(own.hipaa.categories.NAME.exactCategory.gold).toBe(1);

    const spans = join(await folder(), 'spans.jsonl');
    await marginalia(['deidentify', gold, '--spans', spans, '--quiet']);
    const rows = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', spans, '--json']);
    expect(rows.status).toBe(0);
    expect({ ...JSON.parse(rows.stdout), mode: 'balanced' }).toEqual(own);
    for (const format of ['i2b2-2014', 'doccano', 'bioc-json']) {
      const out = await folder();
      await marginalia(['convert', '--from', 'brat', '--to', format, gold, out, '--quiet']);
      const again = await marginalia(['evaluate', '--phi', '--gold', out, '--json']);
      expect([format, JSON.parse(again.stdout).all]).toEqual([format, own.all]);
    }
    const unmarked = await filesOf({ 'a.txt': texts['a.txt'], 'a.ann': '' });
    const none = await marginalia(['evaluate', '--phi', '--gold', unmarked]);
    expect(none.stderr).toMatch(/^warning: --gold: .*nothing in it is marked as an identifier/);
  });

  it('names a note that one side lacks, and counts it', async () => {
    const gold = await filesOf({ 'a.xml': golds['a.xml'] });
    const predicted = await filesOf({ 'ward/b.xml': golds['ward/b.xml'] });
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', predicted, '--json']);
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/error: a\.xml: not in --predicted/);
    expect(done.stderr).toMatch(/error: ward\/b\.xml: not in --gold/);
    expect(JSON.parse(done.stdout).all.total.exact).toMatchObject({
      gold: 2,
      found: 0,
      predicted: 2,
      right: 0,
    });
  });

  it('goes on where a file cannot be read, and leaves gold that is unknown out of the figures', async () => {
    const gold = await filesOf({ ...golds, 'a.xml': golds['a.xml'].replace('</TAGS>', '') });
    const predicted = await filesOf(golds);
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', predicted, '--json']);
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/error: .*a\.xml: line \d+: it is not well-formed XML/);
    expect(done.stderr).not.toMatch(words);
    const report = JSON.parse(done.stdout);
    expect(report.notes.unread).toEqual(['a.xml']);
    expect(report.all.total.exactCategory).toMatchObject({ gold: 2, found: 2, predicted: 2 });
  });

  it('says so where the two sides are not of one text', async () => {
    const gold = await filesOf(golds);
    const predicted = await filesOf({
      ...golds,
      'a.xml': golds['a.xml'].replace('<![CDATA[', '<![CDATA[\n').replaceAll(/ text="[^"]*"/g, ''),
    });
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', predicted]);
    expect(done.stderr).toMatch(/warning: a\.xml: --gold and --predicted have different text.* 2 spans/);
    expect(done.stderr).not.toMatch(words);
  });

  it('reads the encoding that an XML file declares', async () => {
    const gold = await filesOf({});
    const { xml } = writeI2b2('Zoë Specimen', [{ start: 0, end: 12, category: 'NAME' }]);
    const latin = xml.replace('UTF-8', 'ISO-8859-1');
    await writeFile(join(gold, 'a.xml'), Buffer.from(latin, 'latin1'));
    const done = await marginalia(['evaluate', '--phi', '--gold', gold, '--predicted', gold, '--json']);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(done.stdout).all.total.characters).toMatchObject({ gold: 11, found: 11 });
  });

  it('refuses what cannot be scored', async () => {
    const rows = join(await folder(), 'rows.jsonl');
    await writeFile(rows, '{"note":"a","phi":[]}\n');
    const twice = join(await folder(), 'twice.jsonl');
    await writeFile(twice, '{"note":"a.txt","phi":[]}\n{"note":"a.note","phi":[]}\n');
    const inline = join(await folder(), 'inline.xml');
    await writeFile(inline, '<n><TEXT>Seen by <PHI TYPE="DOCTOR">Specimen</PHI>.</TEXT></n>');
    const foreign = join(await folder(), 'foreign.jsonl');
    await writeFile(foreign, '{"text":"Seen by Specimen","spans":[]}\n'.repeat(3));
    const wrong: (readonly [string[], RegExp])[] = [
      [['--phi', '--gold', inline], /none of it is i2b2 2014 XML.*`marginalia convert` makes/],
      [['--phi', '--gold', foreign], /^error: --gold: .*: line 1: its note.*`marginalia convert` reads.*\n$/],
      [['--phi', '--gold', rows], /spans without their notes: run `marginalia deidentify/],
      [['--phi', '--gold', rows, '--predicted', twice], /--predicted: .*one name: a\.txt and a\.note/],
      [['--gold', rows, '--predicted', rows], /say --phi/],
      [['--phi', '--gold', rows, '--predicted', rows, '--mode', 'strict'], /give one of them/],
      [['--phi', '--gold', await folder()], /no marked notes.*; give a folder of i2b2 2014 XML/],
      [['--phi', '--gold', join(rows, 'none')], /--gold: /],
      [['--phi'], /--gold/],
    ];
    for (const [args, message] of wrong) {
      const done = await marginalia(['evaluate', ...args]);
      expect(done).toMatchObject({ status: 2, stdout: '' });
      expect(done.stderr).toMatch(message);
    }
  });
});

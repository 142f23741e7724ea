import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readable } from '../../server/src/cli/convert';
import { folder, marginalia } from './harness';

const text = 'No fever, chest pain or severe cough today.\n';
const gold = [
  'T1\tproblem 3 8\tfever',
  'T2\tproblem 10 20\tchest pain',
  'T3\tproblem 24 36\tsevere cough',
  'A1\tAssertion T1 absent',
  'R1\tPIP Arg1:T1 Arg2:T2',
  '',
].join('\n');
const predicted = [
  'T1\tproblem 3 8\tfever',
  'T2\ttest 10 20\tchest pain',
  'T3\tproblem 31 36\tcough',
  'A1\tAssertion T1 absent',
  'R1\tPIP Arg1:T1 Arg2:T3',
  '',
].join('\n');

async function corpus(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await folder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}
const evaluate = (a: string, b: string, ...more: string[]) =>
  marginalia(['evaluate', '--gold', a, '--predicted', b, ...more]);

describe('marginalia evaluate', () => {
  it('takes what goes without saying for said, where the attribute is given at all', async () => {
    const lines = ['T1\tproblem 3 8\tfever', 'T2\tproblem 10 20\tchest pain', 'A1\tAssertion T1 absent'];
    const short = await corpus({ 'a.txt': text, 'a.ann': `${lines.join('\n')}\n` });
    const long = await corpus({
      'a.txt': text,
      'a.ann': `${[...lines, 'A2\tAssertion T2 present'].join('\n')}\n`,
    });
    const bare = await corpus({ 'a.txt': text, 'a.ann': `${lines.slice(0, 2).join('\n')}\n` });
    const scores = async (one: string, other: string) =>
      JSON.parse((await evaluate(one, other, '--json')).stdout)['attributes.matched'];
    for (const [one, other] of [
      [short, long],
      [long, short],
    ] as const)
      expect((await scores(one, other)).types).toMatchObject({
        'Assertion: absent': { right: 1, predicted: 1, gold: 1 },
        'Assertion: present': { right: 1, predicted: 1, gold: 1 },
      });
    expect((await scores(bare, long)).micro).toMatchObject({ right: 0, predicted: 2, gold: 0 });
    expect((await scores(bare, bare)).micro).toMatchObject({ predicted: 0, gold: 0 });
    // A schema of its own has defaults of its own.
    await writeFile(
      join(short, 'annotation.conf'),
      '[entities]\nproblem\n[attributes]\nAssertion\tArg:problem, Value:absent|present\n',
    );
    expect((await scores(short, long)).types['Assertion: present']).toMatchObject({ right: 0, gold: 0 });
  });

  it('tells which lines of a file are in no figure, and nothing of their words', async () => {
    const torn = `${predicted}T2\ttest 3 8\tfever\nT9\ttest 900 908\tabcdefgh\nmore words\nT8 words again\n`;
    const done = await evaluate(
      await corpus({ 'a.txt': text, 'a.ann': gold }),
      await corpus({ 'a.txt': text, 'a.ann': torn }),
    );
    expect(done.status).toBe(0);
    expect(done.stderr).toContain('--predicted: a: a line is left out (its id stands before): 6');
    expect(done.stderr).toContain('--predicted: a: a line is left out (its offsets are not in the text): 7');
    expect(done.stderr).toContain('--predicted: a: 2 lines are left out (it cannot be read): 8, 9');
    expect(done.stderr).not.toMatch(/words|abcdefgh/);
  });

  it('scores entities, attributes and relations, with intervals', async () => {
    const files = (ann: string) =>
      Object.fromEntries(
        ['a', 'b', 'c'].flatMap((name) => [
          [`${name}.txt`, text],
          [`${name}.ann`, ann],
        ]),
      );
    const done = await evaluate(await corpus(files(gold)), await corpus(files(predicted)), '--json');
    expect([done.status, done.stderr]).toEqual([0, '']);
    const report = JSON.parse(done.stdout);
    expect(report.notes).toEqual({
      gold: 3,
      predicted: 3,
      missing: { gold: [], predicted: [] },
      differing: [],
    });
    expect(report.intervals).toEqual({
      method: 'percentile bootstrap over notes',
      rounds: 1000,
      level: 0.95,
    });
    expect(report['entities.exact'].micro).toMatchObject({
      right: 3,
      gold: 9,
      predicted: 9,
      f1: { value: 1 / 3, low: 1 / 3, high: 1 / 3 },
    });
    expect(report['entities.exact'].macro.f1.value).toBeCloseTo((2 / 5 + 0) / 2, 12);
    expect(report['entities.exact'].types.test).toMatchObject({
      recall: { value: null },
      precision: { value: 0 },
    });
    expect(report['entities.overlapping'].types.problem).toMatchObject({ right: 6 });
    expect(report['attributes.matched'].types['Assertion: absent']).toMatchObject({ right: 3, gold: 3 });
    expect(report['relations.matched'].micro).toMatchObject({ gold: 0, predicted: 0, f1: { value: null } });
    expect(report['relations.endToEnd'].micro).toMatchObject({ right: 0, gold: 3, predicted: 3 });

    const table = await evaluate(await corpus(files(gold)), await corpus(files(predicted)));
    expect(table.stdout).toMatch(
      /^3 notes of gold, 3 predicted\n\nEntities, exact +F1 +precision +recall +gold +predicted\n {2}micro +0\.333 \(0\.333–0\.333\)/,
    );
    expect(table.stdout).toMatch(/95 % percentile intervals, 1,000 bootstrap samples of the notes/);
    expect(table.stdout).not.toMatch(/fever|cough/);
  });

  it('finds out the format of either side, for all that convert writes and reads', async () => {
    const root = await corpus({ 'ward/a.txt': text, 'ward/a.ann': gold });
    const written = await folder();
    for (const format of readable) {
      const there = join(written, format);
      await marginalia(['convert', '--from', 'brat', '--to', format, root, there]);
      const done = await evaluate(root, there, '--json');
      const entities = JSON.parse(done.stdout)['entities.exact'].micro;
      // Identifiers alone are kept by one format; all others keep the entities.
      expect([format, done.status, entities.gold, entities.right]).toEqual([
        format,
        0,
        3,
        format === 'i2b2-2014' ? entities.right : 3,
      ]);
      expect((await evaluate(there, there, '--from', format)).status).toBe(0);
    }
  });

  it('names notes that one side lacks or that differ, and counts the first as missed or wrong', async () => {
    const one = await corpus({
      'a.txt': text,
      'a.ann': gold,
      'b.txt': text,
      'b.ann': gold,
      'd.txt': text,
      'd.ann': gold,
    });
    const other = await corpus({
      'a.txt': text,
      'a.ann': gold,
      'c.txt': text,
      'c.ann': predicted,
      'd.txt': `${text}A rash.\n`,
      'd.ann': gold,
    });
    const done = await evaluate(one, other, '--json');
    expect(done.status).toBe(1);
    expect(done.stderr.split('\n')).toEqual([
      'error: b: not in --predicted; what gold marks in it counts as missed',
      'error: d: --gold and --predicted have different texts; it is left out',
      'error: c: not in --gold; what is predicted in it counts as wrong',
      '',
    ]);
    const report = JSON.parse(done.stdout);
    expect(report.notes).toMatchObject({ missing: { gold: ['c'], predicted: ['b'] }, differing: ['d'] });
    expect(report['entities.exact'].micro).toMatchObject({ right: 3, gold: 6, predicted: 6 });
  });

  it('says what is wrong with its arguments', async () => {
    const root = await corpus({ 'a.txt': text, 'a.ann': gold });
    const empty = await corpus({ 'a.txt': text });
    const wrong: (readonly [string[], RegExp])[] = [
      [['--gold', root], /say --predicted, or --phi/],
      [['--gold', root, '--predicted', root, '--mode', 'strict'], /--mode is for --phi/],
      [['--phi', '--gold', root, '--from', 'brat'], /--from is not for --phi/],
      [['--gold', root, '--predicted', empty], /--predicted: .*no notes of any format.*say --from/],
      [['--gold', root, '--predicted', root, '--from', 'conll'], /--gold: .*no notes of conll/],
      [['--gold', join(root, 'a.ann'), '--predicted', root], /--gold: .*is a file; .*--phi/],
    ];
    for (const [args, why] of wrong) {
      const refused = await marginalia(['evaluate', ...args]);
      expect([args, refused.status, refused.stdout]).toEqual([args, 2, '']);
      expect(refused.stderr).toMatch(why);
    }
  });
});

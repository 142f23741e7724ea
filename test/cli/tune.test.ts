import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, folder, marginalia } from './harness';

const one = '😀 Mr. Veikko Lahti was seen on 3 May 2031.\r\nNo cough. Codeine given for pain.\r\n';
const rows = [
  'T1\tproblem 48 53\tcough',
  'T2\ttreatment 55 62\tCodeine',
  'T3\tproblem 73 77\tpain',
  'A1\tAssertion T1 absent',
  'R1\tTrAP Arg1:T2 Arg2:T3',
];
const standoff = rows.map((row) => `${row}\n`).join('');

/** A folder of gold: so many notes, each with its own first words, and what else is given. */
async function goldOf(count: number, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const gold = join(await folder(), 'gold');
  await mkdir(join(gold, 'ward'), { recursive: true });
  for (let i = 0; i < count; i++) {
    await writeFile(join(gold, `ward/n${i}.txt`), `${one}Bed ${i}.`);
    await writeFile(join(gold, `ward/n${i}.ann`), standoff);
  }
  for (const [name, text] of Object.entries(more)) await writeFile(join(gold, name), text);
  return gold;
}

const exported = async (gold: string, ...flags: readonly string[]) => {
  const out = join(await folder(), 'out');
  const ran = await marginalia(['tune', 'export', gold, '--out', out, ...flags]);
  const read = (path: string): Promise<string> => readFile(join(out, path), 'utf8');
  const lines = async (path: string) =>
    (await read(path))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return { ...ran, out, read, lines, json: async (path: string) => JSON.parse(await read(path)) };
};

describe('marginalia tune export', () => {
  it('writes samples for three tools, de-identified, with what it left out', async () => {
    const { status, stderr, out, read, lines, json } = await exported(await goldOf(10));
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('notes: 8 to train, 1 to validation, 1 to test'),
    ]);
    expect(await filesIn(out)).toEqual([
      'Modelfile',
      'README.md',
      'axolotl/lora.yaml',
      'axolotl/train.jsonl',
      'axolotl/validation.jsonl',
      'llama-factory/dataset_info.json',
      'llama-factory/lora.yaml',
      'llama-factory/train.jsonl',
      'llama-factory/validation.jsonl',
      'notes.json',
      'report.json',
      'samples/test.jsonl',
      'samples/train.jsonl',
      'samples/validation.jsonl',
      'torchtune/lora.yaml',
      'torchtune/marginalia_tokenizer.py',
    ]);
    const train = await lines('samples/train.jsonl');
    expect(train).toHaveLength(16);
    for (const { task, prompt, answer } of train) {
      expect(prompt).toMatch(/^Human: \nTASK: [\s\S]*:\n\nAssistant: \n$/);
      expect(answer).toBe(
        task === 'ner'
          ? '{"entities":[["cough","problem","absent"],["Codeine","treatment"],["pain","problem"]]}'
          : '{"relations":[[1,2,"TrAP"]]}',
      );
    }
    for (const path of await filesIn(out)) expect(await read(path)).not.toMatch(/Veikko|Lahti|2031/);
    for (const path of (await filesIn(out)).filter((name) => !/^(notes|report)\.json$/.test(name)))
      expect(await read(path)).not.toMatch(/ward\/n\d/);
    const { samples, leftOut } = await json('report.json');
    expect(leftOut).toEqual({ reasons: {}, questions: [] });
    expect(samples.filter(({ side }: { side: string }) => side === 'train')).toMatchObject([
      { task: 'ner', samples: 8, empty: 0 },
      { task: 'relation', samples: 8, empty: 0 },
    ]);
  });

  it('splits by note: the same under a seed, never a note on two sides', async () => {
    const gold = await goldOf(10);
    const [a, b] = [await exported(gold), await exported(gold)];
    for (const path of await filesIn(a.out)) expect(await b.read(path)).toBe(await a.read(path));
    const { notes } = await a.json('notes.json');
    const sides = new Map(notes.map(({ number, side }: Record<string, unknown>) => [`${number}`, side]));
    for (const side of ['train', 'validation', 'test'])
      for (const { id } of await a.lines(`samples/${side}.jsonl`))
        expect(sides.get(id.split('-')[0])).toBe(side);
    const c = await exported(gold, '--seed', '5', '--split', '0.5,0,0.5');
    const counted = (await c.json('report.json')).notes;
    expect(counted).toEqual({ train: 5, validation: 0, test: 5 });
    expect((await c.json('notes.json')).notes).not.toEqual(notes);
  });

  it('takes inferences and summaries from gold.jsonl, and the turns of a profile', async () => {
    const row = {
      note: 'ward/n0.txt',
      inferences: [{ premise: [44, 53], hypothesis: 'The patient coughs.', label: 'contradiction' }],
      summaries: [
        { scope: [0, [...`${one}Bed 0.`].length], text: 'Lahti had pain; no cough, codeine given.' },
      ],
    };
    const gold = await goldOf(1, { 'gold.jsonl': `${JSON.stringify(row)}\n` });
    const { status, stderr, lines, read } = await exported(gold, '--profile', 'llama-2-chat', '--split', '1');
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    const train = await lines('samples/train.jsonl');
    expect(train.map(({ task }) => task)).toEqual(['ner', 'relation', 'nli', 'summary']);
    expect(train[2].prompt).toContain('[PRE] No cough. [HYP] The patient coughs.');
    expect(train[2].answer).toBe('{"judgements":[[1,"contradiction"]]}');
    expect(train[3].answer).toMatch(/^\{"summary":"\[\*\*.*\*\*\] had pain; no cough, codeine given\."\}$/);
    expect(train[0].prompt).toMatch(/^\[INST\] TASK: [\s\S]* \[\/INST\]$/);
    expect(await read('Modelfile')).toContain('TEMPLATE """[INST] {{ .Prompt }} [/INST]"""');
    const some = await exported(gold, '--tasks', 'nli', '--split', '1');
    expect((await some.lines('samples/train.jsonl')).map(({ task }) => task)).toEqual(['nli']);
  });

  it("asks for a corpus' own types, as annotate does", async () => {
    const gold = await goldOf(0, {
      'a.txt': 'The knee hurts.',
      'a.ann': 'T1\tanatomy 4 8\tknee\n',
      'annotation.conf': '[entities]\nanatomy\n[relations]\n[events]\n[attributes]\n',
    });
    const { status, lines } = await exported(gold);
    expect(status).toBe(0);
    expect(await lines('samples/train.jsonl')).toMatchObject([
      {
        task: 'ner',
        prompt: expect.stringContaining('anatomy'),
        answer: '{"entities":[["knee","anatomy"]]}',
      },
    ]);
  });

  it('names what cannot be used, by its place and without its text', async () => {
    const gold = await goldOf(3, {
      'bad.txt': 'A rash.',
      'bad.ann': 'T1\tproblem 2 6\trush\n',
      'torn.txt': 'No rash, no pain.',
      'torn.ann': 'T1\tproblem 3 7\trash\nT2 problem 12 16 pain\n',
      'twice.txt': 'No rash, no pain.',
      'twice.ann': 'T1\tproblem 3 7\trash\nT1\tproblem 12 16\tpain\n',
      'nested.txt': '😀 Severe pain.',
      'nested.ann': 'T1\tproblem 2 13\tSevere pain\nT2\tproblem 9 13\tpain\n',
      'gold.jsonl': '{"note":"none.txt"}\n',
    });
    const { status, stderr, json } = await exported(gold);
    expect(status).toBe(1);
    expect(stderr).toMatch(/bad\.txt: its \.ann file does not match/);
    expect(stderr).toMatch(/torn\.txt: line 2 of its \.ann file cannot be read/);
    expect(stderr).toMatch(/twice\.txt: line 2 of its \.ann file .* has an id that stands before/);
    expect(stderr).toMatch(/gold\.jsonl: line 1: /);
    expect(stderr).toMatch(/left out: 1, the answer would not lead back to the gold/);
    expect(stderr).not.toMatch(/rash|rush|Severe|no pain/);
    const { leftOut } = await json('report.json');
    expect(leftOut).toEqual({
      reasons: { lost: 1 },
      questions: [{ note: 'nested.txt', task: 'ner', reason: 'lost', scope: [0, 14] }],
    });
  });

  it('leaves out what nobody has finished: what is not marked there would be taught as nothing', async () => {
    const gold = await goldOf(4, {
      'annotation.conf': '',
      'blank.txt': 'Severe pain.',
      'blank.ann': '',
      'none.txt': 'Nothing was found.',
      'none.ann': '',
    });
    await mkdir(join(gold, '.marginalia'));
    const lines = [
      { seq: 1, note: 'ward/n0.txt', kind: 'entity' },
      { seq: 2, note: 'none.txt', kind: 'finished' },
    ].map((entry) => `${JSON.stringify(entry)}\n`);
    await writeFile(join(gold, '.marginalia/kim.jsonl'), lines.join(''));
    const { status, stderr, json } = await exported(gold, '--tasks', 'ner');
    expect([status, stderr]).toEqual([
      0,
      expect.stringContaining('left out: 2 notes that nobody has finished'),
    ]);
    const { notes } = await json('notes.json');
    expect(notes.map(({ note }: { note: string }) => note)).toEqual([
      'none.txt',
      'ward/n1.txt',
      'ward/n2.txt',
      'ward/n3.txt',
    ]);
  });

  it('is wrong usage without gold, with shares that are not 1, or with turns that nobody knows', async () => {
    const empty = await folder();
    await writeFile(join(empty, 'a.txt'), 'A note.');
    const { status, stderr } = await exported(empty);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^error: GOLD: .* has no note with a \.ann/)]);
    // What is there and cannot be read is named, and not said to be missing.
    await writeFile(join(empty, 'a.ann'), 'hello\n');
    const broken = await exported(empty);
    expect([broken.status, broken.stderr]).toEqual([
      1,
      expect.stringMatching(/^error: .*a\.txt: line 1 of its \.ann file cannot be read[^\n]*\n$/),
    ]);
    const other = await goldOf(0, { 'a.txt': 'The knee.', 'a.ann': 'T1\tanatomy 4 8\tknee\n' });
    const nothing = await exported(other);
    expect([nothing.status, nothing.stderr]).toEqual([
      2,
      expect.stringContaining('nothing in it to train on'),
    ]);
    expect(await filesIn(nothing.out)).toEqual([]);
    const gold = await goldOf(1);
    for (const flags of [
      ['--split', '0.8,0.1'],
      ['--split', '0,0.5,0.5'],
      ['--split', '1,,'],
      ['--split', '2,-1'],
      ['--seed', '1.5'],
      ['--profile', 'server'],
      ['--tasks', 'entities'],
    ])
      expect((await exported(gold, ...flags)).status).toBe(2);
  });

  it('replaces nothing that somebody may have changed, unless it is told to', async () => {
    const gold = await goldOf(2);
    const { out } = await exported(gold);
    const again = (...flags: readonly string[]) =>
      marginalia(['tune', 'export', gold, '--out', out, ...flags]);
    expect((await again()).status).toBe(0);
    await writeFile(join(out, 'axolotl/lora.yaml'), 'base_model: mine\n');
    const refused = await again();
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('--force replaces it')]);
    expect(await readFile(join(out, 'axolotl/lora.yaml'), 'utf8')).toBe('base_model: mine\n');
    expect((await again('--force')).status).toBe(0);
    expect(await readFile(join(out, 'axolotl/lora.yaml'), 'utf8')).toContain('BASE_MODEL');
  });
});

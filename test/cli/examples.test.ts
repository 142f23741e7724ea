import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FOLDER } from '../../server/src/gold/gold-store';
import { modelEngine } from '../../server/src/pipeline/model-engine';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { folder, marginalia, words } from './harness';

const servers: OllamaDouble[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Annotates a note with examples of a folder that holds these files; gives also what the model was asked. */
async function annotate(files: Readonly<Record<string, string>>) {
  const home = await folder();
  const gold = join(home, 'gold');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(gold, name)), { recursive: true });
    await writeFile(join(gold, name), text);
  }
  await writeFile(join(home, 'a.txt'), 'HPI: She has a fever. Seen by Mr. Orvo Kallio.');
  const server = await startOllamaDouble({ models: [{ name: 'me-llama' }] });
  servers.push(server);
  const runtime = ollama({ endpoint: server.url, model: 'me-llama', allowedHosts: [] });
  const ran = await marginalia(
    ['annotate', join(home, 'a.txt'), '--tasks', 'ner', '--format', 'jsonl', '--examples', gold],
    { choice: { engine: modelEngine(runtime, { key: new Uint8Array(32) }) } },
  );
  return { ...ran, asked: server.chats().map(({ body }) => body.messages[0]?.content ?? '') };
}

const text = '😀 Mr. Veikko Lahti was seen.\r\nNo cough and no wheeze.\r\n';
// Code points of the file: the emoji counts one, the line end two.
const standoff =
  'T1\tproblem 33 38\tcough\nT2\tproblem 46 52\twheeze\nA1\tAssertion T1 absent\nA2\tAssertion T2 absent\n';

describe('marginalia annotate --examples', () => {
  it('shows the model sentences that a person annotated', async () => {
    const { status, asked } = await annotate({
      'one.txt': text,
      'one.ann': standoff,
      'two.txt': 'Not annotated.',
    });
    expect(status).toBe(0);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(
      'INPUT: No cough and no wheeze.\nOUTPUT: {"entities":[["cough","problem","absent"],["wheeze","problem","absent"]]}',
    );
    expect(asked[0]).not.toMatch(/Lahti|Kallio/);
  });

  it('leaves out, and names, a file that does not match its text', async () => {
    const { status, stderr, asked } = await annotate({
      'one.txt': text,
      'one.ann': standoff,
      'two.txt': 'No rash and no pain.',
      'two.ann': 'T1\tproblem 4 8\trash\nT2\tproblem 14 18\tpain\n',
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(/two\.txt: its \.ann file does not match/);
    expect(asked[0]).not.toContain('No rash');
  });

  it('shows nothing of a note that somebody still works on, or has not begun with', async () => {
    const line = (entry: object, seq: number): string => `${JSON.stringify({ seq, ...entry })}\n`;
    const begun = {
      'annotation.conf': '',
      'two.txt': 'No rash and no pain.',
      'two.ann': 'T1\tproblem 3 7\trash\nT2\tproblem 15 19\tpain\n',
      'three.txt': 'No itch and no fever.',
      'three.ann': '',
    };
    const journal = line({ note: 'two.txt', kind: 'entity' }, 1);
    const kim = join(FOLDER, 'kim.jsonl');
    const open = await annotate({ ...begun, [kim]: journal, 'one.txt': text, 'one.ann': standoff });
    expect(open.status).toBe(0);
    expect(open.stderr).toContain('--examples: 2 not finished yet');
    expect(open.asked[0]).toContain('No cough');
    expect(open.asked[0]).not.toMatch(/No rash|No itch/);
    const finished = journal + line({ note: 'two.txt', kind: 'finished' }, 2);
    expect((await annotate({ ...begun, [kim]: finished })).asked[0]).toContain('No rash');
    expect(await annotate({ ...begun, [kim]: journal })).toMatchObject({ status: 2, asked: [] });
  });

  it('is said to be for models where none answers', async () => {
    const home = await folder();
    await writeFile(join(home, 'one.txt'), text);
    await writeFile(join(home, 'one.ann'), standoff);
    const args = ['annotate', '-', '--examples', home];
    const away = { kind: 'unreachable', message: 'There is no server.', help: '' } as const;
    for (const [more, failure] of [
      [['--runtime', 'embedded'], undefined],
      [[], away],
    ] as const) {
      const ran = await marginalia([...args, ...more], {
        stdin: 'No cough.',
        choice: { engine: words, ...(failure && { failure }) },
      });
      expect(ran.status).toBe(0);
      expect(ran.stderr).toMatch(/^warning: --examples is for models; .*--learn/m);
    }
    const answers = await marginalia(args, { stdin: 'No cough.' });
    expect(answers.stderr).not.toContain('--examples');
  });

  it('is wrong usage where nothing there is annotated', async () => {
    const { status, stderr, asked } = await annotate({ 'two.txt': 'Not annotated.' });
    expect([status, asked]).toEqual([2, []]);
    expect(stderr).toMatch(/^error: --examples: /);
    const away = await marginalia(['annotate', '-', '--examples', join(await folder(), 'away')], {
      stdin: 'Fever.',
    });
    expect([away.status, away.stderr]).toEqual([
      2,
      expect.stringContaining('there is no such file or folder'),
    ]);
  });
});

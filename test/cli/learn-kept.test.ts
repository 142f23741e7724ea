import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { chooseEngine } from '../../server/src/pipeline/auto';
import { openAnswerCache } from '../../server/src/pipeline/cache/answer-cache';
import { knowing, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { folder, marginalia, words } from './harness';

const servers: OllamaDouble[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

it('annotate --learn takes what the model said of the gold from what is kept, and asks only about the notes', async () => {
  const home = await folder();
  const [gold, notes] = [join(home, 'gold'), join(home, 'notes')];
  await mkdir(join(home, '.git'));
  await mkdir(gold);
  await mkdir(notes);
  for (let i = 0; i < 8; i++) {
    const text = `Day ${i + 3}. Reports severe wobbling today. No more was said.\n`;
    await writeFile(join(gold, `${i}.txt`), text);
    const start = text.indexOf('severe');
    await writeFile(join(gold, `${i}.ann`), `T1\tproblem ${start} ${start + 15}\tsevere wobbling\n`);
  }
  await writeFile(join(notes, 'a.txt'), 'Day 9. Reports severe wobbling today.\n');
  const answer = knowing({ entities: [{ text: 'wobbling', type: 'problem' }] });
  const server = await startOllamaDouble({ models: [{ name: 'me-llama' }], answer });
  servers.push(server);
  const annotate = (...args: readonly string[]) =>
    marginalia(
      [
        'annotate',
        ...args,
        '--runtime',
        'ollama',
        '--endpoint',
        server.url,
        '--format',
        'jsonl',
        '--tasks',
        'ner',
      ],
      {
        choice: ({ endpoint, model, ...wish }) =>
          chooseEngine({
            ...wish,
            endpoint: endpoint ?? '',
            model: model ?? 'me-llama',
            key: new Uint8Array(32),
            cache: openAnswerCache({ folder: join(home, 'cache'), warn: () => {} }),
            embedded: words,
          }),
      },
    );

  const without = await annotate(notes, '--learn', gold);
  expect(without.stderr).toContain('learned from 8 notes\n');
  const asked = server.chats().length;
  expect(asked).toBe(1);

  const asGold = await annotate(gold);
  expect(asGold.status).toBe(0);
  expect(server.chats().length).toBe(asked + 8);
  const withKept = await annotate(notes, '--learn', gold);
  expect(withKept.stderr).toContain('learned from 8 notes, 8 of them with what the model had said of them\n');
  expect(server.chats().length).toBe(asked + 8);
  expect(JSON.parse(withKept.stdout).entities).toMatchObject([{ text: 'severe wobbling' }]);
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { Diagnostic, Hover, Range } from 'vscode-languageserver-protocol';
import type { Entity } from '../../server/src/annotation/annotation';
import { ACCEPT, ADD, FINISH, REVIEW, type Review } from '../../server/src/editor/gold/gold-protocol';
import { LEARN, type LearningPage, STATUS, type Status } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import type { ToLearner } from '../../server/src/pipeline/learned/messages';
import { type LearnerThread, makeLearnerClient, startThread } from '../../server/src/pipeline/learned/thread';
import type { Model } from '../../server/src/runtime/runtime';
import type { Engine, Result } from '../../server/src/task/engine';
import { startClient, type TestClient } from '../support/lsp-client';

// Beside the folder of the weights as the bundle of the server is.
const bundle = resolve(import.meta.dirname, '../out/learner.js');
beforeAll(() =>
  build({
    entryPoints: [resolve(import.meta.dirname, '../../server/src/learner.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.txt': 'text' },
    mainFields: ['module', 'main'],
    logLevel: 'error',
  }),
);

const clients: TestClient[] = [];
const threads: LearnerThread[] = [];
const posted: ToLearner[] = [];
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-learning-'));
  mkdirSync(join(folder, 'corpus'));
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  threads.length = 0;
  posted.length = 0;
  rmSync(folder, { recursive: true, force: true });
});

/** Marks two words wherever they stand. */
const engine: Engine = {
  name: 'words',
  concurrency: 4,
  windowTokens: 1_000,
  async *annotate({ windows, note, nextId }): AsyncIterable<Result> {
    for (const { start, end } of windows) {
      const entities = [...note.text.slice(start, end).matchAll(/\b(fever|zorplex)\b/gi)].map(
        (match): Entity => ({
          id: nextId(),
          type: 'problem',
          spans: [{ start: start + match.index, end: start + match.index + match[0].length }],
          text: match[0],
          attributes: {},
          confidence: 0.6,
          alignment: 'exact',
          origin: { by: 'model', model: 'words', digest: '', prompt: '' },
        }),
      );
      yield { task: 'ner', scope: { start, end }, entities };
    }
  },
};

async function start(settings: object = {}, model?: Model): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    chooseEngine: async () => ({ engine, ...(model && { model }) }),
    configFolder: join(folder, 'config'),
    cacheFolder: join(folder, 'cache'),
    learner: (warn) =>
      makeLearnerClient((events) => {
        const thread = startThread(bundle)(events);
        threads.push(thread);
        const post = (message: ToLearner): void => {
          posted.push(message);
          thread.post(message);
        };
        return { ...thread, post };
      }, warn),
  });
  connection.listen();
  const client = await startClient(down, up, {
    settings: { annotator: 'tester', tasks: ['ner'], ...settings },
    capabilities: { workspace: { configuration: true } },
  });
  clients.push(client);
  return client;
}

const put = (name: string, text: string): string => {
  const path = join(folder, 'corpus', name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
};
const rangeOf = (text: string, said: string): Range => {
  const at = text.indexOf(said);
  const position = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  return { start: position(at), end: position(at + said.length) };
};
const command = (client: TestClient, name: string, argument: unknown): Promise<unknown> =>
  client.connection.sendRequest('workspace/executeCommand', { command: name, arguments: [argument] });
const says = (found: readonly Diagnostic[], message: string): boolean =>
  found.some((one) => one.message === message);

const genes = 'The gene BRX7 was mutated. We saw the gene KLT2 in two samples.\n';
/** Six notes of gold from elsewhere: fevers, and coughs that the engine knows nothing of. */
function putGold(): void {
  writeFileSync(join(folder, 'corpus/annotation.conf'), '');
  for (let i = 0; i < 6; i++) {
    const text = `Day ${i + 3}. Reports fever and severe cough today. The zorplex room was quiet.\n`;
    put(`gold-${i}.txt`, text);
    const line = (id: number, said: string): string =>
      `T${id}\tproblem ${text.indexOf(said)} ${text.indexOf(said) + said.length}\t${said}\n`;
    put(`gold-${i}.ann`, line(1, 'fever') + line(2, 'severe cough'));
  }
}
const fresh = 'Day 9. Reports fever and severe cough today. No more was said.\n';

describe('gold', () => {
  it('of a type of the user, once its note is finished, suggests the type in the next note', async () => {
    writeFileSync(join(folder, 'corpus/annotation.conf'), '[entities]\nGene\n');
    const [one, two] = [
      put('one.txt', genes),
      put('two.txt', 'Here the gene BRX7 was found. The gene KLT2 was not.\n'),
    ];
    const client = await start();
    await client.open(one, genes);
    await client.wait<Review>(REVIEW, ({ uri, state }) => uri === one && state === 'saved');
    for (const said of ['BRX7', 'KLT2'])
      await command(client, ADD, { uri: one, version: 1, range: rangeOf(genes, said), type: 'Gene' });
    await command(client, FINISH, { uri: one });
    await client.wait<Status>(STATUS, ({ learned }) => learned === 1);
    await client.open(two, readFileSync(join(folder, 'corpus/two.txt'), 'utf8'));
    await client.diagnostics(
      two,
      (found) => says(found, 'BRX7: Gene (learned)') && says(found, 'KLT2: Gene (learned)'),
    );
    // Finished, it is not learned from nothing again the next time.
    const journal = readFileSync(join(folder, 'corpus/.marginalia/tester.jsonl'), 'utf8');
    expect(journal).toContain('"kind":"finished"');
    expect(journal).not.toMatch(/BRX7|KLT2/);
  });

  it('that is there already is learned when the note is shown, and what it agrees with says so', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const client = await start();
    await client.open(uri, fresh);
    await client.wait<Status>(STATUS, ({ learned }) => learned === 6);
    await client.diagnostics(
      uri,
      (found) =>
        says(found, 'fever: problem (agreed)') && says(found, 'severe cough: problem, present (learned)'),
    );
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: rangeOf(fresh, 'fever').start,
    });
    expect(JSON.stringify(hover.contents)).toContain('words and what was learned from your gold agree');
  });

  it('is not learned from where a person does not want it', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const client = await start({ learn: false });
    await client.open(uri, fresh);
    await client.diagnostics(uri, (found) => says(found, 'fever: problem'));
    await client.wait<Status>(STATUS, ({ state }) => state === 'idle');
    expect(threads).toEqual([]);
  });

  it('goes on being learned from when the thread ends, and nothing that was learned is kept anywhere', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const before = readdirSync(folder, { recursive: true }).map(String);
    const client = await start();
    await client.open(uri, fresh);
    await client.wait<Status>(STATUS, ({ learned }) => learned === 6);
    await threads[0]?.end();
    const again = fresh.replace('Day 9', 'Day 8');
    const other = put('other.txt', again);
    await client.open(other, again);
    await client.diagnostics(other, (found) => says(found, 'fever: problem'));
    await client.diagnostics(other, (found) => says(found, 'fever: problem (agreed)'));
    expect(threads).toHaveLength(2);
    const kept = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => !before.includes(name));
    expect(kept.sort()).toEqual(['config', 'config/pseudonyms.key', 'corpus/other.txt']);
  });

  it('is no longer said to be learned from once learning was given up', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const client = await start();
    await client.open(uri, fresh);
    await client.wait<Status>(STATUS, ({ learned }) => learned === 6);
    const before = client.received<Status>(STATUS).length;
    for (const i of [0, 1, 2]) await threads[i]?.end();
    expect(threads).toHaveLength(3);
    await client.wait<Status>(
      STATUS,
      (status) => !status.learned && client.received<Status>(STATUS).indexOf(status) >= before,
    );
  });

  it('is learned with what the model said of it before, where its answers are kept', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const client = await start({}, { name: 'words', digest: 'd', contextLength: 4096 });
    await client.open(uri, fresh);
    await client.wait<Status>(STATUS, ({ learned }) => learned === 6);
    const notes = posted.flatMap((sent) =>
      'task' in sent && sent.task.kind === 'learn' ? sent.task.notes : [],
    );
    expect(notes).toHaveLength(6);
    // The engine of this test answers also where it is asked only for what it said before.
    for (const { text, answers } of notes)
      expect(answers?.map(({ start, end }) => text.slice(start, end))).toEqual(['fever', 'zorplex']);
  });

  it('has its curve shown on a page that holds no text of a note', async () => {
    putGold();
    const uri = put('new.txt', fresh);
    const client = await start();
    await client.open(uri, fresh);
    const [found, same] = (await Promise.all([command(client, LEARN, uri), command(client, LEARN, uri)])) as [
      LearningPage,
      LearningPage,
    ];
    // Asked for twice, it is measured once.
    expect(same).toEqual(found);
    expect(threads.length).toBeLessThanOrEqual(2);
    expect(found.page).toContain('F1 against the number of notes');
    expect(found.page).not.toMatch(/cough|zorplex/);
    const alone = put('../alone.txt', fresh);
    await client.open(alone, fresh);
    expect(((await command(client, LEARN, alone)) as LearningPage).refused).toMatch(/fewer than two/);
  });

  it('counts a note as finished when nothing is left of what was suggested in it', async () => {
    putGold();
    const again = 'Day 4. Reports fever today.\n';
    const uri = put('new.txt', again);
    const client = await start();
    await client.open(uri, again);
    await client.wait<Status>(STATUS, ({ learned }) => learned === 6);
    await client.diagnostics(uri, (found) => says(found, 'fever: problem (agreed)'));
    await command(client, ACCEPT, { uri, version: 1, range: rangeOf(again, 'fever') });
    await client.wait<Status>(STATUS, ({ learned }) => learned === 7);
  });

  it('does not count a note as finished by itself in which nothing was suggested', async () => {
    writeFileSync(join(folder, 'corpus/annotation.conf'), '[entities]\nGene\n');
    const uri = put('one.txt', genes);
    const client = await start();
    await client.open(uri, genes);
    await client.wait<Status>(STATUS, ({ state }) => state === 'idle');
    for (const [i, said] of ['BRX7', 'KLT2'].entries()) {
      await command(client, ADD, { uri, version: 1, range: rangeOf(genes, said), type: 'Gene' });
      await client.wait<Review>(REVIEW, ({ gold, state }) => gold === i + 1 && state === 'saved');
    }
    await command(client, FINISH, { uri });
    const journal = readFileSync(join(folder, 'corpus/.marginalia/tester.jsonl'), 'utf8');
    expect([...journal.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind)).toEqual([
      'entity',
      'entity',
      'finished',
    ]);
  });
});

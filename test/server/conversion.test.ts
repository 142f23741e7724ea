import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import {
  CONVERT,
  type ConvertedCorpus,
  FORMATS,
  type Formats,
} from '../../server/src/editor/conversion-protocol';
import { serveConnection } from '../../server/src/editor/server';
import { startClient, type TestClient } from '../support/lsp-client';

let folder = '';
let client: TestClient;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-conversion-'));
  mkdirSync(join(folder, 'in'));
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    chooseEngine: async () => ({
      engine: { name: 'none', concurrency: 1, windowTokens: 1_000, async *annotate() {} },
    }),
    configFolder: join(folder, 'config'),
  });
  connection.listen();
  client = await startClient(down, up, { capabilities: { window: { workDoneProgress: true } } });
});
afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = <Answer>(command: string, argument?: unknown): Promise<Answer> =>
  client.connection.sendRequest<Answer>('workspace/executeCommand', { command, arguments: [argument] });
const convert = (from: string, to: string, source = 'in', target = 'out'): Promise<ConvertedCorpus> =>
  run(CONVERT, {
    from,
    to,
    source: pathToFileURL(join(folder, source)).href,
    target: pathToFileURL(join(folder, target)).href,
  });
/** Gives the ends of all progress; cancels each as soon as it begins, or lets it be. */
function onProgress(cancels: boolean): { ended: number } {
  const seen = { ended: 0 };
  client.connection.onRequest('window/workDoneProgress/create', () => null);
  client.connection.onUnhandledProgress(({ token, value }) => {
    if (value.kind === 'end') seen.ended++;
    if (cancels && value.kind === 'begin')
      void client.connection.sendNotification('window/workDoneProgress/cancel', { token });
  });
  return seen;
}

it('leads into another format and back, and names every loss without text of the note', async () => {
  const progress = onProgress(false);
  const ann =
    'T1\tproblem 3 8\tfever\nA1\tAssertion T1 absent\nT2\ttreatment 10 17\taspirin\nR1\tTrAP Arg1:T2 Arg2:T1\n';
  writeFileSync(join(folder, 'in/a.txt'), 'No fever, aspirin.\n');
  writeFileSync(join(folder, 'in/a.ann'), ann);
  const { readable, writable } = await run<Formats>(FORMATS);
  expect(readable).toContain('bioc-json');
  expect(writable).toContain('omop-csv');
  expect(await convert('brat', 'bioc-json')).toMatchObject({ documents: 1, failed: 0, losses: 0 });
  expect(await convert('bioc-json', 'brat', 'out', 'back')).toMatchObject({ documents: 1, failed: 0 });
  expect(readFileSync(join(folder, 'back/a.ann'), 'utf8').split('\n').sort()).toEqual(ann.split('\n').sort());
  const lossy = await convert('brat', 'conll', 'in', 'conll');
  expect(lossy.losses).toBeGreaterThan(1);
  const named = readFileSync(new URL(lossy.lossFile ?? ''), 'utf8');
  expect(named).toContain('"id":"R1"');
  expect(named + lossy.messages.join()).not.toMatch(/fever|aspirin/);
  expect(progress.ended).toBe(3);
});

it('replaces nothing that is there, and says why a folder cannot be converted', async () => {
  onProgress(false);
  writeFileSync(join(folder, 'in/a.txt'), 'No fever.\n');
  writeFileSync(join(folder, 'in/a.ann'), 'T1\tproblem 3 8\tfever\n');
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out/a.json'), '{}');
  const kept = await convert('brat', 'bioc-json');
  expect(kept).toMatchObject({ documents: 0, failed: 1 });
  expect(kept.messages.join()).toMatch(/a\.json is there and says something else; choose another folder/);
  expect(readFileSync(join(folder, 'out/a.json'), 'utf8')).toBe('{}');
  writeFileSync(join(folder, 'in/b.txt'), Buffer.from('No fi\xe8vre.\n', 'latin1'));
  writeFileSync(join(folder, 'in/b.ann'), '');
  const guessed = await convert('brat', 'jsonl', 'in', 'guessed');
  // An editor has no option to say it by.
  expect(guessed.messages.join()).toContain('if that is wrong, convert on the command line with --encoding');
  expect((await convert('cas-json', 'brat')).refused).toMatch(/no file of cas-json/);
  expect((await convert('brat', 'nothing')).refused).toMatch(/no such format/);
});

it('ends where a person cancels it, with no half file left', async () => {
  onProgress(true);
  for (let n = 0; n < 300; n++) {
    writeFileSync(join(folder, `in/n${n}.txt`), 'No fever.\n');
    writeFileSync(join(folder, `in/n${n}.ann`), 'T1\tproblem 3 8\tfever\n');
  }
  expect(await convert('brat', 'jsonl')).toMatchObject({ cancelled: true, documents: 0 });
  // Notes that were whole by then may be there; nothing that says it is all of the corpus.
  expect(readdirSync(join(folder, 'out')).filter((name) => !/^n\d+\.txt$/.test(name))).toEqual([]);
});

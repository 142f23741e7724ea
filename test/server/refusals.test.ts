import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol';
import { STATUS, type Status } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import { rootOf } from '../../server/src/privacy/corpus/corpus';
import { loadRulings } from '../../server/src/privacy/corpus/rulings-file';
import type { Engine, Result } from '../../server/src/task/engine';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'Patient: Marisol Quintrell\n\nShe slept well.\n';
const range = { start: { line: 0, character: 9 }, end: { line: 0, character: 26 } };
let folder = '';
let uri = '';
let client: TestClient;
let asked: string[] = [];
/** Whether the guard still finds something in what the model's engine is about to send. */
let refuses = true;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marginalia-refusals-'));
  await mkdir(join(folder, 'corpus'));
  await writeFile(join(folder, 'corpus', 'annotation.conf'), '');
  uri = pathToFileURL(join(folder, 'corpus', 'note.txt')).href;
  asked = [];
  refuses = true;
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    configFolder: join(folder, 'config'),
    chooseEngine: async ({ runtime }) => ({ engine: engineCalled(runtime) }),
  });
  connection.listen();
  client = await startClient(down, up, { settings: { runtime: 'ollama', tasks: ['ner'] } });
});
afterEach(async () => {
  await client.close();
  await rm(folder, { recursive: true, force: true });
});

const engineCalled = (name: string): Engine => ({
  name,
  concurrency: 1,
  windowTokens: 1_000,
  async *annotate({ note, windows }): AsyncIterable<Result> {
    for (const scope of windows) {
      asked.push(name);
      const start = note.text.indexOf('Marisol');
      const places = [{ start, end: start + 'Marisol Quintrell'.length }];
      if (name === 'embedded' || !refuses) yield { task: 'ner', scope, entities: [] };
      else
        yield {
          task: 'ner',
          scope,
          failure: { kind: 'refused-egress', message: 'It held something.', help: 'Mark it.', places },
        };
    }
  },
});

const refusals = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.filter(({ code }) => code === 'refused-egress');

async function actions(diagnostics: readonly Diagnostic[]): Promise<CodeAction[]> {
  const at = diagnostics[0]?.range;
  const wanted = {
    textDocument: { uri },
    range: at && { start: at.start, end: at.start },
    context: { diagnostics },
  };
  return client.connection.sendRequest('textDocument/codeAction', wanted);
}

const perform = (list: readonly CodeAction[], title: RegExp): Promise<unknown> => {
  const { command } = list.find((action) => title.test(action.title)) ?? {};
  expect(command, list.map((action) => action.title).join('\n')).toBeDefined();
  return client.connection.sendRequest('workspace/executeCommand', {
    command: command?.command,
    arguments: command?.arguments,
  });
};

/** The last diagnostics of the note have no refusal, and the status no failure. */
const isOver = async (): Promise<void> => {
  const before = client.received(STATUS).length;
  await client.wait(
    'textDocument/publishDiagnostics',
    () => refusals(client.published.at(-1)?.diagnostics ?? []).length === 0,
  );
  await client.wait(
    STATUS,
    () =>
      client
        .received<Status>(STATUS)
        .slice(before - 1)
        .at(-1)?.state === 'idle',
  );
};

describe('what the guard refuses', () => {
  it('is a warning where it stands, also after an edit, and the status leads there', async () => {
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) => refusals(found).length > 0);
    expect(refusals(diagnostics)).toMatchObject([{ range, severity: 2 }]);
    expect(JSON.stringify(refusals(diagnostics))).not.toMatch(/Marisol|Quintrell/);
    const { place } = await client.wait<Status>(STATUS, ({ state }) => state === 'failed');
    expect(place).toEqual({ uri, range });
    const above = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    await client.change(uri, 2, { range: above, text: 'Ward 3\n' });
    const later = await client.diagnostics(
      uri,
      (found, version) => version === 2 && refusals(found).length > 0,
    );
    expect(refusals(later.diagnostics)[0]?.range.start).toEqual({ line: 1, character: 9 });
  });

  it('is over when a person says what it is, and the model is asked anew', async () => {
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) => refusals(found).length > 0);
    refuses = false;
    await perform(
      await actions(refusals(diagnostics)),
      /^Always an identifier: “Marisol Quintrell” as NAME$/,
    );
    await isOver();
    const { list } = loadRulings(join(folder, 'config'), rootOf(join(folder, 'corpus')));
    expect(list).toEqual([{ verdict: 'NAME', phrase: 'Marisol Quintrell' }]);
    expect(asked.length).toBeGreaterThan(1);
  });

  it('may be left to the embedded engine, for this note alone and until it is closed', async () => {
    const other = pathToFileURL(join(folder, 'corpus', 'other.txt')).href;
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) => refusals(found).length > 0);
    await perform(await actions(refusals(diagnostics)), /embedded engine/);
    await isOver();
    expect(asked.at(-1)).toBe('embedded');
    await client.open(other, text);
    await client.diagnostics(other, (found) => refusals(found).length > 0);
    expect(asked.at(-1)).toBe('ollama');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.open(uri, `${text}Again.\n`);
    await client.diagnostics(uri, (found) => refusals(found).length > 0);
    expect(asked.at(-1)).toBe('ollama');
  });
});

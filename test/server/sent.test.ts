import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { SENT, type SentArgument, STATUS, type Status } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import { embedded } from '../../server/src/embedded/engine';
import { chooseEngine } from '../../server/src/pipeline/auto';
import { placeholderKey } from '../../server/src/privacy/corpus/key';
import { startOllamaDouble } from '../doubles/ollama';
import { startClient, type TestClient } from '../support/lsp-client';

const uri = 'file:///ward/note.txt';
const story = 'The patient slept well and walked along the corridor with the nurse. '.repeat(8);
const text = `Patient: Marisol Quintrell\n\nHPI:\nSeen 3/14/2024 by Dr. Osterholt. Denies fever. Given aspirin for fever.\n\nCOURSE:\n${story}\n\nPLAN:\nFever persists. Mr. Quintrell phones 555-0142.\n`;
const cleanups: (() => Promise<unknown>)[] = [];
let configFolder = '';

beforeEach(async () => {
  configFolder = await mkdtemp(join(tmpdir(), 'marginalia-sent-'));
  cleanups.push(() => rm(configFolder, { recursive: true, force: true }));
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(settings: object): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const key = await placeholderKey(configFolder);
  serveConnection(connection, {
    version: '0',
    configFolder,
    chooseEngine: ({ runtime, endpoint, model }, signal) =>
      chooseEngine({ runtime, endpoint, model, allowedHosts: [], key, embedded, signal }),
  });
  connection.listen();
  const client = await startClient(down, up, { settings });
  cleanups.push(() => client.close());
  return client;
}

const sent = (client: TestClient, part: SentArgument['part']): Promise<string> =>
  client.connection.sendRequest('workspace/executeCommand', { command: SENT, arguments: [{ uri, part }] });

/** What a shown text says that leaves. */
const leaving = (shown: string): string[] =>
  shown
    .split(/^═.*\n/m)
    .map((part) => part.trim())
    .filter((part) => part !== '');

it('what is shown of a note is what leaves at the socket, word for word', async () => {
  const entities = [
    { text: 'fever', type: 'problem', assertion: 'absent' },
    { text: 'aspirin', type: 'treatment' },
    { text: 'fever', type: 'problem' },
    { text: 'Fever', type: 'problem' },
  ];
  const server = await startOllamaDouble({
    answer: (_, { format }) => {
      const [name = ''] = Object.keys(format?.properties ?? {});
      const found = { entities, summary: 'what the model says of this part of the note' }[name] ?? [];
      return JSON.stringify({ [name]: found });
    },
  });
  cleanups.push(server.close);
  const client = await start({
    runtime: 'ollama',
    endpoint: server.url,
    hypotheses: ['Marisol Quintrell has a fever.'],
  });
  await client.open(uri, text);
  // At rest after work: before the first question it rests as well.
  await client.wait<Status>(STATUS, () => {
    const states = client.received<Status>(STATUS).map(({ state }) => state);
    return states.includes('working') && states.lastIndexOf('idle') > states.indexOf('working');
  });
  const left = server
    .chats()
    .map(({ body: { messages } }) => messages.map(({ content }) => content.trim()).join('\n'));
  expect(left.length).toBeGreaterThan(4);
  const before = server.requests.length;
  const shown = await sent(client, 'questions');
  expect(leaving(shown).sort()).toEqual([...new Set(left)].sort());
  expect(server.requests).toHaveLength(before);
  const schemas = server.chats().map(({ body: { format } }) => JSON.stringify(format));
  for (const schema of schemas) expect(shown).toContain(schema);
  const view = await sent(client, 'note');
  expect(view).not.toMatch(/Quintrell|Osterholt|555-0142/);
  for (const line of view.split('\n').filter((one) => one.includes('[**') && !one.startsWith('Patient')))
    expect(
      left.some((prompt) => prompt.includes(line)),
      line,
    ).toBe(true);
});

it('is shown without any model, as the note is now, for the tasks that are on', async () => {
  const settings = { runtime: 'embedded', tasks: ['ner', 'relation'] };
  const client = await start(settings);
  await client.open(uri, text);
  await client.diagnostics(uri, (found) => found.some(({ code }) => code === 'treatment'));
  await client.wait<Status>(STATUS, ({ state }) => state === 'idle');
  const shown = await sent(client, 'questions');
  expect(shown).toMatch(/none answers now, so nothing is sent/);
  expect(shown).toMatch(/: entities ═/);
  expect(shown).toMatch(/: relations ═/);
  expect(shown).not.toMatch(/: summaries ═|: contradictions/);
  expect(shown).not.toMatch(/Quintrell|Osterholt|555-0142/);
  await client.change(uri, 2, { text: 'Seen by Dr. Wexcombe, who found a rash.\n' });
  const changed = await sent(client, 'questions');
  expect(changed).toContain('who found a rash');
  expect(changed).not.toMatch(/Wexcombe|aspirin/);
  expect(await sent(client, 'note')).toMatch(/^Seen by Dr\. \[\*\*.*\*\*\], who found a rash\.\n$/);
});

it('shows nothing of a note that is not open', async () => {
  const client = await start({ runtime: 'embedded' });
  expect(await sent(client, 'note')).toBeNull();
});

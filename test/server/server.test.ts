import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { CodeLens, Hover } from 'vscode-languageserver-protocol';
import type { Entity, Relation } from '../../server/src/annotation/annotation';
import { ANNOTATE, STATUS, type Status } from '../../server/src/editor/protocol';
import { type ServerOptions, serveConnection } from '../../server/src/editor/server';
import { MOST_DIAGNOSTICS } from '../../server/src/editor/showing/diagnostics';
import type { Engine, Request, Result } from '../../server/src/task/engine';
import { startClient, type TestClient } from '../support/lsp-client';

const uri = 'file:///ward/note.txt';
const origin = { by: 'embedded', version: 'test' } as const;
const clients: TestClient[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

async function start(
  engine: Engine,
  settings: unknown = {},
  chooseEngine: ServerOptions['chooseEngine'] = async () => ({ engine }),
): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, { version: '0', chooseEngine, configFolder: '/nowhere/marginalia' });
  connection.listen();
  const client = await startClient(down, up, { settings });
  clients.push(client);
  return client;
}

/** A promise and the way to fulfil it. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** An engine that marks a word wherever it stands in a window. */
function wordEngine(
  words: Record<string, string>,
  watch: (request: Request) => Promise<void> = async () => {},
): Engine {
  return {
    name: 'words',
    concurrency: 4,
    windowTokens: 1_000,
    async *annotate(request): AsyncIterable<Result> {
      await watch(request);
      for (const window of request.windows) {
        const text = request.note.text.slice(window.start, window.end);
        const entities: Entity[] = Object.entries(words).flatMap(([word, type]) =>
          [...text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map((m) => ({
            id: request.nextId(),
            type,
            spans: [{ start: window.start + m.index, end: window.start + m.index + word.length }],
            text: word,
            attributes: type === 'problem' ? { Assertion: 'absent' } : {},
            confidence: 0.8,
            alignment: 'exact',
            origin,
          })),
        );
        yield { task: 'ner', scope: window, entities };
        const [from, to] = [
          entities.find((e) => e.type === 'treatment'),
          entities.find((e) => e.type === 'problem'),
        ];
        const relations: Relation[] =
          from && to
            ? [
                {
                  id: request.nextId(),
                  type: 'TrAP',
                  from: from.id,
                  to: to.id,
                  roles: ['Arg1', 'Arg2'],
                  confidence: 1,
                  origin,
                },
              ]
            : [];
        yield { task: 'relation', scope: window, relations };
      }
      const scope = { start: 0, end: request.note.text.length };
      if (request.tasks.has('summary')) {
        for (const section of request.sections)
          yield {
            task: 'summary',
            scope: section,
            summary: { scope: section, text: `about ${section.title}`, evidence: [], origin },
          };
        yield { task: 'summary', scope, summary: { scope, text: 'in all', evidence: [], origin } };
      }
      if (request.tasks.has('nli')) {
        const [a, b] = request.note.sections;
        if (a && b)
          yield {
            task: 'nli',
            scope,
            inferences: [
              {
                premise: a,
                hypothesis: b,
                label: 'contradiction',
                reason: 'left against right',
                confidence: 0.7,
                origin,
              },
            ],
          };
      }
    },
  };
}

const text = 'HPI:\nDenies fever. Given aspirin for fever.\n\nPLAN:\nfever watch.\n';
const at = (line: number, from: number, to: number) => ({
  start: { line, character: from },
  end: { line, character: to },
});

describe('an open note', () => {
  it('shows entities as diagnostics, on the right characters', async () => {
    const client = await start(wordEngine({ fever: 'problem', aspirin: 'treatment' }));
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(
      uri,
      (found) => found.filter((d) => d.code === 'problem').length === 3,
    );
    expect(diagnostics.find((d) => d.code === 'treatment')).toMatchObject({
      range: at(1, 20, 27),
      source: 'marginalia',
      severity: 3,
      message: 'aspirin: treatment',
    });
    expect(diagnostics.filter((d) => d.code === 'problem').map((d) => d.range.start)).toEqual([
      { line: 1, character: 7 },
      { line: 1, character: 32 },
      { line: 4, character: 0 },
    ]);
  });

  it('shows a contradiction at both ends, each linked to the other', async () => {
    const client = await start(wordEngine({}));
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) =>
      found.some((d) => d.code === 'contradiction'),
    );
    const ends = diagnostics.filter((d) => d.code === 'contradiction');
    expect(
      ends.map((d) => [d.severity, d.range.start.line, d.relatedInformation?.[0]?.location.range.start.line]),
    ).toEqual([
      [2, 0, 3],
      [2, 3, 0],
    ]);
  });

  it('answers a hover from what is known', async () => {
    const client = await start(wordEngine({ fever: 'problem', aspirin: 'treatment' }));
    await client.open(uri, text);
    // What mentions there are is told once the gold of the note is read.
    await client.diagnostics(uri, (found) =>
      ['contradiction', 'problem', 'TrAP'].every((code) => found.some((d) => d.code === code)),
    );
    const hover: Hover | null = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 8 },
    });
    const { value } = (hover as Hover).contents as { value: string };
    expect(value).toContain('**fever** · problem, absent');
    expect(value).toContain('TrAP ← aspirin');
    expect(value).toContain('in HPI');
  });

  it('has a lens for the note and for each heading, as many before the answers as after', async () => {
    const gate = deferred();
    const client = await start(wordEngine({}, () => gate.promise));
    await client.open(uri, text);
    const lenses = async (): Promise<CodeLens[]> =>
      (await client.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } })) ?? [];
    const before = await lenses();
    expect(before.map((l) => [l.range.start.line, l.command?.title])).toEqual([
      [0, 'Note: …'],
      [0, 'Summary: …'],
      [3, 'Summary: …'],
    ]);
    gate.resolve();
    await client.wait('workspace/codeLens/refresh', () => true);
    const after = await lenses();
    expect(after.map((l) => l.range)).toEqual(before.map((l) => l.range));
    expect(after.map((l) => l.command?.title)).toEqual([
      'Note: in all',
      'Summary: about HPI',
      'Summary: about PLAN',
    ]);
  });

  it('names the engine and what is waited for', async () => {
    const client = await start(wordEngine({}));
    await client.open(uri, text);
    const idle = await client.wait<Status>(STATUS, (s) => s.state === 'idle');
    expect(idle).toMatchObject({ engine: 'words', pending: 0 });
  });
});

describe('an edit', () => {
  /** An engine whose answers to all but the first requests never come. */
  function silentAfter(first: number, signals: AbortSignal[]): Engine {
    let asked = 0;
    return wordEngine({ fever: 'problem' }, async ({ signal, windows }) => {
      if (windows.length === 0 || asked++ < first) return;
      signals.push(signal);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
  }

  it('moves at once what it did not touch, and takes away at once what it did', async () => {
    const client = await start(silentAfter(1, []));
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.filter((d) => d.code === 'problem').length === 3);
    await client.change(uri, 2, { range: at(0, 0, 0), text: 'Ward 3\n' }, { range: at(2, 9, 9), text: 'z' });
    const { diagnostics } = await client.diagnostics(uri, (_, version) => version === 2);
    expect(diagnostics.filter((d) => d.code === 'problem').map((d) => d.range)).toEqual([
      at(2, 33, 38),
      at(5, 0, 5),
    ]);
  });

  it('ends the request it made pointless, and no other', async () => {
    const signals: AbortSignal[] = [];
    const sentences = 'The patient slept well and had no complaints at all overnight. '.repeat(14);
    const long = Array.from(
      { length: 60 },
      (_, i) => `SECTION ${String.fromCharCode(65 + (i % 26))}:\n${sentences}\n\n`,
    ).join('');
    const client = await start(silentAfter(0, signals));
    await client.open(uri, long);
    await client.wait<Status>(STATUS, (s) => s.state === 'working' && s.pending > 4);
    expect(signals).toHaveLength(4);
    await client.change(uri, 2, { range: at(1, 0, 0), text: 'Today: ' });
    await client.diagnostics(uri, (_, version) => version === 2);
    expect(signals.slice(0, 4).map((s) => s.aborted)).toEqual([true, false, false, false]);
  });

  it('shows no result for text that is gone', async () => {
    // Two requests, each asked and then held back until the test lets it go.
    const asked = [deferred(), deferred()];
    const answers = [deferred(), deferred()];
    let count = 0;
    const engine = wordEngine({ fever: 'problem' }, async ({ windows }) => {
      if (windows.length === 0) return;
      const turn = count++;
      asked[turn]?.resolve();
      await answers[turn]?.promise;
    });
    const client = await start(engine);
    await client.open(uri, 'Given aspirin for fever.\n');
    await asked[0]?.promise;
    await client.change(uri, 2, { range: at(0, 18, 23), text: 'cough and fever' });
    await client.diagnostics(uri, (_, version) => version === 2);
    answers[0]?.resolve();
    await asked[1]?.promise;
    answers[1]?.resolve();
    const { diagnostics } = await client.diagnostics(uri, (found) => found.some((d) => d.code === 'problem'));
    expect(diagnostics.filter((d) => d.code === 'problem').map((d) => d.range)).toEqual([at(0, 28, 33)]);
    for (const { diagnostics: shown, version } of client.published)
      for (const d of shown) if (d.code === 'problem') expect([version, d.range]).toEqual([2, at(0, 28, 33)]);
  });
});

describe('a long note', () => {
  it('publishes no more than a client can hold, the nearest to the screen first', async () => {
    const client = await start(wordEngine({ fever: 'problem' }), { identifiers: { severity: 'off' } });
    const lines = 3_000;
    await client.open(uri, 'Had fever today.\n\n'.repeat(lines));
    await client.wait<Status>(STATUS, (s) => s.state === 'idle');
    // No mention is told of before the gold of the note is read.
    await client.diagnostics(uri, (found) => found.length === MOST_DIAGNOSTICS);
    const change = { range: at(4_000, 0, 0), text: 'x' };
    await client.change(uri, 2, change);
    const { diagnostics } = await client.diagnostics(uri, (_, version) => version === 2);
    expect(diagnostics).toHaveLength(MOST_DIAGNOSTICS);
    const shown = diagnostics.map((d) => d.range.start.line);
    expect(Math.min(...shown)).toBeGreaterThan(3_400);
    expect(Math.max(...shown)).toBeLessThan(4_600);
  });
});

it('a client that has no settings when it is asked keeps those that it began with', async () => {
  const asked = deferred();
  const models: string[] = [];
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    configFolder: '/nowhere/marginalia',
    chooseEngine: async ({ model }) => {
      models.push(model);
      asked.resolve();
      return { engine: wordEngine({}) };
    },
  });
  connection.listen();
  const initializationOptions = { settings: { model: 'mine' } };
  clients.push(await startClient(down, up, { settings: null, initializationOptions }));
  await asked.promise;
  expect(models).toEqual(['mine']);
});

describe('a change of settings', () => {
  it('ends a choice of engine that is still under way, which then changes nothing', async () => {
    const asked = [deferred(), deferred()];
    let count = 0;
    const words = wordEngine({ fever: 'problem' });
    const client = await start(words, {}, async (_, signal) => {
      const turn = count++;
      asked[turn]?.resolve();
      // The first waits for a server until it is told not to, as the runtime does.
      if (turn === 0)
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      return { engine: words };
    });
    await asked[0]?.promise;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.some((d) => d.code === 'problem'));
    await client.wait<Status>(STATUS, (s) => s.state === 'idle');
    expect(client.received<Status>(STATUS).filter((s) => s.state === 'failed')).toEqual([]);
  });

  it('takes away what a task said that is turned off', async () => {
    const settings = { tasks: ['ner', 'nli', 'summary'] };
    const client = await start(wordEngine({ fever: 'problem' }), settings);
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.some((d) => d.code === 'contradiction'));
    settings.tasks = ['summary'];
    const before = client.published.length;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await client.change(uri, 2, { range: at(0, 0, 0), text: ' ' });
    await client.diagnostics(uri, (_, version) => version === 2);
    await client.wait('textDocument/publishDiagnostics', () => {
      const now = client.published.slice(before).at(-1);
      return now?.diagnostics.every((d) => String(d.code).startsWith('identifier')) ?? false;
    });
  });
});

describe('a note that is closed and opened again', () => {
  it('is annotated as if it were new, also while all is annotated anew', async () => {
    const gate = deferred();
    const words = wordEngine({ fever: 'problem' });
    let count = 0;
    const client = await start(words, {}, async () => {
      if (count++ > 0) await gate.promise;
      return { engine: words };
    });
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.some((d) => d.code === 'problem'));
    const annotating = client.connection.sendRequest('workspace/executeCommand', { command: ANNOTATE });
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.diagnostics(uri, (found) => found.length === 0);
    await client.open(uri, 'No fever.\n');
    gate.resolve();
    await annotating;
    await client.diagnostics(uri, (found) =>
      found.some((d) => d.code === 'problem' && d.range.start.line === 0),
    );
    await client.change(uri, 2, { range: at(0, 0, 0), text: 'Has fever.\n' });
    await client.diagnostics(
      uri,
      (found, version) => version === 2 && found.filter((d) => d.code === 'problem').length === 2,
    );
  });
});

describe('an engine that fails', () => {
  it('is named with what to do, and asked again on request', async () => {
    let down = true;
    const words = wordEngine({ fever: 'problem' });
    const engine: Engine = {
      ...words,
      async *annotate(request) {
        if (!down) yield* words.annotate(request);
        else
          yield {
            task: 'ner',
            scope: { start: 0, end: request.note.text.length },
            failure: { kind: 'unreachable', message: 'Nothing answers.', help: 'Start it.' },
          };
      },
    };
    const client = await start(engine);
    await client.open(uri, text);
    const failed = await client.wait<Status>(STATUS, (s) => s.state === 'failed');
    expect(failed).toMatchObject({ message: 'Nothing answers.', help: 'Start it.' });
    down = false;
    await client.connection.sendRequest('workspace/executeCommand', { command: ANNOTATE });
    await client.diagnostics(uri, (found) => found.some((d) => d.code === 'problem'));
  });

  it('that throws costs its answer, not the server', async () => {
    const client = await start({
      name: 'broken',
      concurrency: 1,
      windowTokens: 500,
      // biome-ignore lint/correctness/useYield: it fails before it yields
      async *annotate(): AsyncIterable<Result> {
        throw new TypeError('patient Doe');
      },
    });
    await client.open(uri, text);
    const failed = await client.wait<Status>(STATUS, (s) => s.state === 'failed');
    expect(failed.message).toContain('TypeError');
    expect(JSON.stringify(client.received(STATUS))).not.toContain('Doe');
  });
});

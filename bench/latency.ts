import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { STATUS, type Status } from '../server/src/editor/protocol';
import { filesIn } from './corpus';
import { quantile, type Row, spread } from './table';

/** A note of so many words, from the project's examples. */
function noteOf(words: number): string {
  const examples = filesIn('examples', '.txt').map((file) => readFileSync(file, 'utf8'));
  const parts: string[] = [];
  for (let count = 0, i = 0; count < words; i++) {
    const text = `Part ${i}\n\n${examples[i % examples.length]}`;
    parts.push(text);
    count += text.split(/\s+/).length;
  }
  return parts.join('\n');
}

interface Server {
  readonly connection: MessageConnection;
  /** The next diagnostics for a version of the document. */
  published(version: number): Promise<PublishDiagnosticsParams>;
  idle(): Promise<void>;
  stop(): void;
}

async function startServer(): Promise<Server> {
  const child = spawn(process.execPath, ['server/out/main.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let look = (): void => {};
  const waits: { version: number; resolve: (p: PublishDiagnosticsParams) => void }[] = [];
  let status: Status | undefined;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    for (const wait of waits.splice(0)) {
      if (params.version === wait.version) wait.resolve(params);
      else waits.push(wait);
    }
  });
  connection.onNotification(STATUS, (message: Status) => {
    status = message;
    look();
  });
  connection.onRequest('workspace/configuration', () => [{ runtime: 'embedded' }]);
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true } },
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    published: (version) => new Promise((resolve) => waits.push({ version, resolve })),
    idle: () =>
      new Promise((resolve) => {
        look = () => {
          if (status?.state === 'idle') resolve();
        };
        look();
      }),
    stop: () => {
      connection.dispose();
      child.kill();
    },
  };
}

const uri = 'file:///note.txt';
const textDocument = (version: number) => ({ uri, version });

/** Milliseconds from one typed letter to the diagnostics of the text with it, as a client on the other end of the pipe sees it. */
async function keystrokes(words: number, count: number): Promise<number[]> {
  const server = await startServer();
  const text = noteOf(words);
  const first = server.published(1);
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'clinical-note', version: 1, text },
  });
  await first;
  await server.idle();
  const lines = text.split('\n');
  // Behind a word in the middle of the note, where there is as much before as after.
  let line = Math.floor(lines.length / 2);
  while ((lines[line] ?? '').length < 20) line++;
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const version = i + 2;
    const shown = server.published(version);
    const position = { line, character: 10 + i };
    const started = performance.now();
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: textDocument(version),
      contentChanges: [{ range: { start: position, end: position }, text: i % 6 === 5 ? ' ' : 'a' }],
    });
    await shown;
    times.push(performance.now() - started);
    // As fast as a fast typist, so that debounced work falls between the keys.
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  server.stop();
  return times;
}

/** Milliseconds from starting the process to the first diagnostics of a short note. */
export async function startUp(): Promise<number> {
  const started = performance.now();
  const server = await startServer();
  const shown = server.published(1);
  await server.connection.sendNotification('textDocument/didOpen', {
    textDocument: {
      uri,
      languageId: 'clinical-note',
      version: 1,
      text: readFileSync(filesIn('examples', '.txt')[0] ?? '', 'utf8'),
    },
  });
  await shown;
  const took = performance.now() - started;
  server.stop();
  return took;
}

export async function latency(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const words of [1_000, 10_000, 100_000]) {
    const times = (await keystrokes(words, 220)).slice(20);
    const p95 = quantile(times, 0.95);
    rows.push({
      what: `keystroke to local diagnostics, ${words.toLocaleString('en')} words`,
      value: `p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms (n=${times.length})`,
      ...(words === 10_000 && { goal: 'p95 at most 16 ms', met: p95 <= 16 }),
    });
  }
  const starts: number[] = [];
  for (let i = 0; i < 11; i++) starts.push(await startUp());
  rows.push({
    what: 'start of the server to first local diagnostics',
    value: spread(starts.slice(1), 0, 'ms'),
    goal: 'at most 300 ms',
    met: quantile(starts, 0.95) <= 300,
  });
  return rows;
}

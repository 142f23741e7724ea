import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { REVIEW, type Review } from '../server/src/editor/gold/gold-protocol';
import { STATUS, type Status } from '../server/src/editor/protocol';

/** Tells how much processor time the process, with all its threads, has used, in microseconds, when it is asked. */
const PRELOAD = `data:text/javascript,${encodeURIComponent(
  'if(process.send)process.on("message",()=>process.send(process.cpuUsage())).channel.unref();',
)}`;

/** What one step took: milliseconds until its answer, of the server's processor until then, and with all that follows. */
export interface Cost {
  readonly clock: number;
  readonly processor: number;
  readonly settled: number;
}

export type ReviewServer = Awaited<ReturnType<typeof startReview>>;

/** The built server at the other end of a pipe, as an editor that colours by itself runs it. */
export async function startReview(configFolder: string) {
  const child = spawn(process.execPath, ['--import', PRELOAD, 'server/out/main.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, XDG_CONFIG_HOME: configFolder, APPDATA: configFolder },
  });
  const [stdin, stdout] = [child.stdin, child.stdout];
  if (!stdin || !stdout) throw new Error('the server has no pipes');
  const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
  const waits = new Set<() => void>();
  const reviews = new Map<string, Review>();
  let status: Status | undefined;
  let sent = 0;
  const look = (): void => {
    for (const wait of [...waits]) wait();
  };
  connection.onNotification(REVIEW, (message: Review) => {
    reviews.set(message.uri, message);
    look();
  });
  connection.onNotification(STATUS, (message: Status) => {
    status = message;
    look();
  });
  connection.onRequest('workspace/configuration', () => [{ runtime: 'embedded', annotator: 'bench' }]);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true } },
    initializationOptions: { annotations: true },
  });
  await connection.sendNotification('initialized', {});

  const until = (fits: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const wait = (): void => {
        if (!fits()) return;
        waits.delete(wait);
        resolve();
      };
      waits.add(wait);
      wait();
    });
  /** Milliseconds of processor time of the server so far. */
  const processor = (): Promise<number> =>
    new Promise((resolve) => {
      child.once('message', (used: NodeJS.CpuUsage) => resolve((used.user + used.system) / 1000));
      child.send(++sent);
    });
  const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  return {
    connection,
    async open(path: string): Promise<string> {
      const uri = pathToFileURL(path).href;
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'clinical-note', version: 1, text: readFileSync(path, 'utf8') },
      });
      return uri;
    },
    /** Waits until the review of a note stands so, and no answer is awaited. */
    reviewed: (uri: string, fits: (review: Review) => boolean): Promise<void> =>
      until(() => {
        const review = reviews.get(uri);
        return status?.state === 'idle' && review !== undefined && fits(review);
      }),
    left: (uri: string): number => reviews.get(uri)?.left ?? 0,
    command: <Answer>(command: string, argument: object): Promise<Answer> =>
      connection.sendRequest<Answer>('workspace/executeCommand', { command, arguments: [argument] }),
    /** Does one step, and waits until all that it brings along is done. @param done when that is known */
    async timed<Answer>(
      step: () => Promise<Answer>,
      done?: () => Promise<void>,
    ): Promise<{ answer: Answer; cost: Cost; saved: number }> {
      const before = await processor();
      const begun = performance.now();
      const answer = await step();
      const clock = performance.now() - begun;
      const answered = await processor();
      await done?.();
      const saved = performance.now() - begun;
      // What is counted after a decision waits for a moment of rest.
      if (done) await rest(90);
      const settled = done ? (await processor()) - before : answered - before;
      return { answer, cost: { clock, processor: answered - before, settled }, saved };
    },
    async stop(): Promise<void> {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
}

/** The text of a file; none where it is missing. */
export const textOf = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

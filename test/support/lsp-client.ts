import type { Readable, Writable } from 'node:stream';
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';

/** A client that a test drives: it sends what it is told and waits for what it is told, never for time to pass. */
export interface TestClient {
  readonly connection: MessageConnection;
  /** All diagnostics that came, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** All messages of a kind that came, oldest first. */
  received<Message>(method: string): readonly Message[];
  /** The first message of a kind that fits, of those that came already or will come. */
  wait<Message>(method: string, fits: (message: Message) => boolean): Promise<Message>;
  /** The first diagnostics of a note that fit; `after` leaves out so many that came before. */
  diagnostics(
    uri: string,
    fits: (found: Diagnostic[], version: number) => boolean,
  ): Promise<PublishDiagnosticsParams>;
  open(uri: string, text: string): Promise<void>;
  change(uri: string, version: number, ...changes: TextDocumentContentChangeEvent[]): Promise<void>;
  close(): Promise<void>;
}

export async function startClient(
  fromServer: Readable,
  toServer: Writable,
  options: {
    settings?: unknown;
    capabilities?: ClientCapabilities;
    initializationOptions?: unknown;
    trace?: 'off' | 'messages' | 'verbose';
  } = {},
): Promise<TestClient> {
  const connection = createMessageConnection(
    new StreamMessageReader(fromServer),
    new StreamMessageWriter(toServer),
  );
  const messages: { method: string; message: unknown }[] = [];
  const waiting = new Set<() => void>();
  const note = (method: string, message: unknown): void => {
    messages.push({ method, message });
    for (const look of waiting) look();
  };
  connection.onNotification((method, params) => note(method, params));
  connection.onRequest('workspace/configuration', () => [
    options.settings === undefined ? {} : options.settings,
  ]);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/codeLens/refresh', () => {
    note('workspace/codeLens/refresh', {});
    return null;
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? {
      workspace: { configuration: true, codeLens: { refreshSupport: true } },
    },
    initializationOptions: options.initializationOptions,
    trace: options.trace ?? 'off',
  });
  await connection.sendNotification('initialized', {});

  const received = <Message>(method: string): Message[] =>
    messages.filter((m) => m.method === method).map((m) => m.message as Message);
  const wait = <Message>(method: string, fits: (message: Message) => boolean): Promise<Message> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = received<Message>(method).find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const method = 'textDocument/publishDiagnostics';

  return {
    connection,
    get published() {
      return received<PublishDiagnosticsParams>(method);
    },
    received,
    wait,
    diagnostics: (uri, fits) =>
      wait<PublishDiagnosticsParams>(method, (p) => p.uri === uri && fits(p.diagnostics, p.version ?? -1)),
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'clinical-note', version: 1, text },
      }),
    change: (uri, version, ...contentChanges) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges,
      }),
    async close() {
      // Without `exit`: in process, the library would end the test with the server.
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}

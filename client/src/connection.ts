import * as vscode from 'vscode';
import {
  CloseAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { REVIEW, type Review } from '../../server/src/editor/gold/gold-protocol';
import {
  ANNOTATE,
  ANNOTATIONS,
  ROTATE,
  type SentKey,
  type ShownAnnotations,
  STATUS,
  type Status,
  VISIBLE,
  type Visible,
} from '../../server/src/editor/protocol';
import type { ModelServer } from './model-setup';
import { BRAT_STANDOFF, CLINICAL_NOTE } from './notes';
import type { Shown } from './status';

export interface Connection {
  /** Asks the server to look for its engine anew, and to annotate every open note with it. */
  annotate(uri: string): Promise<void>;
  /** Has the server give new placeholders to the workspace and to all open notes. */
  rotateKey(): Promise<void>;
  /** Has the server run a command of its own; gives what that gives. */
  run(command: string, argument: unknown): Promise<unknown>;
  /** For setting up models. */
  readonly models: ModelServer;
  /** Tells the server which part of a note is on the screen; without a server, nothing. */
  tellVisible(visible: Visible): void;
  /** The server's process while it runs. */
  process(): number | undefined;
  /** Ends the server and lets go of everything; never rejects. */
  stop(): Promise<void>;
}

export interface Listener {
  status(status: Shown): void;
  annotations(annotations: ShownAnnotations): void;
  review(review: Review): void;
  /** The server is there and knows the open notes. */
  running(): void;
}

/**
 * A trace prints whole messages, so notes, and the client library lets a workspace's setting and a log level
 * turn it on. It looks at this channel alone for both, and this channel never listens.
 */
function silentTrace(channel: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const nothing = (): void => undefined;
  return {
    name: channel.name,
    logLevel: vscode.LogLevel.Off,
    onDidChangeLogLevel: () => new vscode.Disposable(nothing),
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    append: nothing,
    appendLine: nothing,
    replace: nothing,
    clear: nothing,
    show: nothing,
    hide: nothing,
    dispose: nothing,
  };
}

/** What the user, never a workspace, has allowed beside this machine. */
export function allowedHosts(): readonly string[] {
  const setting = vscode.workspace.getConfiguration('marginalia').inspect<unknown>('allowedHosts');
  const value = setting?.globalValue;
  return Array.isArray(value) ? value.filter((host) => typeof host === 'string' && host !== '') : [];
}

/** Starts the language server and keeps it running. Returns at once; how it fares goes to the listener. */
export function connect(
  server: string,
  log: vscode.LogOutputChannel,
  listener: Listener,
  keys: readonly SentKey[],
): Connection {
  let stopping = false;
  const failed = (message: string): void => {
    if (!stopping)
      listener.status({ state: 'stopped', message, help: 'Restart the server; the log says more.' });
  };

  // The library's policy (five ends within three minutes are too many), without its pop-ups.
  const errorHandler: ErrorHandler = {
    error: async (error, message, count) => ({
      ...(await policy.error(error, message, count)),
      handled: true,
    }),
    closed: async () => {
      if (stopping) return { action: CloseAction.DoNotRestart, handled: true };
      const result = await policy.closed();
      if (result.action === CloseAction.Restart) {
        const message = 'The language server ended unexpectedly and is being restarted.';
        listener.status({ state: 'starting', engine: '', message, help: '', pending: 0 });
      } else failed('The language server ended several times within minutes and is not restarted any more.');
      return { ...result, handled: true };
    },
  };
  const options: LanguageClientOptions = {
    documentSelector: ['file', 'untitled'].flatMap((scheme) =>
      [CLINICAL_NOTE, BRAT_STANDOFF].map((language) => ({ scheme, language })),
    ),
    // The entities to colour are sent to clients that ask for them. Keys go this way alone: no argument, no setting.
    initializationOptions: { annotations: true, keys },
    outputChannel: log,
    traceOutputChannel: silentTrace(log),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    diagnosticCollectionName: 'marginalia',
    errorHandler,
    initializationFailedHandler: () => {
      failed('The language server did not start.');
      return false;
    },
  };
  const client = new LanguageClient(
    'marginalia',
    'Marginalia',
    {
      module: server,
      transport: TransportKind.ipc,
      args: allowedHosts().map((host) => `--allow-host=${host}`),
    },
    options,
  );
  const policy = client.createDefaultErrorHandler();
  client.onNotification(STATUS, (status: Status) => {
    if (!stopping) listener.status(status);
  });
  client.onNotification(ANNOTATIONS, (annotations: ShownAnnotations) => listener.annotations(annotations));
  client.onNotification(REVIEW, (review: Review) => listener.review(review));
  client.onDidChangeState(({ newState }) => {
    // The library opens the notes at the server in this same turn, right after the event.
    if (newState === State.Running) setImmediate(() => listener.running());
  });
  client.start().catch((error: unknown) => {
    log.error(error instanceof Error ? error.message : 'The language server did not start.');
    failed('The language server did not start.');
  });

  return {
    annotate: async (uri) => {
      await client.sendRequest('workspace/executeCommand', { command: ANNOTATE, arguments: [uri] });
    },
    rotateKey: async () => {
      await client.sendRequest('workspace/executeCommand', { command: ROTATE });
    },
    run: (command, argument) =>
      client.sendRequest('workspace/executeCommand', { command, arguments: [argument] }),
    models: {
      request: async (method, params, token) => {
        await client.start();
        return client.sendRequest(method, params, token);
      },
      onNotification: (method, heard) => client.onNotification(method, heard),
    },
    tellVisible: (visible) => {
      // A server that is just ending will hear it when it is back.
      if (client.isRunning()) client.sendNotification(VISIBLE, visible).catch(() => undefined);
    },
    process: () => client.serverProcess?.pid,
    stop: async () => {
      stopping = true;
      // A server that does not end in time, or has not started, is killed by the library a little later.
      await client.dispose().catch(() => undefined);
    },
  };
}

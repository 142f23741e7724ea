import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { discreet } from './editor/discreet';
import { serveConnection } from './editor/server';
import { makeLearnerClient, startThread } from './pipeline/learned/thread';
import { compilePatternsAtOnce } from './runtime/patterns';
import { endAtUnforeseen } from './runtime/unforeseen';
import { cacheFolder, configFolder, userAllowedHosts } from './runtime/user-config';

export interface ServeOptions {
  readonly transport: 'stdio' | 'ipc';
  /** Hosts beside this machine that the user allowed for this run; never taken from a workspace. */
  readonly allowedHosts: readonly string[];
}

/** Serves one client until it leaves. */
export function serve({ transport, allowedHosts }: ServeOptions): void {
  const connection =
    transport === 'ipc'
      ? createConnection(new IPCMessageReader(process), new IPCMessageWriter(process))
      : createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  serveConnection(discreet(connection), {
    version,
    configFolder: configFolder(),
    allowedHosts: async () => [...allowedHosts, ...(await userAllowedHosts(configFolder()))],
    cacheFolder: cacheFolder(),
    learner: (warn) => makeLearnerClient(startThread(join(__dirname, 'learner.js')), warn),
    chooseEngine: async ({ runtime, endpoint, model, cache }, signal, keys, warn) => {
      // What is shown first needs no engine, and does not wait for one to be read.
      const [{ embedded }, { userEngine }] = await Promise.all([
        import('./embedded/engine'),
        import('./pipeline/user-engine'),
      ]);
      const keep = cache ? { folder: cacheFolder(), warn } : undefined;
      return userEngine({ runtime, endpoint, model, allowedHosts, keys, keep, embedded, signal });
    },
  });
  connection.listen();
}

// The client starts this file; the command line loads it and calls `serve`.
if (require.main === module) {
  endAtUnforeseen();
  const { values } = parseArgs({
    options: {
      'allow-host': { type: 'string', multiple: true, default: [] },
      'node-ipc': { type: 'boolean', default: false },
      stdio: { type: 'boolean', default: false },
      clientProcessId: { type: 'string' },
    },
    strict: false,
  });
  serve({
    transport: values['node-ipc'] ? 'ipc' : 'stdio',
    allowedHosts: (values['allow-host'] as string[]).filter((host) => host !== ''),
  });
  compilePatternsAtOnce();
}

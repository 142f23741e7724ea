import { randomBytes } from 'node:crypto';
import { version } from '../../package.json';
import type { Doors } from './cli/doors';
import { errorCode, type Io, UsageError } from './cli/io';
import { removeTemporaries } from './cli/out-folder';
import { run } from './cli/program';
import { embedded } from './embedded/engine';
import { chooseEngine } from './pipeline/auto';
import { windowsOf } from './pipeline/windows';
import { workspaceKey } from './privacy/key';
import { configFolder, userAllowedHosts } from './runtime/user-config';

const interrupted = new AbortController();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal ends the command in order; a second one ends the program. */
function interrupt(): void {
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort();
}

/** The key of a folder's placeholders; one for this run alone where the user's configuration cannot be written. */
async function keyOf(workspace: string): Promise<Uint8Array> {
  try {
    return await workspaceKey(configFolder(), workspace);
  } catch (error) {
    if (errorCode(error)) return randomBytes(32);
    throw new UsageError(
      error instanceof Error ? error.message : 'The key of the placeholders cannot be read',
    );
  }
}

const doors: Doors = {
  version,
  windowsOf,
  keyOf,
  chooseEngine: async ({ runtime, endpoint, model, allowedHosts, workspace, signal }) => {
    // Rules need no server, and no secret.
    if (runtime === 'embedded') return { engine: embedded };
    return chooseEngine({
      runtime,
      endpoint: endpoint ?? 'http://127.0.0.1:11434',
      model: model ?? 'me-llama',
      allowedHosts: [...allowedHosts, ...(await userAllowedHosts(configFolder()))],
      key: await keyOf(workspace),
      embedded,
      signal,
    });
  },
  serve: async (options) => {
    // A server lives until its client leaves, and signals end it as they end any program.
    for (const signal of signals) process.off(signal, interrupt);
    const { serve } = await import('./main');
    serve(options);
  },
};

const io: Io = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  signal: interrupted.signal,
};

for (const signal of signals) process.on(signal, interrupt);
process.on('exit', removeTemporaries);
// Whoever waits for a write learns of a closed pipe there; nobody else needs to.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

void run(process.argv.slice(2), io, doors).then((status) => {
  process.exitCode = status;
});

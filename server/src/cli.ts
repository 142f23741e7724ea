import { join } from 'node:path';
import { version } from '../../package.json';
import type { Doors } from './cli/doors';
import { type Io, UsageError } from './cli/io';
import { run } from './cli/program';
import { embedded } from './embedded/engine';
import { removeTemporaries } from './files/out-folder';
import { DEFAULT_ENDPOINT, DEFAULT_MODEL } from './pipeline/auto';
import { makeLearnerClient, startThread } from './pipeline/learned/thread';
import { userEngine } from './pipeline/user-engine';
import { usableKey } from './privacy/corpus/key';
import { compilePatternsAtOnce } from './runtime/patterns';
import { endAtUnforeseen } from './runtime/unforeseen';
import { cacheFolder, configFolder } from './runtime/user-config';

const interrupted = new AbortController();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal ends the command in order; a second one ends the program. */
function interrupt(): void {
  if (interrupted.signal.aborted) process.exit(130);
  interrupted.abort();
}

/** A key that cannot be used is for the user to mend. */
const said = (error: unknown): never => {
  throw new UsageError(error instanceof Error ? error.message : 'The key of the placeholders cannot be read');
};

const doors: Doors = {
  version,
  configFolder: configFolder(),
  cacheFolder: cacheFolder(),
  placeholderKey: () => usableKey(configFolder()).catch(said),
  chooseEngine: ({ endpoint = DEFAULT_ENDPOINT, model = DEFAULT_MODEL, ...wish }) =>
    userEngine({ ...wish, endpoint, model, embedded }).catch(said),
  learner: (warn) => makeLearnerClient(startThread(join(__dirname, 'learner.js')), warn),
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

endAtUnforeseen();
compilePatternsAtOnce();
for (const signal of signals) process.on(signal, interrupt);
process.on('exit', removeTemporaries);
// Whoever waits for a write learns of a closed pipe there; nobody else needs to.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

void run(process.argv.slice(2), io, doors).then((status) => {
  process.exitCode = status;
});

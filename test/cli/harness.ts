import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterEach } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import type { Doors, EngineWish } from '../../server/src/cli/doors';
import { run } from '../../server/src/cli/program';
import type { EngineChoice } from '../../server/src/pipeline/auto';
import type { Engine, Request, Result } from '../../server/src/task/engine';
import { ownLearner } from '../support/learner';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder of its own that is gone after the test. */
export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'marginalia-cli-'));
  folders.push(made);
  return made;
}

/** Every file below a folder, with `/` between names, sorted. */
export const filesIn = async (path: string): Promise<string[]> =>
  (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

const origin = { by: 'embedded', version: 'test' } as const;

function* answers({ note, windows, tasks, nextId, hypotheses }: Request): Generator<Result> {
  const whole = { start: 0, end: note.text.length };
  for (const { start, end } of windows) {
    const entities: Entity[] = [];
    for (const match of note.text.slice(start, end).matchAll(/fever|cough|aspirin/gi)) {
      const span = { start: start + match.index, end: start + match.index + match[0].length };
      const type = /aspirin/i.test(match[0]) ? 'treatment' : 'problem';
      entities.push({
        id: nextId(),
        type,
        spans: [span],
        text: match[0],
        attributes: type === 'problem' ? { Assertion: 'present' } : {},
        confidence: 0.9,
        alignment: 'exact',
        origin,
      });
    }
    if (tasks.has('ner')) yield { task: 'ner', scope: { start, end }, entities };
    const drug = entities.find((one) => one.type === 'treatment');
    const problem = entities.find((one) => one.type === 'problem');
    if (tasks.has('relation') && drug && problem) {
      const ends = { from: drug.id, to: problem.id, roles: ['Arg1', 'Arg2'] as const };
      const relations = [{ id: nextId(), type: 'TrAP', ...ends, confidence: 0.5, origin }];
      yield { task: 'relation', scope: { start, end }, relations };
    }
  }
  if (tasks.has('nli') && hypotheses.length > 0) {
    const about = { premise: whole, reason: '', confidence: 0.5, origin };
    const inferences = hypotheses.map((hypothesis) => ({
      ...about,
      hypothesis,
      label: 'entailment' as const,
    }));
    yield { task: 'nli', scope: whole, inferences };
  }
  if (tasks.has('summary') && note.text.trim() !== '') {
    yield { task: 'summary', scope: whole, summary: { scope: whole, text: 'Gist.', evidence: [], origin } };
  }
}

/** An engine that finds three words, and says of any note the same. */
export const words: Engine = {
  name: 'three words',
  concurrency: 2,
  windowTokens: 100,
  async *annotate(request) {
    yield* answers(request);
  },
};

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly choice?: EngineChoice | ((wish: EngineWish) => EngineChoice | Promise<EngineChoice>);
  readonly stdin?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly serve?: Doors['serve'];
  readonly stdout?: Writable;
  readonly tty?: boolean;
  /** The user's; one that is not there unless a test gives its own. */
  readonly configFolder?: string;
  readonly placeholderKey?: Doors['placeholderKey'];
  /** The user's; as `configFolder`. */
  readonly cacheFolder?: string;
}

/** Runs the command line in this process, with an engine and streams of the test. */
export async function marginalia(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const collect = (into: Buffer[]): Writable =>
    new Writable({
      write: (chunk, _encoding, done) => {
        into.push(Buffer.from(chunk));
        done();
      },
    });
  const stderr = Object.assign(collect(chunks.stderr), { isTTY: options.tty ?? false });
  const { choice = { engine: words } } = options;
  const status = await run(
    args,
    {
      stdin: options.stdin === undefined ? new PassThrough() : Readable.from([Buffer.from(options.stdin)]),
      stdout: options.stdout ?? collect(chunks.stdout),
      stderr,
      env: {},
      signal: options.signal ?? new AbortController().signal,
    },
    {
      version: '1.2.3',
      configFolder: options.configFolder ?? join(tmpdir(), 'marginalia-no-configuration'),
      cacheFolder: options.cacheFolder ?? join(tmpdir(), 'marginalia-no-cache'),
      placeholderKey: options.placeholderKey ?? (async () => ({ key: new Uint8Array(32) })),
      chooseEngine: async (wish) => (typeof choice === 'function' ? choice(wish) : choice),
      learner: ownLearner,
      serve: options.serve ?? (async () => {}),
    },
  );
  const text = (buffers: Buffer[]): string => Buffer.concat(buffers).toString();
  return { status, stdout: text(chunks.stdout), stderr: text(chunks.stderr) };
}

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { promisify } from 'node:util';
import type { Doors } from '../server/src/cli/doors';
import { run } from '../server/src/cli/program';
import { modelEngine } from '../server/src/pipeline/model-engine';
import { knowing } from '../test/doubles/ollama';
import { mentionsIn } from '../test/doubles/reading';
import { type Pace, type Served, shared, startServer, timelessRuntime } from './saturation-server';
import type { Row } from './table';

const NOTES = 500;
/** Milliseconds for a character that is read: a token is about four. */
const READING = 0.25;
/** Writing takes as long as reading so many times as much. */
const WRITING = 20;
const GOAL = 1.05;
/** Slots of the servers that are asked in real time, and about how long that takes, in milliseconds. */
const REAL = [4, 8];
const REAL_TIME = 50_000;

const problems = ['fever', 'chest pain', 'cough', 'pneumonia', 'rash', 'edema', 'nausea', 'anemia', 'sepsis'];
const treatments = ['aspirin', 'heparin', 'insulin', 'metoprolol', 'furosemide', 'vancomycin', 'oxygen'];
const tests = ['CT', 'chest film', 'troponin', 'blood culture', 'echocardiogram', 'lactate'];
const model = knowing({
  entities: [
    ...problems.map((text) => ({ text, type: 'problem' })),
    ...treatments.map((text) => ({ text, type: 'treatment' })),
    ...tests.map((text) => ({ text, type: 'test' })),
  ],
  summary:
    'Seen for what is told above, treated with good effect, and sent home with a plan for the next weeks.',
});

/** Each treatment or test with the first problem of its sentence. */
function relations(prompt: string): (number | string)[][] {
  const mentions = mentionsIn(prompt);
  return mentions.flatMap(({ number, text, line }) => {
    const type = treatments.includes(text) ? 'TrAP' : tests.includes(text) ? 'TeRP' : undefined;
    const problem = mentions.find((other) => other.line === line && problems.includes(other.text));
    return type && problem ? [[number, problem.number, type]] : [];
  });
}

const answer = (prompt: string, key: string): string =>
  key === 'relations'
    ? JSON.stringify({ relations: relations(prompt) })
    : model(prompt, { model: '', messages: [], format: { properties: { [key]: { type: 'array' } } } });

/** Numbers from 0 to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A note of two to seven sections, of three to nine sentences each. */
function makeNote(seed: number): string {
  const next = random(seed);
  const one = (words: readonly string[]): string => words[Math.floor(next() * words.length)] as string;
  const frames = [
    () => `He had ${one(problems)} and was given ${one(treatments)} for it.`,
    () => `A ${one(tests)} on the second day showed ${one(problems)}, which was new.`,
    () => `There was no ${one(problems)} and no ${one(problems)} at the time of the visit.`,
    () =>
      `The ${one(tests)} was normal, so ${one(treatments)} was stopped after ${2 + Math.floor(next() * 9)} days.`,
    () => `He slept well, ate with appetite and walked along the corridor without help.`,
    () => `If ${one(problems)} comes back, ${one(treatments)} is to be started again at once.`,
  ];
  const titles = ['History', 'Findings', 'Course', 'Laboratory', 'Assessment', 'Plan', 'Follow-up'];
  const sections = titles.slice(0, 2 + Math.floor(next() * 6)).map((title) => {
    const sentences = Array.from({ length: 3 + Math.floor(next() * 7) }, () =>
      one(frames.map((frame) => frame())),
    );
    return `${title}:\n${sentences.join(' ')}\n`;
  });
  return sections.join('\n');
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const workOf = ({ questions }: Served): number => sum(questions.map(({ work }) => work));

/** What a server has to do at least that knows all questions from the start: each beginning is read once. */
function leastWork({ questions }: Served, { reading }: Pace): number {
  const sorted = questions.map(({ prompt }) => prompt).sort();
  const read = sum(sorted.map((prompt, i) => prompt.length - shared(sorted[i - 1] ?? '', prompt)));
  return read * reading + sum(questions.map(({ writing }) => writing));
}

function rowOf(what: string, served: Served, slots: number, pace: Pace): Row {
  const { questions, took } = served;
  const share = took / (workOf(served) / slots);
  const ahead = took / (leastWork(served, pace) / slots);
  const each = workOf(served) / questions.length;
  return {
    what: `${NOTES} notes, ${slots} slot${slots > 1 ? 's' : ''} ${what}`,
    value: `${share.toFixed(3)} of the ideal; ${ahead.toFixed(3)} of that of a server that knows all questions ahead (${questions.length} questions of ${each.toFixed(0)} ms)`,
    goal: `at most ${GOAL}`,
    met: share <= GOAL,
  };
}

interface Folder {
  readonly notes: string;
  readonly out: string;
  readonly home: string;
}

const argumentsFor = ({ notes, out }: Folder): string[] => [
  ...['annotate', notes, '--out', out, '--format', 'jsonl', '--quiet', '--force', '--no-cache'],
  ...['--runtime', 'openai', '--model', 'me-llama'],
];

/** Runs the command line in this process, on a server in a time of its own. */
async function timeless(folder: Folder, slots: number, tells: boolean, pace: Pace): Promise<Served> {
  const { runtime, served } = timelessRuntime(slots, tells, pace, answer);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const key = new Uint8Array(32).fill(3);
  const io = {
    stdin: process.stdin,
    stdout: nowhere,
    stderr: nowhere,
    env: {},
    signal: new AbortController().signal,
  };
  const doors: Doors = {
    version: '',
    chooseEngine: async () => ({ engine: modelEngine(runtime, { key }) }),
    configFolder: folder.home,
    cacheFolder: folder.home,
    placeholderKey: async () => ({ key }),
    learner: () => {
      throw new Error('nothing is learned here');
    },
    serve: async () => {},
  };
  const status = await run(argumentsFor(folder), io, doors);
  if (status !== 0) throw new Error(`annotate ended with status ${status}`);
  return served;
}

/** Runs it as a user does, with a server at a socket. */
async function inRealTime(folder: Folder, slots: number, pace: Pace): Promise<Served> {
  const server = await startServer(slots, pace, answer);
  const { home } = folder;
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
  const args = ['server/out/cli.js', ...argumentsFor(folder), '--endpoint', server.url];
  try {
    await promisify(execFile)(process.execPath, args, { env });
  } finally {
    await server.close();
  }
  return server.served;
}

/** How near `annotate` comes to what a server of so many slots can do at most: its work, shared evenly by them. */
export async function saturation(): Promise<Row[]> {
  const root = await mkdtemp(join(tmpdir(), 'marginalia-saturation-'));
  const folder = { notes: join(root, 'notes'), out: join(root, 'out'), home: join(root, 'home') };
  try {
    await mkdir(folder.notes);
    for (let i = 0; i < NOTES; i++)
      await writeFile(join(folder.notes, `note-${String(i).padStart(3, '0')}.txt`), makeNote(i + 1));
    const pace = { reading: READING, writing: READING * WRITING };
    const rows: Row[] = [];
    let work = 0;
    for (const slots of [1, 2, 4, 8]) {
      for (const tells of [true, false]) {
        const served = await timeless(folder, slots, tells, pace);
        rows.push(rowOf(tells ? 'that the server tells' : 'that are learnt', served, slots, pace));
        work = workOf(served);
      }
    }
    for (const slots of REAL) {
      const scale = (REAL_TIME * slots) / work;
      const scaled = { reading: pace.reading * scale, writing: pace.writing * scale };
      const served = await inRealTime(folder, slots, scaled);
      rows.push(rowOf('at a socket, in real time', served, slots, scaled));
    }
    return rows;
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

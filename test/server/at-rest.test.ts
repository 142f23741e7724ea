import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ANNOTATE, CLEAR_CACHE, STATUS, type Status } from '../../server/src/editor/protocol';
import { type ChatBody, knowing, type Mode, type OllamaDouble, startOllamaDouble } from '../doubles/ollama';
import { leakingFiles, leaksIn } from '../support/leaks';
import { startClient, type TestClient } from '../support/lsp-client';

const cli = resolve(import.meta.dirname, '../../server/out/cli.js');
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(() => {
  if (!existsSync(cli))
    throw new Error('server/out/cli.js is missing: npm run build makes it (npm test does)');
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** What identifies the patient, of every category, as it is planted; invented. */
const identifying = [
  'Quillomar',
  'Zephandra',
  'Thornywick',
  'Brambleholt',
  '60418827',
  '219-48-7731',
  '11/23/2031',
  '555-0193',
  'zq61@brambleholt.example',
  'portal.brambleholt.example',
  '203.0.113.77',
  'QX-7719-ZZ41',
];
/** Words of the note that identify nobody. */
const clinical = ['glimbrosis', 'vorpalgia', 'snarkitin'];
const all = [...identifying, ...clinical];

const note = `Patient: QUILLOMAR, ZEPHANDRA T          MRN: 60418827
Address: 418 Thornywick Lane, Brambleholt, MA 02177
SSN: 219-48-7731    Tel: (617) 555-0193    E-mail: zq61@brambleholt.example
Account number: QX-7719-ZZ41    Portal: https://portal.brambleholt.example/p/7    IP: 203.0.113.77

HPI:
Ms. Quillomar was seen on 11/23/2031 for glimbrosis. She denies vorpalgia, and was given snarkitin for glimbrosis.
Zephandra sleeps badly, eats little, and stayed in bed for most of the day; her glimbrosis is no better for that.

Plan:
Snarkitin goes on. Vorpalgia at night, she now says. Zephandra Quillomar comes again in two weeks.
`;

/** A model that says again what it was asked about. */
const answer = (prompt: string, body: ChatBody): string =>
  knowing({
    entities: [
      { text: 'glimbrosis', type: 'problem' },
      { text: 'vorpalgia', type: 'problem', assertion: 'absent' },
      { text: 'snarkitin', type: 'treatment' },
    ],
    relations: [{ from: 'snarkitin', to: 'glimbrosis', type: 'TrAP' }],
    judgements: [{ words: ['vorpalgia', 'Vorpalgia'], label: 'contradiction' }],
    summary: prompt.split(/\s+/).slice(-160, -60).join(' '),
  })(prompt, body);

/** Makes the program fail where it first reads the note, with an error that quotes it. */
const fault = `
const { FAULT, HOW } = process.env;
const original = String.prototype[FAULT];
let done = false;
String.prototype[FAULT] = function (...args) {
  if (!done && /Quillomar/i.test(this)) {
    done = true;
    const error = new TypeError('cannot read ' + this);
    error.text = String(this);
    error.code = String(this);
    if (HOW === 'thrown') throw error;
    if (HOW === 'uncaught') setImmediate(() => { throw error; });
    if (HOW === 'rejected') Promise.reject(error);
  }
  return original.apply(this, args);
};
`;
const faults = ['slice', 'replace', 'matchAll'].flatMap((name) =>
  ['thrown', 'uncaught', 'rejected'].map((how) => ({ FAULT: name, HOW: how })),
);

interface Home {
  readonly path: string;
  readonly file: string;
  readonly env: NodeJS.ProcessEnv;
  /** A place for what the user asks for. */
  asked(): string;
  /** What leaked so far into files that nobody asked for. */
  leaks(): Promise<string[]>;
}

/** A user's home, where everything that a program may write goes, with a note in it. */
async function makeHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'marginalia-at-rest-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  for (const folder of ['work', 'tmp', 'notes/.git', 'asked'])
    await mkdir(join(path, folder), { recursive: true });
  const file = join(path, 'notes/note.txt');
  await writeFile(file, note);
  await writeFile(join(path, 'notes/fault.cjs'), fault);
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: path, USERPROFILE: path };
  for (const name of ['CONFIG', 'CACHE', 'DATA', 'STATE'])
    env[`XDG_${name}_HOME`] = join(path, name.toLowerCase());
  for (const name of ['TMPDIR', 'TMP', 'TEMP', 'XDG_RUNTIME_DIR']) env[name] = join(path, 'tmp');
  let count = 0;
  return {
    path,
    file,
    env,
    asked: () => join(path, 'asked', `${++count}`),
    async leaks() {
      const isAsked = (name: string): boolean => /^(?:notes|asked)\b/.test(name);
      return leakingFiles(path, all, isAsked);
    },
  };
}

async function startModel(options: Parameters<typeof startOllamaDouble>[0] = {}): Promise<OllamaDouble> {
  const double = await startOllamaDouble({ models: [{ name: 'me-llama' }], answer, ...options });
  cleanups.push(() => double.close());
  return double;
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done(child.exitCode);
    else child.once('close', done);
  });

function heard(child: ChildProcess): { readonly out: () => Buffer; readonly err: () => Buffer } {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return { out: () => Buffer.concat(out), err: () => Buffer.concat(err) };
}

describe('the search for what leaks', () => {
  const secret = 'Zephandra Q-61';
  const encodings: [string, Buffer][] = [
    ['text', Buffer.from(secret)],
    ['lower case', Buffer.from(secret.toLowerCase())],
    ['capitals', Buffer.from(secret.toUpperCase())],
    ['UTF-16 LE', Buffer.from(secret, 'utf16le')],
    ['UTF-16 BE', Buffer.from(secret, 'utf16le').swap16()],
    ...[0, 1, 2, 3, 4].map((before): [string, Buffer] => [
      `base64 at ${before}`,
      Buffer.from(Buffer.from(`${'x'.repeat(before)}${secret}${'y'.repeat(before)}`).toString('base64')),
    ]),
    ['base64url', Buffer.from(Buffer.from(`??>${secret}`).toString('base64url'))],
    ['hexadecimal', Buffer.from(Buffer.from(secret).toString('hex').toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(secret))],
    ['JSON escapes', Buffer.from([...secret].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''))],
    ['gzip', gzipSync(`a longer text with ${secret} in it`)],
    ['gzip within others', Buffer.concat([Buffer.from('head'), gzipSync(secret), Buffer.from('tail')])],
    ['zlib, cut off', deflateSync(`${secret}${'and so on '.repeat(99)}`).subarray(0, -9)],
  ];
  it.each(encodings)('finds it as %s', (_, bytes) => {
    const around = Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' behind')]);
    expect(leaksIn(around, [secret, 'Somebody'])).toEqual([secret]);
  });

  it('finds digits without what stands between them', () => {
    expect(leaksIn(Buffer.from('x 219487731 y'), identifying)).toEqual(['219-48-7731']);
  });

  it('finds what is planted in the cache, in a name, and in a file for the while', async () => {
    const home = await makeHome();
    expect(await home.leaks()).toEqual([]);
    await mkdir(join(home.path, 'cache/marginalia/answers/ab'), { recursive: true });
    await writeFile(join(home.path, 'cache/marginalia/answers/ab/1'), '{"value":"Ms. Quillomar is better."}');
    await writeFile(join(home.path, 'tmp/Quillomar.tmp'), '');
    await writeFile(join(home.path, 'config'), gzipSync('vorpalgia'));
    expect((await home.leaks()).sort()).toEqual([
      'cache/marginalia/answers/ab/1: Quillomar',
      'config: vorpalgia',
      'tmp/Quillomar.tmp: Quillomar',
    ]);
  });
});

describe('what the command line leaves', { timeout: 120_000 }, () => {
  /** Runs the program and looks at all that it says beside what was asked for, and at all that it wrote. */
  async function run(
    home: Home,
    args: readonly string[],
    { env = {}, until }: { env?: NodeJS.ProcessEnv; until?: (child: ChildProcess) => Promise<unknown> } = {},
  ): Promise<{ status: number | null; said: string; leaks: string[] }> {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: join(home.path, 'work'),
      env: { ...home.env, ...env },
    });
    const { out, err } = heard(child);
    child.stdin.end(note);
    await until?.(child);
    const status = await exitOf(child);
    const bytes = Buffer.concat([out(), err()]);
    const leaks = leaksIn(bytes, all).map((secret) => `said ${secret}`);
    return { status, said: bytes.toString(), leaks: [...leaks, ...(await home.leaks())] };
  }
  const withModel = (home: Home, { url }: OllamaDouble, ...more: readonly string[]): string[] => [
    ...['annotate', home.file, '--runtime', 'ollama', '--endpoint', url, '--out', home.asked()],
    ...['--hypothesis', 'Zephandra Quillomar has glimbrosis.', ...more],
  ];

  it('of notes that it annotated or de-identified', async () => {
    const home = await makeHome();
    const double = await startModel();
    const asked = await run(home, withModel(home, double));
    expect([asked.status, asked.leaks]).toEqual([0, []]);
    expect(double.chats().length).toBeGreaterThan(4);
    const cached = await readdir(join(home.path, 'cache/marginalia/answers'), { recursive: true });
    expect(cached.filter((name) => /[0-9a-f]{62}$/.test(name))).toHaveLength(double.chats().length);
    const again = await run(home, withModel(home, double, '--format', 'html,brat,jsonl'));
    expect([again.status, again.leaks]).toEqual([0, []]);

    const runs = [
      ['annotate', home.file, '-', '--runtime', 'embedded', '--out', home.asked()],
      ['deidentify', home.file, '--out', home.asked(), '--spans', join(home.path, 'asked/spans.jsonl')],
      ['deidentify', '-', '--mode', 'strict', '--out', home.asked()],
      [
        'evaluate',
        '--phi',
        '--gold',
        join(home.path, 'asked/spans.jsonl'),
        '--predicted',
        join(home.path, 'asked/spans.jsonl'),
      ],
      ['key', home.file],
      ['key', home.file, '--rotate'],
      ['cache'],
      ['cache', '--clear'],
    ];
    for (const args of runs) {
      const { leaks, said, status } = await run(home, args);
      expect([status, leaks], `${args[0]}\n${said}`).toEqual([0, []]);
    }
  });

  it('of models that fail in all their ways', async () => {
    const modes: Mode[] = [
      'garbage',
      'off-schema',
      'echo',
      'foreign',
      'empty',
      'cut',
      'killed',
      'error-in-stream',
    ];
    for (const mode of [...modes, 'server-error', 'html-error', 'exceeds-context', 'bad-line'] as Mode[]) {
      const home = await makeHome();
      const { status, leaks, said } = await run(home, withModel(home, await startModel({ mode })));
      expect([mode, status, leaks], said).toEqual([mode, 1, []]);
      expect(said).toContain('error:');
    }
  });

  it('of files that it could not read or write', async () => {
    const home = await makeHome();
    const put = async (name: string, data: string | Buffer): Promise<string> => {
      await mkdir(join(home.path, 'notes/odd'), { recursive: true });
      await writeFile(join(home.path, 'notes/odd', name), data);
      return join(home.path, 'notes/odd', name);
    };
    const taken = home.asked();
    await mkdir(taken, { recursive: true });
    await writeFile(join(taken, 'note.ann'), 'T1\tproblem 0 5\tQuillomar has vorpalgia\n');
    const runs = [
      ['annotate', home.file, '--runtime', 'embedded', '--out', taken],
      [
        'annotate',
        await put('bytes.txt', Buffer.concat([Buffer.from(note), Buffer.from([0xff, 0, 0x81])])),
        '--runtime',
        'embedded',
        '--encoding',
        'utf-8',
        '--out',
        home.asked(),
      ],
      [
        'evaluate',
        '--phi',
        '--gold',
        await put('gold.jsonl', `{"note":"a.txt","phi":[{"start":"${note.slice(0, 40)}"}]}\n`),
      ],
      ['evaluate', '--phi', '--gold', await put('broken.jsonl', `{"note":"a.txt", ${note}`)],
      [
        'evaluate',
        '--phi',
        '--gold',
        await put(
          'gold.xml',
          `<deIdi2b2><TEXT>${note}</TEXT><TAGS><NAME id="P0" start="9" end="x" text="Quillomar"></TAGS>`,
        ),
      ],
    ];
    for (const args of runs) {
      const { leaks, said } = await run(home, args);
      expect(leaks, `${args.join(' ')}\n${said}`).toEqual([]);
      expect(said).toMatch(/error|warning/);
    }
  });

  it('when it is killed while a model answers', async () => {
    const home = await makeHome();
    const double = await startModel({ mode: 'stalls' });
    const { status, leaks } = await run(home, withModel(home, double), {
      until: async (child) => {
        await double.chat(1);
        child.kill('SIGKILL');
      },
    });
    expect([status, leaks]).toEqual([null, []]);
  });

  it.skipIf(process.platform !== 'linux')('of its memory where a fault ends it: nothing', async () => {
    const home = await makeHome();
    const double = await startModel({ mode: 'stalls' });
    await run(home, withModel(home, double), {
      until: async (child) => {
        await double.chat(1);
        expect(await readFile(`/proc/${child.pid}/coredump_filter`, 'utf8')).toMatch(/^0+\n$/);
        child.kill('SIGKILL');
      },
    });
  });

  it.each(faults)('when it has a defect: $FAULT, $HOW', async (env) => {
    const home = await makeHome();
    const NODE_OPTIONS = `--require ${join(home.path, 'notes/fault.cjs')}`;
    const args = ['annotate', home.file, '--runtime', 'embedded', '--out', home.asked()];
    const { status, leaks, said } = await run(home, args, { env: { ...env, NODE_OPTIONS } });
    expect([status, leaks], said).toEqual([1, []]);
    expect(said).toMatch(/TypeError/);
  });
});

describe('what the language server leaves', { timeout: 120_000 }, () => {
  /** The messages of a server beside those that were asked for: what a client logs. */
  function logged(bytes: Buffer): string {
    const shown = ['textDocument/publishDiagnostics', 'marginalia/annotations', 'workspace/applyEdit'];
    const messages: { method?: string; result?: unknown }[] = [];
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf('\r\n\r\n', at);
      const length = Number(/Content-Length: (\d+)/i.exec(bytes.toString('latin1', at, end))?.[1]);
      messages.push(JSON.parse(bytes.toString('utf8', end + 4, end + 4 + length)));
      at = end + 4 + length;
    }
    return JSON.stringify(
      messages.filter((message) => !shown.includes(message.method ?? '') && message.result === undefined),
    );
  }

  async function serve(home: Home, settings: object, env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], {
      cwd: join(home.path, 'work'),
      env: { ...home.env, ...env },
    });
    const { out, err } = heard(child);
    // A server that fell is not written to any more.
    child.stdin.on('error', () => {});
    const client = await startClient(child.stdout, child.stdin, {
      settings: { ...settings, trace: { server: 'verbose' } },
      trace: 'verbose',
    });
    client.connection.onError(() => {});
    await client.connection.sendNotification('$/setTrace', { value: 'verbose' });
    cleanups.push(async () => {
      client.connection.dispose();
      child.kill('SIGKILL');
      await exitOf(child);
    });
    const leaks = async (): Promise<string[]> => [
      ...leaksIn(err(), all).map((secret) => `wrote ${secret}`),
      ...leaksIn(Buffer.from(logged(out())), all).map((secret) => `told ${secret}`),
      ...(await home.leaks()),
    ];
    return { client, child, leaks, said: () => `${err()}\n${logged(out())}` };
  }

  const uriOf = (home: Home): string => pathToFileURL(home.file).href;
  const at = { line: 6, character: 6 };

  /** Asks for all that an editor asks for, well and badly. */
  async function use(client: TestClient, uri: string): Promise<void> {
    const textDocument = { uri };
    const requests: [string, unknown][] = [
      ['textDocument/hover', { textDocument, position: at }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/documentSymbol', { textDocument }],
      ['textDocument/foldingRange', { textDocument }],
      [
        'textDocument/codeAction',
        { textDocument, range: { start: at, end: at }, context: { diagnostics: [] } },
      ],
      ['workspace/executeCommand', { command: ANNOTATE }],
      ['workspace/executeCommand', { command: 'Quillomar', arguments: [note] }],
      ['workspace/executeCommand', { command: CLEAR_CACHE }],
      ['textDocument/hover', { textDocument: note, position: note }],
      ['textDocument/hover', note],
      ['no/such', { text: note }],
    ];
    for (const [method, params] of requests)
      await client.connection.sendRequest(method, params).catch(() => undefined);
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: note,
      contentChanges: note,
    });
    await client.connection.sendNotification('no/such', { text: note });
  }

  it('of notes that were open, whatever its client asks, with the most talkative trace', async () => {
    const home = await makeHome();
    const double = await startModel();
    const settings = {
      runtime: 'ollama',
      endpoint: double.url,
      hypotheses: ['Zephandra Quillomar has vorpalgia.'],
    };
    const { client, leaks, said } = await serve(home, settings);
    const uri = uriOf(home);
    await client.open(uri, note);
    await client.wait<Status>(STATUS, ({ state }) => state === 'working');
    await client.wait<Status>(STATUS, ({ state }) => state === 'idle');
    await client.change(uri, 2, { range: { start: at, end: at }, text: 'Zephandra ' });
    await use(client, uri);
    await client.connection.sendRequest('shutdown');
    expect(double.chats().length).toBeGreaterThan(4);
    expect(await leaks(), said()).toEqual([]);
  });

  it('of messages that are none', async () => {
    const body = `{"jsonrpc":"2.0","method":"textDocument/hover","params":{"text":"${note}`;
    const broken = [
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      `Content-Length: 2\r\n\r\n${note}`,
      `Content-Length: Quillomar\r\n\r\n${note}`,
      `${note}\r\n\r\n`,
      `Content-Length: 34\r\n\r\n"Zephandra Quillomar has vorpalgia"`,
    ];
    for (const bytes of broken) {
      const home = await makeHome();
      const { client, child, leaks, said } = await serve(home, { runtime: 'embedded' });
      await client.open(uriOf(home), note);
      await client.diagnostics(uriOf(home), (found) => found.length > 0);
      const over = exitOf(child);
      child.stdin.end(bytes);
      await over;
      expect(await leaks(), said()).toEqual([]);
    }
  });

  it('when it is killed', async () => {
    const home = await makeHome();
    const double = await startModel({ mode: 'stalls' });
    const { client, child, leaks, said } = await serve(home, { runtime: 'ollama', endpoint: double.url });
    await client.open(uriOf(home), note);
    await double.chat(1);
    child.kill('SIGKILL');
    await exitOf(child);
    expect(await leaks(), said()).toEqual([]);
  });

  it.each(faults)('when it has a defect: $FAULT, $HOW', async (env) => {
    const home = await makeHome();
    const NODE_OPTIONS = `--require ${join(home.path, 'notes/fault.cjs')}`;
    const { client, child, leaks, said } = await serve(
      home,
      { runtime: 'embedded' },
      { ...env, NODE_OPTIONS },
    );
    const over = exitOf(child);
    const uri = uriOf(home);
    await client.open(uri, note);
    const works = async (): Promise<void> => {
      await use(client, uri);
      await client.wait<Status>(STATUS, ({ state }) => state !== 'starting');
    };
    await Promise.race([works().catch(() => undefined), over]);
    child.stdin.end();
    await over;
    expect(said()).toMatch(/TypeError/);
    expect(await leaks(), said()).toEqual([]);
  });
});

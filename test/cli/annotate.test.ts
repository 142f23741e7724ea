import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../server/src/task/engine';
import { filesIn, folder, marginalia, words } from './harness';

interface Row {
  readonly note: string;
  readonly sha256: string;
  readonly engine: string;
  readonly entities: readonly {
    readonly id: string;
    readonly spans: readonly [number, number][];
    readonly text: string;
  }[];
  readonly [field: string]: unknown;
}
const rows = (jsonl: string): Row[] =>
  jsonl
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const put = async (root: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), content);
  }
};
const read = (root: string, name: string): Promise<string> => readFile(join(root, name), 'utf8');

describe('marginalia annotate', () => {
  it('gives a row a note in the order of names, of .txt and .note files at any depth', async () => {
    const root = await folder();
    await put(root, {
      'b.txt': 'Fever.',
      'a/z.note': 'No cough.',
      'a/y.TXT': '',
      'c.md': 'fever',
      'd.ann': '',
    });
    const { status, stdout, stderr } = await marginalia(['annotate', root]);
    expect(rows(stdout).map((row) => row.note)).toEqual(['a/y.TXT', 'a/z.note', 'b.txt']);
    expect(status).toBe(0);
    expect(stderr).toContain('engine: three words');
    const empty = rows(stdout)[0];
    expect(empty).toMatchObject({ entities: [], relations: [], inferences: [], summaries: [], failures: [] });
    expect(empty?.sha256).toBe(createHash('sha256').update('').digest('hex'));
    expect(Object.keys(empty ?? {}).join()).toBe(
      'note,sha256,engine,entities,events,relations,inferences,summaries,normalizations,notes,equivalences,failures',
    );
  });

  it('counts code points into the file as it stands, whatever it is made of', async () => {
    const root = await folder();
    const text = '\ufeff😀 fever\r\n\f\u2028e\u0301 cough\t👩‍👧 Aspirin 🔥 fever';
    await put(root, { 'a.txt': text });
    const { stdout } = await marginalia(['annotate', join(root, 'a.txt'), '--format', 'jsonl']);
    const [row] = rows(stdout);
    const points = [...(await read(root, 'a.txt'))];
    expect(row?.entities.map((one) => one.id)).toEqual(['T1', 'T2', 'T3', 'T4']);
    for (const { spans, text: covered } of row?.entities ?? []) {
      expect(spans.map(([start, end]) => points.slice(start, end).join('')).join(' ')).toBe(covered);
    }
    expect(row?.entities.map((one) => one.text)).toEqual(['fever', 'cough', 'Aspirin', 'fever']);
  });

  it('reads standard input, and only the tasks that are asked for', async () => {
    const { status, stdout } = await marginalia(
      ['annotate', '-', '--tasks', 'ner,nli', '--hypothesis', 'Hot.'],
      {
        stdin: 'Aspirin for fever.',
      },
    );
    expect(status).toBe(0);
    const [row] = rows(stdout);
    expect(row).toMatchObject({ note: '-', relations: [], summaries: [] });
    expect(row?.inferences).toEqual([
      { premise: [0, 18], hypothesis: 'Hot.', label: 'entailment', confidence: 0.5 },
    ]);
  });

  it('reads hypotheses from a file', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.', 'h.md': '\ufeffOne.\r\n\r\n  Two. \n' });
    const { stdout } = await marginalia([
      'annotate',
      join(root, 'a.txt'),
      '--hypotheses',
      join(root, 'h.md'),
    ]);
    const said = rows(stdout)[0]?.inferences as { hypothesis: string }[];
    expect(said.map((one) => one.hypothesis)).toEqual(['One.', 'Two.']);
    const missing = await marginalia(['annotate', root, '--hypotheses', join(root, 'none')]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/--hypotheses: .*none: there is no such file/);
  });

  it('writes brat, rows and a page into a folder, the text byte for byte beside its standoff', async () => {
    const root = await folder();
    const bytes = Buffer.from('\ufeffAspirin for fever.\r\n');
    await put(root, { 'in/ward/a.txt': bytes, 'in/b.note': 'Cough.' });
    const out = join(root, 'out');
    const done = await marginalia([
      'annotate',
      join(root, 'in'),
      '--out',
      out,
      '--format',
      'brat,jsonl,html',
      '--quiet',
    ]);
    expect(done).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await filesIn(out)).toEqual([
      'annotation.conf',
      'annotations.jsonl',
      'b.ann',
      'b.txt',
      'index.html',
      'visual.conf',
      'ward/a.ann',
      'ward/a.txt',
    ]);
    expect(await readFile(join(out, 'ward/a.txt'))).toEqual(bytes);
    expect(await read(out, 'ward/a.ann')).toBe(
      'T1\ttreatment 1 8\tAspirin\nT2\tproblem 13 18\tfever\nA1\tAssertion T2 present\nR1\tTrAP Arg1:T1 Arg2:T2\n',
    );
    expect(rows(await read(out, 'annotations.jsonl')).map((row) => row.note)).toEqual([
      'b.note',
      'ward/a.txt',
    ]);
    expect(await read(out, 'index.html')).toMatch(/^<!doctype html>[\s\S]*ward\/a\.txt[\s\S]*<\/html>\n$/);
  });

  it('warns once of what brat cannot hold', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.', 'b.txt': 'Cough.' });
    const { stdout, stderr } = await marginalia(['annotate', root, '--format', 'brat']);
    expect(
      stderr.match(/warning: brat has no place for 2 summaries; --format jsonl or html keeps them/g),
    ).toHaveLength(1);
    expect(stdout).toContain('==> a.txt <==\nT1\tproblem 0 5\tFever\n');
  });

  it('takes nothing that it writes for a note, and writes beside the notes where it is told to', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.', 'sub/b.note': 'Cough.' });
    const below = ['annotate', root, '--out', join(root, 'out'), '--quiet'];
    expect((await marginalia(below)).status).toBe(0);
    expect(rows(await read(root, 'out/annotations.jsonl'))).toHaveLength(2);
    expect(await marginalia(below)).toMatchObject({ status: 0, stderr: '' });
    expect(rows(await read(root, 'out/annotations.jsonl'))).toHaveLength(2);

    const other = await folder();
    await put(other, { 'a.txt': 'Fever.', 'sub/b.note': 'Cough.' });
    const before = await stat(join(other, 'a.txt'));
    const beside = await marginalia(['annotate', other, '--out', other, '--format', 'brat', '--quiet']);
    expect(beside.status).toBe(0);
    expect(beside.stderr).toMatch(
      /^warning: 2 \.ann files lie right beside the notes: suggestions count as gold there; /m,
    );
    expect(await filesIn(other)).toEqual([
      'a.ann',
      'a.txt',
      'annotation.conf',
      'sub/b.ann',
      'sub/b.note',
      'visual.conf',
    ]);
    expect((await stat(join(other, 'a.txt'))).ino).toBe(before.ino);
  });

  it('never replaces a standoff file that says something else, unless forced; an empty one it fills', async () => {
    const root = await folder();
    const gold = 'T1\tproblem 0 5\tFever\n#1\tAnnotatorNotes T1\tmine\n';
    await put(root, { 'a.txt': 'Fever.', 'a.ann': gold, 'b.txt': 'Cough.', 'b.ann': '' });
    const args = ['annotate', root, '--out', root, '--format', 'brat'];
    const { status, stderr } = await marginalia(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /error: .*a\.txt: its \.ann file: not written: .*a\.ann is there and says something else; --force replaces it/,
    );
    expect(await read(root, 'a.ann')).toBe(gold);
    expect(await read(root, 'b.ann')).toContain('T1\tproblem 0 5\tCough\n');
    expect((await marginalia([...args, '--force'])).status).toBe(0);
    expect(await read(root, 'a.ann')).not.toBe(gold);
  });

  it('names links to folders that it does not follow, but those back into what it reads', async () => {
    const root = await folder();
    await put(root, { 'in/a.txt': 'Fever.', 'in/sub/b.txt': 'Cough.', 'other/c.txt': 'Fever.' });
    await symlink(join(root, 'other'), join(root, 'in/more'));
    await symlink(join(root, 'in'), join(root, 'in/loop'));
    await symlink(join(root, 'in/sub'), join(root, 'in/again'));
    await symlink(join(root, 'nowhere'), join(root, 'in/gone'));
    const { status, stdout, stderr } = await marginalia(['annotate', join(root, 'in'), '--quiet']);
    expect([status, rows(stdout).map(({ note }) => note)]).toEqual([0, ['a.txt', 'sub/b.txt']]);
    expect(stderr).toMatch(/^warning: .*in\/more: a link to a folder, which is not followed; [^\n]*\n$/);
    const both = await marginalia(['annotate', join(root, 'in'), join(root, 'in/more'), '--quiet']);
    expect(rows(both.stdout)).toHaveLength(3);
  });

  it('names two notes that would be one file, writes neither, and goes on', async () => {
    const root = await folder();
    await put(root, { 'in/a.txt': 'Fever.', 'in/a.note': 'Cough.', 'in/b.txt': 'Cough.' });
    const out = join(root, 'out');
    const { status, stderr } = await marginalia([
      'annotate',
      join(root, 'in'),
      '--out',
      out,
      '--format',
      'brat',
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/error: .*a\.note and .*a\.txt would both be written to .*a\.ann/);
    expect(await filesIn(out)).toEqual(['annotation.conf', 'b.ann', 'b.txt', 'visual.conf']);
  });

  it('never writes outside the folder, whatever links lie in it, nor onto a note that is read', async () => {
    const root = await folder();
    await put(root, { 'in/sub/a.txt': 'Fever.', 'in/b.txt': 'Cough.', 'elsewhere/x.md': '', 'out/x.md': '' });
    await symlink(join(root, 'elsewhere'), join(root, 'out/sub'));
    // A link in the place of a file is replaced; what it leads to stays.
    await put(root, { 'gold.ann': 'mine\n' });
    await symlink(join(root, 'gold.ann'), join(root, 'out/b.ann'));
    const args = ['annotate', join(root, 'in'), '--out', join(root, 'out'), '--format', 'brat', '--force'];
    const { status, stderr } = await marginalia(args);
    expect(status).toBe(1);
    expect(stderr).toMatch(/a\.txt: its \.ann file: not written: .*sub is a link that leads out/);
    expect(await filesIn(join(root, 'elsewhere'))).toEqual(['x.md']);
    expect(await read(root, 'gold.ann')).toBe('mine\n');

    // Notes of a folder within, written into the folder that holds a note of the same name.
    await put(root, { 'w/a.txt': 'Fever.', 'w/in/a.txt': 'Cough.' });
    const within = await marginalia([
      'annotate',
      ...[join(root, 'w/in'), join(root, 'w/a.txt'), '--out', join(root, 'w'), '--format', 'brat', '--force'],
    ]);
    expect(within.status).toBe(1);
    expect(await read(root, 'w/a.txt')).toBe('Fever.');
  });

  it('does what it can with bad input, names the rest with what to do, and leaves nothing half-written', async () => {
    const root = await folder();
    await put(root, {
      'in/binary.txt': Buffer.from([1, 2, 0, 255, 254]),
      'in/empty.txt': '',
      'in/fine.txt': 'Fever.',
      'in/latin.txt': Buffer.from('Caf\xe9 fever', 'latin1'),
      'in/paper.txt': '%PDF-1.4',
    });
    await symlink(join(root, 'nowhere'), join(root, 'in/gone.txt'));
    const out = join(root, 'out');
    const missing = join(root, 'missing.txt');
    const { status, stderr } = await marginalia(['annotate', join(root, 'in'), missing, '--out', out]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/error: .*missing\.txt: there is no such file/);
    expect(stderr).toMatch(/error: .*binary\.txt: it is binary \(it holds NUL bytes\)/);
    expect(stderr).toMatch(/error: .*paper\.txt: it is a PDF; save its text as plain text/);
    expect(stderr).toMatch(/error: .*gone\.txt: there is no such file/);
    expect(stderr).toMatch(/warning: .*latin\.txt: it is not UTF-8 \(at byte 3\)/);
    expect(stderr).toMatch(/3 notes, 2 entities, 0 relations, 0 contradictions; 4 failed/);
    expect(stderr).not.toContain('Fever');
    expect(rows(await read(out, 'annotations.jsonl')).map((row) => row.note)).toEqual([
      'empty.txt',
      'fine.txt',
      'latin.txt',
    ]);
    expect(await read(out, 'latin.txt')).toBe('Café fever');
    expect(await read(out, 'latin.ann')).toContain('T1\tproblem 5 10\tfever\n');
    expect(await read(out, 'empty.ann')).toBe('');
    expect((await filesIn(out)).filter((file) => file.includes('tmp'))).toEqual([]);
    const strict = await marginalia(['annotate', join(root, 'in/latin.txt'), '--encoding', 'utf-8']);
    expect([strict.status, strict.stdout]).toEqual([1, '']);
    const said = await marginalia([
      'annotate',
      join(root, 'in/latin.txt'),
      '--encoding',
      'latin1',
      '--quiet',
    ]);
    expect([said.status, said.stderr]).toEqual([0, '']);
  });

  it('goes on where a note vanishes between listing and reading', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.', 'b.txt': 'Cough.', 'c.txt': 'Fever.', 'd.txt': 'Fever.' });
    const thief: Engine = {
      ...words,
      concurrency: 1,
      async *annotate(request) {
        await unlink(join(root, 'c.txt')).catch(() => {});
        yield* words.annotate(request);
      },
    };
    const { status, stdout, stderr } = await marginalia(['annotate', root], { choice: { engine: thief } });
    expect(status).toBe(1);
    expect(rows(stdout).map((row) => row.note)).toEqual(['a.txt', 'b.txt', 'd.txt']);
    expect(stderr).toMatch(
      /error: .*c\.txt: there is no such file or folder; check the path, or whether it was moved or deleted meanwhile/,
    );
  });

  it('writes what a model could not do into the row, says it once, and fails', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.\n\n'.repeat(200) });
    const failure = {
      kind: 'timeout',
      message: 'No answer for 30 s.',
      help: 'Is the model loaded?',
    } as const;
    const slow: Engine = {
      ...words,
      async *annotate({ windows }) {
        for (const { start, end } of windows) yield { task: 'ner', scope: { start, end }, failure };
      },
    };
    const { status, stdout, stderr } = await marginalia(['annotate', root], { choice: { engine: slow } });
    expect(status).toBe(1);
    expect(rows(stdout)[0]?.failures).toEqual([
      { task: 'ner', kind: 'timeout', message: 'No answer for 30 s. Is the model loaded?' },
    ]);
    expect(stderr.match(/error: .*a\.txt: ner: No answer/g)).toHaveLength(1);
  });

  it('says which engine answers and why; does not put another in the place of one that was asked for', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.' });
    const away = {
      kind: 'unreachable',
      message: 'Nothing answers at 127.0.0.1:11434.',
      help: 'Start it.',
    } as const;
    const auto = await marginalia(['annotate', root], { choice: { engine: words, failure: away } });
    expect(auto.status).toBe(0);
    expect(auto.stderr).toContain('engine: three words (Nothing answers at 127.0.0.1:11434)');
    const asked = await marginalia(['annotate', root, '--runtime', 'ollama'], {
      choice: { engine: words, failure: away },
    });
    expect(asked).toEqual({
      status: 1,
      stdout: '',
      stderr: 'error: Nothing answers at 127.0.0.1:11434. Start it.\n',
    });
    const refused = { kind: 'refused-host', message: 'Not allowed.', help: 'Say --allow-host.' } as const;
    const wishes: unknown[] = [];
    const elsewhere = await marginalia(
      [
        'annotate',
        root,
        '--endpoint',
        'http://gpu:1',
        '--model',
        'm',
        '--allow-host',
        'a',
        '--allow-host',
        'b',
      ],
      {
        cacheFolder: '/home/me/cache',
        choice: (wish) => {
          wishes.push({ ...wish, signal: undefined });
          return { engine: words, failure: refused };
        },
      },
    );
    expect(elsewhere.status).toBe(2);
    expect(wishes).toEqual([
      {
        runtime: 'auto',
        endpoint: 'http://gpu:1',
        model: 'm',
        allowedHosts: ['a', 'b'],
        keep: { folder: '/home/me/cache', warn: expect.any(Function) },
        signal: undefined,
      },
    ]);
  });

  it('ends in order when it is interrupted: what is written is whole, nothing else stays', async () => {
    const root = await folder();
    await put(root, { 'in/a.txt': 'Fever.', 'in/b.txt': 'Cough.', 'in/c.txt': 'Cough.' });
    const controller = new AbortController();
    const stopping: Engine = {
      ...words,
      concurrency: 1,
      async *annotate(request) {
        if (request.identity.endsWith('/c.txt')) controller.abort();
        yield* words.annotate(request);
      },
    };
    const out = join(root, 'out');
    const { status } = await marginalia(
      ['annotate', join(root, 'in'), '--out', out, '--format', 'brat,jsonl,html'],
      {
        choice: { engine: stopping },
        signal: controller.signal,
      },
    );
    expect(status).toBe(130);
    // The note before may or may not have been written by then; the first was, and none is without its text.
    const whole = ['a.ann', 'a.txt', 'b.ann', 'b.txt'];
    expect([whole, whole.slice(0, 2)]).toContainEqual(await filesIn(out));
    // Neither does waiting for standard input hold it up.
    const waiting = new AbortController();
    const asked = marginalia(['annotate', '-'], { signal: waiting.signal });
    setImmediate(() => waiting.abort());
    expect((await asked).status).toBe(130);
  });

  it('stops quietly where nobody reads on', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.', 'b.txt': 'Cough.' });
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('closed'), { code: 'EPIPE' })),
    });
    gone.on('error', () => {});
    const { status, stderr } = await marginalia(['annotate', root, '--quiet'], { stdout: gone });
    expect([status, stderr]).toEqual([1, '']);
  });

  it('shows how far it is where a person watches, and not otherwise', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.' });
    const args = ['annotate', root, '--out', join(root, 'out')];
    expect((await marginalia(args, { tty: true })).stderr).toContain('of 1 notes');
    expect((await marginalia([...args, '--quiet'], { tty: true })).stderr).toBe('');
    expect((await marginalia(args)).stderr).not.toContain('of 1 notes');
  });

  it('does not take over a page that it did not write', async () => {
    const root = await folder();
    await put(root, { 'in/a.txt': 'Fever.', 'out/index.html': '<h1>mine</h1>' });
    const args = ['annotate', join(root, 'in'), '--out', join(root, 'out'), '--format', 'html'];
    expect((await marginalia(args)).status).toBe(2);
    expect(await read(root, 'out/index.html')).toBe('<h1>mine</h1>');
    expect((await marginalia([...args, '--force'])).status).toBe(0);
    expect((await marginalia(args)).status).toBe(0);
  });

  it('tells wrong usage from failure', async () => {
    const root = await folder();
    await put(root, { 'a.txt': 'Fever.' });
    const wrong = [
      [],
      ['annotate'],
      ['frobnicate'],
      ['annotate', root, '--tasks', 'ner,magic'],
      ['annotate', root, '--format', 'xml'],
      ['annotate', root, '--runtime', 'gpt'],
      ['annotate', root, '--encoding', 'klingon'],
      ['annotate', root, '--nonsense'],
      ['annotate', root, '--hypothesis', ' '],
      ['annotate', root, '--format', 'html,jsonl'],
      ['annotate', root, '--out', join(root, 'a.txt')],
    ];
    for (const args of wrong) {
      const { status, stdout, stderr } = await marginalia(args);
      expect([status, stdout], args.join(' ')).toEqual([2, '']);
      expect(stderr, args.join(' ')).not.toBe('');
    }
    expect(await marginalia(['--version'])).toMatchObject({ status: 0, stdout: '1.2.3\n' });
    expect((await marginalia(['annotate', '--help'])).status).toBe(0);
    expect((await marginalia(['help', 'annotate'])).status).toBe(0);
    expect((await marginalia([])).status).toBe(2);
  });
});

describe('marginalia lsp', () => {
  it('hands over to the server', async () => {
    const asked: unknown[] = [];
    const serve = async (options: unknown): Promise<void> => {
      asked.push(options);
    };
    await marginalia(['lsp', '--stdio', '--allow-host', 'gpu', '--clientProcessId=12'], { serve });
    await marginalia(['lsp', '--node-ipc'], { serve });
    expect(asked).toEqual([
      { transport: 'stdio', allowedHosts: ['gpu'] },
      { transport: 'ipc', allowedHosts: [] },
    ]);
  });
});

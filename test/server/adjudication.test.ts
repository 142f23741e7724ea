import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver-protocol';
import {
  COMPARE,
  type Compared,
  NEXT_NOTE,
  SIDES,
  TAKE,
} from '../../server/src/editor/adjudication/adjudication-protocol';
import {
  ATTRIBUTE,
  type Decided,
  NEXT,
  type Place,
  REDO,
  REJECT,
  RETYPE,
  REVIEW,
  type Review,
  UNDO,
} from '../../server/src/editor/gold/gold-protocol';
import { serveConnection } from '../../server/src/editor/server';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'No fever, chest pain or severe cough today.\nAspirin given for pain.\n';
const clients: TestClient[] = [];
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-adjudication-'));
  mkdirSync(join(folder, 'corpus'));
  writeFileSync(
    join(folder, 'corpus/annotation.conf'),
    '[entities]\nproblem\ntreatment\ntest\n[relations]\nTrAP Arg1:treatment, Arg2:problem\n[attributes]\nAssertion Arg:problem, Value:absent|possible|conditional\n[events]\n',
  );
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  rmSync(folder, { recursive: true, force: true });
});

const at = (path: string): string => join(folder, 'corpus', path);
const uriOf = (path: string): string => pathToFileURL(at(path)).href;
function note(path: string, lines: readonly string[], said = text): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(`${path}.txt`), said);
  writeFileSync(at(`${path}.ann`), lines.map((line) => `${line}\n`).join(''));
}
const linesOf = (path: string): string[] =>
  readFileSync(at(`${path}.ann`), 'utf8')
    .split('\n')
    .filter(Boolean);
/** A line for words of the note, its offsets in UTF-16 code units, which are code points here. */
const line = (id: string, type: string, said: string): string =>
  `${id}\t${type} ${text.indexOf(said)} ${text.indexOf(said) + said.length}\t${said}`;

async function start(annotator = 'judge', times = false): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    chooseEngine: async () => ({
      engine: { name: 'none', concurrency: 1, windowTokens: 1_000, async *annotate() {} },
    }),
    configFolder: join(folder, 'config'),
  });
  connection.listen();
  const client = await startClient(down, up, {
    settings: { annotator, journal: { times } },
    capabilities: { workspace: { configuration: true } },
  });
  clients.push(client);
  return client;
}

const ask = <Answer>(client: TestClient, command: string, argument: object): Promise<Answer> =>
  client.connection.sendRequest<Answer>('workspace/executeCommand', { command, arguments: [argument] });
const compare = (client: TestClient, ...folders: string[]): Promise<Compared> =>
  ask(client, COMPARE, { folders: folders.map(uriOf), into: uriOf('gold') });
const decide = (client: TestClient, command: string, argument: object): Promise<Decided> =>
  ask(client, command, { uri: uriOf('gold/a.txt'), version: 1, ...argument });
const disagreements = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.filter(({ code }) => String(code).startsWith('disagreement.'));
async function opened(client: TestClient, count: number): Promise<Diagnostic[]> {
  await client.open(uriOf('gold/a.txt'), readFileSync(at('gold/a.txt'), 'utf8'));
  const { diagnostics } = await client.diagnostics(
    uriOf('gold/a.txt'),
    (found) => disagreements(found).length === count,
  );
  return disagreements(diagnostics);
}
const idOf = ({ data }: Diagnostic): string => (data as { id: string }).id;
/** Waits until so much is left and the file says so. */
async function left(
  client: TestClient,
  count: number,
  fits: (file: string) => boolean = () => true,
): Promise<Review> {
  return client.wait<Review>(REVIEW, (review) => {
    const { left, state } = review;
    return left === count && state === 'saved' && fits(linesOf('gold/a').join('\n'));
  });
}

describe('comparing annotators', () => {
  const agreed = [
    line('T1', 'problem', 'fever'),
    line('T2', 'test', 'fever'),
    line('T3', 'problem', 'chest pain'),
    line('T4', 'treatment', 'Aspirin'),
    'R1\tTrAP Arg1:T4 Arg2:T3',
    'E1\tproblem:T1 Of:T3',
    'A1\tAssertion T1 absent',
    'N1\tReference T1 UMLS:C1\tfever',
    '#1\tAnnotatorNotes R1\tsure?',
    '*\tEquiv T1 T2',
  ];

  it('keeps what all say, of every kind, in one step, and takes no text out of the folders', async () => {
    const swapped = agreed.map((one) => one.replace(/\bT3\b/g, 'T33').replace(/\bT1\b/g, 'T3')).reverse();
    note('ann/a', agreed);
    note('ben/a', swapped);
    const client = await start();
    expect(await compare(client, 'ann', 'ben')).toEqual({
      notes: 1,
      left: 0,
      without: [],
      first: uriOf('gold/a.txt'),
    });
    expect(linesOf('gold/a')).toEqual(agreed);
    expect(readFileSync(at('gold/a.txt'), 'utf8')).toBe(text);
    const [journal = ''] = readdirSync(at('.marginalia')).filter((name) => name.endsWith('.jsonl'));
    const entries = readFileSync(at(`.marginalia/${journal}`), 'utf8')
      .split('\n')
      .filter(Boolean);
    expect(entries).toHaveLength(1);
    expect(entries[0]).not.toMatch(/fever|chest|sure/);
    expect(linesOf('ann/a')).toEqual(agreed);
    expect(linesOf('ben/a')).toEqual(swapped);
  });

  it('keeps it also where the server ended between its journal and its file, with what is said twice or of nothing', async () => {
    const odd = [
      ...agreed,
      line('T5', 'problem', 'fever'),
      'R2\tTrAP Arg1:T4 Arg2:T77',
      'A2\tAssertion T5 absent',
      'A3\tAssertion E9 possible',
    ];
    note('ann/a', [...odd, line('T6', 'problem', 'fever')]);
    note('ben/a', [...odd].reverse());
    const first = await start();
    expect(await compare(first, 'ann', 'ben')).toMatchObject({ left: 1, without: [] });
    expect(linesOf('gold/a')).toEqual(odd);
    await first.close();
    clients.length = 0;
    writeFileSync(at('gold/a.ann'), '');
    const again = await start();
    expect(await compare(again, 'ann', 'ben')).toMatchObject({ left: 1 });
    // The ids that the file did not keep are not given again.
    const without = (lines: readonly string[]) => lines.map((one) => one.replace(/([TREAN]|#)\d+/g, '$1'));
    expect(without(linesOf('gold/a'))).toEqual(without(odd));
    const [third] = await opened(again, 1);
    await decide(again, TAKE, { id: idOf(third as Diagnostic), side: 0 });
    const all = without([...odd, line('T6', 'problem', 'fever')]);
    await left(again, 0, () => linesOf('gold/a').length === all.length);
    expect(without(linesOf('gold/a'))).toEqual(all);
    expect(await compare(again, 'ann', 'ben')).toMatchObject({ left: 0 });
  });

  it('keeps it whatever a person takes back, also after a start and another comparison', async () => {
    note('ann/a', [...agreed, line('T9', 'problem', 'cough')]);
    note('ben/a', agreed);
    const first = await start();
    await compare(first, 'ann', 'ben');
    const [cough] = await opened(first, 1);
    expect((await decide(first, UNDO, {})).refused).toMatch(/nothing to undo/);
    await decide(first, TAKE, { id: idOf(cough as Diagnostic), side: 0 });
    await left(first, 0, (file) => /cough/.test(file));
    expect((await compare(first, 'ann', 'ben')).left).toBe(0);
    await decide(first, UNDO, {});
    await left(first, 1, (file) => !/cough/.test(file));
    expect((await compare(first, 'ann', 'ben')).left).toBe(1);
    expect(await decide(first, REDO, {})).not.toHaveProperty('refused');
    await left(first, 0, (file) => /cough/.test(file));
    await decide(first, UNDO, {});
    await left(first, 1, (file) => !/cough/.test(file));
    await first.close();
    clients.length = 0;
    const again = await start();
    await compare(again, 'ann', 'ben');
    await opened(again, 1);
    expect((await decide(again, UNDO, {})).refused).toMatch(/nothing to undo/);
    expect(linesOf('gold/a')).toEqual(agreed);
  });

  it('takes what goes without saying for said, and keeps it as somebody wrote it', async () => {
    const both = [
      line('T1', 'problem', 'fever'),
      line('T2', 'problem', 'chest pain'),
      'A1\tAssertion T1 absent',
    ];
    note('ann/a', [...both, 'A2\tAssertion T2 present']);
    note('ben/a', both);
    const client = await start();
    expect(await compare(client, 'ben', 'ann')).toMatchObject({ left: 0, without: [] });
    expect(linesOf('gold/a').map((one) => one.replace(/^A\d+/, 'A'))).toEqual([
      ...both.map((one) => one.replace(/^A\d+/, 'A')),
      'A\tAssertion T2 present',
    ]);
    await opened(client, 0);
    const range = { start: { line: 0, character: 10 }, end: { line: 0, character: 20 } };
    expect(await decide(client, ATTRIBUTE, { range, name: 'Assertion', value: null })).not.toHaveProperty(
      'refused',
    );
    await left(client, 0, (file) => !file.includes('present'));
  });

  it('tells what is not compared, with the reason', async () => {
    note('ann/a', []);
    note('ben/a', []);
    note('ann/b', []);
    note('ben/b', [], 'Other words.');
    note('ann/c', []);
    const client = await start();
    const { without, notes } = await compare(client, 'ann', 'ben');
    expect(notes).toBe(2);
    expect(without).toEqual([
      { note: 'c', why: 'only one annotator has it' },
      { note: 'b', why: 'the annotators have other texts of it' },
    ]);
    expect(readdirSync(at('gold')).sort()).toEqual(['a.ann', 'a.txt']);
  });

  it.each([
    ['one folder', ['ann', 'ann'], 'gold', /each once/],
    ['a folder within one of theirs', ['ann', 'ben'], 'ann/gold', /beside those of the annotators/],
    ['a folder around theirs', ['ann', 'ben'], '.', /beside those of the annotators/],
    ['folders without a note in common', ['ann', 'cas'], 'gold', /no note|note in common/],
    ['a folder that is not there', ['ann', 'nobody'], 'gold', /no such file/],
  ])('refuses %s, and writes nothing', async (_, folders, into, why) => {
    note('ann/a', []);
    note('ben/a', []);
    note('cas/z', []);
    const client = await start();
    const before = readdirSync(folder, { recursive: true }).sort();
    const { refused } = await ask<Compared>(client, COMPARE, {
      folders: folders.map(uriOf),
      into: uriOf(into),
    });
    expect(refused).toMatch(why);
    const after = readdirSync(folder, { recursive: true }).filter(
      (path) => !String(path).startsWith('config'),
    );
    expect(after.sort()).toEqual(before.filter((path) => !String(path).startsWith('config')));
  });
});

describe('folders that a key names', () => {
  it.each([
    ['a path', { folders: ['/corpus/ann', '/corpus/ben'], into: '/corpus/gold' }, /file: URIs/],
    ['another machine', { folders: ['https://x/a', 'https://x/b'], into: 'https://x/c' }, /file: URIs/],
    ['no list', { folders: 'file:///corpus/ann', into: 'file:///corpus/gold' }, /takes/],
    ['no folder to write to', { folders: ['file:///corpus/ann', 'file:///corpus/ben'] }, /takes/],
    ['one folder', { folders: ['file:///'], into: 'file:///nowhere/gold' }, /two folders or more/],
  ])('are refused with a word: %s', async (_, argument, why) => {
    const client = await start();
    expect((await ask<Compared>(client, COMPARE, argument)).refused).toMatch(why);
  });
});

describe('a disagreement', () => {
  const fever = line('T1', 'problem', 'fever');
  beforeEach(() => {
    note('ann/a', [
      fever,
      line('T2', 'problem', 'chest pain'),
      line('T3', 'problem', 'cough'),
      line('T4', 'treatment', 'Aspirin'),
      'A1\tAssertion T1 absent',
      'R1\tTrAP Arg1:T4 Arg2:T2',
    ]);
    note('ben/a', [
      fever,
      line('T2', 'test', 'chest pain'),
      line('T3', 'problem', 'severe cough'),
      line('T9', 'treatment', 'Aspirin'),
      'A1\tAssertion T1 possible',
    ]);
  });

  it('is a warning that tells who says what, in order, walked like suggestions', async () => {
    const client = await start();
    expect(await compare(client, 'ann', 'ben')).toMatchObject({ left: 4 });
    expect(linesOf('gold/a')).toEqual([fever, line('T4', 'treatment', 'Aspirin')]);
    const found = await opened(client, 4);
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'disagreement.attribute',
        'disagreement.type',
        'disagreement.span',
        'disagreement.relation',
      ]),
    );
    expect(found.every(({ severity }) => severity === 2)).toBe(true);
    const type = found.find(({ code }) => code === 'disagreement.type');
    expect(type?.message).toMatch(/ann: “chest pain” problem; ben: “chest pain” test/);
    expect(type?.relatedInformation).toHaveLength(2);
    const places: string[] = [];
    for (let position = { line: 0, character: 0 }, id: string | undefined; places.length < 4; ) {
      const place = await ask<Place>(client, NEXT, {
        uri: uriOf('gold/a.txt'),
        version: 1,
        position,
        ...(id && { id }),
      });
      places.push(place.says);
      [position, id] = [place.range.start, place.id];
    }
    expect(places.join('\n')).not.toMatch(/fever|cough|chest/);
    expect(places[0]).toMatch(/1 ann: problem is absent · 2 ben: problem is possible/);
    expect((await left(client, 4)).disagreements).toBe(4);
  });

  it('is settled by one side, with what hangs on it, in one step that is undone', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    const found = await opened(client, 4);
    const type = found.find(({ code }) => code === 'disagreement.type') as Diagnostic;
    const decided = await decide(client, TAKE, { id: idOf(type), side: 1 });
    expect(decided.refused).toBeUndefined();
    await left(client, 3, (file) => /chest/.test(file));
    expect(linesOf('gold/a').filter((one) => /chest/.test(one))).toEqual([
      expect.stringMatching(/^T\d+\ttest 10 20\tchest pain$/),
    ]);
    await decide(client, UNDO, {});
    await left(client, 4, (file) => !/chest/.test(file));
    expect(linesOf('gold/a')).toEqual([fever, line('T4', 'treatment', 'Aspirin')]);
    const relation = found.find(({ code }) => code === 'disagreement.relation') as Diagnostic;
    await decide(client, TAKE, { id: idOf(relation), side: 0 });
    // Its other end comes with it, which settles what was said of that, too.
    await left(client, 2, (file) => /TrAP/.test(file));
    const [pain = ''] = linesOf('gold/a').filter((one) => /chest/.test(one));
    expect(pain).toMatch(/^T\d+\tproblem 10 20\t/);
    expect(linesOf('gold/a').filter((one) => /^R/.test(one))).toEqual([
      `R1\tTrAP Arg1:T4 Arg2:${pain.split('\t')[0]}`,
    ]);
  });

  it('is settled by neither, by a third, and by what gold says there now; all of it outlives the server', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    const found = await opened(client, 4);
    const by = (kind: string): string =>
      idOf(found.find(({ code }) => code === `disagreement.${kind}`) as Diagnostic);
    await decide(client, REJECT, { id: by('span') });
    await left(client, 3);
    await decide(client, RETYPE, { id: by('type'), type: 'treatment' });
    await left(client, 2, (file) => /chest/.test(file));
    expect(linesOf('gold/a').filter((one) => /chest/.test(one))).toEqual([
      expect.stringMatching(/^T\d+\ttreatment 10 20\tchest pain$/),
    ]);
    await decide(client, ATTRIBUTE, { id: by('attribute'), name: 'Assertion', value: 'conditional' });
    await left(client, 1, (file) => /conditional/.test(file));
    expect(linesOf('gold/a')).toContainEqual(expect.stringMatching(/^A\d+\tAssertion T1 conditional$/));
    await client.close();
    clients.length = 0;
    const again = await start();
    expect(await compare(again, 'ann', 'ben')).toMatchObject({ left: 1 });
    const [rest] = await opened(again, 1);
    expect(rest?.code).toBe('disagreement.relation');
  });

  it('offers each side, neither and a third to any client, and their commands hold no text', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    const found = await opened(client, 4);
    const type = found.find(({ code }) => code === 'disagreement.type') as Diagnostic;
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('gold/a.txt') },
      range: type.range,
      context: { diagnostics: [type] },
    });
    expect(actions.map(({ title }) => title).slice(0, 4)).toEqual([
      'Take ann: “chest pain” problem',
      'Take ben: “chest pain” test',
      'Take neither: leave gold as it is',
      'Write a third: treatment',
    ]);
    expect(JSON.stringify(actions.map(({ command }) => command))).not.toMatch(/chest|fever/);
    expect(await decide(client, SIDES, { id: idOf(type) })).toEqual([
      { label: 'ann', description: 'problem', side: 0 },
      { label: 'ben', description: 'test', side: 1 },
    ]);
  });

  it('comes up where a person takes out what all say, and does not put it back by itself', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    await opened(client, 4);
    await decide(client, REJECT, { id: 'T4' });
    const { diagnostics } = await client.diagnostics(uriOf('gold/a.txt'), (all) =>
      disagreements(all).some(({ code }) => code === 'disagreement.agreed'),
    );
    await left(client, 5, (file) => !/Aspirin/.test(file));
    expect((await compare(client, 'ann', 'ben')).left).toBe(5);
    expect(linesOf('gold/a').join()).not.toMatch(/Aspirin/);
    const gone = disagreements(diagnostics).find(({ code }) => code === 'disagreement.agreed') as Diagnostic;
    await decide(client, TAKE, { id: idOf(gone), side: 0 });
    await left(client, 4, (file) => /Aspirin/.test(file));
  });

  it('is between those who have the note, however many are compared', async () => {
    note('cas/a', [fever, line('T2', 'treatment', 'chest pain')]);
    note('ann/b', [fever]);
    note('cas/b', []);
    const client = await start();
    const { left: count, without } = await compare(client, 'ann', 'ben', 'cas');
    expect(without).toEqual([]);
    const found = await opened(client, count - 1);
    const type = found.find(({ code }) => code === 'disagreement.type') as Diagnostic;
    expect(type.message).toMatch(/ann: .* problem; ben: .* test; cas: .* treatment$/);
    await decide(client, TAKE, { id: idOf(type), side: 2 });
    await left(client, count - 2, (file) => /treatment 10 20/.test(file));
    expect((await decide(client, TAKE, { id: idOf(found[0] as Diagnostic), side: 7 })).refused).toBeDefined();
    const next = await ask<Place>(client, NEXT_NOTE, { uri: uriOf('gold/a.txt') });
    expect(next.uri).toBe(uriOf('gold/b.txt'));
  });

  it('comes back where an annotator says something else by now', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    const found = await opened(client, 4);
    const type = found.find(({ code }) => code === 'disagreement.type') as Diagnostic;
    await decide(client, REJECT, { id: idOf(type) });
    await left(client, 3);
    writeFileSync(
      at('ben/a.ann'),
      readFileSync(at('ben/a.ann'), 'utf8').replace('T2\ttest 10 20', 'T2\ttreatment 10 20'),
    );
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('ben/a.ann'), type: 2 }],
    });
    await client.diagnostics(uriOf('gold/a.txt'), (all) =>
      disagreements(all).some(({ message }) => /ben: “chest pain” treatment/.test(String(message))),
    );
  });

  it('leads to the next note in which something is left', async () => {
    note('ann/b', [fever]);
    note('ben/b', [fever]);
    note('ann/c', [fever]);
    note('ben/c', []);
    const client = await start();
    await compare(client, 'ann', 'ben');
    const next = (path: string) => ask<Place | null>(client, NEXT_NOTE, { uri: uriOf(`gold/${path}.txt`) });
    expect((await next('a'))?.uri).toBe(uriOf('gold/c.txt'));
    expect((await next('c'))?.uri).toBe(uriOf('gold/a.txt'));
  });

  it('is shown in a note that is opened through a link to its folder', async () => {
    symlinkSync(join(folder, 'corpus'), join(folder, 'linked'));
    const client = await start();
    await compare(client, 'ann', 'ben');
    const uri = pathToFileURL(join(folder, 'linked/gold/a.txt')).href;
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => disagreements(found).length === 4);
  });

  it('is shown at the words also where the files end their lines otherwise, and not on another text', async () => {
    for (const who of ['ann', 'ben'])
      for (const name of ['a']) {
        writeFileSync(at(`${who}/${name}.txt`), text.replaceAll('\n', '\r\n'));
        const moved = linesOf(`${who}/${name}`).map((one) =>
          one.replace(
            / (\d+) (\d+)\tAspirin/,
            (_, from, to) => ` ${Number(from) + 1} ${Number(to) + 1}\tAspirin`,
          ),
        );
        writeFileSync(at(`${who}/${name}.ann`), moved.map((one) => `${one}\n`).join(''));
      }
    const client = await start();
    await compare(client, 'ann', 'ben');
    // The editor made its line ends uniform.
    await client.open(uriOf('gold/a.txt'), text);
    const { diagnostics } = await client.diagnostics(
      uriOf('gold/a.txt'),
      (all) => disagreements(all).length === 4,
    );
    const relation = disagreements(diagnostics).find(({ code }) => code === 'disagreement.relation');
    expect(relation?.message).toMatch(/“Aspirin” treatment → “chest pain” problem/);
    await client.change(uriOf('gold/a.txt'), 2, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 2 } },
      text: 'Some',
    });
    await client.diagnostics(
      uriOf('gold/a.txt'),
      (all, version) =>
        version === 2 &&
        disagreements(all)
          .map(({ code }) => code)
          .join() === 'disagreement.text',
    );
  });

  it('follows the adjudicated file that another program changes, also while it is closed', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    await opened(client, 4);
    const write = (lines: readonly string[]): Promise<void> => {
      writeFileSync(at('gold/a.ann'), lines.map((one) => `${one}\n`).join(''));
      return client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf('gold/a.ann'), type: 2 }],
      });
    };
    // One side by hand, one thing that all say taken out, another retyped, and a third where they disagree.
    await write(['T1\ttreatment 3 8\tfever', line('T8', 'test', 'chest pain'), line('T9', 'test', 'severe')]);
    const shown = await client.diagnostics(uriOf('gold/a.txt'), (all) =>
      disagreements(all).some(({ code }) => code === 'disagreement.agreed'),
    );
    const kinds = disagreements(shown.diagnostics).map(({ code }) => String(code).split('.')[1]);
    expect(kinds.sort()).toEqual(['agreed', 'attribute', 'relation']);
    await client.close();
    clients.length = 0;
    writeFileSync(at('gold/a.ann'), `${fever}\n${line('T4', 'treatment', 'Aspirin')}\n`);
    const again = await start();
    expect(await compare(again, 'ann', 'ben')).toMatchObject({ left: 4 });
  });

  it('begins anew, with what all say, where the adjudicated folder was thrown away', async () => {
    const first = await start();
    await compare(first, 'ann', 'ben');
    await opened(first, 4);
    await decide(first, REJECT, { id: 'T4' });
    await left(first, 5, (file) => !/Aspirin/.test(file));
    await first.close();
    clients.length = 0;
    rmSync(at('gold'), { recursive: true });
    const again = await start();
    expect(await compare(again, 'ann', 'ben')).toMatchObject({ left: 4, without: [] });
    expect(linesOf('gold/a').map((one) => one.replace(/^T\d+/, 'T'))).toEqual([
      fever.replace('T1', 'T'),
      line('T', 'treatment', 'Aspirin'),
    ]);
  });

  it('waits while the text is another, which is said and never counted as done, and comes back with the text', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    const [first] = await opened(client, 4);
    const edit = (version: number, end: number, by: string): Promise<void> =>
      client.change(uriOf('gold/a.txt'), version, {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: end } },
        text: by,
      });
    await edit(2, 2, 'Some');
    const shown = await client.wait<Review>(REVIEW, ({ waiting }) => waiting === true);
    expect(shown.disagreements).toBeUndefined();
    const take = { id: idOf(first as Diagnostic), side: 0, version: 2 };
    expect((await decide(client, TAKE, take)).refused).toMatch(/waits until the text/);
    await edit(3, 4, 'No');
    await client.diagnostics(
      uriOf('gold/a.txt'),
      (all, version) => version === 3 && disagreements(all).length === 4,
    );
    expect((await left(client, 4)).waiting).toBeUndefined();
  });

  it('comes back also where the note was opened with another text', async () => {
    const client = await start();
    await compare(client, 'ann', 'ben');
    await client.open(uriOf('gold/a.txt'), text.replace('No', 'Some'));
    await client.diagnostics(uriOf('gold/a.txt'), (all) =>
      disagreements(all).some(({ code }) => code === 'disagreement.text'),
    );
    await client.change(uriOf('gold/a.txt'), 2, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
      text: 'No',
    });
    await client.diagnostics(uriOf('gold/a.txt'), (all) => disagreements(all).length === 4);
    await left(client, 4);
  });
});

describe('a hover on gold', () => {
  const hover = async (client: TestClient, words: string): Promise<string> => {
    const found = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: uriOf('gold/a.txt') },
      position: { line: 0, character: text.indexOf(words) + 1 },
    });
    return found ? (found.contents as { value: string }).value : '';
  };

  it('tells who took it and who changed it, from all journals, and when only where they tell the time', async () => {
    note('ann/a', [line('T1', 'problem', 'fever'), line('T2', 'problem', 'cough')]);
    note('ben/a', [line('T1', 'problem', 'fever'), line('T2', 'problem', 'cough')]);
    const first = await start('judge');
    await compare(first, 'ann', 'ben');
    await first.close();
    clients.length = 0;
    const second = await start('second', true);
    await second.open(uriOf('gold/a.txt'), text);
    await left(second, 0);
    expect(await hover(second, 'fever')).toMatch(/taken by judge(?!,)/);
    await decide(second, RETYPE, { id: 'T1', type: 'test' });
    await left(second, 0, (file) => /test 3 8/.test(file));
    // The journal is read behind the save: asked until it is.
    while (!/changed by/.test(await hover(second, 'fever')));
    expect(await hover(second, 'fever')).toMatch(
      /taken by judge · changed by second, 20\d\d-\d\d-\d\d \d\d:\d\d/,
    );
    expect(await hover(second, 'cough')).not.toMatch(/changed/);
    await decide(second, UNDO, {});
    await left(second, 0, (file) => /problem 3 8/.test(file));
    while (/changed/.test(await hover(second, 'fever')));
  });
});

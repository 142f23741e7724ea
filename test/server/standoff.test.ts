import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type {
  CodeAction,
  CompletionList,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { serveConnection } from '../../server/src/editor/server';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'Denies fever 😀.\nChest pain since noon, given aspirin.\n';
const ann = [
  'T1\tproblem 7 12\tfever',
  'A1\tAssertion T1 absent',
  'T2\tproblem 16 26\tChest pain',
  'T3\ttreatment 45 52\taspirin',
  'R1\tTrAP Arg1:T3 Arg2:T2',
  '#1\tAnnotatorNotes R1\tsure?',
  'a line of somebody else',
  '',
].join('\n');

let folder: string | undefined;
const clients: TestClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

/** A server, with files in a folder of their own, and the addresses of two of them. */
async function start(files: Record<string, string | Uint8Array> = { 'note.txt': text }) {
  folder = mkdtempSync(join(tmpdir(), 'standoff-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const chooseEngine = async () => ({
    engine: { name: 'none', concurrency: 1, windowTokens: 1_000, async *annotate() {} },
  });
  serveConnection(connection, { version: '0', chooseEngine, configFolder: join(folder, 'config') });
  connection.listen();
  const client = await startClient(down, up);
  clients.push(client);
  const note = pathToFileURL(join(folder, 'note.txt')).href;
  const uri = pathToFileURL(join(folder, 'note.ann')).href;
  const open = (content: string, of = uri): Promise<void> =>
    client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: of, languageId: 'brat-standoff', version: 1, text: content },
    });
  const ask = <Answer>(method: string, position: unknown, more: object = {}, of = uri): Promise<Answer> =>
    client.connection.sendRequest<Answer>(`textDocument/${method}`, {
      textDocument: { uri: of },
      position,
      ...more,
    });
  const codes = async (fits: (codes: unknown[]) => boolean): Promise<Diagnostic[]> =>
    (await client.diagnostics(uri, (found) => fits(found.map(({ code }) => code)))).diagnostics;
  return { client, note, uri, open, ask, codes };
}

const at = (line: number, character: number) => ({ line, character });
const range = (line: number, start: number, end: number): Range => ({
  start: at(line, start),
  end: at(line, end),
});
const applied = (content: string, edits: readonly TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create('', '', 0, content), [...edits]);

describe('a standoff file that is open', () => {
  it('is checked against its note on the disk, and what cannot be read is told', async () => {
    const { open, codes } = await start();
    await open(ann);
    const found = await codes((all) => all.length > 0);
    expect(found.map(({ code, range: { start } }) => [code, start.line])).toEqual([['standoff.unread', 6]]);
  });

  it('is checked against its note in the editor as that is written', async () => {
    const { client, note, uri, open, codes } = await start();
    await client.open(note, text);
    await open(ann);
    await codes((all) => all.length === 1);
    await client.change(note, 2, { range: range(0, 0, 0), text: 'She ' });
    const found = await codes((all) => all.includes('standoff.text-mismatch'));
    expect(found.filter(({ code }) => code === 'standoff.text-mismatch').map((one) => one.range)).toEqual([
      range(0, 16, 21),
      range(2, 17, 27),
      range(3, 19, 26),
    ]);
    const told = (): Diagnostic[][] =>
      client.published.flatMap((one) => (one.uri === uri ? [one.diagnostics] : []));
    const before = told().length;
    await client.change(note, 3, { range: range(0, 0, 4), text: '' });
    await client.wait(
      'textDocument/publishDiagnostics',
      () => told().length > before && told().at(-1)?.length === 1,
    );
  });

  it('counts a byte order mark and line ends as they stand in the file, whatever the editor made of them', async () => {
    const { client, note, open, codes, ask } = await start({ 'note.txt': '\ufeffDenies:\r\nno\nfever' });
    await client.open(note, 'Denies:\nno\nfever');
    await open('T1\tproblem 13 18\tfever\nX');
    await codes((all) => all.join() === 'standoff.unread');
    const found = await ask<Location[]>('definition', at(0, 13));
    expect(found).toEqual([{ uri: note, range: range(2, 0, 5) }]);
  });

  it.each([
    ['is not there', {}],
    ['is not written in UTF-8', { 'note.txt': Uint8Array.of(0x66, 0xe9, 0x76) }],
  ])('says that its note %s', async (why, files) => {
    const { open, codes } = await start(files);
    await open(ann);
    const [first] = await codes((all) => all.includes('standoff.note-missing'));
    expect(first?.message).toContain(why);
  });

  it('never reads what is no regular file', async () => {
    const { open, codes, note } = await start({});
    mkdirSync(new URL(note));
    await open(ann);
    const [first] = await codes((all) => all.includes('standoff.note-missing'));
    expect(first?.message).toContain('no regular file');
  });

  it('tells 500 things at most, the graver ones, and how many are left out', async () => {
    const { open, codes } = await start();
    await open(`${'T1\tdisease 7 12\tfever\n'.repeat(600)}R1\tTrAP Arg1:T8 Arg2:T9\n`);
    const found = await codes((all) => all.length > 0);
    expect(found).toHaveLength(500);
    expect(found[0]?.code).toBe('standoff.more');
    expect(new Set(found.slice(1).map(({ severity }) => severity))).toEqual(new Set([1]));
  });

  it('offers fixes that can be applied', async () => {
    const { open, ask } = await start();
    const wrong = ann.replace('T1\tproblem 7 12', 'T1\tproblem 6 11');
    await open(wrong);
    const actions = await ask<CodeAction[]>('codeAction', undefined, {
      range: range(0, 17, 17),
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toEqual([
      'Move the offsets to where “fever” stands, in line 1',
      'Set the text to what stands there: “ feve”',
      'Remove T1 and the line that hangs on it',
    ]);
    const edits = actions.map(({ edit }) => {
      const [changed] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
      return (changed?.edits ?? []) as TextEdit[];
    });
    expect(applied(wrong, edits[0] ?? [])).toBe(ann);
    expect(applied(wrong, edits[2] ?? [])).toBe(ann.split('\n').slice(2).join('\n'));
  });

  it('leads from an id to its line and from a line to the note', async () => {
    const { open, ask, note, uri } = await start();
    await open(ann);
    expect(await ask<Location[]>('definition', at(4, 14))).toEqual([{ uri, range: range(3, 0, 26) }]);
    expect(await ask<Location[]>('definition', at(3, 0))).toEqual([{ uri: note, range: range(1, 29, 36) }]);
    const named = await ask<Location[]>('references', at(2, 1), { context: { includeDeclaration: false } });
    expect(named).toEqual([{ uri, range: range(4, 21, 23) }]);
  });

  it('shows what an id is, and the sentence that offsets lie in', async () => {
    const { open, ask } = await start();
    await open(ann);
    const about = async (line: number, character: number): Promise<string> =>
      ((await ask<Hover>('hover', at(line, character))).contents as { value: string }).value;
    const id = await about(1, 14);
    for (const part of ['T1', 'problem', 'fever', 'line 1 of the note', 'Assertion absent'])
      expect(id).toContain(part);
    const relation = await about(4, 0);
    for (const part of ['TrAP', 'aspirin', 'Chest pain', 'sure?']) expect(relation).toContain(part);
    expect(await about(3, 16)).toBe('line 2: Chest pain since noon, given **aspirin**.');
  });

  it('completes types, roles, ids that fit, and values', async () => {
    const { open, ask, client, uri } = await start();
    await open(ann);
    let version = 1;
    const labels = async (line: string): Promise<string[]> => {
      const last = ann.split('\n').length - 1;
      await client.change(uri, ++version, {
        range: { start: at(last, 0), end: at(last + 1, 0) },
        text: line,
      });
      return (await ask<CompletionList>('completion', at(last, line.length))).items.map(({ label }) => label);
    };
    expect(await labels('')).toEqual(['T4', 'R2', 'E1', 'A2', 'N1', '#2', '*']);
    expect(await labels('T4\t')).toEqual(['problem', 'test', 'treatment']);
    expect(await labels('R2\tTr')).toContain('TrAP');
    expect(await labels('R2\tTrAP ')).toEqual(['Arg1', 'Arg2']);
    expect(await labels('R2\tTrAP Arg1:')).toEqual(['T3']);
    expect(await labels('R2\tTrAP Arg1:T3 ')).toEqual(['Arg2']);
    expect(await labels('R2\tTrAP Arg1:T3 Arg2:')).toEqual(['T2', 'T1']);
    expect(await labels('A2\tAssertion ')).toEqual(['T2', 'T1']);
    expect(await labels('A2\tAssertion T2 ')).toContain('possible');
    expect(await labels('T4\tproblem 7 12\t')).toEqual(['fever']);
    expect(await labels('T4\tproblem 7 ')).toEqual([]);
  });

  it('renames an id in all lines, and refuses what is in use or of another letter', async () => {
    const { open, ask, uri } = await start();
    await open(ann);
    expect(await ask<Range>('prepareRename', at(2, 1))).toEqual(range(2, 0, 2));
    expect(await ask('prepareRename', at(2, 5))).toBeNull();
    const edit = await ask<WorkspaceEdit>('rename', at(4, 22), { newName: 'T20' });
    expect(applied(ann, edit.changes?.[uri] ?? [])).toBe(ann.replaceAll('T2', 'T20'));
    for (const newName of ['T1', 'R2', 'T', 'x y'])
      await expect(ask('rename', at(2, 1), { newName }), newName).rejects.toThrow();
  });

  it('folds an entity with the lines that hang on it, and lists what it holds', async () => {
    const { open, ask } = await start();
    await open(ann);
    const folds = await ask<FoldingRange[]>('foldingRange', undefined);
    expect(folds.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [0, 1],
      [3, 5],
    ]);
    const symbols = await ask<DocumentSymbol[]>('documentSymbol', undefined);
    expect(symbols.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'T1 problem: “fever” · absent',
      'T2 problem: “Chest pain”',
      'T3 treatment: “aspirin”',
      'R1 TrAP: T3 → T2',
    ]);
  });
});

describe('a note', () => {
  it('leads to the lines of its standoff file on the disk', async () => {
    const { client, note, uri, ask } = await start({ 'note.txt': text, 'note.ann': `\ufeff${ann}` });
    await client.open(note, text);
    expect(await ask<Location[]>('definition', at(1, 3), {}, note)).toEqual([
      { uri, range: range(2, 0, 27) },
    ]);
    expect(await ask<Location[]>('definition', at(1, 13), {}, note)).toEqual([]);
  });

  it('leads to the file that the editor holds, where it holds one', async () => {
    const { client, note, uri, ask, open } = await start({ 'note.txt': text, 'note.ann': ann });
    await client.open(note, text);
    await open(`\n\n\n${ann}`);
    const found = await ask<Location[]>(
      'references',
      at(0, 8),
      { context: { includeDeclaration: true } },
      note,
    );
    expect(found).toEqual([{ uri, range: range(3, 0, 21) }]);
  });
});

describe('bad files', () => {
  it.each([
    ['one line of five million letters', `T1\tproblem 7 12\t${'x'.repeat(5_000_000)}`],
    ['half a surrogate pair', 'T1\tproblem 7 12\t\ud83d\nA1\tAssertion T1 absent'],
    ['binary', '\u0001\0\0\ufffd\n\0'.repeat(1_000)],
  ])('do no harm: %s', async (_, content) => {
    const { open, ask, codes } = await start();
    await open(content);
    expect((await codes((all) => all.length > 0)).length).toBeLessThan(4);
    for (const method of [
      'hover',
      'definition',
      'completion',
      'foldingRange',
      'documentSymbol',
      'prepareRename',
    ])
      await ask(method, at(0, 1));
    await ask('codeAction', undefined, { range: range(0, 0, 40), context: { diagnostics: [] } });
  });
});

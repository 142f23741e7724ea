import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  Diagnostic,
  Range,
  ShowMessageParams,
  TextDocumentEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { OPEN_RULINGS, REPLACE, type RulingArgument } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import { parseNote } from '../../server/src/note/note';
import { openCorpora } from '../../server/src/privacy/corpus/corpora';
import { rootOf } from '../../server/src/privacy/corpus/corpus';
import { placeholderKey } from '../../server/src/privacy/corpus/key';
import { rulingsFile } from '../../server/src/privacy/corpus/rulings-file';
import { identifiersOf } from '../../server/src/privacy/identifiers';
import { deidentify } from '../../server/src/privacy/view';
import type { Engine, Request, Result } from '../../server/src/task/engine';
import { marginalia } from '../cli/harness';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'Patient: Marisol Quintrell\nSeen 3/14/2024 by Dr. Osterholt.\nUses a Brellwick brace.\n';
let folder = '';
let configFolder = '';
let file = '';
let uri = '';
let client: TestClient | undefined;
let requests: Request[] = [];
/** What the engine does with a request; at first, nothing. */
let listen: (request: Request) => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marginalia-identifiers-'));
  configFolder = join(folder, 'config');
  await mkdir(join(folder, 'corpus'));
  await writeFile(join(folder, 'corpus', 'annotation.conf'), '');
  file = join(folder, 'corpus', 'note.txt');
  await writeFile(file, text);
  uri = pathToFileURL(file).href;
  requests = [];
  listen = async () => {};
});
afterEach(async () => {
  await client?.close();
  client = undefined;
  await rm(folder, { recursive: true, force: true });
});

const listening: Engine = {
  name: 'listening',
  concurrency: 1,
  windowTokens: 1_000,
  async *annotate(request): AsyncIterable<Result> {
    requests.push(request);
    await listen(request);
    yield* [];
  },
};

async function start(settings: object = {}, capabilities?: object): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    configFolder,
    chooseEngine: async () => ({ engine: listening }),
  });
  connection.listen();
  client = await startClient(down, up, {
    settings: Object.assign(settings, { tasks: ['ner'] }),
    ...(capabilities && { capabilities: { workspace: { configuration: true }, ...capabilities } }),
  });
  return client;
}

const identifiersIn = (found: readonly Diagnostic[]): Diagnostic[] =>
  found.filter(({ code }) => String(code).startsWith('identifier.'));

/** The texts that the last diagnostics of a note call identifiers. */
const masked = (found: readonly Diagnostic[], of = text): string[] => {
  const document = TextDocument.create('', '', 0, of);
  return identifiersIn(found).map(({ range }) => document.getText(range));
};

/** Waits for diagnostics that come after those that came already. */
async function next(
  editor: TestClient,
  fits: (found: Diagnostic[]) => boolean,
  at = uri,
): Promise<Diagnostic[]> {
  const before = editor.published.filter((one) => one.uri === at).length;
  const all = (): Diagnostic[][] =>
    editor.published.filter((one) => one.uri === at).map(({ diagnostics }) => diagnostics);
  await editor.wait('textDocument/publishDiagnostics', () => all().slice(before).some(fits));
  return all().slice(before).find(fits) ?? [];
}

const placeOf = (words: string, of = text): Range => {
  const document = TextDocument.create('', '', 0, of);
  const start = of.indexOf(words);
  return { start: document.positionAt(start), end: document.positionAt(start + words.length) };
};
const cursorIn = (words: string, of = text): Range => {
  const { start } = placeOf(words, of);
  return { start, end: start };
};

async function actions(
  editor: TestClient,
  range: Range,
  context: { diagnostics?: Diagnostic[]; only?: string[] } = {},
  at = uri,
): Promise<CodeAction[]> {
  const asked = { textDocument: { uri: at }, range, context: { diagnostics: [], ...context } };
  return (await editor.connection.sendRequest('textDocument/codeAction', asked)) ?? [];
}

async function run(
  editor: TestClient,
  list: readonly CodeAction[],
  title: string | RegExp,
): Promise<unknown> {
  const found = list.find((action) =>
    typeof title === 'string' ? action.title === title : title.test(action.title),
  );
  expect(found, list.map((action) => action.title).join('\n')).toBeDefined();
  return editor.connection.sendRequest('workspace/executeCommand', {
    command: found?.command?.command,
    arguments: found?.command?.arguments,
  });
}

describe('an identifier', () => {
  it('is a diagnostic that says its category, and of what strict alone masks, that', async () => {
    const editor = await start({ deidentification: 'strict', identifiers: { severity: 'warning' } });
    await editor.open(uri, text);
    const found = await next(editor, (all) => masked(all).includes('Brellwick'));
    const of = (words: string): Diagnostic | undefined =>
      identifiersIn(found).find(
        ({ range }) =>
          range.start.line === placeOf(words).start.line &&
          masked([{ range, message: '', code: 'identifier.' }])[0] === words,
      );
    expect(of('Osterholt')).toMatchObject({ code: 'identifier.NAME', severity: 2 });
    expect(of('Osterholt')?.message).not.toContain('strict');
    expect(of('Brellwick')?.message).toContain('strict');
    const hover = (words: string): Promise<unknown> =>
      editor.connection.sendRequest('textDocument/hover', {
        textDocument: { uri },
        position: placeOf(words).start,
      });
    expect(await hover('Osterholt')).toMatchObject({
      range: placeOf('Osterholt'),
      contents: { value: expect.stringMatching(/^\*\*Identifier\*\* · NAME: replaced before/) },
    });
    expect(JSON.stringify(await hover('Brellwick'))).toContain('NAME (unknown): replaced');
  });

  it('that is none is told so by a quick fix, kept for the corpus, and gone at once in all its notes', async () => {
    const editor = await start();
    const other = pathToFileURL(join(folder, 'corpus', 'other.txt')).href;
    const elsewhere = pathToFileURL(join(folder, 'alone.txt')).href;
    await editor.open(uri, text);
    await editor.open(other, 'Seen by Dr. Osterholt.\n');
    await editor.open(elsewhere, 'Seen by Dr. Osterholt.\n');
    const found = await next(editor, (all) => masked(all).includes('Osterholt'));
    const diagnostic = identifiersIn(found).find(
      ({ range }) => range.start.line === 1 && range.start.character > 10,
    );
    const list = await actions(editor, cursorIn('Osterholt'), {
      diagnostics: diagnostic ? [diagnostic] : [],
    });
    const fix = list.find(({ title }) => /Osterholt.*not an identifier/.test(title));
    expect(fix).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'identifier.NAME' }] });
    const gone = next(editor, (all) => !masked(all).includes('Osterholt'));
    const goneThere = next(editor, (all) => identifiersIn(all).length === 0, other);
    await run(editor, list, fix?.title ?? '');
    expect(masked(await gone)).toContain('Marisol Quintrell');
    await goneThere;
    const shownElsewhere = editor.published.filter((one) => one.uri === elsewhere);
    expect(identifiersIn(shownElsewhere.at(-1)?.diagnostics ?? [])).toHaveLength(1);
    const { stdout } = await marginalia(['deidentify', file, '--quiet'], { configFolder });
    expect(stdout).toContain('Osterholt');
    // What the engine is asked from now on knows it, too.
    await editor.change(uri, 2, { text: `${text}More.` });
    await editor.diagnostics(uri, (_, version) => version === 2);
    const { note, identifiers } = requests.filter(({ note }) => note.text.startsWith(text)).at(-1) as Request;
    expect(identifiers.map(({ start, end }) => note.text.slice(start, end))).not.toContain('Osterholt');
    // Where it stands, that can be taken back: a cursor is enough.
    const offered = await actions(editor, cursorIn('Osterholt'));
    const back = offered.find(
      ({ title }) => title === 'Take back what was said of “Osterholt” (in this corpus)',
    );
    expect(back?.command?.arguments).toMatchObject([{ range: placeOf('Osterholt'), verdict: 'none' }]);
    expect((await actions(editor, cursorIn('Seen'))).map(({ title }) => title).join()).not.toMatch(
      /Take back/,
    );
    const again = next(editor, (all) => masked(all).includes('Osterholt'));
    await run(editor, offered, back?.title ?? '');
    await again;
  });

  it('that was missed is named by a selection, also of a part of a word, and that can be taken back', async () => {
    const editor = await start();
    await editor.open(uri, text);
    await next(editor, (all) => masked(all).includes('Osterholt') && !masked(all).includes('Brellwick'));
    const part = placeOf('rellwi');
    const list = await actions(editor, part);
    const seen = next(editor, (all) => masked(all).includes('Brellwick'));
    await run(editor, list, 'Always an identifier: “Brellwick” as NAME');
    await seen;
    const again = await actions(editor, part);
    expect(again.map(({ title }) => title)).not.toContain('Always an identifier: “Brellwick” as NAME');
    const gone = next(editor, (all) => !masked(all).includes('Brellwick'));
    await run(editor, again, /Take back .*“Brellwick”/);
    await gone;
  });

  it('is said to be missed in a note that is not in English, as long as it is not', async () => {
    const editor = await start();
    const says = (all: Diagnostic[]): boolean => all.some(({ code }) => code === 'language');
    const german = 'Keine Schmerzen und auch ohne Fieber.\n';
    const seen = next(editor, says);
    await editor.open(uri, german);
    expect((await seen).find(({ code }) => code === 'language')).toMatchObject({
      severity: 2,
      range: { start: { line: 0, character: 0 } },
      message: expect.stringMatching(/^This note seems not to be in English, .*identifiers are missed/),
    });
    const gone = next(editor, (all) => !says(all) && masked(all).includes('Osterholt'));
    await editor.change(uri, 2, { text });
    await gone;
  });

  it('is named by its place: what a client may log holds no text of the note', async () => {
    const editor = await start();
    await editor.open(uri, text);
    await next(editor, (all) => masked(all).includes('Osterholt'));
    const list = [
      ...(await actions(editor, cursorIn('Osterholt'))),
      ...(await actions(editor, placeOf('Brellwick brace'))),
    ];
    expect(list.length).toBeGreaterThan(4);
    for (const { command } of list) {
      expect(JSON.stringify([command?.command, command?.title, command?.arguments])).not.toMatch(
        /Osterholt|Brellwick|brace/,
      );
    }
  });

  it('is not ruled on where the note has changed since, nor where nothing could be kept', async () => {
    const editor = await start();
    await editor.open(uri, text);
    await next(editor, (all) => masked(all).includes('Osterholt'));
    const list = await actions(editor, cursorIn('Osterholt'));
    await editor.change(uri, 2, {
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
      text: 'x',
    });
    await run(editor, list, /not an identifier/);
    await editor.wait('window/showMessage', ({ message }: ShowMessageParams) => /changed/.test(message));
    expect(existsSync(rulingsFile(configFolder, rootOf(join(folder, 'corpus'))))).toBe(false);
    await editor.open('untitled:Untitled-1', text);
    const none = await actions(editor, placeOf('Osterholt'), { only: ['quickfix'] }, 'untitled:Untitled-1');
    expect(none).toEqual([]);
  });

  it('is nobody’s business in a range of many, or of none', async () => {
    const editor = await start();
    await editor.open(uri, text);
    const lines = (end: number): Range => ({
      start: { line: 0, character: 0 },
      end: { line: end, character: 0 },
    });
    expect(await actions(editor, lines(3), { only: ['quickfix'] })).toHaveLength(3);
    await editor.open('file:///ward/many.txt', `${text}${text}`);
    expect(await actions(editor, lines(6), { only: ['quickfix'] }, 'file:///ward/many.txt')).toEqual([]);
    expect(await actions(editor, cursorIn('brace'), { only: ['quickfix'] })).toEqual([]);
  });
});

describe('the file of rulings', () => {
  it('is made and shown by a command, and what a person writes there counts at once', async () => {
    const editor = await start({}, { window: { showDocument: { support: true } } });
    const shown: unknown[] = [];
    editor.connection.onRequest('window/showDocument', (params) => {
      shown.push(params);
      return { success: true };
    });
    await editor.open(uri, text);
    await next(editor, (all) => masked(all).includes('Osterholt'));
    const path = fileURLToPath(
      await editor.connection.sendRequest<string>('workspace/executeCommand', {
        command: OPEN_RULINGS,
        arguments: [uri],
      }),
    );
    expect(shown).toEqual([{ uri: pathToFileURL(path).href, takeFocus: true }]);
    const gone = next(editor, (all) => !masked(all).includes('Osterholt'));
    await writeFile(path, `${await readFile(path, 'utf8')}safe\tOsterholt\n`);
    await gone;
    const back = next(editor, (all) => masked(all).includes('Osterholt'));
    await rm(path);
    await back;
  });

  it('is named to a client that cannot show it', async () => {
    const editor = await start();
    await editor.open(uri, text);
    await editor.connection.sendRequest('workspace/executeCommand', {
      command: OPEN_RULINGS,
      arguments: [uri],
    });
    await editor.wait('window/showMessage', ({ message }: ShowMessageParams) =>
      message.endsWith('rulings.txt'),
    );
  });
});

describe('the placeholders', () => {
  it('take the place of all identifiers as one edit, exactly as a model sees them, and once', async () => {
    const editor = await start(
      {},
      { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } },
    );
    const edits: ApplyWorkspaceEditParams[] = [];
    editor.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      edits.push(params);
      return { applied: true };
    });
    await editor.open(uri, text);
    const only = ['source.marginalia'];
    await run(editor, await actions(editor, cursorIn('Seen'), { only }), /placeholders/);
    expect(edits).toHaveLength(1);
    const [change] = (edits[0]?.edit.documentChanges ?? []) as TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri, version: 1 });
    const replaced = TextDocument.applyEdits(
      TextDocument.create(uri, '', 1, text),
      (change?.edits ?? []) as never[],
    );
    const { identity } = openCorpora(configFolder).ofFile(file);
    const key = await placeholderKey(configFolder);
    expect(replaced).toBe(deidentify(text, identifiersOf(parseNote(text)), { key, identity }).text);
    await editor.change(uri, 2, { text: replaced });
    await editor.diagnostics(uri, (all, version) => version === 2 && identifiersIn(all).length === 0);
    expect(await actions(editor, cursorIn('Seen'), { only })).toEqual([]);
    await editor.connection.sendRequest('workspace/executeCommand', { command: REPLACE, arguments: [uri] });
    expect(edits).toHaveLength(1);
  });
});

describe('the mode', () => {
  it('is taken from the settings at once, and what is asked under the other is ended', async () => {
    const settings = { deidentification: 'balanced' };
    const seen = (request: Request): boolean =>
      request.identifiers.some(({ start, end }) => request.note.text.slice(start, end) === 'Brellwick');
    let again = (): void => {};
    const strict = new Promise<void>((resolve) => {
      again = resolve;
    });
    let asked = (): void => {};
    const balanced = new Promise<AbortSignal>((resolve) => {
      asked = () => resolve((requests[0] as Request).signal);
    });
    listen = async (request) => {
      if (seen(request)) return again();
      asked();
      await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    };
    const editor = await start(settings);
    await editor.open(uri, text);
    const signal = await balanced;
    settings.deidentification = 'strict';
    const shown = next(editor, (all) => masked(all).includes('Brellwick'));
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await Promise.all([shown, strict]);
    expect(signal.aborted).toBe(true);
  });
});

it('arguments of any shape do no harm', async () => {
  const editor = await start();
  await editor.open(uri, text);
  const good: RulingArgument = { uri, version: 1, range: placeOf('Seen'), verdict: 'safe' };
  const bad: unknown[] = [undefined, null, 7, 'x', {}, { ...good, verdict: 'x' }, { ...good, range: 7 }];
  for (const command of ['rule', 'openRulings', 'replaceIdentifiers', 'sent']) {
    for (const argument of bad)
      await editor.connection.sendRequest('workspace/executeCommand', {
        command: `marginalia.server.${command}`,
        arguments: argument === undefined ? undefined : [argument],
      });
  }
  expect(existsSync(rulingsFile(configFolder, rootOf(join(folder, 'corpus'))))).toBe(false);
});

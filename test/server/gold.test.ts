import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  Diagnostic,
  Hover,
  Range,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Entity, Relation } from '../../server/src/annotation/annotation';
import {
  ACCEPT,
  ACCEPT_ALIKE,
  ACCEPT_SECTION,
  ADD,
  ADJUST,
  ATTRIBUTE,
  type Decided,
  MEND,
  NEXT,
  OFFERS,
  type Offer,
  type Place,
  PREVIOUS,
  REDO,
  REJECT,
  RELATE,
  RETYPE,
  REVIEW,
  type Review,
  UNDO,
} from '../../server/src/editor/gold/gold-protocol';
import { STATUS, type Status } from '../../server/src/editor/protocol';
import { serveConnection } from '../../server/src/editor/server';
import type { Engine, Result } from '../../server/src/task/engine';
import { startClient, type TestClient } from '../support/lsp-client';

const text = 'HPI:\nDenies fever. Given aspirin for chest pain.\n\nPLAN:\nFever watch, aspirin daily.\n';
const words: Record<string, string> = { fever: 'problem', 'chest pain': 'problem', aspirin: 'treatment' };
const clients: TestClient[] = [];
let folder = '';
let uri = '';
let ann = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marginalia-gold-'));
  mkdirSync(join(folder, 'corpus'));
  writeFileSync(join(folder, 'corpus/annotation.conf'), '');
  writeFileSync(join(folder, 'corpus/note.txt'), text);
  uri = pathToFileURL(join(folder, 'corpus/note.txt')).href;
  ann = join(folder, 'corpus/note.ann');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** Marks words wherever they stand; denied after "Denies"; a treatment is given for the problem behind it in a sentence. */
const engine: Engine = {
  name: 'words',
  concurrency: 4,
  windowTokens: 1_000,
  async *annotate(request): AsyncIterable<Result> {
    for (const window of request.windows) {
      const part = request.note.text.slice(window.start, window.end);
      const entities: Entity[] = Object.entries(words).flatMap(([word, type]) =>
        [...part.matchAll(new RegExp(`\\b${word}\\b`, 'gi'))].map((match) => ({
          id: request.nextId(),
          type,
          spans: [{ start: window.start + match.index, end: window.start + match.index + word.length }],
          text: match[0],
          attributes: (type === 'problem'
            ? { Assertion: /Denies $/.test(part.slice(0, match.index)) ? 'absent' : 'present' }
            : {}) as Entity['attributes'],
          confidence: 0.8,
          alignment: 'exact' as const,
          origin: { by: 'embedded', version: 'test' } as const,
        })),
      );
      yield { task: 'ner', scope: window, entities };
      const given = entities.find(({ text: said }) => said === 'aspirin');
      const pain = entities.find(({ text: said }) => said === 'chest pain');
      const relations: Relation[] =
        given && pain
          ? [
              {
                id: request.nextId(),
                type: 'TrAP',
                from: given.id,
                to: pain.id,
                roles: ['Arg1', 'Arg2'],
                confidence: 1,
                origin: { by: 'embedded', version: 'test' },
              },
            ]
          : [];
      yield { task: 'relation', scope: window, relations };
    }
  },
};

async function start(capabilities: object = {}): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serveConnection(connection, {
    version: '0',
    chooseEngine: async () => ({ engine }),
    configFolder: join(folder, 'config'),
  });
  connection.listen();
  const client = await startClient(down, up, {
    settings: { annotator: 'tester' },
    capabilities: { workspace: { configuration: true, ...capabilities } },
  });
  clients.push(client);
  return client;
}

const isItem = ({ data }: Diagnostic): boolean => typeof data === 'object' && data !== null && 'id' in data;
/** The suggestions and broken gold that were shown last, by what their messages start with. */
const shown = (client: TestClient, at = uri): string[] =>
  (client.published.filter((one) => one.uri === at).at(-1)?.diagnostics ?? [])
    .filter(isItem)
    .map(({ message }) => String(message));

async function reviewed(count: number): Promise<TestClient> {
  const client = await start();
  await client.open(uri, text);
  await client.diagnostics(uri, (found) => found.filter(isItem).length === count);
  return client;
}

const rangeOf = (said: string, from = 0, of = text): Range => {
  const start = of.indexOf(said, from);
  const position = (offset: number) => {
    const lines = of.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  return { start: position(start), end: position(start + said.length) };
};

/** A line of the standoff file for words of the note. */
const lineFor = (id: string, type: string, said: string, from = 0): string => {
  const at = text.indexOf(said, from);
  return `${id}\t${type} ${at} ${at + said.length}\t${said}`;
};

const ask = <Answer>(client: TestClient, command: string, argument: object): Promise<Answer> =>
  client.connection.sendRequest<Answer>('workspace/executeCommand', {
    command,
    arguments: [{ uri, version: 1, ...argument }],
  });
const decide = (client: TestClient, command: string, argument: object): Promise<Decided> =>
  ask(client, command, argument);
/** Waits until all decisions of the note are on the disk, and gives the lines of the file. */
async function saved(client: TestClient, fits: (lines: string[]) => boolean): Promise<string[]> {
  const lines = (): string[] => {
    try {
      return readFileSync(ann, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  };
  await client.wait<Review>(REVIEW, (review) => review.state === 'saved' && fits(lines()));
  return lines();
}

describe('a suggestion', () => {
  it('that is accepted is one line of the standoff file, and no suggestion any more', async () => {
    const client = await reviewed(6);
    const decided = await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    expect(decided.refused).toBeUndefined();
    expect(decided.next).toMatchObject({ range: rangeOf('chest pain'), says: 'problem, present' });
    expect(await saved(client, (lines) => lines.length === 1)).toEqual([
      lineFor('T1', 'treatment', 'aspirin'),
    ]);
    expect(shown(client)).toHaveLength(5);
  });

  it('is taken with its assertion, but for the one that goes without saying', async () => {
    const client = await reviewed(6);
    await decide(client, ACCEPT, { range: rangeOf('fever') });
    await decide(client, ACCEPT, { range: rangeOf('chest pain') });
    expect(await saved(client, (lines) => lines.length === 3)).toEqual([
      lineFor('T1', 'problem', 'fever'),
      'A1\tAssertion T1 absent',
      lineFor('T2', 'problem', 'chest pain'),
    ]);
  });

  it('that is a relation brings both its ends', async () => {
    const client = await reviewed(6);
    const relation = client.published.at(-1)?.diagnostics.find(({ code }) => code === 'TrAP');
    await decide(client, ACCEPT, { id: relation && (relation.data as { id: string }).id });
    const lines = await saved(client, (all) => all.length === 3);
    expect(lines[2]).toBe('R1\tTrAP Arg1:T1 Arg2:T2');
    expect(shown(client).filter((message) => /chest pain|TrAP/.test(message))).toEqual([]);
  });

  it('that is rejected stays away when the note is opened again, until its sentence changes', async () => {
    const client = await reviewed(6);
    await decide(client, REJECT, { range: rangeOf('aspirin') });
    await client.wait<Review>(REVIEW, ({ state, left }) => state === 'saved' && left === 4);
    await client.close();
    clients.length = 0;
    const again = await reviewed(4);
    expect(shown(again).filter((message) => message.startsWith('aspirin'))).toHaveLength(1);
    await again.change(uri, 2, { range: rangeOf('Given'), text: 'Was given' });
    await again.diagnostics(uri, (found, version) => version === 2 && found.filter(isItem).length === 6);
  });

  it('is offered its decisions by any client, and they hold no text of the note', async () => {
    const client = await reviewed(6);
    const { diagnostics = [] } = client.published.at(-1) ?? {};
    const here = diagnostics.filter(({ message }) => String(message).startsWith('aspirin: ')).slice(0, 1);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: here[0]?.range,
      context: { diagnostics: here },
    });
    const titles = actions.map(({ title }) => title);
    expect(titles.slice(0, 3)).toEqual([
      'Accept “aspirin” as treatment',
      'Reject “aspirin” as treatment',
      'Accept all 2 alike in this note',
    ]);
    expect(titles).toContain('Change the type to problem');
    expect(titles).toContain('Relate: TrAP → “chest pain”');
    expect(titles).toContain('Make it “Given aspirin”');
    expect(JSON.stringify(actions.map(({ command }) => command))).not.toMatch(/aspirin|chest|Given/);
    expect(actions.length).toBeLessThan(40);
  });
});

describe('decisions', () => {
  it('on all alike and on a section are one step each, undone at once and done again', async () => {
    const client = await reviewed(6);
    await decide(client, ACCEPT_ALIKE, { range: rangeOf('fever') });
    expect(
      (await saved(client, (all) => all.length >= 2)).filter((line) => line.startsWith('T')),
    ).toHaveLength(2);
    await decide(client, ACCEPT_SECTION, { range: rangeOf('HPI') });
    await saved(client, (all) => all.some((line) => line.startsWith('R')));
    expect(shown(client)).toEqual(['aspirin: treatment']);
    await decide(client, UNDO, {});
    await saved(client, (all) => !all.some((line) => line.startsWith('R')));
    await decide(client, UNDO, {});
    await saved(client, (all) => all.length === 0);
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 6);
    await decide(client, REDO, {});
    expect(await saved(client, (all) => all.length > 0)).toHaveLength(3);
    expect((await decide(client, UNDO, {})).refused).toBeUndefined();
    expect((await decide(client, UNDO, {})).refused).toMatch(/nothing to undo/i);
  });

  it('change type, value and span, of a suggestion and of gold', async () => {
    const client = await reviewed(6);
    await decide(client, ADJUST, { range: rangeOf('chest pain'), edge: 'start', by: 1 });
    expect((await saved(client, (all) => all.length === 1))[0]).toMatch(/\tfor chest pain$/);
    const back = await decide(client, ADJUST, { range: rangeOf('for chest pain'), edge: 'start', by: -1 });
    expect(back.at).toMatchObject({ range: rangeOf('chest pain') });
    await decide(client, ATTRIBUTE, { range: rangeOf('chest pain'), name: 'Assertion', value: 'possible' });
    await saved(client, (all) => all[1] === 'A1\tAssertion T1 possible');
    await decide(client, RETYPE, { range: rangeOf('chest pain'), type: 'test' });
    // An assertion is of problems alone.
    expect(await saved(client, (all) => all.length === 1)).toEqual([expect.stringMatching(/^T1\ttest /)]);
  });

  it('add what nobody suggested, and relate it to what the schema allows', async () => {
    const client = await reviewed(6);
    const made = await decide(client, ADD, { range: rangeOf('watch'), type: 'test' });
    const offers = await ask<Offer[]>(client, OFFERS, {
      id: made.at?.id,
      range: made.at?.range,
      what: 'relation',
    });
    expect(offers[0]).toMatchObject({ label: 'TeRP →', key: '1', range: rangeOf('Fever') });
    await decide(client, RELATE, offers[0]?.relation ?? {});
    const lines = await saved(client, (all) => all.length === 3);
    expect(lines.map((line) => line.replace(/ \d+ \d+/, ''))).toEqual([
      'T1\ttest\twatch',
      'T2\tproblem\tFever',
      'R1\tTeRP Arg1:T1 Arg2:T2',
    ]);
    const types = await ask<Offer[]>(client, OFFERS, { range: rangeOf('daily'), what: 'new' });
    expect(types.map(({ label, key }) => [label, key])).toEqual([
      ['problem', 'p'],
      ['test', 't'],
      ['treatment', 'r'],
    ]);
  });

  it('that no command is made for are not taken for what every object has', async () => {
    const client = await reviewed(6);
    for (const command of ['constructor', 'toString', '__proto__', '__defineGetter__'])
      expect(await ask(client, command, {})).toBeNull();
  });

  it('that come for another version of the note, or of nothing, are refused and told', async () => {
    const client = await reviewed(6);
    expect((await decide(client, ACCEPT, { range: rangeOf('aspirin'), version: 7 })).refused).toMatch(
      /changed/,
    );
    expect((await decide(client, ACCEPT, { range: rangeOf('daily') })).refused).toMatch(/nothing/);
    expect((await decide(client, MEND, { how: 'text' })).refused).toMatch(/no gold of this note has lost/);
    const told = await client.wait<{ message: string }>('window/showMessage', () => true);
    expect(told.message).toMatch(/^Marginalia: /);
  });
});

describe('gold', () => {
  it('walks with what is left, in order, round the end', async () => {
    const client = await reviewed(6);
    const seen: string[] = [];
    let at: Place | null = await ask(client, NEXT, { position: { line: 0, character: 0 } });
    for (let i = 0; at && i < 7; i++) {
      seen.push(at.says);
      at = await ask<Place | null>(client, NEXT, { position: at.range.start, id: at.id });
    }
    expect(seen).toEqual([
      'problem, absent',
      'treatment',
      'problem, present',
      'TrAP: treatment (line 2) → problem (line 2)',
      'problem, present',
      'treatment',
      'problem, absent',
    ]);
    const last = await ask<Place>(client, PREVIOUS, { position: { line: 0, character: 0 } });
    expect(last).toMatchObject({ says: 'treatment', range: rangeOf('aspirin', 60) });
  });

  it('is shown by a hover as what a person said', async () => {
    writeFileSync(
      ann,
      `${lineFor('T1', 'problem', 'fever')}\nA1\tAssertion T1 absent\n#1\tAnnotatorNotes T1\tlow grade\n`,
    );
    const client = await reviewed(5);
    const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: rangeOf('fever').start,
    });
    const { value } = hover.contents as { value: string };
    expect(value).toContain('**fever** · problem, absent · gold, by a person');
    expect(value).toContain('note: low grade');
    expect(value).not.toContain('embedded');
  });

  it('follows the file when somebody else writes it', async () => {
    const client = await reviewed(6);
    writeFileSync(ann, `${lineFor('T1', 'treatment', 'aspirin')}\n`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(ann).href, type: 1 }],
    });
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 5);
  });

  it('of a note that is opened again while its gold is read is followed and undone as ever', async () => {
    const client = await start();
    await client.open(uri, `Ward.\n${text}`);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 6);
    await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    await saved(client, (lines) => lines.length === 1);
    writeFileSync(ann, `${readFileSync(ann, 'utf8')}${lineFor('T9', 'problem', 'fever')}\n`);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: pathToFileURL(ann).href, type: 2 }],
    });
    await client.wait<Review>(REVIEW, ({ gold }) => gold === 2);
    await decide(client, UNDO, {});
    expect(await saved(client, (lines) => lines.length === 1)).toEqual([lineFor('T9', 'problem', 'fever')]);
    await client.wait<Review>(REVIEW, ({ gold, left }) => gold === 1 && left === 5);
  });

  it('moves with the note, and is saved when that is', async () => {
    const client = await reviewed(6);
    await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    await saved(client, (all) => all.length === 1);
    const edited = `Ward 3\n${text}`;
    await client.change(uri, 2, {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      text: 'Ward 3\n',
    });
    await decide(client, ACCEPT, { version: 2, range: rangeOf('chest pain', 0, edited) });
    await client.wait<Review>(REVIEW, ({ state }) => state === 'with-note');
    expect(readFileSync(ann, 'utf8').trim().split('\n')).toHaveLength(1);
    writeFileSync(join(folder, 'corpus/note.txt'), edited);
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    const lines = await saved(client, (all) => all.length === 2);
    const at = edited.indexOf('aspirin');
    expect(lines[0]).toBe(`T1\ttreatment ${at} ${at + 7}\taspirin`);
  });

  it('whose text is elsewhere is an error with quick fixes', async () => {
    writeFileSync(ann, `T1\tproblem 0 10\tchest pain\n${lineFor('T2', 'treatment', 'aspirin')}\n`);
    const client = await start();
    await client.open(uri, text);
    const { diagnostics } = await client.diagnostics(uri, (found) =>
      found.some(({ code }) => code === 'gold.broken'),
    );
    const broken = diagnostics.filter(({ severity }) => severity === 1);
    expect(broken).toHaveLength(1);
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: broken[0]?.range,
      context: { diagnostics: broken, only: ['quickfix'] },
    });
    const titles = actions.map(({ title }) => title);
    expect(titles[0]).toBe('Move it to where its text is, line 2');
    expect(titles).toContain('Remove it from gold');
    const { command, arguments: given = [] } = actions[0]?.command ?? { command: '' };
    await client.connection.sendRequest('workspace/executeCommand', { command, arguments: given });
    const at = text.indexOf('chest pain');
    expect(await saved(client, (all) => all[0] === `T1\tproblem ${at} ${at + 10}\tchest pain`)).toHaveLength(
      2,
    );
  });

  it('that is rejected is removed, and what an engine says there does not come back', async () => {
    const client = await reviewed(6);
    await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    await saved(client, (all) => all.length === 1);
    await decide(client, REJECT, { range: rangeOf('aspirin') });
    await saved(client, (all) => all.length === 0);
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 4);
  });
});

describe('files', () => {
  it('share one history: an undo goes back through all of them, over restarts', async () => {
    const other = pathToFileURL(join(folder, 'corpus/other.txt')).href;
    writeFileSync(join(folder, 'corpus/other.txt'), text);
    const client = await reviewed(6);
    await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    await saved(client, (all) => all.length === 1);
    await client.open(other, text);
    await client.diagnostics(other, (found) => found.filter(isItem).length === 6);
    await decide(client, ACCEPT, { uri: other, range: rangeOf('fever') });
    await client.wait<Review>(REVIEW, (one) => one.uri === other && one.state === 'saved' && one.gold === 1);
    await client.close();
    clients.length = 0;
    const again = await reviewed(5);
    expect((await decide(again, UNDO, {})).at?.uri).toBe(other);
    expect(readFileSync(join(folder, 'corpus/other.ann'), 'utf8')).toBe('');
    const back = await decide(again, UNDO, {});
    expect(back.at?.uri).toBe(uri);
    await saved(again, (all) => all.length === 0);
  });

  it('that the editor has open and has not read again since the last decision lose none', async () => {
    const lines = [lineFor('T1', 'problem', 'fever')];
    writeFileSync(ann, `${lines[0]}\n`);
    const client = await start({ workspaceEdit: { documentChanges: true } });
    const edits: ApplyWorkspaceEditParams[] = [];
    client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      edits.push(params);
      return { applied: true };
    });
    const shownStandoff = pathToFileURL(ann).href;
    await client.open(shownStandoff, `${lines[0]}\n`);
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 5);
    for (const [n, said] of ['aspirin', 'chest pain', 'Fever'].entries()) {
      await decide(client, ACCEPT, { range: rangeOf(said) });
      lines.push(lineFor(`T${n + 2}`, said === 'aspirin' ? 'treatment' : 'problem', said));
      expect(await saved(client, (now) => now.length === lines.length)).toEqual(lines);
      // After the second decision the editor shows what the first one made of the file.
      if (n === 1) await client.change(shownStandoff, 2, { text: `${lines.slice(0, 2).join('\n')}\n` });
    }
    expect(edits).toEqual([]);
  });

  it('that the editor has open with unsaved changes are changed by it, not on the disk', async () => {
    writeFileSync(ann, `${lineFor('T1', 'problem', 'fever')}\n`);
    const client = await start({ workspaceEdit: { documentChanges: true } });
    const edits: ApplyWorkspaceEditParams[] = [];
    client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      edits.push(params);
      return { applied: true };
    });
    const held = pathToFileURL(ann).href;
    const unsaved = `${lineFor('T1', 'problem', 'fever')}\n#1\tAnnotatorNotes T1\tnot saved yet\n`;
    await client.open(held, unsaved);
    await client.open(uri, text);
    await client.diagnostics(uri, (found) => found.filter(isItem).length === 5);
    const decided = await decide(client, ACCEPT, { range: rangeOf('aspirin') });
    expect(decided.refused).toBeUndefined();
    await client.wait<Review>(REVIEW, ({ state }) => state === 'in-editor');
    const [change] = (edits[0]?.edit.documentChanges ?? []) as TextDocumentEdit[];
    expect(change?.textDocument.uri).toBe(held);
    const document = TextDocument.create(held, '', 1, unsaved);
    const after = TextDocument.applyEdits(document, (change?.edits ?? []) as TextEdit[]);
    expect(after).toBe(`${unsaved}${lineFor('T2', 'treatment', 'aspirin')}\n`);
    expect(readFileSync(ann, 'utf8')).toBe(`${lineFor('T1', 'problem', 'fever')}\n`);
  });
});

describe('a note with 5,000 gold items', () => {
  it('is decided on, walked and hovered over in the time of a frame', { timeout: 60_000 }, async () => {
    const line = 'Denies fever. Given aspirin for chest pain and tea and rest and more tea and so on.\n\n';
    const long = line.repeat(1_700);
    const gold = Array.from({ length: 5_000 }, (_, i) => {
      const word = ['and', 'tea', 'rest'][i % 3] ?? '';
      const at = long.indexOf(word, Math.floor(i / 3) * line.length);
      return `T${i + 1}\ttest ${at} ${at + word.length}\t${word}\n`;
    });
    writeFileSync(join(folder, 'corpus/note.txt'), long);
    writeFileSync(ann, gold.join(''));
    const client = await start();
    await client.open(uri, long);
    await client.wait<Review>(REVIEW, ({ left, gold: items }) => left > 1_700 * 3 && items === 5_000);
    await client.wait<Status>(STATUS, ({ state }) => state === 'idle');
    const costs: Record<string, number[]> = { accept: [], next: [], hover: [] };
    const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const before = process.cpuUsage();
      const answer = await work();
      const { user, system } = process.cpuUsage(before);
      costs[what]?.push((user + system) / 1000);
      return answer;
    };
    // What is rejected is told from then on by the sentences around it.
    await decide(client, REJECT, { range: rangeOf('aspirin', 40 * line.length, long) });
    for (let i = 0; i < 40; i++) {
      const start = { line: 2 * (40 + 40 * i), character: 0 };
      const place = await timed('next', () => ask<Place>(client, NEXT, { position: start }));
      const decided = await timed('accept', () =>
        decide(client, ACCEPT, { id: place.id, range: place.range }),
      );
      expect(decided.refused).toBeUndefined();
      const position = place.range.start;
      await timed('hover', () =>
        client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }),
      );
    }
    // What a warm server takes, with all that follows: shown, counted, saved. A machine at work makes it up to thrice that.
    for (const [what, all] of Object.entries(costs)) {
      const warm = all.slice(10).sort((a, b) => a - b);
      expect(warm[Math.floor(warm.length / 4)], what).toBeLessThan(16);
    }
  });
});

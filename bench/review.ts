import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPARE, type Compared, TAKE } from '../server/src/editor/adjudication/adjudication-protocol';
import { ACCEPT, type Decided, NEXT, type Place } from '../server/src/editor/gold/gold-protocol';
import { type Cost, type ReviewServer, startReview, textOf } from './review-server';
import { quantile, type Row } from './table';

/** A frame of the screen, in milliseconds. */
const FRAME = 16;
const STEPS = 110;
/** Steps before the compiler has seen them, which are not counted. */
const WARM = 30;

const LINE = 'Denies fever. Given aspirin for chest pain and tea and rest and more tea and so on.\n\n';
const WORDS = ['and', 'tea', 'rest'];

/** So many mentions that no engine suggests, three a line. */
function goldLines(note: string, count: number, type: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => {
    const word = WORDS[i % 3] ?? '';
    const at = note.indexOf(word, Math.floor(i / 3) * LINE.length);
    return `T${i + 1}\t${type(i)} ${at} ${at + word.length}\t${word}\n`;
  }).join('');
}

/** A short line for each step: how long the answer took, and what the server's processor did for it. */
function rowsOf(what: string, costs: readonly Cost[]): Row[] {
  const show = (of: (cost: Cost) => number): string => {
    const values = costs.map(of);
    return `p50 ${quantile(values, 0.5).toFixed(1)}, p95 ${quantile(values, 0.95).toFixed(1)}, most ${Math.max(...values).toFixed(1)} ms`;
  };
  const p95 = (of: (cost: Cost) => number): number => quantile(costs.map(of), 0.95);
  const goal = `p95 at most ${FRAME} ms`;
  return [
    {
      what: `${what}: answer`,
      value: show(({ clock }) => clock),
      goal,
      met: p95(({ clock }) => clock) <= FRAME,
    },
    {
      what: `${what}: processor until the answer`,
      value: show(({ processor }) => processor),
      goal,
      met: p95(({ processor }) => processor) <= FRAME,
    },
    ...(costs.some(({ settled, processor }) => settled > processor)
      ? [{ what: `${what}: processor with all that follows`, value: show(({ settled }) => settled) }]
      : []),
  ];
}

/** The bytes by which the second text is longer, where it is the first with one more line; else NaN. */
function lineAdded(before: string, after: string): number {
  const isOne = after.startsWith(before) && after.indexOf('\n', before.length) === after.length - 1;
  return isOne ? Buffer.byteLength(after) - Buffer.byteLength(before) : Number.NaN;
}

async function reviewing(folder: string, server: ReviewServer): Promise<Row[]> {
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'annotation.conf'), '');
  const note = LINE.repeat(1_700);
  const [path, ann] = [join(corpus, 'note.txt'), join(corpus, 'note.ann')];
  writeFileSync(path, note);
  writeFileSync(
    ann,
    goldLines(note, 5_000, () => 'test'),
  );
  const begun = performance.now();
  const uri = await server.open(path);
  await server.reviewed(uri, ({ gold, left }) => gold === 5_000 && left > 5_000);
  const opened = performance.now() - begun;
  const suggested = server.left(uri);
  const costs = { hover: [] as Cost[], next: [] as Cost[], accept: [] as Cost[] };
  const [saves, bytes]: [number[], number[]] = [[], []];
  for (let i = 0; i < STEPS; i++) {
    const position = { line: 2 * (40 + 14 * i), character: 14 };
    const next = await server.timed(() => server.command<Place>(NEXT, { uri, version: 1, position }));
    const before = textOf(ann);
    const { id, range } = next.answer;
    const accept = await server.timed(
      () => server.command<Decided>(ACCEPT, { uri, version: 1, id, range }),
      () => server.reviewed(uri, ({ gold, state }) => state === 'saved' && gold === 5_001 + i),
    );
    if (accept.answer.refused !== undefined) throw new Error(accept.answer.refused);
    const hover = await server.timed(() =>
      server.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: range.start }),
    );
    costs.next.push(next.cost);
    costs.accept.push(accept.cost);
    costs.hover.push(hover.cost);
    saves.push(accept.saved);
    bytes.push(lineAdded(before, textOf(ann)));
  }
  const isLine = bytes.every((count) => count > 0);
  return [
    {
      what: `open until all is counted, 5,000 of gold and ${suggested.toLocaleString('en')} suggestions`,
      value: `${(opened / 1000).toFixed(1)} s`,
    },
    ...rowsOf('hover', costs.hover.slice(WARM)),
    ...rowsOf('next', costs.next.slice(WARM)),
    ...rowsOf('accept', costs.accept.slice(WARM)),
    {
      what: 'accept: until “saved” is shown',
      value: `p50 ${quantile(saves, 0.5).toFixed(0)}, p95 ${quantile(saves, 0.95).toFixed(0)}, most ${Math.max(...saves).toFixed(0)} ms`,
      goal: 'p95 at most 100 ms',
      met: quantile(saves, 0.95) <= 100,
    },
    {
      what: 'accept: bytes changed of the standoff file',
      value: isLine
        ? `one line more, ${Math.min(...bytes)} to ${Math.max(...bytes)} bytes`
        : 'more than one line',
      goal: 'one line',
      met: isLine,
    },
  ];
}

/** A decision between two annotators of a note, one in twenty of whose items they type otherwise. */
async function adjudicating(folder: string, server: ReviewServer, items: number): Promise<Row[]> {
  const base = join(folder, `${items}`);
  const note = LINE.repeat(Math.ceil(items / 3));
  for (const [name, type] of [
    ['ada', () => 'test'],
    ['bob', (i: number) => (i % 20 === 7 ? 'problem' : 'test')],
  ] as const) {
    mkdirSync(join(base, name), { recursive: true });
    writeFileSync(join(base, name, 'annotation.conf'), '');
    writeFileSync(join(base, name, 'note.txt'), note);
    writeFileSync(join(base, name, 'note.ann'), goldLines(note, items, type));
  }
  const uriOf = (path: string): string => new URL(`file://${path}`).href;
  const compared = await server.command<Compared>(COMPARE, {
    folders: [uriOf(join(base, 'ada')), uriOf(join(base, 'bob'))],
    into: uriOf(join(base, 'both')),
  });
  const uri = await server.open(join(base, 'both', 'note.txt'));
  await server.reviewed(uri, ({ left }) => left === compared.left);
  const decisions = Math.min(compared.left - 2, 60);
  const costs: Cost[] = [];
  let at: Place | undefined = await server.command<Place>(NEXT, {
    uri,
    version: 1,
    position: { line: 0, character: 0 },
  });
  for (let i = 0; i < decisions && at; i++) {
    const { id, range }: Place = at;
    const { answer, cost } = await server.timed<Decided>(
      (): Promise<Decided> => server.command(TAKE, { uri, version: 1, id, range, side: i % 2 }),
      () => server.reviewed(uri, ({ left, state }) => state === 'saved' && left === compared.left - i - 1),
    );
    if (answer.refused !== undefined) throw new Error(answer.refused);
    costs.push(cost);
    at = answer.next;
  }
  await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  return rowsOf(
    `decision between two annotators of ${items.toLocaleString('en')} items each, ${compared.left} left`,
    costs.slice(4),
  );
}

/** What a person at the keyboard waits for, and what it costs: deciding on suggestions, and between annotators. */
export async function review(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'marginalia-bench-'));
  const server = await startReview(join(folder, 'config'));
  try {
    const rows = await reviewing(folder, server);
    for (const items of [400, 2_000, 10_000]) rows.push(...(await adjudicating(folder, server, items)));
    return rows;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

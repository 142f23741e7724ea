import { join } from 'node:path';
import { i2b2 } from '../server/src/annotation/schema';
import { parseNote, sentences } from '../server/src/note/note';
import { makeExamples } from '../server/src/pipeline/asking/examples';
import { makeMemoryStore } from '../server/src/pipeline/cache/answer-store';
import { modelEngine } from '../server/src/pipeline/model-engine';
import { windowsOf } from '../server/src/pipeline/windows/windows';
import { identifiersOf } from '../server/src/privacy/identifiers';
import { balanced } from '../server/src/privacy/policy';
import { type Engine, type Task, tasks } from '../server/src/task/engine';
import type { Examples } from '../server/src/task/example';
import { bratNotes } from './corpus';
import { ask, langextract, naive, pairsOfTypes } from './cost-baselines';
import { clinicNotes, goldNotes, type KnownNote, knowing } from './cost-notes';
import { pairRows } from './cost-pairs';
import { type Cost, type Counter, countedRuntime, makeCounter } from './cost-server';
import { quantile, type Row } from './table';

const key = new Uint8Array(32).fill(3);

/** An engine that asks about one note after the other, on one server. */
function engineOn(counter: Counter, cache = makeMemoryStore()) {
  let note: KnownNote | undefined;
  const runtime = countedRuntime(counter, (prompt, key) => (note ? knowing(note)(prompt, key) : ''));
  const engine = modelEngine(runtime, { key, cache });
  return {
    engine,
    use(next: KnownNote): void {
      note = next;
    },
  };
}

async function annotate(
  engine: Engine,
  known: KnownNote,
  wanted: readonly Task[],
  { examples, onEntity }: { readonly examples?: Examples; readonly onEntity?: () => void } = {},
) {
  const note = parseNote(known.text);
  const identifiers = identifiersOf(note);
  const signal = new AbortController().signal;
  await engine.ready?.(signal);
  let ids = 0;
  const request = {
    note,
    identifiers,
    identity: known.name,
    tasks: new Set(wanted),
    schema: i2b2,
    windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
    sections: note.sections,
    hypotheses: [],
    examples,
    known: [],
    nextId: () => `${ids++}`,
    signal,
  };
  for await (const result of engine.annotate(request)) {
    if ('failure' in result) throw new Error(`${known.name}: ${result.failure.message}`);
    if ('entities' in result && result.entities.length > 0) onEntity?.();
  }
  return request.windows.length;
}

const each = (sum: number, count: number): string => Math.round(sum / count).toString();

const row = (what: string, { requests, prompt, read, output }: Cost, count: number): Row => ({
  what,
  value: `${(requests / count).toFixed(1)} requests; prompt tokens read ${each(read, count)}, ${each(prompt, count)} without reuse; output tokens ${each(output, count)}`,
});

/** All notes, one after the other, as `annotate` asks about a folder. */
async function ours(
  name: string,
  notes: readonly KnownNote[],
  wanted: readonly Task[],
  slots = 1,
  examples?: Examples,
) {
  const counter = makeCounter(slots);
  const { engine, use } = engineOn(counter);
  for (const note of notes) {
    use(note);
    await annotate(engine, note, wanted, examples && { examples });
  }
  const what = wanted.length === tasks.length ? 'all four tasks' : wanted.join(', ');
  const shown = examples ? ', with examples' : '';
  return row(`${name}, ${what}, ${slots} slot${slots > 1 ? 's' : ''}${shown}`, counter.cost, notes.length);
}

function theirs(
  name: string,
  notes: readonly KnownNote[],
  how: (note: KnownNote) => ReturnType<typeof naive>,
) {
  const counter = makeCounter(1);
  for (const note of notes) ask(counter, how(note));
  return row(name, counter.cost, notes.length);
}

/** A note with one sentence changed in its middle. */
function edited(note: KnownNote): KnownNote {
  const all = sentences(parseNote(note.text));
  const middle = all[all.length >> 1] ?? { start: 0, end: 0 };
  const { text } = note;
  return { ...note, text: `${text.slice(0, middle.end)} She slept well.${text.slice(middle.end)}` };
}

async function afterwards(name: string, notes: readonly KnownNote[]): Promise<Row[]> {
  const edits = makeCounter(1);
  const reopened = makeCounter(1);
  const sum = { requests: 0, prompt: 0, read: 0, output: 0 };
  for (const note of notes) {
    edits.reset();
    const cache = makeMemoryStore();
    const first = engineOn(edits, cache);
    first.use(note);
    await annotate(first.engine, note, tasks);
    const again = engineOn(reopened, cache);
    again.use(note);
    await annotate(again.engine, note, tasks);
    edits.reset();
    const other = edited(note);
    first.use(other);
    await annotate(first.engine, other, tasks);
    for (const one of ['requests', 'prompt', 'read', 'output'] as const) sum[one] += edits.cost[one];
  }
  const { requests } = reopened.cost;
  return [
    row(`${name}, after a sentence was added`, sum, notes.length),
    {
      what: `${name}, reopened`,
      value: `${requests} requests`,
      goal: 'none',
      met: requests === 0,
    },
  ];
}

/** Tokens read and written until the first entity is known, on a server that has read nothing. */
async function first(name: string, notes: readonly KnownNote[]): Promise<Row> {
  const tokens: number[] = [];
  let goal = 0;
  for (const note of notes) {
    const counter = makeCounter(1);
    const { engine, use } = engineOn(counter);
    use(note);
    let found: number | undefined;
    const onEntity = (): void => {
      found ??= counter.cost.read + counter.cost.output;
    };
    await annotate(engine, note, tasks, { onEntity });
    goal = 2 * engine.windowTokens;
    if (found !== undefined) tokens.push(found);
  }
  const most = Math.max(...tokens);
  return {
    what: `${name}, first entity`,
    value: `${quantile(tokens, 0.5)} tokens read and written (at most ${most})`,
    goal: `two windows (${goal}) and an entity`,
    met: most <= goal + 16,
  };
}

/** What it costs to ask a model about a note; the model is a script that knows the answers. */
export async function cost(data: string): Promise<Row[]> {
  const corpora: [string, KnownNote[]][] = [
    ['i2b2-style', goldNotes(data)],
    ['clinic-notes', await clinicNotes(data)],
  ];
  const rows: Row[] = [];
  for (const [name, notes] of corpora) {
    if (notes.length === 0) {
      rows.push({ what: name, value: 'not measured: the corpus is not there' });
      continue;
    }
    rows.push(
      await ours(name, notes, tasks),
      theirs(`${name}, one call a task and note`, notes, naive),
      await ours(name, notes, ['ner']),
      theirs(`${name}, entities as langextract asks`, notes, langextract),
      {
        what: `${name}, relations as llm-ie asks`,
        value: `${each(
          notes.reduce((sum, note) => sum + pairsOfTypes(note), 0),
          notes.length,
        )} requests, one for each pair that types allow`,
      },
      ...(await afterwards(name, notes)),
      await first(name, notes),
    );
  }
  const gold = bratNotes(join(data, 'i2b2-style')).map(({ text, entities }) => ({
    text,
    entities: entities.map(({ type, assertion, start, end }) => ({
      type,
      spans: [{ start, end }],
      attributes: assertion === undefined ? {} : { Assertion: assertion },
    })),
    policy: balanced,
  }));
  if (gold.length > 0)
    rows.push(await ours('i2b2-style', goldNotes(data), ['ner'], 1, makeExamples(gold, { schema: i2b2 })));
  return [...rows, ...pairRows(data)];
}

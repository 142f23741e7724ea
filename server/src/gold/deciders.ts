import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FOLDER } from './gold-store';
import { type Entry, type Journal, openJournal } from './journal';
import { type KeptLine, keptId, lineSays } from './kept-change';

/** So many journals are read, and so much of the end of each, in bytes. */
const MOST_JOURNALS = 50;
const MOST_BYTES = 16 * 1024 * 1024;

/** Who did something, and when (ISO 8601) where their journal tells the time. */
export interface Deed {
  readonly by: string;
  readonly time?: string;
  /** Which engine had suggested it. */
  readonly suggested?: string;
}

/** Who decided on an item of gold. */
export interface Deciders {
  readonly made?: Deed;
  /** The last who changed it, or an attribute of it. */
  readonly changed?: Deed;
}

/** What a step did, without more of it than is told. */
interface Step {
  readonly seq: number;
  readonly note: string;
  readonly deed: Deed;
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly gone: readonly string[];
  stands: boolean;
}

/** Who decided on the gold of a corpus, from the journals of all its annotators. Reads only, and never waits for a lock. */
export function openDeciders(root: string) {
  const folder = join(root, FOLDER);
  const journals = new Map<string, { readonly journal: Journal; steps: Map<number, Step> }>();

  async function refresh(): Promise<boolean> {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
    let news = false;
    for (const name of names.sort().slice(0, MOST_JOURNALS)) {
      const known = journals.get(name) ?? {
        journal: openJournal(join(folder, name), () => {}, MOST_BYTES),
        steps: new Map<number, Step>(),
      };
      journals.set(name, known);
      const found = await known.journal.refresh(false).catch(() => undefined);
      if (!found || (found.entries.length === 0 && !found.anew)) continue;
      if (found.anew) known.steps = new Map();
      for (const entry of found.entries) take(known.steps, entry, basename(name, '.jsonl'));
      news = true;
    }
    return news;
  }

  return {
    /** Reads what came since. @returns whether anything did */
    refresh,
    /** By id, of a note by its path below the corpus. Where journals tell no time, one annotator after the other. */
    of(note: string): ReadonlyMap<string, Deciders> {
      const found = new Map<string, Deciders>();
      const steps = [...journals.values()].flatMap(({ steps }) =>
        [...steps.values()].filter((step) => step.stands && step.note === note),
      );
      // Sorting keeps the order of those that tell no time.
      steps.sort((a, b) => compare(a.deed.time, b.deed.time));
      for (const { deed, made, changed, gone } of steps) {
        for (const id of gone) found.delete(id);
        for (const id of made) found.set(id, { made: deed });
        for (const id of changed) if (!made.includes(id)) found.set(id, { ...found.get(id), changed: deed });
      }
      return found;
    },
  };
}

const compare = (a: string | undefined, b: string | undefined): number =>
  a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1;

function take(steps: Map<number, Step>, entry: Entry, name: string): void {
  const { seq, kind, note, of, changes = [], by = name, time, suggested } = entry;
  if (kind === 'undo' || kind === 'redo' || kind === 'dropped') {
    const step = steps.get(of ?? 0);
    if (step) step.stands = kind === 'redo';
    return;
  }
  if (kind === 'moved' || changes.length === 0) return;
  const ids = (wanted: (change: (typeof changes)[number]) => KeptLine | undefined): string[] =>
    changes.flatMap((change) => {
      const line = wanted(change);
      return (line && keptId(line)) ?? [];
    });
  const attributed = changes.flatMap(({ before, after }) => bearerOf(after ?? before) ?? []);
  steps.set(seq, {
    seq,
    note,
    deed: { by, ...(time !== undefined && { time }), ...(suggested !== undefined && { suggested }) },
    made: ids(({ before, after }) => (before ? undefined : after)),
    changed: [...ids(({ before, after }) => (before ? after : undefined)), ...attributed],
    gone: ids(({ before, after }) => (after ? undefined : before)),
    stands: true,
  });
}

/** What an attribute that was kept is of. */
function bearerOf(line: KeptLine | undefined): string | undefined {
  const value = line && 'l' in line ? lineSays(line.l) : undefined;
  return value?.kind === 'attribute' ? value.target : undefined;
}

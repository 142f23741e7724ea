import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Decision } from '../../server/src/gold/decision';
import { openGoldStore } from '../../server/src/gold/gold-store';
import type { GoldStore, GoldStoreOptions, OpenGold } from '../../server/src/gold/store';
import { applyEdit } from '../../server/src/note/edit';
import { editNote, parseNote } from '../../server/src/note/note';
import { rootOf } from '../../server/src/privacy/corpus/corpus';

const made: { root: string; stores: GoldStore[] }[] = [];
afterEach(async () => {
  for (const { root, stores } of made.splice(0)) {
    for (const store of stores) await store.close();
    rmSync(root, { recursive: true, force: true });
  }
});

/** A corpus of notes on the disk, and stores of its gold as one annotator, two, or one after a restart has them. */
export function corpus(files: Readonly<Record<string, string>>) {
  const root = rootOf(mkdtempSync(join(tmpdir(), 'gold-')));
  const stores: GoldStore[] = [];
  made.push({ root, stores });
  mkdirSync(join(root, 'sub'));
  writeFileSync(join(root, 'annotation.conf'), '');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const path = (name: string): string => join(root, name);
  return {
    root,
    path,
    read: (name: string): string => readFileSync(path(name), 'utf8'),
    write: (name: string, text: string): void => writeFileSync(path(name), text),
    journal: (who = 'ann'): Record<string, unknown>[] =>
      readFileSync(path(`.marginalia/${who}.jsonl`), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    hidden: (folder = '.'): string[] =>
      readdirSync(path(folder)).filter((name) => /^\.(?!marginalia)/.test(name)),
    store(options: Partial<GoldStoreOptions> = {}): GoldStore {
      const store = openGoldStore({ root, annotator: 'ann', key: new Uint8Array(32).fill(1), ...options });
      stores.push(store);
      return store;
    },
  };
}

/** A note in an editor: its text as typed, and its gold. */
export async function openIn(store: GoldStore, path: string, text: string) {
  let note = parseNote(text);
  const gold = await store.open(path, note);
  return {
    gold,
    get text() {
      return note.text;
    },
    type(start: number, end: number, by: string): void {
      const edit = { start, end, text: by };
      const after = editNote(note, edit, applyEdit(note.text, edit));
      gold.edit(note, after, edit);
      note = after;
    },
  };
}

export const mention = (text: string, words: string, type = 'problem'): Decision => {
  const start = text.indexOf(words);
  return { kind: 'entity', type, spans: [{ start, end: start + words.length }] };
};

/** Decides, and waits until nothing more can be saved. */
export async function decided(gold: OpenGold, decision: Decision) {
  const outcome = gold.decide(decision);
  return { outcome, state: await gold.settled() };
}

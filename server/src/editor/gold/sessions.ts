import type { Schema } from '../../annotation/schema';
import { reasonOf, UsageError } from '../../files/failures';
import type { Refused } from '../../gold/decision';
import { openGoldStore } from '../../gold/gold-store';
import type { GoldStore, HeldFile, OpenGold } from '../../gold/store';
import { parseNote } from '../../note/note';
import { placeOf } from '../../privacy/corpus/corpus';
import { usableKey } from '../../privacy/corpus/key';
import { difference, type OpenNote } from '../open-note';
import { isAt, pathOf } from '../paths';
import type { Settings } from '../settings';
import { annotatorOf } from './annotator';
import type { Place } from './gold-protocol';
import { openGoldOf } from './items';
import { placeOfGold, placeOf as placeOfItem, startOf } from './places';
import { nextItem } from './walk';

export interface SessionsHost {
  readonly configFolder: string;
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly settings: () => Pick<Settings, 'annotator' | 'journal'>;
  /** What may be annotated in a note at a path. */
  readonly schemaOf: (path: string) => Schema;
  readonly held: (path: string) => HeldFile | undefined;
  /** The gold of a note, or how it is kept, has changed. */
  readonly changed: (open: OpenNote) => void;
  /** Gold is the same, but where it stands is another: saved, say. */
  readonly stands: (open: OpenNote) => void;
  readonly warn: (message: string) => void;
}

/** Where a person decided, so that an undo leads back there. */
interface Step {
  readonly uri: string;
  readonly offset: number;
}

/** The gold of all notes that are open, by corpus. */
export function makeSessions(host: SessionsHost) {
  const stores = new Map<string, Promise<GoldStore>>();
  const reading = new WeakMap<OpenNote, Promise<void>>();
  /** By corpus, as undoing is. */
  const trails = new Map<string, Record<'undo' | 'redo', Step[]>>();
  let restarts = Promise.resolve();
  let closed = false;
  /** The settings that the stores were made by; none are made before they are known. */
  let known: string | undefined;
  let begin = (): void => {};
  const configured = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const storeOf = (root: string): Promise<GoldStore> => {
    let store = stores.get(root);
    if (!store) {
      store = makeStore(root);
      stores.set(root, store);
      // What stood in its way may be mended when the next note opens.
      store.catch(() => {
        if (stores.get(root) === store) stores.delete(root);
      });
    }
    return store;
  };
  async function makeStore(root: string): Promise<GoldStore> {
    await configured;
    const { configFolder, held, schemaOf, warn } = host;
    const { annotator, journal } = host.settings();
    const { key, warning } = await usableKey(configFolder).catch((error: unknown) => {
      // It names the file, and nothing of a note.
      throw error instanceof Error ? new UsageError(error.message) : error;
    });
    if (warning !== undefined) warn(warning);
    return openGoldStore({
      root,
      annotator: annotatorOf(configFolder, annotator, warn),
      key,
      times: journal.times,
      schema: schemaOf,
      held,
      warn,
    });
  }

  const isOpen = (path: string): boolean => [...host.notes.values()].some(({ uri }) => isAt(uri, path));

  async function read(open: OpenNote, path: string, root: string): Promise<void> {
    const store = storeOf(root);
    try {
      const gold = await (await store).open(path, open.note);
      // It is read anew for another annotator, or was closed while its gold was read. Opened again, it has the same gold.
      if (closed || stores.get(root) !== store || !isOpen(path)) return void (await gold.close());
      if (host.notes.get(open.uri) !== open) return;
      // It was edited while its gold was read, or reads what was begun for the text of an earlier opening.
      const { note } = gold;
      if (note.text !== open.note.text) gold.edit(note, open.note, difference(note.text, open.note.text));
      open.gold = gold;
      let shown = gold.gold;
      gold.onChange(() => {
        const same = gold.gold === shown;
        shown = gold.gold;
        if (same) host.stands(open);
        else host.changed(open);
      });
    } catch (error) {
      open.gold = undefined;
      host.warn(`The gold of a note cannot be read: ${reasonOf(error)}.`);
    }
    host.changed(open);
  }

  function start(open: OpenNote): void {
    const path = pathOf(open.uri);
    const { root } = open.settled;
    if (path === undefined || root === undefined) return;
    open.gold = 'loading';
    reading.set(open, read(open, path, root));
  }

  const ready = async (open: OpenNote): Promise<void> => reading.get(open);

  /** Ends what is kept for an annotator, and begins anew for another. */
  async function restart(): Promise<void> {
    const ended = [...stores.values()];
    stores.clear();
    for (const open of host.notes.values()) open.gold = undefined;
    await Promise.allSettled(ended.map(async (store) => (await store).close()));
    // One that was opened meanwhile is read already.
    for (const open of host.notes.values()) if (open.gold === undefined) start(open);
  }
  const trailOf = (root: string): Record<'undo' | 'redo', Step[]> => {
    const trail = trails.get(root) ?? { undo: [], redo: [] };
    trails.set(root, trail);
    return trail;
  };

  return {
    start,
    ready,

    /** The settings are known, or may have changed. */
    configure(): void {
      const { annotator, journal } = host.settings();
      const now = JSON.stringify([annotator, journal]);
      if (known === undefined) begin();
      else if (known !== now) restarts = restarts.then(restart);
      known = now;
    },

    /** The gold of a note, open in the editor or not, for as long as some work on it takes. */
    async withGold<T>(path: string, text: string, work: (gold: OpenGold) => Promise<T>): Promise<T> {
      const store = await storeOf(placeOf(path).root);
      const shared = store.opened(path);
      const gold = shared ?? (await store.open(path, parseNote(text)));
      try {
        return await work(gold);
      } finally {
        // A note that the editor opened meanwhile has the same gold, and closes it itself.
        if (!shared && !isOpen(path)) await gold.close();
      }
    },

    close(open: OpenNote): void {
      void ready(open).then(() => openGoldOf(open)?.close());
    },
    noteSaved: (open: OpenNote): void => openGoldOf(open)?.noteSaved(),

    /** Files changed, whoever changed them; standoff files are read again. */
    async changedOutside(uris: readonly string[]): Promise<void> {
      const paths = uris.flatMap((uri) => pathOf(uri) ?? []);
      for (const store of await Promise.allSettled(stores.values()))
        if (store.status === 'fulfilled') for (const path of paths) await store.value.changedOutside(path);
    },

    decided(open: OpenNote, offset: number): void {
      const { root } = open.settled;
      if (root === undefined) return;
      const trail = trailOf(root);
      trail.undo.push({ uri: open.uri, offset });
      trail.redo.length = 0;
    },

    /** Takes back the last step of the corpus of a note, or does it again; gives where to look. */
    async step(open: OpenNote, way: 'undo' | 'redo'): Promise<Place | Refused | undefined> {
      const { root } = open.settled;
      if (root === undefined) return undefined;
      const stepped = await (await storeOf(root))[way]();
      if ('refused' in stepped) return stepped;
      const trail = trailOf(root);
      const was = trail[way].pop();
      if (was) trail[way === 'undo' ? 'redo' : 'undo'].push(was);
      const there = [...host.notes.values()].find(({ uri }) => isAt(uri, stepped.path));
      if (!there) return startOf(stepped.path);
      const gold = openGoldOf(there)?.gold;
      const shown = gold && stepped.ids.flatMap((id) => placeOfGold(there, gold, id) ?? []).at(-1);
      if (shown) return shown;
      const offset = was?.uri === there.uri ? was.offset : 0;
      const item = nextItem(there, { offset });
      return item && placeOfItem(there, item);
    },

    async dispose(): Promise<void> {
      closed = true;
      await Promise.allSettled([...stores.values()].map(async (store) => (await store).close()));
    },
  };
}

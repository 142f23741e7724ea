import { join, resolve } from 'node:path';
import { type Note, parseNote } from '../note/note';
import { placeOf } from '../privacy/corpus/corpus';
import type { Refused } from './decision';
import { makeDesk, whyNot } from './desk';
import { makeHistory, type Step } from './history';
import { openJournal } from './journal';
import { readNoteFile, standoffOf } from './note-file';
import { linesOf } from './places';
import { makeSecrets } from './secrets';
import { openSession, type Session } from './session';
import type { GoldStore, GoldStoreOptions, Stepped } from './store';
import type { Unturned } from './turn';

/** What is kept of a corpus beside its notes. */
export const FOLDER = '.marginalia';

/** Whether a name can be an annotator's: it is that of a file, too, and Windows keeps some for its devices. */
export const isAnnotator = (name: string): boolean =>
  /^(?!\.)[A-Za-z0-9._-]{1,40}$/.test(name) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);

/**
 * The gold of a corpus, as one annotator decides on it. Nothing is read before the first note, nothing written before
 * the first decision.
 * @throws where the annotator's name is none
 */
export function openGoldStore(options: GoldStoreOptions): GoldStore {
  if (!isAnnotator(options.annotator))
    throw new Error('an annotator has a name of letters, digits, ".", "_" and "-"');
  const folder = join(options.root, FOLDER);
  const secrets = makeSecrets(options.key);
  const warn = (message: string): void => options.warn?.(message);
  const journal = openJournal(join(folder, `${options.annotator}.jsonl`), warn, undefined, secrets.sign);
  const history = makeHistory();
  const sessions = new Map<string, Promise<Session>>();
  const open = new Map<string, Session>();
  /** When those that are being closed have saved what was left. */
  const endings = new Map<string, Promise<void>>();
  const desk = makeDesk(
    options,
    secrets,
    journal,
    history,
    () => [...open.values()].flatMap((session) => session.waiting),
    join(folder, 'lock'),
  );
  let read: Promise<void> | undefined;
  /** Undoing is one at a time. */
  let turns: Promise<unknown> = Promise.resolve();

  const load = (): Promise<void> => {
    read ??= desk.refresh(false).catch((error: unknown) => {
      warn(whyNot(error, journal.path));
    });
    return read;
  };
  const keyOf = (path: string): string => {
    const { root, path: below } = placeOf(path);
    return join(root, below);
  };

  async function openNote(path: string, note: Note): Promise<Session> {
    const key = keyOf(path);
    let session = sessions.get(key);
    if (!session) {
      session = (async () => {
        await load();
        await endings.get(key);
        const made = await openSession(desk, resolve(path), note, (ended) => {
          sessions.delete(key);
          open.delete(key);
          endings.set(key, ended);
        });
        open.set(key, made);
        return made;
      })();
      sessions.set(key, session);
      session.catch(() => sessions.delete(key));
    }
    return session;
  }

  /** What can never be turned round again does not keep what came before it from being. */
  function unturned(step: Step, what: 'undo' | 'redo', { refused, forGood }: Unturned): Refused {
    if (!forGood) return { refused };
    history.passOver(step);
    return { refused: `${refused} It is passed over: the next ${what} goes on behind it.` };
  }

  /** Turns a step round in a note that nobody has open. */
  async function turnClosed(step: Step, what: 'undo' | 'redo'): Promise<Stepped | Refused> {
    const path = join(options.root, step.note);
    await endings.get(path);
    const text = await readNoteFile(path, '').catch(() => undefined);
    if (text === undefined) return { refused: `${step.note} is not there; what was decided in it stays.` };
    const session = await openSession(desk, path, parseNote(linesOf(text)));
    const turned = session.turn(step, what);
    const state = await session.settled();
    if (state === 'saved' || state === 'in-editor') await session.close();
    else session.abandon();
    if ('refused' in turned) return unturned(step, what, turned);
    if (typeof state === 'object') return { refused: state.failed };
    return { path, kind: step.kind, ids: turned.ids, state };
  }

  async function turn(what: 'undo' | 'redo'): Promise<Stepped | Refused> {
    await load();
    // What cannot be locked cannot be written either, and says so then.
    await desk.locked(async () => {}).catch(() => {});
    const step = what === 'undo' ? history.lastDone() : history.lastUndone();
    if (!step)
      return { refused: what === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.' };
    const path = join(options.root, step.note);
    // A journal can come from others, and a folder of the corpus lead out of it.
    const { root, path: below } = placeOf(path);
    if (root !== options.root || below !== step.note)
      return { refused: `${step.note} is not in this corpus; what was decided in it stays.` };
    const session = open.get(path);
    if (!session) return turnClosed(step, what);
    const turned = session.turn(step, what);
    if ('refused' in turned) return unturned(step, what, turned);
    return { path, kind: step.kind, ids: turned.ids, state: session.state };
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turns.then(work);
    turns = next.catch(() => {});
    return next;
  };

  return {
    open: openNote,
    opened(path) {
      const key = keyOf(path);
      return open.get(key) ?? [...open.values()].find(({ standoff }) => keyOf(standoff) === key);
    },
    undo: () => inTurn(() => turn('undo')),
    redo: () => inTurn(() => turn('redo')),
    async changedOutside(path) {
      const key = keyOf(path);
      const concerned = [...open].filter(
        ([note, session]) => note === key || keyOf(session.standoff) === key || standoffOf(note) === key,
      );
      for (const [, session] of concerned) await session.lookAgain();
    },
    async close() {
      for (const session of await Promise.allSettled(sessions.values()))
        if (session.status === 'fulfilled') await session.value.close();
    },
  };
}

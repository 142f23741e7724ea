import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER } from './gold-store';
import { type Journal, openJournal } from './journal';

/** Which notes of a corpus are done, as far as its journals tell. */
export interface Done {
  /** @param note its path below the corpus, `/` between names @param isEmpty whether its standoff file is */
  isDone(note: string, isEmpty: boolean): boolean;
}

/** What a journal was found to say. */
interface Told {
  readonly journal: Journal;
  readonly decided: Set<string>;
  readonly finished: Set<string>;
}

/** By their paths: a journal only grows, so that each line of it is read once. */
const known = new Map<string, Told>();

/**
 * Reads what came to the journals of a corpus since they were read last. A note that somebody decided on is done when
 * somebody said that it is finished; gold that no journal speaks of is from elsewhere, and counts as whole; but not an
 * empty file, since brat puts one beside every note that nobody has looked at.
 * @param warn told of what cannot be read, without text of a note
 */
export async function doneIn(root: string, warn: (message: string) => void): Promise<Done> {
  const told: Told[] = [];
  const names = await readdir(join(root, FOLDER)).catch((): string[] => []);
  for (const name of names.filter((one) => one.endsWith('.jsonl')).sort()) {
    const path = join(root, FOLDER, name);
    const one = known.get(path) ?? {
      journal: openJournal(path, warn),
      decided: new Set(),
      finished: new Set(),
    };
    known.set(path, one);
    try {
      take(one, await one.journal.refresh(false));
      told.push(one);
    } catch {
      warn(`${path} cannot be read: what its annotator decided on counts as whole.`);
    }
  }
  return {
    isDone: (note, isEmpty) =>
      told.some(({ finished }) => finished.has(note)) ||
      !(isEmpty || told.some(({ decided }) => decided.has(note))),
  };
}

function take({ decided, finished }: Told, { entries, anew }: Awaited<ReturnType<Journal['refresh']>>): void {
  if (anew) {
    decided.clear();
    finished.clear();
  }
  for (const { kind, note } of entries) {
    if (kind === 'finished') finished.add(note);
    else if (kind !== 'moved') decided.add(note);
  }
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER } from './gold-store';
import { openJournal } from './journal';

/** Which notes of a corpus are done, as far as its journals tell. */
export interface Done {
  /** @param note its path below the corpus, `/` between names @param isEmpty whether its standoff file is */
  isDone(note: string, isEmpty: boolean): boolean;
}

/**
 * Reads all journals of a corpus. A note that somebody decided on is done when somebody said that it is finished; gold
 * that no journal speaks of is from elsewhere, and counts as whole; but not an empty file, since brat puts one beside
 * every note that nobody has looked at.
 * @param warn told of what cannot be read, without text of a note
 */
export async function doneIn(root: string, warn: (message: string) => void): Promise<Done> {
  const decided = new Set<string>();
  const finished = new Set<string>();
  const names = await readdir(join(root, FOLDER)).catch((): string[] => []);
  for (const name of names.filter((one) => one.endsWith('.jsonl')).sort()) {
    const path = join(root, FOLDER, name);
    const { entries } = await openJournal(path, warn)
      .refresh(false)
      .catch(() => {
        warn(`${path} cannot be read: what its annotator decided on counts as whole.`);
        return { entries: [] };
      });
    for (const { kind, note } of entries) {
      if (kind === 'finished') finished.add(note);
      else if (kind !== 'moved') decided.add(note);
    }
  }
  return { isDone: (note, isEmpty) => finished.has(note) || !(isEmpty || decided.has(note)) };
}

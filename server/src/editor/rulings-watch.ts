import { type Stats, unwatchFile, watchFile } from 'node:fs';

/** Milliseconds between two looks: a look at the date of a file is sure on every disk, and sees one that is made or replaced. */
const PAUSE = 1_000;

/** Tells when one of some files changes, whoever changes it. */
export function watchRulings(changed: () => void) {
  const watched = new Set<string>();
  const look = (now: Stats, before: Stats): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) changed();
  };
  return {
    /** Watches a file, which need not exist, from now on. */
    add(path: string): void {
      if (watched.has(path)) return;
      watched.add(path);
      watchFile(path, { interval: PAUSE, persistent: false }, look);
    },
    dispose(): void {
      for (const path of watched) unwatchFile(path, look);
      watched.clear();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { corpusName, placeOf, rootOf } from './corpus';
import type { Ruling } from './rulings';
import { type KeptRulings, loadRulings, MOST_NAMED } from './rulings-file';

/** What a note's corpus decides of it. */
export interface CorpusNote {
  /** The real path of the corpus; undefined for a text that belongs to none. */
  readonly root: string | undefined;
  /** What its placeholders hang on beside the user's key: the same at every door, another one for every note. */
  readonly identity: string;
  /** What the user said of phrases in this corpus. */
  readonly rulings: readonly Ruling[];
}

/** The corpora of one command, or of one moment of an editor: each is read once. */
export interface Corpora {
  /** @param file absolute @throws what the file system throws where salt or rulings cannot be read */
  ofFile(file: string): CorpusNote;
  /**
   * A text without a file.
   * @param folder where it was written, if that is known: the rulings of that corpus count for it
   * @param name tells it from other texts; without one, it gets new placeholders whenever it is asked about
   */
  ofText(folder: string | undefined, name?: string): CorpusNote;
  /** What is wrong in the files that were read, for the user: each a line, without a phrase. */
  readonly problems: readonly string[];
}

/** The part of a note's identity that it shares with its corpus; empty for a text that belongs to none. */
export const corpusOf = (identity: string): string => identity.slice(0, Math.max(0, identity.indexOf('/')));

interface Corpus {
  readonly name: string;
  readonly kept: KeptRulings;
}

/** Reads what is kept of corpora in the user's configuration folder, on demand. */
export function openCorpora(configFolder: string): Corpora {
  const roots = new Map<string, string | undefined>();
  const corpora = new Map<string, Corpus>();
  const problems: string[] = [];
  const read = (root: string): Corpus => {
    let corpus = corpora.get(root);
    if (!corpus) {
      corpus = { name: corpusName(configFolder, root), kept: loadRulings(configFolder, root) };
      corpora.set(root, corpus);
      const { path, malformed, exposure } = corpus.kept;
      if (exposure !== undefined) problems.push(exposure);
      for (const line of malformed.slice(0, MOST_NAMED))
        problems.push(
          `${path}:${line}: not a ruling; write "safe" or a category, as NAME, a tab, and a phrase.`,
        );
      if (malformed.length > MOST_NAMED)
        problems.push(`${path}: and ${malformed.length - MOST_NAMED} more lines that are no ruling.`);
    }
    return corpus;
  };
  return {
    problems,
    ofFile(file) {
      const { root, path } = placeOf(file, roots);
      const { name, kept } = read(root);
      return { root, identity: `${name}/${path}`, rulings: kept.list };
    },
    ofText(folder, name = randomUUID()) {
      const root = folder === undefined ? undefined : rootOf(folder, roots);
      const corpus = root === undefined ? undefined : read(root);
      // No path of a file starts so.
      return { root, identity: `${corpus?.name ?? ''}//${name}`, rulings: corpus?.kept.list ?? [] };
    },
  };
}

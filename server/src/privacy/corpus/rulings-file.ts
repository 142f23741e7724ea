import { join } from 'node:path';
import { type Category, categories } from '../identifiers';
import { folderOf } from './corpus';
import { exposureOf, readKept, writeKept } from './kept';
import { isPhrase, phraseKey, type Ruling } from './rulings';

// `rulings.txt` of a corpus, in the user's configuration and never in the corpus: whoever else can write there must
// not declare a name harmless, and the list of what identifies must not be committed. A line is `safe` or a category,
// a tab, and the phrase; `#` starts a comment.

const HEAD = `What identifies, and what does not: a line is "safe" or a category, a tab, the phrase.
# Categories: ${categories.join(', ')}.`;
const verdicts: ReadonlySet<string> = new Set(['safe', ...categories]);

/** The rulings of a corpus as they are kept. */
export interface KeptRulings {
  readonly path: string;
  readonly list: readonly Ruling[];
  /** Lines that are no ruling, from 1; they stay in the file and count for nothing. */
  readonly malformed: readonly number[];
  /** That others can change the file, in a sentence; undefined where they cannot. */
  readonly exposure: string | undefined;
}

/** So many malformed lines are named, at most: more mean that the file is something else. */
export const MOST_NAMED = 5;

export const rulingsFile = (configFolder: string, root: string): string =>
  join(folderOf(configFolder, root), 'rulings.txt');

const linesOf = (text: string): string[] => text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/);

/** The ruling of a line; undefined for a comment or an empty line, null for what is none. */
function rulingOf(line: string): Ruling | undefined | null {
  if (/^\s*(?:#|$)/.test(line)) return undefined;
  const [, verdict = '', phrase = ''] = /^[ ]*(\w+)[ ]*\t\s*(.*?)\s*$/.exec(line) ?? [];
  const known = verdicts.has(verdict) ? verdict : verdict.toUpperCase();
  if (!verdicts.has(known) || !isPhrase(phrase)) return null;
  return { verdict: known as 'safe' | Category, phrase };
}

/**
 * The rulings of a corpus; none where nothing was ruled.
 * @param root as `placeOf` gives it
 * @throws UnfitFile for what is no file, or too large; else what the file system throws
 */
export function loadRulings(configFolder: string, root: string): KeptRulings {
  const path = rulingsFile(configFolder, root);
  const list: Ruling[] = [];
  const malformed: number[] = [];
  for (const [index, line] of linesOf(readKept(path)?.toString('utf8') ?? '').entries()) {
    const ruling = rulingOf(line);
    if (ruling) list.push(ruling);
    else if (ruling === null) malformed.push(index + 1);
  }
  return { path, list, malformed, exposure: exposureOf(path) };
}

const headOf = (root: string): string => `# ${root}\n# ${HEAD}\n`;

/** The file of a corpus, made if it is missing: for a person to edit. @throws what the file system throws */
export function rulingsToEdit(configFolder: string, root: string): string {
  const path = rulingsFile(configFolder, root);
  if (!readKept(path)) writeKept(path, headOf(root));
  return path;
}

/** Rewrites the file of a corpus: without the lines that rule on a phrase, with one more at the end if it is given. */
function rewrite(
  configFolder: string,
  root: string,
  phrase: string,
  ruling: Ruling | undefined,
): KeptRulings {
  const path = rulingsFile(configFolder, root);
  const before = readKept(path)?.toString('utf8') ?? headOf(root);
  const key = phraseKey(phrase);
  const kept = linesOf(before).filter((line) => {
    const old = rulingOf(line);
    return !old || phraseKey(old.phrase) !== key;
  });
  if (kept.at(-1) === '') kept.pop();
  if (ruling) kept.push(`${ruling.verdict}\t${ruling.phrase}`);
  writeKept(path, `${kept.join('\n')}\n`);
  return loadRulings(configFolder, root);
}

/**
 * Keeps a ruling; one on the same phrase that was there before goes. White space in the phrase is made single.
 * @returns the rulings as they are then, or undefined where the phrase is empty or too long
 * @throws what the file system throws
 */
export function addRuling(configFolder: string, root: string, ruling: Ruling): KeptRulings | undefined {
  const phrase = ruling.phrase.replace(/\s+/g, ' ').trim();
  if (!isPhrase(phrase)) return undefined;
  return rewrite(configFolder, root, phrase, { verdict: ruling.verdict, phrase });
}

/** Takes back what was said of a phrase, however it is written. @throws what the file system throws */
export const removeRuling = (configFolder: string, root: string, phrase: string): KeptRulings =>
  rewrite(configFolder, root, phrase, undefined);

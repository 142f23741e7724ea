import { type Problem, problemList, shown } from './lines';
import { storedName } from './type-names';

export interface ReadShortcuts {
  /** Types by their keys, one character each. */
  readonly keys: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

const MOST_LINES = 1_000;

/** Reads a `kb_shortcuts.conf` of brat: on each line a key and a type. Of a key that stands twice, the first counts. */
export function readShortcuts(text: string): ReadShortcuts {
  const problems = problemList();
  const keys = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/, MOST_LINES + 1);
  if (lines.length > MOST_LINES)
    problems.add(MOST_LINES, 'the lines from here on are not read: there are too many');
  for (const [i, line] of lines.slice(0, MOST_LINES).entries()) {
    const bare = line.trim();
    if (bare === '' || bare.startsWith('#')) continue;
    const [key = '', type, ...more] = bare.split(/\s+/);
    if (type === undefined || more.length > 0 || [...key].length !== 1)
      problems.add(i + 1, 'a shortcut is written as one character, a tab, and a type');
    else if (keys.has(key)) problems.add(i + 1, `${shown(key)} stands above already; this line is left out`);
    else keys.set(key, storedName(type));
  }
  return { keys, problems: problems.all() };
}

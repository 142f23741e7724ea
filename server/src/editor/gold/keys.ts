const SPARE = '123456789abcdefghijklmnopqrstuvwxyz0';

/**
 * A single key for each name: the one given for it, else its first letter that is free, else a digit or letter that is;
 * none for a name when all are taken. Keys are lower case.
 */
export function keysFor(
  names: readonly string[],
  given: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const take = (name: string, key: string | undefined): void => {
    if (key === undefined || keys.has(name)) return;
    keys.set(name, key);
    taken.add(key);
  };
  for (const name of names) {
    const key = given.get(name)?.toLowerCase();
    if (key !== undefined && [...key].length === 1 && !taken.has(key)) take(name, key);
  }
  for (const name of names)
    take(
      name,
      [...name.toLowerCase()].find((letter) => /[\p{Ll}\p{Nd}]/u.test(letter) && !taken.has(letter)),
    );
  for (const name of names)
    take(
      name,
      [...SPARE].find((key) => !taken.has(key)),
    );
  return keys;
}

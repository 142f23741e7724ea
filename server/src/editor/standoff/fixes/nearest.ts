const LONGEST = 64;

/** How many letters have to be put in, taken out or exchanged; small and capital letters are alike, and long words cut. */
function distance(one: string, other: string): number {
  const a = one.slice(0, LONGEST).toLowerCase();
  const b = other.slice(0, LONGEST).toLowerCase();
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, exchanged));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The names that are written most alike, the nearest first. */
export const nearestNames = (name: string, names: readonly string[], most: number): string[] =>
  names
    .map((other) => ({ other, far: distance(name, other) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ other }) => other);

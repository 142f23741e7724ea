/** What two people said of the same things: pairs of categories with how often they came. */
export interface Confusion {
  readonly categories: readonly string[];
  /** Rows: the first one's category; columns: the second one's; in the order of `categories`. */
  readonly counts: readonly (readonly number[])[];
}

/** The matrix of some pairs; categories in alphabetical order, but `last` at the end. */
export function confusionOf(pairs: Iterable<readonly [string, string]>, last?: string): Confusion {
  const table = new Map<string, Map<string, number>>();
  const names = new Set<string>();
  for (const [a, b] of pairs) {
    names.add(a).add(b);
    const row = table.get(a) ?? new Map<string, number>();
    table.set(a, row.set(b, (row.get(b) ?? 0) + 1));
  }
  const rank = (name: string): number => (name === last ? 1 : 0);
  const categories = [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const counts = categories.map((a) => categories.map((b) => table.get(a)?.get(b) ?? 0));
  return { categories, counts };
}

export interface Kappa {
  /** How many things both judged. */
  readonly n: number;
  /** The share that they judged alike, from 0 to 1; undefined where n is 0. */
  readonly raw: number | undefined;
  /** Cohen's κ, at most 1; undefined where chance alone agrees always: nothing, or one category only, was said. */
  readonly kappa: number | undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Cohen's κ. Source: J. Cohen, A coefficient of agreement for nominal scales, 1960. */
export function cohensKappa({ counts }: Confusion): Kappa {
  const rows = counts.map(sum);
  const columns = counts.map((_, k) => sum(counts.map((row) => row[k] ?? 0)));
  const n = sum(rows);
  if (n === 0) return { n, raw: undefined, kappa: undefined };
  const same = sum(counts.map((row, k) => row[k] ?? 0));
  const chance = sum(rows.map((count, k) => count * (columns[k] ?? 0)));
  // In whole numbers, so that no rounding makes a κ where there is none.
  const kappa = chance === n * n ? undefined : (same * n - chance) / (n * n - chance);
  return { n, raw: same / n, kappa };
}

/**
 * Krippendorff's α for nominal data, any number of people, each of whom may have judged only some of the things;
 * things that only one judged do not count. Undefined where fewer than two categories were used.
 * Source: K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011.
 * @param things of each, the categories that it was given, one a person
 */
export function nominalAlpha(things: Iterable<readonly string[]>): { n: number; alpha: number | undefined } {
  const totals = new Map<string, number>();
  let [n, values, unlike] = [0, 0, 0];
  for (const given of things) {
    if (given.length < 2) continue;
    n++;
    values += given.length;
    const own = new Map<string, number>();
    for (const one of given) own.set(one, (own.get(one) ?? 0) + 1);
    for (const [name, count] of own) {
      totals.set(name, (totals.get(name) ?? 0) + count);
      unlike += (count * (given.length - count)) / (given.length - 1);
    }
  }
  const expected = sum([...totals.values()].map((count) => count * (values - count)));
  return { n, alpha: expected === 0 ? undefined : 1 - ((values - 1) * unlike) / expected };
}

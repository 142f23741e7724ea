import { createHash } from 'node:crypto';
import type { Sample } from './sample';

export const sides = ['train', 'validation', 'test'] as const;
export type Side = (typeof sides)[number];
/** The share of the notes on each side, together 1. */
export type Shares = Readonly<Record<Side, number>>;

/** The share of empty answers among the training samples of a task, at most: most windows of a note have something. */
export const EMPTY_SHARE = 0.2;

/** A place in an order that hangs on nothing but the seed and the name. */
const rank = (seed: number, name: string): string =>
  createHash('sha256').update(`${seed}\0${name}`).digest('hex');

const ranked = <One>(seed: number, all: readonly One[], nameOf: (one: One) => string): One[] =>
  all
    .map((one) => ({ one, place: rank(seed, nameOf(one)) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one);

/** How many of so many are on each side: by largest remainder, none of a side with a share where there are enough. */
function countsOf(total: number, shares: Shares): Record<Side, number> {
  const wanted = sides.filter((side) => shares[side] > 0);
  const least = total >= wanted.length ? 1 : 0;
  const counts = { train: 0, validation: 0, test: 0 };
  for (const side of wanted) counts[side] = Math.max(least, Math.floor(total * shares[side] + 1e-9));
  const taken = (): number => counts.train + counts.validation + counts.test;
  const owed = (side: Side): number => total * shares[side] - counts[side];
  while (taken() < total) counts[[...wanted].sort((a, b) => owed(b) - owed(a))[0] ?? 'train']++;
  while (taken() > total) {
    const spare = wanted.filter((side) => counts[side] > least);
    counts[spare.sort((a, b) => owed(a) - owed(b))[0] ?? 'train']--;
  }
  return counts;
}

/**
 * The side of each note. Notes of the same text are on the same side. The same names, texts, shares and seed give the
 * same sides, in whatever order the notes come.
 * @param notes each with a name of its own, and the digest of its text
 */
export function sidesOf(
  notes: readonly { readonly name: string; readonly digest: string }[],
  shares: Shares,
  seed: number,
): Map<string, Side> {
  const byText = new Map<string, string[]>();
  for (const { name, digest } of notes) byText.set(digest, [...(byText.get(digest) ?? []), name]);
  const groups = ranked(seed, [...byText.values()], (names) => [...names].sort()[0] ?? '');
  const counts = countsOf(groups.length, shares);
  const order = sides.flatMap((side) => Array.from({ length: counts[side] }, () => side));
  return new Map(groups.flatMap((names, i) => names.map((name) => [name, order[i] ?? 'train'] as const)));
}

/**
 * Samples without so many empty ones that these are more than their share of a task.
 * @param nameOf a name of each sample, by which it is chosen
 */
export function withFewerEmpty<One extends Pick<Sample, 'task' | 'empty'>>(
  samples: readonly One[],
  seed: number,
  nameOf: (sample: One) => string,
): One[] {
  const kept = new Set<One>();
  for (const task of new Set(samples.map((one) => one.task))) {
    const own = samples.filter((one) => one.task === task);
    const full = own.filter(({ empty }) => !empty);
    const most = Math.floor((full.length * EMPTY_SHARE) / (1 - EMPTY_SHARE));
    const empty = ranked(
      seed,
      own.filter((one) => one.empty),
      nameOf,
    );
    for (const one of [...full, ...empty.slice(0, most)]) kept.add(one);
  }
  return samples.filter((one) => kept.has(one));
}

import type { Span } from '../note/span';

/** What people marked as one category on one continuum. */
export interface Unitized {
  /** Observed and expected disagreement, as the source has them. */
  readonly observed: number;
  readonly expected: number;
}

/**
 * Observed and expected disagreement of people who cut units out of one continuum, for Krippendorff's αU.
 * Source: K. Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25, 1995, pp. 47–76,
 * and Content Analysis, 2nd edition, 2004, section 11.6. n log n in the number of units.
 * @param people of each, the units: half open, sorted, none overlapping another, within 0 to `length`; they may touch
 * @param length of the continuum, in the unit of the offsets
 */
export function unitized(people: readonly (readonly Span[])[], length: number): Unitized {
  const m = people.length;
  if (m < 2 || length === 0) return { observed: 0, expected: 0 };
  let unlike = 0;
  for (const [i, one] of people.entries())
    for (const other of people.slice(i + 1)) unlike += difference(one, other, length);
  const observed = (2 * unlike) / (m * (m - 1) * length * length);
  return { observed, expected: expectedOf(people, length) };
}

/** αU of one category, or of several together; undefined where nobody marked anything, or all of everything. */
export function alphaUnitizing(categories: readonly Unitized[]): number | undefined {
  const observed = categories.reduce((sum, one) => sum + one.observed, 0);
  const expected = categories.reduce((sum, one) => sum + one.expected, 0);
  return expected === 0 ? undefined : 1 - observed / expected;
}

interface Section extends Span {
  readonly unit: boolean;
}

/** A person's whole continuum: units and the gaps between them. */
function sections(units: readonly Span[], length: number): Section[] {
  const out: Section[] = [];
  let at = 0;
  for (const { start, end } of units) {
    if (start > at) out.push({ start: at, end: start, unit: false });
    out.push({ start, end, unit: true });
    at = end;
  }
  if (at < length) out.push({ start: at, end: length, unit: false });
  return out;
}

const squared = (value: number): number => value * value;

/** The sum of δ² over all sections of one that intersect sections of the other. */
function difference(one: readonly Span[], other: readonly Span[], length: number): number {
  const [first, second] = [sections(one, length), sections(other, length)];
  let [i, j, total] = [0, 0, 0];
  for (let a = first[0], b = second[0]; a && b; ) {
    if (a.unit && b.unit) total += squared(a.start - b.start) + squared(a.end - b.end);
    else if (a.unit && b.start <= a.start && a.end <= b.end) total += squared(a.end - a.start);
    else if (b.unit && a.start <= b.start && b.end <= a.end) total += squared(b.end - b.start);
    const [endA, endB] = [a.end, b.end];
    if (endA <= endB) a = first[++i];
    if (endB <= endA) b = second[++j];
  }
  return total;
}

function expectedOf(people: readonly (readonly Span[])[], length: number): number {
  const units = people.flat().map(({ start, end }) => end - start);
  const gaps = people
    .flatMap((own) => sections(own, length))
    .flatMap(({ start, end, unit }) => (unit ? [] : [end - start]))
    .sort((a, b) => b - a);
  let [k, sumOfGaps, total, within] = [0, 0, 0, 0];
  // From the longest unit on: the gaps that can hold it only become more.
  for (const l of units.sort((a, b) => b - a)) {
    for (let gap = gaps[k]; gap !== undefined && gap >= l; gap = gaps[++k]) sumOfGaps += gap;
    total += ((units.length - 1) / 3) * (2 * l * l * l - 3 * l * l + l) + l * l * (sumOfGaps - k * (l - 1));
    within += l * (l - 1);
  }
  const all = people.length * length;
  const ways = all * (all - 1) - within;
  return ways <= 0 ? 0 : ((2 / length) * total) / ways;
}

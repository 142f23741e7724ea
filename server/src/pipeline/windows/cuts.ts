/** What a place tells of itself: see `Boundary`. */
interface Unit {
  readonly rank: number;
  readonly inside: boolean;
  readonly tokens: number;
}

/** A place is a peak if none as good is nearer than this share of a window; so edges do not crowd. */
const REACH = 0.45;
/** Where there is no peak, a window is cut at least so far from its ends, if that can be. */
const LEAST = 0.25;

/** What is not larger than so many windows is cut into two of them, if it can be. */
const TWO = 1.5;

/** Which kind of place is taken before all others. The first makes two runs that fit of one that does not. */
const HALF = 4;
const PEAK = 3;
const MIDDLE = 2;
const SENTENCE = 1;
const WORST = 0;
/** Ranks of places that cut no sentence differ by less. */
const KIND = 10;

/** The sizes of all runs that start at 0: the tokens before each unit, and of all. */
function sums(units: readonly Unit[]): Float64Array {
  const upTo = new Float64Array(units.length + 1);
  for (const [i, { tokens }] of units.entries()) upTo[i + 1] = (upTo[i] as number) + tokens;
  return upTo;
}

/** The places that are better than all others within reach, ends of the text included. */
function peaksOf(units: readonly Unit[], upTo: Float64Array, reach: number): Uint8Array {
  const peaks = new Uint8Array(units.length);
  const at = (i: number): number => upTo[i] as number;
  const isBest = (i: number, rank: number): boolean => {
    for (let j = i - 1; at(i) - at(j) <= reach; j--) {
      const unit = units[j] as Unit;
      if (j === 0 || (!unit.inside && unit.rank >= rank)) return false;
    }
    for (let j = i + 1; at(j) - at(i) <= reach; j++) {
      const unit = units[j];
      if (!unit || (!unit.inside && unit.rank > rank)) return false;
    }
    return true;
  };
  for (const [i, { rank, inside }] of units.entries()) {
    if (i > 0 && !inside && isBest(i, rank)) peaks[i] = 1;
  }
  return peaks;
}

/**
 * Cuts a sequence into runs of at most `limit` tokens (a single unit may exceed it), and gives where each starts.
 * The best place is cut first, then the best on each side, until all fits. A place is thus a cut unless it lies in a
 * run that fits between two better ones: what stands further than a run away has no say, so that an edit moves the
 * edges next to it and no others. Sentences are cut only where one alone does not fit.
 */
export function cutsOf(units: readonly Unit[], limit: number): number[] {
  const upTo = sums(units);
  const size = (from: number, to: number): number => (upTo[to] as number) - (upTo[from] as number);
  const peaks = peaksOf(units, upTo, limit * REACH);

  const bestIn = (from: number, to: number): number => {
    const mayBeTwo = size(from, to) <= limit * TWO;
    const least = Math.min(limit, size(from, to)) * LEAST;
    let best = from + 1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = from + 1; i < to; i++) {
      const { rank, inside } = units[i] as Unit;
      const left = size(from, i);
      const right = size(i, to);
      const isMiddle = left >= least && right >= least;
      const isHalf = mayBeTwo && left <= limit && right <= limit;
      const whole = isHalf ? HALF : peaks[i] ? PEAK : isMiddle ? MIDDLE : SENTENCE;
      const kind = inside ? (isMiddle ? WORST : WORST - 1) : rank < 0 ? WORST + 0.5 : whole;
      const score = kind * KIND + rank;
      // Among equals, as lines that are repeated are, the one that leaves a full run.
      if (score > highest || (score === highest && left <= limit)) {
        highest = score;
        best = i;
      }
    }
    return best;
  };

  const starts: number[] = [];
  const open: [number, number][] = [[0, units.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    if (from === to) continue;
    if (to - from < 2 || size(from, to) <= limit) {
      starts.push(from);
      continue;
    }
    const cut = bestIn(from, to);
    open.push([from, cut], [cut, to]);
  }
  return starts.sort((a, b) => a - b);
}

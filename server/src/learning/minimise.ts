/** A function of many variables: its value at `at`; the slope along each variable is written into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  readonly steps: number;
  /** Steps that are remembered to guess the curvature from. */
  readonly memory: number;
  /** It has arrived where no slope is steeper than this. */
  readonly flat: number;
}

export const minimiseDefaults: MinimiseOptions = { steps: 200, memory: 8, flat: 1e-4 };

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** `a += by * b`. */
const addTo = (a: Float64Array, by: number, b: Float64Array): void => {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + by * (b[i] as number);
};

interface Step {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  readonly product: number;
}

/** The direction to go: the gradient through the guessed curvature (Nocedal, Math. Comp. 35:773, 1980). */
function direction(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const way = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { moved, bent, product } of steps.toReversed()) {
    const share = dot(moved, way) / product;
    shares.push(share);
    addTo(way, -share, bent);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = last.product / dot(last.bent, last.bent);
    for (let i = 0; i < way.length; i++) way[i] = (way[i] as number) * scale;
  }
  for (const { moved, bent, product } of steps)
    addTo(way, (shares.pop() as number) - dot(bent, way) / product, moved);
  return way;
}

/** The lowest place of a convex function, by L-BFGS from zero. The same each time. */
export function minimise(
  size: number,
  objective: Objective,
  { steps, memory, flat }: MinimiseOptions = minimiseDefaults,
): Float64Array {
  let at = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = objective(at, gradient);
  const known: Step[] = [];
  for (let step = 0; step < steps; step++) {
    if (gradient.every((slope) => Math.abs(slope) < flat)) break;
    const way = direction(gradient, known);
    const slope = dot(way, gradient);
    let length = known.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    let next = at;
    let nextGradient = gradient;
    let nextValue = value;
    for (let tries = 0; tries < 30; tries++, length /= 2) {
      next = at.slice();
      addTo(next, length, way);
      nextGradient = new Float64Array(size);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
    }
    if (!(nextValue < value)) break;
    const moved = next.map((one, i) => one - (at[i] as number));
    const bent = nextGradient.map((one, i) => one - (gradient[i] as number));
    const product = dot(moved, bent);
    if (product > 1e-12) known.push({ moved, bent, product });
    if (known.length > memory) known.shift();
    [at, gradient, value] = [next, nextGradient, nextValue];
  }
  return at;
}

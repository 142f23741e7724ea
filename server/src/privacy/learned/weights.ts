import { SLOTS } from './features';
import text from './weights.txt';

/** Weights by slot. */
export type Table = ArrayLike<number>;

/** What was learned of names and places. */
export interface Learned {
  /** How likely a word is to identify, as the sum of the weights of its slots. */
  readonly identifies: Table;
  /** How likely a word that does is the name of a place rather than of a person. */
  readonly isPlace: Table;
  /** From this sum on a word is masked that the rules left. */
  readonly finds: number;
  /** The same for a word beside a name or a place: it goes on with that. */
  readonly goesOn: number;
  /** From this sum on a word stays masked that but one finder saw. */
  readonly keeps: number;
  /** The same for a word that the note names elsewhere, where it may be another word. */
  readonly again: number;
}

// A line of comment, a line of six numbers (the four sums, how much a step is in each table), a line for each table:
// one sign for each slot, so many steps from zero.
const ZERO = 79;
const MOST = 44;

const stepOf = (table: Table): number => {
  let most = 0;
  for (let slot = 0; slot < SLOTS; slot++) most = Math.max(most, Math.abs(table[slot] ?? 0));
  return Number((most / MOST).toPrecision(6)) || 1;
};

const written = (table: Table, step: number): string =>
  Array.from({ length: SLOTS }, (_, slot) => {
    const steps = Math.round((table[slot] ?? 0) / step);
    return String.fromCharCode(ZERO + Math.max(-MOST, Math.min(MOST, steps)));
  }).join('');

/** What was learned as the text of a file; weights are rounded to one of 89 steps. */
export function writeLearned({ identifies, isPlace, finds, goesOn, keeps, again }: Learned): string {
  const steps = [stepOf(identifies), stepOf(isPlace)] as const;
  return [
    '# Weights of names and places; `npm run train -- identifiers` makes them anew.',
    [finds, goesOn, keeps, again, ...steps].join(' '),
    written(identifies, steps[0]),
    written(isPlace, steps[1]),
    '',
  ].join('\n');
}

/** What such a text holds. */
export function readLearned(file: string): Learned {
  const [, head = '', identifies = '', isPlace = ''] = file.split('\n');
  const [finds = 0, goesOn = 0, keeps = 0, again = 0, ...steps] = head.split(' ').map(Number);
  // A loop, as the first note waits for it: `from` takes three times as long.
  const table = (line: string, step = 0): Float32Array => {
    const weights = new Float32Array(SLOTS);
    for (let slot = 0; slot < SLOTS; slot++) weights[slot] = (line.charCodeAt(slot) - ZERO) * step;
    return weights;
  };
  return {
    identifies: table(identifies, steps[0]),
    isPlace: table(isPlace, steps[1]),
    finds,
    goesOn,
    keeps,
    again,
  };
}

let shipped: Learned | undefined;

/** What ships; read when it is first asked for. */
export function shippedLearned(): Learned {
  shipped ??= readLearned(text);
  return shipped;
}

import { detached } from '../../note/detached';
import type { Lexeme } from '../words/lexer';
import {
  besideSlots,
  DRESSES,
  edge,
  type Form,
  formOf,
  ownSlots,
  REACH,
  type Slot,
  seenSlots,
} from './features';
import type { Table } from './weights';

/** What is known of a lexeme by itself, with the sums of weights that were asked for. */
export interface Known {
  readonly form: Form;
  /** NaN where nobody asked yet. */
  readonly sums: Float32Array;
}

/** Sums of weights; what was worked out for a word serves wherever it stands again. */
export interface Sums {
  known(lexeme: Lexeme): Known;
  /** Of a word that no finder saw. */
  own(known: Known, dress: number, shouted: boolean): number;
  /** Of a word that some did. */
  seen(known: Known, dress: number, shouted: boolean, votes: number, kind: number): number;
  /** Of a neighbour, or of what stands beyond the ends of a block. */
  beside(lexeme: Lexeme | undefined, distance: number, dress: number): number;
}

// Where a form's sums lie: of the word itself by dress and line, then as a neighbour by distance and dress.
const BESIDE = 2 * DRESSES;
const ALL = BESIDE + (2 * REACH + 1) * DRESSES;

const knownAs = (form: Form): Known => ({ form, sums: new Float32Array(ALL).fill(Number.NaN) });

const LONGEST = 6;
const MEMORY = 20_000;

/** Remembers sums over one table of weights. */
export function summing(table: Table): Sums {
  const words = new Map<string, Known>();
  const numbers: Known[] = [];
  const beyond = knownAs(edge);
  let sum = 0;
  const add = (slot: Slot): void => {
    sum += table[slot] as number;
  };
  const knownOf = (lexeme: Lexeme): Known => {
    const { kind, text, writing, flags } = lexeme;
    if (kind === 'number') {
      const length = Math.min(text.length, LONGEST);
      numbers[length] ??= knownAs(formOf(lexeme));
      return numbers[length];
    }
    let found = words.get(text);
    // A phrase that a word ends, or a text without capitals, makes another form of the same word.
    if (found === undefined || found.form.writing !== writing || found.form.flags !== flags) {
      if (words.size >= MEMORY) words.clear();
      found = knownAs(formOf(lexeme));
      words.set(detached(text), found);
    }
    return found;
  };
  return {
    known: knownOf,
    seen({ form }, dress, shouted, votes, kind) {
      sum = 0;
      ownSlots(form, dress, shouted, add);
      seenSlots(form, votes, kind, dress, add);
      return sum;
    },
    own({ form, sums }, dress, shouted) {
      const at = dress + (shouted ? DRESSES : 0);
      const known = sums[at] as number;
      if (!Number.isNaN(known)) return known;
      sum = 0;
      ownSlots(form, dress, shouted, add);
      seenSlots(form, 0, 0, dress, add);
      sums[at] = sum;
      return sums[at];
    },
    beside(lexeme, distance, dress) {
      const { form, sums } = lexeme === undefined ? beyond : knownOf(lexeme);
      const at = BESIDE + (distance + REACH) * DRESSES + dress;
      const kept = sums[at] as number;
      if (!Number.isNaN(kept)) return kept;
      sum = 0;
      besideSlots(form, distance, dress, add);
      sums[at] = sum;
      return sums[at];
    },
  };
}

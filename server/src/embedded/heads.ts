import type { Token } from '../note/tokens';
import {
  ABNORMAL,
  ANATOMY,
  DETERMINER,
  FUNCTION,
  HEAD,
  LISTED,
  NOMINAL,
  NUMBER,
  PROBLEM,
  QUANTITY,
  SIGN,
  STOP,
  TEST,
  TREATMENT,
  UNKNOWN,
  VALUE,
  WEAK,
} from './classes';
import { bitsAt, doseFollows, type Scan, valueFollows, wordAt } from './shapes';
import type { Unit } from './units';

export type PhraseType = 'problem' | 'test' | 'treatment';

/** The unit that names a phrase, the type of the whole, and how sure that is, from 0 to 1. */
export interface Head {
  readonly unit: number;
  readonly type: PhraseType;
  readonly sure: number;
}

// Words that say too little of a weak head for it to be a name: "other problems", "prior study".
const generic = new Set(
  'other another multiple several many significant similar known medical physical additional further current own prior previous old final complete first second third last any more most new certain different interval various specific particular usual initial long recent chronic minor major possible definite clinical relevant associated related underlying few'.split(
    ' ',
  ),
);
const operation =
  /^(?:removal|repair|excision|resection|placement|insertion|implantation|revision|amputation|ablation|replacement|reconstruction|reduction|fixation|fusion|decompression|closure|ligation|embolization|evacuation|debridement|release|exchange|extraction)s?$/;
// "levothyroxine sodium" is a drug.
const salt = /^(?:sodium|potassium|calcium|magnesium|phosphate|chloride|citrate)$/;
/** Words for what is hard to do: what follows belongs to them. */
export const hard = /^(?:difficulty|difficulties|trouble|inability|problems?|issues)$/;

const typeOf = (bits: number): PhraseType =>
  bits & (PROBLEM | SIGN) ? 'problem' : bits & TREATMENT ? 'treatment' : 'test';

/** Whether a word of these bits can be in a phrase. */
export const nominal = (bits: number): boolean => (bits & NOMINAL) !== 0 && (bits & STOP) === 0;

/** "difficulty climbing stairs", "trouble with swallowing": the end of what is hard to do, or `at` itself. */
export function activity(scan: Scan, at: number): number {
  let i = at + 1;
  if (/^(?:in|with|to)$/.test(wordAt(scan, i))) i++;
  const verb = wordAt(scan, i);
  if (!(verb.endsWith('ing') || wordAt(scan, i - 1) === 'to') || !/\p{L}/u.test(verb)) return at;
  let next = i + 1;
  while (bitsAt(scan, next) & DETERMINER) next++;
  const bits = bitsAt(scan, next);
  return bits & (UNKNOWN | FUNCTION | ANATOMY) && !(bits & (STOP | HEAD)) ? next : i;
}

const label = /^(?:surgery|operation|procedure|anaesthesia|anesthesia|treatment|medication|therapy)s?$/;

/** Whether a unit is a number, or the mark behind one ("4+"). */
const counts = (scan: Scan, unit: number): boolean =>
  (bitsAt(scan, unit) & NUMBER) !== 0 ||
  (wordAt(scan, unit) === '+' && (bitsAt(scan, unit - 1) & NUMBER) !== 0);

/** Whether a word with a capital stands behind a name of no medical sense, as in the names of general practices. */
function isPlace({ units, tokens }: Scan, at: number): boolean {
  const [before, unit] = [units[at - 1], units[at]];
  if (!before || !unit || before.first !== before.last || !(before.bits & (UNKNOWN | STOP))) return false;
  return [before, unit].every(({ first }) => /^\p{Lu}\p{Ll}/u.test((tokens[first] as Token).text));
}

/** The head of a run, if it has one: the unit that ends the phrase, and the type of the whole. */
export function headOf(scan: Scan, from: number, to: number): Head | undefined {
  const { units, tokens } = scan;
  for (let i = to; i >= from; i--) {
    const { bits, last } = units[i] as Unit;
    let before = 0;
    let modified = false;
    for (let j = from; j < i; j++) {
      const b = bitsAt(scan, j);
      before |= b;
      if (
        nominal(b) &&
        !generic.has(wordAt(scan, j)) &&
        !(b & UNKNOWN && /(?:ing|ed|ly)$/.test(wordAt(scan, j)))
      )
        modified = true;
    }
    const abnormal =
      bits & ANATOMY
        ? before & (ABNORMAL | SIGN)
        : bits & FUNCTION
          ? before & (ABNORMAL | SIGN | QUANTITY)
          : 0;
    if (abnormal && !(bits & (PROBLEM | TREATMENT))) return { unit: i, type: 'problem', sure: 0.6 };
    if (!(bits & HEAD)) continue;
    const word = wordAt(scan, i);
    if (bits & VALUE && !valueFollows(tokens, last)) continue;
    // "HD 5" is a day in hospital; "two episodes of" leaves the naming to what follows.
    if (word === 'hd' && /^(?:#|\d+)$/.test(wordAt(scan, i + 1))) continue;
    // "5 METs" measure effort; "Anesthesia:" is a label; "the Mill Lane Surgery" is a place.
    if (word === 'mets' && counts(scan, i - 1)) continue;
    if (label.test(word) && from === i && wordAt(scan, i + 1) === ':') continue;
    if (word === 'surgery' && isPlace(scan, i)) continue;
    if (/^episodes?$/.test(word) && wordAt(scan, i + 1) === 'of') continue;
    if (bits & WEAK && !modified) {
      // "removal of her gallbladder", "difficulty breathing"
      const carries =
        (bits & TREATMENT && wordAt(scan, i + 1) === 'of' && operation.test(word)) ||
        (hard.test(word) && activity(scan, i) > i);
      if (!carries) continue;
    }
    const drug = bits & TEST && (doseFollows(scan, i) || (salt.test(wordAt(scan, i)) && before & TREATMENT));
    // What is both is a test before a value, else a drug.
    const measured = bits & TEST && bits & TREATMENT && valueFollows(tokens, last);
    const type = drug ? 'treatment' : measured ? 'test' : typeOf(bits);
    if (type === 'test' && before & QUANTITY) return { unit: i, type: 'problem', sure: 0.7 };
    return { unit: i, type, sure: bits & WEAK ? 0.65 : bits & LISTED ? 0.85 : 0.7 };
  }
  return undefined;
}

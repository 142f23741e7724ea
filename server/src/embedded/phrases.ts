import type { SectionKind } from '../note/headings';
import type { Token } from '../note/tokens';
import {
  ABNORMAL,
  ANATOMY,
  CONJUNCTION,
  DETERMINER,
  FUNCTION,
  HEAD,
  LISTED,
  MODIFIER,
  NOMINAL,
  NUMBER,
  PREPOSITION,
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
import { bodyPart, doseFollows, joins, lineShape, type Scan, valueFollows, wordAt } from './shapes';
import type { Unit } from './units';

/** A phrase that names something; indices of tokens, `last` inclusive. */
export interface Phrase {
  readonly first: number;
  readonly last: number;
  readonly type: 'problem' | 'test' | 'treatment';
  readonly confidence: number;
}

/** A phrase as the scan knows it: by indices of units, both inclusive. */
interface Draft {
  first: number;
  last: number;
  type: Phrase['type'];
  sure: number;
}

/** No phrase is longer than this many units to either side of its head: what goes on and on is no phrase. */
const LONG = 16;

const measure = /^(?:mm|cm|m|pound|pounds|lb|lbs|kg|inch|inches|view|day|week|hour)$/;
// Words that say too little of a weak head for it to be a name: "other problems", "prior study".
const generic = new Set(
  'other another multiple several many significant similar known medical physical additional further current own prior previous old final complete first second third last any more most new certain different interval various specific particular usual initial long recent chronic minor major possible definite clinical relevant associated related underlying few'.split(
    ' ',
  ),
);
const connects =
  /^(?:of|in|on|at|over|around|along|across|within|throughout|behind|under|inside|near|involving|from)$/;
const operation =
  /^(?:removal|repair|excision|resection|placement|insertion|implantation|revision|amputation|ablation|replacement|reconstruction|reduction|fixation|fusion|decompression|closure|ligation|embolization|evacuation|debridement|release|exchange|extraction)s?$/;
// "levothyroxine sodium" is a drug.
const salt = /^(?:sodium|potassium|calcium|magnesium|phosphate|chloride|citrate)$/;
// "a change in vision", "a flare of arthritis": the noun goes with what follows.
const ofFunction =
  /^(?:changes?|increase|decrease|alterations?|decline|elevations?|rise|drop|worsening|lack|loss|impairment|deterioration)$/;
const ofProblem =
  /^(?:flares?|up|sensations?|feelings?|exacerbations?|onset|progression|recurrence|worsening|increase|attacks?|bouts?)$/;

const bitsAt = (scan: Scan, unit: number): number => scan.units[unit]?.bits ?? 0;

const typeOf = (bits: number): Phrase['type'] =>
  bits & (PROBLEM | SIGN) ? 'problem' : bits & TREATMENT ? 'treatment' : 'test';

const nominal = (bits: number): boolean => (bits & NOMINAL) !== 0 && (bits & STOP) === 0;

/** The last unit of the run of nominal units that starts at `from`. */
function runEnd(scan: Scan, from: number): number {
  let end = from;
  let head = false;
  const limit = Math.min(scan.units.length, from + LONG);
  for (let i = from; i < limit; i++) {
    const bits = bitsAt(scan, i);
    if (nominal(bits)) {
      // "creatinine elevated", "Lasix increased": behind a head it tells, it does not modify.
      if (head && bits & (QUANTITY | ABNORMAL) && wordAt(scan, i).endsWith('ed') && !joins(scan, i - 1))
        break;
      if (bits & HEAD && !(bits & WEAK)) head = true;
      end = i;
    } else if (joins(scan, i) && bitsAt(scan, i + 1) & (NOMINAL | NUMBER)) {
      // goes on behind the hyphen
    } else if (bits & NUMBER && (joins(scan, i - 1) || joins(scan, i + 1))) {
      end = i;
    } else if (
      bits & CONJUNCTION &&
      !head &&
      bitsAt(scan, i - 1) & (ANATOMY | MODIFIER) &&
      bitsAt(scan, i + 1) & (ANATOMY | MODIFIER) &&
      nominal(bitsAt(scan, i + 1))
    ) {
      // "cervical or axillary lymphadenopathy"
    } else break;
  }
  return end;
}

/** The head of a run, if it has one: the unit that ends the phrase, and the type of the whole. */
function headOf(
  scan: Scan,
  from: number,
  to: number,
): { unit: number; type: Phrase['type']; sure: number } | undefined {
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
    if (bits & VALUE && !valueFollows(tokens, last)) continue;
    if (bits & WEAK && !modified) {
      // "removal of her gallbladder", "difficulty breathing"
      const word = wordAt(scan, i);
      const carries =
        (bits & TREATMENT && wordAt(scan, i + 1) === 'of' && operation.test(word)) ||
        (hard.test(word) && activity(scan, i) > i);
      if (!carries) continue;
    }
    const drug = bits & TEST && (doseFollows(scan, i) || (salt.test(wordAt(scan, i)) && before & TREATMENT));
    const type = drug ? 'treatment' : typeOf(bits);
    if (type === 'test' && before & QUANTITY) return { unit: i, type: 'problem', sure: 0.7 };
    return { unit: i, type, sure: bits & WEAK ? 0.65 : bits & LISTED ? 0.85 : 0.7 };
  }
  return undefined;
}

const hard = /^(?:difficulty|difficulties|trouble|inability|problems?|issues)$/;

/** "difficulty climbing stairs", "trouble with swallowing": the end of what is hard to do, or `at` itself. */
function activity(scan: Scan, at: number): number {
  let i = at + 1;
  if (/^(?:in|with|to)$/.test(wordAt(scan, i))) i++;
  const verb = wordAt(scan, i);
  if (!(verb.endsWith('ing') || wordAt(scan, i - 1) === 'to') || !/\p{L}/u.test(verb)) return at;
  let next = i + 1;
  while (bitsAt(scan, next) & DETERMINER) next++;
  const bits = bitsAt(scan, next);
  return bits & (UNKNOWN | FUNCTION | ANATOMY) && !(bits & (STOP | HEAD)) ? next : i;
}

function capitalised(scan: Scan, unit: number): boolean {
  const token = scan.tokens[(scan.units[unit] as Unit).first] as Token;
  return token.text !== token.lower;
}

/** The left edge of a phrase: unknown words without an article and verbs that look like nouns do not belong. */
function leftEdge(
  scan: Scan,
  from: number,
  head: { unit: number; type: Phrase['type'] },
  article: boolean,
): number {
  let start = from;
  while (start < head.unit) {
    const bits = bitsAt(scan, start);
    if (head.type === 'treatment' && bits & (ABNORMAL | QUANTITY)) {
      start++;
      continue;
    }
    const verb = bits & WEAK && !(bits & (MODIFIER | ANATOMY));
    if (article || !(verb || bits & UNKNOWN || bits === 0)) break;
    const keeps = capitalised(scan, start) || !/(?:ing|ed|ly)$/.test(wordAt(scan, start));
    if (bits & UNKNOWN && keeps && bitsAt(scan, head.unit) & WEAK && start >= head.unit - 2) break;
    if (bits & UNKNOWN && joins(scan, start + 1)) break;
    start++;
  }
  return start;
}

/** Builds the phrase of a run of units: its left edge, its head, what follows the head. */
function compose(scan: Scan, counted: number, from: number, determiner: number): Draft | undefined {
  const head = headOf(scan, from, runEnd(scan, from));
  if (!head) return undefined;
  const { type } = head;
  let first = leftEdge(scan, from, head, determiner >= 0);
  if (first === from) {
    if (counted < from && type !== 'treatment') first = counted;
    if (determiner >= 0) first = determiner;
  }
  let last = head.unit;
  if (type === 'problem') {
    // "diabetes type 2", "CKD stage 3", "hepatitis C"
    const after = wordAt(scan, last + 1);
    if (/^(?:type|stage|grade|class)$/.test(after) && bitsAt(scan, last + 2) & (NUMBER | MODIFIER)) last += 2;
    else if (/^[a-e]$/.test(after) && wordAt(scan, last) === 'hepatitis') last++;
    if (hard.test(wordAt(scan, last))) last = activity(scan, last);
  }
  const sign = bitsAt(scan, head.unit) & SIGN && !(bitsAt(scan, head.unit) & PROBLEM);
  for (let n = 0; n < 2 && !sign; n++) {
    if (!(bitsAt(scan, last + 1) & PREPOSITION)) break;
    const joint = wordAt(scan, last + 1);
    if (!(type === 'problem' ? connects.test(joint) || (joint === 'to' && n === 0) : joint === 'of')) break;
    const part = bodyPart(scan, last + 1);
    if (part < 0) break;
    last = part;
  }
  return { first, last, type, sure: head.sure };
}

/** "an increase in flow", "a flare of arthritis": the phrase around the preposition at `at`. */
function relational(scan: Scan, at: number, previous: Draft | undefined): Draft | undefined {
  const word = wordAt(scan, at - 1);
  const course = /^courses?$/.test(word);
  if (!(course || ofFunction.test(word) || ofProblem.test(word))) return undefined;
  let from = at + 1;
  while (bitsAt(scan, from) & DETERMINER) from++;
  if (!nominal(bitsAt(scan, from))) return undefined;
  const inner = compose(scan, from, from, -1);
  let last: number;
  if (inner && inner.first === from && inner.type === 'problem' && ofProblem.test(word)) last = inner.last;
  else if (inner && course && inner.type === 'treatment') last = inner.last;
  else if (ofFunction.test(word) && (!inner || inner.type === 'test')) {
    const end = runEnd(scan, from);
    if (!(bitsAt(scan, end) & (FUNCTION | TEST | ANATOMY))) return undefined;
    last = end;
  } else return undefined;
  let first = at - 1;
  const floor = previous ? previous.last : -1;
  if (previous && previous.last === at - 1) ({ first } = previous);
  else {
    while (first - 1 > floor && bitsAt(scan, first - 1) & (MODIFIER | ABNORMAL | QUANTITY)) first--;
    while (first - 1 > floor && bitsAt(scan, first - 1) & DETERMINER) first--;
  }
  return { first, last, type: course ? 'treatment' : 'problem', sure: 0.6 };
}

/** Where the phrase starts that a number at `i` counts or measures ("a 9 mm hypodensity"), or -1. */
function afterNumber(scan: Scan, i: number): number {
  let j = i + 1;
  while (j < i + LONG && (joins(scan, j) || bitsAt(scan, j) & NUMBER || wordAt(scan, j) === 'x')) j++;
  if (measure.test(wordAt(scan, j))) {
    j++;
    if (joins(scan, j)) j++;
    if (wordAt(scan, j) === 'of') j++;
  } else if (j === i + 1 && !(bitsAt(scan, i) & LISTED)) return -1;
  return nominal(bitsAt(scan, j)) ? j : -1;
}

/** The phrases of a sentence, in order, not overlapping. Linear in its length. */
export function phrasesOf(tokens: readonly Token[], units: readonly Unit[], section: SectionKind): Phrase[] {
  const scan: Scan = { tokens, units };
  const found: Draft[] = [];
  let determiner = -1;
  for (let i = 0; i < units.length; i++) {
    const bits = bitsAt(scan, i);
    if (bits & DETERMINER) {
      if (determiner < 0 || i !== determiner + 1) determiner = i;
      continue;
    }
    let draft: Draft | undefined;
    let next = i;
    if (nominal(bits)) {
      const shape = bits & UNKNOWN ? lineShape(scan, i, section) : undefined;
      draft = shape ? { first: i, last: i, type: shape, sure: 0.5 } : compose(scan, i, i, determiner);
      next = draft ? draft.last : runEnd(scan, i);
      // What follows a preposition behind the run may belong to it, so the run is not skipped when it ends in one.
    } else if (bits & NUMBER) {
      const from = afterNumber(scan, i);
      if (from >= 0) {
        draft = compose(scan, i, from, determiner);
        next = draft ? draft.last : runEnd(scan, from);
      }
    } else if (bits & PREPOSITION && i > 0) {
      draft = relational(scan, i, found.at(-1));
      if (draft) {
        next = draft.last;
        if (found.length > 0 && (found.at(-1) as Draft).last >= draft.first) found.pop();
      } else if (wordAt(scan, i + 1) === 'that') {
        determiner = i + 1;
        i++;
        continue;
      }
    }
    determiner = -1;
    if (draft) found.push(draft);
    i = next;
  }
  return found.map(({ first, last, type, sure }) => ({
    first: (units[first] as Unit).first,
    last: (units[last] as Unit).last,
    type,
    confidence: sure,
  }));
}

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
  TEST,
  UNKNOWN,
  WEAK,
} from './classes';
import { activity, type Head, hard, headOf, nominal, type PhraseType } from './heads';
import { lookUp } from './lexicon';
import { bitsAt, bodyPart, joins, lineShape, type Scan, valueFollows, wordAt } from './shapes';
import type { Unit } from './units';

/** A phrase that names something; indices of tokens, `last` inclusive. */
export interface Phrase {
  readonly first: number;
  readonly last: number;
  readonly type: PhraseType;
  readonly confidence: number;
}

/** A phrase as the scan knows it: by indices of units, both inclusive. */
interface Draft {
  first: number;
  last: number;
  type: PhraseType;
  sure: number;
}

/** No phrase is longer than this many units to either side of its head: what goes on and on is no phrase. */
const LONG = 16;

const measure = /^(?:mm|cm|m|pound|pounds|lb|lbs|kg|inch|inches|view|day|week|hour)$/;
const connects =
  /^(?:of|in|on|at|over|around|along|across|within|throughout|behind|under|inside|near|involving|from)$/;
const supplement = /^(?:calcium|magnesium|potassium|sodium|iron|folate|zinc|phosphate|phosphorus|b12)$/;
// "a change in vision", "a flare of arthritis": the noun goes with what follows.
const ofFunction =
  /^(?:changes?|increase|decrease|alterations?|decline|elevations?|rise|drop|worsening|lack|loss|impairment|deterioration)$/;
const ofProblem =
  /^(?:flares?|up|sensations?|feelings?|exacerbations?|onset|progression|recurrence|worsening|increase|attacks?|bouts?)$/;

/** Whether a number is part of a word by a hyphen: "pre-2", "5-minute"; not one of a fraction or range. */
const hyphenated = (scan: Scan, i: number): boolean =>
  (joins(scan, i - 1) && wordAt(scan, i - 1) !== '/' && !(bitsAt(scan, i - 2) & NUMBER)) ||
  (joins(scan, i + 1) && wordAt(scan, i + 1) !== '/' && nominal(bitsAt(scan, i + 2)));

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
      // "CHF EF 25%": a test with its value behind a problem is a phrase of its own.
      if (
        bits & TEST &&
        !(bits & (WEAK | MODIFIER)) &&
        end === i - 1 &&
        bitsAt(scan, end) & PROBLEM &&
        !(bitsAt(scan, end) & (WEAK | MODIFIER)) &&
        valueFollows(scan.tokens, (scan.units[i] as Unit).last)
      )
        break;
      if (bits & HEAD && !(bits & WEAK)) head = true;
      end = i;
    } else if (joins(scan, i) && bitsAt(scan, i + 1) & (NOMINAL | NUMBER)) {
      // goes on behind the hyphen
    } else if (bits & NUMBER && hyphenated(scan, i)) {
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

function capitalised(scan: Scan, unit: number): boolean {
  const token = scan.tokens[(scan.units[unit] as Unit).first] as Token;
  return token.text !== token.lower;
}

/** The left edge of a phrase: unknown words without an article and verbs that look like nouns do not belong. */
function leftEdge(scan: Scan, from: number, head: Pick<Head, 'unit' | 'type'>, article: boolean): number {
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
    const degree =
      bitsAt(scan, last + 2) & (NUMBER | MODIFIER) || /^(?:i{1,3}|iv|v)[a-c]?$/.test(wordAt(scan, last + 2));
    if (degree && /^(?:type|stage|grade|class)$/.test(after)) last += 2;
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
  if (type === 'test') last = regions(scan, last);
  return { first, last, type, sure: head.sure };
}

/** "CT abdomen and pelvis", "CT chest, abdomen, and pelvis": the end of the list of regions, or `last`. */
function regions(scan: Scan, last: number): number {
  const comma = wordAt(scan, last + 1) === ',';
  if (!comma && !(bitsAt(scan, last + 1) & CONJUNCTION)) return last;
  const end = (scan.units[last] as Unit).last;
  if (!(lookUp(scan.tokens[end] as Token).bits & ANATOMY)) return last;
  const part = bodyPart(scan, last + 1);
  if (!comma) return part < 0 ? last : part;
  for (let i = last + 2; i < part; i++) if (bitsAt(scan, i) & CONJUNCTION) return part;
  return last;
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
  // A date or a range does not count what follows it; "2/6" grades a murmur.
  const slash = wordAt(scan, j) === '/';
  if (slash && (wordAt(scan, i).length > 1 || wordAt(scan, j + 1).length > 1)) return -1;
  while (j < i + LONG && (joins(scan, j) || bitsAt(scan, j) & NUMBER || wordAt(scan, j) === 'x')) j++;
  if (measure.test(wordAt(scan, j))) {
    j++;
    if (joins(scan, j)) j++;
    if (wordAt(scan, j) === 'of' && /^[cm]?m$/.test(wordAt(scan, j - 1))) j++;
  } else if (j === i + 1 && !(bitsAt(scan, i) & LISTED)) return -1;
  return nominal(bitsAt(scan, j)) ? j : -1;
}

// What is a finding in an image is a step of an operation where somebody brings it about.
const brought = new Map([
  [
    'pneumoperitoneum',
    /^(?:insufflat|desufflat|establish|achiev|creat|maintain|obtain|releas|evacuat|induc|trocar|veress|mmhg|laparoscop)/,
  ],
]);

/** Whether the problem that a unit names is brought about on purpose, as its sentence tells. */
function byDesign(scan: Scan, unit: number): boolean {
  const how = brought.get(wordAt(scan, unit));
  return how !== undefined && scan.units.some((_, i) => how.test(wordAt(scan, i)));
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
    if (draft) {
      // What is a value in the blood is a drug in a list of drugs.
      if (section === 'medications' && draft.type === 'test' && supplement.test(wordAt(scan, draft.last)))
        draft.type = 'treatment';
      if (draft.type === 'problem' && byDesign(scan, draft.last)) draft.type = 'treatment';
      found.push(draft);
    }
    i = next;
  }
  return found.map(({ first, last, type, sure }) => ({
    first: (units[first] as Unit).first,
    last: (units[last] as Unit).last,
    type,
    confidence: sure,
  }));
}

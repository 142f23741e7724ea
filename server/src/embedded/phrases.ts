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
  TREATMENT,
  UNKNOWN,
  VALUE,
  WEAK,
} from './classes';
import { isJoiner, lookUp, type TermNode } from './lexicon';

/** A term or a single token; `first` and `last` are indices of tokens, both inclusive. */
export interface Unit {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** A phrase that names something; indices of tokens, `last` inclusive. */
export interface Phrase {
  readonly first: number;
  readonly last: number;
  readonly type: 'problem' | 'test' | 'treatment';
  readonly confidence: number;
}

const BREAK = STOP;
const possessive = /^(?:['’]s|['’])$/;

/** The longest term that starts at a token: the index of its last token, and what it is. */
function longest(
  tokens: readonly Token[],
  at: number,
  to: number,
  node: TermNode | undefined,
): { last: number; bits: number } | undefined {
  let found: { last: number; bits: number } | undefined;
  let level = node?.next;
  let i = at + 1;
  while (level && i < to) {
    let token = tokens[i] as Token;
    // "x-ray", "Parkinson's" and "parkinson 's" are the terms "x ray" and "parkinson".
    if (token.kind === 'symbol' && (isJoiner(token) || possessive.test(token.text))) {
      i++;
      if (i >= to) break;
      token = tokens[i] as Token;
      if (token.lower === 's' && possessive.test((tokens[i - 1] as Token).text)) {
        i++;
        if (i >= to) break;
        token = tokens[i] as Token;
      }
    }
    const next: TermNode | undefined = level.get(token.lower);
    if (!next) break;
    if (next.bits) found = { last: i, bits: next.bits };
    level = next.next;
    i++;
  }
  return found;
}

/** The end of the placeholder `[**…**]` that opens at a token, or -1. */
function placeholderEnd(tokens: readonly Token[], at: number, to: number): number {
  if (tokens[at]?.text !== '[' || tokens[at + 1]?.text !== '*' || tokens[at + 2]?.text !== '*') return -1;
  for (let i = at + 3; i < to; i++) {
    if (tokens[i]?.text === ']' && tokens[i - 1]?.text === '*') return i;
  }
  return to - 1;
}

/** Cuts the tokens `[from, to)` into terms and single words. */
export function unitsOf(tokens: readonly Token[], from: number, to: number): Unit[] {
  const units: Unit[] = [];
  for (let i = from; i < to; i++) {
    const token = tokens[i] as Token;
    if (token.kind === 'symbol') {
      const end = token.text === '[' ? placeholderEnd(tokens, i, to) : -1;
      units.push({ first: i, last: end < 0 ? i : end, bits: 0 });
      if (end >= 0) i = end;
      continue;
    }
    if (token.kind === 'number') {
      const term = longest(tokens, i, to, lookUp(token).node);
      units.push(term ? { first: i, last: term.last, bits: term.bits } : { first: i, last: i, bits: NUMBER });
      if (term) i = term.last;
      continue;
    }
    const word = lookUp(token);
    const term = word.node?.next ? longest(tokens, i, to, word.node) : undefined;
    if (term) {
      units.push({ first: i, last: term.last, bits: term.bits });
      i = term.last;
      continue;
    }
    // "the patient's", "Mr. Smith's": what follows belongs to someone.
    const next = tokens[i + 1];
    const owner =
      !(word.bits & HEAD) &&
      (/['’]s$/.test(token.lower) ||
        (next !== undefined && i + 2 < to && possessive.test(next.text) && tokens[i + 2]?.lower === 's'));
    if (
      owner &&
      word.bits & (STOP | UNKNOWN) &&
      !/^(?:that|it|there|he|she|what|let)['’]?s?$/.test(token.lower)
    ) {
      const apart = !/['’]s$/.test(token.lower);
      const capital = token.text !== token.lower;
      // A capitalised owner is a name or an eponym and goes into the phrase; "patient's" is a determiner.
      units.push({
        first: i,
        last: apart ? i + 2 : i,
        bits: word.bits & STOP || !capital ? DETERMINER : UNKNOWN,
      });
      if (apart) i += 2;
      continue;
    }
    units.push({ first: i, last: i, bits: word.bits });
  }
  return units;
}

const measure = /^(?:mm|cm|m|pound|pounds|lb|lbs|kg|inch|inches|view|day|week|hour)$/;
const doseUnit =
  /^(?:mg|mcg|g|gm|gram|grams|ml|meq|units?|iu|tab|tabs|tablets?|caps?|capsules?|puffs?|drops?|cc|µg|ug|u|%)$/;
const partOf =
  /^(?:episodes?|bouts?|sensations?|feelings?|flares?|attacks?|exacerbations?|onset|worsening|progression|recurrence|recurrences|mm|cm|foci|focus|areas?|degrees?|loss|history)$/;
const counted = /^(?:one|two|three|four|five|six|seven|eight|nine|ten)$/;
const connects =
  /^(?:of|in|on|at|over|around|along|across|within|throughout|behind|under|inside|near|involving)$/;

/** What the scan over the units of one sentence needs at hand. */
interface Scan {
  readonly tokens: readonly Token[];
  readonly units: readonly Unit[];
}

const lower = (scan: Scan, unit: number): string => {
  const u = scan.units[unit];
  return u ? (scan.tokens[u.last] as Token).lower : '';
};

const bitsAt = (scan: Scan, unit: number): number => scan.units[unit]?.bits ?? 0;

/** Whether a unit is a hyphen that joins the words around it, or a slash without space. */
function joins(scan: Scan, unit: number): boolean {
  const u = scan.units[unit];
  if (!u || u.bits !== 0 || u.first !== u.last) return false;
  const token = scan.tokens[u.first] as Token;
  if (!isJoiner(token) && token.text !== '/') return false;
  const before = scan.tokens[u.first - 1];
  const after = scan.tokens[u.first + 1];
  if (!before || !after) return false;
  if (before.end === token.start && after.start === token.end) return true;
  // A text cut into tokens has space around its hyphens; only a known word part is believed then.
  return (
    isJoiner(token) &&
    before.end + 1 === token.start &&
    /^(?:non|pre|post|low|high|left|right|self|well|mid|anti|semi|multi|re|co|end|one|two|three|full|half|long|short|new|ill|follow)$/.test(
      before.lower,
    )
  );
}

/** Whether a value follows a unit: "K 3.4", "HR: 98", "INR of 6". */
export function valueFollows(tokens: readonly Token[], last: number, to: number): boolean {
  for (let i = last + 1; i < Math.min(to, last + 4); i++) {
    const token = tokens[i] as Token;
    if (token.kind === 'number') return true;
    if (!/^(?::|=|of|is|was|at|in|the|-|−|>|<|~|\+)$/.test(token.lower)) return false;
  }
  return false;
}

const typeOf = (bits: number): Phrase['type'] =>
  bits & (PROBLEM | SIGN) ? 'problem' : bits & TREATMENT ? 'treatment' : 'test';

/** The last unit of a phrase that starts a run of nominal units at `from`, and where the run ends. */
function runEnd(scan: Scan, from: number): number {
  let end = from;
  let head = false;
  for (let i = from; i < scan.units.length; i++) {
    const bits = bitsAt(scan, i);
    if (bits & NOMINAL && !(bits & STOP)) {
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
      !(bitsAt(scan, i + 1) & STOP)
    ) {
      // "cervical or axillary lymphadenopathy"
    } else break;
  }
  return end;
}

/** The head of a run, if it has one: the unit that ends the phrase and the type of the whole. */
function headOf(
  scan: Scan,
  from: number,
  to: number,
): { unit: number; type: Phrase['type']; sure: number } | undefined {
  const { units, tokens } = scan;
  for (let i = to; i >= from; i--) {
    const { bits, last } = units[i] as Unit;
    // Does anything abnormal stand before this unit?
    let abnormal = 0;
    let modified = false;
    for (let j = from; j < i; j++) {
      const b = bitsAt(scan, j);
      if (b & (ABNORMAL | SIGN)) abnormal |= b;
      if (b & NOMINAL) modified = true;
    }
    if (bits & (ANATOMY | FUNCTION) && !(bits & (PROBLEM | TREATMENT)) && abnormal & (ABNORMAL | SIGN)) {
      return { unit: i, type: 'problem', sure: 0.6 };
    }
    if (!(bits & HEAD)) continue;
    if (bits & VALUE && !valueFollows(tokens, last, tokens.length)) continue;
    if (bits & WEAK && !modified) continue;
    const type = typeOf(bits);
    if (type === 'test' && abnormal & QUANTITY) return { unit: i, type: 'problem', sure: 0.7 };
    return { unit: i, type, sure: bits & WEAK ? 0.65 : bits & LISTED ? 0.85 : 0.7 };
  }
  return undefined;
}

/** The end of a phrase "of the left leg" that starts at a preposition, or -1 where it names no body part. */
function bodyPart(scan: Scan, at: number): number {
  const { units } = scan;
  let i = at + 1;
  while (bitsAt(scan, i) & DETERMINER) i++;
  let end = -1;
  for (; i < units.length; i++) {
    const bits = bitsAt(scan, i);
    if (bits & STOP) {
      const more =
        bits & CONJUNCTION && end >= 0 && (bitsAt(scan, i + 1) & (DETERMINER | MODIFIER | ANATOMY)) !== 0;
      if (!more) break;
      // "and pelvis" belongs here only when what follows names a body part and nothing else.
      const rest = bodyPart(scan, i);
      return rest < 0 ? end : rest;
    }
    if (bits & HEAD && !(bits & ANATOMY)) {
      if (bits & (MODIFIER | FUNCTION)) continue;
      return -1;
    }
    if (bits & ANATOMY) end = i;
    else if (joins(scan, i)) continue;
    else if (!(bits & (MODIFIER | ABNORMAL | UNKNOWN | NUMBER | FUNCTION))) break;
  }
  return end;
}

const bounded = (scan: Scan, unit: number): number => (scan.units[unit] as Unit).last;

/** The phrases of a sentence, in order, not overlapping. */
export function phrasesOf(tokens: readonly Token[], units: readonly Unit[], section: SectionKind): Phrase[] {
  void section;
  const scan: Scan = { tokens, units };
  const found: Phrase[] = [];
  let determiner = -1;
  for (let i = 0; i < units.length; i++) {
    const bits = bitsAt(scan, i);
    if (bits & DETERMINER) {
      if (determiner < 0 || i !== determiner + 1) determiner = i;
      continue;
    }
    const number = bits & NUMBER;
    if ((!(bits & NOMINAL) || bits & STOP) && !number) {
      // "the patient's": the article before an owner counts; any other word closes what was open.
      determiner = -1;
      continue;
    }
    let from = i;
    if (number) {
      // "a 9 mm hypodensity", "2/6 systolic murmur", "24-hour urine"
      let j = i + 1;
      while (joins(scan, j) || bitsAt(scan, j) & NUMBER || lower(scan, j) === 'x') j++;
      if (measure.test(lower(scan, j))) {
        j++;
        if (joins(scan, j)) j++;
        if (lower(scan, j) === 'of') j++;
      } else if (j === i + 1) {
        determiner = -1;
        continue;
      }
      if (!(bitsAt(scan, j) & NOMINAL) || bitsAt(scan, j) & STOP) {
        determiner = -1;
        i = Math.max(i, j - 1);
        continue;
      }
      from = j;
    }
    const to = runEnd(scan, from);
    const phrase = compose(scan, number ? i : from, from, to, determiner);
    determiner = -1;
    if (phrase) {
      found.push(phrase.phrase);
      i = phrase.unit;
    } else i = to;
  }
  return found;
}

/** Builds the phrase of a run of units: its left edge, its head, what follows the head. */
function compose(
  scan: Scan,
  counted_: number,
  from: number,
  to: number,
  determiner: number,
): { phrase: Phrase; unit: number } | undefined {
  const { units, tokens } = scan;
  const head = headOf(scan, from, to);
  if (!head) return undefined;
  let start = from;
  const has = determiner >= 0;
  // Words at the left edge that do not belong: unknown ones without an article, verbs that look like nouns.
  while (start < head.unit) {
    const bits = bitsAt(scan, start);
    const weak = bits & WEAK && !(bits & (MODIFIER | ANATOMY));
    if (has || !(weak || bits & UNKNOWN || bits === 0)) break;
    if (bits & UNKNOWN && capitalised(scan, start) && bitsAt(scan, head.unit) & WEAK) break;
    if (bits & UNKNOWN && joins(scan, start + 1)) break;
    start++;
  }
  if (head.type === 'treatment') {
    while (start < head.unit && bitsAt(scan, start) & ABNORMAL) start++;
  }
  let first = start;
  if (counted_ < from && start === from && head.type !== 'treatment') first = counted_;
  if (has && (first === from || first === counted_)) first = determiner;
  let end = head.unit;
  let { type } = head;
  // "hepatitis C", "diabetes type 2", "CKD stage 3"
  const after = lower(scan, end + 1);
  if (
    type === 'problem' &&
    /^(?:type|stage|grade|class)$/.test(after) &&
    bitsAt(scan, end + 2) & (NUMBER | MODIFIER)
  )
    end += 2;
  else if (type === 'problem' && /^[a-e]$/.test(after) && lower(scan, end) === 'hepatitis') end++;
  if (
    type === 'problem' &&
    /^(?:difficulty|difficulties|trouble|inability|problems?)$/.test(lower(scan, end))
  ) {
    end = activity(scan, end);
  }
  for (let n = 0; n < 2; n++) {
    const joint = lower(scan, end + 1);
    const wanted = type === 'problem' ? connects.test(joint) || (joint === 'to' && n === 0) : joint === 'of';
    if (!wanted || !(bitsAt(scan, end + 1) & PREPOSITION)) break;
    const part = bodyPart(scan, end + 1);
    if (part < 0) break;
    end = part;
  }
  // "an episode of syncope", "3 mm of midline shift"
  if (lower(scan, end + 1) === 'of' && partOf.test(lower(scan, end)) && type === 'problem') {
    let next = end + 2;
    while (bitsAt(scan, next) & DETERMINER) next++;
    if (bitsAt(scan, next) & NOMINAL && !(bitsAt(scan, next) & STOP)) {
      const inner = compose(scan, next, next, runEnd(scan, next), -1);
      if (inner && inner.phrase.type === 'problem') {
        end = inner.unit;
        type = 'problem';
      }
    }
  }
  return {
    phrase: {
      first: (units[first] as Unit).first,
      last: bounded(scan, end),
      type,
      confidence: head.sure,
    },
    unit: end,
  };

  function capitalised(s: Scan, unit: number): boolean {
    const token = tokens[(s.units[unit] as Unit).first] as Token;
    return token.text !== token.lower;
  }
}

/** "difficulty climbing stairs", "trouble with swallowing": the end of what is hard to do. */
function activity(scan: Scan, at: number): number {
  let i = at + 1;
  if (/^(?:in|with|to)$/.test(lower(scan, i))) i++;
  const verb = lower(scan, i);
  if (!verb.endsWith('ing') && lower(scan, i - 1) !== 'to') return at;
  let end = i;
  let next = i + 1;
  while (bitsAt(scan, next) & DETERMINER) next++;
  const bits = bitsAt(scan, next);
  if (bits & (UNKNOWN | FUNCTION | ANATOMY) && !(bits & (STOP | HEAD))) end = next;
  return end;
}

export { BREAK, counted, doseUnit };

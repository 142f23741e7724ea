import type { Assertion } from '../annotation/schema';
import type { SectionKind } from '../note/headings';
import type { Token } from '../note/tokens';
import { cuesOf, type Range } from './cues';
import { fieldOf, reach } from './scope';

// After ConText (Harkema et al., J Biomed Inform 42:839, 2009): cues with a direction, and words that end a scope.
// Which value wins, and that someone else's problem wins over all: Uzuner et al., JAMIA 18:552, 2011.

const relatives = new Set(
  'mother father mom mum mam dad parent parents brother brothers sister sisters sibling siblings son sons daughter daughters child children uncle uncles aunt aunts cousin cousins grandmother grandfather grandparents grandparent wife husband spouse partner twin nephew niece relative relatives roommate coworker boyfriend girlfriend stepfather stepmother mgm mgf pgm pgf'.split(
    ' ',
  ),
);
const owns = new Set(
  'has had have having with died dies deceased on diagnosed suffers suffered developed history hx battled recovering : - –'.split(
    ' ',
  ),
);
const purpose = new Set('for to because when'.split(' '));
const patient = new Set('he she patient pt i'.split(' '));
const reached = new Set('by with from per to'.split(' '));

/** The stretches of a sentence that speak of someone else, as ranges of tokens. */
function othersOf(tokens: readonly Token[], from: number, to: number): Range[] {
  const found: Range[] = [];
  const word = (i: number): string => (i >= from && i < to ? (tokens[i] as Token).lower : '');
  for (let i = from; i < to; i++) {
    const own = word(i).replace(/['’]s$/, '');
    if (word(i) === 'family' || word(i) === 'fh' || word(i) === 'fhx') {
      if (word(i) === 'family' && !/^(?:history|hx|members?)$/.test(word(i + 1))) continue;
      let end = i;
      while (end + 1 < to && !patient.has(word(end + 1))) end++;
      found.push({ first: i, last: end });
      i = end;
      continue;
    }
    if (!relatives.has(own)) continue;
    let before = i - 1;
    while (
      /^(?:his|her|the|a|an|their|my|maternal|paternal|older|younger|elder|own|\d+|-|year|old|one|two|of)$/.test(
        word(before),
      )
    )
      before--;
    // "breast cancer in her mother"
    if (word(before) === 'in') {
      found.push({ first: from, last: i });
      continue;
    }
    const subject = word(i + 1) === 'who' || (word(i + 1) === ',' && word(i + 2) === 'who');
    if (reached.has(word(before)) && !subject) continue;
    if (own !== word(i)) {
      // "her sister's lorazepam for anxiety": what is hers ends where a purpose begins.
      let end = i;
      while (end + 1 < to && end < i + 6 && !purpose.has(word(end + 1))) end++;
      found.push({ first: before + 1, last: end });
      continue;
    }
    let start = -1;
    for (let j = i + 1; j < Math.min(to, i + 12); j++) {
      if (patient.has(word(j))) break;
      if (owns.has(word(j))) {
        start = j;
        break;
      }
      if (
        /^(?:states?|stated|reports?|reported|denies|denied|notes?|noted|says|said|noticed|brought|gave|called)$/.test(
          word(j),
        )
      )
        break;
    }
    if (start < 0) continue;
    let end = start;
    while (end + 1 < to && !patient.has(word(end + 1))) end++;
    found.push({ first: start, last: end });
    i = end;
  }
  return found;
}

const rank: readonly Assertion[] = [
  'present',
  'possible',
  'absent',
  'conditional',
  'hypothetical',
  'associated_with_someone_else',
];

const reactions = new Set('hives rash anaphylaxis angioedema urticaria'.split(' '));
// What is given for such a reaction.
const remedies =
  /^(?:diphenhydramine|benadryl|epinephrine|epipen|hydroxyzine|atarax|cetirizine|loratadine|\w+asone|\w+solone|\w+onide|famotidine)$/;

/** "Sulfa (hives)": a reaction alone in brackets right behind what brings it about. */
function isReaction(tokens: readonly Token[], { first, last }: Range, covered: readonly Range[]): boolean {
  if (tokens[first - 1]?.text !== '(' || tokens[last + 1]?.text !== ')') return false;
  if (!reactions.has(tokens[last]?.lower ?? '') || remedies.test(tokens[first - 2]?.lower ?? ''))
    return false;
  return covered.some((other) => other.last === first - 2);
}

/** Tokens of a sentence that can be an item of a list. */
const BRIEF = 16;

/** What a sentence leaves to the list items below it: "Denies:", "Return for any of these:". */
export type Carry = Assertion | undefined;

/**
 * The assertion of each problem of a sentence.
 * @param tokens of the block
 * @param from the sentence's first token
 * @param to behind its last
 * @param problems ranges of tokens of the sentence's problems, in order
 * @param covered ranges of tokens of all mentions: a cue inside one is part of a name
 * @param carry what an introducing line above says of all its items
 * @param headed whether the section's heading stands in this very block
 */
export function assertionsOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  problems: readonly Range[],
  covered: readonly Range[],
  section: SectionKind,
  carry: Carry,
  headed: boolean,
): Assertion[] {
  // A section goes on until the next heading; prose that follows a list under no heading of its own may be about anything.
  const brief = to - from <= BRIEF;
  const results = problems.map((): Assertion => 'present');
  const raise = (index: number, value: Assertion): void => {
    if (rank.indexOf(value) > rank.indexOf(results[index] as Assertion)) results[index] = value;
  };
  const all = cuesOf(tokens, from, to);
  let c = 0;
  const cues = all.filter((cue) => {
    while (c < covered.length && (covered[c] as Range).last < cue.first) c++;
    const inside = covered[c] !== undefined && (covered[c] as Range).first <= cue.first;
    return !inside || cue.direction === '+';
  });
  const field = fieldOf(tokens, from, to, problems, cues);
  for (const cue of cues) {
    if (cue.category === 'pseudo' || cue.category === 'stop' || cue.category === 'pause') continue;
    if (cue.category === 'advice') {
      const opens = cue.first <= (tokens[cue.first]?.lower === 'should' ? from : from + 2);
      if (!opens && (section !== 'instructions' || tokens[cue.first]?.lower === 'should')) continue;
    }
    const value = cue.category === 'advice' ? 'hypothetical' : cue.category;
    for (const index of reach(field, cue)) raise(index, value);
  }
  // "Follow CK weekly for myopathy": what is watched for.
  for (let i = from; i < Math.min(to, from + 4); i++) {
    if (!/^(?:follow|monitor|trend|watch)$/.test((tokens[i] as Token).lower)) continue;
    for (let j = i + 1; j < Math.min(to, i + 9); j++) {
      if ((tokens[j] as Token).lower !== 'for') continue;
      problems.forEach((problem, index) => {
        if (problem.first === j + 1) raise(index, 'hypothetical');
      });
    }
  }
  problems.forEach((problem, index) => {
    if (tokens[problem.first - 1]?.text === '?' && problem.first - 1 >= from) raise(index, 'possible');
    if (carry) raise(index, carry);
    if (isReaction(tokens, problem, covered)) raise(index, 'conditional');
    if (section === 'allergies' && brief && results[index] === 'present') raise(index, 'conditional');
    if (section === 'family-history' && (brief || headed)) raise(index, 'associated_with_someone_else');
  });
  if (section !== 'family-history' || !(brief || headed)) {
    for (const other of othersOf(tokens, from, to)) {
      problems.forEach((problem, index) => {
        if (other.first <= problem.first && problem.first <= other.last)
          raise(index, 'associated_with_someone_else');
      });
    }
  }
  return results;
}

/**
 * What an introduction, a heading or a sentence with a colon at its end, says of the list below it.
 * @param from its first token
 * @param to behind its last, the colon left out
 */
export function carryOf(tokens: readonly Token[], from: number, to: number, section: SectionKind): Carry {
  let carry: Carry;
  for (const cue of cuesOf(tokens, from, to)) {
    if (cue.direction !== '>') continue;
    const advice = cue.category === 'advice' && (section === 'instructions' || cue.first === from);
    if (cue.category === 'hypothetical' || advice) return 'hypothetical';
    if (cue.category === 'absent') carry = 'absent';
  }
  return carry;
}

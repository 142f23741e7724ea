import type { Assertion } from '../annotation/schema';
import type { SectionKind } from '../note/headings';
import { type Token, tokenize } from '../note/tokens';
import { lines } from './lexicon';
import cueList from './lexicon/cues.txt';

// After ConText (Harkema et al., J Biomed Inform 42:839, 2009): cues with a direction, and words that end a scope.
// Which value wins, and that someone else's problem wins over all: Uzuner et al., JAMIA 18:552, 2011.

type Category =
  | 'absent'
  | 'possible'
  | 'hypothetical'
  | 'conditional'
  | 'advice'
  | 'pseudo'
  | 'stop'
  | 'pause';
type Direction = '>' | '<' | '+';

/** A range of tokens of a sentence; `last` inclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** A cue found in a sentence. */
export interface Cue extends Range {
  readonly category: Category;
  readonly direction: Direction;
}

interface CueNode {
  readonly kinds: { readonly category: Category; readonly direction: Direction }[];
  readonly next: Map<string, CueNode>;
}

const tree = new Map<string, CueNode>();
for (const line of lines(cueList)) {
  const [category, direction, ...phrase] = line.split(' ');
  let level = tree;
  let node: CueNode | undefined;
  for (const { lower } of tokenize(phrase.join(' '))) {
    node = level.get(lower);
    if (!node) {
      node = { kinds: [], next: new Map() };
      level.set(lower, node);
    }
    level = node.next;
  }
  node?.kinds.push({ category: category as Category, direction: direction as Direction });
}

/** The cues among the tokens `[from, to)`: the longest at each place, in order. */
export function cuesOf(tokens: readonly Token[], from: number, to: number): Cue[] {
  const cues: Cue[] = [];
  for (let i = from; i < to; i++) {
    const { lower } = tokens[i] as Token;
    let node = tree.get(lower);
    if (!node) {
      if (/n['’]t$/.test(lower)) cues.push({ first: i, last: i, category: 'absent', direction: '>' });
      else if (lower === ';') cues.push({ first: i, last: i, category: 'stop', direction: '>' });
      continue;
    }
    let best: CueNode | undefined;
    let end = i;
    for (let j = i; node; ) {
      if (node.kinds.length > 0) {
        best = node;
        end = j;
      }
      j++;
      node = j < to ? node.next.get((tokens[j] as Token).lower) : undefined;
    }
    if (!best) continue;
    for (const kind of best.kinds) cues.push({ first: i, last: end, ...kind });
    i = end;
  }
  return cues;
}

const relatives = new Set(
  'mother father mom dad parent parents brother brothers sister sisters sibling siblings son sons daughter daughters child children uncle uncles aunt aunts cousin cousins grandmother grandfather grandparents grandparent wife husband spouse partner twin nephew niece relative relatives roommate coworker boyfriend girlfriend stepfather stepmother mgm mgf pgm pgf'.split(
    ' ',
  ),
);
const owns = new Set(
  'has had have having with died dies deceased diagnosed suffers suffered developed history hx battled recovering of : - – ('.split(
    ' ',
  ),
);
const patient = new Set('he she patient pt i'.split(' '));
const reached = new Set('by with from per to and'.split(' '));

/** The stretches of a sentence that speak of someone else, as ranges of tokens. */
export function othersOf(tokens: readonly Token[], from: number, to: number): Range[] {
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
    if (reached.has(word(before)) && word(before) !== 'and') continue;
    if (own !== word(i)) {
      found.push({ first: i, last: Math.min(to - 1, i + 6) });
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

const auxiliary =
  /^(?:,|and|or|nor|is|are|was|were|has|have|had|been|be|also|now|all|both|:|\(|\)|-|the|any|a|an|not|completely|fully|since|then|initially|eventually|largely|subsequently|had|did|does)$/;
const fresh =
  /^(?:a|an|the|his|her|mild|mildly|moderate|severe|trace|some|has|had|have|with|positive|occasional|but|is|are|was|were)$/;
const finite = /^(?:is|are|was|were|has|have|had|did|does|started|began|continues?|continued|will|would)$/;

// Adjectives that judge what stands before them only where nothing follows that they could belong to.
const predicate =
  /^(?:likely|possible|probable|suspected|questionable|unlikely|absent|negative|neg|equivocal)$/;
const closes = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  return (
    token === undefined ||
    /^(?:[.,:;)?]|and|but|or|although|though|given|at|on|today|now|by|in|for)$/.test(token.lower)
  );
};

/** How far a cue's scope may jump from one mention to the next, in tokens that are not commas and the like. */
const REACH = 8;

/** Which mentions a cue reaches, as indices into `mentions`. */
function reach(
  tokens: readonly Token[],
  mentions: readonly Range[],
  cues: readonly Cue[],
  cue: Cue,
): number[] {
  const reachedMentions: number[] = [];
  const ends = (at: number): boolean =>
    cues.some(
      (other) =>
        other.first <= at &&
        at <= other.last &&
        (other.category === 'stop' || (other.category === 'pause' && cue.category !== 'hypothetical')),
    );
  if (cue.direction !== '<') {
    let previous = cue.last;
    for (let m = 0; m < mentions.length; m++) {
      const mention = mentions[m] as Range;
      if (mention.first <= cue.last) {
        if (cue.direction === '+' && mention.first <= cue.first && cue.last <= mention.last) return [m];
        continue;
      }
      if (cue.direction === '+') return mention.first - cue.last <= 2 ? [m] : [];
      let others = 0;
      for (let i = previous + 1; i < mention.first; i++) {
        const { lower } = tokens[i] as Token;
        if (ends(i)) return reachedMentions;
        if (
          cue.category === 'possible' &&
          lower === ',' &&
          !/^(?:or|versus|vs|and)$/.test(tokens[i + 1]?.lower ?? '')
        )
          return reachedMentions;
        if (cue.category === 'absent') {
          const item = lower === ',' ? tokens[i + 1]?.lower : undefined;
          if (item !== undefined && fresh.test(item) && previous !== cue.last) return reachedMentions;
          if (previous !== cue.last && finite.test(lower)) return reachedMentions;
          if (/^(?:and|,)$/.test(lower) && /^(?:the|his|her)$/.test(tokens[i + 1]?.lower ?? ''))
            return reachedMentions;
        }
        if (!auxiliary.test(lower)) others++;
      }
      // A mention that itself opens with an article after a comma starts anew: "no fever, a cough".
      if (
        cue.category === 'absent' &&
        previous !== cue.last &&
        tokens[mention.first - 1]?.lower === ',' &&
        fresh.test((tokens[mention.first] as Token).lower)
      )
        return reachedMentions;
      if (others > (cue.category === 'hypothetical' || cue.category === 'advice' ? 2 * REACH : REACH))
        return reachedMentions;
      reachedMentions.push(m);
      previous = mention.last;
    }
    return reachedMentions;
  }
  if (predicate.test((tokens[cue.last] as Token).lower) && !closes(tokens, cue.last + 1)) return [];
  let next = cue.first;
  for (let m = mentions.length - 1; m >= 0; m--) {
    const mention = mentions[m] as Range;
    if (mention.last >= cue.first) continue;
    let others = 0;
    for (let i = mention.last + 1; i < next; i++) {
      if (ends(i)) return reachedMentions;
      if (!auxiliary.test((tokens[i] as Token).lower)) others++;
    }
    // Behind the nearest one only members of the same list: nothing but commas and conjunctions between.
    if (others > (reachedMentions.length > 0 ? 0 : 3)) return reachedMentions;
    if (reachedMentions.length > 0) {
      const between = tokens.slice(mention.last + 1, next).map((token) => token.lower);
      // "X, and Y is suspected": a new clause.
      if (between.length === 0 || (between.includes(',') && between.includes('and'))) return reachedMentions;
    }
    reachedMentions.push(m);
    next = mention.first;
  }
  return reachedMentions;
}

const rank: readonly Assertion[] = [
  'present',
  'possible',
  'absent',
  'conditional',
  'hypothetical',
  'associated_with_someone_else',
];

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
 */
export function assertionsOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  problems: readonly Range[],
  covered: readonly Range[],
  section: SectionKind,
  carry: Carry,
): Assertion[] {
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
  for (const cue of cues) {
    if (cue.category === 'pseudo' || cue.category === 'stop' || cue.category === 'pause') continue;
    if (cue.category === 'advice' && cue.first > from + 2 && section !== 'instructions') continue;
    const value = cue.category === 'advice' ? 'hypothetical' : cue.category;
    for (const index of reach(tokens, problems, cues, cue)) raise(index, value);
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
    if (section === 'allergies' && results[index] === 'present') raise(index, 'conditional');
    if (section === 'family-history') raise(index, 'associated_with_someone_else');
  });
  if (section !== 'family-history') {
    for (const other of othersOf(tokens, from, to)) {
      problems.forEach((problem, index) => {
        if (other.first <= problem.first && problem.first <= other.last)
          raise(index, 'associated_with_someone_else');
      });
    }
  }
  return results;
}

/** What a sentence that ends in a colon says of the list below it. */
export function carryOf(tokens: readonly Token[], from: number, to: number, section: SectionKind): Carry {
  if (to <= from || (tokens[to - 1] as Token).text !== ':') return undefined;
  let carry: Carry;
  for (const cue of cuesOf(tokens, from, to)) {
    if (cue.direction !== '>') continue;
    if (cue.category === 'hypothetical' || (cue.category === 'advice' && section === 'instructions'))
      return 'hypothetical';
    if (cue.category === 'absent') carry = 'absent';
  }
  return carry;
}

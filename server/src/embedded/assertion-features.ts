import type { Assertion } from '../annotation/schema';
import type { Features } from '../learning/classifier';
import type { SectionKind } from '../note/headings';
import type { Token } from '../note/tokens';
import type { Carry } from './assertion';
import { type Cue, cuesOf, type Range } from './cues';

/** What surrounds the problems of a sentence; ranges of tokens. */
export interface Surroundings {
  readonly tokens: readonly Token[];
  /** The sentence's first token, and behind its last. */
  readonly from: number;
  readonly to: number;
  /** All mentions of the sentence, in order. */
  readonly covered: readonly Range[];
  readonly section: SectionKind;
  readonly carry: Carry;
  readonly headed: boolean;
}

const people = new Set(
  `mother father mom mum dad parent parents brother brothers sister sisters sibling siblings son sons daughter daughters child
  children uncle uncles aunt aunts cousin cousins grandmother grandfather grandparents wife husband spouse partner nephew niece
  relative relatives family roommate friend`
    .split(/\s+/)
    .flatMap((one) => [one, `${one}'s`, `${one}’s`]),
);
const patient = new Set('he she patient pt his her i you your'.split(' '));

/** Distances in tokens that are told apart. */
const far = (distance: number): string =>
  distance < 2 ? 'at' : distance < 5 ? 'near' : distance < 10 ? 'by' : 'far';

const wordAt = ({ tokens, from, to }: Surroundings, at: number): string => {
  if (at < from) return '<';
  if (at >= to) return '>';
  const token = tokens[at] as Token;
  return token.kind === 'number' ? '0' : token.lower;
};

/** Cues further away than this, in tokens, tell nothing of a problem; this also keeps the work linear. */
const WINDOW = 24;

/** What cues say around a problem: each with its side and distance, and whether something ends its scope before. */
function cueFeatures(cues: readonly Cue[], { first, last }: Range, found: string[]): void {
  for (const { category, direction, first: start, last: end } of cues) {
    const side = end < first ? 'before' : start > last ? 'behind' : 'inside';
    // In "cough, no fever, no chills" a cue that looks ahead says nothing of what stands before it.
    if ((side === 'behind' && direction === '>') || (side === 'before' && direction === '<')) continue;
    const distance = side === 'before' ? first - end - 1 : side === 'behind' ? start - last - 1 : 0;
    const ended = cues.some(
      (other) =>
        (other.category === 'stop' || other.category === 'pause' || other.category === 'pseudo') &&
        (side === 'before'
          ? other.first > end && other.last < first
          : other.first > last && other.last < start),
    );
    found.push(
      `${category}${direction}${side}`,
      `${category}${direction}${side}:${far(distance)}`,
      `${category}${direction}${side}:${ended ? 'ended' : 'open'}`,
    );
  }
}

/**
 * What may tell the assertion of each problem: what the rules say, cues with their distance, the words around, the
 * section, who is spoken of.
 * @param problems ranges of tokens of the sentence's problems, in order
 * @param said what the rules say of each
 */
export function assertionFeatures(
  around: Surroundings,
  problems: readonly Range[],
  said: readonly Assertion[],
): Features[] {
  const { tokens, from, to, covered, section, carry, headed } = around;
  const cues = cuesOf(tokens, from, to);
  let kin = -1;
  let own = -1;
  const whose: string[] = [];
  for (let i = from; i < to; i++) {
    const { lower } = tokens[i] as Token;
    if (people.has(lower)) kin = i;
    else if (patient.has(lower)) own = i;
    whose.push(kin < 0 ? (own < 0 ? 'nobody' : 'patient') : own > kin ? 'kin, patient' : 'kin');
  }
  const opens = `${wordAt(around, from)} ${wordAt(around, from + 1)}`;
  let near = 0;
  return problems.map(({ first, last }, index) => {
    const rule = said[index] as Assertion;
    const found = [
      `rule:${rule}`,
      `rule:${rule}:${section}`,
      `section:${section}`,
      `carry:${carry}`,
      `headed:${headed}:${section}`,
      `brief:${to - from <= 16}:${section}`,
      `opens:${opens}`,
      `opens:${wordAt(around, from)}`,
      `whose:${whose[first - from]}`,
      `whose:${whose[first - from]}:${rule}`,
      `alone:${covered.length === 1}`,
      `ends:${wordAt(around, to - 1)}`,
      `head:${wordAt(around, last)}`,
    ];
    for (let n = 1; n <= 2; n++)
      found.push(`-${n}:${wordAt(around, first - n)}`, `+${n}:${wordAt(around, last + n)}`);
    found.push(
      `-2:${wordAt(around, first - 2)} ${wordAt(around, first - 1)}`,
      `+2:${wordAt(around, last + 1)} ${wordAt(around, last + 2)}`,
    );
    while (near < cues.length && (cues[near] as Cue).last < first - WINDOW) near++;
    let end = near;
    while (end < cues.length && (cues[end] as Cue).first <= last + WINDOW) end++;
    cueFeatures(cues.slice(near, end), { first, last }, found);
    return found;
  });
}

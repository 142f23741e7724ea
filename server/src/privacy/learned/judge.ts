import type { Finding } from '../finders/finding';
import { isPet } from '../finders/names/pets';
import { isProduct } from '../finders/names/strange';
import { Gap, has, type Lexed, type Lexeme } from '../words/lexer';
import { Flag } from '../words/lexicon';
import { dressOf, isJudged, REACH } from './features';
import { placeSlots, type Seen, seenIn, slotsAt } from './seen';
import { type Sums, summing } from './sums';
import { type Learned, shippedLearned } from './weights';

/** What was learned, ready to be asked. */
export interface Judge {
  readonly learned: Learned;
  readonly sums: Sums;
}

export const judgeOf = (learned: Learned): Judge => ({ learned, sums: summing(learned.identifies) });

let shipped: Judge | undefined;

/** The judge that ships; made when it is first asked for. */
function shippedJudge(): Judge {
  shipped ??= judgeOf(shippedLearned());
  return shipped;
}

// Most words are out by what they are alone, most others by what they and their neighbours are: the rest of what tells
// is asked only where it may still decide. Below these distances from the threshold it does so in few cases of a hundred.
const ALONE = 3;
const BESIDE = 2;

/**
 * Words that are likely to be names of persons or places, for what stands around them. Linear in the block.
 * @param findings what is masked already, disjoint and sorted by start
 */
export function findLearned(lexed: Lexed, findings: readonly Finding[], judge = shippedJudge()): Finding[] {
  const { lexemes } = lexed;
  const { learned, sums } = judge;
  const seen = seenIn(lexed, findings, (lexeme) => sums.known(lexeme).form);
  const hits: number[] = [];
  for (let i = 0; i < lexemes.length; i++)
    if (seen.masked[i] === 0 && isJudged(lexed, i) && isIdentifying(judge, seen, i)) hits.push(i);
  const runs = joined(seen, hits).filter(
    ({ first, last }) =>
      !isPet(lexemes, first, last + 1) &&
      !isProduct(lexemes, first, last + 1) &&
      lexemes.slice(first, last + 1).some((lexeme) => lexeme.kind === 'word' && !has(lexeme, kinds)),
  );
  return runs.map(({ first, last }) => {
    const isPlace = namesPlace(learned, seen, first, last);
    return {
      start: (lexemes[first] as Lexeme).start,
      end: (lexemes[last] as Lexeme).end,
      category: isPlace ? 'LOCATION' : 'NAME',
      // What is learned is less sure than a rule: in other places of the note such a word may be none.
      kind: isPlace ? 'place' : 'strange',
    };
  });
}

/** What says only which kind of place it is: "company", "High School". */
const kinds = Flag.generic | Flag.organisation | Flag.weakOrganisation;

/** Whether the weights of a word's slots sum up to the threshold. */
function isIdentifying({ learned: { identifies, threshold }, sums }: Judge, seen: Seen, i: number): boolean {
  const { lexemes, small } = seen.lexed;
  const lexeme = lexemes[i] as Lexeme;
  const dress = dressOf(lexeme.writing, small);
  let sum = sums.own(sums.known(lexeme), dress, seen.shouted[i] === 1);
  if (sum < threshold - ALONE) return false;
  for (let distance = -REACH; distance <= REACH; distance++)
    if (distance !== 0) sum += sums.beside(lexemes[i + distance], distance, dress);
  if (sum < threshold - BESIDE) return false;
  placeSlots(seen, i, (slot) => {
    sum += identifies[slot] as number;
  });
  return sum >= threshold;
}

interface Run {
  readonly first: number;
  last: number;
}

/** Words that stand together. */
function joined(seen: Seen, hits: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const i of hits) {
    const run = runs.at(-1);
    if (run && isBeside(seen, run.last, i)) run.last = i;
    else runs.push({ first: i, last: i });
  }
  return runs;
}

/** "Bluff Pine", "Bluff-Pine", "Bluff & Pine". */
function isBeside({ lexed: { lexemes }, masked }: Seen, last: number, i: number): boolean {
  const [between, word] = [lexemes[last + 1] as Lexeme, lexemes[i] as Lexeme];
  if (i === last + 1) return word.gap === Gap.space;
  if (i !== last + 2 || masked[last + 1] !== 0 || word.gap > Gap.space || between.gap > Gap.space)
    return false;
  return /^[-‐‑.'’&]$/.test(between.text);
}

/** Whether the words of a run, all together, name a place rather than a person. */
function namesPlace({ isPlace }: Learned, seen: Seen, first: number, last: number): boolean {
  let sum = 0;
  for (let i = first; i <= last; i++)
    slotsAt(seen, i, (slot) => {
      sum += isPlace[slot] as number;
    });
  return sum > 0;
}

import type { Finding } from '../finders/finding';
import { isNoInitial } from '../finders/names/person';
import { isPet } from '../finders/names/pets';
import { isProduct } from '../finders/names/products';
import { isSpoken } from '../finders/names/talk';
import { isMeasure } from '../finders/places/organisations';
import { Gap, has, type Lexed, type Lexeme } from '../words/lexer';
import { Cue, Flag } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { dressOf, isJudged, REACH } from './features';
import { Masked, placeSlots, type Seen, seenIn, slotsAt, within } from './seen';
import { isWeak } from './sightings';
import { type Sums, summing } from './sums';
import { type Learned, shippedLearned } from './weights';
import { asWhole } from './whole';

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

/**
 * What the rules found, as what was learned leaves it: without what but one finder saw and the words around speak
 * against, with words that are likely to be names of persons or places. Linear in the block.
 * @param findings disjoint and sorted by start
 * @param votes who saw each lexeme, as `votesOf` says
 */
export function judged(
  lexed: Lexed,
  findings: readonly Finding[],
  votes: readonly number[],
  judge = shippedJudge(),
): readonly Finding[] {
  const read = (among: readonly Finding[]): Seen =>
    seenIn(lexed, among, votes, (lexeme) => judge.sums.known(lexeme).form);
  let seen = read(findings);
  const kept = findings.filter((finding) => isKept(judge, seen, finding));
  if (kept.length < findings.length) seen = read(kept);
  const more = found(judge, seen);
  return more.length === 0 ? kept : asWhole(lexed.text, kept, more);
}

/** Whether a finding stands: it is sure, or one of its words is a given name or likely enough to identify. */
function isKept(judge: Judge, seen: Seen, { start, end, category }: Finding): boolean {
  if (category !== 'NAME' && category !== 'LOCATION') return true;
  const { lexemes } = seen.lexed;
  const [first, behind] = within(lexemes, start, end);
  let votes = 0;
  for (let i = first; i < behind; i++) votes |= seen.votes?.[i] ?? 0;
  if (!isWeak(votes)) return true;
  const { keeps } = judge.learned;
  let words = 0;
  for (let i = first; i < behind; i++) {
    if (lexemes[i]?.kind !== 'word') continue;
    if (has(lexemes[i], Flag.given) || isLikely(judge, seen, i, keeps)) return true;
    words++;
  }
  return words === 0;
}

/**
 * Whether a capitalised word at an index, which the note names elsewhere, is the name here, too.
 * @param findings what is masked in the block, disjoint and sorted by start
 * @param votes as `votesOf` says
 */
export function namesAgain(
  lexed: Lexed,
  findings: readonly Finding[],
  votes: readonly number[],
  judge = shippedJudge(),
): (i: number) => boolean {
  // Most blocks hold no such word.
  let seen: Seen | undefined;
  return (i) => {
    if (lexed.lexemes[i]?.writing !== 'capital') return false;
    seen ??= seenIn(lexed, findings, votes, (lexeme) => judge.sums.known(lexeme).form);
    return isLikely(judge, seen, i, judge.learned.again);
  };
}

// In small letters most words are none: so much more is asked of them.
const SMALL = 1.5;
// A capital behind another word of the sentence is rarely there for nothing: so much less is asked. What this masks beside
// is harmless; what it leaves may be somebody.
const INSIDE = 1.2;

/** Names and places that the rules left. */
function found(judge: Judge, seen: Seen): Finding[] {
  const { learned } = judge;
  const { lexemes } = seen.lexed;
  const hits = new Set<number>();
  const look = (i: number, least: number): void => {
    const isSmall = (seen.lexed.small || lexemes[i]?.writing === 'lower') && !isLink(lexemes[i]);
    const asked = isSmall ? least + SMALL : isInside(seen.lexed, i) ? least - INSIDE : least;
    if (!isLikely(judge, seen, i, asked)) return;
    hits.add(i);
    // What stands beside it is judged as standing beside a name.
    seen.masked[i] = namesPlace(learned, seen, i, i) ? Masked.place : Masked.name;
  };
  // "Dog Tyson": what the animal is called is told by the word before, so that stays outside.
  const isOpen = (i: number): boolean =>
    seen.masked[i] === 0 && lexemes[i]?.kind === 'word' && ((lexemes[i]?.cues ?? 0) & Cue.pet) === 0;
  for (let i = 0; i < lexemes.length; i++)
    if (isOpen(i) && isJudged(seen.lexed, i) && !isShort(seen, i)) look(i, learned.finds);
  const mayGoOn = (i: number): boolean => isOpen(i) && isAdjacent(seen, i) && !isGiven(lexemes[i] as Lexeme);
  for (let i = 0; i < lexemes.length; i++) if (mayGoOn(i)) look(i, learned.goesOn);
  for (let i = lexemes.length - 1; i >= 0; i--) if (mayGoOn(i)) look(i, learned.goesOn);
  // What links stands between two.
  const isNamed = namedIn(seen.masked);
  const isHeld = (i: number, step: number): boolean => {
    let at = i + step;
    while (isLink(lexemes[at]) && hits.has(at)) at += step;
    return isNamed(at);
  };
  const inside = [...hits].filter((i) => !isLink(lexemes[i]) || (isHeld(i, -1) && isHeld(i, 1)));
  return joined(
    lexemes,
    inside.sort((a, b) => a - b),
  )
    .filter(
      ({ first, last }) =>
        !isPet(lexemes, first, last + 1) &&
        !isProduct(lexemes, first, last + 1) &&
        !isUnnamed(seen, first, last) &&
        !isTool(lexemes, first, last) &&
        !(first === last && (isSpoken(lexemes, first) || isShortSaint(lexemes[first] as Lexeme))) &&
        !isMeasure(lexemes, last + 1),
    )
    .map(({ first, last }) => {
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

/** "Roe Vitamin K": what is given or measured goes on with no name. */
const isGiven = (word: Lexeme): boolean =>
  (safetyIn(word) & (Safe.measured | Safe.name)) === Safe.measured && word.text.length > 3;

/** "a St. Jude dual-chamber device": of it alone nothing is told. */
const isShortSaint = ({ lower }: Lexeme): boolean => /^(?:ste?|mt|ft)$/.test(lower);

/** "by FISH", "PEG": a short form of medicine, a name besides, in capitals among words that are not. */
const isShort = ({ lexed: { lexemes, small }, shouted }: Seen, i: number): boolean =>
  !small &&
  shouted[i] === 0 &&
  lexemes[i]?.writing === 'capitals' &&
  (lexemes[i]?.text.length ?? 0) > 2 &&
  (safetyIn(lexemes[i] as Lexeme) & Safe.clinical) !== 0;

/**
 * "by Wren", "at Active Life": a capital right behind another word, where not all words are small. One everyday word
 * alone is often only stressed: "lives at Home".
 */
function isInside({ lexemes, small }: Lexed, i: number): boolean {
  const [before, word, behind] = [lexemes[i - 1], lexemes[i], lexemes[i + 1]];
  if (small || word?.writing !== 'capital' || word.gap !== Gap.space || before?.kind !== 'word') return false;
  const isPaired =
    before.writing === 'capital' || (behind?.writing === 'capital' && behind.gap === Gap.space);
  return isPaired || !has(word, Flag.safe);
}

/** Whether a name or a place is masked at an index. */
const namedIn =
  (masked: Uint8Array) =>
  (i: number): boolean =>
    masked[i] === Masked.name || masked[i] === Masked.place;

const isNearMasked = (masked: Uint8Array, i: number): boolean =>
  ((masked[i - 1] ?? 0) | (masked[i - 2] ?? 0) | (masked[i + 1] ?? 0) | (masked[i + 2] ?? 0)) !== 0;

// What stands between parts of a name.
const joins = /^[-‐‑.'’&/,]$/;

const isLink = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && ((lexeme.cues & Cue.grammar) !== 0 || has(lexeme, Flag.particle));

// What stands beside names and is no part of them.
const outside = Flag.title | Flag.credential | Flag.month | Flag.weekday | Flag.state;

/** Whether a masked name or place stands beside a word that may go on with it, at most a sign or a small word between. */
export function isAdjacent({ lexed: { lexemes, small }, masked }: Seen, i: number): boolean {
  if (!isNearMasked(masked, i) || lexemes[i]?.mixed || has(lexemes[i], outside)) return false;
  // "D: 8/22/24": the label of what follows; ",M,": a field of a list.
  const next = lexemes[i]?.text.length === 1 ? lexemes[i + 1]?.text : undefined;
  if (next === ':' || (next === ',' && lexemes[i]?.gap === Gap.none)) return false;
  if (next !== undefined && isNoInitial(lexemes, i)) return false;
  // "21st", "2D Echo"
  if (lexemes[i]?.gap === Gap.none && lexemes[i - 1]?.kind === 'number') return false;
  // "Mercy on the Hill", but not "Hill public works".
  if (!small && lexemes[i]?.writing === 'lower' && !isLink(lexemes[i])) return false;
  const isNamed = namedIn(masked);
  const isClose = (at: number): boolean => (lexemes[at]?.gap ?? Gap.line) <= Gap.space;
  const isLight = (at: number): boolean => joins.test(lexemes[at]?.text ?? '') || isLink(lexemes[at]);
  if (isClose(i) && (isNamed(i - 1) || (isNamed(i - 2) && isLight(i - 1) && isClose(i - 1)))) return true;
  return isClose(i + 1) && (isNamed(i + 1) || (isNamed(i + 2) && isLight(i + 1) && isClose(i + 2)));
}

// Most words are out by what they are alone, most others by what they and their neighbours are: the rest of what tells
// is asked only where it may still decide. Below these distances from the threshold it does so in few cases of a hundred,
// unless a neighbour is masked.
const ALONE = 3;
const BESIDE = 2;

/** Whether the weights of a word's slots sum up to as much. */
function isLikely({ learned: { identifies }, sums }: Judge, seen: Seen, i: number, least: number): boolean {
  const { lexemes, small } = seen.lexed;
  const lexeme = lexemes[i] as Lexeme;
  const dress = dressOf(lexeme.writing, small);
  const [known, votes, shouted] = [sums.known(lexeme), seen.votes?.[i] ?? 0, seen.shouted[i] === 1];
  let sum =
    votes === 0
      ? sums.own(known, dress, shouted)
      : sums.seen(known, dress, shouted, votes, seen.kinds[i] as number);
  const isAlone = !isNearMasked(seen.masked, i);
  if (isAlone && sum < least - ALONE) return false;
  for (let distance = -REACH; distance <= REACH; distance++)
    if (distance !== 0) sum += sums.beside(lexemes[i + distance], distance, dress);
  if (isAlone && sum < least - BESIDE) return false;
  placeSlots(seen, i, (slot) => {
    sum += identifies[slot] as number;
  });
  return sum >= least;
}

/** "The Kelly was removed", "a curved Allis": one name behind an article is a tool's. */
const isTool = (lexemes: readonly Lexeme[], first: number, last: number): boolean =>
  first === last &&
  has(lexemes[first], Flag.eponym) &&
  /^(?:an?|the|straight|curved)$/.test(lexemes[first - 1]?.lower ?? '') &&
  lexemes[first]?.gap === Gap.space;

const anyPlace =
  /^(?:hospital|clinic|medical|cent(?:er|re)|department|dept|unit|suite|room|floor|ward|area|theatre|nursery|newborn|holding|operating|operative|preoperative|recovery|inpatient|outpatient|emergency|general|school|college|high|middle|elementary|admissions?|surgery|surgical|office)$/;

/** "Hospital", "Operating Suite", "Radiology Department": any place of the kind, and which one is not said. */
function isUnnamed({ lexed: { lexemes }, masked }: Seen, first: number, last: number): boolean {
  if (masked[first - 1] || masked[last + 1] || /^[-–—&]$/.test(lexemes[first - 1]?.text ?? '')) return false;
  let places = 0;
  let given = 0;
  for (let i = first; i <= last; i++) {
    const word = lexemes[i] as Lexeme;
    if (anyPlace.test(word.lower)) places++;
    else if (!isClinicalOnly(word)) return false;
    else if (word.text.length > 3 && (safetyIn(word) & Safe.measured) !== 0) given++;
  }
  // "on Bactrim": what is given.
  return places > 0 || given > last - first;
}

interface Run {
  readonly first: number;
  last: number;
}

/** Words that stand together. @param hits the indices of words, sorted */
function joined(lexemes: readonly Lexeme[], hits: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const i of hits) {
    const run = runs.at(-1);
    if (run && isBeside(lexemes, run.last, i)) run.last = i;
    else runs.push({ first: i, last: i });
  }
  return runs;
}

/** "Bluff Pine", "Bluff-Pine", "Bluff & Pine". */
function isBeside(lexemes: readonly Lexeme[], last: number, i: number): boolean {
  const [between, word] = [lexemes[last + 1] as Lexeme, lexemes[i] as Lexeme];
  if (i === last + 1) return word.gap <= Gap.space;
  if (i !== last + 2 || word.gap > Gap.space || between.gap > Gap.space) return false;
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

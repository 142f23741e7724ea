import type { SectionKind } from '../note/headings';
import type { Note } from '../note/note';
import { type Claim, clausesOf } from './claims';
import { conceptOf } from './concept';
import { mentionsOf } from './entities';
import { findingClaims, operatedSides } from './finding-claims';
import type { Judgement } from './judgement';
import { folded, perSection } from './memo';
import { stateClaims } from './states';
import { drugClaims, valueClaims } from './value-claims';

/** All that a block claims. */
export const claimsOf = perSection((block, section): readonly Claim[] => {
  const clauses = clausesOf(block);
  if (clauses.length === 0) return [];
  const lower = folded(block);
  const mentions = mentionsOf(block, section).map((mention) => ({
    ...mention,
    key: mention.type === 'test' ? '' : conceptOf(lower.slice(mention.start, mention.end)).key,
  }));
  return [
    ...stateClaims(lower, clauses, section),
    ...valueClaims(lower, clauses, section),
    ...drugClaims(clauses, mentions, section),
    ...findingClaims(clauses, mentions, section),
    ...operatedSides(clauses, section),
  ];
});

/** A claim in its place. */
interface Placed extends Claim {
  /** Where its block starts in the note. */
  readonly offset: number;
  /** The place of its section in the note. */
  readonly at: number;
}

interface Clash {
  readonly reason: string;
  readonly confidence: number;
}

const exclusive: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  smoking: [
    ['never', 'once'],
    ['never', 'quit'],
    ['never', 'now'],
    ['not now', 'now'],
  ],
  allergy: [
    ['none', 'drug'],
    ['no drug', 'drug'],
    ['none', 'other'],
  ],
};

/** Whether two answers to a question of states cannot both be right. */
export const excludeEachOther = (key: string, a: string, b: string): boolean =>
  exclusive[key]?.some(([x, y]) => (a === x && b === y) || (a === y && b === x)) ?? a !== b;

/** Dates as far as both say: "12/05" and "12/05/2023" are one. */
function sameDate(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** How two claims on the same question with different answers clash, if they do. */
function clash(a: Placed, b: Placed): Clash | undefined {
  const pair = (x: string, y: string): boolean =>
    (a.answer === x && b.answer === y) || (a.answer === y && b.answer === x);
  switch (a.about) {
    case 'state': {
      if (!excludeEachOther(a.key, a.answer, b.answer)) return undefined;
      return {
        reason: `two statements on one matter that exclude each other: ${subject(a.key)}`,
        confidence: 0.85,
      };
    }
    case 'device':
      return pair('yes', 'no')
        ? { reason: 'a device or drain in place in one sentence, none in another', confidence: 0.75 }
        : undefined;
    case 'act':
      return { reason: 'done or so in one sentence, not in the other', confidence: 0.75 };
    case 'drug':
      return pair('stopped', 'goes on')
        ? { reason: 'a treatment stopped in one sentence, going on in another', confidence: 0.75 }
        : undefined;
    case 'measure': {
      const [low, high] = [a.range?.[0] ?? 0, a.range?.[1] ?? 0];
      const [low2, high2] = [b.range?.[0] ?? 0, b.range?.[1] ?? 0];
      const gap = Math.max(low, low2) - Math.min(high, high2);
      const least =
        a.key === 'age'
          ? 1
          : a.key === 'a1c'
            ? 0.4
            : a.key === 'blood loss'
              ? 0.2 * Math.max(high, high2)
              : 4;
      if (gap <= least) return undefined;
      if (a.key !== 'age') {
        const dated = a.date !== undefined && b.date !== undefined && sameDate(a.date, b.date);
        if (!dated && (a.course || b.course || !sameDate(a.date, b.date))) return undefined;
      }
      return { reason: `different values of the same measure: ${subject(a.key)}`, confidence: 0.8 };
    }
    case 'size':
    case 'dose': {
      const [x, y] = [a.range?.[0] ?? 0, b.range?.[0] ?? 0];
      if (a.at === b.at || Math.abs(x - y) <= 0.15 * Math.max(x, y)) return undefined;
      return a.about === 'size'
        ? { reason: 'different sizes of the same finding', confidence: 0.7 }
        : { reason: 'different doses of the same drug', confidence: 0.65 };
    }
    case 'side':
      return pair('left', 'right') && a.at !== b.at
        ? { reason: 'left against right', confidence: 0.75 }
        : undefined;
    case 'sign':
    case 'disease':
    case 'finding': {
      const [yes, no] = a.answer.startsWith('present') ? [a, b] : [b, a];
      if (!yes.answer.startsWith('present') || !no.answer.startsWith('absent')) return undefined;
      const side = no.answer.slice(7);
      if (side !== '' && side !== 'both' && side !== yes.answer.slice(8)) return undefined;
      if (a.about === 'sign' && (yes.course || no.course || !atOnce(yes.section, no.section)))
        return undefined;
      if (a.about === 'finding' && a.at === b.at) return undefined;
      if (a.about === 'disease' && (yes.course || no.course)) return undefined;
      return { reason: 'present in one sentence, absent in another', confidence: 0.75 };
    }
  }
}

/** Whether two sections tell of one time, so that a sign cannot be there in one and not in the other. */
const atOnce = (yes: SectionKind, no: SectionKind): boolean =>
  (no === 'review-of-systems' && (yes === 'chief-complaint' || yes === 'history')) ||
  (no === 'exam' && (yes === 'assessment' || yes === 'diagnosis')) ||
  (yes === 'exam' && no === 'assessment');

/** The program's own name of a question, never words of the note. */
const subject = (key: string): string => key.replace(/ (?:left|right)$/, '');

/** More claims on one question than this are not held against each other: nobody reads them, and pairs grow fast. */
const MOST = 24;

/** Whether the claims on one question, taken together, speak against a clash of any two of them. */
function excused(claims: readonly Placed[]): boolean {
  const about = claims[0]?.about;
  const answers = new Set(claims.map((claim) => claim.answer));
  if (about === 'device') return answers.has('changed');
  if (about === 'drug') return answers.has('again');
  if (about === 'size' || about === 'dose') {
    // Two values in one section: two of a kind, or a dose that changes.
    const values = new Map<number, number>();
    return claims.some(({ at, range }) => {
      const before = values.get(at);
      values.set(at, range?.[0] ?? 0);
      return before !== undefined && before !== range?.[0];
    });
  }
  if (about === 'side') {
    if (answers.has('both')) return true;
    // Both sides in one section: the note speaks of two places, not of one in two ways.
    const sides = new Map<number, Set<string>>();
    for (const { at, answer } of claims)
      if (answer !== 'unsaid') sides.set(at, (sides.get(at) ?? new Set()).add(answer));
    return [...sides.values()].some((one) => one.size > 1);
  }
  return false;
}

/**
 * Sentences of the note that cannot both hold, one pair a question: the first two that clash.
 * Yields undefined after each block, where the caller may pause; the judgements come at the end.
 */
export function* contradictionsOf(note: Note): Generator<Judgement | undefined, void, undefined> {
  const byKey = new Map<string, Placed[]>();
  for (const { start, block, section } of note.blocks) {
    for (const claim of claimsOf(block, section.kind)) {
      const key = `${claim.about} ${claim.key}`;
      const placed: Placed = { ...claim, offset: start, at: section.start };
      const list = byKey.get(key);
      if (!list) byKey.set(key, [placed]);
      else if (list.length < MOST) list.push(placed);
    }
    yield undefined;
  }
  const told = new Set<string>();
  for (const claims of byKey.values()) {
    if (claims.length < 2 || excused(claims)) continue;
    const found = firstClash(claims);
    if (!found) continue;
    const [a, b, how] = found;
    const judgement: Judgement = {
      premise: { start: a.offset + a.span.start, end: a.offset + a.span.end },
      hypothesis: { start: b.offset + b.span.start, end: b.offset + b.span.end },
      label: 'contradiction',
      reason: how.reason,
      confidence: how.confidence,
    };
    const pair = `${judgement.premise.start} ${b.offset + b.span.start}`;
    if (judgement.premise.start === b.offset + b.span.start || told.has(pair)) continue;
    told.add(pair);
    yield judgement;
  }
}

function firstClash(claims: readonly Placed[]): [Placed, Placed, Clash] | undefined {
  for (let j = 1; j < claims.length; j++) {
    for (let i = 0; i < j; i++) {
      const [a, b] = [claims[i] as Placed, claims[j] as Placed];
      if (a.answer === b.answer && a.range === undefined) continue;
      const how = clash(a, b);
      if (how) return [a, b, how];
    }
  }
  return undefined;
}

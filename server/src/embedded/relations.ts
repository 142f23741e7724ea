import { decide } from '../learning/classifier';
import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import type { Span } from '../note/span';
import { assessedOf } from './assess';
import type { Mention } from './entities';
import { folded, perSection } from './memo';
import { type Cue, cues, REASON_TO_STOP, type RelationName } from './relation-cues';
import { type RelationPair, relationFeatures } from './relation-features';
import { shippedJudgement } from './shipped-judgement';

export type { RelationName } from './relation-cues';

/** A relation between two mentions of a block, by their places in the list of mentions. */
interface FoundRelation {
  readonly type: RelationName;
  readonly from: number;
  readonly to: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** What the patterns need to know of a mention: where it is, and what. */
export type Typed = Pick<Mention, 'start' | 'end' | 'type' | 'sentence' | 'assertion'>;

/** Mentions of one type that a list joins ("aspirin, heparin and ticagrelor"): what holds for one holds for all. */
interface Group {
  readonly letter: string;
  readonly members: number[];
  /** Offsets into the sentence. */
  readonly start: number;
  end: number;
  /** The first of the last members that nothing but "and" or "or" joins. */
  tight: number;
}

const letters = { problem: 'P', test: 'E', treatment: 'R' } as const;

// Between two members of a list; a dose may stand behind a drug.
const list =
  /^[ ,]*(?:\(?(?:[x×] ?)?\d[^;:.A-Z]{0,24} )?(?:,|and|or|&|\/|\+|as well as|and\/or|along with|plus|followed by|nor)[ ,]*(?:(?:and|or|a|an|the|his|her|their|of|for|any|possible|new|then|also|no|both|even|mild|some|other) )*$/;

const joined = /^ ?(?:and|or|&|\/|and\/or) ?$/;

/** A relation reaches over at most this many code units, and this many mentions or lists of mentions. */
const REACH = 160;
const GROUPS = 5;
/** Where no cue speaks: how far they may be apart, in mentions or lists of them, and how many of a list count. */
const NEIGHBOURS = 1;
const LONG = 8;

/** A verb behind a mention after "…, and": the mention is the subject of a clause of its own. */
const ownVerb =
  /^ ?(?:also |again |then )*(?:is|was|were|are|has|had|have|remain(?:s|ed)?|rose|fell|did|does|should|will|can)\b/;
const newClause =
  /(?:,|;) (?:and|but|while|although|though|whereas)\b(?:[^,PER]{0,20}$|[^,PER]{0,20}[PER] (?:is|was|were|are|has|had|have|remains?|rose|fell)\b)/;

/** Whether the second of two mentions stands in a clause of its own, so that cues before it say nothing of it. */
const apart = (between: string, after: string): boolean => {
  const match = newClause.exec(between);
  if (!match) return false;
  return /[PER] \w+$/.test(match[0]) || ownVerb.test(after);
};

function groupsOf(lower: string, offset: number, mentions: readonly Typed[], indices: readonly number[]) {
  const groups: Group[] = [];
  for (const index of indices) {
    const mention = mentions[index];
    if (!mention) continue;
    const letter = letters[mention.type];
    const start = mention.start - offset;
    const end = mention.end - offset;
    const last = groups.at(-1);
    if (last && start < last.end) continue; // one inside another
    const gap = last && start - last.end < 50 ? lower.slice(last.end, start) : undefined;
    // "…, and B is suspected" starts a clause, unless the list is longer than two.
    const alone =
      last?.members.length === 1 && gap?.startsWith(', ') && ownVerb.test(lower.slice(end, end + 12));
    if (last?.letter === letter && gap !== undefined && !alone && list.test(gap)) {
      if (!joined.test(gap)) last.tight = last.members.length;
      last.members.push(index);
      last.end = end;
    } else groups.push({ letter, members: [index], start, end, tight: 0 });
  }
  return groups;
}

/** The members of the first of two groups that a cue speaks of. */
const nearest = ({ members, tight }: Group, { near, close }: Cue): readonly number[] =>
  near ? members.slice(-1) : close ? members.slice(tight) : members;

const fits = (cue: Cue, between: string, before: string, after: string): boolean =>
  (!cue.between || cue.between.test(between)) &&
  (!cue.before || cue.before.test(before)) &&
  (!cue.after || cue.after.test(after)) &&
  !cue.unless?.test(between) &&
  !cue.unlessBefore?.test(before) &&
  !cue.unlessAfter?.test(after);

/** Among allergies a drug and a reaction side by side, at most so many code units apart, are cause and effect, unless a sure cue says otherwise. */
const BESIDE = 24;
const SURE = 0.75;
const reaction: Cue = { type: 'TrCP', confidence: 0.8 };

/** Tells the pairs of mentions of a sentence that may be related, and what the cues say of each. */
function pairsInSentence(
  lower: string,
  offset: number,
  mentions: readonly Typed[],
  indices: readonly number[],
  section: SectionKind,
  found: RelationPair[],
): void {
  const groups = groupsOf(lower, offset, mentions, indices);
  if (groups.length < 2) return;
  // The sentence with each group as one capital letter, and where each stands.
  let masked = '';
  let at = 0;
  const places: number[] = [];
  for (const { letter, start, end } of groups) {
    masked += lower.slice(at, start);
    places.push(masked.length);
    masked += letter;
    at = end;
  }
  masked += lower.slice(at);
  for (let i = 0; i < groups.length; i++) {
    const left = groups[i] as Group;
    const from = places[i] as number;
    for (let j = i + 1; j < groups.length && j <= i + GROUPS; j++) {
      const right = groups[j] as Group;
      const to = places[j] as number;
      if (to - from > REACH) break;
      const pair = left.letter + right.letter;
      const rules = cues[pair];
      if (!rules) continue;
      const between = masked.slice(from + 1, to);
      const before = masked.slice(Math.max(0, from - 60), from);
      const after = masked.slice(to + 1, to + 60);
      let rule = rules.find((cue) => fits(cue, between, before, after));
      if (rule && rule.type !== 'TrIP' && rule.type !== 'TrNAP' && apart(between, after)) rule = undefined;
      if (rule && pair === 'PR' && rule.type !== 'TrNAP' && REASON_TO_STOP.test(before)) rule = undefined;
      if (
        section === 'allergies' &&
        j === i + 1 &&
        (pair === 'RP' || pair === 'PR') &&
        between.length <= BESIDE &&
        (rule?.confidence ?? 0) < SURE &&
        !/[,.;]/.test(between)
      )
        rule = reaction;
      const forward = pair === 'PP' ? !rule?.backward : left.letter !== 'P';
      const told = rule && { type: rule.type, forward, confidence: rule.confidence };
      const near = rule && nearest(left, rule);
      if (!rule && j > i + NEIGHBOURS) continue;
      // Where no cue speaks, members of long lists are not all held against each other.
      const sources = left.members.slice(rule ? 0 : -LONG);
      const targets = right.members.slice(0, rule ? undefined : LONG);
      sources.forEach((a, index) => {
        const shared = { left: a, between, before, after, place: sources.length - index };
        const own = near?.includes(a) ? told : undefined;
        for (const b of targets) found.push({ ...shared, right: b, rule: own });
      });
    }
  }
}

/**
 * The pairs of mentions of a text that may be related: those of a sentence, not too far from each other, by the cue words
 * between and around them. A mention is paired with the few that follow it only, so the work is linear in their number.
 * @param text a block of a note, folded (see `foldSameLength`)
 * @param sentences its sentences
 * @param mentions its mentions, sorted by start; `sentence` -1 for those in the heading
 * @param section the kind of the section: among allergies, a reaction beside a drug needs no cue
 */
export function pairsAmong(
  text: string,
  sentences: readonly Span[],
  mentions: readonly Typed[],
  section: SectionKind,
): RelationPair[] {
  const found: RelationPair[] = [];
  for (const [number, indices] of bySentence(mentions)) {
    const span = sentences[number];
    if (!span || indices.length < 2) continue;
    pairsInSentence(text.slice(span.start, span.end), span.start, mentions, indices, section, found);
  }
  return found;
}

/** The places of mentions in their list, by sentence. */
function bySentence(mentions: readonly Typed[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  mentions.forEach((mention, index) => {
    const indices = found.get(mention.sentence);
    if (indices) indices.push(index);
    else found.set(mention.sentence, [index]);
  });
  return found;
}

/** "ECG: ST elevations": a test for a heading reveals what its first line names. */
function underHeading(mentions: readonly Typed[]): FoundRelation[] {
  const heading = mentions.findIndex(({ sentence, type }) => sentence === -1 && type === 'test');
  const first = mentions.findIndex(({ sentence }) => sentence === 0);
  if (heading < 0 || mentions[first]?.type !== 'problem') return [];
  return mentions.flatMap(({ sentence, type }, index) =>
    sentence === 0 && type === 'problem'
      ? [{ type: 'TeRP', from: heading, to: index, confidence: 0.7 } as const]
      : [],
  );
}

/** The relations among the mentions of a text, as the cues tell them; see `pairsAmong`. */
export function relationsAmong(
  text: string,
  sentences: readonly Span[],
  mentions: readonly Typed[],
  section: SectionKind,
): FoundRelation[] {
  const found = pairsAmong(text, sentences, mentions, section).flatMap(({ left, right, rule }) => {
    if (!rule) return [];
    const { type, forward, confidence } = rule;
    return [{ type, from: forward ? left : right, to: forward ? right : left, confidence }];
  });
  return [...found, ...underHeading(mentions)];
}

/** Two mentions that are not related, among the labels of the classifier. */
const UNRELATED = 'none';

/** The classifier's name of a relation: between two problems it also says which comes first. */
export const relationLabel = (type: string, forward: boolean): string =>
  type === 'PIP' ? `PIP${forward ? '>' : '<'}` : type;

/** What the classifier says of a pair. */
function decided(
  pair: RelationPair,
  mentions: readonly Typed[],
  section: SectionKind,
): readonly FoundRelation[] {
  const features = relationFeatures(pair, mentions, section);
  const { label, confidence } = decide(shippedJudgement('relation'), features);
  if (label === UNRELATED) return [];
  const { left, right } = pair;
  const forward = label.startsWith('PIP') ? label.endsWith('>') : mentions[left]?.type !== 'problem';
  const type = label.replace(/[<>]/, '') as RelationName;
  return [{ type, from: forward ? left : right, to: forward ? right : left, confidence }];
}

/** The relations among `assessedOf(block, section)`, remembered per block object and section kind. */
export const relationsOf: (block: Block, section: SectionKind) => readonly FoundRelation[] = perSection(
  (block, section) => {
    const mentions = assessedOf(block, section);
    if (mentions.length < 2) return [];
    const pairs = pairsAmong(folded(block), block.sentences, mentions, section);
    return [...pairs.flatMap((pair) => decided(pair, mentions, section)), ...underHeading(mentions)];
  },
);

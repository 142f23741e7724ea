import { type Block, type Note, perBlock } from '../note/note';
import { contains, lowerBound, type Span } from '../note/span';
import { type Ruled, type Rulings, ruledIn } from './corpus/rulings';
import { type Clues, cluesOf, knownNames, type NameSet, nameSet } from './document';
import { withoutAnybody } from './finders/anybody';
import { withoutPeriods } from './finders/dates/durations';
import type { Finding } from './finders/finding';
import { wholeNames } from './finders/names/whole';
import { withoutKept } from './finders/places/kept-phrases';
import { allSee } from './finders/rules';
import { judged, namesAgain } from './learned/judge';
import { type Sightings, votesOf } from './learned/sightings';
import { balanced, type Policy } from './policy';
import { findUnsafe } from './strict/strict';
import { type Lexed, lexed } from './words/lexer';

/** The categories of `deidentify --spans`. */
export const categories = [
  'NAME',
  'LOCATION',
  'DATE',
  'AGE',
  'PHONE',
  'EMAIL',
  'URL',
  'IP',
  'SSN',
  'MRN',
  'ID',
] as const;
export type Category = (typeof categories)[number];

/** A span of the note that identifies somebody; UTF-16 code units of the note. */
export interface Identifier extends Span {
  readonly category: Category;
  /** Within the category: what the placeholder says, e.g. "hospital" of a LOCATION, "firstname" of a NAME. */
  readonly kind: string;
}

/** What the finders saw in a block by itself. */
interface Scan {
  readonly lexed: Lexed;
  readonly findings: readonly Finding[];
  /** Places that may be a part of any hospital, a paper, a ward: strict masks them all the same. */
  readonly doubted: readonly Finding[];
  readonly clues: Clues;
  /** Who of the finders saw each lexeme, as `votesOf` says. */
  readonly votes: readonly number[];
  /** What the user said is no identifier. */
  readonly safe: readonly Span[];
  /** What the user said is one, wherever that is not within a longer finding. */
  readonly always: readonly Finding[];
}

/** What the rules see in a text, all finders, whatever overlaps. */
export const rulesSee = (seen: Lexed): Sightings => allSee([seen])[0] as Sightings;

/** What the rules make of what they see: where two saw the same characters, the more certain one counts. */
export const rulesFind = (seen: Lexed, { findings }: Sightings = rulesSee(seen)): readonly Finding[] =>
  withoutKept(settle(findings, seen.text), seen.lexemes);

/** What the rules see in a text, and what is learned of names makes of it. */
function scanOf(seen: Lexed, sightings: Sightings): Scan {
  const ruled = rulesFind(seen, sightings);
  const votes = votesOf(seen.lexemes, sightings);
  const met = withoutKept(judged(seen, ruled, votes), seen.lexemes);
  const all = withoutAnybody(met, seen.lexemes);
  const findings = wholeNames(seen.lexemes, all);
  const doubted = all.length === met.length ? [] : doubtedOf(seen.text, met, new Set(all));
  return { lexed: seen, findings, doubted, clues: cluesOf(seen.text, findings), votes, safe: [], always: [] };
}

/** Places of several words that were met and are not sure. */
const doubtedOf = (text: string, met: readonly Finding[], sure: ReadonlySet<Finding>): Finding[] =>
  met.filter(
    (one) => one.category === 'LOCATION' && !sure.has(one) && /\s/.test(text.slice(one.start, one.end)),
  );

function scanned(texts: readonly string[]): Scan[] {
  const seen = texts.map(lexed);
  const sightings = allSee(seen);
  return seen.map((one, k) => scanOf(one, sightings[k] as Sightings));
}

/**
 * Findings that overlap made disjoint, sorted by start: an earlier one in the list wins, a later one keeps
 * what is left of it beside the winner, if that holds a letter or a digit. Names and places win by length.
 * @param certain so many at the start of the list win over all others
 */
function settle(findings: readonly Finding[], text: string, certain = 0): Finding[] {
  const isRanked = (finding: Finding, index: number): boolean => index >= certain && isWordy(finding);
  const taken: Finding[] = [];
  findings.forEach((finding, index) => {
    if (!isRanked(finding, index)) take(taken, finding, text);
  });
  const wordy = findings.filter(isRanked);
  if (wordy.length > 1) wordy.sort((a, b) => b.end - b.start - (a.end - a.start));
  for (const finding of wordy) take(taken, finding, text);
  return taken;
}

/** Adds a finding to a sorted and disjoint list, as far as none of it holds the same characters. */
function take(taken: Finding[], finding: Finding, text: string): void {
  let at = lowerBound(taken, finding.start);
  // What lies before may reach into it.
  let { start } = finding;
  const before = taken[at - 1];
  if (before && before.end > start) start = before.end;
  let next = taken[at];
  if (start === finding.start && (next === undefined || next.start >= finding.end)) {
    taken.splice(at, 0, finding);
    return;
  }
  const pieces: Finding[] = [];
  while (next && next.start < finding.end) {
    if (next.start > start) pieces.push({ ...finding, start, end: next.start });
    start = Math.max(start, next.end);
    at++;
    next = taken[at];
  }
  if (start < finding.end) pieces.push({ ...finding, start, end: finding.end });
  for (const piece of pieces) {
    const kept = rest(piece, text);
    if (kept) taken.splice(lowerBound(taken, kept.start), 0, kept);
  }
}

/** What is left of a finding beside a better one, without white space and marks at its edges. */
function rest(piece: Finding, text: string): Finding | undefined {
  let { start, end } = piece;
  while (start < end && !/[\p{L}\p{Nd}]/u.test(text.charAt(start))) start++;
  while (end > start && !/[\p{L}\p{M}\p{Nd}]/u.test(text.charAt(end - 1))) end--;
  return end - start > 1 ? { ...piece, start, end } : undefined;
}

const isWordy = (finding: Finding): boolean => finding.category === 'NAME' || finding.category === 'LOCATION';

/** What is remembered of a block; of rulings and of names only what was found under the last ones: they rarely change. */
interface Memory {
  scan: Scan | undefined;
  ruled: { readonly rulings: Rulings; readonly scan: Scan } | undefined;
  completed:
    | { readonly names: NameSet; readonly policy: Policy; readonly findings: readonly Finding[] }
    | undefined;
}

const memoryOf = perBlock((): Memory => ({ scan: undefined, ruled: undefined, completed: undefined }));

/** So many blocks are searched in step: more would push each other out of the processor's memory. */
const IN_STEP = 32;

/** Searches those of some blocks that were not yet. */
function scan(blocks: readonly Block[]): void {
  const fresh = blocks.filter((block) => memoryOf(block).scan === undefined);
  for (let at = 0; at < fresh.length; at += IN_STEP) {
    const some = fresh.slice(at, at + IN_STEP);
    const scans = scanned(some.map(({ text }) => text));
    for (const [k, block] of some.entries()) memoryOf(block).scan = scans[k];
  }
}

/** The span of a sorted and disjoint list that holds all of another one, if one does. */
function holderOf<One extends Span>(spans: readonly One[], span: Span): One | undefined {
  const before = spans[lowerBound(spans, span.start + 1) - 1];
  return before && contains(before, span) ? before : undefined;
}

/** A finding lies in what the user said is none; one that goes beyond it stays whole. */
const isSafe = (finding: Span, safe: readonly Span[]): boolean => holderOf(safe, finding) !== undefined;

/** Whether a span shares anything with one of a sorted and disjoint list. */
const isTouched = (span: Span, spans: readonly Span[]): boolean =>
  (spans[lowerBound(spans, span.end) - 1]?.end ?? 0) > span.start;

const asFinding = ({ start, end, verdict }: Ruled): Finding[] =>
  verdict === 'safe' ? [] : [{ start, end, category: verdict, kind: verdict.toLowerCase() }];

/** What the finders saw in a block, as the user's rulings leave it: these also say what to look for elsewhere. */
function ruledScan(seen: Scan, rulings: Rulings): Scan {
  const ruled = ruledIn(seen.lexed.lexemes, rulings);
  if (ruled.length === 0) return seen;
  const safe = ruled.filter(({ verdict }) => verdict === 'safe');
  const kept = seen.findings.filter((finding) => !isSafe(finding, safe));
  // What reaches further than a phrase hides it as well.
  const always = ruled.flatMap(asFinding).filter((one) => {
    const holder = holderOf(kept, one);
    return !holder || contains(one, holder);
  });
  const findings = settle([...always, ...kept], seen.lexed.text, always.length);
  return { ...seen, findings, clues: cluesOf(seen.lexed.text, findings), safe, always };
}

function scanUnder(block: Block, { rulings }: Policy): Scan {
  const memory = memoryOf(block);
  memory.scan ??= scanned([block.text])[0] as Scan;
  if (rulings.list.length === 0) return memory.scan;
  if (memory.ruled?.rulings !== rulings) memory.ruled = { rulings, scan: ruledScan(memory.scan, rulings) };
  return memory.ruled.scan;
}

/** Whether a finding lies in one of a sorted and disjoint list that would win over it. */
function isFound(finding: Finding, findings: readonly Finding[]): boolean {
  const holder = holderOf(findings, finding);
  return holder !== undefined && (isWordy(finding) || !isWordy(holder));
}

/** What one block holds, given the names of its note. */
function completed(
  { lexed: seen, findings, doubted, votes, safe, always }: Scan,
  names: NameSet,
  policy: Policy,
): readonly Finding[] {
  const known = knownNames(seen, findings, names, namesAgain(seen, findings, votes));
  const more = withoutAnybody(known, seen.lexemes).filter(
    (finding) => !isSafe(finding, safe) && !isFound(finding, findings),
  );
  const met =
    more.length === 0 ? findings : settle([...always, ...findings, ...more], seen.text, always.length);
  const all = names.periods ? withoutPeriods(met, seen.text) : met;
  if (policy.mode === 'balanced') return all;
  // Nothing is to be said of what is masked already, nor of what the user said is safe.
  const free = safe.filter((span) => !isTouched(span, all));
  const settled = [...all, ...free.map((span): Finding => ({ ...span, category: 'ID', kind: 'safe' }))];
  const unsafe = findUnsafe(
    seen,
    settled.sort((a, b) => a.start - b.start),
    names,
  );
  const masked = [...all, ...unsafe].sort((a, b) => a.start - b.start);
  const left = doubted.filter((finding) => !isSafe(finding, safe));
  return left.length === 0 ? masked : settle([...masked, ...left], seen.text, masked.length);
}

/** The second pass; equal sets of names are one object. */
function complete(block: Block, names: NameSet, policy: Policy): readonly Finding[] {
  const memory = memoryOf(block);
  const known = memory.completed;
  if (known && known.policy === policy && (known.names === names || known.names.key === names.key))
    return known.findings;
  const findings = completed(scanUnder(block, policy), names, policy);
  memory.completed = { names, policy, findings };
  return findings;
}

/**
 * All identifiers of a note, sorted by start, not overlapping. Each block is searched by itself; then what
 * was found as a name or a number anywhere is found in every block. Blocks are remembered, so after an edit
 * only the touched ones are searched again, and all only if the edit changed which names there are.
 */
export function identifiersOf(note: Note, policy: Policy = balanced): Identifier[] {
  scan(note.blocks.map(({ block }) => block));
  const names = nameSet(note.blocks.map(({ block }) => scanUnder(block, policy).clues));
  const identifiers: Identifier[] = [];
  for (const { start, block } of note.blocks) {
    for (const found of complete(block, names, policy)) {
      identifiers.push({
        start: found.start + start,
        end: found.end + start,
        category: found.category,
        kind: found.kind,
      });
    }
  }
  policies.set(identifiers, policy);
  return identifiers;
}

// The policy that a list was found under, and the names in it.
const policies = new WeakMap<readonly Identifier[], Policy>();
const namesKnown = new WeakMap<readonly Identifier[], NameSet>();

/**
 * The identifiers of a text beside a note: what is known from the note and, unless the text is a mere label, what the
 * finders see in it, under the same policy.
 * @param identifiers those of the note, as `identifiersOf` returned them, in UTF-16 code units of `noteText`
 */
export function identifiersBeside(
  beside: Note,
  noteText: string,
  identifiers: readonly Identifier[],
  isLabel = false,
): Identifier[] {
  const policy = isLabel ? balanced : (policies.get(identifiers) ?? balanced);
  let names = namesKnown.get(identifiers);
  if (!names) {
    names = nameSet([cluesOf(noteText, identifiers)]);
    namesKnown.set(identifiers, names);
  }
  const known = names;
  return beside.blocks.flatMap(({ start, block }) => {
    const seen = scanUnder(block, policy);
    return completed(isLabel ? { ...seen, findings: [] } : seen, known, policy).map((found) => ({
      ...found,
      start: found.start + start,
      end: found.end + start,
    }));
  });
}

import { type Block, type Note, perBlock } from '../note/note';
import { lowerBound, type Span } from '../note/span';
import { type Clues, cluesOf, knownNames, type NameSet, nameSet } from './document';
import { findAges } from './finders/ages';
import { findAddresses, findPhones } from './finders/contact';
import { findDates } from './finders/dates';
import type { Finding } from './finders/finding';
import { findHl7 } from './finders/hl7';
import { findNames } from './finders/names';
import { findCodes, findNumbers } from './finders/numbers';
import { findPlaces } from './finders/places';
import { findUnknown } from './finders/unknown';
import { type Lexed, lexed } from './lexer';
import { balanced, type Policy } from './policy';
import { findUnsafe } from './strict';

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
  readonly clues: Clues;
}

/** One text, all finders; where two saw the same characters, the more certain one counts. */
function scan(text: string): Scan {
  const seen = lexed(text);
  const digits = /\d/.test(seen.text);
  // In order of certainty.
  const findings = settle(
    [
      ...findHl7(seen.text),
      ...findAddresses(seen),
      ...(digits ? [...findNumbers(seen), ...findPhones(seen)] : []),
      ...findDates(seen),
      ...findAges(seen),
      ...(digits ? findCodes(seen) : []),
      ...findPlaces(seen),
      ...findNames(seen),
      ...findUnknown(seen),
    ],
    seen.text,
  );
  return { lexed: seen, findings, clues: cluesOf(seen.text, findings) };
}

/**
 * Findings that overlap made disjoint, sorted by start: an earlier one in the list wins, a later one keeps
 * what is left of it beside the winner, if that holds a letter or a digit. Names and places win by length.
 */
function settle(findings: readonly Finding[], text: string): Finding[] {
  const ranked = findings
    .map((finding, rank) => ({
      finding,
      rank: isWordy(finding) ? 1e6 - (finding.end - finding.start) : rank,
    }))
    .sort((a, b) => a.rank - b.rank);
  const taken: Finding[] = [];
  for (const { finding } of ranked) {
    let at = lowerBound(taken, finding.start);
    // What lies before may reach into it.
    let { start } = finding;
    const before = taken[at - 1];
    if (before && before.end > start) start = before.end;
    const pieces: Finding[] = [];
    let next = taken[at];
    while (next && next.start < finding.end) {
      if (next.start > start) pieces.push({ ...finding, start, end: next.start });
      start = Math.max(start, next.end);
      at++;
      next = taken[at];
    }
    if (start < finding.end) pieces.push({ ...finding, start, end: finding.end });
    for (const piece of pieces) {
      const kept = piece.start === finding.start && piece.end === finding.end ? piece : rest(piece, text);
      if (kept) taken.splice(lowerBound(taken, kept.start), 0, kept);
    }
  }
  return taken;
}

/** What is left of a finding beside a better one, without white space and marks at its edges. */
function rest(piece: Finding, text: string): Finding | undefined {
  let { start, end } = piece;
  while (start < end && !/[\p{L}\p{Nd}]/u.test(text.charAt(start))) start++;
  while (end > start && !/[\p{L}\p{M}\p{Nd}]/u.test(text.charAt(end - 1))) end--;
  return end - start > 1 ? { ...piece, start, end } : undefined;
}

const isWordy = (finding: Finding): boolean => finding.category === 'NAME' || finding.category === 'LOCATION';

const scanBlock = perBlock((block: Block) => scan(block.text));

/** What one block holds, given the names of its note. */
function completed({ lexed: seen, findings }: Scan, names: NameSet, policy: Policy): readonly Finding[] {
  const more = knownNames(seen, findings, names);
  const all = more.length === 0 ? findings : settle([...findings, ...more], seen.text);
  if (policy.mode === 'balanced') return all;
  return [...all, ...findUnsafe(seen, all)].sort((a, b) => a.start - b.start);
}

// The second pass, remembered by block, set of names and policy; equal sets are one object.
const remembered = new WeakMap<
  Block,
  { readonly names: NameSet; readonly policy: Policy; readonly findings: readonly Finding[] }
>();

function complete(block: Block, names: NameSet, policy: Policy): readonly Finding[] {
  const known = remembered.get(block);
  if (known && known.policy === policy && (known.names === names || known.names.key === names.key))
    return known.findings;
  const findings = completed(scanBlock(block), names, policy);
  remembered.set(block, { names, policy, findings });
  return findings;
}

/**
 * All identifiers of a note, sorted by start, not overlapping. Each block is searched by itself; then what
 * was found as a name or a number anywhere is found in every block. Blocks are remembered, so after an edit
 * only the touched ones are searched again, and all only if the edit changed which names there are.
 */
export function identifiersOf(note: Note, policy: Policy = balanced): Identifier[] {
  const names = nameSet(note.blocks.map(({ block }) => scanBlock(block).clues));
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
  return identifiers;
}

// The names of a note, by the list of its identifiers.
const namesKnown = new WeakMap<readonly Identifier[], NameSet>();

/**
 * The identifiers of a text beside a note: what the finders see in it, and what is known from the note.
 * @param identifiers those of the note, in UTF-16 code units of `noteText`
 */
export function identifiersBeside(
  beside: Note,
  noteText: string,
  identifiers: readonly Identifier[],
  policy: Policy = balanced,
): Identifier[] {
  let names = namesKnown.get(identifiers);
  if (!names) {
    names = nameSet([cluesOf(noteText, identifiers)]);
    namesKnown.set(identifiers, names);
  }
  const known = names;
  return beside.blocks.flatMap(({ start, block }) => {
    return completed(scanBlock(block), known, policy).map((found) => ({
      ...found,
      start: found.start + start,
      end: found.end + start,
    }));
  });
}

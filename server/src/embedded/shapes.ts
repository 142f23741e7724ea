import type { SectionKind } from '../note/headings';
import type { Token } from '../note/tokens';
import {
  ABNORMAL,
  ANATOMY,
  CONJUNCTION,
  DETERMINER,
  FUNCTION,
  HEAD,
  MODIFIER,
  NUMBER,
  STOP,
  UNKNOWN,
} from './classes';
import { isJoiner } from './lexicon';
import type { Unit } from './units';

/** What a scan over the units of one sentence needs at hand. */
export interface Scan {
  readonly tokens: readonly Token[];
  readonly units: readonly Unit[];
}

/** What a unit can be; 0 beyond the end. */
export const bitsAt = (scan: Scan, unit: number): number => scan.units[unit]?.bits ?? 0;

/** The last word of a unit, in lower case; empty beyond the end. */
export function wordAt(scan: Scan, unit: number): string {
  const u = scan.units[unit];
  return u && u.first <= u.last ? (scan.tokens[u.last] as Token).lower : '';
}

const wordPart = new Set(
  'non pre post low high left right self well mid anti semi multi re co end one two three full half long short new ill follow'.split(
    ' ',
  ),
);

/** Whether a unit is a hyphen or slash that joins the words around it. */
export function joins(scan: Scan, unit: number): boolean {
  const u = scan.units[unit];
  if (u?.bits !== 0 || u.first !== u.last) return false;
  const token = scan.tokens[u.first] as Token;
  if (!isJoiner(token) && token.text !== '/') return false;
  const before = scan.tokens[u.first - 1];
  const after = scan.tokens[u.first + 1];
  if (!before || !after) return false;
  if (before.end === token.start && after.start === token.end) return true;
  // A text cut into tokens has space around its hyphens; only a known part of a word is believed then.
  return isJoiner(token) && before.end + 1 === token.start && wordPart.has(before.lower);
}

const link = new Set([':', '=', '|', 'of', 'is', 'was', 'at', 'in', 'the', '-', '−', '>', '<', '~', '+']);

/** Whether a value follows a token: "K 3.4", "HR: 98", "INR of 6". */
export function valueFollows(tokens: readonly Token[], last: number): boolean {
  for (let i = last + 1; i < Math.min(tokens.length, last + 4); i++) {
    const token = tokens[i] as Token;
    // A date is no value.
    if (token.kind === 'number') return !(tokens[i + 1]?.text === '/' && tokens[i + 3]?.text === '/');
    if (!link.has(token.lower)) return false;
  }
  return false;
}

const doseUnit =
  /^(?:mg|mgs|mcg|g|gm|grams?|meq|units?|iu|tab|tabs|tablets?|cap|caps|capsules?|puffs?|drops?|gtts?|µg|ug|milligrams?)$/;
const route =
  /^(?:po|iv|im|sc|sq|subq|sl|pr|daily|bid|tid|qid|qd|qhs|qam|qpm|prn|q\d*h?|nightly|weekly|tablets?|capsules?|inhaler|solution|suspension|cream|ointment|patch|drops)$/;

/** Whether a dose follows a unit: "40 mg", "2 tabs"; not a concentration ("mg/dL"). */
export function doseFollows(scan: Scan, unit: number): boolean {
  if (!(bitsAt(scan, unit + 1) & NUMBER)) return false;
  let i = unit + 2;
  while (i < unit + 6 && (joins(scan, i) || bitsAt(scan, i) & NUMBER)) i++;
  return doseUnit.test(wordAt(scan, i)) && wordAt(scan, i + 1) !== '/';
}

/** What the shape of a line says of a word that nothing else explains: a drug before a dose, a test before a value. */
export function lineShape(scan: Scan, unit: number, section: SectionKind): 'treatment' | 'test' | undefined {
  const { first } = scan.units[unit] as Unit;
  const token = scan.tokens[first] as Token;
  if (token.text.length >= 4 && (section === 'medications' || token.text !== token.lower)) {
    if (doseFollows(scan, unit)) return 'treatment';
    if (section === 'medications' && token.text !== token.lower && route.test(wordAt(scan, unit + 1)))
      return 'treatment';
  }
  const abbreviation =
    token.text.length >= 2 && token.text.length <= 6 && /^\p{Lu}[\p{Lu}\p{Nd}]+$/u.test(token.text);
  if (section === 'laboratory' && abbreviation && scan.tokens[first + 1]?.kind === 'number') return 'test';
  return undefined;
}

/** Longer than any list of body parts that one phrase names. */
const FAR = 14;

/**
 * The last unit of a phrase such as "of the left leg" or "in her knees, ankles, or feet".
 * @param at the preposition
 * @returns -1 where it names no body part, or names something else besides
 */
export function bodyPart(scan: Scan, at: number, depth = 0): number {
  let i = at + 1;
  while (bitsAt(scan, i) & DETERMINER || (i === at + 1 && wordAt(scan, i) === 'that')) i++;
  let end = -1;
  const limit = Math.min(scan.units.length, at + FAR);
  for (; i < limit; i++) {
    const bits = bitsAt(scan, i);
    const comma = wordAt(scan, i) === ',';
    if (bits & STOP || comma) {
      const list = end >= 0 && depth < 4 && (comma || bits & CONJUNCTION);
      const follows = bitsAt(scan, i + 1) & (DETERMINER | MODIFIER | ANATOMY | CONJUNCTION);
      if (!list || !follows) break;
      // "and pelvis" belongs here only where what follows names a body part and nothing else.
      const skip = comma && bitsAt(scan, i + 1) & CONJUNCTION ? 1 : 0;
      const rest = bodyPart(scan, i + skip, depth + 1);
      if (rest < 0) break;
      if (comma && !skip) {
        let joined = false;
        for (let j = i; j < rest; j++) if (bitsAt(scan, j) & CONJUNCTION) joined = true;
        if (!joined) break;
      }
      return rest;
    }
    if (bits & HEAD && !(bits & ANATOMY)) {
      if (bits & (MODIFIER | FUNCTION)) continue;
      return -1;
    }
    if (bits & ANATOMY) end = i;
    else if (!joins(scan, i) && !(bits & (MODIFIER | ABNORMAL | UNKNOWN | NUMBER | FUNCTION))) break;
  }
  // "segment VI", "lobe 2"
  if (
    /^(?:segment|zone|level|rib|toe|finger|digit)$/.test(wordAt(scan, end)) &&
    /^(?:[ivx]+|\d+)$/.test(wordAt(scan, end + 1))
  )
    end++;
  return end;
}

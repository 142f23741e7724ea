import { Gap, has } from '../../words/lexer';
import { Flag, looksClinical, plainMeaning } from '../../words/lexicon';
import { Safe, safetyOf } from '../../words/safe-words';
import { type Marks, mark } from './place';

/** First words of towns that are named after another, or after somebody. */
export const compass = /^(?:north|south|east|west|new|old|upper|lower|port|fort|lake|great|st|saint)$/;

const plain = plainMeaning | Flag.patient | Flag.label | Flag.organisation | Flag.weakOrganisation;

const isPerson = (lower: string, flags: number): boolean =>
  (flags & (Flag.given | Flag.family)) !== 0 && (safetyOf(lower, flags) & Safe.everyday) === 0;

/** Whether the second word of such a town may be one: a person's name, a town's, or what nothing knows. */
export function isTownsName(lower: string, flags: number): boolean {
  if ((flags & (plain & ~Flag.title)) !== 0 || looksClinical(lower)) return false;
  return isPerson(lower, flags) || (flags & Flag.city) !== 0 || (safetyOf(lower, flags) & Safe.word) === 0;
}

/** "moved to East Patricia", "at New Andrewtown": a point of the compass and a name; `i` is the preposition. */
export function compassTown(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [first, name, next] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (first?.gap !== Gap.space || name?.gap !== Gap.space || name.kind !== 'word') return;
  if (first.writing !== 'capital' || name.writing !== 'capital' || !compass.test(first.lower)) return;
  if (!isTownsName(name.lower, name.flags) || (has(name, Flag.eponym) && !has(name, Flag.given))) return;
  // "to West Shannon Wing"
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing !== 'lower') return;
  if (has(next, Flag.eponymHead)) return;
  mark(marks, i + 1, i + 3, 'city');
}

import { Finder, type Sightings } from '../learned/sightings';
import { type Lexed, Sign } from '../words/lexer';
import { findAges } from './dates/ages';
import { findDates } from './dates/dates';
import type { Finding } from './finding';
import { findNames } from './names/names';
import { findSpeakers } from './names/speakers';
import { findUnknown } from './names/unknown';
import { findUsers } from './names/users';
import { findAddresses } from './numbers/addresses';
import { findCodes } from './numbers/codes';
import { findColumns } from './numbers/columns';
import { findPhones } from './numbers/contact';
import { findHl7 } from './numbers/hl7';
import { findNumbers } from './numbers/numbers';
import { findPlaces } from './places/places';

export interface Rule {
  readonly find: (seen: Lexed) => readonly Finding[];
  readonly by: number;
  /** Signs without any of which it finds nothing, as bits of `Sign`, so that it is not asked; 0 where it needs none. */
  readonly needs: number;
}

const rule = (find: Rule['find'], by: number = Finder.other, needs = 0): Rule => ({ find, by, needs });

/** All rules, in order of certainty. */
export const rules: readonly Rule[] = [
  rule(({ text }) => findHl7(text), Finder.other, Sign.bar),
  rule(findAddresses),
  rule(findNumbers, Finder.other, Sign.digit),
  rule(findColumns, Finder.other, Sign.digit),
  rule(findPhones),
  rule(findUsers),
  rule(findDates),
  rule(findAges),
  rule(findCodes, Finder.other, Sign.digit),
  rule(findPlaces, Finder.places),
  rule(findNames, Finder.names),
  rule(findSpeakers, Finder.speakers),
  rule(findUnknown, Finder.unknown),
];

/**
 * What the rules see in each of some texts, whatever overlaps. All texts by one rule, then by the next: what a processor
 * has at hand of a rule serves for them all.
 */
export function allSee(texts: readonly Lexed[]): Sightings[] {
  const seen = texts.map(() => ({ findings: [] as Finding[], finders: [] as number[] }));
  for (const { find, by, needs } of rules)
    for (const [k, { findings, finders }] of seen.entries()) {
      const text = texts[k] as Lexed;
      if (needs !== 0 && (text.signs & needs) === 0) continue;
      for (const one of find(text)) {
        findings.push(one);
        finders.push(one.kind === 'strange' ? Finder.strange : by);
      }
    }
  return seen;
}

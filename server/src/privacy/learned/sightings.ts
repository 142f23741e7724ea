import { lowerBound } from '../../note/span';
import type { Finding } from '../finders/finding';
import type { Lexeme } from '../words/lexer';

/** Who saw a name or a place, as bits: what several saw is surer than what one saw. */
export const Finder = { places: 1, names: 2, speakers: 4, unknown: 8, strange: 16, other: 32 } as const;

/** What the finders saw of a block, whatever overlaps; in order of certainty. */
export interface Sightings {
  readonly findings: readonly Finding[];
  /** For each finding one of `Finder`. */
  readonly finders: readonly number[];
}

// What a finder saw twice, by two of its rules, sets a bit so much further up, too.
const TWICE = 6;

/** For each lexeme who saw it, as bits of `Finder`, and above them who did so twice. */
export function votesOf(lexemes: readonly Lexeme[], { findings, finders }: Sightings): readonly number[] {
  // No typed array: one of more than a few bytes is slow to make, and there is one for each block.
  const votes = new Array<number>(lexemes.length).fill(0);
  for (let n = 0; n < findings.length; n++) {
    const [{ start, end }, by] = [findings[n] as Finding, finders[n] as number];
    for (let i = lowerBound(lexemes, start); i < lexemes.length; i++) {
      if ((lexemes[i] as Lexeme).start >= end) break;
      const before = votes[i] as number;
      votes[i] = before | by | (before & by ? by << TWICE : 0);
    }
  }
  return votes;
}

const unsure = Finder.unknown | Finder.strange;

/**
 * Whether but one finder saw it, by one of its rules, and one that goes by the form of words, not by what stands around.
 * @param votes those of all lexemes of a finding, joined by `|`
 */
export const isWeak = (votes: number): boolean => (votes & unsure) !== 0 && (votes & (votes - 1)) === 0;

import { Flag } from './lexicon';

/** A name that has one of these is also something else. */
export const riskyFlags =
  Flag.safe |
  Flag.ambiguous |
  Flag.eponym |
  Flag.month |
  Flag.weekday |
  Flag.city |
  Flag.kept |
  Flag.generic |
  Flag.eponymHead |
  Flag.town |
  Flag.street |
  Flag.role |
  Flag.relative |
  Flag.title |
  Flag.organisation |
  Flag.weakOrganisation;

import type { Entity } from '../../annotation/annotation';
import { type Note, sentences } from '../../note/note';
import { type Clash, clashesOf } from './clashes';
import { statementClashes } from './statements';

/**
 * The pairs of sentences of a note that are worth asking a model whether they contradict each other: first those whose
 * mentions clash, then those whose words do. Most pairs are not; without a choice, their number grows with the square.
 */
export function candidatePairs(note: Note, entities: readonly Entity[], most: number): Clash[] {
  const byMentions = clashesOf(entities, sentences(note), most);
  const seen = new Set(byMentions.map(({ premise, hypothesis }) => `${premise.end} ${hypothesis.end}`));
  const byWords = statementClashes(note, entities, most).filter(
    ({ premise, hypothesis }) => !seen.has(`${premise.end} ${hypothesis.end}`),
  );
  return [...byMentions, ...byWords].slice(0, most);
}

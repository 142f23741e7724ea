import type { Note } from '../note/note';
import type { Judgement } from './judgement';
export function judgeHypothesis(_note: Note, _hypothesis: string): Judgement | undefined {
  return undefined;
}

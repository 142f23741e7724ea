import { shift } from '../../note/span';
import type { Result } from '../../task/engine';
import type { OpenNote } from '../open-note';

/** A result of a window, moved with it by so many code units. */
export function moved(result: Result, by: number): Result {
  if (by === 0) return result;
  const scope = shift(result.scope, by);
  if ('entities' in result) {
    const entities = result.entities.map((e) => ({ ...e, spans: e.spans.map((span) => shift(span, by)) }));
    return { ...result, scope, entities };
  }
  return { ...result, scope };
}

/** Takes an answer into what is known of a note. Its spans are of the note as it is now. */
export function take({ note, knowledge }: OpenNote, result: Result): void {
  if ('failure' in result) return;
  switch (result.task) {
    case 'ner':
      knowledge.putEntities(note, result.scope, result.entities, result.partial ?? false);
      break;
    case 'relation':
      knowledge.putRelations(note, result.scope, result.relations);
      break;
    case 'nli':
      knowledge.putInferences(result.inferences);
      break;
    case 'summary': {
      const { scope, summary } = result;
      const isWhole = scope.start === 0 && scope.end === note.text.length;
      const section = note.sections.find((s) => s.start === scope.start && s.end === scope.end);
      // In a note of one section both have the same scope: the section's comes first.
      if (section && !(isWhole && knowledge.summaryOf(note, section)?.current))
        knowledge.putSummary(note, section, summary);
      if (isWhole) knowledge.putSummary(note, undefined, summary);
    }
  }
}

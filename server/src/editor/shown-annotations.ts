import { ASSERTION } from '../annotation/schema';
import { nearest } from './nearest';
import type { OpenNote } from './open-note';
import type { ShownAnnotations, ShownEntity } from './protocol';

/** Entities that are handed to the client to colour: a few screens' worth around the visible part. */
const MOST_SHOWN = 1_000;

/** What a client is to colour in a note as it stands. */
export function shownAnnotations(open: OpenNote): ShownAnnotations {
  const entities: ShownEntity[] = [];
  for (const placed of nearest(open.note, open.visible)) {
    if (entities.length >= MOST_SHOWN) break;
    for (const entity of open.knowledge.entitiesOf(open.note, placed)) {
      const assertion = entity.attributes[ASSERTION];
      entities.push({
        ranges: entity.spans.map((span) => open.rangeOf(span)),
        type: entity.type,
        ...(typeof assertion === 'string' && { assertion }),
      });
    }
  }
  return { uri: open.uri, version: open.version, entities };
}

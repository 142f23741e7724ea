import type { Entity } from '../../annotation/annotation';
import { ASSERTION } from '../../annotation/schema';

/** What diagnostics of notes come from, as a client shows it. */
export const source = 'marginalia';

/** One line on an entity, for lists and hovers. */
export function describe(entity: Pick<Entity, 'type' | 'attributes'>): string {
  const assertion = entity.attributes[ASSERTION];
  return typeof assertion === 'string' ? `${entity.type}, ${assertion.replaceAll('_', ' ')}` : entity.type;
}

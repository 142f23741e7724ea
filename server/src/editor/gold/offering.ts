import type { OpenNote } from '../open-note';
import { argumentOffers, partOffers } from './event-offers';
import type { Offer, OffersArgument } from './gold-protocol';
import { openGoldOf } from './items';
import { attributeOffers, relationOffers, typeOffers, typesFor } from './offers';
import { changeable, subjectOf } from './subjects';

/** What may be chosen for what is meant, each with a key. */
export function offersFor(open: OpenNote, argument: OffersArgument): readonly Offer[] {
  const gold = openGoldOf(open)?.gold;
  if (!gold) return [];
  const { schema, looks } = open.corpusSchema;
  const keys = new Map([...looks.keys].map(([key, type]) => [type, key]));
  if (argument.what === 'new') return typeOffers(schema.entities, keys);
  if (argument.what === 'event') return typeOffers(schema.events, keys);
  const found = subjectOf(open, argument);
  const subject = found && changeable(open, found);
  if (!subject) return [];
  if (argument.what === 'type') return typeOffers(typesFor(schema, gold, subject), keys);
  if (subject.kind === 'relation' || subject.kind === 'disagreement') return [];
  const end = subject.kind === 'entity' ? subject : subject.gold;
  switch (argument.what) {
    case 'attribute': {
      const { type, attributes } = subject.kind === 'entity' ? subject.entity : subject.gold;
      return attributeOffers(schema, keys, type, attributes);
    }
    case 'relation':
      return relationOffers(open, gold, schema, end);
    case 'argument':
      return argumentOffers(open, gold, schema, end);
    case 'part':
      return partOffers(open, gold, end);
  }
}

import type { AttributeValue } from '../../annotation/annotation';
import { ASSERTION } from '../../annotation/schema';
import type { Span } from '../../note/span';
import { itemsIn, openGoldOf } from '../gold/items';
import type { OpenNote } from '../open-note';
import type { ShownAnnotations, ShownEntity } from '../protocol';
import { nearest } from './nearest';

/** Entities that are handed to the client to colour: a few screens' worth around the visible part. */
const MOST_SHOWN = 1_000;

interface Mention {
  readonly type: string;
  readonly spans: readonly Span[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** What a client is to colour in a note as it stands: gold, and what nobody has decided on. */
export function shownAnnotations(open: OpenNote): ShownAnnotations {
  const entities: ShownEntity[] = [];
  const { looks } = open.corpusSchema;
  const add = ({ type, spans, attributes }: Mention, gold: boolean): void => {
    const assertion = attributes[ASSERTION];
    const colour = (looks.types.get(type) ?? looks.usual.span).background;
    entities.push({
      ranges: spans.map((span) => open.rangeOf(span)),
      type,
      ...(typeof assertion === 'string' && { assertion }),
      ...(gold && { gold: true as const }),
      ...(colour !== undefined && { colour }),
    });
  };
  const gold = openGoldOf(open)?.gold;
  for (const placed of nearest(open.note, open.visible)) {
    if (entities.length >= MOST_SHOWN) break;
    for (const one of gold?.near(placed) ?? []) {
      // One that reaches into the block from before it was shown there.
      const starts = one.spans[0]?.start ?? -1;
      if (!one.broken && starts >= placed.start && starts < placed.end) add(one, true);
    }
    for (const item of itemsIn(open, placed)) if (item.kind === 'entity') add(item.entity, false);
  }
  return { uri: open.uri, version: open.version, entities };
}

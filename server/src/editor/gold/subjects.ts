import { extent } from '../../annotation/annotation';
import { contains, type Span } from '../../note/span';
import type { OpenNote } from '../open-note';
import type { Subject } from './decisions';
import type { ItemArgument } from './gold-protocol';
import { goldAt, type Item, itemOf, itemsAt, openGoldOf } from './items';

/** Where a subject stands; UTF-16 code units. */
export const spanOfSubject = (subject: Subject): Span =>
  subject.kind === 'gold' ? extent(subject.gold) : subject.span;

/** Gold that holds, or that is broken, by its id. */
function goldSubject(open: OpenNote, id: string): Subject | undefined {
  const gold = openGoldOf(open)?.gold.entity(id);
  if (!gold || gold.spans.length === 0) return undefined;
  return gold.broken ? { kind: 'broken', id, span: extent(gold), gold } : { kind: 'gold', id, gold };
}

/** What a person means: an item by its id, or else what stands where the cursor is; suggestions come before gold. */
export function subjectOf(
  open: OpenNote,
  { id, range }: Pick<ItemArgument, 'id' | 'range'>,
): Subject | undefined {
  const span = range && open.spanOf(range);
  if (id !== undefined) {
    const named = goldSubject(open, id) ?? itemOf(open, id, span);
    if (named) return named;
  }
  if (!span) return undefined;
  const items = itemsAt(open, span);
  const session = openGoldOf(open);
  const gold = session && goldAt(session.gold, span);
  // A selection of just the words of something means that; else what is not decided on, mentions before relations.
  const isGold = gold && contains(extent(gold), span) && !items.some((item) => isMention(item, span));
  const [item] = isGold ? [] : [...items.filter(({ kind }) => kind !== 'relation')];
  return item ?? (gold && goldSubject(open, gold.id)) ?? items[0];
}

/**
 * What is changed where annotators disagree on something else than a mention: the gold that it is said of. Of a mention
 * that nobody has decided on, the disagreement itself.
 */
export function changeable(open: OpenNote, subject: Subject): Subject {
  if (subject.kind !== 'disagreement') return subject;
  const { options } = subject.about;
  if (options.some(({ items }) => items[0]?.kind === 'textbound')) return subject;
  const session = openGoldOf(open);
  const gold = session && goldAt(session.gold, subject.span);
  const found = gold && contains(extent(gold), subject.span) ? goldSubject(open, gold.id) : undefined;
  return found ?? subject;
}

const isMention = ({ kind, span }: Item, at: Span): boolean =>
  kind !== 'relation' && span.start === at.start && span.end === at.end;

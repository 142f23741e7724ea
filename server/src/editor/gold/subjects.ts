import { extent } from '../../annotation/annotation';
import { contains, type Span } from '../../note/span';
import type { OpenNote } from '../open-note';
import { wholeTokens } from './adjust';
import type { Subject } from './decisions';
import type { ItemArgument } from './gold-protocol';
import { goldAt, type Item, itemOf, itemsAt, openGoldOf } from './items';

/** Where a subject stands; UTF-16 code units. */
export const spanOfSubject = (subject: Subject): Span =>
  subject.kind === 'gold' ? extent(subject.gold) : subject.span;

/** Gold that holds, or that is broken, by its id; an event is meant by its trigger. */
function goldSubject(open: OpenNote, named: string): Subject | undefined {
  const all = openGoldOf(open)?.gold;
  const gold = all?.entity(all.event(named)?.trigger ?? named);
  if (!gold || gold.spans.length === 0) return undefined;
  const { id } = gold;
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
  const item = isGold ? undefined : items.find(({ kind }) => kind !== 'relation');
  return item ?? (gold && goldSubject(open, gold.id)) ?? items[0];
}

/** What a person means to make something of: a subject by its id, under the cursor or just selected, or else the words that are selected. */
export function subjectOrWords(open: OpenNote, argument: ItemArgument): Subject | readonly Span[] {
  const found = subjectOf(open, argument);
  const subject = found && changeable(open, found);
  const selected = argument.range && open.spanOf(argument.range);
  const words = selected ? wholeTokens(open.note.text, selected) : [];
  if (!subject || (words.length > 0 && argument.id === undefined && !isAllOf(subject, words))) return words;
  return subject;
}

/** Whether words are just those that a subject stands on. */
function isAllOf(subject: Subject, words: readonly Span[]): boolean {
  const [own, all] = [spanOfSubject(subject), extent({ spans: words })];
  return own.start === all.start && own.end === all.end;
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

import type { CodeAction, Range } from 'vscode-languageserver';
import type { Schema } from '../../annotation/schema';
import type { Gold } from '../../gold/gold';
import type { OpenNote } from '../open-note';
import { argumentOffers, partOffers } from './event-offers';
import { ADD_ARGUMENT, MAKE_EVENT, REMOVE, REMOVE_ARGUMENT } from './gold-protocol';
import { type End, typeOffers } from './offers';

/** What a person may do with a mention as the trigger or as a part of events; at most so many of each. */
export function eventActions(
  open: OpenNote,
  { gold, schema }: { readonly gold: Gold; readonly schema: Schema },
  end: End,
  most: number,
  change: (title: string, command: string, more?: object) => CodeAction,
  wordsAt: (range: Range | undefined) => string,
): CodeAction[] {
  if (schema.events.length === 0) return [];
  const made = typeOffers(schema.events, new Map())
    .slice(0, most)
    .map(({ type }) => change(`Make it an event: ${type}`, MAKE_EVENT, { type }));
  const added = argumentOffers(open, gold, schema, end, most).map(({ label, range, part }) =>
    change(`${label} “${wordsAt(range)}”`, ADD_ARGUMENT, part),
  );
  const removed = partOffers(open, gold, end)
    .slice(0, most)
    .map(({ label, range, part, event }) =>
      part
        ? change(`Take out ${label} “${wordsAt(range)}”`, REMOVE_ARGUMENT, part)
        : change(`Take out ${label}`, REMOVE, { id: event }),
    );
  return [...made, ...added, ...removed];
}

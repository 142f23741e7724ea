import type { Connection } from 'vscode-languageserver';
import { MessageType, type Range, ShowMessageNotification } from 'vscode-languageserver';
import type * as z from 'zod';
import type { Decision, Refused } from '../../gold/decision';
import type { GoldEvent } from '../../gold/gold';
import { repairAll } from '../../gold/repair';
import type { OpenGold } from '../../gold/store';
import { SIDES, type SideOffer, TAKE } from '../adjudication/adjudication-protocol';
import { takingSide } from '../adjudication/choosing-sides';
import { byType, said } from '../adjudication/saying';
import type { Commands } from '../commands';
import type { OpenNote } from '../open-note';
import { adjusted, wholeTokens } from './adjust';
import * as given from './arguments';
import {
  acceptance,
  acceptances,
  attributing,
  type Ground,
  mending,
  moving,
  rejection,
  relating,
  retyping,
  type Subject,
  together,
} from './decisions';
import { addingArgument, makingEvent, removingArgument } from './events';
import type { Decided, Offer, Place } from './gold-protocol';
import * as names from './gold-protocol';
import { alike, brokenOf, type EntityItem, type Item, itemsIn, itemsOf, openGoldOf } from './items';
import { offersFor } from './offering';
import { placeOf, placeOfGold } from './places';
import { changeable, spanOfSubject, subjectOf, subjectOrWords } from './subjects';
import { nextItem, previousItem } from './walk';

export interface ReviewHost {
  readonly connection: Pick<Connection, 'sendNotification'>;
  readonly noteOf: (uri: string) => OpenNote | undefined;
  /** Ends when the gold of a note is read, or there is none to be had. */
  readonly ready: (open: OpenNote) => Promise<void>;
  /** Takes back the last step of the corpus of a note, or does it again; gives where to look. */
  readonly step: (open: OpenNote, way: 'undo' | 'redo') => Promise<Place | Refused | undefined>;
  /** A decision was made at an offset: where an undo leads back to. */
  readonly decided: (open: OpenNote, offset: number) => void;
  /** A note is said to be finished. */
  readonly finished: (open: OpenNote) => void;
}

/** A note with its gold, as a command finds it. */
interface Session extends Ground {
  readonly open: OpenNote;
  readonly store: OpenGold;
}

/** What a command wants done: where, by which decision; or why not. */
type Wish = { readonly at: number; readonly decision: Decision; readonly id?: string } | Refused | 'go on';

const NOTHING: Refused = { refused: 'nothing to decide on is here.' };
const WAITING: Refused = {
  refused: 'what annotators disagree on waits until the text of the note is the one that they marked.',
};

export function reviewCommands(host: ReviewHost): Commands {
  const refuse = ({ refused }: Refused): Decided => {
    const message = `Marginalia: ${refused}`;
    void host.connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
    return { refused };
  };

  async function sessionOf(uri: string, version?: number): Promise<Session | Refused> {
    const open = host.noteOf(uri);
    if (!open) return { refused: 'the note is not open.' };
    await host.ready(open);
    if (version !== undefined && open.version !== version)
      return { refused: 'the note has changed meanwhile; choose again.' };
    const store = openGoldOf(open);
    if (!store)
      return { refused: 'gold is kept beside the file of a note: save the note in a folder first.' };
    return { open, store, note: open.note, gold: store.gold, schema: open.corpusSchema.schema };
  }

  /** When something to decide on was shown last: from then on a person looks at it. */
  let shownAt: number | undefined;
  const shows = <Answer>(answer: Answer): Answer => {
    shownAt = performance.now();
    return answer;
  };
  const lookedAt = (): number | undefined =>
    shownAt === undefined ? undefined : Math.round(performance.now() - shownAt);

  const placeAt = (open: OpenNote, offset: number): { next?: Place } => {
    const next = nextItem(open, { offset });
    return next ? { next: placeOf(open, next) } : {};
  };

  /** A command that decides on something of a note. */
  const deciding =
    <Argument extends { uri: string; version: number }>(
      schema: z.ZodType<Argument>,
      wish: (session: Session, argument: Argument) => Wish,
    ) =>
    async (argument: unknown): Promise<Decided | undefined> => {
      const read = schema.safeParse(argument);
      if (!read.success) return undefined;
      const session = await sessionOf(read.data.uri, read.data.version);
      if ('refused' in session) return refuse(session);
      const wished = wish(session, read.data);
      const { open, store } = session;
      if (wished === 'go on')
        return placeAt(open, 'range' in read.data ? open.spanOf(read.data.range as Range).start + 1 : 0);
      if ('refused' in wished) return refuse(wished);
      const decided = store.decide(wished.decision, lookedAt());
      if ('refused' in decided) return refuse(decided);
      host.decided(open, wished.at);
      // What was only changed is not among what was made.
      const about = wished.id === undefined ? decided.ids : [wished.id, ...decided.ids];
      const shown = about.flatMap((id) => placeOfGold(open, decided.gold, id) ?? []).at(-1);
      return shows({ ...(shown && { at: shown }), ...placeAt(open, wished.at) });
    };

  /** A command that decides on one item. */
  const onItem = <Argument extends names.ItemArgument>(
    schema: z.ZodType<Argument>,
    decide: (session: Session, subject: Subject, argument: Argument) => Decision | Refused | 'go on',
  ) =>
    deciding(schema, (session, argument) => {
      const subject = subjectOf(session.open, argument);
      if (!subject) return session.open.comparison === 'other-text' ? WAITING : NOTHING;
      const decision = decide(session, subject, argument);
      if (decision === 'go on' || 'refused' in decision) return decision;
      return { at: spanOfSubject(subject).start, decision, id: subject.id };
    });

  /** A command that decides on who plays which part in an event. */
  const onEvent = (decide: (session: Session, event: GoldEvent, part: names.Part) => Decision | Refused) =>
    deciding(given.roleArgument, (session, part) => {
      const event = session.gold.event(part.event);
      if (!event) return NOTHING;
      const decision = decide(session, event, part);
      const [first] = session.gold.entity(event.trigger)?.spans ?? [];
      return 'refused' in decision ? decision : { at: first?.start ?? 0, decision, id: event.id };
    });

  const takeAll = (session: Session, items: readonly Item[], at: number): Wish => {
    const decisions = acceptances(session, items);
    return decisions.length === 0 ? NOTHING : { at, decision: together(decisions) };
  };

  const walking =
    (find: typeof nextItem) =>
    async (argument: unknown): Promise<Place | null> => {
      const read = given.walkArgument.safeParse(argument);
      const open = read.data && host.noteOf(read.data.uri);
      if (!read.data || !open) return null;
      await host.ready(open);
      const { position, id } = read.data;
      const item = find(open, { offset: open.offsetAt(position), ...(id !== undefined && { id }) });
      return item ? shows(placeOf(open, item)) : null;
    };

  const stepping =
    (way: 'undo' | 'redo') =>
    async (argument: unknown): Promise<Decided | undefined> => {
      const read = given.noteArgument.safeParse(argument);
      if (!read.success) return undefined;
      const session = await sessionOf(read.data.uri);
      if ('refused' in session) return refuse(session);
      const at = await host.step(session.open, way);
      if (at && 'refused' in at) return refuse(at);
      return at ? shows({ at }) : {};
    };

  /** Ends of a relation, by their ids: gold or suggestions. */
  const endOf = ({ open, gold }: Session, id: string): EntityItem | ReturnType<typeof gold.entity> => {
    const there = gold.entity(id);
    if (there) return there;
    const item = itemsOf(open).find((one) => one.id === id);
    return item?.kind === 'entity' ? item : undefined;
  };

  return {
    [names.ACCEPT]: onItem(given.itemArgument, (session, subject) =>
      subject.kind === 'gold' ? 'go on' : acceptance(session, subject),
    ),
    [names.REJECT]: onItem(given.itemArgument, (_, subject) => rejection(subject)),
    [TAKE]: onItem(given.takeArgument, ({ gold }, subject, { side }) =>
      subject.kind === 'disagreement' ? takingSide(gold, subject, side) : NOTHING,
    ),
    [SIDES]: async (argument): Promise<readonly SideOffer[]> => {
      const read = given.itemArgument.safeParse(argument);
      const session = read.data && (await sessionOf(read.data.uri, read.data.version));
      if (!read.data || !session || 'refused' in session) return [];
      const subject = subjectOf(session.open, read.data);
      if (subject?.kind !== 'disagreement') return [];
      return subject.about.options.map((option, side) => {
        return { label: option.name, description: said(subject, option, byType), side };
      });
    },
    [names.REMOVE]: onItem(given.itemArgument, ({ gold }, subject, { id = '' }) =>
      subject.kind === 'gold' || subject.kind === 'broken'
        ? { kind: 'remove', ids: [gold.event(id) ? id : subject.id] }
        : NOTHING,
    ),
    [names.RETYPE]: onItem(given.retypeArgument, (session, subject, { type }) =>
      retyping(session, changeable(session.open, subject), type),
    ),
    [names.ATTRIBUTE]: onItem(given.attributeArgument, (session, subject, { name, value }) =>
      attributing(session, changeable(session.open, subject), name, value),
    ),
    [names.ADJUST]: onItem(given.adjustArgument, (session, meant, { edge, by }) => {
      const subject = changeable(session.open, meant);
      if (subject.kind === 'disagreement') return moving(session, subject, []);
      if (subject.kind === 'relation') return { refused: 'a relation has no text of its own.' };
      const { spans } = subject.kind === 'entity' ? subject.entity : subject.gold;
      const moved = adjusted(session.note.text, spans, edge, by);
      return moved ? moving(session, subject, moved) : { refused: 'it goes no further.' };
    }),
    [names.ACCEPT_ALIKE]: deciding(given.itemArgument, (session, argument) => {
      const subject = subjectOf(session.open, argument);
      if (subject?.kind !== 'entity') return NOTHING;
      return takeAll(session, alike(session.open, subject), subject.span.start);
    }),
    [names.ACCEPT_SECTION]: deciding(given.itemArgument, (session, argument) => {
      const { open, note } = session;
      const subject = subjectOf(open, argument);
      const at = subject ? spanOfSubject(subject).start : open.spanOf(argument.range ?? atStart).start;
      const section = note.sections.findLast(({ start }) => start <= at);
      const blocks = note.blocks.filter((placed) => placed.section === section);
      return takeAll(
        session,
        blocks.flatMap((placed) => itemsIn(open, placed)),
        section?.start ?? 0,
      );
    }),
    [names.ADD]: deciding(given.annotateArgument, ({ open, note }, { range, type }) => {
      const spans = wholeTokens(note.text, open.spanOf(range));
      const [first] = spans;
      if (!first) return { refused: 'select the words to annotate.' };
      return { at: first.start, decision: { kind: 'entity', type, spans } };
    }),
    [names.RELATE]: deciding(given.relateArgument, (session, { from, to, type }) => {
      const [a, b] = [endOf(session, from), endOf(session, to)];
      if (!a || !b) return NOTHING;
      return {
        at: 'kind' in a ? a.span.start : (a.spans[0]?.start ?? 0),
        decision: relating(session, a, b, type),
      };
    }),
    [names.MAKE_EVENT]: deciding(given.retypeArgument, (session, argument) => {
      const of = subjectOrWords(session.open, argument);
      if (!('kind' in of) && of.length === 0) return { refused: 'select the words that tell of the event.' };
      const decision = makingEvent(session, of, argument.type);
      const at = 'kind' in of ? spanOfSubject(of).start : (of[0]?.start ?? 0);
      return 'refused' in decision ? decision : { at, decision };
    }),
    [names.ADD_ARGUMENT]: onEvent((session, event, { role, target }) => {
      const player = session.gold.event(target) ?? endOf(session, target);
      return player ? addingArgument(session, event, role, player) : NOTHING;
    }),
    [names.REMOVE_ARGUMENT]: onEvent((_, event, part) => removingArgument(event, part)),
    [names.MEND]: deciding(given.mendArgument, ({ gold }, { id, how }) => {
      const broken = brokenOf(gold);
      if (broken.length === 0) return { refused: 'no gold of this note has lost its text.' };
      const decision = id === undefined ? repairAll(gold)?.decision : mending(gold, id, how);
      if (!decision) return { refused: 'none of their texts is found in the note.' };
      const [first] = broken.filter((item) => id === undefined || item.id === id);
      return 'refused' in decision ? decision : { at: first?.span.start ?? 0, decision };
    }),
    [names.UNDO]: stepping('undo'),
    [names.REDO]: stepping('redo'),
    [names.FINISH]: async (argument): Promise<Decided | undefined> => {
      const read = given.noteArgument.safeParse(argument);
      if (!read.success) return undefined;
      const session = await sessionOf(read.data.uri);
      if ('refused' in session) return refuse(session);
      const refused = await session.store.finish();
      if (refused !== undefined) return refuse({ refused });
      host.finished(session.open);
      return {};
    },
    [names.NEXT]: walking(nextItem),
    [names.PREVIOUS]: walking(previousItem),
    [names.OFFERS]: async (argument): Promise<readonly Offer[]> => {
      const read = given.offersArgument.safeParse(argument);
      const session = read.data && (await sessionOf(read.data.uri, read.data.version));
      if (!read.data || !session || 'refused' in session) return [];
      return offersFor(session.open, read.data);
    },
  };
}

const atStart: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

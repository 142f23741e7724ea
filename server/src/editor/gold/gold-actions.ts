import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import { extent } from '../../annotation/annotation';
import type { Schema } from '../../annotation/schema';
import type { Decision } from '../../gold/decision';
import type { Gold } from '../../gold/gold';
import { type Repair, repairAll, repairs } from '../../gold/repair';
import { slice } from '../../note/span';
import { TAKE } from '../adjudication/adjudication-protocol';
import { byWords } from '../adjudication/disagreement-diagnostics';
import type { DisagreementItem } from '../adjudication/disagreements';
import { said } from '../adjudication/saying';
import type { OpenNote } from '../open-note';
import { adjusted, wholeTokens } from './adjust';
import type { Subject } from './decisions';
import { eventActions } from './event-actions';
import type { ItemData } from './gold-diagnostics';
import {
  ACCEPT,
  ACCEPT_ALIKE,
  ADD,
  ADJUST,
  ATTRIBUTE,
  type ItemArgument,
  MAKE_EVENT,
  MEND,
  REJECT,
  RELATE,
  REMOVE,
  RETYPE,
} from './gold-protocol';
import { alike, openGoldOf } from './items';
import { attributeOffers, relationOffers, typeOffers, typesFor } from './offers';
import { changeable, subjectOf } from './subjects';

/** What a person may do with a place beside deciding on it. */
export const REVIEW_KIND = `${CodeActionKind.Refactor}.marginalia`;

/** Types, values and other ends that are offered: beyond them, a person takes the command with its list. */
const MOST = 8;
const LONGEST_TITLE = 40;
/** A longer selection is no mention, in UTF-16 code units. */
const LONGEST = 200;

const idOf = ({ data }: Diagnostic): string | undefined => {
  const { id } = (typeof data === 'object' && data !== null ? data : {}) as Partial<ItemData>;
  return typeof id === 'string' ? id : undefined;
};

const sentence = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);
const short = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > LONGEST_TITLE ? `${flat.slice(0, LONGEST_TITLE).trimEnd()}…` : flat;
};

/**
 * The actions for the suggestion or the gold in a range of a note, or for a selection. Titles hold text of the note,
 * since a person reads them; commands and their arguments hold places and ids.
 */
export function goldActions(
  open: OpenNote,
  range: Range,
  { only, diagnostics }: CodeActionContext,
): CodeAction[] {
  const session = openGoldOf(open);
  if (!session) return [];
  const { gold } = session;
  const { schema } = open.corpusSchema;
  const asks = (kind: CodeActionKind): boolean =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const named = diagnostics.map(idOf).find((id) => id !== undefined);
  const subject = subjectOf(open, { range, ...(named !== undefined && { id: named }) });
  const argument: ItemArgument = {
    uri: open.uri,
    version: open.version,
    range,
    ...(subject && { id: subject.id }),
  };
  const about = diagnostics.filter((one) => subject !== undefined && idOf(one) === subject.id);
  const action = (title: string, kind: CodeActionKind, command: string, more: object = {}): CodeAction => ({
    title,
    kind,
    ...(kind === CodeActionKind.QuickFix && about.length > 0 && { diagnostics: about }),
    // The title of a command may be logged.
    command: { title: 'Decide', command, arguments: [{ ...argument, ...more }] },
  });
  const fix = (title: string, command: string, more?: object): CodeAction =>
    action(title, CodeActionKind.QuickFix, command, more);
  const change = (title: string, command: string, more?: object): CodeAction =>
    action(title, REVIEW_KIND, command, more);

  const fixes = subject && asks(CodeActionKind.QuickFix) ? decisionsOn(open, subject, fix) : [];
  const changes = asks(REVIEW_KIND)
    ? [
        ...(subject ? changesOf(open, { gold, schema }, subject, change) : []),
        ...selection(open, schema, range, change),
      ]
    : [];
  return [...fixes, ...changes];
}

function mendingTitle(open: OpenNote, how: Repair['how'], decision: Decision): string {
  const [first] = decision.kind === 'spans' ? decision.spans : [];
  if (how === 'remove' || !first || decision.kind !== 'spans') return 'Remove it from gold';
  const text = decision.spans.map((span) => slice(open.note.text, span)).join(' … ');
  return how === 'text'
    ? `Take the text as it stands: “${short(text)}”`
    : `Move it to where its text is, line ${open.rangeOf(first).start.line + 1}`;
}

const NOBODY = { name: '', items: [] };

type Make = (title: string, command: string, more?: object) => CodeAction;

function decisionsOn(open: OpenNote, subject: Subject, fix: Make): CodeAction[] {
  switch (subject.kind) {
    case 'entity': {
      const { text, type } = subject.entity;
      const more = alike(open, subject).length;
      return [
        { ...fix(`Accept “${short(text)}” as ${type}`, ACCEPT), isPreferred: true },
        fix(`Reject “${short(text)}” as ${type}`, REJECT),
        ...(more > 1 ? [fix(`Accept all ${more} alike in this note`, ACCEPT_ALIKE)] : []),
      ];
    }
    case 'relation': {
      const { from, to, relation } = subject;
      const title = `“${short(from.text)}” ${relation.type} “${short(to.text)}”`;
      return [{ ...fix(`Accept ${title}`, ACCEPT), isPreferred: true }, fix(`Reject ${title}`, REJECT)];
    }
    case 'broken': {
      const gold = openGoldOf(open)?.gold;
      const ways = gold ? repairs(gold, subject.id) : [];
      const all = gold ? (repairAll(gold)?.count ?? 0) : 0;
      return [
        ...ways.map(({ how, decision }) => fix(mendingTitle(open, how, decision), MEND, { how })),
        ...(all > 1
          ? [fix(`Move all ${all} whose texts are elsewhere now`, MEND, { how: 'move', id: undefined })]
          : []),
      ];
    }
    case 'disagreement': {
      const { kind, options } = subject.about;
      const naming = byWords(open);
      if (kind === 'agreed')
        return [
          fix(`Put back what all say: ${said(subject, options[0] ?? NOBODY, naming)}`, TAKE, { side: 0 }),
          fix('Leave it out', REJECT),
        ];
      return [
        ...options.map((one, side) => fix(`Take ${one.name}: ${said(subject, one, naming)}`, TAKE, { side })),
        fix('Take neither: leave gold as it is', REJECT),
      ];
    }
    case 'gold':
      return [];
  }
}

function changesOf(
  open: OpenNote,
  ground: { readonly gold: Gold; readonly schema: Schema },
  about: Subject,
  change: Make,
): CodeAction[] {
  const { gold, schema } = ground;
  const none = new Map<string, string>();
  const subject = changeable(open, about);
  if (subject.kind === 'disagreement') return thirds(schema, subject, change);
  const shown =
    subject.kind === 'entity'
      ? subject.entity
      : subject.kind === 'relation'
        ? subject.relation
        : subject.gold;
  const types = typeOffers(typesFor(schema, gold, subject), none)
    .filter(({ type }) => type !== shown.type)
    .slice(0, MOST)
    .map(({ type }) => change(`Change the type to ${type}`, RETYPE, { type }));
  const remove = subject.kind === 'gold' ? [change('Remove from gold', REMOVE)] : [];
  if (subject.kind === 'relation') return types;
  const mention = subject.kind === 'entity' ? subject.entity : subject.gold;
  const values = attributeOffers(schema, none, mention.type, mention.attributes)
    .filter(({ attribute }) => attribute && mention.attributes[attribute.name] !== attribute.value)
    .slice(0, MOST)
    .map(({ label, description, attribute }) =>
      // "Negated", "not Negated" and "no Assertion" name the attribute themselves.
      change(
        typeof attribute?.value === 'string' ? `${description}: ${label}` : sentence(label),
        ATTRIBUTE,
        attribute,
      ),
    );
  const edges = (['end', 'start'] as const).flatMap((edge) =>
    ([1, -1] as const).flatMap((by) => {
      const spans = adjusted(open.note.text, mention.spans, edge, by);
      if (!spans) return [];
      const text = spans.map(({ start, end }) => open.note.text.slice(start, end)).join(' … ');
      return [change(`Make it “${short(text)}”`, ADJUST, { edge, by })];
    }),
  );
  const end = subject.kind === 'entity' ? subject : subject.gold;
  const wordsAt = (at: Range | undefined): string => short(at ? slice(open.note.text, open.spanOf(at)) : '');
  const relations = relationOffers(open, gold, schema, end, MOST).map(({ label, range, relation }) =>
    change(`Relate: ${label} “${wordsAt(range)}”`, RELATE, relation),
  );
  const events = eventActions(open, ground, end, MOST, change, wordsAt);
  return [...types, ...values, ...edges, ...remove, ...relations, ...events];
}

/** Another type than annotators gave, where one of them marks a mention. */
function thirds(schema: Schema, { about }: DisagreementItem, change: Make): CodeAction[] {
  const given = about.options.flatMap(({ items }) => items.filter(({ kind }) => kind === 'textbound'));
  if (given.length === 0) return [];
  return typeOffers(schema.entities, new Map())
    .filter(({ type }) => given.every((one) => one.type !== type))
    .slice(0, MOST)
    .map(({ type }) => change(`Write a third: ${type}`, RETYPE, { type }));
}

/** What a selection may be annotated as, where it is not an item already. */
function selection(open: OpenNote, schema: Schema, range: Range, change: Make): CodeAction[] {
  const selected = open.spanOf(range);
  if (selected.end === selected.start || selected.end - selected.start > LONGEST) return [];
  const spans = wholeTokens(open.note.text, selected);
  if (spans.length === 0) return [];
  const at = open.rangeOf(extent({ spans }));
  const text = short(slice(open.note.text, extent({ spans })));
  const offer = (of: Schema['entities' | 'events'], title: (type: string) => string, command: string) =>
    typeOffers(of, new Map())
      .slice(0, MOST)
      .map(({ label: type }) => change(title(type), command, { range: at, type, id: undefined }));
  return [
    ...offer(schema.entities, (type) => `Annotate “${text}” as ${type}`, ADD),
    ...offer(schema.events, (type) => `Make “${text}” an event: ${type}`, MAKE_EVENT),
  ];
}

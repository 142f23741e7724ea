import type { Span } from '../../note/span';
import { assembled } from './assembling';
import { PACKAGE } from './cas-types';
import type { CorpusDocument, Item, Loss, Read } from './document';
import type { Holds } from './holding';
import { whole } from './items';
import { entityOf, type Layer } from './layers';
import type { RawEntity } from './placing';

// The CAS of UIMA, whichever way it is written: a text and structures with features. Offsets are UTF-16 code units.

export interface Structure {
  readonly id: number;
  /** With its package. */
  readonly type: string;
  /** What is no reference. */
  readonly features: ReadonlyMap<string, string | number>;
  /** Ids of other structures: one, or those of an array. */
  readonly references: ReadonlyMap<string, readonly number[]>;
}

export interface Cas {
  readonly text: string;
  readonly structures: readonly Structure[];
}

/** What both ways of writing it hold. */
export const casHolds: Holds = { gaps: true, empty: true, events: true, relations: 'any' };

/** The id of the sofa, the structure that holds the text. */
export const SOFA = 1;

type Features = Record<string, string | number | undefined>;
type References = Record<string, readonly number[]>;

/** A document as structures; the first has the id after that of the sofa. */
export function casOf({ text, items }: CorpusDocument): Cas {
  const structures: Structure[] = [];
  // The items first, so that each has its id before it is referred to.
  const ids = new Map(items.map((item, n) => [item.id, SOFA + 1 + n]));
  const ref = (id: string): readonly number[] => [ids.get(id) ?? 0];
  const later: Structure[] = [];
  let next = SOFA + items.length;
  const structure = (id: number, type: string, features: Features, references: References): Structure => ({
    id,
    type: `${PACKAGE}.${type}`,
    features: new Map(
      Object.entries(features).flatMap(([key, one]) => (one === undefined ? [] : [[key, one]])),
    ),
    references: new Map(Object.entries(references)),
  });
  const add = (type: string, features: Features, references: References): number => {
    later.push(structure(++next, type, features, references));
    return next;
  };
  const args = (ends: readonly { role: string; target: string }[]): readonly number[] =>
    ends.map(({ role, target }) => add('Argument', { role }, { target: ref(target) }));
  for (const item of items) {
    const own = (type: string, features: Features, references: References): void => {
      const named = { identifier: item.id, label: item.type, ...features };
      structures.push(structure(ids.get(item.id) as number, type, named, references));
    };
    switch (item.kind) {
      case 'textbound': {
        const { start, end } = whole(item);
        const fragments =
          item.spans.length < 2 ? [] : item.spans.map((span) => add('Fragment', placeOf(span), {}));
        own('Entity', placeOf({ start, end }), fragments.length > 0 ? { fragments } : {});
        break;
      }
      case 'relation':
        own('Relation', {}, { arguments: args(item.arguments) });
        break;
      case 'event':
        own(
          'Event',
          {},
          {
            trigger: ref(item.trigger),
            ...(item.arguments.length > 0 ? { arguments: args(item.arguments) } : {}),
          },
        );
        break;
      case 'attribute':
        own(
          'Attribute',
          { value: item.value === true ? undefined : item.value },
          { target: ref(item.target) },
        );
        break;
      case 'normalization':
        own('Normalization', { reference: item.reference, text: item.text }, { target: ref(item.target) });
        break;
      case 'note':
        own('Note', { text: item.text }, { target: ref(item.target) });
        break;
      case 'equivalence':
        own('Equivalence', {}, { targets: item.targets.flatMap(ref) });
        break;
    }
  }
  return { text, structures: [...structures, ...later] };
}

const placeOf = ({ start, end }: Span): Features => ({ begin: start, end });

/** What of UIMA and DKPro Core is about the text itself, not about what it says. */
const scaffold =
  /^(?:uima\.tcas\.DocumentAnnotation|uima\.cas\.|.*\.(?:DocumentMetaData|TagsetDescription|TagDescription|LayerMetadata|FeatureDefinition|CASMetadata)$)/;

/** The document of a CAS: the items of this project's types, and of others what looks like entities and relations. */
export function readCas({ text, structures }: Cas, name: string): Read {
  const byId = new Map(structures.map((one) => [one.id, one]));
  const entities: RawEntity[] = [];
  const others: Item[] = [];
  const losses: Loss[] = [];
  for (const one of structures) {
    const short = one.type.slice(one.type.lastIndexOf('.') + 1);
    if (one.type === `${PACKAGE}.${short}`) readOwn(one, short, byId, entities, others);
    else if (!scaffold.test(one.type)) readOther(one, short, byId, { entities, others, losses });
  }
  return assembled({ name, text, entities, others, losses, unit: 'utf-16' });
}

const string = (one: Structure, feature: string): string | undefined => {
  const found = one.features.get(feature);
  return found === undefined ? undefined : String(found);
};

const number = (one: Structure, feature: string): number | undefined => {
  const found = string(one, feature);
  return found !== undefined && /^\d{1,10}$/.test(found) ? Number(found) : undefined;
};

function spanOf(one: Structure | undefined): Span | undefined {
  const [start, end] = one ? [number(one, 'begin'), number(one, 'end')] : [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** The ids that a feature refers to. XMI does not tell a reference from a number: by its place it is one here. */
const referred = (one: Structure, feature: string): readonly number[] =>
  one.references.get(feature) ??
  (string(one, feature) ?? '').split(/\s+/).flatMap((id) => (/^\d{1,10}$/.test(id) ? [Number(id)] : []));

const idOf = (one: Structure): string => string(one, 'identifier') ?? `structure ${one.id}`;

function readOwn(
  one: Structure,
  type: string,
  byId: ReadonlyMap<number, Structure>,
  entities: RawEntity[],
  others: Item[],
): void {
  const item = { id: idOf(one), type: string(one, 'label') ?? type };
  const idAt = (id: number | undefined): string => {
    const found = byId.get(id ?? 0);
    return found ? idOf(found) : `structure ${id}`;
  };
  const target = (): string => idAt(referred(one, 'target')[0]);
  const ends = () =>
    referred(one, 'arguments').map((id, n) => {
      const end = byId.get(id);
      return {
        role: (end && string(end, 'role')) ?? `Arg${n + 1}`,
        target: idAt(end && referred(end, 'target')[0]),
      };
    });
  switch (type) {
    case 'Entity': {
      const fragments = referred(one, 'fragments').map((id) => spanOf(byId.get(id)));
      const spans = fragments.length > 0 ? fragments : [spanOf(one)];
      entities.push({ ...item, spans: spans.map((span) => span ?? { start: -1, end: -1 }) });
      break;
    }
    case 'Relation':
      others.push({ kind: 'relation', ...item, arguments: ends() });
      break;
    case 'Event':
      others.push({ kind: 'event', ...item, trigger: idAt(referred(one, 'trigger')[0]), arguments: ends() });
      break;
    case 'Attribute':
      others.push({ kind: 'attribute', ...item, target: target(), value: string(one, 'value') ?? true });
      break;
    case 'Normalization':
      others.push({
        kind: 'normalization',
        ...item,
        target: target(),
        reference: string(one, 'reference') ?? '',
        text: string(one, 'text') ?? '',
      });
      break;
    case 'Note':
      others.push({ kind: 'note', ...item, target: target(), text: string(one, 'text') ?? '' });
      break;
    case 'Equivalence':
      others.push({ kind: 'equivalence', ...item, targets: referred(one, 'targets').map(idAt) });
      break;
  }
}

/** A structure of another type: with two ends, as DKPro Core calls them, a relation; with a place, an entity. */
function readOther(
  one: Structure,
  short: string,
  byId: ReadonlyMap<number, Structure>,
  { entities, others, losses }: { entities: RawEntity[]; others: Item[]; losses: Loss[] },
): void {
  const features = [...one.features].flatMap(([key, said]): [string, string][] =>
    ['sofa', 'begin', 'end', 'identifier', 'Governor', 'Dependent'].includes(key)
      ? []
      : [[key, String(said)]],
  );
  const identifier = string(one, 'identifier');
  const layer: Layer = {
    name: short,
    features: identifier === undefined ? features : [...features, ['identifier', identifier]],
  };
  const own = `structure ${one.id}`;
  const [from, to] = [
    byId.get(referred(one, 'Governor')[0] ?? 0),
    byId.get(referred(one, 'Dependent')[0] ?? 0),
  ];
  const span = spanOf(one);
  if (short === 'Token' || short === 'Sentence' || !span) {
    losses.push({
      kind: 'other',
      id: own,
      why: `a structure of the type ${short.slice(0, 40)}, which is no entity and no relation`,
    });
  } else if (from && to) {
    const { type, about } = entityOf({ ...layer, features }, own);
    others.push({
      kind: 'relation',
      id: own,
      type,
      arguments: [
        { role: 'Arg1', target: `structure ${from.id}` },
        { role: 'Arg2', target: `structure ${to.id}` },
      ],
    });
    others.push(...about);
  } else {
    const { type, about } = entityOf(layer, own);
    entities.push({ id: own, type, spans: [span] });
    others.push(...about);
    for (const [feature] of one.references)
      if (feature !== 'sofa')
        losses.push({ kind: 'other', id: own, why: `what its feature ${feature.slice(0, 40)} refers to` });
  }
}

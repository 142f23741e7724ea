import type { Span } from '../note/span';
import type { Counts } from './counts';
import { type Confusion, cohensKappa, confusionOf, type Kappa } from './kappa';
import { type MarkedNote, type Mention, mentionKey } from './marked-note';
import { type Match, meet } from './matching';
import { countEqual, countNote, keyedLinks } from './note-counts';
import { type ScoreTable, scoreNotes } from './scores';
import { alphaUnitizing, type Unitized, unitized } from './unitizing';

/** What stands for nothing marked there, or for an attribute that is not given. */
export const NONE = '(none)';

/** αU by type, in the order of their names, and of all types together. */
export interface Unitizing {
  readonly types: ReadonlyMap<string, number | undefined>;
  readonly all: number | undefined;
}

/** How far two people agree on the notes that both marked. The first one counts as gold: F1 is the same either way. */
export interface PairAgreement {
  readonly spans: { readonly exact: ScoreTable; readonly overlapping: ScoreTable };
  /** Types of entities that both have with the same fragments, and of all that share a character. */
  readonly types: { readonly exact: Kappa; readonly overlapping: Kappa };
  /** Types of all entities of both, those that met nothing being `NONE`. */
  readonly confusion: Confusion;
  /** By name, on entities that met with type and fragments alike, of types on which the attribute comes at all. */
  readonly attributes: ReadonlyMap<string, Kappa & { readonly confusion: Confusion }>;
  /** Relations between entities that met: all, or only with type and fragments alike. */
  readonly relations: { readonly exact: ScoreTable; readonly overlapping: ScoreTable };
  readonly unitizing: Unitizing;
  readonly notes: readonly NoteAgreement[];
}

export interface NoteAgreement {
  readonly name: string;
  readonly exact: Counts;
  readonly overlapping: Counts;
  readonly unitizing: number | undefined;
}

/** A note with two people's marks. */
export interface Doubled {
  readonly a: MarkedNote;
  readonly b: MarkedNote;
}

/** How far two people agree. Both must have the same text of each note. */
export function agreementOf(notes: readonly Doubled[]): PairAgreement {
  const counts = notes.map(({ a, b }) => countNote(a, b));
  const met = notes.map(({ a, b }) =>
    meet(a.mentions, b.mentions).map((one) => ({
      a: a.mentions[one.a] as Mention,
      b: b.mentions[one.b] as Mention,
      match: one.match,
    })),
  );
  const all = met.flat();
  const types = (wanted: readonly Match[]): Kappa =>
    cohensKappa(
      confusionOf(
        all.filter(({ match }) => wanted.includes(match)).map(({ a, b }) => [a.type, b.type] as const),
      ),
    );
  const alone = notes.flatMap(({ a, b }, n) => {
    const [inA, inB] = [new Set(met[n]?.map((one) => one.a)), new Set(met[n]?.map((one) => one.b))];
    return [
      ...a.mentions.filter((one) => !inA.has(one)).map(({ type }) => [type, NONE] as const),
      ...b.mentions.filter((one) => !inB.has(one)).map(({ type }) => [NONE, type] as const),
    ];
  });
  return {
    spans: {
      exact: scoreNotes(counts.map((note) => note['entities.exact'])),
      overlapping: scoreNotes(counts.map((note) => note['entities.overlapping'])),
    },
    types: {
      exact: types(['exact', 'place']),
      overlapping: types(['exact', 'place', 'overlapping', 'touching']),
    },
    confusion: confusionOf([...all.map(({ a, b }) => [a.type, b.type] as const), ...alone], NONE),
    attributes: attributeAgreement(
      notes,
      all.filter(({ match }) => match === 'exact'),
    ),
    relations: {
      exact: scoreNotes(notes.map((note) => linkCounts(note, ['exact']))),
      overlapping: scoreNotes(
        notes.map((note) => linkCounts(note, ['exact', 'place', 'overlapping', 'touching'])),
      ),
    },
    unitizing: unitizingOf(notes.map(({ a, b }) => [a, b])),
    notes: notes.map((note, n) => ({
      name: note.a.name,
      exact: total(counts[n]?.['entities.exact']),
      overlapping: total(counts[n]?.['entities.overlapping']),
      unitizing: unitizingOf([[note.a, note.b]]).all,
    })),
  };
}

const total = (counts: ReadonlyMap<string, Counts> = new Map()): Counts => {
  let [right, predicted, gold] = [0, 0, 0];
  for (const one of counts.values()) {
    right += one.right;
    predicted += one.predicted;
    gold += one.gold;
  }
  return { right, predicted, gold };
};

/** Which types bear which attribute, on any of these mentions: there, not to give it is a judgement too. */
export function bearers(mentions: Iterable<Mention>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { type, attributes } of mentions)
    for (const name of attributes.keys()) found.set(name, (found.get(name) ?? new Set()).add(type));
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function attributeAgreement(
  notes: readonly Doubled[],
  met: readonly { readonly a: Mention; readonly b: Mention }[],
): PairAgreement['attributes'] {
  const borne = bearers(notes.flatMap(({ a, b }) => [...a.mentions, ...b.mentions]));
  return new Map(
    [...borne].map(([name, types]) => {
      const said = ({ attributes }: Mention): string => attributes.get(name) ?? NONE;
      const confusion = confusionOf(
        met.filter(({ a }) => types.has(a.type)).map(({ a, b }) => [said(a), said(b)] as const),
        NONE,
      );
      return [name, { ...cohensKappa(confusion), confusion }];
    }),
  );
}

/** Relations of both whose ends all met: the first one's entities go by their own keys, the other's by whom they met. */
function linkCounts({ a, b }: Doubled, wanted: readonly Match[]): ReadonlyMap<string, Counts> {
  // By type and fragments rather than one by one, so that of duplicates it does not matter which met which.
  const [keysA, keysB] = [new Set<string>(), new Map<string, string>()];
  for (const one of meet(a.mentions, b.mentions)) {
    if (!wanted.includes(one.match)) continue;
    const key = mentionKey(a.mentions[one.a] as Mention);
    keysA.add(key);
    keysB.set(mentionKey(b.mentions[one.b] as Mention), key);
  }
  const mine = a.links.filter(({ ends }) => ends.every(({ mention }) => keysA.has(mentionKey(mention))));
  const theirs = b.links.filter(({ ends }) => ends.every(({ mention }) => keysB.has(mentionKey(mention))));
  return countEqual(
    keyedLinks(mine, mentionKey),
    keyedLinks(theirs, (mention) => keysB.get(mentionKey(mention)) ?? ''),
  );
}

/**
 * αU of any number of people on the same notes, each given as one list of people's marks. All notes together are one
 * continuum of UTF-16 code units. A fragment is a unit; where one person's units of a type overlap they are one.
 */
export function unitizingOf(notes: readonly (readonly MarkedNote[])[]): Unitizing {
  const people = notes[0]?.length ?? 0;
  const units = new Map<string, Span[][]>();
  let length = 0;
  for (const note of notes) {
    for (const [person, { mentions }] of note.entries())
      for (const { type, spans } of mentions) {
        const own = units.get(type) ?? Array.from({ length: people }, () => []);
        units.set(type, own);
        for (const { start, end } of spans)
          if (end > start) own[person]?.push({ start: start + length, end: end + length });
      }
    length += note[0]?.text.length ?? 0;
  }
  const parts = new Map<string, Unitized>();
  for (const type of [...units.keys()].sort())
    parts.set(type, unitized((units.get(type) ?? []).map(apart), length));
  return {
    types: new Map([...parts].map(([type, part]) => [type, alphaUnitizing([part])])),
    all: alphaUnitizing([...parts.values()]),
  };
}

function apart(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((x, y) => x.start - y.start)) {
    const last = out.at(-1);
    if (last && span.start < last.end)
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}

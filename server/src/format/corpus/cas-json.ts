import * as z from 'zod';
import { type Cas, casHolds, casOf, readCas, SOFA, type Structure } from './cas';
import { typesAsJson } from './cas-types';
import { type CorpusFormat, fileEach, stem } from './document';
import { hold } from './holding';
import { fields, type Parsed, parseJson, shaped } from './json';

const structure = fields(z.unknown());
const cas = z.looseObject({
  '%FEATURE_STRUCTURES': z.union([z.array(structure), fields(structure)]),
});

const ARRAY = 'uima.cas.FSArray';
const INITIAL = '_InitialView';

/** UIMA's CAS as JSON, version 0.4, with its type system. */
export const casJson: CorpusFormat = {
  name: 'cas-json',
  reads: (path) => /\.json$/i.test(path),
  *read({ path, text }) {
    const parsed = parseJson(text);
    const known = 'failure' in parsed ? parsed : shaped(cas, parsed.value);
    const read = 'failure' in known ? known : casIn(known.value['%FEATURE_STRUCTURES']);
    yield 'failure' in read ? read : readCas(read.value, stem(path));
  },
  hold: (given) => hold(given, casHolds),
  writer: () =>
    fileEach((given) => [
      { path: `${given.name}.json`, text: `${JSON.stringify(jsonOf(casOf(given)), null, 1)}\n` },
    ]),
};

function jsonOf({ text, structures }: Cas): object {
  let next = structures.reduce((top, { id }) => Math.max(top, id), SOFA);
  const arrays: object[] = [];
  const array = (elements: readonly number[]): number => {
    arrays.push({ '%ID': ++next, '%TYPE': ARRAY, '%ELEMENTS': elements });
    return next;
  };
  const isList = (type: string, feature: string): boolean =>
    feature === 'arguments' ||
    feature === 'fragments' ||
    (feature === 'targets' && type.endsWith('Equivalence'));
  const written = structures.map(({ id, type, features, references }) => ({
    '%ID': id,
    '%TYPE': type,
    ...(features.has('begin') ? { '@sofa': SOFA } : {}),
    ...Object.fromEntries(features),
    ...Object.fromEntries(
      [...references].map(([feature, ids]) => [`@${feature}`, isList(type, feature) ? array(ids) : ids[0]]),
    ),
  }));
  const whole = {
    '%ID': ++next,
    '%TYPE': 'uima.tcas.DocumentAnnotation',
    '@sofa': SOFA,
    begin: 0,
    end: text.length,
    language: 'x-unspecified',
  };
  return {
    '%TYPES': typesAsJson(),
    '%FEATURE_STRUCTURES': [
      {
        '%ID': SOFA,
        '%TYPE': 'uima.cas.Sofa',
        sofaNum: 1,
        sofaID: INITIAL,
        mimeType: 'text/plain',
        sofaString: text,
      },
      ...written,
      ...arrays,
      whole,
    ],
    '%VIEWS': {
      [INITIAL]: { '%SOFA': SOFA, '%MEMBERS': [...structures.map(({ id }) => id), whole['%ID']] },
    },
  };
}

type Fields = readonly (readonly [string, unknown])[];
const isPair = (one: Fields | [string, Fields]): one is [string, Fields] => typeof one[0] === 'string';

/** The CAS of the first text; its structures may also stand under their ids. */
function casIn(given: readonly (Fields | [string, Fields])[]): Parsed<Cas> {
  const all = given.map((one) => (isPair(one) ? structureOf(one[1], one[0]) : structureOf(one)));
  if (all.some((one) => one === undefined))
    return { failure: 'a feature structure is without %ID or %TYPE, both of which the format asks for' };
  const known = all as NonNullable<(typeof all)[number]>[];
  const arrays = new Map(known.map(({ structure: one, elements }) => [one.id, elements]));
  const sofas = known.filter(({ structure: one }) => one.type === 'uima.cas.Sofa');
  const texts = sofas.filter(({ structure: one }) => typeof one.features.get('sofaString') === 'string');
  const sofa = texts.find(({ structure: one }) => one.features.get('sofaID') === INITIAL) ?? texts[0];
  if (!sofa) return { failure: 'there is no sofa with a text in it' };
  if (texts.length > 1) return { failure: 'there are several texts in it; save each view on its own' };
  const structures = known.flatMap(({ structure: one }): Structure[] => {
    if (one.type === 'uima.cas.Sofa' || /\[\]$|Array$/.test(one.type)) return [];
    const references = [...one.references].map(
      ([feature, ids]) => [feature, ids.flatMap((id) => arrays.get(id) ?? [id])] as const,
    );
    return [{ ...one, references: new Map(references) }];
  });
  return { value: { text: String(sofa.structure.features.get('sofaString')), structures } };
}

function structureOf(
  given: Fields,
  key?: string,
): { structure: Structure; elements: number[] | undefined } | undefined {
  const features = new Map<string, string | number>();
  const references = new Map<string, readonly number[]>();
  let [id, type] = [key === undefined ? Number.NaN : Number(key), ''];
  let elements: number[] | undefined;
  for (const [name, said] of given) {
    if (name === '%ID') id = Number(said);
    else if (name === '%TYPE') type = String(said);
    else if (name === '%ELEMENTS')
      elements = Array.isArray(said) ? said.filter((one) => typeof one === 'number') : [];
    else if (name.startsWith('@')) {
      if (typeof said === 'number') references.set(name.slice(1), [said]);
    } else if (typeof said === 'string' || typeof said === 'number')
      features.set(name.replace(/^[\^#]/, ''), said);
    else if (typeof said === 'boolean') features.set(name, String(said));
  }
  return Number.isSafeInteger(id) && type !== ''
    ? { structure: { id, type, features, references }, elements }
    : undefined;
}

import { xmlText } from './xml';

/** A feature of a type: what it holds, and of an array, what its elements are. */
interface CasFeature {
  readonly range: string;
  readonly element?: string;
}

/** A type of feature structures. */
interface CasType {
  readonly parent: string;
  readonly description: string;
  readonly features: Readonly<Record<string, CasFeature>>;
}

/** The package that the types of this project are in. */
export const PACKAGE = 'marginalia';

const string: CasFeature = { range: 'uima.cas.String' };
const top: CasFeature = { range: 'uima.cas.TOP' };
const listOf = (element: string): CasFeature => ({ range: 'uima.cas.FSArray', element });
const item = { identifier: string, label: string };
const argumentList = listOf(`${PACKAGE}.Argument`);

/** The type system: brat's model. `identifier` is the item's id, `label` its type. */
const casTypes: Readonly<Record<string, CasType>> = {
  Entity: {
    parent: 'uima.tcas.Annotation',
    description: 'A mention. A discontinuous one covers its gaps and has its fragments.',
    features: { ...item, fragments: listOf(`${PACKAGE}.Fragment`) },
  },
  Fragment: {
    parent: 'uima.tcas.Annotation',
    description: 'A stretch of a discontinuous mention.',
    features: {},
  },
  Argument: {
    parent: 'uima.cas.TOP',
    description: 'An end with its role.',
    features: { role: string, target: top },
  },
  Relation: {
    parent: 'uima.cas.TOP',
    description: 'A relation between any items.',
    features: { ...item, arguments: argumentList },
  },
  Event: {
    parent: 'uima.cas.TOP',
    description: 'An event with its trigger.',
    features: { ...item, trigger: top, arguments: argumentList },
  },
  Attribute: {
    parent: 'uima.cas.TOP',
    description: 'An attribute of any item; without a value, that it is there.',
    features: { ...item, target: top, value: string },
  },
  Normalization: {
    parent: 'uima.cas.TOP',
    description: 'What an item means in a terminology.',
    features: { ...item, target: top, reference: string, text: string },
  },
  Note: {
    parent: 'uima.cas.TOP',
    description: 'A note on an item.',
    features: { ...item, target: top, text: string },
  },
  Equivalence: {
    parent: 'uima.cas.TOP',
    description: 'Items that mean the same.',
    features: { ...item, targets: listOf('uima.cas.TOP') },
  },
};

/** The type system as it stands in a CAS of JSON. */
export function typesAsJson(): object {
  const features = (type: CasType): [string, object][] =>
    Object.entries(type.features).map(([name, { range, element }]) => [
      name,
      { '%NAME': name, '%RANGE': element === undefined ? range : `${element}[]` },
    ]);
  return Object.fromEntries(
    Object.entries(casTypes).map(([name, type]) => [
      `${PACKAGE}.${name}`,
      {
        '%NAME': `${PACKAGE}.${name}`,
        '%SUPER_TYPE': type.parent,
        '%DESCRIPTION': type.description,
        ...Object.fromEntries(features(type)),
      },
    ]),
  );
}

/** The type system as a descriptor of UIMA, which readers of XMI need beside it. */
export function typesAsXml(): string {
  const types = Object.entries(casTypes).map(([name, type]) => {
    const features = Object.entries(type.features).map(
      ([feature, { range, element }]) =>
        `        <featureDescription><name>${feature}</name><description/><rangeTypeName>${range}</rangeTypeName>${
          element === undefined ? '' : `<elementType>${element}</elementType>`
        }</featureDescription>\n`,
    );
    return `    <typeDescription>\n      <name>${PACKAGE}.${name}</name>\n      <description>${xmlText(type.description)}</description>\n      <supertypeName>${type.parent}</supertypeName>\n      <features>\n${features.join('')}      </features>\n    </typeDescription>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n  <types>\n${types.join('')}  </types>\n</typeSystemDescription>\n`;
}

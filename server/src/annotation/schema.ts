import type { AttributeValue } from './annotation';

/** A type of entity, with what a model or a person is told about it. */
export interface EntityType {
  readonly name: string;
  readonly description: string;
  /** What it stands under where types are shown: the type above it, or a heading that nothing is annotated as. */
  readonly group?: string;
}

/**
 * A type of relation and the types that its two ends may have: of entities, and of events by their triggers. A name
 * stands more than once where what one end may be hangs on the other; names are then asked for by `namesOf`.
 */
export interface RelationType {
  readonly name: string;
  readonly description: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** What a file calls the two ends; `Arg1` and `Arg2`, mostly. */
  readonly roles: readonly [from: string, to: string];
  /** Whether it says the same the other way round. */
  readonly symmetric?: boolean;
  readonly transitive?: boolean;
  /** Whether it holds only between what is there or may be, not with what is denied or is somebody else's. */
  readonly actual?: boolean;
}

/** A part that something plays in an event. */
export interface EventRole {
  readonly name: string;
  /** The entities and events that may play it. */
  readonly types: readonly string[];
  /** Whether several may play it in one event: their names in a file are numbered, `Theme`, `Theme2`. */
  readonly repeats: boolean;
  readonly required: boolean;
}

/** A type of event: a trigger of the same type in the text, and who plays which part. A name stands once. */
export interface EventType {
  readonly name: string;
  readonly description: string;
  readonly roles: readonly EventRole[];
  readonly group?: string;
}

/** An attribute and the types that may bear it: of entities, events and relations. */
export interface AttributeType {
  readonly name: string;
  readonly on: readonly string[];
  /** None, where it is there or not. */
  readonly values: readonly string[];
  /** The value that goes without saying. */
  readonly default?: string;
}

/** How the spans of two mentions may lie that have words in common. */
export const overlapKinds = ['contain', 'equal', 'cross'] as const;
export type OverlapKind = (typeof overlapKinds)[number];

/** Mentions of these types may overlap: the outer, where one holds the other, is of the first. */
export interface Overlap {
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly kinds: readonly OverlapKind[];
}

/** What may be annotated. */
export interface Schema {
  readonly entities: readonly EntityType[];
  readonly relations: readonly RelationType[];
  readonly events: readonly EventType[];
  readonly attributes: readonly AttributeType[];
  /** Which mentions may overlap; any, where nothing is said. */
  readonly overlaps?: readonly Overlap[];
  /** Whether a mention may have gaps: "left knee pain" of "left and right knee pain". It may not, unless said so. */
  readonly discontinuous?: boolean;
}

/** The names of types, each once, in order. */
export const namesOf = (types: readonly { readonly name: string }[]): string[] => [
  ...new Set(types.map(({ name }) => name)),
];

/** The relation of a name that goes from one type to another, if the schema has one. */
export const relationOf = (
  { relations }: Schema,
  name: string,
  from: string,
  to: string,
): RelationType | undefined =>
  relations.find((one) => one.name === name && one.from.includes(from) && one.to.includes(to));

/** The role of an event by its name in a file, which may be numbered: `Theme2`. */
export function roleOf({ roles }: EventType, name: string): EventRole | undefined {
  const exact = roles.find((role) => role.name === name);
  return exact ?? roles.find((role) => role.repeats && role.name === name.replace(/\d+$/, ''));
}

/** The name by which another may play a role beside those whose names are taken; undefined where the role is filled. */
export function freeName({ name, repeats }: EventRole, taken: ReadonlySet<string>): string | undefined {
  if (!taken.has(name)) return name;
  if (!repeats) return undefined;
  let number = 2;
  while (taken.has(`${name}${number}`)) number++;
  return `${name}${number}`;
}

export const ASSERTION = 'Assertion';
export const assertions = [
  'present',
  'absent',
  'possible',
  'conditional',
  'hypothetical',
  'associated_with_someone_else',
] as const;
export type Assertion = (typeof assertions)[number];

/** Names of attributes that say by being there what the assertion says by `absent`. */
const denials = ['Negation', 'Negated'];

/** Whether what bears these attributes is denied, in the words of i2b2 or of a schema that has it there or not. */
export const isDenied = (attributes: Readonly<Record<string, AttributeValue>>): boolean =>
  attributes[ASSERTION] === 'absent' || denials.some((name) => attributes[name] === true);

const roles = ['Arg1', 'Arg2'] as const;
const problem = ['problem'] as const;
const test = ['test'] as const;
const treatment = ['treatment'] as const;

/** The 2010 i2b2/VA scheme (Uzuner et al., JAMIA 18:552, 2011). */
export const i2b2: Schema = {
  entities: [
    { name: 'problem', description: 'diseases, symptoms, signs, abnormal findings, injuries, organisms' },
    { name: 'test', description: 'laboratory tests, imaging, examinations, measurements' },
    { name: 'treatment', description: 'drugs, procedures, operations, devices, therapies' },
  ],
  relations: [
    { name: 'TrIP', description: 'treatment improves problem', from: treatment, to: problem, roles },
    { name: 'TrWP', description: 'treatment worsens problem', from: treatment, to: problem, roles },
    { name: 'TrCP', description: 'treatment causes problem', from: treatment, to: problem, roles },
    { name: 'TrAP', description: 'treatment is given for problem', from: treatment, to: problem, roles },
    {
      name: 'TrNAP',
      description: 'treatment is not given because of problem',
      from: treatment,
      to: problem,
      roles,
    },
    { name: 'TeRP', description: 'test reveals problem', from: test, to: problem, roles },
    { name: 'TeCP', description: 'test is done to investigate problem', from: test, to: problem, roles },
    {
      name: 'PIP',
      description: 'problem indicates problem',
      from: problem,
      to: problem,
      roles,
      actual: true,
    },
  ],
  events: [],
  attributes: [{ name: ASSERTION, on: problem, values: assertions, default: 'present' }],
};

/** A type of entity, with what a model or a person is told about it. */
export interface EntityType {
  readonly name: string;
  readonly description: string;
}

/** A type of relation and the entity types that its two ends may have. */
export interface RelationType {
  readonly name: string;
  readonly description: string;
  readonly from: string;
  readonly to: string;
  /** Whether it holds only between what is there or may be, not with what is denied or is somebody else's. */
  readonly actual?: boolean;
}

/** An attribute, the entity types that may bear it, its values, and the value that goes without saying. */
export interface AttributeType {
  readonly name: string;
  readonly on: readonly string[];
  readonly values: readonly string[];
  readonly default: string;
}

/** What may be annotated. */
export interface Schema {
  readonly entities: readonly EntityType[];
  readonly relations: readonly RelationType[];
  readonly attributes: readonly AttributeType[];
  /** Whether a mention may have gaps: "left knee pain" of "left and right knee pain". It may not, unless said so. */
  readonly discontinuous?: boolean;
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

/** The 2010 i2b2/VA scheme (Uzuner et al., JAMIA 18:552, 2011). */
export const i2b2: Schema = {
  entities: [
    { name: 'problem', description: 'diseases, symptoms, signs, abnormal findings, injuries, organisms' },
    { name: 'test', description: 'laboratory tests, imaging, examinations, measurements' },
    { name: 'treatment', description: 'drugs, procedures, operations, devices, therapies' },
  ],
  relations: [
    { name: 'TrIP', description: 'treatment improves problem', from: 'treatment', to: 'problem' },
    { name: 'TrWP', description: 'treatment worsens problem', from: 'treatment', to: 'problem' },
    { name: 'TrCP', description: 'treatment causes problem', from: 'treatment', to: 'problem' },
    { name: 'TrAP', description: 'treatment is given for problem', from: 'treatment', to: 'problem' },
    {
      name: 'TrNAP',
      description: 'treatment is not given because of problem',
      from: 'treatment',
      to: 'problem',
    },
    { name: 'TeRP', description: 'test reveals problem', from: 'test', to: 'problem' },
    { name: 'TeCP', description: 'test is done to investigate problem', from: 'test', to: 'problem' },
    { name: 'PIP', description: 'problem indicates problem', from: 'problem', to: 'problem', actual: true },
  ],
  attributes: [{ name: ASSERTION, on: ['problem'], values: assertions, default: 'present' }],
};

import { describe, expect, it } from 'vitest';
import { i2b2, type Schema } from '../../server/src/annotation/schema';
import { type DeidentifiedText, passage } from '../../server/src/privacy/text';
import { askable, unaskable } from '../../server/src/task/askable';
import * as entities from '../../server/src/task/entities';
import { preamble } from '../../server/src/task/preamble';
import * as relations from '../../server/src/task/relations';
import { source } from '../../server/src/task/source';

// Words of this file alone; a real caller takes identifiers out.
const asIs = (text: string): DeidentifiedText => text as unknown as DeidentifiedText;
const beside = { text: asIs, label: asIs };
const roles = ['Arg1', 'Arg2'] as const;

/** A schema of other people: no type of i2b2, attributes of all kinds, ends of several types, events. */
const schema: Schema = {
  entities: [
    { name: 'Drug', description: 'what is taken' },
    { name: 'Dose', description: '' },
    { name: 'Sign', description: '' },
  ],
  relations: [
    { name: 'About', description: '', from: ['Dose', 'Visit'], to: ['Drug', 'Sign'], roles },
    { name: 'Same', description: '', from: ['Drug'], to: ['Sign', 'Drug'], roles, symmetric: true },
    { name: 'When', description: '', from: ['Visit'], to: ['Drug'], roles },
  ],
  events: [{ name: 'Visit', description: 'a day at the clinic', roles: [] }],
  attributes: [
    { name: 'Negation', on: ['Drug', 'Dose', 'Sign', 'Visit'], values: [] },
    { name: 'Side', on: ['Sign'], values: ['left', 'right'] },
    { name: 'Level', on: ['Sign', 'Dose'], values: ['low', 'high'], default: 'low' },
    { name: 'Place', on: ['Visit'], values: ['ward'] },
  ],
};
const asked = askable(schema);
const note = source(preamble(asked, beside), passage`No fever.`);

describe('what a model is asked for', () => {
  it('is entities, with their relations and attributes alone: no event, and nothing that hangs on one', () => {
    const { prompt, schema: shape } = entities.question(note, asked, beside);
    const all = prompt.text + JSON.stringify(shape);
    expect(all).not.toMatch(/Visit|Place|When|day at/);
    expect(prompt.text).toContain('Drug: what is taken\nDose\nSign\n');
    expect(prompt.text).toContain('About (from Dose to Drug, Sign)\nSame (between Drug and Sign, Drug)\n');
    expect(prompt.text).toContain('The Negation of a mention: there or not.');
    expect(prompt.text).toContain('The Side of a Sign: left, right.');
  });

  it('is all of i2b2 2010', () => expect(askable(i2b2)).toEqual(i2b2));

  it('is nothing where a schema has events alone, and that is told', () => {
    expect(unaskable(schema)).toBeUndefined();
    expect(unaskable({ ...schema, entities: [] })).toContain('no type of entity');
  });
});

describe('an answer by a schema of other people', () => {
  const read = (...items: unknown[]) => entities.reader(asked).feed(JSON.stringify({ entities: items }));

  it('gives attributes that are there or not, and values of those that nothing goes without saying of', () => {
    expect(
      read(
        ['fever', 'Sign', 'left', 'high', 'Negation'],
        ['aspirin', 'drug', 'negation', 'left'],
        ['81 mg', 'Dose', 'low'],
        { text: 'rash', type: 'Sign', Negation: true, side: 'right', Level: 'low' },
        ['a day', 'Visit'],
      ),
    ).toEqual([
      { text: 'fever', type: 'Sign', attributes: { Negation: true, Side: 'left', Level: 'high' } },
      { text: 'aspirin', type: 'Drug', attributes: { Negation: true } },
      { text: '81 mg', type: 'Dose', attributes: {} },
      { text: 'rash', type: 'Sign', attributes: { Negation: true, Side: 'right' } },
    ]);
  });

  it('takes names for names, also those that every object has', () => {
    const odd: Schema = {
      ...asked,
      attributes: [
        { name: 'constructor', on: ['Sign'], values: [] },
        { name: '__proto__', on: ['Sign'], values: ['north', 'south'] },
      ],
    };
    const items = [['fever', 'Sign', 'constructor', 'south']];
    const [mention] = entities.reader(odd).feed(JSON.stringify({ entities: items }));
    expect(Object.entries(mention?.attributes ?? {})).toEqual([
      ['constructor', true],
      ['__proto__', 'south'],
    ]);
  });

  it('tells values apart that two attributes have in common', () => {
    const both: Schema = {
      ...asked,
      attributes: ['Now', 'Before'].map((name) => ({ name, on: ['Sign'], values: ['yes', 'no'] })),
    };
    const items = [['fever', 'Sign', 'Before=yes', 'yes']];
    expect(entities.reader(both).feed(JSON.stringify({ entities: items }))[0]?.attributes).toEqual({
      Before: 'yes',
    });
  });

  const mention = (type: string) => ({ text: passage`word`, type, attributes: {} });
  const groups = [{ mentions: ['Dose', 'Drug', 'Sign', 'Drug'].map(mention) }];

  it('gives relations between any types of their ends; one that holds both ways once, as the schema has it', () => {
    const items = [
      [1, 2, 'About'],
      [1, 3, 'about'],
      [2, 1, 'About'],
      [3, 2, 'Same'],
      [2, 3, 'Same'],
      [4, 2, 'Same'],
      [2, 4, 'Same'],
      [2, 4, 'When'],
    ];
    const reader = relations.reader(groups, asked);
    expect(reader.feed(JSON.stringify({ relations: items }))).toEqual([
      { from: 1, to: 2, type: 'About' },
      { from: 1, to: 3, type: 'About' },
      { from: 2, to: 3, type: 'Same' },
      { from: 2, to: 4, type: 'Same' },
    ]);
    expect(reader.dropped).toBe(4);
  });

  it('may hold just these pairs', () => {
    const { schema: shape } = relations.question(note, groups, asked, beside);
    const text = JSON.stringify(shape);
    expect(text).toContain(JSON.stringify([{ enum: [1] }, { enum: [2, 3, 4] }, { enum: ['About'] }]));
    expect(text).toContain(JSON.stringify([{ enum: [2, 4] }, { enum: [2, 3, 4] }, { enum: ['Same'] }]));
    expect(text).not.toContain('When');
  });

  it('is asked for over mentions that have another one to go with', () => {
    const over = (...types: string[]) => relations.related(types.map(mention), asked);
    expect(over('Dose', 'Dose', 'Sign')).toEqual([true, true, true]);
    expect(over('Dose', 'Dose')).toEqual([false, false]);
    expect(over('Drug')).toEqual([false]);
    expect(over('Drug', 'Drug')).toEqual([true, true]);
    expect(over('Sign', 'Sign')).toEqual([false, false]);
  });

  it('leaves out of what only actual things do those that are denied, by whatever attribute', () => {
    const actual: Schema = {
      ...asked,
      relations: [{ name: 'Does', description: '', from: ['Drug'], to: ['Sign'], roles, actual: true }],
    };
    const given = (attributes: Record<string, string | true>) =>
      relations.related([mention('Drug'), { type: 'Sign', attributes }], actual);
    expect(given({})).toEqual([true, true]);
    expect(given({ Negation: true })).toEqual([false, false]);
    expect(given({ Assertion: 'absent' })).toEqual([false, false]);
  });
});

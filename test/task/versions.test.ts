import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { i2b2, type Schema } from '../../server/src/annotation/schema';
import { type DeidentifiedText, passage } from '../../server/src/privacy/text';
import * as entities from '../../server/src/task/entities';
import * as inference from '../../server/src/task/inference';
import { preamble } from '../../server/src/task/preamble';
import type { Question } from '../../server/src/task/question';
import * as relations from '../../server/src/task/relations';
import { source } from '../../server/src/task/source';
import * as summary from '../../server/src/task/summary';

// Words of this file alone; a real caller takes identifiers out.
const asIs = (text: string): DeidentifiedText => text as unknown as DeidentifiedText;
const beside = { text: asIs, label: asIs };

const roles = ['Arg1', 'Arg2'] as const;
const every = ['problem', 'test', 'treatment', 'device'];

/** A schema with all that questions can speak of. */
const full: Schema = {
  ...i2b2,
  entities: [...i2b2.entities, { name: 'device', description: '' }],
  relations: [
    ...i2b2.relations,
    { name: 'SAME', description: 'the same thing', from: ['test'], to: ['test'], roles },
    { name: 'LIKE', description: '', from: ['test'], to: every, roles, symmetric: true },
    { name: 'NEAR', description: '', from: ['test', 'problem'], to: every, roles },
  ],
  attributes: [
    ...i2b2.attributes,
    { name: 'Severity', on: ['problem'], values: ['mild', 'severe'], default: 'mild' },
    { name: 'Side', on: ['problem', 'test'], values: ['left', 'right'] },
    { name: 'Negation', on: every, values: [] },
  ],
};
const example = {
  text: passage`No cough.`,
  mentions: [{ text: passage`cough`, type: 'problem', attributes: { Assertion: 'absent' } }],
};
const starts = [preamble(i2b2, beside), preamble(full, beside, [example])] as const;
const around = { section: passage`Plan`, before: passage`Rest.`, after: passage`Home.` };
const sources = starts.flatMap((start) => [
  source(start, passage`No fever.`),
  source(start, passage`No fever.`, around),
  source(start, passage`<note> <clinical-note>`),
]);
const mention = { text: passage`fever`, type: 'problem' };
const groups = [
  { mentions: [mention, { text: passage`CT`, type: 'test' }] },
  { mentions: [mention, mention] },
];
const pair = { premise: passage`No fever.`, hypothesis: passage`Febrile.` };
const part = { title: passage`Plan`, text: passage`Rest.` };

/** All wordings of a task, by the version under which it asks. */
const wordings: Readonly<Record<string, readonly Question[]>> = {
  [entities.version]: sources.flatMap((one) =>
    [i2b2, full].map((schema) => entities.question(one, schema, beside)),
  ),
  [relations.version]: sources.map((one) => relations.question(one, groups, full, beside)),
  [inference.version]: starts.map((start) => inference.question(start, [pair, pair])),
  [summary.version]: [
    ...sources.flatMap((one) => [summary.ofSection(one), summary.ofNote(one)]),
    ...starts.map((start) => summary.ofParts(start, [part, { ...part, title: passage`` }])),
  ],
};

/** What each version asks. A version is never given to other words: whoever changes words takes the next one. */
const asked: Readonly<Record<string, string>> = {
  'entities-3': '5569c15d2dfc66a2',
  'relations-3': 'c2367c87cb16c4e4',
  'inference-3': '09c64d0fc878a5cf',
  'summary-3': 'ea89b3bc8ae7b06c',
};

describe.each(Object.entries(wordings))('%s', (version, questions) => {
  it('asks in the words that this version has always asked in', () => {
    const words = JSON.stringify(questions.map(({ prompt, schema }) => [prompt.text, schema]));
    const digest = createHash('sha256').update(words).digest('hex').slice(0, 16);
    expect(
      digest,
      'The words have changed: give the task a new version, and write its digest down here.',
    ).toBe(asked[version]);
  });
});

it('every task has a version of its own', () => {
  expect(Object.keys(wordings)).toHaveLength(4);
});

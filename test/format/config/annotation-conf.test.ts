import { describe, expect, it } from 'vitest';
import { readAnnotationConf } from '../../../server/src/format/config/annotation-conf';

const conf = `# The types of an invented corpus.

[entities]
# what is taken, by whatever way
Drug|Medication
!Finding
	# what a patient tells of
	Symptom
		Pain
	# Sign	Arg:Drug
	Sign
Body-part

[relations]
<THING>=Drug|Symptom
<BOTH>=<THING>|Sign
Causes	Arg1:<BOTH>, Arg2:Finding
Same	First:<ENTITY>, Second:<ENTITY>, <REL-TYPE>:symmetric-transitive
Equiv	Arg1:Sign, Arg2:Sign
After	Arg1:Visit, Arg2:<ANY>
<OVERLAP>	Arg1:Drug, Arg2:<ENTITY>, <OVL-TYPE>:contain|cross
<OVERLAP>	Arg1:Sign, Arg2:Pain, <OVL-TYPE>:<ANY>

[events]
Visit	Who:Body-part, Why?:Finding, What*:Drug|Visit, Often+:Drug, Twice{2}:Drug, Some{0-3}:Drug
	Revisit	<INHERIT>, Place2:Drug

[attributes]
Negation	Arg:<EVENT>|<RELATION>
Certainty	Arg:Finding, Value:low|high, <DEFAULT>:high
`;
const { schema, problems } = readAnnotationConf(conf);
const relation = (name: string) => schema.relations.find((one) => one.name === name);
const at = (text: string) => readAnnotationConf(text).problems.map(({ line }) => line);

describe('an annotation.conf', () => {
  it('is read without a word where brat takes it', () => expect(problems).toEqual([]));

  it('gives types in order, with what stands right above them and the type they stand under', () => {
    expect(schema.entities).toEqual([
      { name: 'Drug', description: 'what is taken, by whatever way' },
      { name: 'Symptom', description: 'what a patient tells of', group: 'Finding' },
      { name: 'Pain', description: '', group: 'Symptom' },
      { name: 'Sign', description: '', group: 'Finding' },
      { name: 'Body-part', description: '' },
    ]);
  });

  it('puts macros in, also within macros; a heading stands for all below it, a type for itself', () => {
    expect(relation('Causes')).toMatchObject({
      from: ['Drug', 'Symptom', 'Sign'],
      to: ['Symptom', 'Pain', 'Sign'],
      roles: ['Arg1', 'Arg2'],
    });
    expect(relation('After')).toMatchObject({
      from: ['Visit'],
      to: ['Drug', 'Symptom', 'Pain', 'Sign', 'Body-part', 'Visit', 'Revisit'],
    });
  });

  it('knows relations that hold both ways, by name where older files say nothing', () => {
    expect(relation('Same')).toMatchObject({ roles: ['First', 'Second'], symmetric: true, transitive: true });
    expect(relation('Equiv')).toMatchObject({ symmetric: true, transitive: true });
    expect(relation('Causes')).not.toHaveProperty('symmetric');
  });

  it('knows how often a role may be filled', () => {
    expect(schema.events.map(({ name, group }) => [name, group])).toEqual([
      ['Visit', undefined],
      ['Revisit', 'Visit'],
    ]);
    expect(schema.events[0]?.roles).toEqual([
      { name: 'Who', types: ['Body-part'], required: true, repeats: false },
      { name: 'Why', types: ['Symptom', 'Pain', 'Sign'], required: false, repeats: false },
      { name: 'What', types: ['Drug', 'Visit'], required: false, repeats: true },
      { name: 'Often', types: ['Drug'], required: true, repeats: true },
      { name: 'Twice', types: ['Drug'], required: true, repeats: true },
      { name: 'Some', types: ['Drug'], required: false, repeats: true },
    ]);
    expect(schema.events[1]?.roles.map(({ name }) => name)).toEqual([
      'Who',
      'Why',
      'What',
      'Often',
      'Twice',
      'Some',
      'Place2',
    ]);
  });

  it('gives attributes with bearers of every kind, values and what goes without saying', () => {
    expect(schema.attributes).toEqual([
      {
        name: 'Negation',
        on: ['Visit', 'Revisit', 'Causes', 'Same', 'Equiv', 'After'],
        values: [],
      },
      { name: 'Certainty', on: ['Symptom', 'Pain', 'Sign'], values: ['low', 'high'], default: 'high' },
    ]);
  });

  it('tells which mentions may overlap; <ANY> also the other way round', () => {
    const all = ['Drug', 'Symptom', 'Pain', 'Sign', 'Body-part'];
    expect(schema.overlaps).toEqual([
      { first: ['Drug'], second: all, kinds: ['contain', 'cross'] },
      { first: ['Sign'], second: ['Pain'], kinds: ['contain', 'equal', 'cross'] },
      { first: ['Pain'], second: ['Sign'], kinds: ['contain'] },
    ]);
    expect(readAnnotationConf('[spans]\nA\n').schema).toEqual({
      entities: [{ name: 'A', description: '' }],
      relations: [],
      events: [],
      attributes: [],
    });
  });

  it.each([
    ['a line before any section', 'A\n[entities]\nB\n', [1]],
    ['a section that is not of the file', '[entities]\nA\n[labels]\nA | B\n', [3]],
    ['a macro of another section', '[entities]\n<M>=A\nA\n[relations]\nR\tArg1:<M>, Arg2:A\n', [5]],
    [
      'macros that are defined by each other',
      '[entities]\nA\n[relations]\n<M>=<N>\n<N>=<M>\nR\tArg1:<M>, Arg2:A\n',
      [6],
    ],
    ['a macro with a meaning of its own', '[entities]\n<ANY>=A\nA\n', [2]],
    ['a relation of three', '[entities]\nA\n[relations]\nR\tArg1:A, Arg2:A, Arg3:A\n', [4]],
    ['a type that is not there', '[entities]\nA\n[relations]\nR\tArg1:A|X, Arg2:A\n', [4]],
    ['ends that nothing can be', '[entities]\nA\n[relations]\nR\tArg1:X, Arg2:A\n', [4, 4]],
    ['a type that stands twice', '[entities]\nA\nA\n', [3]],
    ['a name that no standoff file can hold', '[entities]\nA b\n', [2]],
    ['an argument without a colon', '[entities]\nA\n[attributes]\nN\tArg:A, Value\n', [4]],
    ['an attribute of nothing', '[entities]\nA\n[attributes]\nN\n', [4]],
    ['a default that is no value', '[entities]\nA\n[attributes]\nN\tArg:A, Value:x|y, <DEFAULT>:z\n', [4]],
    ['a role that can never be filled', '[entities]\nA\n[events]\nE\tR{3-1}:A\n', [4]],
    ['a numbered role that repeats', '[entities]\nA\n[events]\nE\tR2*:A\n', [4]],
    ['an overlap of no kind', '[entities]\nA\n[relations]\n<OVERLAP>\tArg1:A, Arg2:A\n', [4]],
  ])('names the line of %s', (_, text, lines) => {
    expect(at(text)).toEqual(lines);
    // What is right is read all the same.
    expect(readAnnotationConf(text).schema.entities.length).toBeGreaterThan(0);
  });

  it('counts lines alike, whatever ends them and whatever stands before the first', () => {
    const text = '[entities]\nA\n[relations]\nR\tArg1:A\n';
    for (const end of ['\r\n', '\r']) expect(at(`\uFEFF${text.replaceAll('\n', end)}`)).toEqual(at(text));
  });
});

describe('a hostile annotation.conf', () => {
  const quick = (text: string): void => {
    const began = performance.now();
    const { problems, schema } = readAnnotationConf(text);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(problems.length).toBeLessThan(200);
    expect(schema.entities.length).toBeLessThanOrEqual(2_000);
  };
  it.each([
    [
      'macros that grow without end',
      `[entities]\nA\n[relations]\n<A>=xx\n${[...'BCDEFGHIJ'].map((name, i) => `<${name}>=${`<${'ABCDEFGHI'[i]}>`.repeat(50)}`).join('\n')}\nR\tArg1:<J>, Arg2:A\n`,
    ],
    [
      'types that stand deeper and deeper',
      `[entities]\n${Array.from({ length: 20_500 }, (_, i) => `${'\t'.repeat(i % 40)}T${i}`).join('\n')}`,
    ],
    [
      'types that may all be all',
      `[entities]\n${Array.from({ length: 2_000 }, (_, i) => `T${i}`).join('\n')}\n[relations]\n${Array.from({ length: 2_000 }, (_, i) => `R${i}\tArg1:<ANY>, Arg2:<ENTITY>|T${i}`).join('\n')}`,
    ],
    [
      'lists that are all long, and each another',
      `[entities]\n${Array.from({ length: 2_000 }, (_, i) => `T${i}`).join('\n')}\n[events]\n${Array.from({ length: 300 }, (_, i) => `E${i}\t${Array.from({ length: 100 }, (_, k) => `R${k}x:<ENTITY>|x${i * 100 + k}`).join(', ')}`).join('\n')}`,
    ],
    ['a line of spaces', `[entities]\nA${' '.repeat(49_000)}x\n<M>=${' '.repeat(49_000)}x\n`],
    ['a comment of signs', `[entities]\n${'#'.repeat(49_000)}\u2028\nA\n`],
    [
      'arguments without end',
      `[entities]\nA\n[events]\nE\t${Array.from({ length: 9_000 }, (_, i) => `R${i}x:A`).join(',')}\n`,
    ],
    ['brackets', `[entities]\n${'<'.repeat(40_000)}\n${'['.repeat(40_000)}\n${'{'.repeat(20_000)}\n`],
  ])('costs little: %s', (_, text) => quick(text));
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { i2b2, overlapKinds, type Schema } from '../../../server/src/annotation/schema';
import { readCorpusConfig } from '../../../server/src/format/config/corpus-config';
import { annotationConf, visualConf } from '../../../server/src/format/config/writing';

const name = fc.stringMatching(/^[A-Za-zäé][A-Za-z0-9_-]{0,8}[A-Za-z]$/);
const words = fc
  .array(fc.stringMatching(/^[A-Za-zäéß(),.;'%>=+-]{1,8}$/), { maxLength: 6 })
  .map((list) => (list.length === 0 ? '' : `is ${list.join(' ')}`));

/** Types in the order in which a file has them, each below the one before it, below one above that, or on its own. */
const hierarchy = (names: readonly string[]) =>
  fc.array(fc.nat(3), { minLength: names.length, maxLength: names.length }).map((steps) => {
    const open: string[] = [];
    return names.map((name, i) => {
      open.splice(steps[i] ?? 0);
      const group = open.at(-1);
      open.push(name);
      return { name, ...(group !== undefined && { group }) };
    });
  });

const described = <Type extends object>(types: readonly Type[]) =>
  fc
    .array(words, { minLength: types.length, maxLength: types.length })
    .map((list) => types.map((type, i) => ({ ...type, description: list[i] ?? '' })));

const schemas: fc.Arbitrary<Schema> = fc
  .uniqueArray(name, { minLength: 8, maxLength: 14 })
  .filter((names) => !names.includes('Equiv') && !i2b2.entities.some((type) => names.includes(type.name)))
  .chain((names) => {
    const [entities, events, relations, attributes] = [
      names.slice(0, -6),
      names.slice(-6, -4),
      names.slice(-4, -2),
      names.slice(-2),
    ];
    const some = (of: readonly string[]) => fc.subarray([...of], { minLength: 1 });
    const types = some([...entities, ...events]);
    const both = { symmetric: fc.constant(true), transitive: fc.constant(true), actual: fc.constant(true) };
    return fc.record(
      {
        entities: hierarchy(entities).chain(described),
        events: hierarchy(events)
          .chain(described)
          .chain((list) =>
            fc.tuple(
              ...list.map((type) =>
                fc
                  .uniqueArray(fc.record({ name, types, repeats: fc.boolean(), required: fc.boolean() }), {
                    maxLength: 3,
                    selector: (role) => role.name,
                  })
                  .map((roles) => ({ ...type, roles })),
              ),
            ),
          ),
        relations: fc.tuple(
          ...relations.map((relation) =>
            fc.record(
              {
                name: fc.constant(relation),
                description: words,
                from: types,
                to: types,
                roles: fc.constantFrom(['Arg1', 'Arg2'] as const, ['Part', 'Whole'] as const),
                ...both,
              },
              { requiredKeys: ['name', 'description', 'from', 'to', 'roles'] },
            ),
          ),
        ),
        attributes: fc.tuple(
          ...attributes.map((attribute) =>
            fc
              .record({
                on: some([...entities, ...events, ...relations]),
                values: fc.uniqueArray(name, { maxLength: 4 }),
                usual: fc.boolean(),
              })
              .map(({ on, values, usual }) => ({
                name: attribute,
                on,
                values,
                ...(usual && values[0] !== undefined && { default: values[0] }),
              })),
          ),
        ),
        overlaps: fc.array(
          fc.record({
            first: types,
            second: types,
            kinds: fc.subarray([...overlapKinds], { minLength: 1 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        discontinuous: fc.constant(true),
      },
      { requiredKeys: ['entities', 'events', 'relations', 'attributes'] },
    );
  });

const again = (schema: Schema) =>
  readCorpusConfig({ annotation: annotationConf(schema), visual: visualConf(schema) });

describe('the configuration of a schema', () => {
  it('read again gives the same schema', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        const read = again(schema);
        expect(read.problems).toEqual([]);
        expect(read.schema).toEqual(schema);
      }),
      { numRuns: 300 },
    );
  });

  it('is that of i2b2 2010, which has colours that are read too', () => {
    const { schema, looks, problems } = again(i2b2);
    expect(schema).toEqual(i2b2);
    expect(problems).toEqual([]);
    expect(looks.types.get('problem')).toMatchObject({
      labels: ['Problem', 'problem'],
      background: '#ffc9c2',
      foreground: 'black',
    });
  });
});

describe('the configuration of a corpus', () => {
  const i2b2Types = '[entities]\nproblem\ntest\ntreatment\n';

  it('is i2b2 2010 where it says nothing; a file that names no type is told', () => {
    for (const texts of [{}, { annotation: '' }, { annotation: ' \n' }])
      expect(readCorpusConfig(texts)).toMatchObject({ schema: i2b2, configured: false, problems: [] });
    expect(readCorpusConfig({ annotation: '[relations]\n' })).toMatchObject({
      schema: i2b2,
      configured: false,
      problems: [{ file: 'annotation', line: 1 }],
    });
    expect(readCorpusConfig({ annotation: i2b2Types }).configured).toBe(true);
  });

  it('knows of i2b2 2010 what its file does not say, and of others nothing', () => {
    const text = `${i2b2Types}device\n[relations]\nPIP\tArg1:problem, Arg2:problem\nPIP\tArg1:test, Arg2:problem\n[attributes]\nAssertion\tArg:problem, Value:present|absent|possible|conditional|hypothetical|associated_with_someone_else\n`;
    const { schema } = readCorpusConfig({ annotation: text });
    expect(schema.entities.slice(0, 3)).toEqual(i2b2.entities);
    expect(schema.entities[3]?.description).toBe('');
    expect(schema.relations.map(({ actual }) => actual)).toEqual([true, undefined]);
    expect(schema.attributes[0]?.default).toBe('present');
    const other = readCorpusConfig({ annotation: '[entities]\nproblem\ntest\n' });
    expect(other.schema.entities.map(({ description }) => description)).toEqual(['', '']);
  });

  it('describes a type by its comment, else by the guidelines, else by its long label', () => {
    const { schema } = readCorpusConfig({
      annotation: '[entities]\n# taken by mouth\nDrug\nSign\nBody_part\nLabel_only\nBare\n[events]\nVisit\n',
      visual:
        '[labels]\nSign | What is seen | Sg\nLabel_only | Words of a label | L\nBare | bare\nBody_part | Organ\n',
      guidelines:
        '# Guide\n\nDrug: not this.\n\n## What is seen\n\nSeen by a **person**,\nnot told.\n\nMore of it.\n\n- **Organ**: a part\n  of the body\n- Visit: `one` [day](http://a.b/c)\n',
    });
    expect(
      Object.fromEntries([...schema.entities, ...schema.events].map((one) => [one.name, one.description])),
    ).toEqual({
      Drug: 'taken by mouth',
      Sign: 'Seen by a person, not told.',
      Body_part: 'a part of the body',
      Label_only: 'Words of a label',
      Bare: '',
      Visit: 'one day',
    });
  });

  it('reads guidelines in time, whatever their lines are', () => {
    const signs = [
      `# ${'#'.repeat(4_900)}x`,
      `- ${'](('.repeat(1_600)}`,
      `${' '.repeat(4_900)}x`,
      '*'.repeat(4_900),
    ];
    const guidelines = Array.from({ length: 800 }, (_, n) => signs[n % 4] ?? '').join('\n');
    const began = performance.now();
    const { schema } = readCorpusConfig({
      annotation: '[entities]\nDrug\n',
      guidelines: `${guidelines}\n## Drug ##\nTaken.`,
    });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(schema.entities[0]?.description).toBe('Taken.');
  });

  it('keeps descriptions short, on one line, and takes no line out of use for one', () => {
    const annotation = `[entities]\n# ${'many words '.repeat(100)}\nA\n#B\tArg:A\n# TODO: ask\nC\n# one\u0007\u2028line\nD\n`;
    const [a, c, d] = readCorpusConfig({ annotation }).schema.entities;
    expect(a?.description).toMatch(/^(many words )+many…$|^(many words )*many words…$/);
    expect(a?.description.length).toBeLessThanOrEqual(301);
    expect(c?.description).toBe('');
    expect(d?.description).toBe('one line');
  });

  it('gives looks: labels from long to short, colours with what goes without saying, keys', () => {
    const { looks, problems } = readCorpusConfig({
      visual:
        '[labels]\nDrug | Drug given | Drg | D\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\nARC_DEFAULT\tcolor:black, arrowHead:triangle-5\nDrug\tbgColor:#7fa2ff\nSign\tborderColor:<NONE>, fgColor:rgb(1-2-3)\n',
      shortcuts: '# keys\nD\tDrug\nS Sign\nD\tOther\n',
    });
    expect(looks.types.get('Drug')).toEqual({
      labels: ['Drug given', 'Drg', 'D'],
      background: '#7fa2ff',
      foreground: 'black',
      border: 'darken',
      colour: 'black',
    });
    expect(looks.types.get('Sign')).toEqual({
      labels: [],
      background: 'lightgreen',
      foreground: 'rgb(1,2,3)',
      colour: 'black',
    });
    expect(looks.usual).toEqual({
      span: { foreground: 'black', background: 'lightgreen', border: 'darken' },
      arc: { colour: 'black' },
    });
    expect([...looks.keys]).toEqual([
      ['D', 'Drug'],
      ['S', 'Sign'],
    ]);
    expect(problems).toEqual([
      { file: 'shortcuts', line: 4, message: expect.stringContaining('D stands above') },
    ]);
  });

  it.each(['red;position:fixed', 'url(http://a.b)', 'expression(1)', '#12', 'var(--x)', 'rgb(1-2)'])(
    'takes %s for no colour',
    (value) => {
      const { looks, problems } = readCorpusConfig({ visual: `[drawing]\nA\tbgColor:${value}\n` });
      expect(looks.types.get('A')).toEqual({ labels: [] });
      expect(problems).toMatchObject([{ file: 'visual', line: 2 }]);
    },
  );

  it('takes no name of a type that standoff files cannot hold, in angle brackets neither', () => {
    const { schema, problems } = readCorpusConfig({ annotation: '[entities]\n< >\n' });
    expect(schema.entities.map(({ name }) => name)).toEqual(['___']);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('cannot stand') }]);
  });

  it('reads whatever it is given', () => {
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom('[entities]', '[relations]', '[events]', '[attributes]', '[labels]', '[drawing]'),
        fc.string({ unit: fc.constantFrom(...'AB\t |:,<>=!#-{}?*+1\u2028\u0000"') }),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const text = a.join('\n');
        const other = b.join('\n');
        const { schema, problems } = readCorpusConfig({
          annotation: text,
          visual: other,
          shortcuts: other,
          guidelines: other,
        });
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
        for (const { from, to } of schema.relations) {
          const types = new Set([...schema.entities, ...schema.events].map(({ name }) => name));
          expect([...from, ...to].every((type) => types.has(type))).toBe(true);
        }
        const names = [...schema.entities, ...schema.events, ...schema.relations, ...schema.attributes];
        for (const { name } of names) expect(name).toMatch(/^[^\s|:,\p{C}]+$/u);
      }),
      { numRuns: 500 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { i2b2 } from '../../../server/src/annotation/schema';
import { readAnnotationConf } from '../../../server/src/format/config/annotation-conf';
import { brat } from '../../../server/src/format/corpus/brat';
import { corpusFormats } from '../../../server/src/format/corpus/formats';
import { fromBrat, readAll, written } from './in-memory';
import { sample } from './samples';

/** The configuration that comes with notes which another format brought to brat. */
function configThrough(name: string, document = sample()): string | undefined {
  const format = corpusFormats.find((one) => one.name === name);
  if (!format) throw new Error(`no format ${name}`);
  const { documents } = readAll(format, written(format, [format.hold(document).document]));
  return written(
    brat,
    documents.map((one) => brat.hold(one).document),
  ).get('annotation.conf');
}

describe('a corpus that comes from another format', () => {
  it('gets a configuration that allows what its notes hold', () => {
    const { schema, problems } = readAnnotationConf(configThrough('bioc-json') ?? '');
    expect(problems).toEqual([]);
    expect(schema.discontinuous).toBe(true);
    expect(schema.entities.map(({ name }) => name)).toEqual(['problem', 'test']);
    expect(schema.events).toMatchObject([
      { name: 'problem', roles: [{ name: 'Theme', types: ['problem'] }] },
    ]);
    expect(schema.relations).toMatchObject([{ name: 'TrAP', from: ['test'], to: ['problem'] }]);
    expect(schema.attributes).toMatchObject([
      { name: 'Assertion', on: ['problem'], values: ['absent'] },
      { name: 'Negation', on: ['problem'], values: [] },
    ]);
  });

  it('gets the one of i2b2 2010 where it has nothing else', () => {
    const { document } = fromBrat('No fever.', 'T1\tproblem 3 8\tfever\nA1\tAssertion T1 absent\n');
    expect(readAnnotationConf(configThrough('jsonl', document) ?? '').schema).toMatchObject({
      entities: i2b2.entities,
      relations: i2b2.relations,
      attributes: i2b2.attributes,
    });
  });

  it('gets none where it has no labels, or is of brat, whose own goes with it', () => {
    expect(configThrough('jsonl', fromBrat('No fever.', '').document)).toBeUndefined();
    expect(configThrough('brat')).toBeUndefined();
  });

  it('has a mention over the end of a line, which is no gap', () => {
    const { document } = fromBrat('right lower\nlobe', 'T1\tSite 0 11;12 16\tright lower lobe\n');
    expect(
      readAnnotationConf(configThrough('bioc-json', document) ?? '').schema.discontinuous,
    ).toBeUndefined();
  });

  it('keeps the roles of an event apart from their numbers', () => {
    const ann = 'T1\tStop 0 4\tStop\nT2\tDrug 5 6\ta\nT3\tDrug 7 8\tb\nE1\tStop:T1 Drug:T2 Drug2:T3\n';
    const { document } = fromBrat('Stop a b', ann);
    expect(readAnnotationConf(configThrough('bioc-json', document) ?? '').schema.events).toMatchObject([
      { name: 'Stop', roles: [{ name: 'Drug', types: ['Drug'], repeats: true, required: false }] },
    ]);
  });
});

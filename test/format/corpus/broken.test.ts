import fc from 'fast-check';
import { expect, it } from 'vitest';
import { corpusFormats } from '../../../server/src/format/corpus/formats';
import { standoffPair } from '../../support/standoff';
import { fromBrat, readAll, written } from './in-memory';

const both = corpusFormats.filter((format) => format.read !== undefined);
const numRuns = Number(process.env.RUNS ?? 60);

/** What a damaged file may hold in place of what it held. */
const damage = fc.constantFrom(
  '',
  '',
  '0',
  '-1',
  '99999999999',
  '"',
  '\n',
  '\t',
  ']',
  '|',
  'null',
  '{}',
  '\ud800',
  '1e400',
  'T1',
);

it.each(both)(
  'a damaged file of $name is read as far as it goes, and what is read can be written',
  (format) => {
    fc.assert(
      fc.property(
        standoffPair,
        fc.array(fc.tuple(fc.nat(), fc.nat(40), damage), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        ({ text, ann }, cuts, chosen) => {
          const files = written(format, [format.hold(fromBrat(text, ann).document).document]);
          const paths = [...files.keys()];
          const path = paths[chosen % paths.length] as string;
          let content = files.get(path) as string;
          for (const [at, length, instead] of cuts) {
            const from = at % (content.length + 1);
            content = content.slice(0, from) + instead + content.slice(from + length);
          }
          files.set(path, content);
          const { documents } = readAll(format, files);
          for (const document of documents)
            for (const to of corpusFormats) {
              const held = to.hold(document);
              expect(written(to, [held.document]).size).toBeGreaterThan(0);
            }
        },
      ),
      { numRuns },
    );
  },
);

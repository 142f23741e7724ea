import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brat } from '../../../server/src/format/corpus/brat';
import type { CorpusFormat, Item } from '../../../server/src/format/corpus/document';
import { corpusFormats } from '../../../server/src/format/corpus/formats';
import { meaning } from '../../support/meaning';
import { standoffPair } from '../../support/standoff';
import { fromBrat, readAll, written } from './in-memory';

const both = corpusFormats.filter((format) => format.read !== undefined);
/** More with `RUNS=5000`. */
const numRuns = Number(process.env.RUNS ?? 150);

describe('brat to brat', () => {
  it('is byte for byte the same', () => {
    fc.assert(
      fc.property(standoffPair, ({ text, ann }) => {
        const { document } = fromBrat(text, ann);
        const { document: held, losses } = brat.hold(document);
        const files = written(brat, [held]);
        expect(losses).toEqual([]);
        expect(files.get('ward/note.ann')).toBe(ann);
        expect(files.get('ward/note.txt')).toBe(text);
      }),
      { numRuns },
    );
  });
});

/** The ids of items that are not in the document as they were. */
function changed(before: readonly Item[], after: readonly Item[]): string[] {
  const left = new Map(after.map((item) => [JSON.stringify(item), item]));
  return before.flatMap((item) => (left.has(JSON.stringify(item)) ? [] : [item.id]));
}

describe.each(both.map((format) => [format.name, format] as [string, CorpusFormat]))(
  'brat to %s and back',
  (_, format) => {
    it('means the same, but for the losses that were named', () => {
      fc.assert(
        fc.property(standoffPair, ({ text, ann }) => {
          const { document } = fromBrat(text, ann);
          const { document: held, losses } = format.hold(document);
          const named = new Set(losses.map(({ id }) => id));
          // Nothing is lost in silence …
          for (const id of changed(document.items, held.items)) expect(named).toContain(id);
          for (const { line } of document.leftLines)
            if (held.leftLines.length === 0 && held.standoff === undefined)
              expect(named).toContain(`line ${line}`);
          if (held.text !== document.text) expect(named).toContain('text');
          // … and what was said to be held comes back.
          const back = readAll(format, written(format, [held]));
          expect(back.failures).toEqual([]);
          expect(back.losses).toEqual([]);
          expect(back.documents.map(({ name }) => name)).toEqual(['ward/note']);
          const again = back.documents[0];
          expect(again?.text).toBe(held.text);
          expect(again && meaning(again)).toEqual(meaning(held));
          expect(again?.leftLines.map(({ raw }) => raw)).toEqual(held.leftLines.map(({ raw }) => raw));
          // A second time nothing more is lost, and brat can read it.
          const second = again && format.hold(again);
          expect(second?.losses).toEqual([]);
          // brat itself keeps the lines that say nothing, and was looked at above.
          if (!again || format === brat) return;
          const standoff = written(brat, [brat.hold(again).document]);
          const last = readAll(brat, standoff);
          expect(last.documents).toHaveLength(1);
          expect(last.warnings).toEqual([]);
          expect(last.documents[0] && meaning(last.documents[0])).toEqual(meaning(brat.hold(again).document));
        }),
        { numRuns },
      );
    });

    it('keeps the notes of a folder apart', () => {
      const one = fromBrat('Fever 😀 today.', 'T1\tproblem 0 5\tFever\n', 'a/one').document;
      const two = fromBrat('No cough.\r\n', '', 'two').document;
      const held = [one, two].map((document) => format.hold(document).document);
      const { documents } = readAll(format, written(format, held));
      expect(documents.map(({ name, text }) => [name, text]).sort()).toEqual(
        held.map(({ name, text }) => [name, text]).sort(),
      );
    });
  },
);

import { describe, expect, it } from 'vitest';
import { markedNote } from '../../../server/src/evaluation/marked-note';
import { brat } from '../../../server/src/format/corpus/brat';
import { conll } from '../../../server/src/format/corpus/conll';
import { doccano } from '../../../server/src/format/corpus/doccano';
import { type CorpusDocument, gold, type Item } from '../../../server/src/format/corpus/document';
import { corpusFormats } from '../../../server/src/format/corpus/formats';
import { i2b22010 } from '../../../server/src/format/corpus/i2b2-2010';
import { labelStudio } from '../../../server/src/format/corpus/label-studio';
import { omopCsv } from '../../../server/src/format/corpus/omop-csv';
import { webannoTsv } from '../../../server/src/format/corpus/webanno-tsv';
import { fromBrat, readAll, written } from './in-memory';

const note = 'Fever and cough.';
const entity = (id: string, type: string, start: number, end: number, text = note): Item => ({
  kind: 'textbound',
  id,
  type,
  spans: [{ start, end }],
  text: text.slice(start, end),
});
const attribute = (id: string, target: string, type: string, value: string): Item => ({
  kind: 'attribute',
  id,
  type,
  target,
  value,
});

describe('what no file can hold', () => {
  it('is named and replaced in texts, types and values alike', () => {
    const text = 'Fe\0ver \ud83d here.';
    const items = [
      entity('T1', 'a\0b', 0, 6, text),
      entity('T2', 'x\ud83d', 9, 13, text),
      attribute('A1', 'T2', 'Assertion', 'y\0'),
    ];
    for (const format of corpusFormats) {
      const held = format.hold(gold('n', text, items));
      expect(held.losses.map(({ id }) => id)).toEqual(expect.arrayContaining(['text', 'T1', 'T2', 'A1']));
      for (const content of written(format, [held.document]).values())
        expect(`${content.includes('\0')} ${content.isWellFormed()}`).toBe('false true');
    }
  });
});

describe('names', () => {
  it('of notes survive in formats that hold all notes in one file', () => {
    const names = ['n', 'n.txt', 'n.txt.txt', 'ward/x.note', ' a ', '__proto__'];
    for (const format of [doccano, labelStudio]) {
      const held = names.map((name) => format.hold(gold(name, note, [entity('T1', 'a', 0, 5)])).document);
      expect(readAll(format, written(format, held)).documents.map(({ name }) => name)).toEqual(names);
    }
  });

  it('of types and roles are words to brat, which takes more for white space than others', () => {
    const { document, losses } = brat.hold(gold('n', note, [entity('T1', 'a\u0085b\x1c\x1b[2Jc', 0, 5)]));
    expect(document.items).toMatchObject([{ type: 'a_b_[2Jc' }]);
    expect(losses.map(({ kind }) => kind)).toEqual(['name']);
  });
});

describe('i2b2 2010', () => {
  it('writes every type and value on the line it belongs to, and reads it again', () => {
    const document = gold('n', note, [
      entity('T1', 'a\u2028b', 0, 5),
      entity('T2', 'test', 10, 15),
      attribute('A1', 'T1', 'Assertion', 'pos\n"sible'),
      attribute('A2', 'T2', 'Assertion', 'absent'),
    ]);
    const held = i2b22010.hold(document);
    expect(held.losses.map(({ id }) => id)).toEqual(['T1', 'A1']);
    const { documents, losses } = readAll(i2b22010, written(i2b22010, [held.document]));
    expect(losses).toEqual([]);
    expect(documents[0]?.items).toMatchObject([
      { type: 'a_b' },
      { type: 'test' },
      { value: 'pos__sible' },
      { value: 'absent' },
    ]);
  });

  it('is done at once with rows that almost are some', () => {
    const almost = (part: string, times: number) => `c="${part.repeat(times)}x`;
    const files = new Map([
      ['n.txt', note],
      ['n.con', `${almost('" 1:0 1:0||t="', 600)}\n`.repeat(200)],
      ['n.ast', `${almost('" 1:0 1:0||t="x"||a="', 400)}\n`.repeat(200)],
      ['n.rel', `${almost('" 1:0 1:0||r="x"||c="', 400)}\n`.repeat(200)],
    ]);
    expect(readAll(i2b22010, files).losses).toHaveLength(600);
  });
});

describe('WebAnno TSV', () => {
  it('names types and values without a letter, which would say nothing', () => {
    const document = gold('n', note, [
      entity('T1', '', 0, 5),
      attribute('A1', 'T1', 'Assertion', ''),
      attribute('A2', 'T1', 'Severity', 'mild'),
    ]);
    const held = webannoTsv.hold(document);
    expect(held.losses.map(({ id }) => id)).toEqual(['A1', 'T1']);
    const { documents } = readAll(webannoTsv, written(webannoTsv, [held.document]));
    expect(documents[0]?.items).toMatchObject([{ type: 'unnamed' }, { type: 'Severity', value: 'mild' }]);
  });
});

describe('OMOP', () => {
  it('names a second concept, the name of a concept, and modifiers that do not fit', () => {
    const { document } = fromBrat(
      note,
      `T1\tproblem 0 5\tFever\nN1\tReference T1 OMOP:437663\tFever\nN2\tReference T1 OMOP:1\nA1\tMarked T1 ${'x'.repeat(2_000)}\n`,
    );
    const held = omopCsv.hold(document);
    expect(held.losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'normalization N2',
      'attribute T1',
      'normalization N1',
    ]);
    expect(written(omopCsv, [held.document]).get('note_nlp.csv')).toContain(',437663,');
  });
});

describe('a span in very many fragments, or over a very wide gap', () => {
  it('is held all the same', () => {
    const text = 'a b '.repeat(150_000);
    const spans = Array.from({ length: 150_000 }, (_, n) => ({ start: 4 * n, end: 4 * n + 1 }));
    const covered = spans.map(() => 'a').join(' ');
    const document = gold('n', text, [{ kind: 'textbound', id: 'T1', type: 'x', spans, text: covered }]);
    expect(conll.hold(document).losses.map(({ kind }) => kind)).toEqual(['gap']);
  });

  it('is compared in one look', () => {
    const text = `a${'\n'.repeat(300_000)}\tb b`;
    const spans = [
      { start: 0, end: 1 },
      { start: text.length - 1, end: text.length },
    ];
    const document: CorpusDocument = gold('n', text, [
      { kind: 'textbound', id: 'T1', type: 'x', spans, text: 'a b' },
    ]);
    expect(markedNote(document).mentions[0]?.spans).toEqual(spans);
  });
});

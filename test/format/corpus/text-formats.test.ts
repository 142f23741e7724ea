import { describe, expect, it } from 'vitest';
import { conll } from '../../../server/src/format/corpus/conll';
import type { CorpusDocument } from '../../../server/src/format/corpus/document';
import { i2b22010 } from '../../../server/src/format/corpus/i2b2-2010';
import { omopCsv } from '../../../server/src/format/corpus/omop-csv';
import { pubtator } from '../../../server/src/format/corpus/pubtator';
import { webannoTsv } from '../../../server/src/format/corpus/webanno-tsv';
import { fromBrat, readAll, readOne, written } from './in-memory';
import { sample, text } from './samples';

const covered = ({ text: whole, items }: CorpusDocument): string[] =>
  items.flatMap((item) =>
    item.kind === 'textbound'
      ? [`${item.type}: ${item.spans.map(({ start, end }) => whole.slice(start, end)).join(' … ')}`]
      : [],
  );
const rows = (content: string | undefined): string[] =>
  (content ?? '').split('\n').filter((row) => row !== '');

describe('i2b2 2010', () => {
  it('counts lines from 1, tokens from 0, the last one inside', () => {
    const { document, losses } = i2b22010.hold(
      fromBrat(
        'Hx:\r\n😀 has "the" chest pain,\r\nno fever.\r\n',
        'T1\tproblem 7 22\thas "the" chest\nT2\tproblem 33 38\tfever\nT3\ttreatment 5 6\t😀\nA1\tAssertion T2 absent\nA2\tSeverity T1 mild\nR1\tTrAP Arg1:T3 Arg2:T1\n',
      ).document,
    );
    const files = written(i2b22010, [document]);
    expect(rows(files.get('ward/note.con'))).toEqual([
      'c="has "the" chest" 2:1 2:3||t="problem"',
      'c="fever" 3:1 3:1||t="problem"',
      'c="😀" 2:0 2:0||t="treatment"',
    ]);
    expect(rows(files.get('ward/note.ast'))).toEqual(['c="fever" 3:1 3:1||t="problem"||a="absent"']);
    expect(rows(files.get('ward/note.rel'))).toEqual([
      'c="😀" 2:0 2:0||r="TrAP"||c="has "the" chest" 2:1 2:3',
    ]);
    expect(losses.map(({ id }) => id)).toEqual(['A2']);
  });

  it('finds a span inside a token again, and says where it could not', () => {
    const { document, losses } = i2b22010.hold(
      fromBrat('pain/pain.', 'T1\tproblem 0 4\tpain\nT2\tproblem 5 9\tpain\n').document,
    );
    expect(covered(document)).toEqual(['problem: pain', 'problem: pain/pain.']);
    expect(losses).toMatchObject([{ kind: 'span', id: 'T2' }]);
    const { documents } = readAll(i2b22010, written(i2b22010, [document]));
    expect(covered(documents[0] as CorpusDocument)).toEqual(covered(document));
  });

  it('names a concept that is too long for a row', () => {
    const long = 'word '.repeat(1_000).trim();
    const { document, losses } = i2b22010.hold(
      fromBrat(long, `T1\tproblem 0 ${long.length}\t${long}\nT2\ttest 0 4\tword\n`).document,
    );
    expect(covered(document)).toEqual(['test: word']);
    expect(losses).toMatchObject([{ kind: 'entity', id: 'T1' }]);
  });

  it('reads the layout of the corpus: folders, small letters, lines that are broken', () => {
    const files = new Map([
      ['train/txt/r1.txt', 'History :\nHer Chest  Pain is gone .\n'],
      ['train/concept/r1.con', 'c="chest pain" 2:1 2:2||t="problem"\nc="gone" 9:0 9:0||t="test"\nwrong\n'],
      ['train/ast/r1.ast', 'c="chest pain" 2:1 2:2||t="problem"||a="absent"\n'],
      ['train/rel/r1.rel', 'c="chest pain" 2:1 2:2||r="PIP"||c="chest pain" 2:1 2:2\n'],
    ]);
    const { documents, losses } = readAll(i2b22010, files);
    expect(documents.map(({ name }) => name)).toEqual(['train/r1']);
    expect(covered(documents[0] as CorpusDocument)).toEqual(['problem: Chest  Pain']);
    expect(documents[0]?.items.map(({ kind }) => kind)).toEqual(['textbound', 'attribute', 'relation']);
    expect(losses.map(({ id }) => id)).toEqual(['.con line 2', '.con line 3']);
  });
});

describe('CoNLL', () => {
  it('starts every entity with B-, also side by side, and names what overlaps', () => {
    const { document, losses } = conll.hold(
      fromBrat(
        'Fever,cough 😀 now. No pain.\n',
        'T1\tproblem 0 5\tFever\nT2\tproblem 5 11\t,cough\nT3\ttest 6 11\tcough\nT4\tproblem 19 26\tNo pain\n',
      ).document,
    );
    expect(written(conll, [document]).get('ward/note.conll')).toBe(
      'Fever\tB-problem\n,\tB-problem\ncough\tI-problem\n😀\tO\nnow\tO\n.\tO\n\nNo\tB-problem\npain\tI-problem\n.\tO\n\n',
    );
    expect(losses).toMatchObject([{ kind: 'overlap', id: 'T3' }]);
  });

  it('is read without a text, from other columns and tags, too', () => {
    const { document } = readOne(
      conll,
      'a.conll',
      '-DOCSTART- -X- O O\n\nNo DT B-NP O\nchest NN I-NP I-problem\npain NN I-NP I-problem\n. . O O\n\nAspirin NN B-NP S-treatment\n',
    );
    expect(document.text).toBe('No chest pain .\nAspirin');
    expect(covered(document)).toEqual(['problem: chest pain', 'treatment: Aspirin']);
    expect(readOne(conll, 'b.conll', 'Secret fever\n').failures).toEqual([
      'line 1: its last column is no tag of IOB2 (O, B-TYPE, I-TYPE); write it so',
    ]);
  });
});

describe('PubTator', () => {
  it('has a title and an abstract on a line each, and an identifier of its own for each mention', () => {
    const { document } = pubtator.hold(sample());
    expect(rows(written(pubtator, [document]).get('note.pubtator'))).toEqual([
      'note|t|Pt 😀 has',
      'note|a|\tfever & "cough" <b>]]> today. ',
      'note\t10\t24\tfever & "cough\tproblem\tT1',
      'note\t19\t24\tcough\tproblem\tT2',
      'note\t3\t4\t😀\ttest\tT3',
      'note\tTheme\tT1\tT2',
      'note\tTrAP\tT3\tT2',
    ]);
  });

  it('reads relations between concepts as relations between their first mentions, and says so', () => {
    const file =
      '12|t|Lithium toxicity\n12|a|Lithium 😀 and fever.\n12\t0\t7\tLithium\tChemical\tD008094\n12\t8\t16\ttoxicity\tDisease\tD064420\n12\t17\t24\tLithium\tChemical\tD008094\n12\t31\t36\tfever\tDisease\t-1\n12\tCID\tD008094\tD064420\n\n13|t|None\n13|a|\n';
    const { documents, losses, warnings } = readOne(pubtator, 'corpus.pubtator', file);
    expect(documents.map(({ name, text: whole }) => [name, whole])).toEqual([
      ['12', 'Lithium toxicity\nLithium 😀 and fever.'],
      ['13', 'None'],
    ]);
    expect(covered(documents[0] as CorpusDocument)).toEqual([
      'Chemical: Lithium',
      'Disease: toxicity',
      'Chemical: Lithium',
      'Disease: fever',
    ]);
    expect(documents[0]?.items).toContainEqual({
      kind: 'relation',
      id: 'R1',
      type: 'CID',
      arguments: [
        { role: 'Arg1', target: 'T1' },
        { role: 'Arg2', target: 'T2' },
      ],
    });
    expect(losses).toMatchObject([{ kind: 'end' }]);
    expect(warnings).toEqual([]);
  });
});

describe('WebAnno TSV', () => {
  it('has two blank lines behind the header, UTF-16 offsets, and numbers on what is stacked', () => {
    const { document } = webannoTsv.hold(
      fromBrat(
        '😀 A_b [1] c\r\nPain.',
        'T1\tpro|b_lem 2 5\tA_b\nT2\ttest 2 9\tA_b [1]\nT3\ttest 13 17\tPain\nA1\tAssertion T1 *\nR1\tr Arg1:T2 Arg2:T3\n',
      ).document,
    );
    expect(written(webannoTsv, [document]).get('ward/note.tsv')).toBe(
      [
        '#FORMAT=WebAnno TSV 3.3',
        '#T_SP=webanno.custom.Entity|Assertion|label',
        '#T_RL=webanno.custom.Relation|label|BT_webanno.custom.Entity',
        '',
        '',
        '#Text=😀 A_b [1] c',
        '1-1\t0-2\t😀\t_\t_\t_\t_\t',
        '1-2\t3-4\tA\t\\*[1]|*[2]\tpro\\|b\\_lem[1]|test[2]\t_\t_\t',
        '1-3\t4-5\t_\t\\*[1]|*[2]\tpro\\|b\\_lem[1]|test[2]\t_\t_\t',
        '1-4\t5-6\tb\t\\*[1]|*[2]\tpro\\|b\\_lem[1]|test[2]\t_\t_\t',
        '1-5\t7-8\t[\t*[2]\ttest[2]\t_\t_\t',
        '1-6\t8-9\t1\t*[2]\ttest[2]\t_\t_\t',
        '1-7\t9-10\t]\t*[2]\ttest[2]\t_\t_\t',
        '1-8\t11-12\tc\t_\t_\t_\t_\t',
        '',
        '#Text=Pain.',
        '2-1\t14-18\tPain\t*\ttest\tr\t1-2[2_0]\t',
        '2-2\t18-19\t.\t_\t_\t_\t_\t',
        '',
      ].join('\n'),
    );
  });

  it('reads parts of tokens, slots and chains, and makes the text of the sentences where it is alone', () => {
    const file = [
      '#FORMAT=WebAnno TSV 3.3',
      '#T_SP=x.NamedEntity|identifier|value',
      '#T_SP=x.Frame|ROLE_x.Frame:roles_x.Link|x.NamedEntity',
      '#T_CH=x.CoreferenceLink|referenceType|referenceRelation',
      '',
      '',
      '#Text=A\\tfever\\\\cough',
      '#Text=here',
      '1-1\t0-1\tA\t_\t_\tcause\t1-2.1\tnam[1]\t*->1-1\t',
      '1-2\t2-13\tfever\\cough\t_\t_\t_\t_\tnam[1]\t*->1-2\t',
      '1-2.1\t2-7\tfever\tUMLS:C1\tproblem\t_\t_\t_\t_\t',
      '1-3\t14-18\there\t_\t_\t_\t_\t_\t_\t',
      '',
      '#Text=Two',
      '2-1\t19-22\tTwo\t*[7]\tsp\\_an[7]\t_\t_\t_\t_\t',
      '',
    ].join('\n');
    const { document, failures } = readOne(webannoTsv, 'a.tsv', file);
    expect(failures).toEqual([]);
    expect(document.text).toBe('A\tfever\\cough\nhere\nTwo');
    expect(covered(document).sort()).toEqual([
      'Frame: A',
      'nam: A',
      'nam: fever\\cough',
      'problem: fever',
      'sp_an: Two',
    ]);
    const kinds = document.items.map(({ kind, type }) => `${kind} ${type}`);
    expect(kinds).toEqual(
      expect.arrayContaining(['relation cause', 'equivalence Equiv', 'normalization Reference']),
    );
  });
});

describe('OMOP NOTE_NLP', () => {
  it('is a row an entity, with quotes where CSV asks for them', () => {
    const { document, losses } = omopCsv.hold(sample());
    const files = written(omopCsv, [document]);
    const [head, ...lines] = (files.get('note_nlp.csv') ?? '').trimEnd().split('\r\n');
    expect(head?.split(',')).toHaveLength(14);
    expect(lines).toEqual([
      '1,1,0,"Pt 😀 has fever & ""cough"" <b>]]> today.",11,"fever & ""cough",0,0,marginalia convert,2024-02-29,2024-02-29 00:00:00,N,,"type=problem, Negation=true"',
      '2,1,0,"Pt 😀 has fever & ""cough"" <b>]]> today.",20,cough,0,0,marginalia convert,2024-02-29,2024-02-29 00:00:00,N,,"type=problem, Assertion=absent"',
      '3,1,0,"Pt 😀 has fever & ""cough"" <b>]]> today.",3,😀,0,0,marginalia convert,2024-02-29,2024-02-29 00:00:00,Y,,type=test',
    ]);
    expect(files.get('note.csv')).toBe('note_id,note_title\r\n1,note\r\n');
    expect(files.get('note.txt')).toBe(text);
    expect(losses.map(({ id }) => id)).toEqual(expect.arrayContaining(['R1', 'N1', '#1', '*1', 'E1']));
  });
});

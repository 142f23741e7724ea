import { describe, expect, it } from 'vitest';
import { biocJson } from '../../../server/src/format/corpus/bioc-json';
import { casJson } from '../../../server/src/format/corpus/cas-json';
import { doccano } from '../../../server/src/format/corpus/doccano';
import type { CorpusDocument } from '../../../server/src/format/corpus/document';
import { jsonl } from '../../../server/src/format/corpus/jsonl';
import { labelStudio } from '../../../server/src/format/corpus/label-studio';
import { fromBrat, readAll, readOne, written } from './in-memory';
import { sample, text } from './samples';

const heldBy = (format: typeof doccano, document: CorpusDocument = sample()) =>
  format.hold(document).document;
const jsonOf = (content: string | undefined) => JSON.parse(content ?? '');
const covered = ({ text: whole, items }: CorpusDocument): string[] =>
  items.flatMap((item) =>
    item.kind === 'textbound'
      ? [`${item.type}: ${item.spans.map(({ start, end }) => whole.slice(start, end)).join(' … ')}`]
      : [],
  );

describe('doccano', () => {
  it('has entities and relations in code points, and names what it has no place for', () => {
    const { document, losses } = doccano.hold(sample());
    const row = jsonOf(written(doccano, [document]).get('doccano.jsonl'));
    const points = [...text];
    expect(row.text).toBe(text);
    expect(
      row.entities.map((one: { label: string; start_offset: number; end_offset: number }) => [
        one.label,
        points.slice(one.start_offset, one.end_offset).join(''),
      ]),
    ).toEqual([
      ['problem', 'fever & "cough'],
      ['problem', 'cough'],
      ['test', '😀'],
    ]);
    const ids = new Set(row.entities.map((one: { id: number }) => one.id));
    for (const { from_id, to_id } of row.relations) expect(ids.has(from_id) && ids.has(to_id)).toBe(true);
    expect(row.relations.map((one: { type: string }) => one.type)).toEqual(['Theme', 'TrAP']);
    const kinds = losses.map(({ kind, id }) => `${kind} ${id}`);
    for (const named of [
      'line line 11',
      'gap T1',
      'event E1',
      'argument E1',
      'attribute A1',
      'attribute A2',
      'normalization N1',
      'note #1',
      'equivalence *1',
    ])
      expect(kinds).toContain(named);
    expect(JSON.stringify(losses)).not.toMatch(/fever|cough/i);
  });

  it('is read in the layout without relations, too, and with labels of a whole text named', () => {
    const { document, losses } = readOne(
      doccano,
      'all.jsonl',
      '{"id":7,"text":"😀 No fever.","label":[[5,10,"problem"],["short"]]}\n',
    );
    expect(document.name).toBe('all');
    expect(covered(document)).toEqual(['problem: fever']);
    expect(losses).toMatchObject([{ kind: 'other', id: 'label 2' }]);
  });

  it('goes on behind a row that cannot be read, and names the field', () => {
    const { documents, failures } = readOne(
      doccano,
      'all.jsonl',
      '{"text":"Secret\n{"text":"a","entities":[{"id":1,"label":"x"}]}\n{"id":3,"text":"fever","label":[[0,5,"p"],[3,99,"p"]]}\n',
    );
    expect(documents.map(covered)).toEqual([['p: fever']]);
    expect(failures).toEqual([
      'line 1: it is not JSON; a row is one object on one line',
      expect.stringMatching(/^line 2: its field entities\.0\.start_offset/),
    ]);
  });
});

describe('Label Studio', () => {
  it('has results whose names are those of the configuration', () => {
    const files = written(labelStudio, [heldBy(labelStudio)]);
    const config = files.get('label-studio-config.xml') ?? '';
    const [task] = jsonOf(files.get('label-studio.json'));
    expect(task.data).toEqual({ text, name: 'note' });
    expect(task.predictions).toEqual([]);
    const results = task.annotations[0].result;
    const points = [...text];
    for (const one of results) {
      if (one.type === 'relation') continue;
      expect(config).toContain(`name="${one.from_name}" toName="${one.to_name}"`);
      expect(config).toContain(`<Text name="${one.to_name}" value="$text"/>`);
      if (one.type !== 'labels') continue;
      expect(Array.isArray(one.value.labels)).toBe(true);
      expect(points.slice(one.value.start, one.value.end).join('')).toBe(one.value.text);
      for (const label of one.value.labels) expect(config).toContain(`<Label value="${label}"/>`);
    }
    const regions = new Set(results.map((one: { id?: string }) => one.id));
    const relations = results.filter((one: { type: string }) => one.type === 'relation');
    expect(relations.length).toBe(2);
    for (const { from_id, to_id, labels } of relations) {
      expect(regions.has(from_id) && regions.has(to_id)).toBe(true);
      expect(config).toContain(`<Relation value="${labels[0]}"/>`);
    }
    expect(results).toContainEqual(
      expect.objectContaining({
        id: 'T2',
        from_name: 'Assertion',
        type: 'choices',
        value: expect.objectContaining({ choices: ['absent'] }),
      }),
    );
  });

  it('writes suggestions as predictions, decisions as annotations, and reads them so', () => {
    const origin = { by: 'model', model: 'me-llama', digest: 'd', prompt: '1' } as const;
    const document = {
      ...fromBrat('Fever and cough.', 'T1\tproblem 0 5\tFever\nT2\tproblem 10 15\tcough\n').document,
      suggested: new Map([['T2', { confidence: 0.75, origin }]]),
    };
    const { document: held, losses } = labelStudio.hold(document);
    expect(losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['suggestion T2']);
    const files = written(labelStudio, [held]);
    const [task] = jsonOf(files.get('label-studio.json'));
    expect(task.annotations[0].result.map((one: { id: string }) => one.id)).toEqual(['T1']);
    expect(task.predictions).toMatchObject([
      { model_version: 'me-llama', result: [{ id: 'T2', score: 0.75 }] },
    ]);
    const again = readAll(labelStudio, files).documents[0] as CorpusDocument;
    expect([...again.suggested].map(([, one]) => [one.confidence, one.origin])).toEqual([
      [0.75, { by: 'model', model: 'me-llama', digest: '', prompt: '' }],
    ]);
    expect(covered(again)).toEqual(['problem: Fever', 'problem: cough']);
  });

  it('takes the first annotation that was not cancelled, and names the others', () => {
    const region = (id: string, label: string) => ({
      id,
      from_name: 'l',
      to_name: 't',
      type: 'labels',
      value: { start: 2, end: 7, text: 'fever', labels: [label] },
    });
    const tasks = [
      {
        id: 4,
        data: { note: '😀 fever' },
        annotations: [
          { was_cancelled: true, result: [region('a', 'wrong')] },
          {
            result: [
              region('a', 'problem'),
              { type: 'relation', from_id: 'a', to_id: 'a', direction: 'right' },
              { id: 'b', type: 'rating', value: { rating: 3 } },
            ],
          },
          { result: [region('c', 'other')] },
        ],
      },
    ];
    const { document, losses } = readOne(labelStudio, 'x.json', JSON.stringify(tasks));
    expect(covered(document)).toEqual(['problem: fever']);
    expect(document.items).toContainEqual(expect.objectContaining({ kind: 'relation', type: 'relation' }));
    expect(losses.map(({ id }) => id)).toEqual(['annotation 1', 'annotation 3', 'b']);
  });
});

describe('BioC JSON', () => {
  it('holds all but lines that say nothing, with offsets relative to the document', () => {
    const { document, losses } = biocJson.hold(sample());
    expect(losses.map(({ id }) => id)).toEqual(['line 11']);
    const [written0] = jsonOf(written(biocJson, [document]).get('note.json')).documents;
    expect(written0.passages[0].annotations[0]).toEqual({
      id: 'T1',
      infons: { type: 'problem' },
      text: 'fever cough',
      locations: [
        { offset: 11, length: 5 },
        { offset: 20, length: 5 },
      ],
    });
    expect(written0.relations).toContainEqual({
      id: 'E1',
      infons: { type: 'problem', kind: 'event', Negation: 'true' },
      nodes: [
        { refid: 'T1', role: 'Trigger' },
        { refid: 'T2', role: 'Theme' },
      ],
    });
  });

  it('joins passages and sentences at their offsets', () => {
    const annotation = (id: string, offset: number, text0: string) => ({
      id,
      infons: { type: 'Disease', identifier: 'MESH:D005334' },
      text: text0,
      locations: [{ offset, length: 5 }],
    });
    const collection = {
      documents: [
        {
          id: '1',
          passages: [
            {
              offset: 0,
              infons: { type: 'title' },
              text: '😀 Fever',
              annotations: [annotation('0', 2, 'Fever')],
            },
            {
              offset: 8,
              sentences: [{ offset: 8, text: 'No cough.', annotations: [annotation('0', 11, 'cough')] }],
            },
          ],
        },
      ],
    };
    const { document, warnings, losses } = readOne(biocJson, 'a.json', JSON.stringify(collection));
    expect(document.text).toBe('😀 Fever\nNo cough.');
    expect(covered(document)).toEqual(['Disease: Fever', 'Disease: cough']);
    expect(warnings).toEqual([expect.stringContaining('several items have the id')]);
    expect(losses.map(({ id }) => id)).toEqual(['passage 1', 'passage 2']);
    expect(document.items.filter(({ kind }) => kind === 'normalization')).toHaveLength(2);
  });

  it('takes offsets in another unit for what they are, and says so', () => {
    const document = {
      id: '1',
      passages: [
        {
          offset: 0,
          text: '😀😀 fever, cough',
          annotations: [
            { id: 'a', infons: { type: 'p' }, text: 'fever', locations: [{ offset: 5, length: 5 }] },
            { id: 'b', infons: { type: 'p' }, text: 'cough', locations: [{ offset: 12, length: 5 }] },
          ],
        },
      ],
    };
    const read = readOne(biocJson, 'a.json', JSON.stringify({ documents: [document] }));
    expect(covered(read.document)).toEqual(['p: fever', 'p: cough']);
    expect(read.warnings).toEqual([
      'its offsets are UTF-16 code units, not code points; they were converted',
    ]);
  });
});

describe('CAS JSON', () => {
  it('has its parts and keys in the order that the format asks for, and offsets in UTF-16', () => {
    const cas = jsonOf(written(casJson, [heldBy(casJson)]).get('note.json'));
    expect(Object.keys(cas)).toEqual(['%TYPES', '%FEATURE_STRUCTURES', '%VIEWS']);
    const structures = cas['%FEATURE_STRUCTURES'];
    for (const one of structures) expect(Object.keys(one).slice(0, 2)).toEqual(['%ID', '%TYPE']);
    expect(structures[0]).toMatchObject({ '%TYPE': 'uima.cas.Sofa', sofaString: text });
    const ids = new Set(structures.map((one: Record<string, unknown>) => one['%ID']));
    expect(ids.size).toBe(structures.length);
    for (const one of structures)
      for (const [key, target] of Object.entries(one)) if (key.startsWith('@')) expect(ids).toContain(target);
    for (const member of cas['%VIEWS']._InitialView['%MEMBERS']) expect(ids).toContain(member);
    const emoji = structures.find((one: { identifier?: string }) => one.identifier === 'T3');
    expect([emoji.begin, emoji.end]).toEqual([3, 5]);
    for (const one of structures)
      if (one['%TYPE'].startsWith('marginalia.')) expect(cas['%TYPES']).toHaveProperty([one['%TYPE']]);
  });

  it('reads anchors and the types of others', () => {
    const cas = {
      '%TYPES': {},
      '%FEATURE_STRUCTURES': [
        {
          '%ID': 1,
          '%TYPE': 'uima.cas.Sofa',
          sofaNum: 1,
          sofaID: '_InitialView',
          sofaString: '😀 fever and cough',
        },
        {
          '%ID': 2,
          '%TYPE': 'a.NamedEntity',
          '@sofa': 1,
          '^begin': 3,
          '^end': 8,
          value: 'problem',
          identifier: 'UMLS:C1',
        },
        { '%ID': 3, '%TYPE': 'a.Finding', '@sofa': 1, begin: 13, end: 18, severe: true, grade: 2 },
        {
          '%ID': 4,
          '%TYPE': 'a.Relation',
          '@sofa': 1,
          begin: 13,
          end: 18,
          label: 'with',
          '@Governor': 2,
          '@Dependent': 3,
        },
        { '%ID': 5, '%TYPE': 'a.Token', '@sofa': 1, begin: 0, end: 2 },
        { '%ID': 6, '%TYPE': 'uima.tcas.DocumentAnnotation', '@sofa': 1, begin: 0, end: 18 },
      ],
      '%VIEWS': {},
    };
    const { document, losses } = readOne(casJson, 'a.json', JSON.stringify(cas));
    expect(covered(document)).toEqual(['problem: fever', 'Finding: cough']);
    expect(document.items).toMatchObject([
      { id: 'T1' },
      { id: 'T2' },
      { kind: 'normalization', reference: 'UMLS:C1', target: 'T1' },
      { kind: 'attribute', type: 'severe', value: true, target: 'T2' },
      { kind: 'attribute', type: 'grade', value: '2', target: 'T2' },
      { kind: 'relation', type: 'with', arguments: [{ target: 'T1' }, { target: 'T2' }] },
    ]);
    expect(losses.map(({ id }) => id)).toEqual(['structure 5']);
  });
});

describe('rows of this project', () => {
  it('hold all that brat does, beside the text', () => {
    const { document, losses } = jsonl.hold(sample());
    expect(losses).toEqual([]);
    const files = written(jsonl, [document]);
    expect(files.get('note.txt')).toBe(text);
    const row = jsonOf(files.get('annotations.jsonl'));
    expect(Object.keys(row).slice(0, 6)).toEqual([
      'note',
      'sha256',
      'engine',
      'entities',
      'events',
      'relations',
    ]);
    expect(row.entities[1]).toEqual({
      id: 'T2',
      type: 'problem',
      spans: [[20, 25]],
      text: 'cough',
      attributes: { Assertion: 'absent' },
      confidence: 1,
      origin: { by: 'person' },
    });
    expect(row.relations).toEqual([
      { id: 'R1', type: 'TrAP', from: 'T3', to: 'T2', roles: ['Arg1', 'Arg2'] },
    ]);
    expect(row.equivalences).toEqual([{ type: 'Equiv', targets: ['T1', 'T2'] }]);
  });

  it('keep suggestions, inferences and summaries, which brat has no place for', () => {
    const row = {
      note: 'a.note',
      entities: [
        {
          id: 'T1',
          type: 'problem',
          spans: [[2, 7]],
          text: 'fever',
          confidence: 0.5,
          origin: { by: 'embedded', version: '1' },
        },
      ],
      inferences: [
        { premise: [0, 7], hypothesis: 'The patient has fever.', label: 'entailment', confidence: 0.9 },
      ],
      summaries: [
        { scope: [0, 7], text: 'Fever.', evidence: [[2, 7]] },
        { scope: [0, 70], text: 'x', evidence: [] },
      ],
      failures: [{ task: 'nli', kind: 'slow', message: 'm' }],
    };
    const files = new Map([
      ['annotations.jsonl', `${JSON.stringify(row)}\n`],
      ['a.note', '😀 fever'],
    ]);
    const { documents, losses } = readAll(jsonl, files);
    expect(losses.map(({ id }) => id)).toEqual(['failure 1', 'summary 2']);
    const again = jsonOf(written(jsonl, [heldBy(jsonl, documents[0])]).get('annotations.jsonl'));
    expect(again.entities[0]).toMatchObject({ confidence: 0.5, origin: { by: 'embedded', version: '1' } });
    expect(again.inferences).toEqual(row.inferences);
    expect(again.summaries).toEqual(row.summaries.slice(0, 1));
    const lost = doccano.hold(documents[0] as CorpusDocument).losses;
    expect(lost.map(({ kind }) => kind)).toEqual(['suggestion', 'inference', 'summary']);
  });

  it('say where the text is missing or another one', () => {
    const row = '{"note":"a.txt","sha256":"0","entities":[]}\n';
    expect(readOne(jsonl, 'annotations.jsonl', row).failures).toEqual([
      'line 1: the text of its note is not in the folder; copy the notes there, with their paths',
    ]);
    const files = new Map([
      ['annotations.jsonl', row],
      ['a.txt', 'x'],
    ]);
    expect(readAll(jsonl, files).warnings).toEqual([expect.stringContaining('not, byte for byte')]);
  });
});

import { describe, expect, it } from 'vitest';
import { biocXml } from '../../../server/src/format/corpus/bioc-xml';
import { brat } from '../../../server/src/format/corpus/brat';
import { casXmi } from '../../../server/src/format/corpus/cas-xmi';
import type { CorpusDocument } from '../../../server/src/format/corpus/document';
import { i2b22014 } from '../../../server/src/format/corpus/i2b2-2014';
import { fromBrat, readOne, written } from './in-memory';
import { sample, text } from './samples';

const covered = ({ text: whole, items }: CorpusDocument): string[] =>
  items.flatMap((item) =>
    item.kind === 'textbound'
      ? [`${item.type}: ${item.spans.map(({ start, end }) => whole.slice(start, end)).join(' … ')}`]
      : [],
  );

describe('BioC XML', () => {
  it('is read with an entity of XML, a DTD and line ends as parsers have them', () => {
    const { document } = readOne(
      biocXml,
      'a.xml',
      '<?xml version="1.0"?>\r\n<!DOCTYPE collection SYSTEM "BioC.dtd">\r\n<collection><document><id>7</id><passage><offset>0</offset><text>😀 &lt;5\r\nfever</text><annotation id="T9"><infon key="type">problem</infon><location offset="5" length="5"/><text>fever</text></annotation></passage></document></collection>',
    );
    expect(document).toMatchObject({ name: 'a', text: '😀 <5\nfever' });
    expect(document.items).toMatchObject([{ id: 'T9', type: 'problem', spans: [{ start: 6, end: 11 }] }]);
  });

  it('names what XML cannot hold', () => {
    const { document, losses } = biocXml.hold(fromBrat('a\u0001b fever', 'T1\tp 0 3\ta\u0001b\n').document);
    expect(document.text).toBe('a\ufffdb fever');
    expect(losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['character text', 'character T1']);
  });
});

describe('CAS XMI', () => {
  it('has every character of the text in its sofa, and a type system beside it', () => {
    const files = written(casXmi, [casXmi.hold(sample()).document]);
    const xmi = files.get('note.xmi') ?? '';
    expect(xmi).toContain(
      'sofaString="Pt 😀 has&#13;&#10;&#9;fever &#38; &#34;cough&#34; &#60;b&#62;]]&#62; today.&#13;&#10;"',
    );
    expect(xmi).toMatch(
      /<marginalia:Entity xmi:id="4" sofa="1" identifier="T3" label="test" begin="3" end="5"\/>/,
    );
    expect(files.get('TypeSystem.xml')).toContain('<name>marginalia.Entity</name>');
    expect(readOne(casXmi, 'note.xmi', xmi).document.text).toBe(text);
  });

  it('reads the types of others, and arrays that stand on their own', () => {
    const xmi =
      '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:ner="http:///de/x/ner.ecore" xmlns:marginalia="http:///marginalia.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/><ner:NamedEntity xmi:id="5" sofa="1" begin="3" end="8" value="problem"/><marginalia:Entity xmi:id="6" sofa="1" begin="3" end="18" label="x" fragments="9"/><marginalia:Fragment xmi:id="7" sofa="1" begin="3" end="8"/><marginalia:Fragment xmi:id="8" sofa="1" begin="13" end="18"/><cas:FSArray xmi:id="9" elements="7 8"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="😀 fever and cough"/><cas:View sofa="1" members="5 6"/></xmi:XMI>';
    expect(covered(readOne(casXmi, 'a.xmi', xmi).document)).toEqual(['problem: fever', 'x: fever … cough']);
  });
});

describe('i2b2 2014', () => {
  it('keeps the TYPE and the comment of a tag both ways, and takes nothing that identifies nobody', () => {
    const { document, losses } = i2b22014.hold(
      fromBrat(
        'Dr. Jane Placeholder saw fever.\r\n',
        'T1\tDOCTOR 4 20\tJane Placeholder\nT2\tproblem 25 30\tfever\nT3\tNAME 4 8\tJane\n#1\tAnnotatorNotes T1\tsure?\n#2\tAnnotatorNotes T2\tx\n',
      ).document,
    );
    expect(losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['type T3', 'entity T2', 'note #2']);
    const xml = written(i2b22014, [document]).get('ward/note.xml') ?? '';
    expect(xml).toContain(
      '<NAME id="P1" start="4" end="20" text="Jane Placeholder" TYPE="DOCTOR" comment="sure?"/>',
    );
    expect(xml).toContain('TYPE="PATIENT"');
    const again = readOne(i2b22014, 'ward/note.xml', xml).document;
    expect(covered(again)).toEqual(['PATIENT: Jane', 'DOCTOR: Jane Placeholder']);
    expect(again.items).toContainEqual(expect.objectContaining({ kind: 'note', text: 'sure?' }));
  });
});

describe('brat', () => {
  it('splits at line ends, joins names, and says so, where another format had it otherwise', () => {
    const xml =
      '<collection><document><id>1</id><passage><offset>0</offset><text> chest\npain now</text><annotation id="a"><infon key="type">Sign or symptom</infon><infon key="How sure">very\nmuch</infon><infon key="identifier">D005334</infon><location offset="0" length="11"/></annotation></passage></document></collection>';
    const { document } = readOne(biocXml, 'a.xml', xml);
    const { document: held, losses } = brat.hold(document);
    expect(losses.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'name T1',
      'span T1',
      'name A1',
      'attribute A1',
      'normalization N1',
    ]);
    expect(written(brat, [held]).get('a.ann')).toBe(
      'T1\tSign_or_symptom 1 6;7 11\tchest pain\nA1\tHow_sure T1 very_much\nN1\tReference T1 ID:D005334\t\n',
    );
  });

  it('converts offsets that count something else, and leaves all else as it is', () => {
    const { document, warnings } = fromBrat(
      '😀😀 fever\r\nand cough',
      'T1\tp 5 10\tfever\n??\tkeep me\nT2\tp 16 21\tcough\nA1\tX T2\n',
    );
    expect(warnings).toEqual(['its offsets are UTF-16 code units, not code points; they were converted']);
    expect(written(brat, [brat.hold(document).document]).get('ward/note.ann')).toBe(
      'T1\tp 3 8\tfever\n??\tkeep me\nT2\tp 14 19\tcough\nA1\tX T2\n',
    );
  });
});

it.each([biocXml, casXmi, i2b22014])(
  '$name refuses entities of its own and elements without end',
  (format) => {
    const path = format === casXmi ? 'a.xmi' : 'a.xml';
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "secretsecret"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>';
    for (const xml of [bomb, '<x>'.repeat(200_000), '<x><y></x>', '', 'fever', '<x/>']) {
      const { documents, failures } = readOne(format, path, xml);
      expect(documents).toEqual([]);
      expect(failures).toHaveLength(1);
      expect(failures[0]).not.toMatch(/secret|fever/);
    }
  },
);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type I2b2Document, readI2b2, writeI2b2 } from '../../server/src/format/i2b2-2014';
import { phiTypes } from '../../server/src/format/i2b2-2014-types';
import { typeOf } from '../../server/src/format/phi-names';
import { categories } from '../../server/src/privacy/identifiers';
import { noteText } from '../support/arbitraries';

const file = (text: string, tags: string): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<deIdi2b2>\n<TEXT><![CDATA[${text}]]></TEXT>\n<TAGS>\n${tags}\n</TAGS>\n</deIdi2b2>\n`;

function read(xml: string): I2b2Document {
  const document = readI2b2(xml);
  if ('failure' in document) throw new Error(document.failure);
  return document;
}

const covered = ({ text, tags }: I2b2Document): string[] =>
  tags.map(({ start, end, type }) => `${type} ${text.slice(start, end)}`);

const failureOf = (xml: string): string => {
  const document = readI2b2(xml);
  return 'failure' in document ? document.failure : 'it was read';
};

describe('reading i2b2 2014 XML', () => {
  it('takes CDATA as it stands, and offsets as code points into it', () => {
    const text = '\n\n😀 Pt Jane Placeholder, &lt; 5, seen 3/4';
    const document = read(
      file(
        text,
        `<NAME id="P0" start="7" end="23" text="Jane Placeholder" TYPE="PATIENT" comment="" />
         <DATE id="P1" start="38" end="41" text="3/4" TYPE="DATE" comment=""/>`,
      ),
    );
    expect(document).toMatchObject({ text, warnings: [] });
    expect(covered(document)).toEqual(['PATIENT Jane Placeholder', 'DATE 3/4']);
  });

  it('counts a CRLF of the file as one, as every XML parser does', () => {
    const document = read(
      file('a\r\nJane\r\n', '<NAME id="P0" start="2" end="6" text="Jane" TYPE="PATIENT"/>'),
    );
    expect(document).toMatchObject({ text: 'a\nJane\n', warnings: [] });
    expect(covered(document)).toEqual(['PATIENT Jane']);
  });

  it('reads the text of a TEXT without CDATA, and a tag over a line end', () => {
    const document = read(
      '<root><TEXT>A &amp; B of New\nHaven</TEXT><TAGS><LOCATION id="P0" start="9" end="18" text="New Haven" TYPE="city"/></TAGS></root>',
    );
    expect(document).toMatchObject({ text: 'A & B of New\nHaven', warnings: [] });
    expect(covered(document)).toEqual(['CITY New\nHaven']);
  });

  it.each([
    ['UTF-16 code units', '😀 Pt Jane', 6, 10],
    ['bytes of UTF-8', 'é😀 Pt Jane', 10, 14],
  ])('converts offsets where all tags agree in %s, and says so', (unit, text, start, end) => {
    const document = read(
      file(text, `<NAME id="P0" start="${start}" end="${end}" text="Jane" TYPE="PATIENT"/>`),
    );
    expect(covered(document)).toEqual(['PATIENT Jane']);
    expect(document.warnings).toEqual([expect.stringContaining(unit)]);
  });

  it('converts offsets that count a CRLF as two', () => {
    const lf = file('a\nb\nJane', '<NAME id="P0" start="6" end="10" text="Jane" TYPE="PATIENT"/>');
    const document = read(lf.replaceAll('\n', '\r\n'));
    expect(covered(document)).toEqual(['PATIENT Jane']);
    expect(document.warnings).toEqual([expect.stringContaining('two for a line end')]);
  });

  it('never shifts a tag that does not agree: it is named, and stays where it says', () => {
    const document = read(
      file(
        'Pt Jane Doe',
        `<NAME id="P0" start="3" end="7" text="Jane" TYPE="PATIENT"/>
         <NAME id="P1" start="7" end="10" text="Doe" TYPE="PATIENT"/>
         <NAME id="P2" start="8" end="12" text="Doe" TYPE="PATIENT"/>
         <NAME id="Mr. Doe" start="9" end="x" text="Doe" TYPE="PATIENT"/>`,
      ),
    );
    expect(covered(document)).toEqual(['PATIENT Jane', 'PATIENT  Do']);
    expect(document.warnings).toEqual([
      expect.stringMatching(/\bP1\b.*as they stand/),
      expect.stringMatching(/P2, number 4.*left out/),
    ]);
    expect(document.warnings.join()).not.toContain('Doe');
  });

  it('reads a tag by its element where its TYPE is unknown, and counts what is no PHI', () => {
    const document = read(
      file(
        'Pager 5550100',
        `<CONTACT id="P0" start="6" end="13" text="5550100" TYPE="PAGER"/>
         <PHI id="P1" start="6" end="13" text="5550100" TYPE="PHONE"/>
         <SMOKER id="DOC1" status="never"/>`,
      ),
    );
    expect(covered(document)).toEqual(['PHONE 5550100', 'PHONE 5550100']);
    expect(document.warnings).toEqual([expect.stringContaining('1 tag is not of PHI')]);
  });

  it.each([
    [
      'an open element',
      '<deIdi2b2>\n<TEXT>Jane <Doe></TEXT>\n</deIdi2b2>',
      /^line 2: .*(well-formed|inside)/,
    ],
    ['a file that breaks off', '<deIdi2b2>\n<TEXT><![CDATA[Jane Doe\n\n', /^line 4: .*well-formed/],
    ['a control character', file('Jane\u0001 Doe', ''), /^line 3: .*well-formed/],
    ['no XML', 'Jane Doe was seen', /well-formed/],
    ['other XML', '<html>\n<body/></html>', /no TEXT/],
    ['an empty file', '', /well-formed/],
    ['deep nesting', '<a>'.repeat(1_000_000), /elements within elements/],
    ['two notes', '<a><TEXT>x</TEXT><TEXT>y</TEXT></a>', /second TEXT/],
  ])('says line and remedy of %s, and nothing of the note', (_, xml, message) => {
    expect(failureOf(xml)).toMatch(message);
    expect(failureOf(xml)).not.toMatch(/Jane|Doe/);
  });

  it('follows no entity of the document, neither into a file nor into another', () => {
    const outside =
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<a><TEXT>&x;</TEXT><TAGS/></a>';
    const bomb = `<!DOCTYPE a [<!ENTITY b0 "x">${Array.from({ length: 40 }, (_, n) => `<!ENTITY b${n + 1} "&b${n};&b${n};">`).join('')}]>\n<a><TEXT>&b40;</TEXT><TAGS/></a>`;
    for (const xml of [outside, bomb]) expect(failureOf(xml)).toMatch(/undefined entity/);
  });
});

describe('writing i2b2 2014 XML', () => {
  it('writes the types of the categories back', () => {
    for (const category of categories) {
      const type = phiTypes[typeOf(category) ?? ''];
      expect(type?.category).toBe(category);
      expect(type?.hipaa || category === 'LOCATION').toBe(true);
    }
  });

  it('keeps every character and every place', () => {
    const hard = fc.constantFrom(']]>', ']', '>', '\r', '\r\n', '&amp;', '<TEXT>', '"', '\t', '\u0085');
    const texts = fc
      .tuple(noteText, fc.array(hard), noteText)
      .map(([a, b, c]) => a + b.join('') + c)
      .map((text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, ' '));
    const places = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...categories)), { maxLength: 8 });
    fc.assert(
      fc.property(texts, places, (text, picks) => {
        const before = [0];
        for (const point of text) before.push((before.at(-1) ?? 0) + point.length);
        const identifiers = picks
          .map(([a, b, category]) => {
            const [from, to] = [a % before.length, b % before.length].sort((x, y) => x - y);
            return { start: before[from ?? 0] ?? 0, end: before[to ?? 0] ?? 0, category };
          })
          .filter(({ start, end }) => start < end)
          .sort((a, b) => a.start - b.start || a.end - b.end);
        const { xml, replaced } = writeI2b2(text, identifiers);
        const document = read(xml);
        expect(replaced).toBe(0);
        expect(document).toMatchObject({ text, warnings: [] });
        expect(
          document.tags.map(({ start, end, type }) => ({ start, end, category: phiTypes[type]?.category })),
        ).toEqual(identifiers);
      }),
      { numRuns: 60 },
    );
  });

  it('counts what XML cannot hold, and keeps the places behind it', () => {
    const text = '\f\ud800Jane';
    const { xml, replaced } = writeI2b2(text, [{ start: 2, end: 6, category: 'NAME' }]);
    expect(replaced).toBe(2);
    expect(read(xml).text).toBe('\ufffd\ufffdJane');
    expect(covered(read(xml))).toEqual(['PATIENT Jane']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notationOf } from '../../server/src/files/notation';

describe('the notation of a text', () => {
  it('is JSON or markup by what is in it: whole, by lines, cut off, with a mark in front', () => {
    const found: readonly (readonly [string, string])[] = [
      ['{"text": "Seen by Dr. Specimen.\\nStable."}', 'JSON'],
      ['\ufeff\r\n{\r\n  "note id": 4,\r\n  "te', 'JSON'],
      ['{"id":1,"text":"a"}\n{"id":2,"text":"b"}\n', 'JSON'],
      ['[ {"full_text": "a"} ]', 'JSON'],
      ['["Seen by Dr. Specimen.\\nStable.", "b"]', 'JSON'],
      ['"Seen by Dr. Specimen.\\nStable."\n"Next."\n', 'JSON'],
      ['<?xml version="1.0"?>\n<deIdi2b2>', 'XML'],
      ['<!-- export -->\n<notes/>', 'XML'],
      ['<!DOCTYPE html>\n<p>Stable', 'HTML'],
      ['<HTML><body>Stable', 'HTML'],
      ['<ClinicalDocument xmlns="urn:x">\n<title>', 'XML or HTML'],
      ['<RECORD>\n<TEXT>Stable.</TEXT>\n</RECORD>', 'XML or HTML'],
      ['<div>Stable.</div>', 'XML or HTML'],
    ];
    for (const [text, notation] of found) expect([text, notationOf(text, '-')]).toEqual([text, notation]);
  });

  it('is that of the ending of its file, however it begins', () => {
    for (const [name, notation] of Object.entries({
      'a.JSON': 'JSON',
      'a.jsonl': 'JSON',
      'a.ndjson': 'JSON',
      'ward/a.xml': 'XML',
      'a.htm': 'HTML',
      'a.xhtml': 'HTML',
      'a.json.txt': undefined,
      'a.csv': undefined,
      'a.hl7': undefined,
      'a.md': undefined,
    }))
      expect([name, notationOf('Stable.', name)]).toEqual([name, notation]);
  });

  it('is none where a note happens to begin with a mark', () => {
    for (const text of [
      '',
      '5',
      '[**Hospital1 12**]\nStable.',
      '[x] consented  [ ] refused',
      '[1] Cough',
      '[]',
      '{see scan} Stable.',
      '{{name}}: stable',
      '"I feel well", she said.',
      '"C:\\scans" holds the images.',
      '<NAME> is a 45 y/o man with a GFR <60.',
      '<45 kg: half the dose',
      '<< DISCHARGE SUMMARY >>',
      '<-- see above',
      'Discharge: <b>stable</b> {"bp": "120/80"}',
      'name,text\n"a","Seen ""today"""',
      'MSH|^~\\&|LAB|X|||20240102||ORU^R01|1|P|2.3',
    ])
      expect([text, notationOf(text, 'a.txt')]).toEqual([text, undefined]);
  });

  it('is JSON for whatever a program writes as JSON of a text under a name, or of a text with line ends', () => {
    const key = fc
      .string({ maxLength: 20 })
      .filter((name) => !/["\\\n]/.test(JSON.stringify(name).slice(1, -1)));
    fc.assert(
      fc.property(fc.string(), key, fc.integer({ min: 0, max: 4 }), (text, name, indent) => {
        const values = [{ [name]: text }, [{ [name]: text }], [text], [[text]]];
        for (const value of values) expect(notationOf(JSON.stringify(value, null, indent), '-')).toBe('JSON');
        expect(notationOf(JSON.stringify(`${text}\n`), '-')).toBe('JSON');
      }),
    );
  });

  it('is looked for at the beginning alone', () => {
    const hostile = ['[', '{', '"', '<a ', '<a', ' ', '[ ', '"\\'].map((part) => part.repeat(2_000_000));
    for (const text of hostile) {
      const began = performance.now();
      notationOf(text, '-');
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });
});

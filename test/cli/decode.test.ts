import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encodingOf, firstInvalidByte } from '../../server/src/files/decode';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the bytes of a note', () => {
  it('are UTF-8 and stay as they are: mark, line ends and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[\0-\x08\x0e-\x1f]/.test(text));
        const marked = `\ufeff${text}\r\n\u2028\tend\f`;
        expect(decode(Buffer.from(marked), undefined)).toEqual({ text: marked, isUtf8: true });
      }),
    );
  });

  it('are taken for Windows-1252 where they are not UTF-8, with the place', () => {
    const read = decode(latin('Caf\xe9 \x96 fever \x80'), undefined);
    expect(read.text).toBe('Café – fever €');
    expect(read.isUtf8).toBe(false);
    expect(read.warning).toMatch(/not UTF-8 \(at byte 3\).*Windows-1252.*--encoding/);
  });

  it('are read as the user says', () => {
    expect(decode(latin('\x93x\x94 \x81'), 'windows-1252')).toEqual({ text: '“x” \x81', isUtf8: false });
    expect(decode(Buffer.from('fever', 'utf16le'), 'utf-16le').text).toBe('fever');
    expect(decode(latin('\xe4\xee'), 'windows-1251').text).toBe('до');
    expect(() => decode(latin('Caf\xe9!'), 'utf-8')).toThrow(/not UTF-8 \(at byte 3\)/);
    expect(() => decode(latin('\xff\xff'), 'shift_jis')).toThrow(/not SHIFT_JIS/);
  });

  it('are UTF-16 where they say so', () => {
    const text = '\ufeffchest 😀\r\n';
    const little = Buffer.from(text, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      const read = decode(bytes, undefined);
      expect(read.text).toBe(text);
      expect(read.warning).toMatch(/UTF-16/);
    }
    expect(() => decode(Buffer.concat([little, Buffer.from([0x20])]), undefined)).toThrow(/not UTF-16LE/);
  });

  it('are refused where they are no text', () => {
    expect(() => decode(Buffer.from('fever\0'), undefined)).toThrow(/NUL/);
    expect(() => decode(Buffer.from('fever and more', 'utf16le'), undefined)).toThrow(/--encoding utf-16le/);
    expect(() => decode(latin('%PDF-1.7\n'), undefined)).toThrow(/PDF.*plain text/);
    expect(() => decode(latin('PK\x03\x04'), undefined)).toThrow(/Word/);
    expect(() => decode(latin('{\\rtf1 fever}'), undefined)).toThrow(/RTF/);
    expect(() => decode(latin('\x01\x02\x03fever'), 'windows-1252')).toThrow(/control/);
  });

  it('are valid up to the first that is not', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('ff', 'c3', 'e28d', 'f09f98'),
        (text, broken) => {
          const before = Buffer.from(text);
          const bytes = Buffer.concat([before, Buffer.from(broken, 'hex'), Buffer.from(' after')]);
          expect(firstInvalidByte(bytes)).toBe(before.length);
        },
      ),
    );
  });

  it('have encodings with the names of the web', () => {
    expect(encodingOf('Latin1')).toBe('windows-1252');
    expect(encodingOf('cp1252')).toBe('windows-1252');
    expect(encodingOf('UTF8')).toBe('utf-8');
    expect(encodingOf('klingon')).toBeUndefined();
  });
});

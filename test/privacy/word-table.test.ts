import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lex } from '../../server/src/privacy/words/lexer';
import { wordTable } from '../../server/src/privacy/words/word-table';

const unitsOf = (text: string): Uint16Array => Uint16Array.from([...text].map((char) => char.charCodeAt(0)));

// Each of these has the hash of the other, so that all words of the same length have one hash.
const alike = fc
  .array(fc.constantFrom('Aa', 'BB'), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.join(''));

describe('what is remembered of words', () => {
  test('is of the very word, also where many are alike in hash', () => {
    const entryOf = wordTable((text) => ({ text }));
    fc.assert(
      fc.property(fc.array(alike, { maxLength: 60 }), (words) => {
        const text = words.join('');
        let at = 0;
        for (const word of words) {
          expect(entryOf(text, unitsOf(text), at, at + word.length, 'word').text).toBe(word);
          at += word.length;
        }
      }),
    );
  });

  test('is worked out once while it is remembered', () => {
    let made = 0;
    const entryOf = wordTable((text) => {
      made++;
      return text;
    });
    for (let k = 0; k < 3; k++)
      for (const word of ['the', 'quick', 'fox']) entryOf(word, unitsOf(word), 0, word.length, 'word');
    expect(made).toBe(3);
  });

  test('is forgotten, not mistaken, when there are more words than it holds', () => {
    const entryOf = wordTable((text) => text);
    const ask = (word: string): string => entryOf(word, unitsOf(word), 0, word.length, 'word');
    const words = Array.from({ length: 120_000 }, (_, i) => `w${i.toString(36)}`);
    for (const word of words) if (ask(word) !== word) expect(ask(word)).toBe(word);
    expect(ask('first')).toBe('first');
  });
});

describe('a lexeme', () => {
  test('has the text that stands between its offsets', () => {
    const piece = fc.oneof(
      alike,
      fc.constantFrom(
        ' ',
        '\n',
        "'s",
        '’',
        '-',
        '.',
        '7',
        '1999',
        '123456789',
        'é',
        '\u{1d400}',
        '\ud800',
        '\u00ad',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const lexeme of lex(text)) {
          expect(lexeme.start).toBeGreaterThanOrEqual(end);
          expect(lexeme.text).toBe(text.slice(lexeme.start, lexeme.end));
          expect(text.slice(end, lexeme.start).trim()).toBe('');
          end = lexeme.end;
        }
        expect(text.slice(end).trim()).toBe('');
      }),
    );
  });
});

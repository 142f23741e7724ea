import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjusted, wholeTokens } from '../../server/src/editor/gold/adjust';
import { keysFor } from '../../server/src/editor/gold/keys';
import type { Span } from '../../server/src/note/span';

const note = 'No acute chest pain,\nor fever today.\n';
const at = (words: string): Span => ({ start: note.indexOf(words), end: note.indexOf(words) + words.length });
const read = (spans: readonly Span[] | undefined) => spans?.map(({ start, end }) => note.slice(start, end));

describe('the edge of an entity', () => {
  it('moves by tokens, outwards and inwards', () => {
    expect(read(adjusted(note, [at('chest pain')], 'start', 1))).toEqual(['acute chest pain']);
    expect(read(adjusted(note, [at('chest pain')], 'end', 1))).toEqual(['chest pain,']);
    expect(read(adjusted(note, [at('acute chest pain')], 'start', -1))).toEqual(['chest pain']);
    expect(read(adjusted(note, [at('acute chest pain')], 'end', -2))).toEqual(['acute']);
  });

  it('takes the rest of a word that was cut', () => {
    expect(read(adjusted(note, [at('feve')], 'end', 1))).toEqual(['fever']);
    expect(read(adjusted(note, [at('ever')], 'start', 1))).toEqual(['fever']);
  });

  it('makes two fragments where it passes a line end, and one again on the way back', () => {
    const over = adjusted(note, [at('chest pain,')], 'end', 1);
    expect(read(over)).toEqual(['chest pain,', 'or']);
    expect(read(adjusted(note, over ?? [], 'end', -1))).toEqual(['chest pain,']);
  });

  it('never leaves nothing, nor pretends to have moved', () => {
    expect(adjusted(note, [at('fever')], 'end', -1)).toBeUndefined();
    expect(adjusted(note, [at('No')], 'start', 1)).toBeUndefined();
  });

  it('comes back to where it was on any text', () => {
    const texts = fc.array(fc.constantFrom('a', 'fever', ' ', '\n', '😀', '\r\n', '7.5', ',', 'e\u0301'), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom('start' as const, 'end' as const), (parts, from, edge) => {
        const text = parts.join('');
        const spans = wholeTokens(text, { start: from % text.length, end: from % text.length });
        if (spans.length === 0) return;
        const outwards = adjusted(text, spans, edge, 1);
        if (!outwards) return;
        for (const { start, end } of outwards) expect(text.slice(start, end)).toMatch(/^\S(?:[^\n\r]*\S)?$/u);
        expect(adjusted(text, outwards, edge, -1)).toEqual(spans);
      }),
    );
  });
});

describe('a selection', () => {
  it('is taken as whole tokens; a cursor as the word it touches', () => {
    const from = note.indexOf('hest');
    expect(read(wholeTokens(note, { start: from, end: from + 'hest pa'.length }))).toEqual(['chest pain']);
    const behind = at('pain').end;
    expect(read(wholeTokens(note, { start: behind, end: behind }))).toEqual(['pain']);
    expect(wholeTokens(note, { start: note.length, end: note.length })).toEqual([]);
  });
});

describe('keys', () => {
  it('are those given, then letters of the name, then what is left, none twice', () => {
    const keys = keysFor(['problem', 'test', 'treatment', 'Person', 'tt'], new Map([['test', 'X']]));
    expect([...keys]).toEqual([
      ['test', 'x'],
      ['problem', 'p'],
      ['treatment', 't'],
      ['Person', 'e'],
      ['tt', '1'],
    ]);
  });

  it('are single and none is given twice', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 60 });
    fc.assert(
      fc.property(names, fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string()), (all, given) => {
        const keys = [...keysFor(all, new Map(Object.entries(given))).values()];
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => [...key].length === 1)).toBe(true);
        expect(keys.length).toBeGreaterThanOrEqual(Math.min(all.length, 30));
      }),
    );
  });
});

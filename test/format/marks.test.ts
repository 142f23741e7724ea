import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces } from '../../server/src/format/marks';

const marksOf = fc.array(
  fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
  { maxLength: 12 },
);

describe('marks in a text', () => {
  it('nest like brackets and cover exactly their spans, whatever crosses', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), marksOf, (text, spans) => {
        const marks = spans.map((span, item) => ({ ...span, item }));
        const open: number[] = [];
        const covered = new Map<number, number[]>();
        const firsts: number[] = [];
        const lasts: number[] = [];
        let at = 0;
        for (const piece of pieces(text, marks)) {
          if (piece.kind === 'text') {
            expect(text.startsWith(piece.text, at)).toBe(true);
            for (let i = 0; i < piece.text.length; i++) {
              for (const item of open) covered.set(item, [...(covered.get(item) ?? []), at + i]);
            }
            at += piece.text.length;
          } else if (piece.kind === 'open') {
            open.push(piece.item);
            if (piece.first) firsts.push(piece.item);
          } else {
            expect(open.pop()).toBe(piece.item);
            if (piece.last) lasts.push(piece.item);
          }
        }
        expect(at).toBe(text.length);
        expect(open).toEqual([]);
        const wanted = marks.filter((mark) => mark.start < Math.min(mark.end, text.length));
        for (const mark of wanted) {
          const end = Math.min(mark.end, text.length);
          expect(covered.get(mark.item)).toEqual(
            Array.from({ length: end - mark.start }, (_, i) => mark.start + i),
          );
        }
        const items = wanted.map((mark) => mark.item);
        expect(firsts.sort((a, b) => a - b)).toEqual(items);
        expect(lasts.sort((a, b) => a - b)).toEqual(items);
      }),
    );
  });
});

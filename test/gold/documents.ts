import fc from 'fast-check';
import { parseBrat } from '../../server/src/format/brat';
import type { Decision } from '../../server/src/gold/decision';
import type { Edit } from '../../server/src/note/edit';
import { fragments } from '../../server/src/note/fragments';

const word = fc.constantFrom(
  'pain',
  'no',
  'knee',
  'left',
  '💊',
  'naïve',
  'a',
  'chest pain',
  'x',
  '𝒳y',
  'pain',
);
const gap = fc.constantFrom(' ', ' ', ' ', '\r\n', '\n', ', ', '\t', '. ');

/** Texts with repeated words, characters outside the BMP and mixed line ends. */
export const texts: fc.Arbitrary<string> = fc
  .array(fc.tuple(word, gap), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.flat().join(''));

const points = (text: string, at: number): number => [...text.slice(0, at)].length;
/** Never inside a surrogate pair. */
const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at - 1 : at);

export const spansIn = (text: string): fc.Arbitrary<{ start: number; end: number }[]> =>
  fc
    .uniqueArray(fc.nat(text.length), { minLength: 2, maxLength: 4 })
    .map((offsets) => [...new Set(offsets.map((at) => whole(text, at)))].sort((a, b) => a - b))
    .map((offsets) =>
      offsets.length < 2
        ? []
        : [
            { start: offsets[0] as number, end: offsets[1] as number },
            ...(offsets.length > 3 ? [{ start: offsets[2] as number, end: offsets[3] as number }] : []),
          ],
    )
    .map((spans) => spans.flatMap((span) => fragments(text, span)))
    .filter((spans) => spans.length > 0 && text.length > 0);

/** Standoff files of a text: mentions that agree with it, what hangs on them, lines that say nothing. */
export const files = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(spansIn(text), { maxLength: 6 }),
      fc.array(fc.nat(99), { maxLength: 8 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    )
    .map(([mentions, extras, end, ended]) => {
      const lines = mentions.map((spans, i) => {
        const at = spans.map(({ start, end }) => `${points(text, start)} ${points(text, end)}`).join(';');
        return `T${i + 1}\t${['problem', 'test'][i % 2]} ${at}\t${spans.map((s) => text.slice(s.start, s.end)).join(' ')}`;
      });
      for (const [k, n] of extras.entries()) {
        const [a, b] = [1 + (n % Math.max(1, mentions.length)), 1 + ((n * 7) % Math.max(1, mentions.length))];
        lines.push(
          [
            `A${k + 1}\tAssertion T${a} absent`,
            `R${k + 1}\tPIP Arg1:T${a} Arg2:T${b}\t`,
            `#${k + 1}\tAnnotatorNotes T${a}\tsee  above`,
            `E${k + 1}\tproblem:T${a} Theme:T${b}`,
            `*\tEquiv T${a} T${b}`,
            'what is this',
            '',
            `N${k + 1}\tReference T${a} DB:1 2\tpain`,
          ][n % 8] as string,
        );
      }
      return lines.join(end) + (ended && lines.length > 0 ? end : '');
    });

/** Decisions on a text, some of which make no sense. */
export const decisions = (text: string): fc.Arbitrary<Decision> => {
  const id = fc.constantFrom('T1', 'T2', 'T3', 'T4', 'R1', 'E1', 'E2', 'A1', '#2', 'T7');
  const type = fc.constantFrom('problem', 'test', 'treatment');
  const spans = spansIn(text);
  const one: fc.Arbitrary<Decision> = fc.oneof(
    fc.record({ kind: fc.constant('entity' as const), type, spans }),
    fc.record({
      kind: fc.constant('entity' as const),
      type,
      spans,
      attributes: fc.constant({ Assertion: 'possible', Old: true as const }),
    }),
    fc.record({ kind: fc.constant('relation' as const), type: fc.constant('PIP'), from: id, to: id }),
    fc.record({
      kind: fc.constant('event' as const),
      type,
      trigger: id,
      arguments: fc.array(fc.record({ role: fc.constantFrom('Theme', 'Site'), target: id }), {
        maxLength: 2,
      }),
    }),
    fc.record({ kind: fc.constant('type' as const), id, type }),
    fc.record({
      kind: fc.constant('attribute' as const),
      id,
      name: fc.constant('Assertion'),
      value: fc.constantFrom('present', 'absent', undefined, true as const),
    }),
    fc.record({ kind: fc.constant('spans' as const), id, spans }),
    fc.record({ kind: fc.constant('remove' as const), ids: fc.array(id, { minLength: 1, maxLength: 2 }) }),
  );
  return fc.oneof(
    { weight: 4, arbitrary: one },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('several' as const),
        decisions: fc.array(one, { minLength: 1, maxLength: 3 }),
      }),
    },
  );
};

export const edits = (length: number): fc.Arbitrary<Edit> =>
  fc
    .tuple(fc.nat(length), fc.nat(6), fc.constantFrom('', 'x', 'pain', ' ', '💊', '\n', 'ai'))
    .map(([start, size, text]) => ({ start, end: Math.min(length, start + size), text }));

export const idsOf = (file: string): string[] =>
  parseBrat(file).lines.flatMap(({ value }) => ('id' in value ? [value.id] : []));

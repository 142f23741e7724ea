import fc from 'fast-check';
import { type BratValue, formatBrat } from '../../server/src/format/brat';

/** A note and its standoff file, as no annotator would leave them. */
export interface StandoffPair {
  readonly text: string;
  readonly ann: string;
}

const word = fc.constantFrom(
  '😀',
  'e\u0301',
  'fever',
  'chest pain',
  'pain',
  ' ',
  '  ',
  '\r\n',
  '\n',
  '\n\n',
  '\t',
  '\u2028',
  '\u0085',
  '\f',
  '\u00a0',
  'İ',
  '👩‍👧',
  'x',
  '"',
  'a|b',
  '<b>&amp;',
  ']]>',
  '\\',
  '_',
  '*',
  '[1]',
  '#',
  'no ',
  'T1',
  '\ufeff',
  '\u0001',
  ';',
  '->',
  ', ',
);
const type = fc.constantFrom(
  'problem',
  'test',
  'Sign_symptom',
  'Größe',
  'type',
  'text',
  '__proto__',
  'PATIENT',
);
const role = fc.constantFrom('Arg1', 'Arg2', 'Drug', 'Theme2', 'constructor');
const name = fc.constantFrom(
  'Assertion',
  'Negation',
  'id',
  'type',
  'Größe',
  'offset',
  'identifier',
  '__proto__',
  'AnnotatorNotes',
);
const value = fc.constantFrom(
  'absent',
  'present',
  'true',
  'a"b',
  '😀',
  '_',
  '*',
  'x|y',
  '<&>',
  'http://x/y?z=1;2',
);
const remark = fc.constantFrom(
  '',
  'is this right?',
  'tab\there',
  ' "quoted", <b>&amp; 😀 \\n | _ * ',
  'x;y',
  ']]>',
);

interface Draw {
  readonly kind: string;
  readonly type: string;
  readonly places: readonly number[];
  readonly name: string;
  readonly value: string;
  readonly remark: string;
  readonly roles: readonly string[];
}

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.constantFrom(
    'textbound',
    'textbound',
    'textbound',
    'textbound',
    'relation',
    'relation',
    'event',
    'attribute',
    'attribute',
    'normalization',
    'note',
    'equivalence',
    'unread',
    'repeated',
    'beyond',
  ),
  type,
  places: fc.array(fc.nat(1_000), { minLength: 2, maxLength: 6 }),
  name,
  value,
  remark,
  roles: fc.array(role, { minLength: 2, maxLength: 4 }),
});

/** Random standoff: nested and discontinuous spans, references to anything and to nothing, lines that cannot be read. */
export const standoffPair: fc.Arbitrary<StandoffPair> = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 40 }),
    fc.array(draw, { maxLength: 24 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([words, draws, end, ended, backwards]) => {
    const text = words.join('');
    const points = [...text];
    // Cut between the pieces, in code points.
    const cuts = words.map((_, n) => [...words.slice(0, n).join('')].length).concat(points.length);
    const lines: string[] = [];
    const made: string[] = [];
    // Entities first, so that the others have something to refer to; then the lines of a file may stand in any order.
    const ranked = [...draws].sort((a, b) => Number(a.kind !== 'textbound') - Number(b.kind !== 'textbound'));
    ranked.forEach((one, n) => {
      const line = lineOf(one, n + 1, made, (k) => cuts[k % cuts.length] as number, points);
      if (line !== undefined) lines.push(line);
    });
    if (backwards) lines.reverse();
    return { text, ann: lines.join(end) + (ended ? end : '') };
  });

function lineOf(
  { kind, type, places, name, value, remark, roles }: Draw,
  n: number,
  made: string[],
  cut: (k: number) => number,
  points: readonly string[],
): string | undefined {
  // One in a hundred leads to what may not be there.
  const id = (k: number): string =>
    k % 100 === 99 || made.length === 0 ? `T${k}` : (made[k % made.length] as string);
  const [first = 0, second = 0] = places;
  const said = (item: BratValue): string => {
    if ('id' in item) made.push(item.id);
    return formatBrat(item);
  };
  switch (kind) {
    case 'textbound': {
      const at = [...new Set(places.map(cut))].sort((a, b) => a - b);
      const spans = [];
      for (let k = 0; k + 1 < at.length; k += 2)
        spans.push({ start: at[k] as number, end: at[k + 1] as number });
      if (spans.length === 0) spans.push({ start: cut(first), end: cut(first) });
      const covered = spans.map(({ start, end }) =>
        points
          .slice(start, end)
          .join('')
          .replace(/\r\n|[\r\n]/g, ' '),
      );
      return said({ kind, id: `T${n}`, type, spans, text: covered.join(' ') });
    }
    case 'relation':
      return said({
        kind,
        id: `R${n}`,
        type,
        // Most relations have the two usual ends.
        arguments: (first % 3 === 0 ? roles : ['Arg1', 'Arg2']).map((role, k) => ({
          role,
          target: id(first + k * second),
        })),
      });
    case 'event':
      return said({
        kind,
        id: `E${n}`,
        type,
        trigger: id(first),
        arguments: roles.slice(second % 3).map((role, k) => ({ role, target: id(second + k) })),
      });
    case 'attribute':
      return said({
        kind,
        id: `A${n}`,
        type: name,
        target: id(first),
        value: second % 2 === 0 ? true : value,
      });
    case 'normalization':
      return said({
        kind,
        id: `N${n}`,
        type: 'Reference',
        target: id(first),
        reference: `UMLS:C${second}`,
        text: remark,
      });
    case 'note':
      return said({ kind, id: `#${n}`, type: 'AnnotatorNotes', target: id(first), text: remark });
    case 'equivalence':
      return said({ kind, type: 'Equiv', targets: places.slice(0, 3).map((k) => id(k)) });
    case 'beyond':
      return `T${n}\tproblem ${points.length} ${points.length + 3}\tout`;
    case 'repeated':
      return made.length > 0 ? `${made[first % made.length]}\tproblem 0 0\t` : undefined;
    default:
      return `?${n} cannot be read\t${remark}`;
  }
}

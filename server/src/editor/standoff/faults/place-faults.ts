import type { Textbound } from '../../../format/brat';
import { type Part, partsOf } from '../parts';
import { coveredBy, inNote } from '../place';
import { type Fault, type FaultCode, quoted, type Reading, type Severity } from './fault';

/** What is wrong with the offsets and the text of a line, in the unit of the file; nothing where the note cannot be had. */
export function placeFaults(reading: Reading, line: number, value: Textbound): Fault[] {
  const { placement } = reading;
  const raw = reading.document.lines[line]?.raw ?? '';
  let parts: readonly Part[] | undefined;
  const part = (kind: Part['kind'], nth = 0): Part | undefined => {
    parts ??= partsOf(raw);
    return parts.filter((one) => one.kind === kind)[nth];
  };
  const found: Fault[] = [];
  const add = (code: FaultCode, severity: Severity, at: Part | undefined, message: string): void => {
    const { start, end } = at ?? { start: 0, end: raw.length };
    found.push({ code, severity, line, start, end, message });
  };

  const { spans } = value;
  let last = -1;
  // Each kind is told once a line: a fix mends the whole line.
  const disordered = spans.findIndex(({ start, end }) => {
    const before = last;
    last = Math.max(last, end);
    return start < before;
  });
  if (disordered >= 0) {
    const message = 'Fragments stand in their order and do not overlap';
    add('fragment-order', 'error', part('span', disordered), message);
  }
  const empty = spans.findIndex(({ start, end }) => start === end);
  if (empty >= 0) add('empty-span', 'error', part('span', empty), 'There is nothing between these offsets');
  if (!placement) return found;

  const beyond = spans.findIndex(({ end }) => end > placement.length);
  if (beyond >= 0) {
    add('outside', 'error', part('span', beyond), `The note ends at ${placement.length}`);
    return found;
  }
  const slices = inNote(placement, spans).map(({ start, end }) => placement.note.text.slice(start, end));
  const broken = slices.findIndex((slice) => /[\n\r]/.test(slice));
  if (broken >= 0) {
    const message = 'A fragment may not reach over the end of a line of the note';
    add('line-end', 'error', part('span', broken), message);
  }
  const there = coveredBy(placement, value);
  const edged = slices.findIndex((slice) => slice !== slice.trim() && !/[\n\r]/.test(slice));
  // Where the text agrees but for the white space, that alone is wrong; where it does not, that is what to mend.
  const bare = slices.map((slice) => slice.trim()).join(' ');
  if (edged >= 0 && (there === value.text || bare === value.text))
    add('white-space', 'warning', part('span', edged), 'White space at the edge of a fragment');
  else if (there !== value.text) {
    const message = `At these offsets stands ${quoted(there)}, not ${quoted(value.text)}`;
    add('text-mismatch', 'error', part('text'), message);
  }
  return found;
}

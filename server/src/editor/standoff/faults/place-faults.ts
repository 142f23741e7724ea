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

  let last = -1;
  value.spans.forEach(({ start, end }, n) => {
    if (start < last)
      add('fragment-order', 'error', part('span', n), 'Fragments stand in their order and do not overlap');
    else if (start === end)
      add('empty-span', 'error', part('span', n), 'There is nothing between these offsets');
    last = Math.max(last, end);
  });
  if (!placement) return found;

  const beyond = value.spans.findIndex(({ end }) => end > placement.length);
  if (beyond >= 0) {
    add('outside', 'error', part('span', beyond), `The note ends at ${placement.length}`);
    return found;
  }
  const { text } = placement.note;
  let edges = false;
  inNote(placement, value.spans).forEach((span, n) => {
    const slice = text.slice(span.start, span.end);
    if (/[\n\r]/.test(slice))
      add(
        'line-end',
        'error',
        part('span', n),
        'A fragment may not reach over the end of a line of the note',
      );
    else if (!edges && slice !== slice.trim()) {
      edges = true;
      add('white-space', 'warning', part('span', n), 'White space at the edge of a fragment');
    }
  });
  const there = coveredBy(placement, value);
  if (there !== value.text)
    add(
      'text-mismatch',
      'error',
      part('text'),
      `At these offsets stands ${quoted(there)}, not ${quoted(value.text)}`,
    );
  return found;
}

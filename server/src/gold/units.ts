import { type BratDocument, type BratLine, formatBrat } from '../format/brat';
import { offsetMap, offsetUnitOf } from '../format/brat-annotations';

/**
 * The same file with offsets in code points into the note's file, as this program and brat count them.
 * @param file the text of the note's file, with its byte order mark and its own line ends
 * @returns undefined where they are already, or no unit makes the texts agree better
 */
export function convertUnits(document: BratDocument, file: string): BratDocument | undefined {
  const { unit } = offsetUnitOf(document, file);
  if (unit === 'code-points') return undefined;
  const [from, to] = [offsetMap(file, unit), offsetMap(file, 'code-points')];
  const at = (offset: number): number => to.toFile(from.fromFile(offset));
  const lines = document.lines.map((line): BratLine => {
    const { value } = line;
    if (value.kind !== 'textbound') return line;
    const spans = value.spans.map(({ start, end }) => ({ start: at(start), end: at(end) }));
    if (spans.every((span, i) => span.start === value.spans[i]?.start && span.end === value.spans[i]?.end))
      return line;
    const fresh = { ...value, spans };
    return { raw: formatBrat(fresh), end: line.end, value: fresh };
  });
  return { lines };
}

import type { BratDocument, BratLine, Textbound } from '../../format/brat';
import {
  covered,
  type OffsetMap,
  type OffsetUnit,
  offsetMap,
  offsetUnits,
} from '../../format/brat-annotations';
import type { Span } from '../../note/span';
import type { NoteFile } from './note-file';

/** How the offsets of a standoff file are read against its note. */
export interface Placement {
  readonly note: NoteFile;
  /** What the file's offsets count: the unit in which most of its texts agree with the note. */
  readonly unit: OffsetUnit;
  readonly map: OffsetMap;
  /** How long the note is, in that unit. */
  readonly length: number;
}

/** What is known of a note for all standoff files that are held against it: one map a unit, and which lines agree in which. */
interface Known {
  readonly maps: readonly OffsetMap[];
  /** For a line, a bit for each unit in which its text agrees. */
  readonly agreeing: WeakMap<BratLine, number>;
  /** The lines at whose place nothing is wrong, and the unit in which that is so. */
  readonly sound: WeakMap<BratLine, OffsetUnit>;
}

const knownOf = new WeakMap<NoteFile, Known>();

function know(note: NoteFile): Known {
  const before = knownOf.get(note);
  if (before) return before;
  const known = {
    maps: offsetMapsOf(note.text),
    agreeing: new WeakMap<BratLine, number>(),
    sound: new WeakMap<BratLine, OffsetUnit>(),
  };
  knownOf.set(note, known);
  return known;
}

/** One map for each unit; units that count the same in this text share one. */
function offsetMapsOf(text: string): OffsetMap[] {
  const made = new Map<string, OffsetMap>();
  const pairs = /[\ud800-\udbff][\udc00-\udfff]/.test(text);
  const returns = text.includes('\r\n');
  return offsetUnits.map((unit) => {
    const key = `${pairs && unit.startsWith('utf-16')} ${returns && unit.endsWith('crlf-as-one')}`;
    const map = made.get(key) ?? offsetMap(text, unit);
    made.set(key, map);
    return map;
  });
}

/** The stretches of the note that offsets of a file mean: UTF-16 code units. Offsets beyond the note's end become its end. */
export const inNote = ({ map }: Pick<Placement, 'map'>, spans: readonly Span[]): Span[] =>
  spans.map((span) => ({ start: map.fromFile(span.start), end: map.fromFile(span.end) }));

/** What stands in the note at the offsets of a line, as a standoff file writes it. */
export const coveredBy = (placement: Placement, line: Textbound): string =>
  covered(placement.note.text, inNote(placement, line.spans));

/** Whether it was found before that nothing is wrong at the place of a line, which has not changed since. */
export const isSound = ({ note, unit }: Placement, line: BratLine): boolean =>
  know(note).sound.get(line) === unit;

export function setSound({ note, unit }: Placement, line: BratLine): void {
  know(note).sound.set(line, unit);
}

/** The bits of the units in which a line agrees; of maps that are shared, all. Remembered while line and note stay the same. */
function bitsOf(known: Known, note: NoteFile, line: BratLine, value: Textbound): number {
  const before = known.agreeing.get(line);
  if (before !== undefined) return before;
  let bits = 0;
  known.maps.forEach((map, n) => {
    const same = known.maps.indexOf(map);
    const agrees =
      same < n ? (bits & (1 << same)) !== 0 : covered(note.text, inNote({ map }, value.spans)) === value.text;
    if (agrees) bits |= 1 << n;
  });
  known.agreeing.set(line, bits);
  return bits;
}

/** Holds a file against its note. Linear; lines that were held against the same note before are not looked at again. */
export function placementOf(document: BratDocument, note: NoteFile): Placement {
  const known = know(note);
  const counts = offsetUnits.map(() => 0);
  for (const line of document.lines) {
    if (line.value.kind !== 'textbound') continue;
    const bits = bitsOf(known, note, line, line.value);
    for (let n = 0; n < counts.length; n++) if (bits & (1 << n)) counts[n] = (counts[n] ?? 0) + 1;
  }
  // Code points, which come first, where several do equally well.
  const best = counts.indexOf(Math.max(...counts));
  const unit = offsetUnits[best] ?? 'code-points';
  const map = known.maps[best] ?? offsetMap(note.text, unit);
  return { note, unit, map, length: map.toFile(note.text.length) };
}

import type { BratLine, Textbound } from '../format/brat';
import type { OffsetUnit } from '../format/brat-annotations';
import type { GoldProblem } from './gold';
import type { Held } from './holding';
import { namedIn } from './named';

const counted: Readonly<Record<OffsetUnit, string>> = {
  'code-points': 'characters',
  'code-points-crlf-as-one': 'characters, with a CRLF as one',
  'utf-16': 'UTF-16 code units',
  'utf-16-crlf-as-one': 'UTF-16 code units, with a CRLF as one',
};

/** What is wrong in a standoff file, in the order of its lines; without text of the note. */
export function problemsOf(
  lines: readonly BratLine[],
  held: ReadonlyMap<Textbound, Held>,
  unit: OffsetUnit,
): GoldProblem[] {
  const problems: GoldProblem[] = [];
  if (unit !== 'code-points')
    problems.push({
      kind: 'unit',
      message: `The offsets of this file count ${counted[unit]}; this is kept.`,
    });
  const ids = new Set<string>();
  for (const { value } of lines) if ('id' in value) ids.add(value.id);
  const seen = new Set<string>();
  for (const [line, { raw, value }] of lines.entries()) {
    if (value.kind === 'unread') {
      if (raw.trim() !== '')
        problems.push({
          kind: 'unread',
          line,
          message: 'This line cannot be read; it is kept as it stands.',
        });
      continue;
    }
    const id = 'id' in value ? { id: value.id } : {};
    if ('id' in value) {
      if (seen.has(value.id))
        problems.push({
          kind: 'duplicate-id',
          line,
          ...id,
          message: `${value.id} stands twice in this file.`,
        });
      seen.add(value.id);
    }
    for (const named of namedIn(value)) {
      if (!ids.has(named))
        problems.push({ kind: 'dangling', line, ...id, message: `${named} is not in this file.` });
    }
    if (value.kind !== 'textbound') continue;
    const broken = held.get(value)?.broken;
    if (broken === 'text')
      problems.push({ kind: 'broken', line, ...id, message: `The text of ${value.id} is not at its place.` });
    if (broken === 'place')
      problems.push({ kind: 'broken', line, ...id, message: `${value.id} lies beyond the end of the note.` });
  }
  return problems;
}

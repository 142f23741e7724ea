import type { BratValue } from '../../../format/brat';
import { idOf, targetsOf } from '../ids';
import { partsOf } from '../parts';
import { type Fault, MOST_OF_LINE, type Reading } from './fault';

/** Ids that several lines bear, and ids that no line bears. */
export function idFaults({ document, ids }: Reading, line: number, value: BratValue): Fault[] {
  const found: Fault[] = [];
  const raw = document.lines[line]?.raw ?? '';
  const id = idOf(value);
  const bearers = id === undefined ? [] : ids.definedAt(id);
  if (bearers.length > 1) {
    const part = partsOf(raw).find(({ kind }) => kind === 'id');
    const others = bearers
      .slice(0, 4)
      .filter((other) => other !== line)
      .slice(0, 3);
    const where = `${others.length > 1 ? 'Lines' : 'Line'} ${others.map((other) => other + 1).join(', ')}`;
    found.push({
      code: 'duplicate-id',
      severity: 'error',
      line,
      start: part?.start ?? 0,
      end: part?.end ?? raw.length,
      message: `${where} bear${others.length > 1 ? '' : 's'} ${id} as well`,
    });
  }
  if (targetsOf(value).every((target) => ids.definedAt(target).length > 0)) return found;
  for (const part of partsOf(raw)) {
    if (found.length >= MOST_OF_LINE) break;
    if (part.kind !== 'target' || ids.definedAt(part.text).length > 0) continue;
    const { start, end, text } = part;
    found.push({
      code: 'dangling-id',
      severity: 'error',
      line,
      start,
      end,
      message: `No line bears ${text}`,
    });
  }
  return found;
}

import type { BratDocument, BratLine, Textbound } from '../../../format/brat';
import { isSound, setSound } from '../place';
import { convertible } from '../units';
import { whyUnread } from '../unread';
import type { Fault, Reading } from './fault';
import { idFaults } from './id-faults';
import { placeFaults } from './place-faults';
import { schemaFaults } from './schema-faults';

/** Most lines are sound, and stay so while a person edits another. */
function placeFaultsOnce(reading: Reading, index: number, line: BratLine, value: Textbound): Fault[] {
  const { placement } = reading;
  if (placement && isSound(placement, line)) return [];
  const found = placeFaults(reading, index, value);
  if (placement && found.length === 0) setSound(placement, line);
  return found;
}

/** All that is wrong with one line. */
export function faultsOfLine(reading: Reading, line: number): Fault[] {
  const at = reading.document.lines[line];
  if (!at) return [];
  const { value, raw } = at;
  if (value.kind !== 'unread')
    return [
      ...idFaults(reading, line, value),
      ...(value.kind === 'textbound' ? placeFaultsOnce(reading, line, at, value) : []),
      ...schemaFaults(reading, line, value),
    ];
  const { code, start, end, message } = whyUnread(raw);
  return code === 'empty'
    ? [{ code: 'empty-line', severity: 'information', line, start, end, message }]
    : [{ code, severity: 'error', line, start, end, message }];
}

/** So many are found; a file with more has not been made for this program. */
const MOST_FAULTS = 5_000;

/** What is wrong with the file as a whole: said at its first line. */
function faultsOfFile(reading: Reading, problem: string | undefined): Fault[] {
  const { document } = reading;
  const whole = { line: 0, start: 0, end: document.lines[0]?.raw.length ?? 0 };
  const found: Fault[] = [];
  if (problem !== undefined)
    found.push({
      ...whole,
      code: 'note-missing',
      severity: 'warning',
      message: `The note of this file ${problem}: offsets and texts cannot be checked`,
    });
  const unit = convertible(reading);
  if (unit) found.push({ ...whole, code: 'offset-unit', severity: 'warning', message: unit.message });
  return found;
}

/** Whether it is a file of another kind, that only bears the name of a standoff file. */
const isBinary = ({ lines }: BratDocument): boolean => lines.some(({ raw }) => raw.includes('\0'));

/**
 * All that is wrong with a file, what is wrong with it as a whole first. Linear.
 * @param problem why the note cannot be had, if it cannot
 */
export function faultsOf(reading: Reading, problem?: string): Fault[] {
  const { document } = reading;
  if (document.lines.length === 0) return [];
  // It is wrong in all its lines: that is said once.
  if (isBinary(document))
    return [
      {
        line: 0,
        start: 0,
        end: document.lines[0]?.raw.length ?? 0,
        code: 'not-standoff',
        severity: 'error',
        message: 'This is no standoff file: it holds characters that no text has',
      },
    ];
  const found = faultsOfFile(reading, problem);
  for (let line = 0; line < document.lines.length && found.length < MOST_FAULTS; line++)
    found.push(...faultsOfLine(reading, line));
  return found;
}

/** What is wrong with some lines, and with the file if the first is among them; what a missing note does not hide. */
export function faultsOfLines(reading: Reading, { from, to }: { from: number; to: number }): Fault[] {
  if (isBinary(reading.document)) return [];
  const found = from === 0 ? faultsOfFile(reading, undefined) : [];
  for (let line = Math.max(0, from); line < to && found.length < MOST_FAULTS; line++)
    found.push(...faultsOfLine(reading, line));
  return found;
}

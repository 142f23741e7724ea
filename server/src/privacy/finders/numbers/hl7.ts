import type { Category } from '../../identifiers';
import { Gap, type Lexeme } from '../../words/lexer';
import type { Finding } from '../finding';

type Field = readonly [Category, string];

/** Which fields of an HL7 v2 segment identify somebody, by segment and position (MSH counts its first bar). */
const fields: Readonly<Record<string, Readonly<Record<number, Field>>>> = {
  MSH: {
    4: ['LOCATION', 'hospital'],
    6: ['LOCATION', 'hospital'],
    7: ['DATE', 'timestamp'],
    10: ['ID', 'id'],
  },
  EVN: { 2: ['DATE', 'timestamp'], 5: ['NAME', 'name'], 6: ['DATE', 'timestamp'] },
  PID: {
    2: ['MRN', 'mrn'],
    3: ['MRN', 'mrn'],
    4: ['MRN', 'mrn'],
    5: ['NAME', 'name'],
    6: ['NAME', 'name'],
    7: ['DATE', 'timestamp'],
    9: ['NAME', 'name'],
    11: ['LOCATION', 'street'],
    12: ['LOCATION', 'city'],
    13: ['PHONE', 'phone'],
    14: ['PHONE', 'phone'],
    18: ['ID', 'id'],
    19: ['SSN', 'ssn'],
    20: ['ID', 'id'],
    23: ['LOCATION', 'city'],
    29: ['DATE', 'timestamp'],
  },
  PD1: { 3: ['LOCATION', 'hospital'], 4: ['NAME', 'name'] },
  MRG: { 1: ['MRN', 'mrn'], 3: ['ID', 'id'], 4: ['MRN', 'mrn'], 7: ['NAME', 'name'] },
  ROL: { 4: ['NAME', 'name'] },
  NK1: { 2: ['NAME', 'name'], 4: ['LOCATION', 'street'], 5: ['PHONE', 'phone'], 6: ['PHONE', 'phone'] },
  GT1: { 3: ['NAME', 'name'], 5: ['LOCATION', 'street'], 6: ['PHONE', 'phone'], 12: ['SSN', 'ssn'] },
  IN1: {
    2: ['ID', 'id'],
    4: ['LOCATION', 'organisation'],
    16: ['NAME', 'name'],
    36: ['ID', 'id'],
    49: ['ID', 'id'],
  },
  PV1: {
    3: ['LOCATION', 'facility'],
    7: ['NAME', 'name'],
    8: ['NAME', 'name'],
    9: ['NAME', 'name'],
    17: ['NAME', 'name'],
    19: ['ID', 'id'],
    44: ['DATE', 'timestamp'],
    45: ['DATE', 'timestamp'],
  },
  PV2: { 8: ['DATE', 'timestamp'], 9: ['DATE', 'timestamp'] },
  PR1: { 5: ['DATE', 'timestamp'], 8: ['NAME', 'name'], 11: ['NAME', 'name'] },
  DG1: { 5: ['DATE', 'timestamp'], 16: ['NAME', 'name'] },
  AL1: { 6: ['DATE', 'timestamp'] },
  ACC: { 1: ['DATE', 'timestamp'] },
  SPM: { 2: ['ID', 'id'], 17: ['DATE', 'timestamp'], 18: ['DATE', 'timestamp'] },
  RXA: { 3: ['DATE', 'timestamp'], 4: ['DATE', 'timestamp'], 10: ['NAME', 'name'] },
  ORC: {
    2: ['ID', 'id'],
    3: ['ID', 'id'],
    9: ['DATE', 'timestamp'],
    10: ['NAME', 'name'],
    11: ['NAME', 'name'],
    12: ['NAME', 'name'],
  },
  OBR: {
    2: ['ID', 'id'],
    3: ['ID', 'id'],
    7: ['DATE', 'timestamp'],
    10: ['NAME', 'initials'],
    14: ['DATE', 'timestamp'],
    16: ['NAME', 'name'],
    22: ['DATE', 'timestamp'],
  },
  OBX: { 14: ['DATE', 'timestamp'], 16: ['NAME', 'name'] },
  TXA: { 4: ['DATE', 'timestamp'], 5: ['NAME', 'name'], 9: ['NAME', 'name'], 12: ['ID', 'id'] },
};

const segments =
  'MSH|EVN|PID|PD1|MRG|ROL|NK1|GT1|IN1|PV1|PV2|PR1|DG1|AL1|ACC|SPM|RXA|ORC|OBR|OBX|TXA|NTE|FT1|ZPD';
const segmentLine = new RegExp(`^(?<segment>${segments})\\|[^\\r\\n]*`, 'gm');
const segmentName = new RegExp(`^(?:${segments})$`);

/** Whether a word names a segment of a message: a bar follows it at the start of a line. */
export const isSegment = ({ text }: Lexeme, next: Lexeme | undefined): boolean =>
  next?.text === '|' && next.gap === Gap.none && segmentName.test(text);

/** Findings in the lines of an HL7 v2 message; "Health Level Seven, version 2.5.1, chapters 3, 4 and 7". */
export function findHl7(text: string): Finding[] {
  const found: Finding[] = [];
  if (!text.includes('|')) return found;
  for (const line of text.matchAll(segmentLine)) {
    const known = fields[line.groups?.segment ?? ''];
    if (!known) continue;
    let at = line.index;
    const parts = line[0].split('|');
    const first = parts[0] === 'MSH' ? 1 : 0;
    for (const [index, part] of parts.entries()) {
      const field = known[index + first];
      if (field && part !== '' && index > 0) found.push(...inField(part, at, field));
      at += part.length + 1;
    }
  }
  return found;
}

/** A field repeats at "~"; its components are parted by "^". */
function inField(part: string, at: number, [category, kind]: Field): Finding[] {
  const found: Finding[] = [];
  let start = at;
  for (const repeat of part.split('~')) {
    const components = repeat.split('^');
    if (category === 'NAME') {
      // A person's field may start with a number; the name is family^given^middle.
      const coded = /\d/.test(components[0] ?? '') ? 1 : 0;
      if (coded) push(found, start, components[0], 'ID', 'id');
      const name = components
        .slice(coded, coded + 3)
        .join('^')
        .replace(/\^+$/, '');
      push(found, start + (coded ? (components[0] ?? '').length + 1 : 0), name, 'NAME', 'name');
    } else if (category === 'PHONE' && components.slice(5, 7).some((part) => /\d{3}/.test(part))) {
      // Area code and number in fields of their own; an address for mail is found as such.
      const lead = components.slice(0, 5).join('^').length + 1;
      push(found, start + lead, components.slice(5, 7).join('^').replace(/\^+$/, ''), 'PHONE', 'phone');
      if (/\d{3}/.test(components[0] ?? '')) push(found, start, components[0], 'PHONE', 'phone');
    } else if (kind === 'street') {
      let inner = start;
      for (const [i, component] of components.entries()) {
        const what = ['street', 'street', 'city', '', 'zip'][i];
        if (what) push(found, inner, component, 'LOCATION', what);
        inner += component.length + 1;
      }
    } else if (kind === 'facility') {
      // Ward, room, bed, then the facility.
      push(found, start + components.slice(0, 3).join('^').length + 1, components[3], category, 'hospital');
    } else {
      const [value = ''] = components;
      const secure = components.includes('SS') || /^\d{3}-\d{2}-\d{4}$/.test(value);
      push(found, start, value, secure ? 'SSN' : category, secure ? 'ssn' : kind);
      const authority = components[3];
      if (
        category === 'MRN' &&
        !secure &&
        authority &&
        !/^(?:USA?|M(?:EDI)?CARE|MEDICAID|NHS|SSA|DVA)$/i.test(authority)
      ) {
        push(found, start + components.slice(0, 3).join('^').length + 1, authority, 'LOCATION', 'hospital');
      }
    }
    start += repeat.length + 1;
  }
  return found;
}

function push(
  found: Finding[],
  start: number,
  value: string | undefined,
  category: Category,
  kind: string,
): void {
  if (value && /[A-Za-z\u00c0-\u024f\d]/.test(value))
    found.push({ start, end: start + value.length, category, kind });
}

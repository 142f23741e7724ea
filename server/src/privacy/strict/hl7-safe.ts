import type { Lexeme } from '../words/lexer';
import { Judged, type Judgement } from './judgement';

// Fields of HL7 v2 segments that hold codes, measurements or text, from 1; all others are of a person, a place or a
// message. MSH counts its first bar.
const fields: Readonly<Record<string, readonly number[]>> = {
  MSH: [2, 9, 11, 12, 15, 16, 17, 18],
  EVN: [1, 4],
  PID: [1, 8, 10, 15, 16, 17, 22, 24, 25, 30],
  PD1: [],
  NK1: [1, 3, 7],
  PV1: [1, 2, 4, 10, 14, 15, 16, 18, 36],
  PV2: [3],
  DG1: [1, 2, 3, 4, 6],
  AL1: [1, 2, 3, 4, 5],
  OBR: [1, 4, 5, 12, 13, 15, 18, 24, 25, 31, 44],
  OBX: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  NTE: [1, 2, 3, 4],
  ORC: [1, 5],
  RXA: [1, 2, 5, 6, 7, 8],
  RXE: [1, 2, 3, 4, 5, 6],
  RXO: [1, 2, 3, 4, 5, 6],
  SPM: [1, 4, 5, 6, 7, 8],
  TXA: [1, 2, 3],
  IN1: [1],
  GT1: [1, 11],
  PR1: [1, 2, 3, 4],
  MSA: [1],
};

// Of these, the ones with codes, units and ranges alone.
const coded: Readonly<Record<string, readonly number[]>> = {
  MSH: [9, 11, 12],
  PID: [8],
  OBR: [1, 4, 24, 25],
  OBX: [1, 2, 3, 6, 7, 8, 11],
  NTE: [1, 2],
  SPM: [1],
};

/** Code units that a code, a unit or a range has at most. */
const CODE = 60;

// What a person may say of themselves in an observation: "AGE", "PREFNAME".
const asking = /^(?:age|.*name|nm|addr.*|phone|employer|occup.*|contact|nok)$/;

/** Masks the fields of an HL7 v2 message that hold neither codes nor measurements nor text, and leaves its codes. */
export function judgeHl7({ lexed: { text, lexemes }, judged }: Judgement): void {
  if (!/^[A-Z][A-Z0-9]{2}\|/m.test(text)) return;
  let i = 0;
  for (const line of text.matchAll(/^(?<segment>[A-Z][A-Z0-9]{2})\|[^\r\n]*/gm)) {
    const segment = line.groups?.segment ?? '';
    const safe = new Set(fields[segment] ?? []);
    const parts = line[0].split('|');
    // An age, a name and the like, whatever the message calls it.
    const about = (parts[3] ?? '').split('^').some((part) => asking.test(part.toLowerCase()));
    const first = segment === 'MSH' ? 1 : 0;
    let at = line.index;
    for (const [index, part] of parts.entries()) {
      const end = at + part.length;
      const masked = index > 0 && (!safe.has(index + first) || (segment === 'OBX' && index === 5 && about));
      const known =
        index === 0 ||
        (coded[segment] ?? []).includes(index + first) ||
        (segment === 'OBX' && index === 5 && !about && /^(?:NM|SN)$/.test(parts[2] ?? ''));
      while (i < lexemes.length && (lexemes[i] as Lexeme).start < at) i++;
      for (; i < lexemes.length && (lexemes[i] as Lexeme).start < end; i++) {
        if (masked && judged[i] === Judged.safe && (lexemes[i] as Lexeme).kind !== 'symbol')
          judged[i] = Judged.unsafe;
        else if (known && judged[i] === Judged.unsafe && part.length <= CODE) judged[i] = Judged.safe;
      }
      at = end + 1;
    }
  }
}

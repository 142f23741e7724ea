import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag, isFunctionWord } from '../lexicon';
import { beforeBirth, labelled } from './fields';
import { type Finding, matches, stick } from './finding';
import { beside, closing, initialled, introduced, isGaelic, listed, owner } from './listed';
import { isEponym, type Marks, mark } from './marks';
import { patientName, plainPatient, relative, role } from './relatives';
import { credentialed, typed } from './signatures';
import { titled } from './titles';

const alias =
  /(?<![\p{L}])(?:goes by|known as|nickname(?:d)?|prefers(?: to be called)?|aka|a\.k\.a\.|called|["“](?=[^"”\n]{2,20}["”]\)))[ :]{0,2}["“']?(?<value>\p{Lu}[\p{Ll}\p{M}’'-]{1,20})(?![\p{L}\p{M}])/dgu;

/** Names of persons: patients, relatives, staff; without titles, credentials and the possessive 's. */
export function findNames({ text, lexemes }: Lexed): Finding[] {
  const marks: Marks = { lexemes, found: [] };
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.text === ':' || lexeme.text === '|') labelled(marks, i, i + 1);
    else if (lexeme.gap === Gap.wide && i > 0) labelled(marks, i, i);
    if (lexeme.kind !== 'word') continue;
    const { flags } = lexeme;
    if (flags & Flag.title) titled(marks, i);
    if (flags & Flag.relative) relative(marks, i);
    else if (flags & Flag.role) role(marks, i);
    if (flags & Flag.credential || isDotted(text, lexeme)) credentialed(marks, i);
    if (lexeme.writing !== 'lower') {
      if (flags & (Flag.given | Flag.family | Flag.ambiguous)) listed(marks, i);
      if (lexeme.text.length === 1) initialled(marks, i);
      else if (lexeme.gap === Gap.line && i > 1) closing(marks, i);
      if (lexeme.text.length > 1 && !isFunctionWord(lexeme.lower)) introduced(marks, i);
      if (lexeme.text.length > 1 && !(flags & Flag.safe)) {
        beside(marks, i);
        owner(marks, i);
        if (lexeme.writing === 'mixed' && isGaelic(lexeme) && !isEponym(lexemes, { start: i, end: i + 1 }))
          mark(marks, i, i + 1);
      }
    } else if (flags & Flag.patient) plainPatient(marks, i);
    if (lexeme.lower === 'dob') beforeBirth(marks, i);
    if (flags & Flag.patient) patientName(marks, i);
  }
  if (text.includes('/')) marks.found.push(...typed(text));
  if (/goes by|known as|nickname|prefers|a\.?k\.?a|["“]\p{Lu}/u.test(text))
    marks.found.push(
      ...matches(
        text,
        alias,
        'NAME',
        'firstname',
        (m) =>
          !/^(?:The|This|I|He|She|It|No|Yes|My)$/.test(m.groups?.value ?? '') &&
          /goes|known|nick|prefers|aka|a\.k|["“]/.test(m[0]) &&
          !m[0].startsWith('called'),
      ),
    );
  return marks.found;
}

/** "M.D.", "P.A.-C." as far as it stands behind a comma. */
const dotted = /(?:M\.D|D\.O|R\.N|P\.A|N\.P|D\.D\.S|D\.M\.D|D\.P\.M|Ph\.D|R\.D|M\.B\.B\.S)\b/y;
function isDotted(text: string, { text: word, start }: Lexeme): boolean {
  if (
    word.length > 2 ||
    word.charCodeAt(0) > 0x5a ||
    !/,\s{0,2}$/.test(text.slice(Math.max(0, start - 3), start))
  )
    return false;
  return stick(dotted, text, start) > 0;
}

import { Gap, type Lexed, type Lexeme } from '../lexer';
import { Flag, isFunctionWord } from '../lexicon';
import { ambiguous } from './ambiguous';
import { beforeBirth, labelled } from './fields';
import { type Finding, matches, stick } from './finding';
import { dottedInitials, initials } from './initials';
import { beside, closing, initialled, introduced, isGaelic, listed, owner } from './listed';
import { isEponym, type Marks, mark } from './marks';
import { patientName, plainPatient, relative, role } from './relatives';
import { credentialed, typed } from './signatures';
import { titled } from './titles';

const alias =
  /(?<![\p{L}])(?:goes by|known (?:as|(?:to|on|in|around|at) [^.,;\n]{1,24} as)|answers to|likes to be called|nickname(?:d)?|prefers(?: to be called)?|aka|a\.k\.a\.|called|["“](?=[^"”\n]{2,20}["”]\)))[ :]{0,2}["“']?(?<value>\p{Lu}[\p{Ll}\p{M}’'-]{1,20})(?![\p{L}\p{M}])/dgu;

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
    if (flags & Flag.ambiguous || (flags & Flag.given && flags & Flag.safe)) ambiguous(marks, i);
    const { length } = lexeme.text;
    if (length > 1 && length < 5) initials(marks, i);
    else if (length === 1 && lexemes[i + 1]?.text === '.') dottedInitials(marks, i);
    if (flags & Flag.credential || isDotted(text, lexeme)) credentialed(marks, i);
    if (lexeme.writing !== 'lower') {
      if (flags & (Flag.given | Flag.family | Flag.ambiguous)) listed(marks, i);
      if (lexeme.text.length === 1) initialled(marks, i);
      if (lexeme.text.length === 1) wordBehindInitial(marks, i);
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
  if (/[A-Za-z] ?[:/] ?[A-Za-z]/.test(text)) marks.found.push(...typed(text));
  if (/goes by|known|answers to|likes to be|nickname|prefers|a\.?k\.?a|["“]\p{Lu}/u.test(text))
    marks.found.push(
      ...matches(
        text,
        alias,
        'NAME',
        'firstname',
        (m) =>
          !/^(?:The|This|I|He|She|It|No|Yes|My)$/.test(m.groups?.value ?? '') &&
          /goes|known|answers|likes|nick|prefers|aka|a\.k|["“]/.test(m[0]) &&
          !m[0].startsWith('called'),
      ),
    );
  return marks.found;
}

/** "J Will P-04471": an initial and a name that is a verb. */
function wordBehindInitial(marks: Marks, i: number): void {
  const [name, next] = [marks.lexemes[i + 1], marks.lexemes[i + 2]];
  if (name?.gap !== Gap.space || name.writing !== 'capital' || !isFunctionWord(name.lower)) return;
  if (
    name.flags & Flag.ambiguous &&
    !(next?.kind === 'word' && next.gap === Gap.space && next.writing === 'lower')
  )
    mark(marks, i, i + 2);
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

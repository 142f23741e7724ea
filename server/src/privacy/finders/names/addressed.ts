import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { forename, nobody } from './callings';
import { mayBeInitials } from './initials';
import { hyphenated } from './person';
import { isStrange } from './strange';

/** What else is greeted, asked or reached. */
const others =
  /^(?:team|all|colleagues?|doctors?|doc|sirs?|madam|folks|everyone|everybody|there|both|parents?|provider|ladies|gentlemen|friends?|again|front|desk|scheduling|billing|main|direct|home|work|office|after|hours|same|new|old)$/;

/** May be what somebody is called, also an everyday word. */
const isCalled = (word: Lexeme | undefined): word is Lexeme =>
  word?.kind === 'word' &&
  word.writing === 'capital' &&
  !word.mixed &&
  word.text.length > 1 &&
  word.gap === Gap.space &&
  !isFunctionWord(word.lower) &&
  !has(word, nobody | Flag.organisation | Flag.weakOrganisation) &&
  !others.test(word.lower) &&
  !looksClinical(word.lower) &&
  (!isClinicalOnly(word) || has(word, forename));

/** "Hi Kit,", "Dear Sparrow,": whom a letter or a message greets; `i` is the comma. */
export function greeting(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, hello, name] = [lexemes[i - 3], lexemes[i - 2], lexemes[i - 1]];
  if (!/^(?:hi|hello|hey|dear)$/.test(hello?.lower ?? '') || !isCalled(name)) return;
  if (hello?.gap === Gap.line || before === undefined || /^[:.>\]]$/.test(before.text)) mark(marks, i - 1, i);
}

const lines = /^(?:pgr|pager|cell|mobile|bleep|beeper|vocera|spectralink|voalte)$/;

/** "Ortho — Field pgr 8826", "Marsh cell 555 0142": who is reached by what follows; `i` is the word for it. */
export function reached(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, name, line, number] = [lexemes[i - 2], lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!lines.test(line.lower) || line.gap !== Gap.space || !isCalled(name)) return;
  const at = number?.text === '#' || number?.text === ':' ? lexemes[i + 2] : number;
  if (at?.kind !== 'number' && at?.text !== '(') return;
  const set = /^[–—]$/.test(before?.text ?? '');
  const known = has(name, forename | Flag.family) && (before?.kind !== 'word' || before.writing === 'lower');
  if (set || known) mark(marks, i - 1, i);
}

/** "BO > I skip it", "HARGREAVES > Anything else?": who speaks in a transcript; `i` is the arrow. */
export function turn(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [name, arrow, said] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (name?.kind !== 'word' || name.gap !== Gap.line || name.writing !== 'capitals') return;
  if (arrow.gap !== Gap.space || said?.kind !== 'word' || said.gap !== Gap.space || said.writing === 'lower')
    return;
  if (has(name, nobody | Flag.label)) return;
  if (mayBeInitials(name)) mark(marks, i - 1, i, 'initials');
  else if (has(name, forename | Flag.family) || isStrange(name)) mark(marks, i - 1, i);
}

/** "t.rook" at the end of a line, "R.Lowther" anywhere: an initial written to its name; `i` is the letter. */
export function gluedInitial(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [letter, dot, name, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (letter.gap === Gap.none || dot?.gap !== Gap.none) return;
  if (name?.kind !== 'word' || name.gap !== Gap.none || name.mixed) return;
  if (/^\p{Lu}$/u.test(letter.text)) {
    largeGlued(marks, i);
    return;
  }
  if (name.writing !== 'lower' || name.text.length < 4) return;
  if (next !== undefined && next.gap < Gap.wide) return;
  if (!isClinicalOnly(name) && !looksClinical(name.lower)) mark(marks, i, hyphenated(lexemes, i + 2));
}

/** "R.Lowther", "K.Strong RN": the same with capitals, wherever it stands; no "E.Coli", no "R.Knee". */
function largeGlued(marks: Marks, i: number): void {
  const name = marks.lexemes[i + 2] as Lexeme;
  if (name.writing !== 'capital' || name.text.length < 3 || isFunctionWord(name.lower)) return;
  if (has(name, nobody | Flag.organisation | Flag.month) || isClinicalOnly(name) || looksClinical(name.lower))
    return;
  const bits = safetyIn(name);
  if (has(name, forename | Flag.family) || bits === 0 || (bits & (Safe.clinical | Safe.measured)) === 0)
    mark(marks, i, hyphenated(marks.lexemes, i + 2));
}

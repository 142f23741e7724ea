import { startsClinical } from '../../words/known-words';
import { Gap, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';

const named = Flag.given | Flag.family;

// What is said of a sign that somebody is named for: "no Osborn", "Levenson Neg", "Corrigan absent".
const denied = /^(?:no|without|denies)$/;
export const seen = /^(?:neg|negative|pos|positive|absent|equivocal)$/;
/** A grade: "Rubin II", "Veau IIb". */
export const grade = /^(?:I{2,3}|IV|VI{0,3})[A-Ca-c]?$/;
/** The key of a datum, "birthDate". */
const key = /^[a-z]{3,}\p{Lu}\p{Ll}/u;

/** "Conj", "Intub": in no list, but the start of a word of medicine. */
export function isCutShort(lexemes: readonly Lexeme[], i: number): boolean {
  const { lower, flags, text, safety } = lexemes[i] as Lexeme;
  if (text.length < 4 || flags !== 0 || safety !== 0) return false;
  return !/^["“'‘]$/.test(lexemes[i - 1]?.text ?? '') && startsClinical(lower);
}

/** "grade 2 by Jobe", "Exam: Glenn +,": by whom is graded, what is found. @param end the index behind the name */
export function isGraded(lexemes: readonly Lexeme[], i: number, end: number): boolean {
  const [by, number, head] = [lexemes[i - 1], lexemes[i - 2], lexemes[i - 3]];
  if (by?.lower === 'by' && /^(?:\d|[IV]+)[A-Da-d]?$/.test(number?.text ?? ''))
    return /^(?:grade|graded|stage|staged|class|type|category)$/.test(head?.lower ?? '');
  return by?.text === ':' && lexemes[end]?.text === '+' && /^[,;.]$/.test(lexemes[end + 1]?.text ?? '');
}

/** "no Osborn", "not Coffin-Siris". */
const isDenied = (lexemes: readonly Lexeme[], i: number, end: number): boolean => {
  const before = lexemes[i - 1]?.lower ?? '';
  return denied.test(before) || (before === 'not' && isPair(lexemes, i, end));
};

/** "EGFR/RET/BRAF": between others in capitals, of which the lists of names have none. */
const isInList = (lexemes: readonly Lexeme[], i: number, end: number): boolean =>
  ((lexemes[i] as Lexeme).flags & named) === 0 &&
  [[i - 1, i - 2] as const, [end, end + 1] as const].some(([mark, other]) => {
    const [stroke, beside] = [lexemes[mark], lexemes[other]];
    return (
      stroke?.text === '/' &&
      (lexemes[Math.max(mark, i)] as Lexeme).gap === Gap.none &&
      beside?.writing === 'capitals' &&
      (beside.flags & named) === 0 &&
      beside.text.length > 2
    );
  });

/** Whether a word on its own names a sign or a grade, or is a key of data: by what stands beside it. */
export function isSignOrKey(lexemes: readonly Lexeme[], i: number, end: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[end]];
  if (word.writing === 'mixed' && key.test(word.text)) return true;
  // {"telecom": [, "DocumentReference", <addr use="HP">, </addr>
  const quoted = previous?.text === '"' && word.gap === Gap.none && next?.text === '"';
  const valued = lexemes[end + 1]?.text === ':' && lexemes[end + 1]?.gap === Gap.none;
  if (quoted && (valued || word.writing === 'mixed')) return true;
  if (previous?.text === '<' && word.gap === Gap.none) return true;
  if (previous?.text === '/' && previous.gap === Gap.none && lexemes[i - 2]?.text === '<') return true;
  // "Beckwith no.", "EGFR/RET/BRAF", "PAOLA-1"
  const closed = lexemes[end + 1] === undefined || lexemes[end + 1]?.kind === 'symbol';
  if (next?.gap === Gap.space && /^(?:no|none)$/.test(next.lower) && closed) return true;
  if (word.writing === 'capitals' && isInList(lexemes, i, end)) return true;
  if (next?.gap !== Gap.space) return word.gap === Gap.space && isDenied(lexemes, i, end);
  if (seen.test(next.lower)) return true;
  return word.gap === Gap.space && isDenied(lexemes, i, end) && next.writing !== 'capital';
}

/** "Simpson-Angus": two names with a hyphen, as scales and signs have, too. */
export const isPair = (lexemes: readonly Lexeme[], start: number, end: number): boolean =>
  end === start + 3 && lexemes[start + 1]?.text === '-';

import type { NameSet } from './clues';
import { mayBeInitials } from './finders/names/initials';
import { Gap, has, type Lexeme } from './words/lexer';
import { Flag } from './words/lexicon';

/**
 * Whether a word is the initials of somebody whom the note names or who signed elsewhere in it.
 * @param isShortOf whether the word at an index stands in brackets right behind a name
 */
export function areKnownInitials(
  lexemes: readonly Lexeme[],
  i: number,
  names: NameSet,
  isShortOf: (i: number) => boolean,
): boolean {
  const word = lexemes[i] as Lexeme;
  return (
    (names.initials.has(word.text) &&
      (isSignature(lexemes, i) || (isCell(lexemes, i) && (mayBeInitials(word) || isShortOf(i))))) ||
    isLowSign(lexemes, i, names) ||
    (names.signs.has(word.text) && (isSignature(lexemes, i) || isCell(lexemes, i) || isStamp(lexemes, i))) ||
    isSlashedSign(lexemes, i, names) ||
    isKnownSign(lexemes, i, names)
  );
}

const edge = /^[|,;:/()[\]=]$/;

/** Alone in a cell, between commas, in brackets, glued to a time: "| RS |", "1420LM |", ", NCP,". */
function isCell(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  const left =
    previous === undefined ||
    word.gap >= Gap.wide ||
    edge.test(previous.text) ||
    (previous.kind === 'number' && (word.gap === Gap.none ? previous.text.length === 4 : true));
  const right = next === undefined || next.gap >= Gap.wide || edge.test(next.text);
  return left && right;
}

/** "ZB to call", "trk will dc": initials that signed or were told elsewhere, where they act. */
function isKnownSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  if (names.signs.size === 0) return false;
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  const { length } = word.text;
  if (
    length < 2 ||
    length > 4 ||
    next?.gap !== Gap.space ||
    !/^(?:will|to|can|has|had|said|says|called|agrees|saw|aware)$/.test(next.lower)
  )
    return false;
  if (lexemes[i + 2]?.kind !== 'word' || (has(word, Flag.safe) && word.writing === 'lower')) return false;
  if (names.signs.has(word.text)) return mayBeInitials(word);
  return (
    length > 2 && word.writing === 'lower' && names.signs.has(word.text.toUpperCase()) && mayBeInitials(word)
  );
}

/** "sv" alone on its line: initials of a person of the note, in small letters. */
function isLowSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  return (
    word.writing === 'lower' &&
    word.gap === Gap.line &&
    i > 0 &&
    (next === undefined || next.gap === Gap.line) &&
    names.initials.has(word.text.toUpperCase()) &&
    !has(word, Flag.safe | Flag.credential | Flag.label)
  );
}

/** "/zq" at the end of a line: initials of a person of the note, in small letters. */
function isSlashedSign(lexemes: readonly Lexeme[], i: number, names: NameSet): boolean {
  const [slash, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  return (
    slash?.text === '/' &&
    slash.gap > Gap.none &&
    word.gap === Gap.none &&
    (next === undefined || next.gap === Gap.line) &&
    names.initials.has(word.text.toUpperCase()) &&
    mayBeInitials(word)
  );
}

/** Before or behind what is noted: "KMB: faxed", "done. tk 0715", "tech tk". */
function isStamp(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (/^[:=]$/.test(next?.text ?? '')) return true;
  if (previous === undefined || word.gap === Gap.none) return false;
  return (
    /^[.;!?)–—-]$/.test(previous.text) && (next === undefined || next.gap >= Gap.wide || next.kind !== 'word')
  );
}

/** Initials at the end of a line, behind the end of a sentence or alone. */
function isSignature(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (word.writing === 'capital') return false;
  if (/^(?:per|by)$/.test(previous?.lower ?? '') && !has(word, Flag.safe | Flag.credential)) return true;
  if (next && next.gap !== Gap.line) return false;
  if (has(word, Flag.credential) || (has(word, Flag.safe) && word.gap !== Gap.line)) return false;
  return (
    previous === undefined || word.gap === Gap.line || /^[./~-]$/.test(previous.text) || previous.text === '—'
  );
}

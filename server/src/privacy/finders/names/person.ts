import { Gap, has, isNameFlagged, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksLikeWord } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';

/** How much the words beside a name already say that it is one. */
type Strength = 'sure' | 'likely';

/** A run of lexemes that reads as a person's name; `end` is the index behind the last. */
export interface NameRun {
  readonly start: number;
  readonly end: number;
  /** Parts that the gazetteers hold as names and nothing else. */
  readonly known: number;
  /** Parts that are not initials. */
  readonly words: number;
  readonly initials: number;
  readonly comma: boolean;
}

const contraction = /['’](?:ve|ll|re|d|m|t)$/i;
const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;
/** "I've", "She'll"; most words have no apostrophe where it would be. */
export const isContraction = ({ text }: Lexeme): boolean =>
  (isApostrophe(text.charCodeAt(text.length - 2)) || isApostrophe(text.charCodeAt(text.length - 3))) &&
  contraction.test(text);

const suffix = /^(?:jr|sr|ii|iii|iv)$/;
/** "Jr", "III": what stands behind a name. @param lower in small letters */
export const isSuffix = (lower: string): boolean =>
  lower.length > 1 && lower.length < 4 && suffix.test(lower);

export const isInitial = (lexeme: Lexeme | undefined): boolean =>
  lexeme !== undefined && lexeme.kind === 'word' && lexeme.lower.length === 1 && lexeme.writing !== 'lower';

/** "52 L.", "61F.", "N/A.": a letter with a point that is a side, a sex or the end of a short form, not an initial. */
export function isNoInitial(lexemes: readonly Lexeme[], i: number): boolean {
  const [previous, letter] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (previous === undefined || letter.gap >= Gap.wide) return false;
  if (letter.gap === Gap.none) return previous.kind === 'number' || previous.text === '/';
  // "41 yo M Ada"
  if (/^[MF]$/.test(letter.text) && /^(?:yo|y|o|yrs?|old)$/.test(previous.lower)) return true;
  if (!/^[LR]$/.test(letter.text)) return false;
  const person = (previous.cues & Cue.actor) !== 0 || has(previous, Flag.role | Flag.relative | Flag.patient);
  return previous.kind === 'number' || (previous.writing === 'lower' && previous.text.length > 3 && !person);
}

/** "Åsa", "Ján": without its accents a word would be another one. */
export const isAccented = ({ text, writing }: Lexeme): boolean =>
  writing === 'capital' && /[\u00c0-\u024f]/.test(text) && !/^(?:Caf|Na\u00efv|Clich|R\u00e9sum)/.test(text);

/** Whether a capitalised word may be part of a name. */
export function mayBeName(lexeme: Lexeme | undefined, strength: Strength): boolean {
  if (lexeme === undefined || lexeme.kind !== 'word' || lexeme.writing === 'lower') return false;
  if (lexeme.text.length < 2 || lexeme.mixed) return false;
  if (has(lexeme, Flag.credential) && lexeme.writing !== 'capital') return false;
  if (isSuffix(lexeme.lower) || isContraction(lexeme)) return false;
  if (isFunctionWord(lexeme.lower)) return false;
  const named = (lexeme.flags & (Flag.given | Flag.family | Flag.ambiguous | Flag.eponym)) !== 0;
  if (has(lexeme, Flag.title | Flag.weekday | Flag.relative) && !named) return false;
  if (has(lexeme, Flag.safe | Flag.month | Flag.role))
    return strength === 'sure' && (named || isAccented(lexeme));
  if (named) return true;
  return strength === 'sure' || !looksLikeWord(lexeme.lower);
}

const isHyphen = (text: string): boolean => text === '-' || text === '‐' || text === '‑';

/** "Oduya-Castellan", also broken behind its hyphen: the index behind the last part. */
export function hyphenated(lexemes: readonly Lexeme[], index: number): number {
  let end = index + 1;
  for (;;) {
    const mark = lexemes[end];
    if (mark?.gap !== Gap.none || !isHyphen(mark.text)) return end;
    const next = lexemes[end + 1];
    if (next?.kind !== 'word' || next.gap === Gap.wide || next.gap === Gap.space) return end;
    // "Quick-to-Hear"
    const further = lexemes[end + 3];
    if (
      next.text.length < 4 &&
      next.writing === 'lower' &&
      lexemes[end + 2]?.gap === Gap.none &&
      isHyphen(lexemes[end + 2]?.text ?? '') &&
      further?.writing === 'capital' &&
      further.gap === Gap.none
    ) {
      end += 4;
      continue;
    }
    if (next.writing === 'lower' && (lexemes[index] as Lexeme).writing !== 'lower') {
      // "Seo-yun Marchetti"
      const more = lexemes[end + 2];
      const short = next.text.length < 5 && next.gap === Gap.none && !has(next, Flag.safe | Flag.particle);
      if (!short || more?.gap !== Gap.space || more.writing === 'lower' || more.kind !== 'word') return end;
    }
    if (next.gap === Gap.line && has(next, Flag.safe)) return end;
    end += 2;
  }
}

/** A nickname in quotation marks or brackets: the index behind its closing mark, or -1. */
function nickname(lexemes: readonly Lexeme[], index: number): number {
  const open = lexemes[index];
  if (open?.kind !== 'symbol' || open.gap !== Gap.space || !/^["“'‘]$/.test(open.text)) return -1;
  const name = lexemes[index + 1];
  const close = lexemes[index + 2];
  const fits = name?.kind === 'word' && name.gap === Gap.none && name.writing !== 'lower';
  return fits && close && close.gap === Gap.none && /^["”'’]$/.test(close.text) ? index + 3 : -1;
}

/**
 * The name that starts at a lexeme, if one does: capitalised words, initials, particles, nicknames,
 * and "LAST, FIRST M" where `comma` allows it.
 */
export function nameAt(
  lexemes: readonly Lexeme[],
  start: number,
  strength: Strength,
  comma = false,
): NameRun | undefined {
  let at = start;
  let [known, words, initials] = [0, 0, 0];
  let usedComma = false;
  let last = start;
  for (let part = 0; part < 7; part++) {
    const lexeme = lexemes[at];
    if (!lexeme) break;
    if (part > 0 && !joins(lexemes, last, at)) break;
    if (isInitial(lexeme)) {
      const dot = lexemes[at + 1];
      const dotted = dot?.text === '.' && dot.gap === Gap.none;
      // A letter alone starts a name only with a point and a name behind it.
      const next = lexemes[at + (dotted ? 2 : 1)];
      if (part === 0 && (!next || !(isInitial(next) || mayBeName(next, strength)))) break;
      if (part > 0 && !dotted && next?.gap === Gap.none && next.kind !== 'symbol') break;
      initials++;
      last = dotted && !(part > 0 && endsSentence(lexemes, at + 1)) ? at + 2 : at + 1;
      at = last;
      continue;
    }
    const quoted = part > 0 ? nickname(lexemes, at) : -1;
    if (quoted > 0) {
      at = quoted;
      last = at;
      continue;
    }
    if (
      has(lexeme, Flag.particle) &&
      (lexeme.writing === 'lower' || !has(lexeme, Flag.given | Flag.family))
    ) {
      const next = lexemes[at + 1];
      const more = lexemes[at + 2];
      // "al-Rahman"
      if (
        part > 0 &&
        next?.text === '-' &&
        next.gap === Gap.none &&
        more?.gap === Gap.none &&
        mayBeName(more, 'sure')
      ) {
        at += 2;
        continue;
      }
      if (
        next &&
        next.gap === Gap.space &&
        (mayBeName(next, strength) || (has(next, Flag.particle) && mayBeName(more, strength)))
      ) {
        if (part === 0 && lexeme.writing === 'lower') break;
        at++;
        if (part === 0) last = at;
        continue;
      }
    }
    const rest = part === 0 || (lexeme.writing === 'capitals' && strength === 'sure');
    if (
      !mayBeName(lexeme, rest ? strength : 'likely') &&
      !(part > 0 && (isBetween(lexemes, at) || isDouble(lexemes, at)))
    )
      break;
    words++;
    if (isNameFlagged(lexeme) && !has(lexeme, Flag.ambiguous)) known++;
    at = hyphenated(lexemes, at);
    last = at;
    const mark = lexemes[at];
    if (comma && !usedComma && mark?.text === ',' && mark.gap === Gap.none) {
      const next = lexemes[at + 1];
      // "M.D." is no initial.
      const initial = isInitial(next) && lexemes[at + 2]?.text === '.' && lexemes[at + 3]?.gap !== Gap.none;
      if (next && next.gap <= Gap.space && (initial || mayBeName(next, 'sure'))) {
        at++;
        usedComma = true;
        last = at;
      }
    }
  }
  if (words === 0) return undefined;
  return { start, end: last, known, words, initials, comma: usedComma };
}

/** "Minh Khoa Luong": an ambiguous word with a name right behind it. */
const isBetween = (lexemes: readonly Lexeme[], at: number): boolean => {
  const [word, next] = [lexemes[at] as Lexeme, lexemes[at + 1]];
  const named = has(word, Flag.given | Flag.family | Flag.ambiguous) && word.writing === 'capital';
  return named && !isFunctionWord(word.lower) && next?.gap === Gap.space && mayBeName(next, 'likely');
};

/** "Prudence Bone-Trevanion": an everyday word that a hyphen joins to a name. */
const isDouble = (lexemes: readonly Lexeme[], at: number): boolean => {
  const [word, mark, second] = [lexemes[at] as Lexeme, lexemes[at + 1], lexemes[at + 2]];
  if (word.writing !== 'capital' || mark?.text !== '-' || mark.gap !== Gap.none || second?.gap !== Gap.none)
    return false;
  return second.writing === 'capital' && !has(second, Flag.safe | Flag.eponym) && mayBeName(second, 'likely');
};

/** Whether a point behind an initial ends a sentence: a capitalised everyday word follows. */
function endsSentence(lexemes: readonly Lexeme[], dot: number): boolean {
  const next = lexemes[dot + 1];
  return next === undefined || next.gap === Gap.line;
}

/** Whether two parts of a name may stand so far apart. */
function joins(lexemes: readonly Lexeme[], last: number, at: number): boolean {
  const lexeme = lexemes[at] as Lexeme;
  if (lexeme.gap <= Gap.space) return true;
  if (lexeme.gap === Gap.wide) return false;
  // Over a line end only if the line was full and the next is no field of a form.
  const next = lexemes[at + 1];
  if (next?.text === ':' || (next?.kind === 'word' && lexemes[at + 2]?.text === ':')) return false;
  if (has(lexeme, Flag.safe)) return false;
  // A word of English starts the next line, as "Slept well." does.
  const word = (safetyIn(lexeme) & Safe.word) !== 0;
  if (word && lexeme.kind === 'word' && !isNameFlagged(lexeme)) return false;
  let first = last - 1;
  while (first > 0 && (lexemes[first] as Lexeme).gap !== Gap.line) first--;
  const width = (lexemes[last - 1] as Lexeme).end - (lexemes[first] as Lexeme).start;
  return width > 20 || (lexemes[first] as Lexeme).writing === 'lower';
}

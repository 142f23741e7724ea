import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { Judged, type Judgement } from './judgement';

const isLetters = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === 'word' &&
  !lexeme.mixed &&
  lexeme.text.length <= 4 &&
  (lexeme.writing === 'lower' || lexeme.writing === 'capitals' || lexeme.text.length === 1);

/** Behind these, letters are initials. */
const signer =
  /^(?:by|initials|init|sig|signed|sgd|tech|scribe|typed|per|dict|transcribed|ring|tel|thx|thanks|closed|minutes|call|recorder)$/;

const typists = /^(?:scribe|typed|transcribed|dict|initials|init)$/;

/** Abbreviations of medicine that follow such a word, too. */
const kept =
  /^(?:mri|ct|cta|us|ekg|ecg|eeg|emg|egd|tte|tee|xr|cxr|iv|im|po|pcr|fish|ihc|pt|ot|rn|md|np|pa|ems|ent|id|gi|gu|icu|er|ed|or|fda|who|cdc|ngt|peg|tpn|ivf|fna|ir|csw|sw|lcsw|cna|emt|pcp|va|dob|ssn|mrn)$/;

/**
 * Masks the initials of who wrote, typed or did something, where they stand as such: "MTB:kw", "ml / mx" on a line
 * of their own, "by WK," and a letter behind a masked name.
 */
export function maskSigns({ lexed: { lexemes }, judged, names }: Judgement): void {
  const take = (i: number): void => {
    if (judged[i] === Judged.safe) judged[i] = Judged.unsafe;
  };
  const isMasked = (i: number): boolean =>
    names[i] === 1 || (judged[i] === Judged.unsafe && lexemes[i]?.kind === 'word');
  for (let i = 0; i < lexemes.length; i++) {
    const [before, lexeme, mark, other, behind] = [
      lexemes[i - 1],
      lexemes[i] as Lexeme,
      lexemes[i + 1],
      lexemes[i + 2],
      lexemes[i + 3],
    ];
    if (!isLetters(lexeme)) continue;
    if (isInitialed(lexemes, i)) {
      take(i);
      take(i + 2);
      continue;
    }
    // "d/w AZ :"
    const discussed = before?.lower === 'w' && lexemes[i - 2]?.text === '/' && lexemes[i - 3]?.lower === 'd';
    if (discussed && lexeme.writing === 'capitals' && lexeme.text.length > 1 && !kept.test(lexeme.lower)) {
      take(i);
      continue;
    }
    if (isAlone(lexemes, i) || isDoer(lexemes, i)) {
      take(i);
      continue;
    }
    const ends = (next: Lexeme | undefined): boolean =>
      !next || next.gap >= Gap.wide || next.kind === 'symbol';
    const wide = lexeme.gap >= Gap.wide || before?.text === '|';
    // "sc:ql", "AHR/ps", "ml / mx"
    const joined =
      mark !== undefined &&
      /^[:/|-]$/.test(mark.text) &&
      isLetters(other) &&
      mark.gap === other.gap &&
      mark.gap <= Gap.space;
    if (
      joined &&
      wide &&
      (!behind || behind.gap >= Gap.wide) &&
      lexeme.text.length > 1 &&
      (mark.text !== ':' || other.gap === Gap.none)
    ) {
      if (!(kept.test(lexeme.lower) && kept.test(other.lower))) {
        take(i);
        take(i + 2);
      }
    } else if (
      joined &&
      mark.text === ':' &&
      other.gap === Gap.none &&
      other.writing === 'lower' &&
      ends(behind)
    ) {
      take(i);
      take(i + 2);
    } else if (
      before &&
      signer.test(before.lower) &&
      lexeme.gap === Gap.space &&
      (lexeme.writing !== 'lower' || (typists.test(before.lower) && lexeme.text.length < 4)) &&
      ends(mark)
    ) {
      if ((lexeme.text.length > 1 || mark?.text === '.') && !kept.test(lexeme.lower)) take(i);
    } else if (
      /^[-–—~]$/.test(before?.text ?? '') &&
      lexeme.writing === 'capitals' &&
      (before?.gap ?? 0) !== Gap.none &&
      lexeme.gap === Gap.space
    ) {
      // "1719 - ML: agree", "resting now - TK"
      if (
        (mark?.text === ':' || !mark || mark.gap === Gap.line) &&
        lexeme.text.length < 4 &&
        !kept.test(lexeme.lower)
      )
        take(i);
    } else if (lexeme.text.length === 1 && lexeme.gap === Gap.space && isMasked(i - 1) && ends(mark)) {
      // "ngozi e.", "skylar m)"; "smith w/ pain" goes on.
      if (!/^[/'’%+-]$/.test(mark?.text ?? '') && !/^[ai]$/.test(lexeme.text)) take(i);
    } else if (
      lexeme.text.length === 1 &&
      lexeme.gap !== Gap.none &&
      mark?.text === '.' &&
      mark.gap === Gap.none &&
      other?.gap === Gap.space &&
      isMasked(i + 2)
    ) {
      // "w. kiplagat"
      if (!has(before, Flag.eponym) || lexeme.writing !== 'lower') take(i);
    } else if (
      lexeme.text.length === 1 &&
      mark?.text === '-' &&
      isLetters(other) &&
      other.text.length === 1 &&
      behind?.text === ',' &&
      isMasked(i + 4)
    ) {
      // "H-O, Maria"
      take(i);
      take(i + 2);
    }
  }
}

/** "electronically, J. Sky": an initial behind a mark, with a word written large. */
function isInitialed(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, letter, mark, word] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (letter.text.length > 1 || letter.writing === 'lower' || mark?.text !== '.' || mark.gap !== Gap.none)
    return false;
  if (letter.gap >= Gap.wide || !before || !/^[,;:(–—&@]$/.test(before.text)) return false;
  return word?.kind === 'word' && word.gap === Gap.space && word.writing !== 'lower' && word.text.length > 1;
}

/** "Left VM. DK": two letters and more behind the last full stop of a line. */
function isAlone(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (lexeme.text.length < 2 || lexeme.text.length > 3 || kept.test(lexeme.lower)) return false;
  if (lexeme.writing === 'lower' && (next !== undefined || isFunctionWord(lexeme.lower))) return false;
  return before?.text === '.' && lexeme.gap === Gap.space && (!next || next.gap === Gap.line);
}

/** "phoned by par 1205": short letters behind "by" that are no word there. */
function isDoer(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, lexeme, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!/^(?:by|per)$/.test(before?.lower ?? '') || lexeme.writing !== 'lower' || lexeme.gap !== Gap.space)
    return false;
  if (lexeme.text.length < 2 || lexeme.text.length > 3 || kept.test(lexeme.lower) || spans.test(lexeme.lower))
    return false;
  if (has(lexeme, Flag.relative | Flag.role | Flag.patient | Flag.credential)) return false;
  return !next || next.gap >= Gap.wide || next.kind === 'number' || /^[,.;:)]$/.test(next.text);
}

// What else stands behind "by" and "per".
const spans =
  /^(?:day|wk|mo|yr|hr|min|kg|ml|dl|mg|cc|hpf|lpf|pt|him|her|me|us|you|it|them|this|far|now|age|law|car|bus|air|cab|van|ear|eye|arm|leg|all|any|one|two|six|ten|sex|pap|hx|dx|rx|wt|bmi|bp|rr|lab|dr|tab|cap|tid|bid|qid)$/;

import { isWriterPlace } from '../finders/names/writers';
import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { Judged, type Judgement } from './judgement';

// What only persons do.
const human =
  /^(?:called|calls|phoned|texted|rang|asked|asks|says|said|told|thinks|wants|wanted|agrees|agreed|took|drove|drives|brought|cried|visited|emailed|read|dictated|explained|prefers)$/;
const person = Flag.role | Flag.relative | Flag.patient | Flag.title | Flag.credential | Flag.organisation;
const staff = /^(?:RN|MD|DO|NP|SW|LPN|LVN|CNA|RD|LCSW|LMSW|MSW|CRNA|PharmD)$/;
const signing =
  /^(?:by|per|witnessed|signed|checked|verified|reviewed|scanned|with|w|dr|doctor|mr|mrs|ms|miss)$/;
/** What follows "dr" where no name does. */
const untold =
  /^(?:aware|notified|called|paged|informed|updated|here|orders?|ordered|says?|said|saw|seen|visits?|office|offices|appt|appts|appointment|note|notes|wants|recommends|recommended|present|states?|stated|phone|number|clinic)$/;
const owned =
  /^(?:#|cell|phone|number|ph|tel|room|chart|mother|mom|dad|father|brother|sister|wife|husband|son|daughter)$/;
const told = /^(?:aware|notified|called|informed|updated|told|paged)$/;

/**
 * Masks words and letters that are safe by themselves where a person must be meant: behind "dr", before what only
 * persons do, between a label and a name, letters where writers sign. Linear in the block.
 */
export function maskPersons({ lexed: { lexemes, small }, judged, names }: Judgement): void {
  const take = (...indices: number[]): void => {
    for (const i of indices)
      if (judged[i] === Judged.safe && lexemes[i]?.kind === 'word') judged[i] = Judged.unsafe;
  };
  const isMasked = (i: number): boolean =>
    names[i] === 1 || (judged[i] === Judged.unsafe && lexemes[i]?.kind === 'word');
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind !== 'word' || lexeme.mixed || judged[i] !== Judged.safe) continue;
    const [next, second] = [lexemes[i + 1], lexemes[i + 2]];
    if (lexeme.text.length === 1) {
      if (isLoneLetter(lexemes, i, isMasked)) take(i);
      // "witnessed k. strong", "t.rook"
      else if (next?.text === '.' && next.gap === Gap.none && isInitialled(lexemes, i)) take(i, i + 2);
      continue;
    }
    if (isFunctionWord(lexeme.lower)) continue;
    if (lexeme.text.length < 5 && isWriterPlace(lexemes, i) && !has(lexeme, Flag.credential)) take(i);
    else if (isNamedSo(lexemes, i, small)) take(i);
    // "lovely jane", "small,earline", "rusty nail (", "Delphine\nAu,"
    else if (isMasked(i + 1) && isLed(lexemes, i)) take(i);
    else if (
      next?.text === ',' &&
      next.gap === Gap.none &&
      lexeme.gap === Gap.line &&
      second?.gap === Gap.none &&
      isMasked(i + 2)
    )
      take(i);
    else if (isMasked(i - 1) && isTrailing(lexemes, i)) take(i);
    // "bell-moss"
    else if (
      next?.text === '-' &&
      next.gap === Gap.none &&
      second?.gap === Gap.none &&
      isMasked(i + 2) &&
      has(lexeme, nameFlags)
    )
      take(i);
    else if (next?.text === '=' && lexeme.gap === Gap.line && isMasked(i + 2)) take(i);
    // "OSGOOD FAIRCHILD"
    else if (
      has(lexeme, Flag.eponym) &&
      isMasked(i + 1) &&
      next?.gap === Gap.space &&
      next.writing === lexeme.writing &&
      lexeme.writing !== 'lower'
    )
      take(i);
  }
}

const nameFlags = Flag.given | Flag.family | Flag.ambiguous | Flag.eponym;

/** "ngozi t at", "steph v lpn", "Q phoned", "1640 Z at bedside", "//K", "“J.”". */
function isLoneLetter(lexemes: readonly Lexeme[], i: number, isMasked: (i: number) => boolean): boolean {
  const [before, letter, next, second] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (before === undefined || letter.text.charCodeAt(0) >= 0x80) return false;
  const end = next === undefined || next.gap === Gap.line;
  if (letter.gap === Gap.none) {
    if (before.text === '/' && lexemes[i - 2]?.text === '/') return end;
    return /^["“]$/.test(before.text) && next?.text === '.' && /^["”]$/.test(second?.text ?? '');
  }
  if (/^[ai]$/i.test(letter.text)) return isMasked(i - 1) && next?.text === '.' && isMasked(i + 2);
  if (letter.gap === Gap.space && isMasked(i - 1)) {
    if (next?.text === '.' && next.gap === Gap.none && isMasked(i + 2)) return true;
    return (
      next?.gap === Gap.space &&
      (has(next, Flag.credential) || /^(?:at|in|from|for|to|and|will|who)$/.test(next.lower))
    );
  }
  if (letter.writing === 'lower' || next?.gap !== Gap.space) return false;
  return human.test(next.lower) || (next.lower === 'at' && second?.lower === 'bedside');
}

/** "witnessed k. strong", "t.rook", "bed 11  S. Ng": a letter with a point before a word where a person signs or is listed. */
function isInitialled(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, letter, word] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 2]];
  if (
    word?.kind !== 'word' ||
    word.mixed ||
    word.gap > Gap.space ||
    word.text.length < 2 ||
    before === undefined
  )
    return false;
  if (isFunctionWord(word.lower) || has(word, person)) return false;
  const clinical = isClinicalOnly(word) && word.writing === 'lower';
  if (word.gap === Gap.none)
    return letter.gap > Gap.none && word.text.length > 2 && !clinical && letter.text !== 'q';
  if (letter.gap === Gap.wide) return word.writing === 'capital';
  if (letter.gap !== Gap.space) return false;
  return (signing.test(before.lower) && !clinical) || (/^[—–]$/.test(before.text) && !clinical);
}

/** "dr singer to sign", "Winter called in", "Kestrel SW", "Peg's #", "read by Pell showed". */
function isNamedSo(lexemes: readonly Lexeme[], i: number, small: boolean): boolean {
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  // "SW aware (kj)"
  if (
    word.text.length < 4 &&
    before?.text === '(' &&
    next?.text === ')' &&
    told.test(lexemes[i - 2]?.lower ?? '')
  )
    return true;
  if (word.text.length < 3 || has(word, person | Flag.label)) return false;
  const title = before?.text === '.' && before.gap === Gap.none ? lexemes[i - 2] : before;
  if (
    word.gap === Gap.space &&
    /^(?:drs?|doctor|mr|mrs|miss)$/.test(title?.lower ?? '') &&
    !untold.test(word.lower)
  )
    return true;
  if (word.gap === Gap.space && /^(?:sgt|dep|cpl|tpr|ofc)$/.test(title?.lower ?? '')) return true;
  // "sister in law ondine"
  const inLaw = before?.lower === 'law' && lexemes[i - 2]?.lower === 'in' && word.gap === Gap.space;
  if (inLaw && (has(word, nameFlags) || !isUsual(word))) return true;
  if (word.writing !== 'capital' || small) return false;
  if (/^['’]s$/.test(next?.text ?? '') && owned.test(lexemes[i + 2]?.lower ?? ''))
    return has(word, nameFlags);
  if (next?.kind !== 'word' || next.gap !== Gap.space) return false;
  const eponym = has(word, Flag.eponym) && !has(next, Flag.eponymHead);
  if (before?.lower === 'by' && word.gap === Gap.space && (has(word, nameFlags) || eponym)) return true;
  if (staff.test(next.text)) return !isClinicalOnly(word) || has(word, nameFlags);
  if (!human.test(next.lower) || (next.lower === 'read' && !eponym && !has(word, nameFlags))) return false;
  return eponym || !isClinicalOnly(word);
}

const isUsual = (word: Lexeme): boolean => (safetyIn(word) & (Safe.everyday | Safe.clinical)) !== 0;

/** Whether a label stands right before a word: "pt: lovely", "name early". */
const isLed = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [before, word] = [lexemes[i - 1], lexemes[i] as Lexeme];
  const label = before?.text === ':' ? lexemes[i - 2] : before;
  return (
    before?.text === ':' &&
    /^(?:pt|patient|name|client|resident)$/.test(label?.lower ?? '') &&
    word.gap === Gap.space &&
    !has(word, person) &&
    !isClinicalOnly(word)
  );
};

const titles = /^(?:dr|doctor|mr|mrs|ms|miss)$/;

/** "mr rusty nail (", "Delphine\nAu,", "doctor Siobhan right (": the last word of a name behind a title, or in the next line. */
function isTrailing(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  const titled = titles.test(lexemes[i - 2]?.lower ?? '') || titles.test(lexemes[i - 3]?.lower ?? '');
  const closed = /^[,(]$/.test(next?.text ?? '');
  if (word.gap === Gap.line) return closed && word.writing === 'capital' && word.text.length < 4;
  if (word.gap !== Gap.space || !closed || word.text.length < 3) return false;
  return titled && !isClinicalOnly(word) && !has(word, person);
}

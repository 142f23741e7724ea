import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksLikeWord } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isEponym, isOrganisation, type Marks, mark } from '../marks';
import { hyphenated, isInitial, isNoInitial, type NameRun, nameAt } from './person';
import { isProduct } from './products';
import { isStrange } from './strange';

/** Names that the gazetteers know, and what stands beside them. */
export function listed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  const previous = lexemes[i - 1];
  if (previous && first.gap === Gap.none && !/^[("“/\-–—:^]$/.test(previous.text)) return;
  // "St. Jude"
  if (previous?.text === '.' && /^(?:st|ste)$/.test(lexemes[i - 2]?.lower ?? '') && first.gap === Gap.space)
    return;
  // "neutro-phil"
  if (previous?.text === '-' && first.gap === Gap.none && first.text === first.text.toLowerCase()) return;
  const given = has(first, Flag.given) && !has(first, Flag.ambiguous);
  const possible = has(first, Flag.given | Flag.ambiguous) && !has(first, Flag.kept);
  const run = nameAt(lexemes, i, 'likely', true);
  if (!run) return;
  if (isEponym(lexemes, run) || isOrganisation(lexemes, run)) return;
  // "Lang: Navajo"; "Heather daily"
  if (first.gap === Gap.line && first.text.length < 5 && lexemes[i + 1]?.text === ':') return;
  if (run.words === 1 && isProduct(lexemes, i, run.end)) return;
  const capitals = first.writing === 'capitals';
  const second = lexemes[i + 1];
  const plainFamily =
    second !== undefined && has(second, Flag.family) && !has(second, Flag.eponym) && second.gap === Gap.space;
  if (run.comma) {
    // "DOE, JANE Q": one of the two must be known and the first no everyday word.
    if (run.known > 0 && commaForm(lexemes, run)) mark(marks, i, run.end);
    else if (given && !has(first, Flag.eponym | Flag.city)) mark(marks, i, hyphenated(lexemes, i));
    return;
  }
  if (capitals && !inCapitalsOk(lexemes, run)) return;
  if (given && !has(first, Flag.eponym)) {
    if (has(first, Flag.city | Flag.kept) && run.words < 2) return;
    mark(marks, i, run.end);
  } else if (given && run.words > 1 && (plainFamily || isFamily(second))) mark(marks, i, run.end);
  else if (
    possible &&
    plainFamily &&
    !isFunctionWord(first.lower) &&
    !has(second, Flag.safe | Flag.ambiguous)
  ) {
    if (first.gap !== Gap.line || run.words > 2 || !has(first, Flag.safe)) mark(marks, i, run.end);
  }
}

/** "Thomas Arcuri": behind a given name that is an eponym, too, a word that is none. */
const isFamily = (word: Lexeme | undefined): boolean =>
  isStrange(word) && word.gap === Gap.space && word.writing === 'capital' && !looksLikeWord(word.lower);

/** In capitals a gazetteer name counts only with another one beside it. */
const inCapitalsOk = (lexemes: readonly Lexeme[], run: NameRun): boolean => {
  if (run.known < 2) return false;
  const around = lexemes[run.end];
  return !(around && around.gap <= Gap.space && has(around, Flag.eponymHead));
};

/** A known family name behind an initial: "J. Marchetti", "K. Foley"; unknown ones behind a cue or a line start. */
export function initialled(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const run = nameAt(lexemes, i, 'likely');
  if (!run || run.initials === 0 || run.words === 0 || run.words > 3) return;
  const dotted = lexemes[i + 1]?.text === '.';
  if (isNoInitial(lexemes, i)) return;
  let at = i + 2;
  // "J.M. Carter"
  while (isInitial(lexemes[at]) && lexemes[at + 1]?.text === '.' && at < i + 6) at += 2;
  const word = lexemes[dotted ? at : i + 1] as Lexeme;
  if (word?.writing === 'capitals' && word.text.length < 4) return;
  if (!dotted || word.gap !== Gap.space || word.writing === 'lower') return;
  // "S. Ng" is no unit.
  const unit = word.text.length === 2 && has(word, Flag.family);
  if (isEponym(lexemes, run) || (has(word, Flag.safe) && !unit)) return;
  const previous = lexemes[i - 1];
  // "vitamin D. Patient", "hepatitis C. Jones": a letter that ends a sentence.
  if (
    previous &&
    previous.kind === 'word' &&
    lexemes[i]?.gap === Gap.space &&
    /^(?:vitamin|hepatitis|hep|type|grade|class|stage|group|factor|part|section|option|plan|phase|segment|category|level|child|pugh|strep|protein|troponin|t|vit)$/.test(
      previous.lower,
    )
  )
    return;
  // "A. Esophagus, 30 cm", "D. Ki-67": what a list counts.
  if (run.known === 0 && (safetyIn(word) & Safe.clinical) !== 0) return;
  if (word.text.length < 3 && lexemes[run.end]?.text === '-' && lexemes[run.end + 1]?.kind === 'number')
    return;
  mark(marks, i, run.end);
}

/** Whether "A, B" is a person and not two entries of a list. */
function commaForm(lexemes: readonly Lexeme[], run: NameRun): boolean {
  const first = lexemes[run.start] as Lexeme;
  const previous = lexemes[run.start - 1];
  const next = lexemes[run.end];
  if (first.writing === 'capitals' && run.known > 0 && !has(first, Flag.safe | Flag.ambiguous)) return true;
  const starts =
    first.gap === Gap.line ||
    first.gap === Gap.wide ||
    /^[:#|]$/.test(previous?.text ?? '') ||
    /^(?:pt|patient|client|resident)$/.test(previous?.lower ?? '');
  const ends =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'number' ||
    next.text === '(' ||
    /^(?:dob|mrn|age|male|female|m|f|sex)$/.test(next.lower);
  return starts && ends;
}

/** "McKinnon", "O'Rourke": a form that only family names have. */
export const isGaelic = (word: Lexeme): boolean =>
  /^(?:Mc|Mac(?=[A-Z])|O['’])[A-Z][a-z\u00df-\u00ff]{2,}$/.test(word.text) && !has(word, Flag.eponym);

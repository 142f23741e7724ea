import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { isCapital } from '../names/everyday';
import { type Marks, mark } from './place';

const head = /^(?:hospital|infirmary|general|pediatrics|paediatrics|center|centre)$/;
/** What tells one hospital of a town from the others. */
const telling =
  /^(?:general|city|county|community|regional|university|memorial|children|women|state|district|royal|national|municipal|central|metropolitan|metro|provincial|kids)$/;
const between = /^(?:medical|med|health|heart|cancer|eye|care|first|and)$/;
const goes = /^(?:at|to|from|in|by|via|@|near|of|outside)$/;
/** "Hospital Course", "Hospital Medicine" */
const notPlace =
  /^(?:course|day|stay|medicine|surgery|anesthesia|acquired|policy|list|clinic|ward|floor|practice|practitioner|internal|diet|visit|follow)$/;

/** The index behind a town that starts at an index, or the index itself. */
function townEnd(lexemes: readonly Lexeme[], at: number): number {
  if (lexemes[at]?.gap !== Gap.space || lexemes[at]?.writing !== 'capital') return at;
  for (let k = at; k < at + 3 && lexemes[k]?.writing === 'capital'; k++)
    if (has(lexemes[k], Flag.city) && k - (lexemes[k] as Lexeme).phrase === at) return k + 1;
  return at;
}

/** The first of the words of which such a name consists, up to its head; the head itself if there are none. */
function nameStart(lexemes: readonly Lexeme[], i: number): number {
  let [start, at, told] = [i, i, false];
  const last = (lexemes[i] as Lexeme).lower;
  while (at > i - 6 && (lexemes[at] as Lexeme).gap !== Gap.line) {
    let k = at - 1;
    if (/^['’]s$/.test(lexemes[k]?.text ?? '')) k--;
    const word = lexemes[k];
    if (!isCapital(word) || (lexemes[at] as Lexeme).gap > Gap.space) break;
    const tells =
      telling.test(word.lower) && !(word.lower === 'general' && last !== 'hospital' && !/^cent/.test(last));
    if (!tells && !between.test(word.lower)) break;
    told ||= tells;
    at = k;
    start = k;
  }
  return told ? start : i;
}

/**
 * "admitted to General Hospital", "at County General", "Children's Hospital Los Angeles", "Women's Hospital, Boston":
 * hospitals by words that many are called by, written large where somebody goes; `i` is the head.
 */
export function genericHospital(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  if (!isCapital(word) || !head.test(word.lower) || word.gap !== Gap.space) return;
  const next = lexemes[i + 1];
  if (word.lower === 'hospital' && next?.text === ',') {
    const end = townEnd(lexemes, i + 2);
    if (end > i + 2 && !has(lexemes[i + 2], Flag.given)) mark(marks, i + 2, end, 'city');
  }
  if (next?.gap === Gap.space && notPlace.test(next.lower)) return;
  if (/^(?:general|p)/.test(word.lower) && next?.gap === Gap.space && next.writing === 'capital') return;
  const start = nameStart(lexemes, i);
  if (start === i) return;
  // "Medical Center" alone tells nothing, "Children's Health Center" would be of a hospital.
  if (/^cent/.test(word.lower) && !/^(?:medical|med)$/.test(lexemes[i - 1]?.lower ?? '')) return;
  const of = next?.lower === 'of' && next.gap === Gap.space ? i + 2 : i + 1;
  const behind = townEnd(lexemes, of);
  const before = lexemes[start - 1];
  const led =
    goes.test(before?.lower ?? '') &&
    before?.writing !== 'capitals' &&
    (lexemes[start] as Lexeme).gap === Gap.space;
  if (led || behind > of) mark(marks, start, behind > of ? behind : i + 1, 'hospital');
}

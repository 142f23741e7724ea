import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from './place';

/** A firm that is no word besides: in small letters, too. */
const isOnlyFirm = (lexeme: Lexeme): boolean =>
  lexeme.phrase > 0 ||
  (lexeme.lower.length > 4 &&
    !has(lexeme, Flag.safe | Flag.given | Flag.family | Flag.generic) &&
    (safetyIn(lexeme) & Safe.word) === 0);

/** "resent to cvs", "at ucla": letters of a firm where one goes. */
const isVisited = (lexemes: readonly Lexeme[], i: number): boolean =>
  (lexemes[i] as Lexeme).text.length > 2 &&
  ((lexemes[i] as Lexeme).safety & Safe.everyday) === 0 &&
  /^(?:to|at|from|via|@|→)$/.test(lexemes[i - 1]?.lower ?? '');

/** "CVS: regular", "CVS S1S2+", "CVS dual HS", "CVS/resp NAD", but not "CVS/pharmacy". */
function isHeart(lexemes: readonly Lexeme[], i: number): boolean {
  const [next, second] = [lexemes[i + 1], lexemes[i + 2]];
  if (next === undefined || next.text === ':') return next !== undefined;
  if (lexemes[i]?.lower !== 'cvs') return false;
  if (next.text === '/') return !has(second, Flag.organisation);
  return (
    /^(?:[-–=]|s1.*|h[rs]|rrr|regular|normal|nad|stable|exam|intact|dual|nil|no|sx|grossly|unremarkable|brief|pulse)$/.test(
      next.lower,
    ) ||
    (isClinicalOnly(next) && !has(next, Flag.organisation | Flag.weakOrganisation | Flag.role))
  );
}

/** "Ochsner clamps", "a curved Ochsner": a hospital whose founder gave his name to a tool. */
const isInstrument = (lexemes: readonly Lexeme[], i: number): boolean =>
  has(lexemes[i], Flag.eponym) &&
  (has(lexemes[i + (/^['’]s?$/.test(lexemes[i + 1]?.text ?? '') ? 2 : 1)], Flag.eponymHead) ||
    /^(?:an?|straight|curved|long|short|two|using|with)$/.test(lexemes[i - 1]?.lower ?? ''));

/** "Blue Cross of Idaho": the index behind what a well-known organisation adds to its name. */
const chapter = (lexemes: readonly Lexeme[], i: number): number => {
  const [of, where] = [lexemes[i + 1], lexemes[i + 2]];
  if (of?.gap === Gap.none && /^['’]s$/.test(of.text)) return i + 2;
  // "Kroger #418"
  if (of?.text === '#' && where?.kind === 'number' && where.gap === Gap.none && where.text.length < 6)
    return i + 3;
  // "Alder PHX"
  const letters = of?.writing === 'capitals' && of.gap === Gap.space && of.flags === 0 && of.text.length < 5;
  if (letters && lexemes[i]?.writing === 'capital' && of.safety === 0) return i + 2;
  if (of?.lower !== 'of' || of.gap !== Gap.space || where?.gap !== Gap.space) return i + 1;
  return (where.flags & (Flag.kept | Flag.city)) !== 0 ? i + 3 : i + 1;
};

/** "CVS", "Blue Cross of Idaho": an organisation that everybody knows; `i` is the last word of its name. */
export function wellKnown(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const lexeme = lexemes[i] as Lexeme;
  if (isHeart(lexemes, i) || isInstrument(lexemes, i)) return;
  if (lexeme.writing !== 'lower' || isOnlyFirm(lexeme) || isVisited(lexemes, i))
    mark(marks, i - lexeme.phrase, chapter(lexemes, i), 'company');
}

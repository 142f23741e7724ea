import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { kindOfHead, type Marks, mark, ownWord, proper, properRun } from './place';

const devoutHeads = /^(?:church|chapel|temple|tabernacle|cathedral|iglesia)$/;

/** "Church in the Pines", "Chapel of the Open Sky": whatever is written large behind it. */
function churchBehind(marks: Marks, i: number): boolean {
  const { lexemes } = marks;
  let at = i + 1;
  if (!/^(?:of|in|on|at|by)$/.test(lexemes[at]?.lower ?? '') || lexemes[i]?.writing === 'lower') return false;
  at++;
  if (/^(?:the|our|de|la)$/.test(lexemes[at]?.lower ?? '')) at++;
  const first = at;
  while (at < first + 4 && lexemes[at]?.gap === Gap.space && proper(lexemes[at] as Lexeme)) at++;
  if (at === first || has(lexemes[first], Flag.weekday | Flag.month | Flag.title)) return false;
  mark(marks, i, at, 'company');
  return true;
}

/** "University of Westmere", "Church of the Redeemer": the head stands first; `i` is the head. */
export function headFirst(marks: Marks, i: number, strong: boolean): void {
  const { lexemes } = marks;
  if (devoutHeads.test((lexemes[i] as Lexeme).lower) && churchBehind(marks, i)) return;
  if (!strong || lexemes[i + 1]?.lower !== 'of' || (lexemes[i] as Lexeme).gap === Gap.none) return;
  let at = i + 2;
  if (lexemes[at]?.lower === 'the' || lexemes[at]?.lower === 'our') at++;
  const end = properRun(lexemes, at, 4);
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  if (run.some((l) => ownWord(l) || has(l, Flag.kept))) mark(marks, i, end, kindOfHead(lexemes[i] as Lexeme));
}

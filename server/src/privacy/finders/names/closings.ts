import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { type Marks, mark } from '../marks';
import { nameAt } from './person';

/** "Hope\n-----": alone on its line above the rule that ends a letter. */
function overRule(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [name, first, second, third] = [lexemes[i], lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (name?.writing !== 'capital' || first?.gap !== Gap.line || !has(name, Flag.given | Flag.ambiguous))
    return;
  const rule = [first, second, third].every((mark) => /^[-_=*]$/.test(mark?.text ?? ''));
  if (rule && second?.gap === Gap.none && third?.gap === Gap.none && !has(name, Flag.month | Flag.eponymHead))
    mark(marks, i, i + 1);
}

/** A name alone on its line below a closing: "Kind regards,". */
export function closing(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const first = lexemes[i] as Lexeme;
  overRule(marks, i);
  const comma = lexemes[i - 1]?.text === ',' ? 1 : 0;
  if (
    first.gap !== Gap.line ||
    !/^(?:regards|sincerely|thanks|best|yours|love|faithfully|truly|wishes|cheers|respectfully)$/.test(
      lexemes[i - 1 - comma]?.lower ?? '',
    )
  )
    return;
  const run = nameAt(lexemes, i, 'sure');
  if (
    run &&
    (!lexemes[run.end] ||
      (lexemes[run.end] as Lexeme).gap === Gap.line ||
      (lexemes[run.end] as Lexeme).text === ',')
  )
    mark(marks, run.start, run.end);
}

import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, looksClinical } from '../../words/lexicon';
import { type Marks, mark, ownWord, proper, properRun } from './place';

/** Fields that hold a place. */
export const labels =
  /^(?:peds|pharm|snf|dme|daycare|nursery|lodge|club|shelter|pharmacy|school|agency|employer|facility|hospital|clinic|insurance|insurer|ins|carrier|payer|transport|ride|church|parish|residence|address|county|city|town|village|location|site|practice|employment|workplace|works|ems|from|to|campus|ambulance)$/;

/** "Pharmacy: Merlin Drug, Elm & 5th": what a field that holds a place says; `i` is the colon. */
export function labelledPlace(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const label = lexemes[i - 1];
  if (!label || !labels.test(label.lower)) return;
  const at = i + 1;
  const first = lexemes[at];
  if (!first || first.gap === Gap.line || first.writing === 'lower' || has(first, Flag.title)) return;
  // "School: IEP"
  if (label.lower === 'school' && first.writing === 'capitals' && first.flags === 0 && first.text.length < 5)
    return;
  let end = properRun(lexemes, at, 5);
  // Behind its own first word, everyday words belong to the name: "Harmon Cold Storage".
  while (end > at && lexemes[end]?.gap === Gap.space && proper(lexemes[end] as Lexeme) && end - at < 6) end++;
  while (
    lexemes[end] &&
    /^(?:&|of|and)$/.test((lexemes[end] as Lexeme).lower) &&
    (lexemes[end + 1] as Lexeme | undefined)?.writing !== 'lower' &&
    lexemes[end + 1]?.kind === 'word'
  ) {
    const more = properRun(lexemes, end + 1, 4);
    if (more === end + 1) break;
    end = more;
  }
  if (end === at) return;
  const run = lexemes.slice(at, end).filter((l) => l.kind === 'word');
  const strange = run.some((l) => ownWord(l) && !looksClinical(l.lower) && !has(l, Flag.kept));
  if (!strange || (/^(?:from|to|location|site)$/.test(label.lower) && run.length < 2)) return;
  if (/^(?:from|to)$/.test(label.lower) && run.some((l) => has(l, Flag.given))) return;
  mark(marks, at, end, 'company');
}

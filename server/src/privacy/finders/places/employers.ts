import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { isStrange } from '../names/strange';
import { behindPair } from './families';
import { type Marks, mark } from './place';
import { clinical, isMixedCase, possessive } from './venues';

/** "Prior admission CAMH", "followed UPMC": letters that nothing knows behind what one does at a place. */
export function shortened(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    word.text.length < 3 ||
    word.text.length > 6 ||
    word.mixed ||
    word.flags !== 0 ||
    word.gap !== Gap.space
  )
    return;
  const police =
    /^[A-Z]{1,3}(?:PD|SO|FD)$/.test(word.text) &&
    /^(?:case|officer|ofc|report|#|called|here|notified|badge|deputy)$/.test(next?.lower ?? '');
  const gone =
    /^(?:admission|admitted|adm|referral|ref|transfer|transferred|followed|insurer|insurance|fund|employer|works?|via|school|univ|university|college|wks|nights|church|hospital|hosp|ems|transport|transportation|payer|payor|carrier)$/.test(
      before?.lower ?? '',
    );
  if (!police && !(gone && word.safety === 0 && isMixedCase(lexemes, i))) return;
  if ((next?.kind === 'number' || (next?.text === '-' && next.gap === Gap.none)) && !police) return;
  mark(marks, i, i + 1, 'company');
}

/** "driver for Blue Badger Cabs", "works Shaw plant": whatever is written large behind what one works for. */
export function employer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  if (/^(?:at|for|with|nights|days|@)$/.test(lexemes[at]?.lower ?? '')) at++;
  if (/^(?:at|for|with|@|the)$/.test(lexemes[at]?.lower ?? '')) at++;
  // "works for Smith-Jones", "employed by Smith-Jones"
  const by = lexemes[at]?.lower === 'by' ? at + 1 : at;
  const pair = by > i + 1 ? behindPair(lexemes, by) : by;
  if (pair > by) {
    mark(marks, by, pair, 'company');
    return;
  }
  const first = lexemes[at];
  if (at === i + 1 && !/^(?:works?|worked|wks|wrks)$/.test((lexemes[i] as Lexeme).lower)) return;
  if (first?.writing !== 'capital' || first.gap > Gap.space || isFunctionWord(first.lower)) return;
  if (has(first, Flag.weekday | Flag.month | Flag.title | Flag.kept | Flag.relative)) return;
  let end = at + 1;
  while (end < at + 5) {
    const next = lexemes[end];
    const linked =
      /^(?:&|and|of|')$/.test(next?.lower ?? '') &&
      lexemes[end + 1]?.writing === 'capital' &&
      lexemes[end + 1]?.gap === Gap.space;
    if (linked) end += 2;
    else if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'capital') end++;
    else break;
  }
  const next = lexemes[end];
  // "wks Delta;"
  const plain =
    at === i + 1 &&
    (!next || next.gap >= Gap.wide || /^[.,;)]$/.test(next.text)) &&
    !/^(?:nights?|days?|evenings?|weekends?|full|part|out|as|outside|here|there)$/.test(first.lower);
  if (end === at + 1 && !plain && (clinical(first) || has(first, Flag.safe))) return;
  if (lexemes.slice(at, end).some((l) => has(l, Flag.given)) && end === at + 1) return;
  if (!plain && lexemes.slice(at, end).every((l) => clinical(l) || has(l, Flag.generic))) return;
  mark(marks, at, possessive(lexemes, end), 'company');
}

/** "at the Rusty Anchor", "the City of Yakima": written large within a sentence. */
export function known(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [before, article] = [lexemes[i - 1], lexemes[i] as Lexeme];
  if (
    article.writing !== 'lower' ||
    !/^(?:at|outside|from|to|in|near|of|by|behind)$/.test(before?.lower ?? '')
  )
    return;
  let end = i + 1;
  while (
    end < i + 5 &&
    lexemes[end]?.gap === Gap.space &&
    lexemes[end]?.writing === 'capital' &&
    lexemes[end]?.kind === 'word'
  )
    end++;
  const run = lexemes.slice(i + 1, end);
  if (run.length < 2 && !(run.length === 1 && /^(?:at|outside)$/.test(before?.lower ?? ''))) return;
  const next = lexemes[end];
  if (next?.gap === Gap.space && next.kind === 'word' && next.writing === 'capitals') return;
  const role =
    Flag.generic |
    Flag.kept |
    Flag.role |
    Flag.relative |
    Flag.title |
    Flag.weekday |
    Flag.month |
    Flag.eponymHead |
    Flag.credential |
    Flag.holiday;
  if (run.some((l) => clinical(l) || has(l, role) || (safetyIn(l) & Safe.measured) !== 0)) return;
  if (run.length === 1 && (has(run[0], Flag.safe) || ((run[0] as Lexeme).safety & Safe.everyday) !== 0))
    return;
  mark(marks, i + 1, end, 'company');
}

tell(
  'city town county village borough township port diocese archdiocese parish university bank'.split(' '),
  Cue.governs,
);

/** "City of Yakima", "County of Kern". */
export function governed(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [head, of, name] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (
    head.writing === 'lower' ||
    of?.lower !== 'of' ||
    name?.gap !== Gap.space ||
    name.kind !== 'word' ||
    name.writing === 'lower'
  )
    return;
  if (has(name, Flag.city | Flag.family | Flag.given) || isStrange(name))
    mark(
      marks,
      i,
      lexemes[i + 3]?.gap === Gap.space &&
        has(lexemes[i + 3], Flag.town) &&
        lexemes[i + 3]?.writing === 'capital'
        ? i + 4
        : i + 3,
      'company',
    );
}

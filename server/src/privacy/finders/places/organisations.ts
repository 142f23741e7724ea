import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, looksClinical } from '../../words/lexicon';
import { headFirst } from './head-first';
import { lowOrganisation } from './low-organisations';
import { organisationStart } from './organisation-start';
import { isCalled, isPlainlyClinical } from './organisation-words';
import { afterOrganisation, kindOfHead, type Marks, mark, ownWord, proper } from './place';

/** An organisation: the run of capitalised words that its head word ends; `i` is the head. */
export function organisation(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const head = lexemes[i] as Lexeme;
  const strong = has(head, Flag.organisation);
  const next = lexemes[i + 1];
  // Only the last head of a run counts: "Medical Center Pharmacy".
  if (
    next &&
    next.gap === Gap.space &&
    has(next, Flag.organisation | Flag.weakOrganisation) &&
    next.writing === head.writing
  )
    return;
  if (/^[&]$/.test(next?.text ?? '') && has(lexemes[i + 2], Flag.organisation | Flag.weakOrganisation))
    return;
  // "Mental Health Act"
  if (next?.gap === Gap.space && next.text === 'Act') return;
  if (head.writing === 'lower') {
    lowOrganisation(marks, i, strong);
    return;
  }
  const capitals =
    head.writing === 'capitals' && (head.text.length > 4 || lexemes[i - 1]?.writing === 'capitals');
  // A field of a form: "School: …".
  if (head.gap === Gap.line && /^(?::|#|no|nos|number)$/.test(next?.lower ?? '')) return;
  // "Home monitor" at the start of a line.
  if (head.gap === Gap.line && !strong && next?.writing === 'lower' && next.kind === 'word') return;
  const { start, own } = organisationStart(lexemes, i, capitals);
  if (start === i) {
    headFirst(marks, i, strong);
    return;
  }
  const first = lexemes[start] as Lexeme;
  const named = lexemes.slice(start, i).filter((l) => l.kind === 'word' && ownWord(l));
  // "Lumen Bay Eye Institute"
  const townly = lexemes.slice(start, i).some((l) => has(l, Flag.town));
  const bare = named.some((l) => townly || !isPlainlyClinical(l));
  const called = !capitals && isCalled(lexemes, start, i);
  if (!bare && !called) return;
  if (
    !strong &&
    !called &&
    (own === 0 ||
      lexemes
        .slice(start, i)
        .every(
          (l) =>
            l.kind !== 'word' || has(l, Flag.safe | Flag.generic | Flag.eponym) || looksClinical(l.lower),
        ))
  )
    return;
  if (!strong && first.gap === Gap.line && capitals && next?.text === ':') return;
  // "Quimby Center for Sight"
  const purpose =
    next?.text === 'for' && lexemes[i + 2]?.gap === Gap.space && proper(lexemes[i + 2] as Lexeme);
  if (purpose && own > 0 && /^(?:cent|institute|foundation|school|house|society)/.test(head.lower)) {
    mark(marks, start, i + 3, kindOfHead(head));
    return;
  }
  // "Graves Clinic" may be one, "Foley care" is not.
  if (!strong && own === 1 && lexemes.slice(start, i).some((l) => has(l, Flag.eponym))) return;
  const end = organisationEnd(lexemes, i);
  if (isMeasure(lexemes, end) || isImplant(lexemes, end)) return;
  mark(marks, start, end, kindOfHead(head));
  afterOrganisation(marks, end);
}

/** What may follow the head: "School of Nursing", "Hospital - Main Campus" no. */
function organisationEnd(lexemes: readonly Lexeme[], i: number): number {
  let end = i + 1;
  const [and, more] = [lexemes[end], lexemes[end + 1]];
  if (and && /^(?:&)$/.test(and.text) && more && proper(more) && more.gap === Gap.space) end += 2;
  else if (and?.lower === 'of' && more?.gap === Gap.space && (proper(more) || more.lower === 'the')) {
    if (more.lower === 'the' && !(lexemes[end + 2] && proper(lexemes[end + 2] as Lexeme))) return end;
    end += 2;
    while (
      lexemes[end] &&
      (lexemes[end] as Lexeme).gap === Gap.space &&
      proper(lexemes[end] as Lexeme) &&
      !has(lexemes[end], Flag.safe)
    )
      end++;
  }
  return end;
}

/** "Oncology Group (OG) performance status", "Heart Association class": what a society grades by; `at` stands behind it. */
export function isMeasure(lexemes: readonly Lexeme[], at: number): boolean {
  let next = at;
  if (lexemes[next]?.text === '(' && lexemes[next + 2]?.text === ')') next += 3;
  return /^(?:performance|criteria|score|scores|scale|grade|grading|staging|classification|class|functional|guidelines?|definition)$/.test(
    lexemes[next]?.lower ?? '',
  );
}

/** "Multi-Link Vision stent". */
const isImplant = (lexemes: readonly Lexeme[], at: number): boolean =>
  lexemes[at]?.gap === Gap.space &&
  /^(?:stents?|balloons?|catheters?|valve|bioprosthesis|prosthesis|guidewire|endograft|mesh|lens)$/.test(
    (lexemes[at] as Lexeme).text,
  );

import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag } from '../../words/lexicon';
import { isCapital, nowhere } from '../names/everyday';
import { isStrange } from '../names/strange';
import { type Marks, mark } from './place';

/** "McAloon" */
const irish = /^(?:Mac|Mc|De|Fitz|Le|La|Van|[OD]['’])[A-Z][a-z]+$/;
const isLarge = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.writing === 'mixed' ? irish.test(lexeme.text) : isCapital(lexeme);

const isName = (lexeme: Lexeme | undefined): boolean =>
  isLarge(lexeme) &&
  !has(lexeme, nowhere & ~Flag.title) &&
  (has(lexeme, Flag.given | Flag.family | Flag.ambiguous | Flag.city) || isStrange(lexeme));

const kin = /^(?:sons|daughters|brothers|bros|associates|partners)$/;
const opens = /^(?:at|to|from|for|by|with|of|via|through|:|,|\(|[-–—])$/;
const toFirm = /^(?:transferred|discharged|admitted|moved|sent|himself|herself|delivered)$/;
const fromFirm =
  /^(?:transferred|retired|referred|admitted|fired|laid|off|route|records|here|discharged|back)$/;
const employed = /^(?:works?|worked|working|employed|drives?|drove|retired|job|clerk|cook|driver|manager)$/;
const label =
  /^(?:employer|employment|company|firm|workplace|facility|from|to|hospital|pharmacy|insurer|insurance|clinic|service)$/;

/** Whether what stands before three names says that they are a firm, and not three persons. */
function isGoneTo(lexemes: readonly Lexeme[], start: number): boolean {
  const [verb, before] = [lexemes[start - 2], lexemes[start - 1]];
  if (before === undefined || verb === undefined || (lexemes[start] as Lexeme).gap === Gap.line) return false;
  switch (before.lower) {
    case 'at':
      return true;
    case ':':
      return label.test(verb.lower);
    case 'for':
    case 'by':
    case 'with':
      return employed.test(verb.lower);
    case 'to':
      return toFirm.test(verb.lower);
    case 'from':
      return fromFirm.test(verb.lower);
    default:
      return false;
  }
}

/** The index where a name starts that ends at an index: "Smith-Jones". */
const nameStart = (lexemes: readonly Lexeme[], i: number): number =>
  lexemes[i - 1]?.text === '-' && lexemes[i]?.gap === Gap.none && isName(lexemes[i - 2]) ? i - 2 : i;

/** "Allen and Sons", "works for Lynch, Graham and Harris": a firm by its families; `i` is the name before "and". */
export function families(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [name, last, next] = [lexemes[i], lexemes[i + 2], lexemes[i + 3]];
  if (!isLarge(name) || !isLarge(last) || last.gap !== Gap.space) return;
  if (next?.kind === 'word' && next.gap === Gap.space && next.writing === 'capital') return;
  const from = nameStart(lexemes, i);
  const [first, before] = [lexemes[from] as Lexeme, lexemes[from - 1]];
  if (kin.test(last.lower)) {
    const own = isName(name) && (has(name, Flag.family) || isStrange(name));
    if (own && (first.gap === Gap.line || opens.test(before?.lower ?? '')))
      mark(marks, from, i + 3, 'company');
    return;
  }
  if (before?.text !== ',' || before.gap !== Gap.none || !isLarge(lexemes[from - 2])) return;
  // "Shaw, Hamilton and Bird": one of them may be a word besides.
  const named = [lexemes[from - 2], name, last].filter(isName).length;
  const start = nameStart(lexemes, from - 2);
  if (named > 1 && isGoneTo(lexemes, start)) mark(marks, start, i + 3, 'company');
}

/** "Transferred from Baker-Lawson", "Employer: Bradley-May": `i` is the preposition or the colon. */
export function pairBehind(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const end = behindPair(lexemes, i + 1);
  const next = lexemes[end];
  if (end === i + 1 || (next?.kind === 'word' && next.gap === Gap.space && next.writing !== 'lower')) return;
  // "from Jackson-Pratt drain"
  if (has(next, Flag.eponymHead)) return;
  if (lexemes[i]?.lower !== 'at' && isGoneTo(lexemes, i + 1)) mark(marks, i + 1, end, 'company');
}

/** "works for Smith-Jones": the index behind two names with a hyphen, or the index itself. */
export const behindPair = (lexemes: readonly Lexeme[], at: number): number =>
  lexemes[at + 1]?.text === '-' &&
  lexemes[at + 1]?.gap === Gap.none &&
  lexemes[at + 2]?.gap === Gap.none &&
  isName(lexemes[at]) &&
  isName(lexemes[at + 2])
    ? at + 3
    : at;

import { Gap, has, type Lexed, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical, plainMeaning } from '../../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../../words/safe-words';
import type { Finding } from '../finding';
import { hyphenated, isContraction, isInitial } from './person';
import { isProduct } from './products';
import { grade, seen } from './signs';
import { findStrange } from './strange-names';

const meant =
  plainMeaning | Flag.safe | Flag.credential | Flag.organisation | Flag.weakOrganisation | Flag.eponym;

/** A capitalised word that no list knows as a word. */
function isUnknown(lexeme: Lexeme | undefined): boolean {
  if (lexeme === undefined || lexeme.kind !== 'word' || lexeme.text.length < 3) return false;
  if (lexeme.writing !== 'capital' && lexeme.writing !== 'mixed') return false;
  const named = has(lexeme, Flag.given | Flag.family) && !has(lexeme, Flag.safe | Flag.eponym | Flag.kept);
  if ((!named && has(lexeme, meant)) || lexeme.mixed || isContraction(lexeme)) return false;
  // "pH", "mRNA", "CTs" are none; "O'Brien", "McKay" are.
  const plain = lexeme.writing === 'capital';
  if (!plain && !/^\p{Lu}\p{L}*\p{Ll}/u.test(lexeme.text.normalize('NFC').replace(/['’\p{M}]/gu, '')))
    return false;
  if (named) return true;
  if (isClinicalOnly(lexeme)) return false;
  if (grade.test(lexeme.text) || seen.test(lexeme.lower)) return false;
  return !isFunctionWord(lexeme.lower) && !looksClinical(lexeme.lower);
}

const placeBefore = /^(?:at|in|from|near|to|outside|of|via)$/;
const speaks =
  /^(?:states?|stated|says|said|reports|reported|denies|denied|lives|works|worked|drives|agrees|agreed|asks|prefers|wants|wanted|tells|told|brings|helps|phoned|understands|verbalized|attends|feels|thinks|remembers|smokes|drinks|sleeps|walks|ate)$/;

/**
 * Proper names by their form alone: two capitalised words in a row that are neither everyday nor clinical
 * words, a hyphenated pair of them, one that speaks or acts. Whether a person or a place, the word before says.
 */
export function findUnknown(lexed: Lexed): Finding[] {
  const { lexemes, small } = lexed;
  const found = findStrange(lexed);
  if (small) return found;
  for (let i = 0; i < lexemes.length; i++) {
    const word = lexemes[i] as Lexeme;
    if (word.kind !== 'word' || word.writing === 'lower') continue;
    const listed = capitalsWithComma(lexemes, i);
    if (listed > 0) {
      found.push(finding(lexemes, i, listed, 'NAME', 'name'));
      i = listed - 1;
      continue;
    }
    if (!isUnknown(lexemes[i])) continue;
    const end = runEnd(lexemes, i);
    const words = lexemes.slice(i, end).filter((l) => l.kind === 'word' && l.text.length > 1);
    const [previous, first, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[end]];
    const inside = first.gap === Gap.none && previous !== undefined && !/^["“([/—–|]$/.test(previous.text);
    const eponym =
      words.some((word) => has(word, Flag.eponym)) ||
      has(next, Flag.eponymHead) ||
      (/^['’]s?$/.test(next?.text ?? '') && has(lexemes[end + 1], Flag.eponymHead));
    const scale = end === hyphenated(lexemes, i) && isProduct(lexemes, i, end);
    if (!inside && !eponym && !scale && next?.text !== '®' && next?.text !== '™') {
      const speaker =
        words.length === 1 &&
        next?.gap === Gap.space &&
        speaks.test(next.lower) &&
        first.writing === 'capital';
      if ((words.length > 1 && isTold(lexemes, i, end) && !words.every(isEnglish)) || speaker) {
        const last = words.at(-1);
        const headed = has(last, Flag.street) ? 'street' : has(last, Flag.town) ? 'city' : undefined;
        const behind =
          !speaker &&
          previous !== undefined &&
          placeBefore.test(previous.lower) &&
          first.gap === Gap.space &&
          !words.some((w) => has(w, Flag.given));
        const place = behind || (!speaker && headed !== undefined);
        found.push(
          finding(lexemes, i, end, place ? 'LOCATION' : 'NAME', place ? (headed ?? 'city') : 'name'),
        );
      }
    }
    i = end - 1;
  }
  return found;
}

/** "Assertive Outreach": a word of English and no name besides. */
const isEnglish = (word: Lexeme): boolean =>
  (safetyIn(word) & (Safe.word | Safe.name)) === Safe.word &&
  !has(word, named | Flag.city | Flag.town | Flag.street);

// Brands start so: "Depo-Medrone", "Nephro-Vite".
const brand =
  /^(?:depo|solu|nephro|micro|neo|pro|co|bi|tri|anti|pre|post|non|multi|semi|vita|ultra|poly|mono|auto|ad|bio|cardio|derma|gastro|hemo|immuno|neuro|oxy|para|pulmo|thermo|uro|slo|calc|adcal|tele|cyber|x|e)$/;

/** Whether capitalised words say more than that a sentence starts: "Cont Lokelma 10 g" is no name. */
function isTold(lexemes: readonly Lexeme[], start: number, end: number): boolean {
  const [first, previous, next] = [lexemes[start] as Lexeme, lexemes[start - 1], lexemes[end]];
  if (lexemes[start + 1]?.text === '-' && brand.test(first.lower)) return false;
  const starts = first.gap >= Gap.wide || previous === undefined || /^[.!?:;•*+-]$/.test(previous.text);
  if (!starts || has(first, Flag.given | Flag.family)) return true;
  const hyphen = lexemes[start + 1]?.text === '-' && lexemes[start + 1]?.gap === Gap.none;
  if (hyphen && end === start + 3) return false;
  return !next || next.gap >= Gap.wide || /^[,(|]$/.test(next.text) || end - start > 3;
}

function finding(
  lexemes: readonly Lexeme[],
  start: number,
  end: number,
  category: Finding['category'],
  kind: string,
): Finding {
  return { start: (lexemes[start] as Lexeme).start, end: (lexemes[end - 1] as Lexeme).end, category, kind };
}

/** The index behind a run of unknown words, with initials between them and hyphens. */
function runEnd(lexemes: readonly Lexeme[], start: number): number {
  let end = hyphenated(lexemes, start);
  for (let count = 0; count < 4; count++) {
    let next = end;
    if (isInitial(lexemes[next]) && lexemes[next]?.gap === Gap.space)
      next += lexemes[next + 1]?.text === '.' ? 2 : 1;
    const lexeme = lexemes[next];
    if (!lexeme || lexeme.gap !== Gap.space || !isUnknown(lexeme)) break;
    end = hyphenated(lexemes, next);
  }
  return end;
}

const named = Flag.given | Flag.family | Flag.ambiguous;
const fits = (lexeme: Lexeme | undefined): boolean =>
  lexeme?.kind === 'word' &&
  lexeme.writing !== 'lower' &&
  lexeme.text.length > 2 &&
  !lexeme.mixed &&
  !has(lexeme, Flag.street | Flag.town) &&
  (has(lexeme, named) || (!has(lexeme, meant) && !looksClinical(lexeme.lower)));

const opensColumn = (text: string | undefined): boolean => text === ':' || text === '|' || text === '#';

/** "OYELARAN, TEMITOPE A", "VAN DER WAL, Pieternel" in a column of its own: the index behind it, or -1. */
function capitalsWithComma(lexemes: readonly Lexeme[], start: number): number {
  const first = lexemes[start] as Lexeme;
  if (first.gap < Gap.wide && !opensColumn(lexemes[start - 1]?.text)) return -1;
  let family = start;
  while (has(lexemes[family], Flag.particle) && lexemes[family]?.writing === 'capitals' && family < start + 3)
    family++;
  if (!fits(lexemes[family])) return -1;
  const comma = hyphenated(lexemes, family);
  const given = lexemes[comma + 1];
  if (lexemes[comma]?.text !== ',' || lexemes[comma]?.gap !== Gap.none || given?.gap !== Gap.space) return -1;
  if (!fits(given) || (has(first, Flag.safe) && has(given, Flag.safe) && !has(given, named))) return -1;
  let end = hyphenated(lexemes, comma + 1);
  while (
    end < comma + 4 &&
    lexemes[end]?.gap === Gap.space &&
    (isInitial(lexemes[end]) || fits(lexemes[end]))
  )
    end++;
  const next = lexemes[end];
  const closed =
    !next ||
    next.gap >= Gap.wide ||
    next.kind === 'number' ||
    /^[(|]$/.test(next.text) ||
    /^(?:dob|mrn|age|sex|m|f)$/.test(next.lower);
  // Two entries of a list may stand alone on a line, too: a number must follow, or the writing tell.
  const told = next !== undefined && next.gap !== Gap.line;
  return closed && (told || first.writing === 'capitals') ? end : -1;
}

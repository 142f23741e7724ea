import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { Safe, safetyIn } from '../words/safe-words';
import { Judged, type Judgement } from './judgement';
import { startsHere } from './safe-in-place';

/** Masks also what stands beside something masked and may belong to it: initials, words that are names, too. */
export function spread({ lexed: { lexemes, small }, judged, names }: Judgement): void {
  const isMasked = (i: number): boolean =>
    names[i] === 1 ||
    (judged[i] === Judged.unsafe &&
      lexemes[i]?.kind === 'word' &&
      (lexemes[i]?.writing !== 'lower' || has(lexemes[i], Flag.particle)));
  const reach = (i: number, from: number): void => {
    const lexeme = lexemes[i];
    if (lexeme?.kind !== 'word' || judged[i] !== Judged.safe || !isMasked(from)) return;
    if (mayBelong(lexemes, i, from, small)) judged[i] = Judged.unsafe;
  };
  for (let i = 0; i < lexemes.length; i++) {
    const from = neighbour(lexemes, i, -1);
    if (from >= 0) reach(i, from);
  }
  for (let i = lexemes.length - 1; i >= 0; i--) {
    const from = neighbour(lexemes, i, 1);
    if (from >= 0) reach(i, from);
  }
  for (let i = 1; i + 1 < lexemes.length; i++) {
    const [before, lexeme, after] = [lexemes[i - 1], lexemes[i], lexemes[i + 1]] as [Lexeme, Lexeme, Lexeme];
    if (judged[i] !== Judged.safe || lexeme.kind === 'number') continue;
    // "Sunrise of Yonkers", "Grace of the Dunes", "Brigid-by-the-Mill"
    if (linking.test(lexeme.text)) {
      const [left, right] = [beyond(lexemes, i, -1), beyond(lexemes, i, 1)];
      if (left < 0 || right < 0 || !isMasked(left)) continue;
      // "BLUE CROSS OF IDAHO"
      const state = lexeme.lower === 'of' && has(lexemes[right], Flag.kept) && judged[right] === Judged.safe;
      if (state) judged[right] = Judged.unsafe;
      if (state || isMasked(right)) judged[i] = Judged.unsafe;
    } else if (lexeme.writing === 'lower' && lexeme.gap === Gap.none && before.text === '-') {
      // "zorba-lantern": the name of a user.
      if (judged[i - 2] === Judged.unsafe && before.gap === Gap.none && isGeneral(lexeme))
        judged[i] = Judged.unsafe;
    } else if (lexeme.writing === 'capital' && after.gap === Gap.line && names[i + 1] === 1) {
      // "…, Upper\nLarkspur"
      if (before.text === ',' || isMasked(i - 1)) judged[i] = Judged.unsafe;
    } else if (bureau.test(lexeme.text) && lexeme.gap === Gap.space && judged[i - 1] === Judged.safe) {
      // "Harrowby public works"
      const near = before.kind === 'word' && before.writing === 'lower' && before.gap === Gap.space;
      if (near && has(before, Flag.generic) && isMasked(i - 2)) judged[i - 1] = judged[i] = Judged.unsafe;
    } else if (lexeme.writing === 'capital' && lexeme.gap === Gap.line && isMasked(i - 1)) {
      if (after.gap === Gap.space && isMasked(i + 1)) judged[i] = Judged.unsafe;
      if (!(safetyIn(lexeme) & (Safe.everyday | Safe.clinical))) judged[i] = Judged.unsafe;
    }
  }
}

const bureau =
  /^(?:works|schools|department|services|transit|utilities|council|library|housing|transport|transportation)$/;
const isGeneral = (lexeme: Lexeme): boolean => (safetyIn(lexeme) & (Safe.everyday | Safe.clinical)) === 0;

const linking = /^(?:of|the|and|at|by|on|y|in|na|o|de|des|du|do|da|le|to|No|OF|THE|AND|AT)$/;

/** The next word to one side that links nothing: over one space or hyphen each, two linking words at most. */
function beyond(lexemes: readonly Lexeme[], i: number, step: 1 | -1): number {
  let at = i;
  for (let links = 0; links < 2; links++) {
    const hyphen = lexemes[at + step]?.text === '-' ? 1 : 0;
    const next = at + step * (1 + hyphen);
    const right = lexemes[Math.max(at, next)];
    if (!lexemes[next] || !right || right.gap > (hyphen ? Gap.none : Gap.space)) return -1;
    if (!linking.test((lexemes[next] as Lexeme).text)) return next;
    at = next;
  }
  return -1;
}

/** The word beside a word: over one space, a hyphen, an ampersand, a possessive, the full stop of an initial; or -1. */
function neighbour(lexemes: readonly Lexeme[], i: number, step: 1 | -1): number {
  const near = i + step;
  const gapAt = (at: number): number => (lexemes[step > 0 ? at : at + 1] as Lexeme).gap;
  const beside = lexemes[near];
  if (!beside || gapAt(near) > Gap.space) return -1;
  if (beside.kind === 'word') return near;
  const far = near + step;
  // "STEELE, M"
  if (beside.text === ',' && step < 0 && lexemes[i]?.text.length === 1) return i - 2;
  // "NGUYEN, MY"
  if (beside.text === ',' && step < 0 && isListed(lexemes, i)) return i - 2;
  if (!/^(?:[-‐‑–.&]|['’]s)$/i.test(beside.text) || lexemes[far]?.kind !== 'word' || gapAt(far) > Gap.space)
    return -1;
  // A full stop only behind an initial or a short form: "J. Doe", "St. Agnes".
  const before = lexemes[Math.min(i, far)] as Lexeme;
  return beside.text !== '.' || before.text.length < 3 ? far : -1;
}

/** Whether a short word in capitals stands behind a comma and a name in capitals, with nothing behind it. */
function isListed(lexemes: readonly Lexeme[], i: number): boolean {
  const [word, family, next] = [lexemes[i] as Lexeme, lexemes[i - 2], lexemes[i + 1]];
  if (
    family?.writing !== 'capitals' ||
    word.writing !== 'capitals' ||
    (lexemes[i - 1] as Lexeme).gap !== Gap.none
  )
    return false;
  return !next || next.gap >= Gap.wide || next.kind !== 'word';
}

/** Whether a letter is the first or the second of "M.D.", "R.N.", "P.A." */
function isCredential(lexemes: readonly Lexeme[], i: number): boolean {
  const pair = (at: number): string =>
    lexemes[at + 1]?.text === '.' ? `${lexemes[at]?.text}${lexemes[at + 2]?.text}` : '';
  return (
    /^(?:MD|DO|RN|NP|PA|OD|PT|DC|MS)$/.test(pair(i)) || /^(?:MD|DO|RN|NP|PA|OD|PT|DC|MS)$/.test(pair(i - 2))
  );
}

/** "second choice The Croft": written large within a sentence. */
const isArticle = (lexemes: readonly Lexeme[], i: number): boolean =>
  /^(?:The|Our|My)$/.test(lexemes[i]?.text ?? '') && !startsHere(lexemes, i, false);

/** What the names of organisations end with, in short. */
const bodies =
  /^(?:PD|SO|FD|FR|HS|MS|ES|DC|AG|RV|EMS|ISD|USD|CSD|LLC|LLP|PLLC|Inc|INC|Co|Corp|CORP|Ltd|LTD|Plc|PLC|SNF|ALF|VA|MC|CC|UMC|AME|CU|FCU|HMO|PPO|NHS|Trust|DME|YMCA|YWCA|Plus|PLUS|Local)$/;

/** Whether a safe word may be part of a name beside it. */
function mayBelong(lexemes: readonly Lexeme[], i: number, from: number, small: boolean): boolean {
  const lexeme = lexemes[i] as Lexeme;
  if (has(lexeme, Flag.particle) && lexeme.text.length > 1) return !has(lexeme, Flag.relative);
  if (
    from > i
      ? /^(?:st|ste|saint|mt|fort|san|santa)$/.test(lexeme.lower)
      : /^(?:jr|sr|i{2,3})$/.test(lexeme.lower)
  )
    return true;
  // "Jefferson clinic", "Dunmore Ridge PD", "MAPLE TERRACE CARE CENTRE"
  if (from < i && lexeme.gap === Gap.space) {
    if (has(lexeme, Flag.organisation | Flag.street | Flag.town) && lexeme.text.length > 2) return true;
    if (lexeme.writing !== 'lower' && has(lexeme, Flag.weakOrganisation | Flag.generic)) return true;
    if (bodies.test(lexeme.text)) return true;
  }
  if (lexeme.writing === 'lower' || small) return false;
  // "Wagtail Children's Clinic"
  if (
    /^['’]s$/i.test(lexemes[i + 1]?.text ?? '') &&
    has(lexemes[i + 2], Flag.organisation | Flag.weakOrganisation)
  )
    return true;
  if (lexeme.text.length === 1) return /\p{Lu}/u.test(lexeme.text) && !isCredential(lexemes, i);
  if (has(lexeme, Flag.title | Flag.relative | Flag.patient)) return false;
  if (isFunctionWord(lexeme.lower))
    return (
      isListed(lexemes, i) ||
      (from > i && (/^(?:Will|WILL|May|MAY)$/.test(lexeme.text) || isArticle(lexemes, i)))
    );
  if (has(lexeme, Flag.credential) && !has(lexeme, Flag.street)) return false;
  const right = lexemes[Math.max(i, from)] as Lexeme;
  const hyphen = Math.abs(from - i) === 2 && right.gap === Gap.none;
  if (hyphen || (lexeme.writing === 'capital' && has(right, Flag.street | Flag.town | Flag.organisation)))
    return true;
  const middle = lexeme.writing === 'capital' && !startsHere(lexemes, i, false);
  const bits = safetyIn(lexeme);
  if ((bits & Safe.clinical) !== 0) return middle && right.gap === Gap.space;
  return (bits & Safe.name) !== 0 || middle;
}

/** Masks also what is written to a masked number: "D" of "D-1187", "08" of "08 5550 1142". */
export function glue(lexemes: readonly Lexeme[], judged: Uint8Array): void {
  const isCode = (i: number): boolean => {
    const lexeme = lexemes[i];
    return judged[i] === Judged.unsafe && lexeme !== undefined && (lexeme.kind === 'number' || lexeme.mixed);
  };
  const take = (i: number, from: number, gap: number): void => {
    const lexeme = lexemes[i];
    if (!lexeme || judged[i] !== Judged.safe || lexeme.kind === 'symbol' || !isCode(from)) return;
    // "NARC 66192": the letters of a code stand before its number.
    const letters = i < from && lexeme.writing === 'capitals' && lexeme.text.length < 6 && isGeneral(lexeme);
    const code = lexeme.kind === 'number' || lexeme.mixed;
    if (gap === Gap.none ? code || lexeme.text.length < 5 : lexeme.kind === 'number' || letters)
      judged[i] = Judged.unsafe;
  };
  const gapBetween = (i: number): number => {
    const [mark, next] = [lexemes[i + 1], lexemes[i + 2]];
    const joined = mark?.gap === Gap.none && /^[-/.:)]$/.test(mark.text) && next?.gap === Gap.none;
    return joined ? Gap.none : Gap.line;
  };
  for (let i = 1; i < lexemes.length; i++) {
    const { gap } = lexemes[i] as Lexeme;
    if (gap <= Gap.space) take(i, i - 1, gap);
    if (i > 1 && gapBetween(i - 2) === Gap.none) take(i, i - 2, Gap.none);
  }
  for (let i = lexemes.length - 2; i >= 0; i--) {
    const { gap } = lexemes[i + 1] as Lexeme;
    if (gap <= Gap.space) take(i, i + 1, gap);
    if (gapBetween(i) === Gap.none) take(i, i + 2, Gap.none);
  }
}

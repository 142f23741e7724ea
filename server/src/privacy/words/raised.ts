import { Gap, has, type Lexeme } from './lexer';
import { Flag, isFunctionWord } from './lexicon';
import { raisePlaces } from './raised-places';
import { Safe, safetyIn, safetyOf } from './safe-words';

const known =
  Flag.safe |
  Flag.ambiguous |
  Flag.eponym |
  Flag.generic |
  Flag.month |
  Flag.weekday |
  Flag.title |
  Flag.credential |
  Flag.relative |
  Flag.role |
  Flag.particle |
  Flag.eponymHead;
const placed = Flag.kept | Flag.named | Flag.town | Flag.organisation | Flag.weakOrganisation;
const twofold = Flag.ambiguous | Flag.eponym | Flag.given | Flag.family;
const persons = Flag.relative | Flag.role | Flag.title | Flag.credential | Flag.month | Flag.weekday;

const isWord = (lexeme: Lexeme | undefined, length: number): lexeme is Lexeme =>
  lexeme?.kind === 'word' && lexeme.writing === 'lower' && lexeme.text.length >= length && !lexeme.mixed;

/**
 * A text without capitals as if its names had them: words that nothing knows, names that are words beside a name,
 * a title or what a person does, and the words before what makes an organisation.
 */
export function raised(lexemes: readonly Lexeme[]): Lexeme[] {
  const result = [...lexemes];
  const raise = (i: number): void => {
    result[i] = capitalised(result[i] as Lexeme);
  };
  for (const [i, lexeme] of lexemes.entries()) {
    if (!isWord(lexeme, 3) || has(lexeme, known)) continue;
    if (has(lexeme, placed) || (safetyIn(lexeme) & Safe.word) === 0) raise(i);
  }
  const isName = (i: number): boolean =>
    result[i]?.writing === 'capital' && !has(result[i], Flag.organisation | Flag.town);
  for (const [i, lexeme] of lexemes.entries()) {
    const [before, next] = [lexemes[i - 1], lexemes[i + 1]];
    if (isWord(lexeme, 2) && has(lexeme, twofold) && result[i] === lexeme) {
      const title = before?.text === '.' ? lexemes[i - 2] : before;
      const titled =
        has(title, Flag.title) && !has(title, Flag.relative) && (title as Lexeme).end + 3 > lexeme.start;
      const joined =
        (next?.text === '-' && next.gap === Gap.none && isName(i + 2)) ||
        (before?.text === '-' && lexeme.gap === Gap.none && isName(i - 2));
      const beside =
        has(lexeme, Flag.given | Flag.ambiguous) &&
        next?.gap === Gap.space &&
        isName(i + 1) &&
        !has(next, Flag.city);
      const behind =
        has(lexeme, Flag.family) && lexeme.gap === Gap.space && isName(i - 1) && has(before, Flag.given);
      const suffix = (): boolean => isJunior(next) && !isFunctionWord(lexeme.lower);
      if (titled || joined || (beside && !has(lexeme, Flag.safe)) || behind || suffix()) raise(i);
      else if (isTold(lexemes, i)) {
        raise(i);
        raise(i + 1);
      }
    } else if (isWord(lexeme, 1) && lexeme.text.length === 1) {
      // An initial: "k. foley"; "june a" and "pieter j" only where nothing goes on.
      const dotted =
        next?.text === '.' && next.gap === Gap.none && lexemes[i + 2]?.gap === Gap.space && isName(i + 2);
      const last = lexeme.gap === Gap.space && isName(i - 1) && ends(next) && next?.text !== '/';
      if ((dotted && lexeme.gap !== Gap.none) || last) raise(i);
    } else if (
      next?.gap === Gap.space &&
      has(next, Flag.given) &&
      !has(next, Flag.safe) &&
      has(before, Flag.relative | Flag.role) &&
      /^(?:big|lil|slim)$/.test(lexeme.lower)
    ) {
      raise(i);
      raise(i + 1);
    } else if (lexeme.gap === Gap.space && isJunior(lexeme) && isName(i - 1)) raise(i);
    else if (has(lexeme, Flag.street) && lexeme.gap === Gap.space && isName(i - 1) && ends(next)) raise(i);
  }
  for (const [i, lexeme] of lexemes.entries())
    if (has(lexeme, Flag.organisation | Flag.weakOrganisation) && isWord(lexeme, 2))
      raiseName(lexemes, i, raise);
  raisePlaces(lexemes, raise);
  return result;
}

const isJunior = (lexeme: Lexeme | undefined): boolean => lexeme?.lower === 'jr' || lexeme?.lower === 'sr';

/** A lexeme as if it had a capital; member by member, as a spread would make an object of another shape for all finders. */
function capitalised(lexeme: Lexeme): Lexeme {
  const { start, end, kind, text, lower, mixed, gap, flags, cues, safety, traits, phrase } = lexeme;
  return {
    start,
    end,
    kind,
    text,
    lower,
    writing: 'capital',
    mixed,
    gap,
    flags,
    cues,
    safety,
    traits,
    phrase,
  };
}

const ends = (next: Lexeme | undefined): boolean =>
  next === undefined || next.gap >= Gap.wide || (next.kind === 'symbol' && !/^['’%-]$/.test(next.text));

/** "pt is dale young,": two words that are names, where a person is named. */
function isTold(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!has(word, Flag.given | Flag.ambiguous) || isFunctionWord(word.lower) || word.gap !== Gap.space)
    return false;
  if (!has(next, Flag.family) || next?.gap !== Gap.space || !ends(lexemes[i + 2])) return false;
  return (
    (before?.lower === 'is' &&
      /^(?:pt|patient|name|this|client|resident)$/.test(lexemes[i - 2]?.lower ?? '')) ||
    /^(?:pt|patient|client|resident|by|named|per)$/.test(before?.lower ?? '')
  );
}

const leads = /^(?:at|to|from|near|@|of|by|in|for)$/;
const anyOf =
  /^(?:another|other|different|same|every|each|small|big|large|nearby|closest|nearest|several|many|two|three|both|last|next|prior|previous|current|usual|own|bad|more|less|no)$/;
// Part of a name, but not enough to make one.
const weak = /^(?:new|old|good|first|second|great|little|saint|st|mount|mt)$/;

/** The words before the head of an organisation, up to what leads to it: "at prairie lamp home care". */
function raiseName(lexemes: readonly Lexeme[], i: number, raise: (i: number) => void): void {
  const head = lexemes[i] as Lexeme;
  const strong = has(head, Flag.organisation);
  let start = i - head.phrase;
  let own = 0;
  while (start > 0 && i - start < 5 && (lexemes[start] as Lexeme).gap === Gap.space) {
    const before = lexemes[start - 1] as Lexeme;
    if (!isWord(before, 2) || isFunctionWord(before.lower) || has(before, persons)) break;
    const generic = has(before, Flag.generic | Flag.organisation | Flag.weakOrganisation);
    const { lower, flags } = before;
    if (!generic) {
      if (leads.test(lower) || anyOf.test(lower)) break;
      if (
        (safetyOf(lower, flags & ~Flag.safe) & Safe.clinical) !== 0 &&
        !has(before, Flag.town | Flag.family | Flag.city)
      )
        break;
      if (!weak.test(lower)) own++;
    } else if (
      /^(?:the|a|our|this|that|his|her|their|my|any|each|same|to|in|from|by|with|on|per|via|at|of|for|and|local|outside|referring)$/.test(
        lower,
      )
    )
      break;
    start--;
  }
  if (own === 0 || start === i) return;
  const [first, before] = [lexemes[start] as Lexeme, lexemes[start - 1]];
  const opens = before === undefined || first.gap >= Gap.wide || /^[:,(@•|]$/.test(before.text);
  const led = before !== undefined && /^(?:at|to|from|near|@)$/.test(before.lower);
  if (!(led || (opens && (strong || before?.text === ':')))) return;
  // "from brightwater paper company in": a word that nothing knows tells, too.
  const strange = lexemes.slice(start, i).some((l) => (safetyIn(l) & Safe.word) === 0);
  if (!strong && !ends(lexemes[i + 1]) && !strange) return;
  for (let k = start; k <= i; k++) raise(k);
}

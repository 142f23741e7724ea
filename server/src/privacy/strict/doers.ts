import { Gap, has, type Lexeme } from '../words/lexer';
import { Flag, isFunctionWord } from '../words/lexicon';
import { isClinicalOnly, Safe, safetyIn } from '../words/safe-words';
import { mask } from './cues';
import { Judged, type Judgement } from './judgement';
import { startsHere } from './safe-in-place';

const named = Flag.given | Flag.family | Flag.ambiguous | Flag.eponym;
const person = Flag.role | Flag.relative | Flag.patient | Flag.title | Flag.credential | Flag.label;

/** What only persons did. */
const deeds =
  /^(?:rode|cooked|played|sang|walked|ate|knew|knows|witnessed|drove|wrote|smiled|laughed|prayed|wept|hopes|thinks|believes|loves|hates|emailed|insisted|wondered|joined|agreed)$/;

/**
 * Masks what a person is called though it is a word, where only its surroundings tell: who begins a sentence and does
 * what persons do, who has a nickname, who stands between a credential and a colon. Linear in the block.
 */
export function maskDoers(judgement: Judgement): void {
  const { lexed, shouted, judged, names } = judgement;
  const { lexemes, small } = lexed;
  const isMasked = (i: number): boolean =>
    names[i] === 1 || (judged[i] === Judged.unsafe && lexemes[i]?.kind === 'word');
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i] as Lexeme;
    if (lexeme.kind === 'symbol') {
      if (/^["“]$/.test(lexeme.text)) nickname(judgement, i);
      else if (/^[-–—]$/.test(lexeme.text) && lexeme.gap === Gap.space) speaker(judgement, i);
      continue;
    }
    if (judged[i] !== Judged.safe || lexeme.kind !== 'word') continue;
    if (lexeme.text.length === 1) signs(judgement, i);
    const [before, next] = [lexemes[i - 1], lexemes[i + 1]];
    if (small && (isTalker(lexemes, i) || isMet(lexemes, i))) judged[i] = Judged.unsafe;
    if (!small && lexeme.writing === 'capital' && isClausal(lexemes, i)) judged[i] = Judged.unsafe;
    if (small || shouted[i] === 1 || lexeme.writing !== 'capital' || lexeme.text.length < 3) continue;
    if (has(lexeme, person) || isFunctionWord(lexeme.lower) || isClinicalOnly(lexeme)) continue;
    if (isReached(lexemes, i) && judged[i + 1] === Judged.found) judged[i] = Judged.unsafe;
    // "Justus Tidy: hearing tests move"
    const second = lexeme.gap === Gap.space && before?.writing === 'capital' && names[i - 1] === 1;
    if (second && next?.text === ':') judged[i] = Judged.unsafe;
    else if (startsHere(lexemes, i, true) && isDoer(lexemes, i, isMasked)) judged[i] = Judged.unsafe;
  }
}

/** Who speaks and is nobody by name. */
const anybody =
  /^(?:he|she|it|they|we|you|who|that|which|this|i|also|then|just|never|always|everyone|nobody|somebody|someone|anyone|people|both|still|doc|docs|note|notes|chart|sign|label|report|paper|letter|bottle|app|box|record|records|lab|line|text|message|clinic|office|pharmacy|hospital|school|staff|team|girl|guy|man|woman|lady|boy|other|one|kid|and|but|so|as|what|now|again|only|really|later|often|usually|further)$/;

/** "flint says he was taken": in small letters, before what only persons say. */
const isTalker = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [word, next] = [lexemes[i] as Lexeme, lexemes[i + 1]];
  if (next?.gap !== Gap.space) return false;
  // "flint has his card", "flint is thirty eight"
  const second = lexemes[i + 2]?.lower ?? '';
  const owns = next.lower === 'has' && /^(?:his|her|their)$/.test(second);
  const aged = next.lower === 'is' && /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)$/.test(second);
  if (!owns && !aged && !/^(?:says|said|thinks|swears|reckons|wants|knows|told)$/.test(next.lower))
    return false;
  if (word.text.length < 3 || word.mixed || isFunctionWord(word.lower) || has(word, person)) return false;
  return !anybody.test(word.lower) && !isClinicalOnly(word);
};

/** "saw pebble at the steps", "met wrench and": in small letters, whom one meets. */
const isMet = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (!/^(?:saw|met|visited)$/.test(before?.lower ?? '') || word.gap !== Gap.space || word.text.length < 3)
    return false;
  if (word.mixed || isFunctionWord(word.lower) || has(word, person) || anybody.test(word.lower)) return false;
  return (
    !isClinicalOnly(word) &&
    /^(?:at|and|who|by|outside|near|behind|again|today|[,.])$/.test(next?.lower ?? '.')
  );
};

/** "after Biscuit sold it": written large where a clause starts, before what was done. */
const isClausal = (lexemes: readonly Lexeme[], i: number): boolean => {
  const [before, word, next] = [lexemes[i - 1], lexemes[i] as Lexeme, lexemes[i + 1]];
  if (
    before?.writing !== 'lower' ||
    word.gap !== Gap.space ||
    next?.gap !== Gap.space ||
    word.text.length < 3
  )
    return false;
  if (!/^(?:after|before|when|because|while|until|since|if|once|where)$/.test(before.lower)) return false;
  // "Boss" and "Doc" are what somebody is called as well.
  if (has(word, person & ~Flag.role) || isFunctionWord(word.lower) || isClinicalOnly(word)) return false;
  return (
    next.writing === 'lower' &&
    /^(?:sold|left|took|gave|went|died|got|told|said|came|lost|hit|broke)$|...ed$/.test(next.lower)
  );
};

/** "Sharp rode along", "Faith cleared it", "Cliff and Reed". */
function isDoer(lexemes: readonly Lexeme[], i: number, isMasked: (i: number) => boolean): boolean {
  const [lexeme, next, second] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (next?.text === '→') return has(lexeme, named);
  if (next?.kind !== 'word' || next.gap !== Gap.space || next.writing !== 'lower') return false;
  if (deeds.test(next.lower)) return true;
  if (!has(lexeme, named)) return false;
  if (next.lower === 'and') return second?.writing === 'capital' && isMasked(i + 2);
  return (
    /^(?:is|was|has|had|gave|held|met|slept|kept|sat|brought|paid|sent)$|...ed$/.test(next.lower) &&
    !isMeasured(lexeme)
  );
}

const isMeasured = (lexeme: Lexeme): boolean => (safetyIn(lexeme) & (Safe.clinical | Safe.measured)) !== 0;

const proper = (lexeme: Lexeme | undefined): lexeme is Lexeme =>
  lexeme?.kind === 'word' && lexeme.writing !== 'lower' && !lexeme.mixed && !has(lexeme, person);

/** "Buford "Banjo" Ladd", "Castellan, "Butch" R": a word in quotation marks between words written large. */
function nickname(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  const [inside, close, family] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (!/^["”]$/.test(close?.text ?? '') || !proper(inside) || inside.gap !== Gap.none) return;
  if (!proper(family) || family.gap !== Gap.space) return;
  const at = lexemes[i - 1]?.text === ',' ? i - 2 : i - 1;
  const given = lexemes[at];
  if (!proper(given) || isFunctionWord(given.lower) || isClinicalOnly(given)) return;
  mask(judgement, at, i + 4);
}

/** "OT – LINNET CABOT: dressing", "SLP – HUSHED, LIESL:": who of the team speaks. */
function speaker(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  if (!has(lexemes[i - 1], Flag.credential | Flag.role)) return;
  let end = i + 1;
  while (end < i + 5 && (proper(lexemes[end]) || lexemes[end]?.text === ',')) end++;
  if (end < i + 3 || lexemes[end]?.text !== ':') return;
  for (let at = i + 1; at < end; at++) {
    const lexeme = lexemes[at] as Lexeme;
    if (lexeme.gap > Gap.space || isClinicalOnly(lexeme) || has(lexeme, Flag.generic)) return;
  }
  for (let at = i + 1; at < end; at++) if (lexemes[at]?.kind === 'word') mask(judgement, at, at + 1);
}

/** "agreed, Jan 9. H.R.": the initials behind the last sentence of a line. */
function signs(judgement: Judgement, i: number): void {
  const { lexemes } = judgement.lexed;
  const [before, first, mark, second, close, next] = [
    lexemes[i - 1],
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
    lexemes[i + 3],
    lexemes[i + 4],
  ];
  if (!/^[.!?)]$/.test(before?.text ?? '') || first.gap !== Gap.space || first.writing === 'lower') return;
  if (mark?.text !== '.' || second?.text.length !== 1 || second.gap !== Gap.none) return;
  if (close?.text !== '.' || (next !== undefined && next.gap !== Gap.line)) return;
  mask(judgement, i, i + 1);
  mask(judgement, i + 2, i + 3);
}

/** "on call Day 256-555-0140": who is reached there. */
function isReached(lexemes: readonly Lexeme[], i: number): boolean {
  const [lexeme, next, mark] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  return has(lexeme, named) && next?.kind === 'number' && next.text.length === 3 && mark?.text === '-';
}

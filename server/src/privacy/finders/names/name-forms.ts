import { Gap, has, type Lexeme } from '../../words/lexer';
import { Cue, Flag, isFunctionWord, looksClinical, tell } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import { type Marks, mark } from '../marks';
import { forename, nobody } from './callings';
import { hyphenated, isInitial, nameAt } from './person';
import { isStrange } from './strange';

const isSurname = (word: Lexeme | undefined): boolean =>
  word?.writing === 'capitals' &&
  word.text.length > 3 &&
  !has(word, Flag.safe | nobody) &&
  (isStrange(word) || has(word, Flag.family | Flag.given)) &&
  /[aeiouy]/.test(word.lower) &&
  !looksClinical(word.lower);

/** "Pt sticker STRATHAVON, Eilish", "“TRAVISS, MO”": a surname in capitals, a comma and a given name, wherever they stand. */
export function surnameFirst(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  const next = lexemes[i + 1]?.text;
  if (next !== ',' && next !== '-') return;
  if (!isSurname(word) || (word.gap === Gap.none && !/^["“'‘([/-]$/.test(lexemes[i - 1]?.text ?? ''))) return;
  const comma = hyphenated(lexemes, i);
  const given = lexemes[comma + 1];
  if (lexemes[comma]?.text !== ',' || lexemes[comma]?.gap !== Gap.none) return;
  if (given?.kind !== 'word' || given.gap !== Gap.space || given.writing === 'lower') return;
  const quoted = /^["“]$/.test(lexemes[i - 1]?.text ?? '') && /^["”]$/.test(lexemes[comma + 2]?.text ?? '');
  const named = has(given, forename) && !has(given, Flag.safe);
  const fits = given.writing === 'capital' && (named || isStrange(given));
  if (!fits && !(quoted && given.writing === 'capitals')) return;
  mark(marks, i, hyphenated(lexemes, comma + 1));
}

const shortForename = /^(?:Ll|Ff|Dd|Wm|Chas|Thos|Geo|Jos|Jas|Edw|Robt|Benj|Th|Yu|Ch|Gw|Rh|Kh|Sh|Zh)$/;

/** "G. ap Owain", "H. ter Horst", "Ll. Bevan": a point, and what goes before a family name. */
export function abbreviated(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const dot = lexemes[i + 1];
  if (dot?.text !== '.' || dot.gap !== Gap.none) return;
  const first = lexemes[i] as Lexeme;
  if (first.gap === Gap.none) return;
  let at = i + 2;
  if (isInitial(first)) {
    while (isInitial(lexemes[at]) && lexemes[at + 1]?.text === '.') at += 2;
    const from = at;
    while (has(lexemes[at], Flag.particle) && lexemes[at]?.writing === 'lower' && at < from + 3) at++;
    if (at === from) return;
  } else if (!shortForename.test(first.text)) return;
  const name = lexemes[at];
  if (
    name?.writing !== 'capital' ||
    name.gap !== Gap.space ||
    name.text.length < 3 ||
    has(name, nobody | Flag.safe)
  )
    return;
  mark(marks, i, hyphenated(lexemes, at));
}

tell(
  'nguyen tran pham kim park lee choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo hong wong chan chen li wang zhang liu ng tan lam ho leung yang lin wu xu sun ma zhu hu guo he gao luo'.split(
    ' ',
  ),
  Cue.clan,
);

/** "Park Ji-hoon was": a family name before a given one of two short parts. */
export function clanFirst(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [clan, first, mark2, second] = lexemes.slice(i, i + 4);
  if (clan?.writing !== 'capital' || first?.writing !== 'capital' || first.gap !== Gap.space) return;
  if (mark2?.text !== '-' || mark2.gap !== Gap.none || second?.gap !== Gap.none || second.kind !== 'word')
    return;
  if (first.text.length > 5 || second.text.length > 5 || second.text.length < 2) return;
  mark(marks, i, i + 4);
}

tell(['call', 'calls', 'called', 'calling'], Cue.calls);

/** "Friends call her Dot", "calls himself Bubba". */
export function callsHer(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [who, name, next] = [lexemes[i + 1], lexemes[i + 2], lexemes[i + 3]];
  if (!/^(?:her|him|them|herself|himself|themselves|me)$/.test(who?.lower ?? '')) return;
  const at = /^["“'‘]$/.test(name?.text ?? '') ? i + 3 : i + 2;
  const word = lexemes[at];
  if (
    word?.writing !== 'capital' ||
    word.text.length < 2 ||
    has(word, Flag.title | Flag.weekday | Flag.month)
  )
    return;
  if (
    isFunctionWord(word.lower) ||
    (at === i + 2 && next?.kind === 'word' && next.gap === Gap.space && next.writing !== 'lower')
  )
    return;
  mark(marks, at, at + 1);
}

/** "alias MAY TRAVISS", "aka ROSE BELL": all of a name behind what says that it is another one. */
export function alias(marks: Marks, i: number): void {
  const { lexemes } = marks;
  let at = i + 1;
  while (/^[:"“'‘]$/.test(lexemes[at]?.text ?? '')) at++;
  const first = lexemes[at];
  if (first?.kind !== 'word' || first.gap === Gap.line || first.writing === 'lower') return;
  // "alias MAY TRAVISS"
  const odd = isFunctionWord(first.lower) && has(first, Flag.ambiguous) ? 1 : 0;
  const run = nameAt(lexemes, at + odd, 'sure', true);
  if (run) mark(marks, at, run.end);
}

/** "told 'Ofa", "sons Sione, 'Ofa": a name that starts with an apostrophe. */
export function glottal(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [mark2, word, next] = [lexemes[i] as Lexeme, lexemes[i + 1], lexemes[i + 2]];
  if (word?.writing !== 'capital' || word.gap !== Gap.none || mark2.gap === Gap.none) return;
  if (word.text.length < 3 || (safetyIn(word) & Safe.word) !== 0) return;
  for (let k = i + 2; k < i + 6; k++) if (/^['’]$/.test(lexemes[k]?.text ?? '')) return;
  if (has(next, Flag.eponymHead)) return;
  mark(marks, i + 1, i + 2);
}

/** "j. mwangale", "zainab k.", "o'halloran": names in small letters that a point or their form tells. */
export function smallName(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const word = lexemes[i] as Lexeme;
  if (word.mixed || has(word, Flag.safe | Flag.eponym | nobody)) return;
  const [previous, next] = [lexemes[i - 1], lexemes[i + 1]];
  if (
    word.text.length > 5 &&
    (word.lower.startsWith('mc') || word.lower.charAt(1) === "'") &&
    /^(?:o['’]|mc)[a-z]{4,}$/.test(word.lower)
  ) {
    if (
      !has(next, Flag.eponymHead) &&
      (safetyIn(word, word.flags & ~Flag.family) & Safe.word) === 0 &&
      word.lower !== "o'clock"
    )
      mark(marks, i, i + 1);
    return;
  }
  if (word.text.length < 4 || word.gap !== Gap.space) return;
  if (previous?.text !== '.' && next?.text.length !== 1) return;
  const strange = (safetyIn(word) & Safe.word) === 0;
  if (!strange && !has(word, Flag.given)) return;
  const initial = lexemes[i - 2];
  if (
    strange &&
    previous?.text === '.' &&
    previous.gap === Gap.none &&
    initial?.gap === Gap.space &&
    /^[a-z]$/.test(initial.text) &&
    /^(?:review|by|per|nurse|tech|rn|dr|with|reviewed|checked|signed|verified|to|for|from)$/.test(
      lexemes[i - 3]?.lower ?? '',
    )
  ) {
    mark(marks, i - 2, i + 1);
    return;
  }
  const behind = lexemes[i + 2];
  if (
    next?.gap === Gap.space &&
    /^[a-z]$/.test(next.text) &&
    next.text !== 'x' &&
    (behind?.text === ')' || (behind?.text === '.' && behind.gap === Gap.none)) &&
    /^(?:for|tech|per|by|with|pt|patient|mr|ms|nurse|rn|from|called|asked|told|signed|clerk)$/.test(
      previous?.lower ?? '',
    )
  )
    mark(marks, i, i + (behind.text === '.' ? 3 : 2));
}

/** "“Gaz”", "“Moe, Heron”": alone in quotation marks. */
export function quoted(marks: Marks, i: number): void {
  const { lexemes } = marks;
  const [open, first, second, third, last] = lexemes.slice(i, i + 5);
  if (
    open === undefined ||
    open.gap === Gap.none ||
    first?.writing !== 'capital' ||
    first.gap !== Gap.none ||
    first.mixed
  )
    return;
  const own = (word: Lexeme): boolean => word.text.length > 2 && (safetyIn(word) & Safe.word) === 0;
  if (/^["”]$/.test(second?.text ?? '')) {
    if (own(first) && second?.gap === Gap.none && !looksClinical(first.lower)) mark(marks, i + 1, i + 2);
  } else if (
    second?.text === ',' &&
    third?.writing === 'capital' &&
    third.gap === Gap.space &&
    /^["”]$/.test(last?.text ?? '') &&
    (own(first) || own(third) || has(first, Flag.family) || has(third, forename))
  )
    mark(marks, i + 1, i + 4);
}

import { Gap, has, type Lexeme } from '../../words/lexer';
import { Flag, isFunctionWord, looksClinical } from '../../words/lexicon';
import { Safe, safetyIn } from '../../words/safe-words';
import type { Finding } from '../finding';
import { forename, nobody } from './callings';
import { isInitial, isNoInitial } from './person';
import { isStrange } from './strange';

/** A name as the indices of its first lexeme and behind its last. */
interface Run {
  start: number;
  end: number;
  kind: string;
}

const MOST = 6;

/**
 * Findings of a block with its names whole: also the initials, the second half behind a hyphen, the surname that is
 * an everyday word, the father's name behind "s/o" or "binti". Linear in the block.
 * @param findings disjoint and sorted by start; so are those that come back
 */
export function wholeNames(lexemes: readonly Lexeme[], findings: readonly Finding[]): readonly Finding[] {
  const whole: Finding[] = [];
  let at = 0;
  for (let f = 0; f < findings.length; f++) {
    const finding = findings[f] as Finding;
    const before = whole.at(-1);
    // What a name before it took in.
    if (before && finding.start < before.end) {
      if (finding.end > before.end) whole[whole.length - 1] = { ...before, end: finding.end };
      continue;
    }
    if (finding.category !== 'NAME' || finding.kind === 'initials') {
      whole.push(finding);
      continue;
    }
    while (at < lexemes.length && (lexemes[at] as Lexeme).end <= finding.start) at++;
    let end = at;
    while (end < lexemes.length && (lexemes[end] as Lexeme).start < finding.end) end++;
    const run: Run = { start: at, end, kind: finding.kind };
    for (let step = 0; step < MOST && goesBack(lexemes, run); step++);
    for (let step = 0; step < MOST && goesOn(lexemes, run); step++);
    const start = Math.min((lexemes[run.start] as Lexeme).start, finding.start);
    const stop = Math.max((lexemes[run.end - 1] as Lexeme).end, finding.end);
    // No further than what is known to be something else.
    let limit = stop;
    for (let next = f + 1; next < findings.length && (findings[next] as Finding).start < limit; next++)
      if ((findings[next] as Finding).category !== 'NAME')
        limit = Math.max((findings[next] as Finding).start, finding.end);
    const reach = limit === stop ? stop : finding.end;
    if (before === undefined || start >= before.end) whole.push({ ...finding, start, end: reach });
    // "Alys" and "Gwilym" of "Alys ap Gwilym" are one.
    else if (before.category === 'NAME') whole[whole.length - 1] = { ...before, end: reach };
    else whole.push({ ...finding, end: reach });
  }
  return whole;
}

const isWord = (lexeme: Lexeme | undefined): lexeme is Lexeme => lexeme?.kind === 'word' && !lexeme.mixed;

/** What a part of a name is not, whatever stands beside it. */
const other =
  nobody |
  Flag.organisation |
  Flag.weakOrganisation |
  Flag.label |
  Flag.street |
  Flag.holiday |
  Flag.extension;

/** May be a part of a name beside another: in the lists of names, or in none. */
function mayBePart(word: Lexeme | undefined): word is Lexeme {
  if (!isWord(word) || word.writing === 'lower' || word.text.length < 2) return false;
  if (has(word, other) || isFunctionWord(word.lower)) return false;
  if (has(word, forename | Flag.family)) return (safetyIn(word) & Safe.measured) === 0;
  return isStrange(word) && !looksClinical(word.lower);
}

/** What is written to the next name by a hyphen and is none: "Post-", "Non-". */
const prefix = /^(?:non|post|pre|anti|ex|co|re|sub|mid|pro|semi|self|vs|st|mr|dr|mrs|ms)$/;
// Behind these a letter is a kind of something.
const kinds =
  /^(?:vitamin|vit|hepatitis|hep|type|grade|class|stage|group|factor|part|section|option|plan|phase|level|strep|influenza|flu|protein|model|unit|bed|room|ward|clinic|table|figure|lead|pod|wing|building|suite|apt|team)$/;

/** Takes in the part before a name, if there is one. */
function goesBack(lexemes: readonly Lexeme[], run: Run): boolean {
  const first = lexemes[run.start] as Lexeme;
  const [before, second] = [lexemes[run.start - 1], lexemes[run.start - 2]];
  if (before === undefined || first.kind !== 'word') return false;
  if (/^\p{Ll}/u.test(first.text)) {
    // "pt: lovely jane ..."
    const labelled =
      second?.text === ':' && /^(?:pt|patient|name)$/.test(lexemes[run.start - 3]?.lower ?? '');
    if (
      !labelled ||
      !isWord(before) ||
      first.gap !== Gap.space ||
      before.gap !== Gap.space ||
      has(before, other)
    )
      return false;
    run.start--;
    return true;
  }
  // "Ng-Abiola"
  if (before.text === '-' && before.gap === Gap.none && first.gap === Gap.none) {
    if (!isWord(second) || second.writing === 'lower' || prefix.test(second.lower) || second.text.length < 2)
      return false;
    if (has(second, Flag.safe | Flag.generic | Flag.credential) && !has(second, forename | Flag.family))
      return false;
    run.start -= 2;
    return true;
  }
  if (first.gap !== Gap.space) return false;
  // "P. Strong"
  if (before.text === '.' && before.gap === Gap.none && isInitial(second)) {
    if (isNoInitial(lexemes, run.start - 2) || isKind(lexemes, run.start - 2)) return false;
    run.start -= 2;
    return true;
  }
  // "K Ishikuro", "X I Bell"
  if (isInitial(before)) {
    const opened = second === undefined || before.gap >= Gap.wide || /^[:/|]$/.test(second.text);
    const alone = /^[AI]$/.test(before.text) && !(opened && before.gap > Gap.none) && !isInitial(second);
    if (alone || isNoInitial(lexemes, run.start - 1) || isKind(lexemes, run.start - 1)) return false;
    if (before.gap === Gap.none && second?.text !== '/') return false;
    run.start--;
    return true;
  }
  // "Van der Berg", "van Heerden": particles that are no everyday words.
  if (before.gap <= Gap.line && first.writing === 'capital' && has(before, Flag.particle)) {
    const pair = has(second, Flag.particle) && /^(?:de[rnm]?|la|las|los|het|'t)$/.test(before.text);
    if (pair && before.gap === Gap.space && /^(?:van|von|de)$/.test(second?.lower ?? '')) {
      run.start -= 2;
      return true;
    }
  }
  // "Alys ap Gwilym", "Willem van der Hoek"
  if (has(before, Flag.particle) && before.writing === 'lower' && before.gap === Gap.space) {
    const name = has(second, Flag.particle) && second?.writing === 'lower' ? run.start - 3 : run.start - 2;
    const forepart = lexemes[name];
    if (!mayBePart(forepart) || forepart.writing !== 'capital' || lexemes[name + 1]?.gap !== Gap.space)
      return false;
    run.start = name;
    return true;
  }
  // "Purity Wanjiku", "KOA MAKAIWI"
  if (!mayBePart(before) || before.writing !== first.writing || before.gap === Gap.none) return false;
  if (!has(before, forename) && (!isStrange(before) || before.text.length < 3)) return false;
  run.start--;
  return true;
}

const isKind = (lexemes: readonly Lexeme[], i: number): boolean => kinds.test(lexemes[i - 1]?.lower ?? '');

// The second halves of given names in Korean and Chinese.
const syllable =
  /^(?:ah|bin|chan|chul|eun|fai|fang|fei|gang|gi|gu|gyu|ha|hee|hin|ho|hoi|hong|hua|hui|hwa|hye|hyun|il|in|jae|ji|jie|jin|joo|ju|jun|kei|kit|ko|kwok|kyu|kyung|lan|lei|li|lin|ling|lok|long|mei|mi|min|ming|na|ok|qing|rae|ran|ri|rim|rin|seo|seok|seon|shan|so|soo|sook|su|suk|sun|sung|tae|tak|tin|tung|ui|ung|wah|wai|wei|wing|won|woo|wook|xia|xin|yan|yee|yeon|yeong|yi|yin|ying|yong|yoon|you|young|yu|yuen|yun|zhi)$/;

/** "s/o", "a/p", "binti": how many lexemes name whose child somebody is; 0 if none. */
function connector(lexemes: readonly Lexeme[], i: number): number {
  const [first, slash, last] = [lexemes[i], lexemes[i + 1], lexemes[i + 2]];
  if (first?.gap !== Gap.space) return 0;
  if (/^(?:binti|bte|binte|bint|bin|ibn)$/.test(first.lower)) return 1;
  if (slash?.text !== '/' || slash.gap !== Gap.none || last?.gap !== Gap.none) return 0;
  return /^(?:[sdwSDW] [oO]|[aA] [lpLP])$/.test(`${first.text} ${last.text}`) ? 3 : 0;
}

/** Takes in the part behind a name, if there is one. */
function goesOn(lexemes: readonly Lexeme[], run: Run): boolean {
  const last = lexemes[run.end - 1] as Lexeme;
  const [next, second, third] = [lexemes[run.end], lexemes[run.end + 1], lexemes[run.end + 2]];
  if (next === undefined || next.gap > Gap.space || last.writing === 'lower') return false;
  // "Two-Boy", "Jae-in"
  if (next.text === '-' && next.gap === Gap.none && isWord(second) && second.gap === Gap.none) {
    const large = second.writing === last.writing && second.text.length > 1 && !has(second, Flag.eponymHead);
    const small = second.writing === 'lower' && last.text.length < 7 && syllable.test(second.lower);
    if (!large && !small) return false;
    run.end += 2;
    return true;
  }
  // "ZAITOON BIBI W/O": its first letter was taken for an initial.
  const from = isInitial(last) && next.text === '/' ? run.end - 1 : run.end;
  const links = connector(lexemes, from);
  if (links > 0) {
    const name = lexemes[from + links];
    if (!isWord(name) || name.writing === 'lower' || name.gap !== Gap.space || has(name, other)) return false;
    if (!mayBePart(lexemes[from - 1]) && !mayBePart(name)) return false;
    run.end = from + links + 1;
    return true;
  }
  // "Kumanjayi (Alice) Long", 'James "J.J." Okafor'
  if (/^["“(]$/.test(next.text) && next.gap === Gap.space && isWord(second) && second.writing !== 'lower') {
    let close = run.end + 2;
    while (
      isInitial(second) &&
      close < run.end + 6 &&
      (lexemes[close]?.text === '.' || isInitial(lexemes[close]))
    )
      close++;
    const name = lexemes[close + 1];
    // 'Castellano "Butch"'
    const own =
      /^["“]$/.test(next.text) &&
      !isInitial(second) &&
      !has(second, Flag.credential | Flag.role | Flag.relative) &&
      !looksClinical(second.lower);
    if (own && close === run.end + 2 && /^["”]$/.test(lexemes[close]?.text ?? '') && !mayBePart(name)) {
      run.end = close + 1;
      return true;
    }
    const called = has(second, forename) || isStrange(second) || isInitial(second);
    if (!/^["”)]$/.test(lexemes[close]?.text ?? '') || !called || !mayBePart(name) || name.gap !== Gap.space)
      return false;
    run.end = close + 2;
    return true;
  }
  if (next.gap !== Gap.space || !isWord(next) || next.writing === 'lower') return false;
  // "Thomas R.,"
  if (isInitial(next)) {
    if (
      last.text.length < 3 ||
      second?.text !== '.' ||
      second.gap !== Gap.none ||
      (third?.gap === Gap.none && third.text !== ',')
    )
      return false;
    run.end += 2;
    return true;
  }
  if (!isSurname(lexemes, run.end) && !isBetween(lexemes, run.end)) return false;
  run.end++;
  return true;
}

/** "Constance May BATH", "Chew Zi Yang": what stands between two parts of a name. */
function isBetween(lexemes: readonly Lexeme[], i: number): boolean {
  const [last, word, next] = [lexemes[i - 1] as Lexeme, lexemes[i] as Lexeme, lexemes[i + 1]];
  if (next?.gap !== Gap.space || word.writing !== 'capital' || !isWord(next) || next.writing === 'lower')
    return false;
  if (word.text.length === 2)
    return safetyIn(word) === 0 && mayBePart(next) && has(next, forename | Flag.family);
  return (
    has(word, Flag.ambiguous) && has(last, forename) && next.writing === 'capitals' && next.text.length > 2
  );
}

/** "Robert Brown,", "Jo March, PharmD", "Constance BATH": the surname behind a name, also an everyday word. */
function isSurname(lexemes: readonly Lexeme[], i: number): boolean {
  const [last, word, next, behind] = [
    lexemes[i - 1] as Lexeme,
    lexemes[i] as Lexeme,
    lexemes[i + 1],
    lexemes[i + 2],
  ];
  if (!has(last, forename) && !isStrange(last)) return false;
  const shouted = word.writing === 'capitals' && last.writing === 'capital' && word.text.length > 2;
  if (word.writing !== last.writing && !shouted) return false;
  const credential = next?.text === ',' && has(behind, Flag.credential);
  if (has(word, Flag.month) && credential) return true;
  if (
    next?.kind === 'word' &&
    next.gap === Gap.space &&
    next.writing === 'capital' &&
    !has(next, Flag.credential)
  )
    return false;
  if (!mayBePart(word)) return false;
  // Of everyday words, a surname only behind a given name.
  return has(last, forename) || !has(word, Flag.safe);
}

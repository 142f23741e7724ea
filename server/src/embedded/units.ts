import type { Token } from '../note/tokens';
import { DETERMINER, HEAD, NUMBER, STOP, TEST, TREATMENT, UNKNOWN, WEAK } from './classes';
import { isJoiner, lookUp, type TermNode } from './lexicon';

/**
 * A term or a single token; `first` and `last` are indices of tokens, both inclusive.
 * A gap that no phrase crosses, as between the columns of a table, is a unit of its own with `last` before `first`.
 */
export interface Unit {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

const possessive = /^(?:['’]s|['’])$/;

/** The longest term that starts at a token: the index of its last token, and what it is. */
function longest(
  tokens: readonly Token[],
  at: number,
  to: number,
  node: TermNode | undefined,
): { last: number; bits: number } | undefined {
  let found: { last: number; bits: number } | undefined;
  let level = node?.next;
  let i = at + 1;
  while (level && i < to) {
    let token = tokens[i] as Token;
    // "x-ray", "Parkinson's" and "parkinson 's" are the terms "x ray" and "parkinson".
    if (token.kind === 'symbol' && (isJoiner(token) || possessive.test(token.text))) {
      i++;
      if (i >= to) break;
      token = tokens[i] as Token;
      if (token.lower === 's' && possessive.test((tokens[i - 1] as Token).text)) {
        i++;
        if (i >= to) break;
        token = tokens[i] as Token;
      }
    }
    const next: TermNode | undefined = level.get(token.lower);
    if (!next) break;
    if (next.bits) found = { last: i, bits: next.bits };
    level = next.next;
    i++;
  }
  return found;
}

/** The end of the placeholder `[**…**]` that opens at a token, or -1. */
function placeholderEnd(tokens: readonly Token[], at: number, to: number): number {
  if (tokens[at]?.text !== '[' || tokens[at + 1]?.text !== '*' || tokens[at + 2]?.text !== '*') return -1;
  for (let i = at + 3; i < to; i++) {
    if (tokens[i]?.text === ']' && tokens[i - 1]?.text === '*') return i;
  }
  return to - 1;
}

/** Whether the words around a token are in capitals too, so that its own capitals tell nothing. */
function shouted(tokens: readonly Token[], at: number): boolean {
  for (const other of [tokens[at - 1], tokens[at + 1]]) {
    if (
      other?.kind === 'word' &&
      other.text.length >= 4 &&
      other.text !== other.lower &&
      other.text === other.text.toUpperCase()
    )
      return true;
  }
  return false;
}

const STRONG = TEST | TREATMENT;
const GAP = 3;

/**
 * Whether no phrase goes on from one token to the next: columns part there (a tab or several spaces that are no
 * line's indent), or a new line opens with a capital, as the next item of a list does.
 */
function parted(text: string, before: Token, after: Token): boolean {
  const width = after.start - before.end;
  if (width === 0 || (width === 1 && text.charCodeAt(before.end) === 32)) return false;
  const gap = text.slice(before.end, after.start);
  if (/[\r\n]/.test(gap)) return /^\p{Lu}\p{Ll}/u.test(after.text);
  return width >= GAP || gap.includes('\t');
}

/**
 * Cuts the tokens `[from, to)` into terms and single words.
 * @param text what the tokens were cut from
 */
export function termUnits(text: string, tokens: readonly Token[], from: number, to: number): Unit[] {
  const units: Unit[] = [];
  for (let i = from; i < to; i++) {
    const token = tokens[i] as Token;
    if (i > from && parted(text, tokens[i - 1] as Token, token))
      units.push({ first: i, last: i - 1, bits: 0 });
    if (token.kind === 'symbol') {
      const end = token.text === '[' ? placeholderEnd(tokens, i, to) : -1;
      units.push({ first: i, last: end < 0 ? i : end, bits: 0 });
      if (end >= 0) i = end;
      continue;
    }
    if (token.kind === 'number') {
      const term = longest(tokens, i, to, lookUp(token).node);
      // "stage 3b", "grade 2a": the letter is of the number.
      const letter = tokens[i + 1];
      const last = i + 1 < to && letter?.start === token.end && /^[a-c]$/.test(letter.lower) ? i + 1 : i;
      units.push(term ? { first: i, last: term.last, bits: term.bits } : { first: i, last, bits: NUMBER });
      i = term?.last ?? last;
      continue;
    }
    const word = lookUp(token, shouted(tokens, i));
    const term = word.node?.next ? longest(tokens, i, to, word.node) : undefined;
    if (term) {
      units.push({ first: i, last: term.last, bits: term.bits });
      i = term.last;
      continue;
    }
    // "the patient's", "Mr. Smith's": what follows belongs to someone.
    const next = tokens[i + 1];
    const owner =
      !(word.bits & HEAD) &&
      (/['’]s$/.test(token.lower) ||
        (next !== undefined && i + 2 < to && possessive.test(next.text) && tokens[i + 2]?.lower === 's'));
    if (
      owner &&
      word.bits & (STOP | UNKNOWN) &&
      !/^(?:that|it|there|he|she|what|let)['’]?s?$/.test(token.lower)
    ) {
      const apart = !/['’]s$/.test(token.lower);
      const capital = token.text !== token.lower;
      // A capitalised owner is a name or an eponym and goes into the phrase; "patient's" is a determiner.
      units.push({
        first: i,
        last: apart ? i + 2 : i,
        bits: word.bits & STOP || !capital ? DETERMINER : UNKNOWN,
      });
      if (apart) i += 2;
      continue;
    }
    // Two drugs, two tests on lines of their own are no phrase, even in small letters.
    const last = units.at(-1);
    if (last && last.last === i - 1 && last.bits & word.bits & STRONG && !((last.bits | word.bits) & WEAK)) {
      if (/[\r\n]/.test(text.slice((tokens[i - 1] as Token).end, token.start))) {
        units.push({ first: i, last: i - 1, bits: 0 });
      }
    }
    units.push({ first: i, last: i, bits: word.bits });
  }
  return units;
}

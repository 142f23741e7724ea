import type { Token } from '../note/tokens';
import { DETERMINER, HEAD, NUMBER, STOP, UNKNOWN } from './classes';
import { isJoiner, lookUp, type TermNode } from './lexicon';

/** A term or a single token; `first` and `last` are indices of tokens, both inclusive. */
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

/** Cuts the tokens `[from, to)` into terms and single words. */
export function unitsOf(tokens: readonly Token[], from: number, to: number): Unit[] {
  const units: Unit[] = [];
  for (let i = from; i < to; i++) {
    const token = tokens[i] as Token;
    if (token.kind === 'symbol') {
      const end = token.text === '[' ? placeholderEnd(tokens, i, to) : -1;
      units.push({ first: i, last: end < 0 ? i : end, bits: 0 });
      if (end >= 0) i = end;
      continue;
    }
    if (token.kind === 'number') {
      const term = longest(tokens, i, to, lookUp(token).node);
      units.push(term ? { first: i, last: term.last, bits: term.bits } : { first: i, last: i, bits: NUMBER });
      if (term) i = term.last;
      continue;
    }
    const word = lookUp(token);
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
    units.push({ first: i, last: i, bits: word.bits });
  }
  return units;
}

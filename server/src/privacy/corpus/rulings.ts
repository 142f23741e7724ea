import type { Span } from '../../note/span';
import type { Category } from '../identifiers';
import { Gap, type Lexeme, lex } from '../words/lexer';

/** What a person has said of a phrase: that it identifies nobody, or what it identifies by. */
export interface Ruling {
  readonly verdict: 'safe' | Category;
  readonly phrase: string;
}

/** All rulings of a corpus, compiled. One object for the same rulings: what was found is remembered under it. */
export interface Rulings {
  readonly list: readonly Ruling[];
  readonly first: Node;
}

/** What may follow in a phrase, by the next word, number or sign. */
interface Node {
  readonly next: ReadonlyMap<string, Node>;
  readonly verdict: Ruling['verdict'] | undefined;
}

interface Growing {
  readonly next: Map<string, Growing>;
  verdict: Ruling['verdict'] | undefined;
}

/** The longest phrase, in UTF-16 code units. */
export const LONGEST_PHRASE = 200;

const tokens = (phrase: string): string[] => lex(phrase).map(({ lower }) => lower);

/** Equal for phrases that are found at the same places: case, accents and white space make no difference. */
export const phraseKey = (phrase: string): string => tokens(phrase).join(' ');

/** Whether a phrase can be ruled on: one line with a letter or a digit, and no tab. */
export const isPhrase = (phrase: string): boolean =>
  phrase.length <= LONGEST_PHRASE && /[\p{L}\p{Nd}]/u.test(phrase) && !/[\t\r\n\u2028\u2029]/.test(phrase);

const made = new Map<string, Rulings>();
const MOST_MADE = 64;

/** Compiles rulings; of two on one phrase the later counts. */
export function makeRulings(list: readonly Ruling[]): Rulings {
  const key = list.map(({ verdict, phrase }) => `${verdict}\t${phrase}`).join('\n');
  let rulings = made.get(key);
  if (!rulings) {
    const first: Growing = { next: new Map(), verdict: undefined };
    for (const { verdict, phrase } of list) {
      let node = first;
      for (const token of tokens(phrase)) {
        let next = node.next.get(token);
        if (!next) {
          next = { next: new Map(), verdict: undefined };
          node.next.set(token, next);
        }
        node = next;
      }
      node.verdict = verdict;
    }
    rulings = { list, first };
  }
  // The one that was used last goes last.
  made.delete(key);
  made.set(key, rulings);
  const oldest = made.size > MOST_MADE ? made.keys().next().value : undefined;
  if (oldest !== undefined) made.delete(oldest);
  return rulings;
}

export const noRulings = makeRulings([]);

/** A place of a phrase, in the units of the lexemes. */
export interface Ruled extends Span {
  readonly verdict: Ruling['verdict'];
}

/**
 * Where phrases stand, in order and disjoint: whole words and numbers, the longest of those that start at one
 * place. A phrase may go over a line end. Linear in the lexemes, for phrases of bounded length.
 */
export function ruledIn(lexemes: readonly Lexeme[], { first }: Rulings): Ruled[] {
  if (first.next.size === 0) return [];
  const found: Ruled[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    let node: Node | undefined = first;
    let end = -1;
    let verdict: Ruling['verdict'] | undefined;
    for (let at = i; at < lexemes.length; at++) {
      node = node.next.get((lexemes[at] as Lexeme).lower);
      if (!node) break;
      if (node.verdict === undefined || isJoined(lexemes, at + 1)) continue;
      end = at;
      verdict = node.verdict;
    }
    if (verdict === undefined || isJoined(lexemes, i)) continue;
    found.push({ start: (lexemes[i] as Lexeme).start, end: (lexemes[end] as Lexeme).end, verdict });
    i = end;
  }
  return found;
}

/** Whether a lexeme goes on right where the one before it ends, as a number and its letters do. */
function isJoined(lexemes: readonly Lexeme[], i: number): boolean {
  const [before, lexeme] = [lexemes[i - 1], lexemes[i]];
  return (
    lexeme !== undefined &&
    before !== undefined &&
    lexeme.gap === Gap.none &&
    lexeme.kind !== 'symbol' &&
    before.kind !== 'symbol'
  );
}

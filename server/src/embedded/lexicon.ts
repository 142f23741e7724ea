import { detached } from '../note/detached';
import { type Token, tokenize } from '../note/tokens';
import {
  ABNORMAL,
  ANATOMY,
  CONJUNCTION,
  DETERMINER,
  FUNCTION,
  HEAD,
  LISTED,
  MODIFIER,
  NUMBER,
  PREPOSITION,
  PROBLEM,
  QUANTITY,
  SIGN,
  STOP,
  TEST,
  TREATMENT,
  UNKNOWN,
  VALUE,
  WEAK,
} from './classes';
import abnormal from './lexicon/abnormal.txt';
import anatomy from './lexicon/anatomy.txt';
import functions from './lexicon/functions.txt';
import modifiers from './lexicon/modifiers.txt';
import problems from './lexicon/problems.txt';
import signs from './lexicon/signs.txt';
import stops from './lexicon/stops.txt';
import tests from './lexicon/tests.txt';
import treatments from './lexicon/treatments.txt';
import verbs from './lexicon/verbs.txt';
import { byShape } from './morphology';

/** A place in the tree of terms: what ends here, and what may follow. */
export interface TermNode {
  bits: number;
  next: Map<string, TermNode> | undefined;
}

/** The lines of a data file without comments and blank ones. */
export const lines = (text: string): string[] =>
  text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));

const HYPHEN = /^[-‐‑–]$/;

/** Whether a token only joins the parts of a word: "x-ray" and "x ray" are one term. */
export const isJoiner = (token: Token): boolean => token.kind === 'symbol' && HYPHEN.test(token.text);

/** The words of a term as the tree knows them: lower case, without hyphens, without a possessive s. */
const termKey = (lower: string): string =>
  lower.length > 3 && (lower.endsWith("'s") || lower.endsWith('’s')) ? lower.slice(0, -2) : lower;

const root = new Map<string, TermNode>();
const asWritten = new Map<string, number>();

/** Adds a term of lower-case words to a tree. */
function add(tree: Map<string, TermNode>, words: readonly string[], bits: number): void {
  let level = tree;
  let node: TermNode | undefined;
  for (const word of words) {
    if (node) {
      node.next ??= new Map();
      level = node.next;
    }
    node = level.get(word);
    if (!node) {
      node = { bits: 0, next: undefined };
      level.set(word, node);
    }
  }
  if (node) node.bits |= bits;
}

function plural(word: string): string | undefined {
  if (word.length < 4 || /(?:s|[^a-z])$/.test(word)) return undefined;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:x|ch|sh)$/.test(word)) return `${word}es`;
  return `${word}s`;
}

/** The words of a term of a list. Most are of plain letters: cutting those at spaces keeps the start fast. */
function wordsOf(term: string): string[] {
  if (/^[a-z ]+$/.test(term)) return term.split(' ');
  return tokenize(term)
    .filter((token) => !isJoiner(token))
    .map((token) => termKey(token.lower));
}

function load(text: string, base: number): void {
  for (const line of lines(text)) {
    let bits = base | LISTED;
    let term = line;
    if (/^[~=+]/.test(line)) {
      // Of abnormal words, "+" is of tests as well, "~" of tests and functions but of no body part ("lower chest").
      if (base === ABNORMAL) bits = line[0] === '~' ? MODIFIER | QUANTITY | LISTED : bits | QUANTITY;
      else bits |= line[0] === '~' ? WEAK : VALUE;
      term = line.slice(1);
    }
    if (term !== term.toLowerCase()) {
      asWritten.set(term, (asWritten.get(term) ?? 0) | bits);
      continue;
    }
    const words = wordsOf(term);
    add(root, words, bits);
    const many = base & (HEAD | ANATOMY) && !(bits & VALUE) ? plural(words.at(-1) ?? '') : undefined;
    if (many && !(words.length === 1 && stopWords.has(many))) add(root, [...words.slice(0, -1), many], bits);
  }
}

const stopWords = new Set(lines(stops));

/** The regular forms of a verb given in its base form. */
function verbForms(verb: string): string[] {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb;
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/.test(verb) ? verb + verb.at(-1) : stem;
  const y = /[^aeiou]y$/.test(verb) ? verb.slice(0, -1) : undefined;
  return [
    verb,
    y ? `${y}ies` : /(?:s|x|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`,
    y ? `${y}ied` : `${stem}ed`,
    `${verb.endsWith('ee') ? verb : stem}ing`,
    `${doubled}ed`,
    `${doubled}ing`,
  ];
}
/** A word that is in no phrase is in none whatever else a list says of it, unless it can be a head. */
function settle(node: TermNode): void {
  if (node.bits & STOP && node.bits & HEAD && !(node.bits & WEAK)) node.bits &= ~STOP;
  if (node.bits & STOP) node.bits &= STOP | LISTED | PREPOSITION | CONJUNCTION;
  if (node.bits & DETERMINER) node.bits = DETERMINER | LISTED;
  if (node.next) for (const child of node.next.values()) settle(child);
}
/** What is known of a word: its class when it stands alone, and the terms that it starts. */
interface Word {
  readonly bits: number;
  readonly node: TermNode | undefined;
}

const listed = new Map<string, Word>();

/** Reads the lists, at the first word that is asked about rather than when the program starts. */
function build(): void {
  load(problems, PROBLEM);
  load(signs, SIGN);
  load(tests, TEST);
  load(treatments, TREATMENT);
  load(modifiers, MODIFIER);
  load(anatomy, ANATOMY);
  load(abnormal, ABNORMAL);
  load(functions, FUNCTION);
  load(stops, STOP);
  for (const verb of lines(verbs)) {
    for (const form of verbForms(verb)) if (!root.get(form)?.bits) add(root, [form], STOP | LISTED);
  }

  for (const word of 'a an the his her hers their its our my your this these those any some another other both either all'.split(
    ' ',
  )) {
    add(root, [word], DETERMINER | LISTED);
  }
  for (const word of 'of in on at over around along across within throughout behind under inside near to from involving'.split(
    ' ',
  )) {
    add(root, [word], PREPOSITION | STOP | LISTED);
  }
  for (const word of 'one two three four five six seven eight nine ten eleven twelve'.split(' ')) {
    add(root, [word], NUMBER | LISTED);
  }
  for (const word of ['and', 'or', 'and/or', 'nor']) add(root, [word], CONJUNCTION | STOP | LISTED);
  for (const node of root.values()) settle(node);
  for (const [word, node] of root) listed.set(word, { bits: node.bits, node });
}

// Words that no list holds, by how they are written. What is longer than words are comes once.
const seen = new Map<string, Word>();
const MANY = 50_000;
const SHORT = 30;
const capitals = /^\p{Lu}[\p{Lu}\p{Nd}]*$/u;

/** "CKD3", "dm2": the short form of a problem with its stage or type. */
function graded(key: string): number {
  const name = /^([a-z]{2,5})[1-5][ab]?$/.exec(key)?.[1];
  const bits = name === undefined ? 0 : (listed.get(name)?.bits ?? 0);
  return bits & PROBLEM && !(bits & (WEAK | TEST | TREATMENT)) ? bits : 0;
}

/**
 * What is known of the word that a token is.
 * @param shouted whether it stands among words in capitals: then "ALL" is no abbreviation
 */
export function lookUp(token: Token, shouted = false): Word {
  if (listed.size === 0) build();
  if (!shouted && token.text !== token.lower) {
    const exact = asWritten.get(token.text);
    if (exact !== undefined && capitals.test(token.text)) return { bits: exact, node: root.get(token.lower) };
  }
  const known = listed.get(token.lower);
  if (known?.bits) return known;
  const before = seen.get(token.lower);
  if (before) return before;
  const key = termKey(token.lower);
  const node = known?.node ?? root.get(key);
  const word: Word = { bits: node?.bits || graded(key) || byShape(key) || UNKNOWN, node };
  if (token.lower.length <= SHORT && seen.size < MANY) seen.set(detached(token.lower), word);
  return word;
}

import type { Assertion } from '../annotation/schema';
import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import { type Token, tokenize } from '../note/tokens';
import { assertionsOf, carryOf } from './assertion';
import type { Surroundings } from './assertion-features';
import type { Range } from './cues';
import { perSection } from './memo';
import { type Phrase, phrasesOf } from './phrases';
import { termUnits } from './units';

type MentionType = 'problem' | 'test' | 'treatment';

/** A mention in a block; offsets in UTF-16 code units from the start of the block's text, half open. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly type: MentionType;
  /** Problems only. */
  readonly assertion?: Assertion;
  /** How sure the assertion is, from 0 to 1. */
  readonly asserted?: number;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Index into the block's sentences; -1 for a mention in the heading. */
  readonly sentence: number;
}

/**
 * Names the phrases among the tokens `[from, to)` of a block, in order.
 * @param sentence index into the block's sentences; -1 for the heading
 */
export type FindPhrases = (
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  section: SectionKind,
  sentence: number,
) => readonly Phrase[];

const byRules: FindPhrases = (text, tokens, from, to, section) =>
  phrasesOf(tokens, termUnits(text, tokens, from, to), section);

/** The assertion of a problem. */
export interface Assessed {
  readonly assertion: Assertion;
  /** How sure it is, from 0 to 1. */
  readonly asserted?: number;
}

/** The assertion of each problem of a sentence; the problems are ranges of tokens, in order. */
export type Assess = (around: Surroundings, problems: readonly Range[]) => readonly Assessed[];

export const assertedByRules = (
  { tokens, from, to, covered, section, carry, headed }: Surroundings,
  problems: readonly Range[],
): { readonly assertion: Assertion }[] =>
  assertionsOf(tokens, from, to, problems, covered, section, carry, headed).map((assertion) => ({
    assertion,
  }));

/** Finds the mentions of a sentence. */
function read(
  text: string,
  sentence: number,
  around: Omit<Surroundings, 'covered'>,
  find: FindPhrases,
  judge: Assess,
  found: Mention[],
): void {
  const { tokens, from, to, section } = around;
  const phrases = find(text, tokens, from, to, section, sentence);
  if (phrases.length === 0) return;
  const problems = phrases.filter((phrase) => phrase.type === 'problem');
  const values = problems.length > 0 ? judge({ ...around, covered: phrases }, problems) : [];
  let p = 0;
  for (const { first, last, type, confidence } of phrases) {
    const mention = {
      start: (tokens[first] as Token).start,
      end: (tokens[last] as Token).end,
      type,
      confidence,
      sentence,
    };
    found.push(type === 'problem' ? { ...mention, ...(values[p++] as Assessed) } : mention);
  }
}

// Titles that name a part of the note although they are words for tests.
const form = /^(?:labs?|tests?|imaging|cultures?|vitals?|vital signs)$/i;

/** Whether a heading's title is itself a mention ("# Acute kidney injury", "ECG: …") rather than the name of a section. */
function inHeading(block: Block, phrases: readonly Phrase[], count: number): boolean {
  const { heading } = block;
  const [phrase] = phrases;
  if (!heading || !phrase) return false;
  if (heading.kind !== 'other' && heading.kind !== 'laboratory') return false;
  const { type } = phrase;
  const whole = phrase.first === 0 && phrase.last === count - 1 && type === 'test';
  const named = whole && /^[^\r\n]*\S/.test(block.text.slice(heading.body)) && !form.test(heading.title);
  if (heading.kind === 'laboratory') return named;
  const marked = /[#*]/.test(block.text.slice(0, heading.start));
  return type === 'problem' || marked || named;
}

/** Tokens of a line that can be an item below an introduction without a bullet. */
const ITEM = 8;

/** Whether a sentence opens with a bullet or a number. */
const isItem = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  return token !== undefined && token.kind !== 'word' && token.text !== '[';
};

/**
 * The mentions of a block at the phrases that `find` names, each problem with its assertion.
 * @param section the kind of the section that the block stands in: a block inherits it, so it is not in the block
 */
export function mentionsAmong(
  block: Block,
  section: SectionKind,
  find: FindPhrases,
  judge: Assess,
): readonly Mention[] {
  const found: Mention[] = [];
  const tokens = tokenize(block.text);
  let at = 0;
  const { heading } = block;
  let title: readonly Token[] = [];
  if (heading) {
    while (at < tokens.length && (tokens[at] as Token).start < heading.start) at++;
    const from = at;
    while (at < tokens.length && (tokens[at] as Token).end <= heading.end) at++;
    title = tokens.slice(from, at);
    if (inHeading(block, find(block.text, title, 0, title.length, section, -1), title.length)) {
      const around = {
        tokens: title,
        from: 0,
        to: title.length,
        section: 'other',
        carry: undefined,
      } as const;
      read(block.text, -1, { ...around, headed: true }, find, judge, found);
    }
  }
  // An introduction, a heading or a sentence with a colon at its end, holds for the items right below it.
  let carry = heading ? carryOf(title, 0, title.length, section) : undefined;
  let short = carry !== undefined;
  block.sentences.forEach((span, sentence) => {
    while (at < tokens.length && (tokens[at] as Token).start < span.start) at++;
    const from = at;
    while (at < tokens.length && (tokens[at] as Token).end <= span.end) at++;
    const bullet = isItem(tokens, from);
    if (bullet) short = false;
    else if (!(short && at - from <= ITEM)) {
      carry = undefined;
      short = false;
    }
    const around = { tokens, from, to: at, section, carry, headed: heading !== undefined };
    read(block.text, sentence, around, find, judge, found);
    const colon = at > from && (tokens[at - 1] as Token).text === ':';
    if (colon) carry = carryOf(tokens, from, at - 1, section);
  });
  return found;
}

/**
 * The problems, tests and treatments that a block names, in order, not overlapping, as the rules say. Remembered per block object
 * and section kind.
 */
export const mentionsOf = perSection((block: Block, section: SectionKind): readonly Mention[] =>
  mentionsAmong(block, section, byRules, assertedByRules),
);

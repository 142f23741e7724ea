import type { Assertion } from '../annotation/schema';
import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import { type Token, tokenize } from '../note/tokens';
import { assertionsOf, type Carry, carryOf } from './assertion';
import { type Phrase, phrasesOf } from './phrases';
import { unitsOf } from './units';

export type MentionType = 'problem' | 'test' | 'treatment';

/** A mention in a block; offsets in UTF-16 code units from the start of the block's text, half open. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly type: MentionType;
  /** Problems only. */
  readonly assertion?: Assertion;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Index into the block's sentences; -1 for a mention in the heading. */
  readonly sentence: number;
}

/** Reads the tokens `[from, to)` of a block as one sentence. */
function read(
  tokens: readonly Token[],
  from: number,
  to: number,
  section: SectionKind,
  sentence: number,
  carry: Carry,
  found: Mention[],
): void {
  const phrases = phrasesOf(tokens, unitsOf(tokens, from, to), section);
  if (phrases.length === 0) return;
  const problems = phrases.filter((phrase) => phrase.type === 'problem');
  const values = problems.length > 0 ? assertionsOf(tokens, from, to, problems, phrases, section, carry) : [];
  let p = 0;
  for (const { first, last, type, confidence } of phrases) {
    const mention = {
      start: (tokens[first] as Token).start,
      end: (tokens[last] as Token).end,
      type,
      confidence,
      sentence,
    };
    found.push(type === 'problem' ? { ...mention, assertion: values[p++] as Assertion } : mention);
  }
}

/** Whether a heading's title is itself a mention ("# Acute kidney injury", "ECG: …") rather than the name of a section. */
function inHeading(block: Block, phrases: readonly Phrase[], count: number): boolean {
  const { heading } = block;
  const [phrase] = phrases;
  if (!heading || !phrase) return false;
  if (heading.kind === 'other') return phrase.first === 0 || phrase.type === 'problem';
  const whole = phrase.first === 0 && phrase.last === count - 1 && phrase.type === 'test';
  const goesOn = /^[^\r\n]*\S/.test(block.text.slice(heading.body));
  return (
    heading.kind === 'laboratory' &&
    whole &&
    goesOn &&
    !/^labs?$|^tests?$|^imaging$|^cultures?$/i.test(heading.title)
  );
}

function find(block: Block, section: SectionKind): readonly Mention[] {
  const found: Mention[] = [];
  const tokens = tokenize(block.text);
  let at = 0;
  const { heading } = block;
  if (heading) {
    while (at < tokens.length && (tokens[at] as Token).start < heading.start) at++;
    const from = at;
    while (at < tokens.length && (tokens[at] as Token).end <= heading.end) at++;
    const title = tokens.slice(from, at);
    if (inHeading(block, phrasesOf(title, unitsOf(title, 0, title.length), section), title.length)) {
      read(title, 0, title.length, 'other', -1, undefined, found);
    }
  }
  let carry: Carry;
  block.sentences.forEach((span, sentence) => {
    while (at < tokens.length && (tokens[at] as Token).start < span.start) at++;
    const from = at;
    while (at < tokens.length && (tokens[at] as Token).end <= span.end) at++;
    read(tokens, from, at, section, sentence, carry, found);
    const next = carryOf(tokens, from, at, section);
    // An introduction holds for the list items right below it.
    const item = tokens[from]?.kind === 'symbol' || tokens[from]?.kind === 'number';
    carry = next ?? (item ? carry : undefined);
  });
  return found;
}

const known = new WeakMap<Block, Map<SectionKind, readonly Mention[]>>();

/**
 * The problems, tests and treatments that a block names, in order, not overlapping. Remembered per block object
 * and section kind.
 * @param section the kind of the section that the block stands in: a block inherits it, so it is not in the block
 */
export function mentionsOf(block: Block, section: SectionKind): readonly Mention[] {
  let bySection = known.get(block);
  if (!bySection) {
    bySection = new Map();
    known.set(block, bySection);
  }
  let mentions = bySection.get(section);
  if (!mentions) {
    mentions = find(block, section);
    bySection.set(section, mentions);
  }
  return mentions;
}

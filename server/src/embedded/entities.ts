import type { Assertion } from '../annotation/schema';
import type { SectionKind } from '../note/headings';
import type { Block } from '../note/note';
import { tokenize } from '../note/tokens';
import problems from './lexicon/problems.txt';
import tests from './lexicon/tests.txt';
import treatments from './lexicon/treatments.txt';

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

const terms = new Map<string, MentionType>();
for (const [type, list] of [
  ['problem', problems],
  ['test', tests],
  ['treatment', treatments],
] as const)
  for (const line of list.split('\n')) if (line && !line.startsWith('#')) terms.set(line, type);

function find(block: Block, _section: SectionKind): readonly Mention[] {
  const found: Mention[] = [];
  block.sentences.forEach((span, sentence) => {
    const tokens = tokenize(block.text.slice(span.start, span.end));
    for (let i = 0; i < tokens.length; i++) {
      for (let n = 4; n > 0; n--) {
        const words = tokens.slice(i, i + n);
        const type = words.length === n ? terms.get(words.map((w) => w.lower).join(' ')) : undefined;
        const [first, last] = [words[0], words.at(-1)];
        if (!type || !first || !last) continue;
        const at = { start: span.start + first.start, end: span.start + last.end };
        const negated = /\b(?:no|denies|without)\b[^.]*$/i.test(block.text.slice(span.start, at.start));
        found.push({
          ...at,
          type,
          confidence: 0.7,
          sentence,
          ...(type === 'problem' ? { assertion: negated ? ('absent' as const) : ('present' as const) } : {}),
        });
        i += n - 1;
        break;
      }
    }
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
  if (!bySection) known.set(block, (bySection = new Map()));
  let mentions = bySection.get(section);
  if (!mentions) bySection.set(section, (mentions = find(block, section)));
  return mentions;
}

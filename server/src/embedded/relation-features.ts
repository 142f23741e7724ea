import type { Features } from '../learning/classifier';
import type { SectionKind } from '../note/headings';
import type { Mention } from './entities';
import type { RelationName } from './relation-cues';

/** A pair of mentions of one sentence that may be related, the earlier first, by their places in the list of mentions. */
export interface RelationPair {
  readonly left: number;
  readonly right: number;
  /** The masked sentence between, before and behind them: mentions are capital letters, P problem, E test, R treatment. */
  readonly between: string;
  readonly before: string;
  readonly after: string;
  /** The place of the left one in its list of alike mentions, the last 1. */
  readonly place: number;
  /** What the cues say; forward where the left mention is its first end. */
  readonly rule:
    | { readonly type: RelationName; readonly forward: boolean; readonly confidence: number }
    | undefined;
}

const word = /[\p{L}'’/]+|\d+|[^\s]/gu;

const wordsOf = (text: string): string[] =>
  (text.match(word) ?? []).map((one) => (/^\d/.test(one) ? '0' : one));

/** Of the words between, at most so many count. */
const MOST = 12;
/** Of the text before and behind, in code units. */
const AROUND = 40;

/** What may tell whether and how two mentions are related. */
export function relationFeatures(
  { between, before, after, rule, left, right, place }: RelationPair,
  mentions: readonly Pick<Mention, 'type' | 'assertion'>[],
  section: SectionKind,
): Features {
  const [a, b] = [mentions[left], mentions[right]];
  if (!a || !b) return [];
  const pair = `${a.type}>${b.type}`;
  const said = rule ? `${rule.type}${rule.forward}` : 'none';
  const inner = wordsOf(between);
  const behind = wordsOf(after.slice(0, AROUND));
  const ahead = wordsOf(before.slice(-AROUND));
  const found = [
    pair,
    `rule:${said}`,
    `rule:${said}:${pair}`,
    `rule:${said}:${Math.min(place, 3)}`,
    `sure:${said}:${rule ? Math.round(rule.confidence * 10) : 0}`,
    `far:${pair}:${Math.min(8, inner.length)}`,
    `mentions:${pair}:${(between.match(/[PER]/g) ?? []).join('').slice(0, 4)}`,
    `section:${section}:${pair}`,
    `assertions:${pair}:${a.assertion}:${b.assertion}`,
    `clause:${/[;.]|, (?:but|and|while)/.test(between)}:${pair}`,
    `all:${pair}:${inner.slice(0, 4).join(' ')}`,
    `first:${pair}:${inner[0]}`,
    `last:${pair}:${inner.at(-1)}`,
    `before:${pair}:${ahead.at(-1)}`,
    `after:${pair}:${behind[0]}`,
  ];
  for (const one of inner.slice(0, MOST)) found.push(`in:${pair}:${one}`, `in:${one}`);
  for (const one of ahead.slice(-4)) found.push(`ahead:${pair}:${one}`);
  for (const one of behind.slice(0, 4)) found.push(`behind:${pair}:${one}`);
  return found;
}

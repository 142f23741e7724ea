import { type Token, tokenize } from '../note/tokens';
import { lines } from './lexicon';
import cueList from './lexicon/cues.txt';

type Category =
  | 'absent'
  | 'possible'
  | 'hypothetical'
  | 'conditional'
  | 'advice'
  | 'pseudo'
  | 'stop'
  | 'pause';
type Direction = '>' | '<' | '+';

/** A range of tokens of a sentence; `last` inclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** A cue found in a sentence. */
export interface Cue extends Range {
  readonly category: Category;
  readonly direction: Direction;
}

interface CueNode {
  readonly kinds: { readonly category: Category; readonly direction: Direction }[];
  readonly next: Map<string, CueNode>;
}

const tree = new Map<string, CueNode>();
for (const line of lines(cueList)) {
  const [category, direction, ...phrase] = line.split(' ');
  let level = tree;
  let node: CueNode | undefined;
  for (const { lower } of tokenize(phrase.join(' '))) {
    node = level.get(lower);
    if (!node) {
      node = { kinds: [], next: new Map() };
      level.set(lower, node);
    }
    level = node.next;
  }
  node?.kinds.push({ category: category as Category, direction: direction as Direction });
}

/** The cues among the tokens `[from, to)`: the longest at each place, in order. */
export function cuesOf(tokens: readonly Token[], from: number, to: number): Cue[] {
  const cues: Cue[] = [];
  for (let i = from; i < to; i++) {
    const { lower } = tokens[i] as Token;
    let node = tree.get(lower);
    if (!node) {
      if (/n['’]t$/.test(lower)) cues.push({ first: i, last: i, category: 'absent', direction: '>' });
      else if (lower === ';') cues.push({ first: i, last: i, category: 'stop', direction: '>' });
      continue;
    }
    let best: CueNode | undefined;
    let end = i;
    for (let j = i; node; ) {
      if (node.kinds.length > 0) {
        best = node;
        end = j;
      }
      j++;
      node = j < to ? node.next.get((tokens[j] as Token).lower) : undefined;
    }
    if (!best) continue;
    for (const kind of best.kinds) cues.push({ first: i, last: end, ...kind });
    i = end;
  }
  return cues;
}

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

/** Reads the list; at the first question, not when the program starts. */
function build(): void {
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
}

// "on exertion", "when climbing stairs", "with brisk walking": what brings a problem about.
const before = new Set(['on', 'with', 'upon', 'when', 'while', 'during', 'after', 'by']);
const doing = new Set(
  'exertion exercise exercising activity ambulation ambulating walking running climbing stairs standing movement moving bending lifting swallowing eating meals inspiration coughing straining lying stress sneezing breathing intercourse urination'.split(
    ' ',
  ),
);

/** What follows an answer to a question of a form. */
const closing = new Set(['.', ',', ';']);

/** The cues among the tokens `[from, to)`: the longest at each place, in order. */
export function cuesOf(tokens: readonly Token[], from: number, to: number): Cue[] {
  if (tree.size === 0) build();
  const cues: Cue[] = [];
  for (let i = from; i < to; i++) {
    const { lower } = tokens[i] as Token;
    let node = tree.get(lower);
    if (before.has(lower)) {
      const far = doing.has(tokens[i + 1]?.lower ?? '') ? 1 : doing.has(tokens[i + 2]?.lower ?? '') ? 2 : 0;
      if (far > 0 && i + far < to)
        cues.push({ first: i, last: i + far, category: 'conditional', direction: '<' });
    }
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
    // "Fever: no. Cough: yes."
    const ends = i + 1 >= to || closing.has(tokens[i + 1]?.text ?? '');
    if (lower === 'no' && end === i && tokens[i - 1]?.text === ':' && ends) {
      cues.push({ first: i, last: i, category: 'absent', direction: '<' });
      continue;
    }
    for (const kind of best.kinds) cues.push({ first: i, last: end, ...kind });
    i = end;
  }
  return cues;
}

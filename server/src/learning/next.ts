import { type Doubt, doubtedTypes, doubtsOf } from './doubt';
import { wordKey } from './features';
import type { Sentence } from './sentence';
import type { Tagger } from './tagger';

/** A note without gold. */
export interface PoolNote {
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

/** A note to annotate, and why. */
export interface NextNote {
  readonly name: string;
  /** What is expected of it, as a share of the first one's, from 0 to 1. */
  readonly gain: number;
  readonly sentences: number;
  /** How many sentences the tagger is expected to have wrong somewhere; 0 without a tagger. */
  readonly unsure: number;
  /** Different words that neither gold nor the notes before it have. */
  readonly newWords: number;
  /** Types that the tagger is unsure of there, most first, three at most. */
  readonly types: readonly string[];
}

/** What a word that was taken is still worth when it comes again. */
const AGAIN = 0.5;
const NAMED = 3;
/** A type that has less than this share of the doubt of the first is not named. */
const WORTH_NAMING = 0.2;

const wordsOf = (sentences: readonly Sentence[]): Set<string> =>
  new Set(sentences.flatMap(({ tokens }) => tokens.map(({ lower }) => wordKey(lower))));

function typesIn(doubts: readonly Doubt[], names: readonly string[]): string[] {
  const sums = names
    .map((name, i) => ({ name, sum: doubts.reduce((sum, { types }) => sum + (types[i] as number), 0) }))
    .sort((a, b) => b.sum - a.sum);
  const most = sums[0]?.sum ?? 0;
  return sums
    .filter(({ sum }) => sum > most * WORTH_NAMING)
    .slice(0, NAMED)
    .map(({ name }) => name);
}

/** A note of which it is known what may be learned from it. */
export interface Candidate {
  readonly note: PoolNote;
  /** Of each of its words, how unsure the tagger is of it where it stands; 1 without a tagger. */
  readonly words: ReadonlyMap<string, number>;
  readonly unsure: number;
  readonly types: readonly string[];
}

/** Looks at notes, one by one. @param tagger learned from the gold that there is, or what ships; undefined for none */
export function candidates(tagger: Tagger | undefined): (note: PoolNote) => Candidate {
  const doubtOf = tagger && doubtsOf(tagger);
  const names = tagger ? doubtedTypes(tagger) : [];
  return (note) => {
    const words = new Map<string, number>();
    const doubts: Doubt[] = [];
    for (const sentence of note.sentences) {
      const doubt = doubtOf?.(sentence);
      if (doubt) doubts.push(doubt);
      sentence.tokens.forEach(({ lower }, i) => {
        const word = wordKey(lower);
        words.set(word, (words.get(word) ?? 0) + (doubt?.entropies[i] ?? 1));
      });
    }
    const unsure = doubts.reduce((sum, { wrong }) => sum + wrong, 0);
    return { note, words, unsure, types: typesIn(doubts, names) };
  };
}

/**
 * Which notes to annotate next, best first. A word is worth what the tagger is unsure of it in all of the pool, so that
 * what is learned in one note helps in many; each time that a note before has it, half of what is left in the others.
 * A greedy choice under a submodular worth.
 * @param gold sentences with gold; what is new is new beside them
 */
export function nextNotes(pool: readonly Candidate[], gold: readonly Sentence[], limit: number): NextNote[] {
  const worths = new Map<string, number>();
  for (const { words } of pool)
    for (const [word, value] of words) worths.set(word, (worths.get(word) ?? 0) + value);
  const worthOf = ({ words }: Candidate): number => {
    let worth = 0;
    for (const word of words.keys()) worth += worths.get(word) ?? 0;
    return worth;
  };
  const known = wordsOf(gold);
  const found: NextNote[] = [];
  // Worth only ever falls: who was worth less before than the best is now need not be looked at again.
  const open = pool.map((candidate) => ({ candidate, worth: worthOf(candidate) }));
  let first = 0;
  while (found.length < limit && open.length > 0) {
    open.sort((a, b) => b.worth - a.worth);
    let [best, at] = [-1, 0];
    for (const [i, one] of open.entries()) {
      if (one.worth <= best) break;
      one.worth = worthOf(one.candidate);
      if (one.worth > best) [best, at] = [one.worth, i];
    }
    const [{ candidate }] = open.splice(at, 1) as [(typeof open)[number]];
    if (found.length === 0) first = best;
    const fresh = [...candidate.words.keys()].filter((word) => !known.has(word));
    found.push({
      name: candidate.note.name,
      gain: first > 0 ? best / first : 0,
      sentences: candidate.note.sentences.length,
      unsure: candidate.unsure,
      newWords: fresh.length,
      types: candidate.types,
    });
    for (const [word, value] of candidate.words)
      worths.set(word, Math.max(0, (worths.get(word) ?? 0) - value) * AGAIN);
    for (const word of fresh) known.add(word);
  }
  return found;
}

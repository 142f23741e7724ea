import { detached } from '../note/detached';
import type { Token } from '../note/tokens';
import { hashText, mix } from './hashing';
import type { Sentence } from './sentence';

/** Classes of words that stand in like places, one number for each fineness; undefined for a word without. */
export interface WordClasses {
  of(lower: string): readonly number[] | undefined;
}

/** How far a word is seen from the token that is labelled, to either side. */
export const REACH = 2;

/** What is known of a word by itself: hashes of features, for each place it may have beside the labelled token. */
export interface WordForm {
  /** At `REACH + distance`: the features that the word gives to the token that it is `distance` tokens behind. */
  readonly at: readonly Int32Array[];
  readonly word: number;
  readonly shape: number;
  readonly fine: number;
  readonly coarse: number;
}

const LONGEST = 40;

/** "Aspirin" is Xx, "CT-2" X-d, runs as one. */
function shapeOf(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/\p{Lu}+/gu, 'X')
    .replace(/[\p{Ll}\p{Lo}]+/gu, 'x')
    .replace(/\p{Nd}+/gu, 'd');
}

/** How classes of words know a word: in lower case, all digits as 0. */
export const wordKey = (lower: string): string => lower.replace(/\p{Nd}/gu, '0');

// What a hash is a hash of; a number for each kind of feature.
const WORD = 1;
const SHAPE = 2;
const PREFIX = 3;
const SUFFIX = 4;
const CLASS = 5;
const WRITTEN = 6;
const PAIR = 20;
const SENTENCE = 40;
const HINT = 50;

/** Reads a word; a pure function of its writing. */
function read(text: string, lower: string, classes: WordClasses): WordForm {
  const key = wordKey(lower);
  const word = hashText(key, WORD);
  const shape = hashText(shapeOf(text), SHAPE);
  const ids = classes.of(key) ?? [];
  const inClasses = ids.map((id, level) => mix(CLASS + level * 16, id + 1));
  const suffix = hashText(key.slice(-3), SUFFIX);
  const own = [word, shape, hashText(text.slice(0, LONGEST), WRITTEN), ...inClasses];
  for (let n = 1; n <= 5; n++) {
    if (key.length <= n) break;
    own.push(mix(hashText(key.slice(-n), SUFFIX), n));
    if (n > 1) own.push(mix(hashText(key.slice(0, n), PREFIX), n));
  }
  const near = [word, shape, suffix, ...inClasses];
  const far = [word, ...inClasses];
  const at = [far, near, own, near, far].map((list, place) =>
    Int32Array.from(list, (hash) => mix(hash, place + 100)),
  );
  return {
    at,
    word,
    shape,
    fine: inClasses[1] ?? word,
    coarse: inClasses[0] ?? shape,
  };
}

const MANY = 30_000;

/** Reads words and remembers them, for one set of classes. */
export function wordReader(classes: WordClasses): (token: Token) => WordForm {
  const known = new Map<string, WordForm>();
  return (token) => {
    let form = known.get(token.text);
    if (!form) {
      if (known.size >= MANY) known.clear();
      form = read(token.text, token.lower, classes);
      known.set(detached(token.text), form);
    }
    return form;
  };
}

/** Stands beyond the ends of a sentence. */
const edge: WordForm = {
  at: Array.from({ length: 2 * REACH + 1 }, (_, place) => Int32Array.of(mix(0x5eed, place + 100))),
  word: 11,
  shape: 12,
  fine: 13,
  coarse: 14,
};

/** The word at a place of a sentence, or what stands beyond its ends. */
export const formAt = (forms: readonly WordForm[], at: number): WordForm => forms[at] ?? edge;

const hintHashes = new Map<string, number>();
function hintHash(hint: string): number {
  let hash = hintHashes.get(hint);
  if (hash === undefined) {
    if (hintHashes.size >= MANY) hintHashes.clear();
    hash = hashText(hint, HINT);
    hintHashes.set(detached(hint), hash);
  }
  return hash;
}

/** What a sentence and its caller say of its tokens, as hashes. */
export interface Said {
  /** What all tokens share: the section and the context. */
  readonly shared: readonly number[];
  /** The hints of each token. */
  readonly hints: readonly (readonly number[])[];
}

export const saidOf = ({ section, context, hints }: Sentence): Said => ({
  shared: [hashText(section, SENTENCE), ...context.map((name) => hashText(name, SENTENCE + 1))],
  hints: hints.map((names) => names.map(hintHash)),
});

const none: readonly number[] = [];

/** Adds what the neighbours of a token say together, and what the sentence and the caller say of it; as hashes. */
export function jointFeatures(
  forms: readonly WordForm[],
  at: number,
  { shared, hints }: Said,
  out: number[],
): void {
  const b = formAt(forms, at - 1);
  const w = formAt(forms, at);
  const a = formAt(forms, at + 1);
  const before = mix(b.coarse, w.coarse);
  out.push(
    mix(mix(b.word, w.word), PAIR),
    mix(mix(w.word, a.word), PAIR + 1),
    mix(mix(b.fine, w.fine), PAIR + 2),
    mix(mix(w.fine, a.fine), PAIR + 3),
    mix(mix(before, a.coarse), PAIR + 4),
    mix(mix(mix(b.shape, w.shape), a.shape), PAIR + 5),
    mix(mix(formAt(forms, at - 2).coarse, before), PAIR + 6),
    mix(mix(w.coarse, mix(a.coarse, formAt(forms, at + 2).coarse)), PAIR + 7),
  );
  for (let i = 0; i < shared.length; i++) {
    const one = shared[i] as number;
    out.push(mix(one, SENTENCE + 2), mix(mix(one, w.coarse), SENTENCE + 3));
  }
  if (at === 0) out.push(mix(SENTENCE, 4));
  if (hints.length === 0) return;
  const left = hints[at - 1] ?? none;
  const here = hints[at] ?? none;
  const right = hints[at + 1] ?? none;
  const n = Math.max(left.length, here.length, right.length);
  for (let i = 0; i < n; i++) {
    const p = left[i] ?? 8;
    const h = here[i] ?? 7;
    const q = right[i] ?? 9;
    const pair = mix(p, h);
    out.push(mix(h, 1), mix(p, 2), mix(q, 3));
    out.push(mix(pair, 4 + i * 4), mix(mix(h, q), 5 + i * 4), mix(mix(pair, q), 6 + i * 4));
  }
}

import { detached } from '../note/detached';
import type { Token } from '../note/tokens';
import { hashText, mix } from './hashing';
import type { Sentence } from './sentence';

/** Classes of words that stand in like places, one number for each fineness; undefined for a word without. */
export interface WordClasses {
  of(lower: string): readonly number[] | undefined;
}

export const noClasses: WordClasses = { of: () => undefined };

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

const digits = (lower: string): string => lower.replace(/\p{Nd}/gu, '0');

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
  const key = digits(lower);
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

/** What all tokens of a sentence share: its section and its context, as hashes. */
export const sharedBy = ({ section, context }: Sentence): number[] => [
  hashText(section, SENTENCE),
  ...context.map((name) => hashText(name, SENTENCE + 1)),
];

/** Adds what the neighbours of a token say together, and what the sentence and the caller say of it; as hashes. */
export function jointFeatures(
  sentence: Sentence,
  forms: readonly WordForm[],
  at: number,
  shared: readonly number[],
  out: number[],
): void {
  const b = formAt(forms, at - 1);
  const w = formAt(forms, at);
  const a = formAt(forms, at + 1);
  out.push(
    mix(mix(b.word, w.word), PAIR),
    mix(mix(w.word, a.word), PAIR + 1),
    mix(mix(b.fine, w.fine), PAIR + 2),
    mix(mix(w.fine, a.fine), PAIR + 3),
    mix(mix(mix(b.coarse, w.coarse), a.coarse), PAIR + 4),
    mix(mix(mix(b.shape, w.shape), a.shape), PAIR + 5),
    mix(mix(formAt(forms, at - 2).coarse, mix(b.coarse, w.coarse)), PAIR + 6),
    mix(mix(w.coarse, mix(a.coarse, formAt(forms, at + 2).coarse)), PAIR + 7),
  );
  for (const one of shared) out.push(mix(one, SENTENCE + 2), mix(mix(one, w.coarse), SENTENCE + 3));
  if (at === 0) out.push(mix(SENTENCE, 4));
  const { hints } = sentence;
  if (hints.length === 0) return;
  const before = hints[at - 1] ?? [];
  const after = hints[at + 1] ?? [];
  const here = hints[at] ?? [];
  for (const hint of here) out.push(mix(hintHash(hint), 1));
  for (const hint of before) out.push(mix(hintHash(hint), 2));
  for (const hint of after) out.push(mix(hintHash(hint), 3));
  const n = Math.max(before.length, here.length, after.length);
  for (let i = 0; i < n; i++) {
    const h = here[i] === undefined ? 7 : hintHash(here[i] as string);
    const p = before[i] === undefined ? 8 : hintHash(before[i] as string);
    const q = after[i] === undefined ? 9 : hintHash(after[i] as string);
    out.push(mix(mix(p, h), 4 + i * 4), mix(mix(h, q), 5 + i * 4), mix(mix(mix(p, h), q), 6 + i * 4));
  }
}

import { unitsOf } from '../units';

/** The words of a text alone, as they compare, with a space around each. */
const wordsOf = (text: string): string =>
  ` ${unitsOf(text)
    .filter((unit) => unit.content)
    .map((unit) => unit.fold)
    .join(' ')} `;

function timesIn(text: string, words: string): number {
  let times = 0;
  // The space behind one is the space before the next.
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length - 1)) times++;
  return times;
}

/** What stands around the text that a question is about, as it was given to be read. */
export interface AroundText {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/**
 * The mentions of an answer but those that a model took from what stands around the text: they are not in the text,
 * or more often in the answer than in the text. Of those, the ones are left out that stand where the order of the
 * answer has them: the first for what stands before the text, the last for what stands behind it.
 */
export function ownMentions(
  text: string,
  { before = '', after = '' }: AroundText,
): <Mention extends { readonly text: string }>(mentions: readonly Mention[]) => readonly Mention[] {
  if (before === '' && after === '') return (mentions) => mentions;
  const [own, first, last] = [wordsOf(text), wordsOf(before), wordsOf(after)];
  return (mentions) => {
    const places = new Map<string, number[]>();
    for (const [i, mention] of mentions.entries()) {
      const words = wordsOf(mention.text);
      if (words.trim() === '' || !(first.includes(words) || last.includes(words))) continue;
      const known = places.get(words);
      if (known) known.push(i);
      else places.set(words, [i]);
    }
    const left = new Set<number>();
    for (const [words, indices] of places) {
      let surplus = indices.length - timesIn(own, words);
      for (let n = timesIn(first, words); surplus > 0 && n > 0; n--, surplus--)
        left.add(indices.shift() ?? -1);
      for (let n = timesIn(last, words); surplus > 0 && n > 0; n--, surplus--) left.add(indices.pop() ?? -1);
    }
    return left.size === 0 ? mentions : mentions.filter((_, i) => !left.has(i));
  };
}

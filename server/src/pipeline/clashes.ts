import { type Entity, extent } from '../annotation/annotation';
import { ASSERTION } from '../annotation/schema';
import { lowerBound, type Span } from '../note/span';
import { tokenize } from '../note/tokens';
import { foldWord } from './units';

/** Two sentences that may contradict each other. */
export interface Clash {
  readonly premise: Span;
  readonly hypothesis: Span;
}

const left = new Set(['left', 'lt', 'l']);
const right = new Set(['right', 'rt', 'r']);
const passed = new Set([
  'a',
  'an',
  'the',
  'any',
  'his',
  'her',
  'their',
  'no',
  'of',
  'further',
  'other',
  'significant',
]);

/** What a mention is about, and its side, as far as its words tell. */
function conceptOf(text: string): { concept: string; side: 'left' | 'right' | undefined } {
  let side: 'left' | 'right' | undefined;
  const words: string[] = [];
  for (const token of tokenize(text)) {
    if (token.kind === 'symbol') continue;
    const word = foldWord(token.text);
    if (left.has(word)) side = 'left';
    else if (right.has(word)) side = 'right';
    else if (!passed.has(word)) words.push(word.length > 3 ? word.replace(/s$/, '') : word);
  }
  return { concept: words.join(' '), side };
}

/** The sentence that a span starts in. */
function sentenceAt(sentences: readonly Span[], { start }: Span): Span | undefined {
  const found = sentences[lowerBound(sentences, start + 1) - 1];
  return found && start < found.end ? found : undefined;
}

/**
 * Pairs of sentences that name the same thing with clashing assertions (present and absent), or on different sides.
 * For each thing the pairs that are nearest to each other, in the order of the note.
 * @param sentences all sentences of the note, in order
 */
export function clashesOf(entities: readonly Entity[], sentences: readonly Span[], most: number): Clash[] {
  const concepts = new Map<string, { entity: Entity; side: string | undefined; assertion: string }[]>();
  for (const entity of [...entities].sort((a, b) => extent(a).start - extent(b).start)) {
    const { concept, side } = conceptOf(entity.text);
    const given = entity.attributes[ASSERTION];
    const assertion = typeof given === 'string' ? given : 'present';
    if (concept === '' || (assertion !== 'present' && assertion !== 'absent')) continue;
    const key = `${entity.type} ${concept}`;
    const group = concepts.get(key);
    if (group) group.push({ entity, side, assertion });
    else concepts.set(key, [{ entity, side, assertion }]);
  }
  const found: Clash[] = [];
  const seen = new Set<string>();
  for (const group of concepts.values()) {
    for (const [i, one] of group.entries()) {
      const other = group
        .slice(i + 1)
        .find(
          ({ side, assertion }) =>
            (assertion !== one.assertion && (side === one.side || !side || !one.side)) ||
            (side && one.side && side !== one.side && assertion === 'present' && one.assertion === 'present'),
        );
      if (!other) continue;
      const premise = sentenceAt(sentences, extent(one.entity));
      const hypothesis = sentenceAt(sentences, extent(other.entity));
      if (!premise || !hypothesis || premise === hypothesis) continue;
      const key = `${premise.start} ${hypothesis.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      found.push({ premise, hypothesis });
    }
  }
  return found.sort((a, b) => a.premise.start - b.premise.start).slice(0, most);
}

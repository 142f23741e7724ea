import { type Entity, extent } from '../../annotation/annotation';
import { ASSERTION, isDenied } from '../../annotation/schema';
import { lowerBound, type Span } from '../../note/span';
import { tokenize } from '../../note/tokens';
import { foldWord } from '../units';
import { stemOf } from '../words';

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

type Side = 'left' | 'right';

/** What a mention is about, and its side, as far as its words tell. */
function conceptOf(text: string): { concept: string; side: Side | undefined } {
  let side: Side | undefined;
  const words: string[] = [];
  for (const token of tokenize(text)) {
    if (token.kind === 'symbol') continue;
    const word = foldWord(token.text);
    if (left.has(word)) side = 'left';
    else if (right.has(word)) side = 'right';
    else if (!passed.has(word)) words.push(stemOf(word));
  }
  return { concept: words.join(' '), side };
}

/** The sentence that a span starts in. */
function sentenceAt(sentences: readonly Span[], { start }: Span): Span | undefined {
  const found = sentences[lowerBound(sentences, start + 1) - 1];
  return found && start < found.end ? found : undefined;
}

interface Named {
  readonly entity: Entity;
  readonly side: Side | undefined;
  readonly assertion: 'present' | 'absent';
}

const kinds = (['present', 'absent'] as const).flatMap((assertion) =>
  (['left', 'right', undefined] as const).map((side) => ({ assertion, side })),
);

/** Whether two mentions of one thing contradict each other: by assertion on the same side, or present on both sides. */
function clash(a: Pick<Named, 'assertion' | 'side'>, b: Pick<Named, 'assertion' | 'side'>): boolean {
  const sides = a.side !== undefined && b.side !== undefined && a.side !== b.side;
  return a.assertion === b.assertion ? sides && a.assertion === 'present' : !sides;
}

/** For each mention of a thing the nearest one behind it that clashes with it. Linear: the nearest of each kind is kept. */
function nearestClashes(group: readonly Named[]): [Named, Named][] {
  const found: [Named, Named][] = [];
  const nearest: (number | undefined)[] = kinds.map(() => undefined);
  for (let i = group.length - 1; i >= 0; i--) {
    const one = group[i] as Named;
    const behind = Math.min(
      ...kinds.map((kind, k) => (clash(one, kind) ? nearest[k] : undefined) ?? group.length),
    );
    const other = group[behind];
    if (other) found.push([one, other]);
    nearest[kinds.findIndex(({ assertion, side }) => assertion === one.assertion && side === one.side)] = i;
  }
  return found.reverse();
}

/**
 * Pairs of sentences that name the same thing with clashing assertions (present and absent), or on different sides.
 * For each thing the pairs that are nearest to each other, in the order of the note.
 * @param sentences all sentences of the note, in order
 */
export function clashesOf(entities: readonly Entity[], sentences: readonly Span[], most: number): Clash[] {
  const concepts = new Map<string, Named[]>();
  for (const entity of [...entities].sort((a, b) => extent(a).start - extent(b).start)) {
    const { concept, side } = conceptOf(entity.text);
    const given = entity.attributes[ASSERTION];
    const assertion = isDenied(entity.attributes) ? 'absent' : typeof given === 'string' ? given : 'present';
    if (concept === '' || (assertion !== 'present' && assertion !== 'absent')) continue;
    const key = `${entity.type} ${concept}`;
    const group = concepts.get(key);
    if (group) group.push({ entity, side, assertion });
    else concepts.set(key, [{ entity, side, assertion }]);
  }
  const found: Clash[] = [];
  const seen = new Set<string>();
  for (const [one, other] of [...concepts.values()].flatMap(nearestClashes)) {
    const premise = sentenceAt(sentences, extent(one.entity));
    const hypothesis = sentenceAt(sentences, extent(other.entity));
    if (!premise || !hypothesis || premise === hypothesis) continue;
    const key = `${premise.start} ${hypothesis.start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ premise, hypothesis });
  }
  return found.sort((a, b) => a.premise.start - b.premise.start).slice(0, most);
}

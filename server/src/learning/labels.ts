import type { TokenSpan } from './sentence';

/**
 * The labels of a chain: `O` is 0, and each type has four, for a token that begins an entity, is inside one,
 * ends one, or is one by itself (BILOU). They are kept in 16 bits: schemas have hundreds of types, not thousands.
 */
export interface LabelSet {
  readonly types: readonly string[];
  readonly count: number;
}

const BEGIN = 0;
const INSIDE = 1;
const LAST = 2;
const UNIT = 3;
const PER_TYPE = 4;

export const labelSet = (types: readonly string[]): LabelSet => ({
  types,
  count: 1 + PER_TYPE * types.length,
});

const part = (label: number): number => (label - 1) % PER_TYPE;
const typeIndex = (label: number): number => Math.floor((label - 1) / PER_TYPE);
const opens = (label: number): boolean => label !== 0 && (part(label) === BEGIN || part(label) === INSIDE);
const follows = (label: number): boolean => label !== 0 && (part(label) === INSIDE || part(label) === LAST);

/** Whether a sentence may begin with a label. */
export const mayStart = (label: number): boolean => !follows(label);
/** Whether a sentence may end with a label. */
export const mayEnd = (label: number): boolean => !opens(label);
/** Whether one label may stand behind another: what was begun goes on with its own type until it ends. */
export function mayFollow(before: number, after: number): boolean {
  if (opens(before) !== follows(after)) return false;
  return !opens(before) || typeIndex(before) === typeIndex(after);
}

/** The labels of tokens under entities that do not overlap. Types that the set lacks are passed over. */
export function encode(entities: readonly TokenSpan[], length: number, set: LabelSet): Uint16Array {
  const labels = new Uint16Array(length);
  for (const { first, last, type } of entities) {
    const index = set.types.indexOf(type);
    if (index < 0) continue;
    const base = 1 + index * PER_TYPE;
    if (first === last) labels[first] = base + UNIT;
    else {
      labels[first] = base + BEGIN;
      labels.fill(base + INSIDE, first + 1, last);
      labels[last] = base + LAST;
    }
  }
  return labels;
}

/** The entities that legal labels mark. */
export function decode(labels: Uint16Array, set: LabelSet): TokenSpan[] {
  const found: TokenSpan[] = [];
  let first = 0;
  labels.forEach((label, at) => {
    if (label === 0) return;
    const kind = part(label);
    if (kind === BEGIN || kind === UNIT) first = at;
    if (kind === LAST || kind === UNIT)
      found.push({ first, last: at, type: set.types[typeIndex(label)] as string });
  });
  return found;
}

/**
 * Puts entities that overlap into layers without overlap, the outermost first. Entities that cross each other
 * come into different layers, too.
 */
export function layersOf(entities: readonly TokenSpan[]): TokenSpan[][] {
  const layers: TokenSpan[][] = [];
  const outerFirst = [...entities].sort(
    (a, b) => b.last - b.first - (a.last - a.first) || a.first - b.first || (a.type < b.type ? -1 : 1),
  );
  for (const entity of outerFirst) {
    const free = layers.find((layer) =>
      layer.every((other) => other.last < entity.first || other.first > entity.last),
    );
    if (free) free.push(entity);
    else layers.push([entity]);
  }
  return layers;
}

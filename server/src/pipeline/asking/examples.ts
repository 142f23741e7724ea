import type { Entity } from '../../annotation/annotation';
import { extent } from '../../annotation/annotation';
import type { Schema } from '../../annotation/schema';
import { parseNote, sentences } from '../../note/note';
import { contains, overlaps, type Span, slice } from '../../note/span';
import { identifiersOf } from '../../privacy/identifiers';
import type { Policy } from '../../privacy/policy';
import { deidentify } from '../../privacy/view';
import type { Example, Examples } from '../../task/example';
import { type CountTokens, estimateTokens } from '../windows/tokens';

/** A note with what a person accepted in it. */
export interface GoldNote {
  readonly text: string;
  /** Spans in UTF-16 code units of the text. */
  readonly entities: readonly Pick<Entity, 'type' | 'spans' | 'attributes'>[];
  /** How identifiers are looked for in it. */
  readonly policy: Policy;
}

export interface ExampleOptions {
  readonly schema: Schema;
  /** How many are shown. */
  readonly most?: number;
  /** What the texts of all may take together, in tokens. */
  readonly tokens?: number;
  readonly count?: CountTokens;
}

const MOST = 3;
const TOKENS = 240;
/** So many times as many are at hand, for notes that some of them do not suit. */
const SPARE = 3;
/** Mentions that are worth counting in one example. */
const ENOUGH = 4;
/** What cannot stand between quotation marks in an answer as it is. */
const UNQUOTED = /["\\\p{Cc}]/u;

interface Candidate {
  readonly example: Example;
  readonly tokens: number;
  /** The types, and the values of attributes, that it shows. */
  readonly shows: ReadonlySet<string>;
}

/** The sentences of a note that may be examples: with two mentions at least, all told, and nothing that identifies anybody. */
function candidatesOf(gold: GoldNote, { schema, count = estimateTokens }: ExampleOptions): Candidate[] {
  const note = parseNote(gold.text);
  const identifiers = identifiersOf(note, gold.policy);
  // No placeholder is made: what would hold one is left out.
  const view = deidentify(gold.text, identifiers, { key: new Uint8Array(32), identity: '' });
  const known = new Map(schema.entities.map(({ name }) => [name, name]));
  const sorted = [...gold.entities].sort((a, b) => extent(a).start - extent(b).start);
  return sentences(note).flatMap((sentence: Span) => {
    const inside = sorted.filter((entity) => overlaps(extent(entity), sentence));
    const fits =
      inside.length > 1 &&
      inside.every(
        ({ type, spans }) =>
          known.has(type) && spans.length === 1 && spans.every((span) => contains(sentence, span)),
      );
    if (!fits || identifiers.some((one) => overlaps(one, sentence))) return [];
    const text = view.excerpt(sentence).text;
    const mentions = inside.map((entity) => ({
      text: view.excerpt(extent(entity)).text,
      type: entity.type,
      attributes: entity.attributes,
    }));
    if (UNQUOTED.test(slice(gold.text, sentence)) || text !== slice(gold.text, sentence)) return [];
    const shows = new Set(
      mentions.flatMap(({ type, attributes }) => [
        type,
        ...schema.attributes.flatMap(({ name, on, default: usual }) => {
          const value = attributes[name];
          return value !== undefined && value !== usual && on.includes(type)
            ? [`${type} ${name} ${value}`]
            : [];
        }),
      ]),
    );
    return [{ example: { text, mentions }, tokens: count(text), shows }];
  });
}

/**
 * Examples from notes that people annotated, for the schema's types. They are the same for every note of a corpus, but
 * for those that a note may not be shown: its own sentences, and what names somebody who is in it. So a server reads
 * them once for a corpus; examples chosen anew for each window would be read each time, at many times the price.
 * Chosen, one a note, are those that show most that the ones before them do not: types, and values of attributes.
 */
export function makeExamples(notes: readonly GoldNote[], options: ExampleOptions): Examples {
  const { most = MOST, tokens = TOKENS } = options;
  const pools = notes.map((note) => candidatesOf(note, options).filter((one) => one.tokens <= tokens / most));
  const chosen: Candidate[] = [];
  const shown = new Map<string, number>();
  while (chosen.length < most * SPARE) {
    let best: { candidate: Candidate; pool: number; worth: number } | undefined;
    for (const [pool, candidates] of pools.entries()) {
      for (const candidate of candidates) {
        const news = [...candidate.shows].reduce((sum, what) => sum + 1 / (1 + (shown.get(what) ?? 0)), 0);
        const worth = news + Math.min(ENOUGH, candidate.example.mentions.length) / (2 * ENOUGH);
        if (!best || worth > best.worth) best = { candidate, pool, worth };
      }
    }
    if (!best) break;
    chosen.push(best.candidate);
    for (const what of best.candidate.shows) shown.set(what, (shown.get(what) ?? 0) + 1);
    pools[best.pool] = [];
  }
  const examples = chosen.map(({ example }) => example);
  return ({ text, beside }) =>
    examples
      .filter((example) => !text.includes(example.text) && beside.text(example.text) === example.text)
      .slice(0, most);
}

import type { SectionKind } from '../note/headings';
import type { Note } from '../note/note';
import type { Span } from '../note/span';
import { type Token, tokenize } from '../note/tokens';

/** What a tagger reads: the tokens of a sentence and what is known of them. */
export interface Sentence {
  /** Offsets into the text that the sentence stands in; UTF-16 code units, in order. */
  readonly tokens: readonly Token[];
  /** The kind of the section, or its title where a corpus has titles of its own. */
  readonly section: string;
  /** What is known of the note and holds for all of the sentence ("radiology"); names of the caller's choice. */
  readonly context: readonly string[];
  /** What a caller knows of each token (a lexicon, rules, a model's answer), as names; empty where it knows nothing. */
  readonly hints: readonly (readonly string[])[];
}

/** A run of tokens with a type; indices of tokens, `last` inclusive. */
export interface TokenSpan {
  readonly first: number;
  readonly last: number;
  readonly type: string;
}

/** A sentence with its gold entities, which may nest. */
export interface GoldSentence extends Sentence {
  readonly entities: readonly TokenSpan[];
  /** The corpus it comes from: conventions differ from one to the next. */
  readonly corpus: string;
}

/**
 * Names what is known of the words of a sentence, a list for each token.
 * @param text what the tokens were cut from
 */
export type WordFeatures = (
  text: string,
  tokens: readonly Token[],
  section: SectionKind,
) => readonly (readonly string[])[];

/** Knows nothing of any word. */
export const noFeatures: WordFeatures = () => [];

/** The sentences of a note, headings among them, in order; offsets into the note. */
export function sentencesToTag(
  note: Note,
  features: WordFeatures = noFeatures,
  context: readonly string[] = [],
): Sentence[] {
  const found: Sentence[] = [];
  for (const { start, block, section } of note.blocks) {
    const spans = block.heading ? [block.heading, ...block.sentences] : block.sentences;
    for (const span of spans) {
      const from = start + span.start;
      const tokens = tokenize(note.text.slice(from, start + span.end)).map((token) => ({
        ...token,
        start: token.start + from,
        end: token.end + from,
      }));
      if (tokens.length === 0) continue;
      const heading = span === block.heading;
      found.push({
        tokens,
        section: heading ? 'heading' : section.kind,
        context,
        hints: features(note.text, tokens, section.kind),
      });
    }
  }
  return found;
}

/** A span with a type; UTF-16 code units. */
export interface TypedSpan extends Span {
  readonly type: string;
}

/** Sentences with the entities of a text put on their tokens, and how many entities no sentence holds as a whole. */
export interface Aligned {
  readonly sentences: readonly GoldSentence[];
  readonly lost: number;
}

/**
 * Puts entities on the tokens of sentences. An entity that starts or ends within a token takes the whole of it;
 * one that crosses the end of a sentence is lost, and counted.
 */
export function withGold(
  sentences: readonly Sentence[],
  entities: readonly TypedSpan[],
  corpus: string,
): Aligned {
  const sorted = [...entities].sort((a, b) => a.start - b.start);
  let held = 0;
  let from = 0;
  const gold = sentences.map((sentence) => {
    const { tokens } = sentence;
    const start = (tokens[0] as Token).start;
    const end = (tokens.at(-1) as Token).end;
    while (from < sorted.length && (sorted[from] as TypedSpan).start < start) from++;
    const inside: TokenSpan[] = [];
    for (let i = from; i < sorted.length && (sorted[i] as TypedSpan).start < end; i++) {
      const entity = sorted[i] as TypedSpan;
      const first = tokens.findIndex((token) => token.end > entity.start);
      const last = tokens.findLastIndex((token) => token.start < entity.end);
      if (first < 0 || last < first || entity.end > end) continue;
      inside.push({ first, last, type: entity.type });
      held++;
    }
    return { ...sentence, entities: inside, corpus };
  });
  return { sentences: gold, lost: entities.length - held };
}

import type { Span } from '../note/span';

/** Where an annotation comes from. A person's decision is gold; all else is a suggestion. */
export type Origin =
  | { readonly by: 'model'; readonly model: string; readonly digest: string; readonly prompt: string }
  | { readonly by: 'embedded'; readonly version: string }
  /** A tagger that learned from so many notes of the same corpus. */
  | { readonly by: 'learned'; readonly notes: number }
  | { readonly by: 'person' };

/** How a mention was put on its span: the same characters, the same but for case and space, or nearly the same. */
export const alignments = ['exact', 'normalised', 'fuzzy'] as const;
export type Alignment = (typeof alignments)[number];

/** Who says a mention: the engine and what was learned from the corpus' gold alike, or one of the two alone. */
export const supports = ['agreed', 'learned', 'engine'] as const;
export type Support = (typeof supports)[number];

/** A value of an attribute; `true` for one that is either there or not. */
export type AttributeValue = string | true;

/** A mention with its type: one or more spans of the note, in order, in UTF-16 code units. */
export interface Entity {
  /** Unique within a note. */
  readonly id: string;
  readonly type: string;
  readonly spans: readonly Span[];
  /** The covered text, fragments joined by one space. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly alignment: Alignment;
  readonly origin: Origin;
  /** Absent where nothing was learned that it could be held against. */
  readonly support?: Support;
}

/** A typed relation between any two ids of a note; the roles are those of its ends. */
export interface Relation {
  readonly id: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly roles: readonly [string, string];
  readonly confidence: number;
  readonly origin: Origin;
}

/** An event: a trigger (the id of an entity) and its arguments, each an id with a role. */
export interface EventAnnotation {
  readonly id: string;
  readonly type: string;
  readonly trigger: string;
  readonly arguments: readonly { readonly role: string; readonly target: string }[];
}

/** What a premise says of a hypothesis. */
export const inferenceLabels = ['entailment', 'neutral', 'contradiction'] as const;
export type InferenceLabel = (typeof inferenceLabels)[number];

/** A judgement: what the premise, a sentence of the note, says of another sentence or of a text of the user. */
export interface Inference {
  readonly premise: Span;
  readonly hypothesis: Span | string;
  readonly label: InferenceLabel;
  /** Why, in a few words for the reader; holds no text of the note. Empty where there is nothing to say. */
  readonly reason: string;
  readonly confidence: number;
  readonly origin: Origin;
}

/** The gist of a section or of a whole note, with the sentences that it rests on. */
export interface Summary {
  readonly scope: Span;
  readonly text: string;
  readonly evidence: readonly Span[];
  readonly origin: Origin;
}

/** All that is annotated on one note. */
export interface Annotations {
  readonly entities: readonly Entity[];
  readonly events: readonly EventAnnotation[];
  readonly relations: readonly Relation[];
  readonly inferences: readonly Inference[];
  readonly summaries: readonly Summary[];
}

export const noAnnotations: Annotations = {
  entities: [],
  events: [],
  relations: [],
  inferences: [],
  summaries: [],
};

/** The span from an entity's first to its last character, gaps included. */
export const extent = (entity: Pick<Entity, 'spans'>): Span => ({
  start: (entity.spans[0] as Span).start,
  end: (entity.spans.at(-1) as Span).end,
});

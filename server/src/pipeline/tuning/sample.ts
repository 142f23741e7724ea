import type { Entity, Inference, Relation, Summary } from '../../annotation/annotation';
import type { Note } from '../../note/note';
import type { Span } from '../../note/span';
import type { Identifier } from '../../privacy/identifiers';
import type { Task } from '../../task/engine';

/** A note with what people decided on it. Spans in UTF-16 code units. */
export interface GoldNote {
  readonly note: Note;
  readonly identifiers: readonly Identifier[];
  /** What placeholders hang on, as `openCorpora` gives it. */
  readonly identity: string;
  readonly entities: readonly Pick<Entity, 'id' | 'type' | 'spans' | 'attributes'>[];
  readonly relations: readonly Pick<Relation, 'type' | 'from' | 'to'>[];
  readonly inferences: readonly Pick<Inference, 'premise' | 'hypothesis' | 'label'>[];
  readonly summaries: readonly Pick<Summary, 'scope' | 'text'>[];
}

/** A question as the model will be asked it, and the answer that gives the gold. Both are de-identified. */
export interface Sample {
  readonly task: Task;
  /** What it is about, in UTF-16 code units of the note. */
  readonly scope: Span;
  readonly question: string;
  readonly answer: string;
  /** Whether the answer says that there is nothing. */
  readonly empty: boolean;
}

/** Why a question is left out, each as a person would say it. */
export const reasons = {
  refused: 'the guard found an identifier',
  'too-long': 'no room for the question or its answer',
  cut: 'a mention reaches over the edge of the window',
  lost: 'the answer would not lead back to the gold',
  'special-token': 'the text holds what the tokenizer takes for a mark of its own',
} as const;
export type Reason = keyof typeof reasons;

/** A question that is no sample. Holds no text. */
export interface LeftOut {
  readonly task: Task;
  readonly scope: Span;
  readonly reason: Reason;
  /** The identifiers that the guard found, in UTF-16 code units of the note. */
  readonly places?: readonly Span[];
}

/** Gold that no question asks for: other types, relations between sentences, summaries of what is never summed up. */
export type Unasked = Readonly<Record<'entities' | 'relations' | 'summaries', number>>;

export interface Lessons {
  readonly samples: readonly Sample[];
  readonly leftOut: readonly LeftOut[];
  readonly unasked: Unasked;
}

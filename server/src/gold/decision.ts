import type { AttributeValue } from '../annotation/annotation';
import type { Argument } from '../format/brat';
import type { Item } from '../format/corpus/document';
import type { Span } from '../note/span';
import type { Held } from './holding';

/**
 * The id of an item of the file (`T4`), or, within `several`, a name that starts with `$` and was given to an item by
 * `as` before.
 */
export type Target = string;

/** A mention to be written; spans in UTF-16 code units of the note. Cut at line ends and trimmed when decided. */
export interface EntityDecision {
  readonly kind: 'entity';
  readonly type: string;
  readonly spans: readonly Span[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Which engine said so, where it is a suggestion that was accepted; for the journal. */
  readonly suggested?: string;
  /** A name (`$1`) by which later decisions of the same step speak of it. Then one that is there already is taken instead. */
  readonly as?: string;
}

export interface RelationDecision {
  readonly kind: 'relation';
  readonly type: string;
  readonly from: Target;
  readonly to: Target;
  /** The roles of the ends; else the schema's, else `Arg1` and `Arg2`. */
  readonly roles?: readonly [string, string];
  readonly suggested?: string;
  readonly as?: string;
}

/** A new event, or with `id` other arguments (and type) of one that is there. The type of its trigger follows its own. */
export interface EventDecision {
  readonly kind: 'event';
  readonly id?: string;
  readonly type: string;
  readonly trigger: Target;
  readonly arguments: readonly Argument[];
  readonly suggested?: string;
  readonly as?: string;
}

/** Another type for an entity, relation or event. An event and its trigger change together. */
export interface TypeDecision {
  readonly kind: 'type';
  readonly id: Target;
  readonly type: string;
}

/** A value of an attribute of anything; undefined takes it away. */
export interface AttributeDecision {
  readonly kind: 'attribute';
  readonly id: Target;
  readonly name: string;
  readonly value: AttributeValue | undefined;
}

/** Other spans for an entity, whose text becomes what stands there now. This also mends a broken one. */
export interface SpansDecision {
  readonly kind: 'spans';
  readonly id: Target;
  readonly spans: readonly Span[];
}

/** Takes items away, and whatever cannot stand without them. */
export interface RemoveDecision {
  readonly kind: 'remove';
  readonly ids: readonly string[];
}

/** What an engine suggested: a mention, or a relation with the spans of both its ends. */
export interface SuggestionPlace {
  readonly type: string;
  /** UTF-16 code units of the note; of a relation first those of `from`, then those of `to`. */
  readonly spans: readonly Span[];
  readonly of?: 'entity' | 'relation';
}

/** A suggestion that is not to come back until its sentence changes. */
export interface RejectDecision {
  readonly kind: 'reject';
  readonly suggestion: SuggestionPlace;
}

/**
 * Items of any kind as others wrote them, with spans in UTF-16 code units of the note: as they are, whatever the schema
 * allows. An id that is taken, or was used before, becomes another one; references follow.
 */
export interface ItemsDecision {
  readonly kind: 'items';
  readonly items: readonly Item[];
}

/** Decisions that are one step: all or none, and undone together. */
export interface SeveralDecision {
  readonly kind: 'several';
  readonly decisions: readonly Decision[];
}

/**
 * What stands before a person decides, as what all annotators say: kept like their decisions, but no step of theirs, so
 * that undoing never takes it back.
 */
export interface BeforehandDecision {
  readonly kind: 'beforehand';
  readonly decisions: readonly Decision[];
}

/** One step of a person. */
export type Decision =
  | EntityDecision
  | RelationDecision
  | EventDecision
  | TypeDecision
  | AttributeDecision
  | SpansDecision
  | RemoveDecision
  | RejectDecision
  | ItemsDecision
  | SeveralDecision
  | BeforehandDecision;

/** Why a decision cannot be: a sentence for the user, without text of the note. */
export interface Refused {
  readonly refused: string;
}

/** A line of a standoff file as it is written. */
export interface WrittenLine {
  readonly raw: string;
  readonly end: '\n' | '\r\n' | '';
  /** Where its mention stands in the note; one whose text is not there cannot be found in the note again. */
  readonly place?: Held;
}

/** One line that changes: was put in (no `before`), taken out (no `after`), or both. Turned round it is undone. */
export interface LineChange {
  /** The number of the line at that moment, from 0; a hint where the file changed since. */
  readonly at: number;
  readonly before?: WrittenLine;
  readonly after?: WrittenLine;
}

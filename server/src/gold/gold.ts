import type { AttributeValue } from '../annotation/annotation';
import type { Argument, BratDocument, BratEquivalence, BratNormalization, BratNote } from '../format/brat';
import type { OffsetUnit } from '../format/brat-annotations';
import type { Span } from '../note/span';

/** Why a gold item does not hold: its text is another one, or it lies beyond the end of the note. */
export type Broken = 'text' | 'place';

/** A mention of a standoff file. */
export interface GoldEntity {
  readonly id: string;
  readonly type: string;
  /** In order; UTF-16 code units of the note as the editor holds it. Of a broken one the best places known. */
  readonly spans: readonly Span[];
  /** The covered text as the file has it, fragments joined by one space. */
  readonly text: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly broken?: Broken;
}

export interface GoldRelation {
  readonly id: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** The roles of its two ends, as the file names them. */
  readonly roles: readonly [string, string];
  /** All its arguments; the ends are the first two. */
  readonly arguments: readonly Argument[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface GoldEvent {
  readonly id: string;
  readonly type: string;
  /** The id of an entity. */
  readonly trigger: string;
  readonly arguments: readonly Argument[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** What a standoff file says of a note's text as the editor holds it now. Never changes: each change makes another one. */
export interface Gold {
  /** The file as it would be written now. */
  readonly document: BratDocument;
  /** What its offsets count: kept as it is in a file that another tool wrote. */
  readonly unit: OffsetUnit;
  /** By where they start, then the longer first, then by id. */
  readonly entities: readonly GoldEntity[];
  readonly relations: readonly GoldRelation[];
  readonly events: readonly GoldEvent[];
  readonly equivalences: readonly BratEquivalence[];
  readonly normalizations: readonly BratNormalization[];
  readonly notes: readonly BratNote[];
  entity(id: string): GoldEntity | undefined;
  relation(id: string): GoldRelation | undefined;
  event(id: string): GoldEvent | undefined;
  /** The entities with a fragment at an offset (its end counts), the shortest first. */
  at(offset: number): readonly GoldEntity[];
  /** The entities with a fragment that shares a code unit with a span, by where they start. */
  near(span: Span): readonly GoldEntity[];
  /** The entity that starts next behind an offset, or before it. */
  after(offset: number): GoldEntity | undefined;
  before(offset: number): GoldEntity | undefined;
  /** Ids of the relations, events, attributes, notes, normalisations that name an id. */
  attached(id: string): readonly string[];
}

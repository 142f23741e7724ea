import {
  type Entity,
  extent,
  type Inference,
  type Relation,
  type Summary,
} from '../../annotation/annotation';
import { type Edit, rebase } from '../../note/edit';
import type { Block, Note, PlacedBlock, Section } from '../../note/note';
import { contains, lowerBound, overlaps, type Span, shift } from '../../note/span';
import { type Task, tasks } from '../../task/engine';

/** What is known of a section's or a note's gist, and whether its text is still the one that was summarised. */
export interface KnownSummary {
  /** Undefined where there is nothing to sum up. */
  readonly summary: Summary | undefined;
  readonly current: boolean;
}

interface BlockKnowledge {
  /** Spans relative to the block. */
  readonly entities: readonly Entity[];
  readonly relations: readonly Relation[];
}

interface StoredSummary {
  /** What was summed up: the same objects as long as their text is the same. */
  readonly blocks: readonly Block[];
  /** Spans relative to the section. */
  readonly summary: Summary | undefined;
}

const nothing: BlockKnowledge = { entities: [], relations: [] };

const moved = (entity: Entity, by: number): Entity =>
  by === 0 ? entity : { ...entity, spans: entity.spans.map((span) => shift(span, by)) };

const movedSummary = (summary: Summary | undefined, by: number): Summary | undefined =>
  summary && {
    ...summary,
    scope: shift(summary.scope, by),
    evidence: summary.evidence.map((span) => shift(span, by)),
  };

/**
 * What is known of an open note. Entities and relations are kept with the block they lie in, relative to it,
 * so that an edit costs what it touched and all else moves along by itself. All spans that go in and come out
 * are absolute: UTF-16 code units of the note as it is now.
 */
export function makeKnowledge() {
  const blocks = new WeakMap<Block, BlockKnowledge>();
  const summaries = new WeakMap<Block, StoredSummary>();
  let whole: { readonly text: string; readonly summary: Summary | undefined } | undefined;
  let inferences: readonly Inference[] = [];
  let shown: ReadonlySet<Task> = new Set(tasks);

  const store = (
    note: Note,
    entities: readonly Entity[],
    add: (block: Block, entity: Entity) => void,
  ): void => {
    for (const entity of entities) {
      const span = extent(entity);
      // The block that holds the entity; one that crosses two blocks has lost its text and is let go.
      const placed = note.blocks[lowerBound(note.blocks, span.start + 1) - 1];
      if (placed && contains(placed, span)) add(placed.block, moved(entity, -placed.start));
    }
  };

  return {
    /** Which tasks' answers are given out; the others' wait until they are wanted again. */
    show(wanted: ReadonlySet<Task>): void {
      shown = wanted;
    },
    shows: (task: Task): boolean => shown.has(task),

    /** Moves what is known through an edit. What had its text touched is forgotten. */
    edit(before: Note, after: Note, edit: Edit): void {
      let first = 0;
      const shorter = Math.min(before.blocks.length, after.blocks.length);
      while (first < shorter && before.blocks[first]?.block === after.blocks[first]?.block) first++;
      let rest = 0;
      while (
        rest < shorter - first &&
        before.blocks[before.blocks.length - 1 - rest]?.block ===
          after.blocks[after.blocks.length - 1 - rest]?.block
      )
        rest++;
      const fresh = new Map<Block, { entities: Entity[]; relations: Relation[] }>();
      const touched = before.blocks.slice(first, before.blocks.length - rest);
      for (const placed of touched) {
        const known = blocks.get(placed.block);
        if (!known) continue;
        const kept = known.entities.flatMap((entity) => {
          const spans = entity.spans.map((span) => rebase(shift(span, placed.start), edit));
          return spans.every((span) => span !== undefined) ? [{ ...entity, spans }] : [];
        });
        store(after, kept, (block, entity) => {
          const into = fresh.get(block) ?? { entities: [], relations: [] };
          fresh.set(block, into);
          into.entities.push(entity);
          into.relations.push(...known.relations.filter((relation) => relation.from === entity.id));
        });
      }
      for (const [block, known] of fresh) blocks.set(block, known);

      // A section keeps its summary, no longer current, while its heading stays.
      const headed = (placed: readonly PlacedBlock[]): PlacedBlock[] =>
        placed.filter((block) => block.start === block.section.start);
      const headedAfter = headed(after.blocks.slice(first, after.blocks.length - rest));
      for (const old of headed(touched)) {
        const known = summaries.get(old.block);
        const at = headedAfter.findIndex((block) => block.section.title === old.section.title);
        const [heir] = at >= 0 ? headedAfter.splice(0, at + 1).slice(-1) : [];
        if (known && heir) summaries.set(heir.block, known);
      }

      inferences = inferences.flatMap((inference) => {
        const premise = rebase(inference.premise, edit);
        const hypothesis =
          typeof inference.hypothesis === 'string'
            ? inference.hypothesis
            : rebase(inference.hypothesis, edit);
        return premise && hypothesis !== undefined ? [{ ...inference, premise, hypothesis }] : [];
      });
    },

    /** Takes the entities found in a scope; they replace those known there, or, while partial, only what they overlap. */
    putEntities(note: Note, scope: Span, entities: readonly Entity[], partial: boolean): void {
      const fresh = new Map<PlacedBlock, Entity[]>();
      const into = new Map<Block, Entity[]>();
      for (const placed of note.blocks.slice(...blockRange(note, scope))) {
        const found: Entity[] = [];
        fresh.set(placed, found);
        into.set(placed.block, found);
      }
      store(note, entities, (block, entity) => into.get(block)?.push(entity));
      for (const [{ block, start }, found] of fresh) {
        const known = blocks.get(block) ?? nothing;
        // The scope may end within the block: what is known beyond stays.
        const inBlock = shift(scope, -start);
        const kept = known.entities.filter((old) =>
          partial
            ? !found.some((entity) => overlaps(extent(old), extent(entity)))
            : !overlaps(extent(old), inBlock),
        );
        const ids = new Set(kept.map(({ id }) => id));
        const relations = partial ? known.relations : known.relations.filter(({ from }) => ids.has(from));
        const all = [...kept, ...found].sort((a, b) => extent(a).start - extent(b).start);
        blocks.set(block, { entities: all, relations });
      }
    },

    /** Takes the relations found in a scope. A relation lies within a block, as sentences do. */
    putRelations(note: Note, scope: Span, relations: readonly Relation[]): void {
      for (const { block, start } of note.blocks.slice(...blockRange(note, scope))) {
        const known = blocks.get(block);
        if (!known) continue;
        const inBlock = shift(scope, -start);
        const ids = new Set(known.entities.map((entity) => entity.id));
        const beyond = new Set(
          known.entities.filter((entity) => !overlaps(extent(entity), inBlock)).map(({ id }) => id),
        );
        blocks.set(block, {
          entities: known.entities,
          relations: [
            ...known.relations.filter((relation) => beyond.has(relation.from)),
            ...relations.filter((relation) => ids.has(relation.from) && ids.has(relation.to)),
          ],
        });
      }
    },

    putInferences(found: readonly Inference[]): void {
      inferences = found;
    },

    /** Takes the summary of a section, or of the whole note where no section is named; undefined where there is none to give. */
    putSummary(note: Note, section: Section | undefined, summary: Summary | undefined): void {
      if (!section) {
        whole = { text: note.text, summary };
        return;
      }
      const of = blocksOf(note, section);
      const [first] = of;
      if (first) summaries.set(first, { blocks: of, summary: movedSummary(summary, -section.start) });
    },

    summaryOf(note: Note, section: Section): KnownSummary | undefined {
      const of = blocksOf(note, section);
      const known = of[0] && summaries.get(of[0]);
      if (!known) return undefined;
      const current = known.blocks.length === of.length && known.blocks.every((block, i) => block === of[i]);
      return { summary: movedSummary(known.summary, section.start), current };
    },

    wholeSummary(note: Note): KnownSummary | undefined {
      return whole && { summary: whole.summary, current: whole.text === note.text };
    },

    /** What answers about a block hang on: the same as long as they are. */
    basisOf: ({ block }: PlacedBlock): readonly [known: object, shown: object] => [
      blocks.get(block) ?? nothing,
      shown,
    ],

    /** The entities of one block, only those whose text is still what it was. */
    entitiesOf(note: Note, placed: PlacedBlock): Entity[] {
      // Relations need the entities at their ends.
      const known = shown.has('ner') || shown.has('relation') ? blocks.get(placed.block) : undefined;
      return (known ?? nothing).entities
        .map((entity) => moved(entity, placed.start))
        .filter(
          (entity) => entity.spans.map((s) => note.text.slice(s.start, s.end)).join(' ') === entity.text,
        );
    },

    relationsOf(placed: PlacedBlock): readonly Relation[] {
      const { entities, relations } = (shown.has('relation') && blocks.get(placed.block)) || nothing;
      const ids = new Set(entities.map((entity) => entity.id));
      return relations.filter((relation) => ids.has(relation.from) && ids.has(relation.to));
    },

    inferences: (): readonly Inference[] => (shown.has('nli') ? inferences : []),
  };
}

/** The blocks that a section is made of. */
const blocksOf = (note: Note, section: Section): Block[] =>
  note.blocks.slice(...blockRange(note, section)).map((placed) => placed.block);

/** The indices `[from, to)` of the blocks that a span touches. */
export function blockRange(note: Note, span: Span): [number, number] {
  const from = Math.max(0, lowerBound(note.blocks, span.start + 1) - 1);
  return [from, Math.max(from, lowerBound(note.blocks, span.end))];
}

import { type Hover, MarkupKind } from 'vscode-languageserver';
import { type Entity, extent, type Origin, type Relation } from '../../annotation/annotation';
import type { PlacedBlock, Section } from '../../note/note';
import { contains, type Span } from '../../note/span';
import { blockRange } from '../asking/knowledge';
import { goldHover } from '../gold/gold-hover';
import { itemsIn } from '../gold/items';
import type { OpenNote } from '../open-note';
import { describe } from './describe';
import { literal } from './markdown';

const from = (origin: Origin): string =>
  origin.by === 'model'
    ? origin.model
    : origin.by === 'embedded'
      ? 'embedded rules'
      : origin.by === 'learned'
        ? 'learned from your gold'
        : 'a person';

/** Who says a mention, where it was held against what was learned. */
const said = ({ origin, support }: Entity): string => {
  const by = literal(from(origin));
  if (support === 'agreed') return `${by} and what was learned from your gold agree`;
  return support === 'engine' ? `${by} alone; what was learned from your gold does not say so` : by;
};

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** What is known of what is under the cursor, answered from what is there. */
export function hoverAt(open: OpenNote, offset: number): Hover | undefined {
  const { note, knowledge } = open;
  const point = { start: offset, end: offset };
  const parts: string[] = [];
  let range: Span | undefined;
  for (const { entity, text } of goldHover(open, offset)) {
    range ??= extent(entity);
    parts.push(text);
  }
  for (const placed of note.blocks.slice(...blockRange(note, { start: offset, end: offset + 1 }))) {
    const entities = knowledge.entitiesOf(note, placed);
    const undecided = new Set(itemsIn(open, placed).map(({ id }) => id));
    const here = entities.filter(
      ({ id, spans }) => undecided.has(id) && spans.some((s) => contains(s, point)),
    );
    for (const entity of here) {
      range ??= extent(entity);
      parts.push(entityText(open, placed, entity, entities));
    }
    const { section } = placed;
    if (section.heading && contains(section.heading, point)) {
      range ??= section.heading;
      parts.push(...summaryText(open, section));
    }
  }
  for (const identifier of open.identifiers) {
    if (identifier.start > offset) break;
    if (!contains(identifier, point)) continue;
    range ??= identifier;
    const { category, kind } = identifier;
    const closer = kind === category.toLowerCase() ? '' : ` (${literal(kind)})`;
    parts.push(`**Identifier** · ${category}${closer}: replaced before anything is sent to a model`);
  }
  for (const inference of knowledge.inferences()) {
    const { premise, hypothesis, label, reason } = inference;
    const here = contains(premise, point) || (typeof hypothesis !== 'string' && contains(hypothesis, point));
    if (!here || label === 'neutral') continue;
    const other =
      typeof hypothesis === 'string'
        ? `the hypothesis “${literal(hypothesis)}”`
        : `line ${open.rangeOf(contains(premise, point) ? hypothesis : premise).start.line + 1}`;
    const word = label === 'contradiction' ? 'Contradicts' : 'Supports';
    parts.push(
      `**${word}** ${other}${reason === '' ? '' : ` (${literal(reason)})`} · ${percent(inference.confidence)} · ${literal(from(inference.origin))}`,
    );
  }
  if (parts.length === 0) return undefined;
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') },
    ...(range && { range: open.rangeOf(range) }),
  };
}

function entityText(open: OpenNote, placed: PlacedBlock, entity: Entity, near: readonly Entity[]): string {
  const { section } = placed;
  const lines = [`**${literal(entity.text)}** · ${literal(describe(entity))}`];
  if (section.title !== '') lines.push(`in ${literal(section.title)}`);
  for (const relation of open.knowledge.relationsOf(placed)) {
    const line = relationText(relation, entity, near);
    if (line) lines.push(line);
  }
  const alignment = entity.alignment === 'exact' ? '' : `, ${entity.alignment} match`;
  lines.push(`${percent(entity.confidence)} · ${said(entity)}${alignment}`);
  return lines.join('  \n');
}

function relationText(relation: Relation, entity: Entity, near: readonly Entity[]): string | undefined {
  const other = (id: string): string => literal(near.find((e) => e.id === id)?.text ?? '?');
  if (relation.from === entity.id) return `${literal(relation.type)} → ${other(relation.to)}`;
  if (relation.to === entity.id) return `${literal(relation.type)} ← ${other(relation.from)}`;
  return undefined;
}

function summaryText(open: OpenNote, section: Section): string[] {
  const known = open.knowledge.summaryOf(open.note, section);
  if (!known?.summary) return [];
  const { summary, current } = known;
  const lines = [`**Summary** · ${literal(summary.text)}`];
  if (current && summary.evidence.length > 0) {
    const rows = summary.evidence.map((span) => open.rangeOf(span).start.line + 1);
    lines.push(`evidence: line ${[...new Set(rows)].join(', ')}`);
  } else if (!current) lines.push('the text has changed since');
  return [lines.join('  \n')];
}

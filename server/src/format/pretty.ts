import { createColors } from 'picocolors';
import type { Entity } from '../annotation/annotation';
import type { Section } from '../note/note';
import type { Span } from '../note/span';
import { type AnnotatedNote, judged } from './annotated-note';
import { type Mark, pieces } from './marks';
import { printable, printableLine } from './printable';

type Colour = (text: string) => string;
type Palette = ReturnType<typeof createColors>;

interface EntityPart {
  readonly mark: 'entity';
  readonly entity: Entity;
  /** Whether it is the last of the entity's fragments: the label stands behind it. */
  readonly final: boolean;
}
type Item = EntityPart | { readonly mark: 'heading' };

/** The assertion and other attributes that do not go without saying. */
const qualities = (entity: Entity): string[] =>
  Object.entries(entity.attributes).flatMap(([name, value]) =>
    value === 'present' ? [] : [printableLine(value === true ? name : value).replaceAll('_', ' ')],
  );

const label = (entity: Entity): string => [printableLine(entity.type), ...qualities(entity)].join(', ');

function colourOf(palette: Palette, types: readonly string[]): (type: string) => Colour {
  const cycle = [palette.yellow, palette.magenta, palette.blue, palette.red];
  const known = new Map([
    ['problem', palette.red],
    ['test', palette.cyan],
    ['treatment', palette.green],
  ]);
  const others = types.filter((type) => !known.has(type));
  return (type) => known.get(type) ?? cycle[others.indexOf(type) % cycle.length] ?? palette.yellow;
}

/**
 * A note for a terminal: its text with headings and entities, then relations, contradictions, judged
 * hypotheses and summaries. Without colour, an entity reads `[problem, absent: fever]`. Control characters
 * of the note never reach the terminal.
 */
export function pretty(annotated: AnnotatedNote, colour: boolean): string {
  const palette = createColors(colour);
  const { note, annotations, failures } = annotated;
  const { text } = note;
  const of = colourOf(palette, [...new Set(annotations.entities.map((entity) => entity.type))]);
  const quote = (span: Span): string => printableLine(text.slice(span.start, span.end));
  const shown = (entity: Entity): string => printableLine(entity.text);
  const out: string[] = [];
  const rule = '─'.repeat(Math.max(4, 76 - annotated.path.length));
  out.push(palette.bold(`── ${printableLine(annotated.path)} ${rule}`), '');
  out.push(body(annotated, palette, of, colour).trimEnd(), '');

  const list = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    out.push(palette.bold(palette.underline(`${title} (${items.length})`)), ...items, '');
  };
  const byId = new Map(annotations.entities.map((entity) => [entity.id, entity]));
  list(
    'Relations',
    annotations.relations.flatMap((relation) => {
      const from = byId.get(relation.from);
      const to = byId.get(relation.to);
      if (!from || !to) return [];
      const arrow = palette.dim(`─${printableLine(relation.type)}→`);
      return [`  ${of(from.type)(shown(from))} ${arrow} ${of(to.type)(shown(to))}`];
    }),
  );
  const within = annotations.inferences.filter(({ hypothesis }) => typeof hypothesis !== 'string');
  list(
    'Contradictions',
    within.flatMap((inference) => {
      if (inference.label !== 'contradiction') return [];
      const other = inference.hypothesis as Span;
      const why = inference.reason === '' ? '' : palette.dim(`  (${printableLine(inference.reason)})`);
      return [`  ${palette.yellow('⚡')} “${quote(inference.premise)}”${why}\n    “${quote(other)}”`];
    }),
  );
  list(
    'Hypotheses',
    judged(annotated).map(({ hypothesis, label: says, premise }) => {
      const paint = { entailment: palette.green, contradiction: palette.red, neutral: palette.dim }[says];
      const because = premise ? `\n    because “${quote(premise)}”` : '';
      return `  ${paint(judgements[says])}: ${printableLine(hypothesis)}${because}`;
    }),
  );
  list(
    'Summary',
    annotations.summaries.map((summary) => {
      const title = titleOf(note.sections, summary.scope, text.length);
      return `  ${palette.bold(`${title}:`)} ${printableLine(summary.text)}`;
    }),
  );
  list(
    'Not done',
    failures.map((failure) => `  ${palette.red('✗')} ${failure.task}: ${printableLine(failure.message)}`),
  );
  out.push(palette.dim(`engine: ${printableLine(annotated.engine)}`), '');
  return `${out.join('\n')}\n`;
}

/** What a summary is about: a section by its title, or the note. */
export function titleOf(sections: readonly Section[], scope: Span, length: number): string {
  const section = sections.find((s) => s.start === scope.start && s.end === scope.end);
  if (scope.start === 0 && scope.end === length && (sections.length !== 1 || !section?.title)) return 'Note';
  return printableLine(section?.title ?? '') || 'Beginning';
}

/** What a note says of a hypothesis, for people. */
export const judgements = {
  entailment: '✓ entailed',
  contradiction: '✗ contradicted',
  neutral: '? not decided',
} as const;

function body(
  { note, annotations }: AnnotatedNote,
  palette: Palette,
  of: (type: string) => Colour,
  colour: boolean,
): string {
  const marks: Mark<Item>[] = [];
  for (const { heading } of note.sections) {
    if (heading) marks.push({ ...heading, item: { mark: 'heading' } });
  }
  for (const entity of annotations.entities) {
    for (const [n, span] of entity.spans.entries()) {
      const final = n === entity.spans.length - 1;
      marks.push({ ...span, item: { mark: 'entity', entity, final } });
    }
  }
  // Colours of a terminal do not nest: each stretch of text is painted by what is innermost around it.
  const open: Item[] = [];
  let result = '';
  for (const piece of pieces(note.text, marks)) {
    if (piece.kind === 'text') {
      const inner = open.findLast((item) => item.mark === 'entity');
      const heading = open.some((item) => item.mark === 'heading');
      const paint: Colour = (line) => {
        if (line === '') return line;
        const coloured = inner ? palette.underline(of(inner.entity.type)(line)) : line;
        return heading ? palette.bold(coloured) : coloured;
      };
      result += printable(piece.text).split('\n').map(paint).join('\n');
      continue;
    }
    const { item } = piece;
    if (piece.kind === 'open') {
      open.push(item);
      if (item.mark === 'entity' && !colour) result += piece.first ? `[${label(item.entity)}: ` : '[… ';
      continue;
    }
    open.pop();
    if (item.mark !== 'entity') continue;
    if (!colour) result += piece.last ? ']' : ' …]';
    else if (piece.last && item.final) {
      result += of(item.entity.type)(palette.dim(`⟨${label(item.entity)}⟩`));
    }
  }
  return result;
}

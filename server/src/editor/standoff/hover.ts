import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { BratValue } from '../../format/brat';
import type { Span } from '../../note/span';
import { literal } from '../showing/markdown';
import { bearerOf } from './allowed';
import { quoted, type Reading } from './faults/fault';
import { idOf } from './ids';
import type { OpenStandoff } from './open-standoff';
import { type Part, partAt, partsOf } from './parts';
import { inNote, type Placement } from './place';
import { sentenceAround } from './sentence';

/** What hangs on an id may be much: so many lines are shown of it. */
const MOST_LINES = 12;

/** What is known of the id or the offsets at a place of a standoff file. */
export function hoverIn(
  open: OpenStandoff,
  reading: Reading,
  place: { readonly index: number; readonly offset: number },
): Hover | undefined {
  const line = reading.document.lines[place.index];
  if (!line || line.value.kind === 'unread') return undefined;
  const part = partAt(partsOf(line.raw), place.offset);
  const lines = part ? linesFor(reading, line.value, part) : [];
  if (!part || lines.length === 0) return undefined;
  return {
    contents: { kind: MarkupKind.Markdown, value: lines.join('  \n') },
    range: open.rangeIn(place.index, part),
  };
}

function linesFor(reading: Reading, value: BratValue, part: Part): string[] {
  if (part.kind === 'target') return aboutId(reading, part.text);
  if (part.kind === 'id') return idOf(value) === undefined ? [] : aboutLine(reading, value);
  if (value.kind === 'textbound' && (part.kind === 'span' || part.kind === 'text'))
    return reading.placement ? [sentenceOf(reading.placement, value.spans)] : [];
  const { schema } = reading.allowed;
  if (part.kind !== 'type') return [];
  const types = [...schema.entities, ...schema.relations, ...schema.events];
  const known = types.find(({ name }) => name === part.text);
  return known ? [`**${literal(known.name)}**: ${literal(known.description)}`] : [];
}

function aboutId(reading: Reading, id: string): string[] {
  const [at] = reading.ids.definedAt(id);
  const line = at === undefined ? undefined : reading.document.lines[at];
  return line && line.value.kind !== 'unread' ? aboutLine(reading, line.value) : [];
}

/** What a line says, where it lies in the note, and what is said of it. */
function aboutLine(reading: Reading, value: BratValue): string[] {
  const id = idOf(value);
  const lines = [
    id === undefined ? summary(reading, value) : `**${literal(id)}** · ${summary(reading, value)}`,
  ];
  const { placement, ids, document } = reading;
  if (placement && value.kind === 'textbound') lines.push(placed(placement, value.spans));
  const naming = id === undefined ? [] : ids.namedAt(id);
  for (const at of naming.slice(0, MOST_LINES)) {
    const other = document.lines[at]?.value;
    if (other && other.kind !== 'unread') lines.push(`${idOf(other) ?? '\\*'} · ${summary(reading, other)}`);
  }
  if (naming.length > MOST_LINES) lines.push(`and ${naming.length - MOST_LINES} more`);
  return lines;
}

/** The line of the note, as the editor counts lines. */
function placed({ note, map, length }: Placement, spans: readonly Span[]): string {
  const [first] = inNote({ map }, spans);
  if (!first || spans.some(({ end }) => end > length)) return 'outside the note';
  return `line ${note.rangeOf(first).start.line + 1} of the note`;
}

/** A line in words. */
function summary(reading: Reading, value: BratValue): string {
  const said = (id: string): string => {
    const bearer = bearerOf(reading.document, reading.ids, id);
    return bearer?.kind === 'textbound' ? literal(quoted(bearer.text)) : literal(id);
  };
  const roles = (list: readonly { role: string; target: string }[]): string =>
    list
      .slice(0, MOST_LINES)
      .map(({ role, target }) => `${literal(role)} ${said(target)}`)
      .join(', ');
  const type = literal(value.type);
  switch (value.kind) {
    case 'textbound':
      return `${type} ${literal(quoted(value.text))}`;
    case 'relation':
      return `${type}: ${roles(value.arguments)}`;
    case 'event':
      return `${type} ${said(value.trigger)}${value.arguments.length > 0 ? `: ${roles(value.arguments)}` : ''}`;
    case 'attribute':
      return `${type}${value.value === true ? '' : ` ${literal(value.value)}`} of ${said(value.target)}`;
    case 'normalization':
      return `${type} ${literal(value.reference)} ${literal(quoted(value.text))}`;
    case 'note':
      return `${type} ${literal(quoted(value.text))}`;
    case 'equivalence':
      return `${type}: ${value.targets.slice(0, MOST_LINES).map(said).join(', ')}`;
  }
}

/** The sentence of the note with the stretches marked. */
function sentenceOf({ note, map, length }: Placement, spans: readonly Span[]): string {
  if (spans.some(({ end }) => end > length)) return `The note ends at ${length}`;
  const { text } = note;
  const places = inNote({ map }, spans).sort((a, b) => a.start - b.start);
  const sentence = sentenceAround(text, { start: places[0]?.start ?? 0, end: places.at(-1)?.end ?? 0 });
  let marked = '';
  let at = sentence.start;
  for (const { start, end } of places) {
    if (start < at || end > sentence.end || start === end) continue;
    marked += `${literal(text.slice(at, start))}**${literal(text.slice(start, end))}**`;
    at = end;
  }
  return `line ${note.rangeOf(places[0] ?? sentence).start.line + 1}: ${marked}${literal(text.slice(at, sentence.end))}`;
}

import type { Entity, Inference, Summary } from '../annotation/annotation';
import type { Span } from '../note/span';
import { type AnnotatedNote, judged } from './annotated-note';
import { labelOf, legendOf, type TypeStyle, typeStyles } from './html-labels';
import { type Mark, pieces } from './marks';
import { judgements, titleOf } from './pretty';
import { printable, printableLine } from './printable';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a note as text of a page: nothing in it is mark-up, no control character is left. */
export const escapeHtml = (text: string): string =>
  printable(text).replace(/[&<>"']/g, (char) => entities[char] as string);

const escapeLine = (text: string): string => escapeHtml(printableLine(text));

/** Classes and keys are made of letters, digits, `-` and `_` alone. */
const word = (text: string): string => text.replace(/[^\w-]/g, '_');

type Item =
  | { readonly mark: 'heading' }
  | { readonly mark: 'identifier'; readonly category: string }
  | { readonly mark: 'sentence'; readonly key: string; readonly conflicts: readonly Conflict[] }
  | { readonly mark: 'entity'; readonly entity: Entity; readonly final: boolean; readonly tabular: boolean };

/** One side of a contradiction: its number in the list and the key of the other side. */
interface Conflict {
  readonly number: number;
  readonly other: string;
}

const anchorOf = (span: Span): string => `s${span.start}-${span.end}`;

/** A note as a part of a page: its entry in the list of notes, and the note itself. `number` makes ids unique. */
export function htmlNote(annotated: AnnotatedNote, number: number): { entry: string; article: string } {
  const { note, annotations, identifiers } = annotated;
  const id = `n${number}`;
  const conflicts = annotations.inferences.filter(
    (inference) => inference.label === 'contradiction' && typeof inference.hypothesis !== 'string',
  );
  const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const counts = [
    plural(annotations.entities.length, 'entity').replace('entitys', 'entities'),
    plural(annotations.relations.length, 'relation'),
  ].join(' · ');
  const warned =
    conflicts.length > 0
      ? ` · <b title="${plural(conflicts.length, 'contradiction')}">⚡ ${conflicts.length}</b>`
      : '';
  const failed = annotated.failures.length > 0 ? ' · <b>not all done</b>' : '';
  const name = escapeLine(annotated.path);
  const entry = `<li><a href="#${id}">${name}<small>${counts}${warned}${failed}</small></a></li>\n`;
  const styles = typeStyles(annotations.entities.map((entity) => entity.type));
  const key = legendOf(annotations.entities, styles);
  const legend = [
    ...key.types.map(
      ({ type, colour, letters }) =>
        `<span><i class="${colour}">${escapeLine(letters)}</i>${escapeLine(type)}</span>`,
    ),
    ...key.values.map(([shown, meaning]) => `<span><b>${escapeLine(shown)}</b>${escapeLine(meaning)}</span>`),
  ].join('');
  const article = `<article id="${id}" aria-label="${name}">
<header><h2>${name}</h2><span class="meta">${counts} · ${plural(identifiers.length, 'identifier')} · engine: ${escapeLine(annotated.engine)}</span><span class="legend">${legend}</span></header>
<div class="cols"><div class="note" tabindex="0" role="region" aria-label="Text of ${name}">${body(annotated, id, styles, conflicts)}</div>
<aside aria-label="Findings in ${name}">${findings(annotated, id, styles, conflicts) || '<p class="none">Nothing was found in this note.</p>'}</aside></div>
</article>
`;
  return {
    entry,
    article: note.text === '' ? article.replace(/(<div class="note"[^>]*>)/, '$1(empty)') : article,
  };
}

function body(
  { note, annotations, identifiers }: AnnotatedNote,
  id: string,
  styles: ReadonlyMap<string, TypeStyle>,
  conflicts: readonly Inference[],
): string {
  const marks: Mark<Item>[] = [];
  // Sentences that something beside the text points to: each gets an anchor, once.
  const sentences = new Map<string, { span: Span; conflicts: Conflict[] }>();
  const anchor = (span: Span): { conflicts: Conflict[] } => {
    const known = sentences.get(anchorOf(span)) ?? { span, conflicts: [] };
    sentences.set(anchorOf(span), known);
    return known;
  };
  for (const { premise, hypothesis } of annotations.inferences) {
    anchor(premise);
    if (typeof hypothesis !== 'string') anchor(hypothesis);
  }
  for (const summary of annotations.summaries) summary.evidence.forEach(anchor);
  for (const [n, { premise, hypothesis }] of conflicts.entries()) {
    if (typeof hypothesis === 'string') continue;
    anchor(premise).conflicts.push({ number: n + 1, other: anchorOf(hypothesis) });
    anchor(hypothesis).conflicts.push({ number: n + 1, other: anchorOf(premise) });
  }
  for (const [key, { span, conflicts: sides }] of sentences) {
    marks.push({ ...span, item: { mark: 'sentence', key, conflicts: sides } });
  }
  for (const { heading } of note.sections) if (heading) marks.push({ ...heading, item: { mark: 'heading' } });
  for (const entity of annotations.entities) {
    for (const [n, span] of entity.spans.entries()) {
      const final = n === entity.spans.length - 1;
      const tabular = final && isTabular(note.text, span);
      marks.push({ ...span, item: { mark: 'entity', entity, final, tabular } });
    }
  }
  for (const { start, end, category } of identifiers) {
    marks.push({ start, end, item: { mark: 'identifier', category } });
  }
  // An id may stand once in a page: on the first part of the first fragment.
  const placed = new Set<string>();
  const once = (key: string): string => {
    if (placed.has(key)) return '';
    placed.add(key);
    return ` id="${id}-${key}"`;
  };
  const html: string[] = [];
  for (const piece of pieces(note.text, marks)) {
    if (piece.kind === 'text') html.push(escapeHtml(piece.text));
    else if (piece.kind === 'open') html.push(openTag(piece.item, styles, once));
    else html.push(closeTag(piece.item, piece.last));
  }
  return html.join('');

  function closeTag(item: Item, last: boolean): string {
    if (item.mark === 'entity') {
      const { entity, final, tabular } = item;
      // A label would push the columns of a table apart; there, the hover tells.
      const labelled = last && final && !tabular;
      return `</mark>${labelled ? `<span class="l ${styles.get(entity.type)?.colour}" data-l="${escapeLine(labelOf(entity, styles))}"></span>` : ''}`;
    }
    if (item.mark !== 'sentence' || !last) return '</span>';
    const links = item.conflicts.map(({ number, other }) => {
      const says = `contradiction ${number}: go to the other side`;
      return `<a class="ref" href="#${id}-${other}" data-ref="${item.key} ${other}" aria-label="${says}" title="${says}">⚡${number}</a>`;
    });
    return `</span>${links.join('')}`;
  }
}

/** Whether a span stands in a line with columns; judged by at most 160 code units on either side. */
function isTabular(text: string, span: Span): boolean {
  const before = text.slice(Math.max(0, span.start - 160), span.start);
  const after = text.slice(span.end, span.end + 160);
  const line = `${before.slice(before.lastIndexOf('\n') + 1)}x${after.split('\n', 1)[0]}`;
  return /\S {3,}\S|\t|\|/.test(line);
}

function openTag(item: Item, styles: ReadonlyMap<string, TypeStyle>, once: (key: string) => string): string {
  switch (item.mark) {
    case 'heading':
      return '<span class="h">';
    case 'identifier':
      return `<span class="id" title="identifier: ${escapeLine(item.category)}">`;
    case 'sentence':
      return `<span class="${item.conflicts.length > 0 ? 's x' : 's'}"${once(item.key)} data-k="${item.key}">`;
    case 'entity': {
      const { entity } = item;
      const key = word(entity.id);
      const values = Object.values(entity.attributes).flatMap((value) =>
        value === true ? [] : [word(value)],
      );
      return `<mark class="${[styles.get(entity.type)?.colour, ...values].join(' ')}"${once(key)} data-k="${key}" title="${escapeLine(hover(entity))}">`;
    }
  }
}

function hover(entity: Entity): string {
  const { origin } = entity;
  const by =
    origin.by === 'model'
      ? origin.model
      : origin.by === 'embedded'
        ? 'embedded rules'
        : origin.by === 'learned'
          ? 'learned from gold'
          : 'a person';
  const attributes = Object.entries(entity.attributes).map(([name, value]) =>
    value === true ? name : `${name}: ${value.replaceAll('_', ' ')}`,
  );
  return [
    `${entity.id} ${entity.type}`,
    ...attributes,
    `confidence ${entity.confidence.toFixed(2)}`,
    entity.alignment === 'exact' ? '' : `${entity.alignment} match`,
    `by ${by}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function findings(
  annotated: AnnotatedNote,
  id: string,
  styles: ReadonlyMap<string, TypeStyle>,
  conflicts: readonly Inference[],
): string {
  const { note, annotations, failures } = annotated;
  const quote = (span: Span): string => escapeLine(note.text.slice(span.start, span.end));
  const section = (title: string, count: number, content: string): string =>
    `<section><h3>${title}${count > 0 ? ` <b class="count">${count}</b>` : ''}</h3>${content}</section>\n`;
  const out: string[] = [];

  const refs = (summary: Summary): string => ` data-ref="${summary.evidence.map(anchorOf).join(' ')}"`;
  const titled = annotations.summaries.map((summary) => ({
    summary,
    title: titleOf(note.sections, summary.scope, note.text.length),
  }));
  const gist = titled
    .filter(({ title }) => title === 'Note')
    .map(({ summary }) => `<p class="gist"${refs(summary)}>${escapeLine(summary.text)}</p>`);
  const parts = titled
    .filter(({ title }) => title !== 'Note')
    .map(
      ({ summary, title }) =>
        `<dt><a href="#${id}-${summary.evidence[0] ? anchorOf(summary.evidence[0]) : ''}">${escapeHtml(title)}</a></dt><dd${refs(summary)}>${escapeLine(summary.text)}</dd>`,
    );
  const sections = parts.length > 0 ? `<dl>${parts.join('')}</dl>` : '';
  const contradictions = conflicts.map(({ premise, hypothesis, reason }, n) => {
    const other = hypothesis as Span;
    const side = (span: Span): string =>
      `<a href="#${id}-${anchorOf(span)}" data-ref="${anchorOf(span)}">“${quote(span)}”</a>`;
    return `<li><small>⚡${n + 1}${reason === '' ? '' : ` ${escapeLine(reason)}`}</small>${side(premise)}${side(other)}</li>`;
  });
  const hypotheses = judged(annotated).map(({ hypothesis, label: says, premise }) => {
    const [ref, because] = premise
      ? [
          ` data-ref="${anchorOf(premise)}"`,
          `<q><a href="#${id}-${anchorOf(premise)}">${quote(premise)}</a></q>`,
        ]
      : ['', ''];
    return `<li class="${says}"${ref}><b>${judgements[says]}</b> ${escapeLine(hypothesis)}${because}</li>`;
  });
  const byId = new Map(annotations.entities.map((entity) => [entity.id, entity]));
  const relations = annotations.relations.flatMap((relation) => {
    const from = byId.get(relation.from);
    const to = byId.get(relation.to);
    if (!from || !to) return [];
    const end = (entity: Entity): string =>
      `<a class="dot ${styles.get(entity.type)?.colour}" href="#${id}-${word(entity.id)}">${escapeLine(entity.text)}</a>`;
    return [
      `<li data-ref="${word(from.id)} ${word(to.id)}">${end(from)} <em>${escapeLine(relation.type)} →</em> ${end(to)}</li>`,
    ];
  });

  if (gist.length > 0) out.push(section('Summary', 0, gist.join('')));
  if (contradictions.length > 0) {
    out.push(
      section('Contradictions', contradictions.length, `<ul class="contra">${contradictions.join('')}</ul>`),
    );
  }
  if (hypotheses.length > 0) {
    out.push(section('Hypotheses', hypotheses.length, `<ul class="hyp">${hypotheses.join('')}</ul>`));
  }
  if (relations.length > 0) {
    out.push(section('Relations', relations.length, `<ul class="rel">${relations.join('')}</ul>`));
  }
  if (sections !== '') out.push(section('By section', 0, sections));
  if (failures.length > 0) {
    const items = failures.map(
      (failure) => `<li>${escapeLine(failure.task)}: ${escapeLine(failure.message)}</li>`,
    );
    out.push(section('Not done', failures.length, `<ul class="fail">${items.join('')}</ul>`));
  }
  return out.join('');
}

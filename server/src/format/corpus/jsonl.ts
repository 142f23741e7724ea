import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Inference, inferenceLabels, type Origin, type Summary } from '../../annotation/annotation';
import { codePointMap } from '../../note/code-points';
import type { Span } from '../../note/span';
import { offsetMap } from '../brat-annotations';
import { jsonLine, readingsOf, round } from '../jsonl';
import { assembled } from './assembling';
import { attached } from './attached';
import type { CorpusDocument, CorpusFormat, Item, Loss, Read, SourceFile, Suggested } from './document';
import { hold, partsOf } from './holding';
import { fields, parseJsonLines, shaped } from './json';
import { nameOf } from './names';
import { placedSpans } from './placing';

const range = z.tuple([z.number(), z.number()]);
const origin = z.discriminatedUnion('by', [
  z.object({ by: z.literal('model'), model: z.string(), digest: z.string(), prompt: z.string() }),
  z.object({ by: z.literal('embedded'), version: z.string() }),
  z.object({ by: z.literal('learned'), notes: z.int() }),
  z.object({ by: z.literal('person') }),
]);
const value = z.union([z.string(), z.literal(true)]);
const values = fields(value);
const argument = z.object({ role: z.string(), target: z.string() });
const suggestion = { confidence: z.number().optional(), origin: origin.optional() };
const about = { id: z.string(), type: z.string(), target: z.string() };
const list = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.object(shape)).default([]);
const row = z.object({
  note: z.string(),
  sha256: z.string().optional(),
  entities: list({
    id: z.string(),
    type: z.string(),
    spans: z.array(range).min(1),
    text: z.string().optional(),
    attributes: values.default([]),
    ...suggestion,
  }),
  events: list({
    id: z.string(),
    type: z.string(),
    trigger: z.string(),
    arguments: z.array(argument),
    ...suggestion,
  }),
  relations: list({
    id: z.string(),
    type: z.string(),
    from: z.string(),
    to: z.string(),
    roles: z.tuple([z.string(), z.string()]).default(['Arg1', 'Arg2']),
    more: z.array(argument).default([]),
    ...suggestion,
  }),
  inferences: list({
    premise: range,
    hypothesis: z.union([range, z.string()]),
    label: z.enum(inferenceLabels),
    confidence: z.number().default(1),
  }),
  summaries: list({ scope: range, text: z.string(), evidence: z.array(range).default([]) }),
  attributes: list({ ...about, value: value.default(true) }),
  normalizations: list({ ...about, reference: z.string(), text: z.string().default('') }),
  notes: list({ ...about, text: z.string() }),
  equivalences: list({ type: z.string(), targets: z.array(z.string()).min(1) }),
  lines: list({ line: z.number(), raw: z.string(), why: z.string() }),
  failures: z.array(z.unknown()).default([]),
});
type Row = z.infer<typeof row>;

/**
 * The rows of this project, one note a line, beside the notes' texts. `attributes` of a row are those that cannot
 * stand on an entity, `more` of a relation its ends beyond two, `lines` what a standoff file said besides.
 */
export const jsonl: CorpusFormat = {
  name: 'jsonl',
  reads: (path) => /\.jsonl$/i.test(path),
  *read({ text }, beside) {
    for (const { line, parsed } of parseJsonLines(text)) {
      const known = 'failure' in parsed ? parsed : shaped(row, parsed.value);
      if ('failure' in known) yield { failure: `line ${line}: ${known.failure}` };
      else yield documentOf(known.value, line, beside);
    }
  },
  hold: (document) =>
    hold(document, {
      gaps: true,
      empty: true,
      events: true,
      relations: 'any',
      leftLines: true,
      suggestions: true,
      inferences: true,
    }),
  writer: () => ({
    write: (document) => [
      { path: `${document.name}.txt`, text: document.text },
      { path: 'annotations.jsonl', text: jsonLine(rowOf(document)), grows: true },
    ],
    finish: () => [],
  }),
};

function rowOf(document: CorpusDocument): object {
  const { text, suggested } = document;
  const { toCodePoint } = codePointMap(text);
  const rangeOf = ({ start, end }: Span): [number, number] => [toCodePoint(start), toCodePoint(end)];
  const { on, rest } = attached(document.items, (one, target) =>
    one.kind === 'attribute' && target.kind === 'textbound' ? one.type : undefined,
  );
  const parts = partsOf({ items: rest });
  const origins = (id: string): Partial<Suggested> => {
    const found = suggested.get(id);
    return found ? { confidence: round(found.confidence), origin: found.origin } : {};
  };
  const person: Origin = { by: 'person' };
  const extra = <Key extends string, One>(key: Key, all: readonly One[]) =>
    all.length > 0 ? { [key]: all } : {};
  return {
    note: `${document.name}.txt`,
    sha256: createHash('sha256').update(text).digest('hex'),
    engine: 'convert',
    entities: parts.entities.map(({ id, type, spans }) => ({
      id,
      type,
      spans: spans.map(rangeOf),
      text: spans.map((span) => text.slice(span.start, span.end)).join(' '),
      attributes: Object.fromEntries(
        (on.get(id) ?? []).flatMap((one) => (one.kind === 'attribute' ? [[one.type, one.value]] : [])),
      ),
      confidence: 1,
      origin: person,
      ...origins(id),
    })),
    events: parts.events.map(({ id, type, trigger, arguments: given }) => ({
      id,
      type,
      trigger,
      arguments: given,
      ...origins(id),
    })),
    relations: parts.relations.map(({ id, type, arguments: [from, to, ...more] }) => ({
      id,
      type,
      from: from?.target,
      to: to?.target,
      roles: [from?.role, to?.role],
      ...extra('more', more),
      ...origins(id),
    })),
    ...readingsOf(document, rangeOf),
    ...extra(
      'attributes',
      parts.attributes.map(({ id, type, target, value: said }) => ({ id, type, target, value: said })),
    ),
    normalizations: parts.normalizations.map(({ id, type, target, reference, text: name }) => ({
      id,
      type,
      target,
      reference,
      text: name,
    })),
    notes: parts.notes.map(({ id, type, target, text: said }) => ({ id, type, target, text: said })),
    equivalences: parts.equivalences.map(({ type, targets }) => ({ type, targets })),
    ...extra('lines', document.leftLines),
    failures: [],
  };
}

function documentOf(given: Row, line: number, beside: (path: string) => SourceFile | undefined): Read {
  const name = nameOf(given.note, 'note', false, `${line}`);
  const file = beside(given.note) ?? beside(`${name}.txt`) ?? beside(`${name}.note`);
  if (!file)
    return {
      failure: `line ${line}: the text of its note is not in the folder; copy the notes there, with their paths`,
    };
  const { text } = file;
  const warnings: string[] = [];
  const sha256 = file.sha256 ?? createHash('sha256').update(text).digest('hex');
  if (given.sha256 !== undefined && given.sha256 !== sha256)
    warnings.push('its text is not, byte for byte, the one that was annotated; offsets may be wrong');
  const losses: Loss[] = given.failures.map((_, n) => ({
    kind: 'other',
    id: `failure ${n + 1}`,
    why: 'what could not be annotated has no place beyond this format',
  }));
  return assembled({
    name,
    text,
    unit: 'code-points',
    entities: given.entities.map(({ id, type, spans, text: covered }) => ({
      id,
      type,
      spans: spans.map(([start, end]) => ({ start, end })),
      ...(covered === undefined ? {} : { text: covered }),
    })),
    others: itemsOf(given),
    suggested: suggestedOf(given),
    ...judgementsOf(given, text, losses),
    warnings,
    losses,
    leftLines: given.lines,
  });
}

function itemsOf(given: Row): Item[] {
  return [
    ...given.events.map(
      ({ id, type, trigger, arguments: roles }): Item => ({
        kind: 'event',
        id,
        type,
        trigger,
        arguments: roles,
      }),
    ),
    ...given.relations.map(
      ({ id, type, from, to, roles, more }): Item => ({
        kind: 'relation',
        id,
        type,
        arguments: [{ role: roles[0], target: from }, { role: roles[1], target: to }, ...more],
      }),
    ),
    ...given.entities.flatMap((entity) =>
      entity.attributes.map(
        ([type, said]): Item => ({
          kind: 'attribute',
          id: `${entity.id} ${type}`,
          type,
          target: entity.id,
          value: said,
        }),
      ),
    ),
    ...given.attributes.map((one): Item => ({ kind: 'attribute', ...one })),
    ...given.normalizations.map((one): Item => ({ kind: 'normalization', ...one })),
    ...given.notes.map((one): Item => ({ kind: 'note', ...one })),
    ...given.equivalences.map((one, n): Item => ({ kind: 'equivalence', id: `equivalence ${n}`, ...one })),
  ];
}

function suggestedOf(given: Row): Map<string, Suggested> {
  const suggested = new Map<string, Suggested>();
  for (const { id, confidence = 1, origin: by } of [...given.entities, ...given.events, ...given.relations])
    if (by && (by.by !== 'person' || confidence < 1)) suggested.set(id, { confidence, origin: by });
  return suggested;
}

/** Inferences and summaries in UTF-16 code units; those without a place in the text are lost. */
function judgementsOf(
  given: Row,
  text: string,
  losses: Loss[],
): { inferences: Inference[]; summaries: Summary[] } {
  const map = offsetMap(text, 'code-points');
  const spanOf = ([start, end]: readonly [number, number]): Span | undefined =>
    placedSpans(text, [{ start, end }], map)?.[0];
  const person: Origin = { by: 'person' };
  const lost = (id: string): [] => {
    losses.push({ kind: 'place', id, why: 'left out: its offsets are not in the text' });
    return [];
  };
  const inferences = given.inferences.flatMap(
    ({ premise, hypothesis, label, confidence }, n): Inference[] => {
      const because = spanOf(premise);
      const said = typeof hypothesis === 'string' ? hypothesis : spanOf(hypothesis);
      if (!because || said === undefined) return lost(`inference ${n + 1}`);
      return [{ premise: because, hypothesis: said, label, confidence, reason: '', origin: person }];
    },
  );
  const summaries = given.summaries.flatMap(({ scope, text: said, evidence }, n): Summary[] => {
    const of = spanOf(scope);
    const from = evidence.map(spanOf);
    if (!of || from.some((span) => span === undefined)) return lost(`summary ${n + 1}`);
    return [{ scope: of, text: said, evidence: from as Span[], origin: person }];
  });
  return { inferences, summaries };
}

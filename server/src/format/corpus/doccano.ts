import * as z from 'zod';
import { codePointMap } from '../../note/code-points';
import { jsonLine } from '../jsonl';
import { assembled } from './assembling';
import type { CorpusFormat, Item, Loss, Read } from './document';
import { hold, pairOf, partsOf } from './holding';
import { parseJson, parseJsonLines, shaped } from './json';
import { nameOf, numbersOf, writtenName } from './names';
import type { RawEntity } from './placing';

const offset = z.number().int();
const id = z.union([z.number(), z.string()]);
const triple = z.tuple([offset, offset, z.string()]);
const row = z.looseObject({
  id: id.optional(),
  text: z.string().optional(),
  data: z.string().optional(),
  name: z.string().optional(),
  label: z.array(z.unknown()).optional(),
  labels: z.array(z.unknown()).optional(),
  entities: z
    .array(z.looseObject({ id, label: z.string(), start_offset: offset, end_offset: offset }))
    .optional(),
  relations: z
    .array(z.looseObject({ id: id.optional(), from_id: id, to_id: id, type: z.string() }))
    .optional(),
  Comments: z.array(z.unknown()).optional(),
});

/** doccano's JSON Lines, of a project of sequence labels, with relations or without. One file for all notes. */
export const doccano: CorpusFormat = {
  name: 'doccano',
  reads: (path) => /\.jsonl?$/i.test(path),
  *read({ path, text }) {
    const rows = [...rowsOf(path, text)];
    for (const { where, parsed } of rows) {
      const known = 'failure' in parsed ? parsed : shaped(row, parsed.value);
      if ('failure' in known) yield { failure: `${where}: ${known.failure}` };
      else yield documentOf(known.value, path, rows.length === 1, where);
    }
  },
  hold: (document) =>
    hold(document, {
      relations: 'pairs',
      refuser: () => (item) =>
        item.kind === 'textbound' || item.kind === 'relation' ? undefined : 'no place in doccano',
    }),
  writer: () => ({
    write: (document) => {
      const { entities, relations } = partsOf(document);
      const { toCodePoint } = codePointMap(document.text);
      const number = numbersOf(document.items);
      const value = {
        name: writtenName(document.name),
        text: document.text,
        entities: entities.map(({ id, type, spans }) => ({
          id: number(id),
          label: type,
          start_offset: toCodePoint(spans[0]?.start ?? 0),
          end_offset: toCodePoint(spans[0]?.end ?? 0),
        })),
        relations: relations.map(({ id, type, arguments: [from, to] }) => ({
          id: number(id),
          from_id: number(from?.target ?? ''),
          to_id: number(to?.target ?? ''),
          type,
        })),
        Comments: [],
      };
      return [{ path: 'doccano.jsonl', text: jsonLine(value), grows: true }];
    },
    finish: () => [],
  }),
};

/** doccano also exports one array of rows. */
function* rowsOf(path: string, text: string) {
  if (/\.json$/i.test(path)) {
    const parsed = parseJson(text);
    const value = 'value' in parsed ? parsed.value : undefined;
    if (!Array.isArray(value)) yield { where: 'the file', parsed };
    else
      for (const [n, one] of value.entries())
        yield { where: `row ${n + 1}`, parsed: { value: one as unknown } };
  } else for (const { line, parsed } of parseJsonLines(text)) yield { where: `line ${line}`, parsed };
}

function documentOf(value: z.infer<typeof row>, path: string, alone: boolean, where: string): Read {
  const text = value.text ?? value.data;
  if (text === undefined) return { failure: `${where}: it has no text` };
  const losses: Loss[] = [];
  const entities: RawEntity[] = [];
  for (const [n, one] of [...(value.label ?? []), ...(value.labels ?? [])].entries()) {
    const span = triple.safeParse(one);
    if (span.success) {
      const [start, end, type] = span.data;
      entities.push({ id: `label ${n + 1}`, type, spans: [{ start, end }] });
    } else
      losses.push({
        kind: 'other',
        id: `label ${n + 1}`,
        why: 'a label of the whole text, or no label of a span',
      });
  }
  for (const one of value.entities ?? [])
    entities.push({
      id: `entity ${one.id}`,
      type: one.label,
      spans: [{ start: one.start_offset, end: one.end_offset }],
    });
  const others = (value.relations ?? []).map(
    (one, n): Item => ({
      kind: 'relation',
      id: `relation ${one.id ?? n}`,
      type: one.type,
      arguments: pairOf(`entity ${one.from_id}`, `entity ${one.to_id}`),
    }),
  );
  (value.Comments ?? []).forEach((_, n) => {
    losses.push({ kind: 'other', id: `comment ${n + 1}`, why: 'a comment on the whole text' });
  });
  const name = nameOf(value.name ?? (alone ? undefined : value.id?.toString()), path, alone, where);
  return assembled({ name, text, entities, others, losses, unit: 'code-points' });
}

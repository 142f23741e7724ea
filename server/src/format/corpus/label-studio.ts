import * as z from 'zod';
import type { Origin } from '../../annotation/annotation';
import { codePointMap } from '../../note/code-points';
import { assembled } from './assembling';
import { type About, attached } from './attached';
import type { CorpusDocument, CorpusFormat, Held, Item, Loss, Read, Suggested } from './document';
import { hold, pairOf, partsOf } from './holding';
import { parseJson, shaped } from './json';
import { LABEL, labels, REFERENCE, TEXT, tagOf, typeOfTag } from './label-studio-config';
import { nameOf, writtenName } from './names';
import type { RawEntity } from './placing';

const id = z.union([z.string(), z.number()]).transform(String);
const result = z.looseObject({
  id: id.optional(),
  type: z.string(),
  from_name: z.string().optional(),
  value: z.looseObject({}).optional(),
  from_id: id.optional(),
  to_id: id.optional(),
  labels: z.array(z.string()).optional(),
  score: z.number().nullish(),
});
type Result = z.infer<typeof result>;
const set = z.looseObject({
  result: z.array(result).default([]),
  was_cancelled: z.boolean().nullish(),
  model_version: z.string().nullish(),
  score: z.number().nullish(),
});
const task = z.looseObject({
  id: id.optional(),
  data: z.looseObject({ name: z.string().optional() }),
  annotations: z.array(set).optional(),
  completions: z.array(set).optional(),
  predictions: z.array(set).optional(),
});

/**
 * Label Studio's JSON: a task for each note, in one file, and the configuration that fits. What a person decided is
 * an annotation, what a model suggested a prediction.
 */
export const labelStudio: CorpusFormat = {
  name: 'label-studio',
  reads: (path) => /\.json$/i.test(path),
  *read({ path, text }) {
    const parsed = parseJson(text);
    const value = 'value' in parsed ? parsed.value : undefined;
    const tasks: readonly unknown[] = Array.isArray(value) ? value : [value];
    if ('failure' in parsed) yield parsed;
    else
      for (const [n, one] of tasks.entries()) {
        const known = shaped(task, one);
        if ('failure' in known)
          yield { failure: `task ${n + 1}: ${known.failure}; export it as JSON, not as JSON-MIN` };
        else yield documentOf(known.value, path, tasks.length === 1, n + 1);
      }
  },
  hold: holdOnRegions,
  writer: () => {
    const known = labels();
    let count = 0;
    return {
      write: (document) => {
        known.meet(document.items);
        const text = `${count++ === 0 ? '[' : ','}\n${JSON.stringify(taskOf(document, count))}`;
        return [{ path: 'label-studio.json', text, grows: true }];
      },
      finish: () => [
        { path: 'label-studio.json', text: '\n]\n', grows: true },
        { path: 'label-studio-config.xml', text: known.config() },
      ],
    };
  },
};

/** The tag that says something of a region, or undefined where there is none. */
function slotOf(about: About, target: Item): string | undefined {
  if (target.kind !== 'textbound') return undefined;
  if (about.kind === 'note') return about.type === REFERENCE ? undefined : about.type;
  if (about.kind === 'normalization') return about.type === REFERENCE ? REFERENCE : undefined;
  // A choice of the tag's own name says that it is there.
  return about.type === about.value ? undefined : about.type;
}

const modelOf = ({ origin }: Suggested): string =>
  origin.by === 'model' ? origin.model : origin.by === 'embedded' ? `embedded ${origin.version}` : origin.by;

function holdOnRegions(given: CorpusDocument): Held {
  const set = (id: string): string => {
    const suggested = given.suggested.get(id);
    return suggested ? modelOf(suggested) : '';
  };
  const held = hold(given, {
    relations: 'pairs',
    suggestions: true,
    refuser: ({ items }) => {
      const left = new Set(attached(items, slotOf).rest.map((item) => item.id));
      return (item) => {
        if (item.kind === 'textbound') return undefined;
        if (item.kind !== 'relation') return left.has(item.id) ? 'no place in Label Studio' : undefined;
        const sets = new Set(item.arguments.slice(0, 2).map(({ target }) => set(target)));
        return sets.size > 1 ? 'one end is decided and one suggested, or by another model' : undefined;
      };
    },
  });
  const losses: Loss[] = [...held.losses];
  const suggested = new Map<string, Suggested>();
  for (const item of held.document.items) {
    const of = item.kind === 'relation' ? (item.arguments[0]?.target ?? '') : item.id;
    const by = held.document.suggested.get(of);
    const mine = held.document.suggested.get(item.id);
    if (item.kind !== 'textbound' && item.kind !== 'relation') continue;
    if (mine || by)
      losses.push({
        kind: 'suggestion',
        id: item.id,
        why: 'of its origin only the name is kept; a relation has that of its ends',
      });
    if (by) suggested.set(item.id, { ...by, confidence: mine?.confidence ?? 1 });
  }
  return { document: { ...held.document, suggested }, losses };
}

function taskOf(document: CorpusDocument, number: number): object {
  const { text, suggested } = document;
  const { on } = attached(document.items, slotOf);
  const { entities, relations } = partsOf(document);
  const { toCodePoint } = codePointMap(text);
  const sets = new Map<string, object[]>([['', []]]);
  const into = (key: string): object[] => {
    const known = sets.get(key) ?? [];
    sets.set(key, known);
    return known;
  };
  const setOf = (one: string): string => {
    const by = suggested.get(one);
    return by ? modelOf(by) : '';
  };
  const scored = (one: string): object => {
    const by = suggested.get(one);
    return by ? { score: by.confidence } : {};
  };
  for (const { id: own, type, spans } of entities) {
    const { start, end } = spans[0] ?? { start: 0, end: 0 };
    const place = { start: toCodePoint(start), end: toCodePoint(end) };
    const region = { id: own, to_name: TEXT };
    into(setOf(own)).push(
      {
        ...region,
        from_name: LABEL,
        type: 'labels',
        value: { ...place, text: text.slice(start, end), labels: [type] },
        ...scored(own),
      },
      ...(on.get(own) ?? []).map((about) => ({
        ...region,
        from_name: tagOf(about),
        ...saidOf(about, place),
      })),
    );
  }
  for (const { id: own, type, arguments: ends } of relations) {
    const [from, to] = ends;
    into(setOf(from?.target ?? '')).push({
      from_id: from?.target,
      to_id: to?.target,
      type: 'relation',
      direction: 'right',
      labels: [type],
      ...scored(own),
    });
  }
  const decided = sets.get('') ?? [];
  return {
    id: number,
    data: { text, name: writtenName(document.name) },
    // Where all is suggested, nobody has annotated the task yet.
    annotations: decided.length === 0 && sets.size > 1 ? [] : [{ result: decided }],
    predictions: [...sets].flatMap(([model, found]) =>
      model === '' ? [] : [{ model_version: model, result: found }],
    ),
  };
}

function saidOf(about: About, place: { readonly start: number; readonly end: number }): object {
  if (about.kind === 'attribute')
    return {
      type: 'choices',
      value: { ...place, choices: [about.value === true ? about.type : about.value] },
    };
  const said = about.kind === 'note' ? [about.text] : [about.reference, about.text];
  return { type: 'textarea', value: { ...place, text: said } };
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function documentOf(given: z.infer<typeof task>, path: string, alone: boolean, number: number): Read {
  const { data } = given;
  const text = [
    data[TEXT],
    ...Object.entries(data).flatMap(([key, one]) => (key === 'name' ? [] : [one])),
  ].find((one) => typeof one === 'string');
  if (text === undefined) return { failure: `task ${number}: there is no text in its data` };
  const losses: Loss[] = [];
  const annotations = given.annotations ?? given.completions ?? [];
  const chosen = annotations.find((one) => one.was_cancelled !== true);
  for (const [n, one] of annotations.entries())
    if (one !== chosen)
      losses.push({
        kind: 'other',
        id: `annotation ${n + 1}`,
        why: 'another annotation of the same task; the first counts',
      });
  const entities: RawEntity[] = [];
  const others: Item[] = [];
  const suggested = new Map<string, Suggested>();
  if (chosen) readResults(chosen.result, '', { entities, others, losses });
  // Predictions are not decisions: they are told apart, and count only as suggestions.
  for (const [n, one] of (given.predictions ?? []).entries()) {
    const before = [entities.length, others.length] as const;
    readResults(one.result, `prediction ${n + 1} `, { entities, others, losses });
    const origin: Origin = { by: 'model', model: one.model_version ?? '', digest: '', prompt: '' };
    const scores = new Map(
      one.result.map((r, k) => [`prediction ${n + 1} ${r.id ?? k}`, r.score ?? one.score ?? 1]),
    );
    for (const { id: own } of [...entities.slice(before[0]), ...others.slice(before[1])])
      suggested.set(own, { confidence: scores.get(own) ?? 1, origin });
  }
  const name = nameOf(data.name ?? (alone ? undefined : given.id), path, alone, `${number}`);
  return assembled({ name, text, entities, others, suggested, losses, unit: 'code-points' });
}

interface Into {
  readonly entities: RawEntity[];
  readonly others: Item[];
  readonly losses: Loss[];
}

/** @param prefix of the ids, since two sets may use the same */
function readResults(results: readonly Result[], prefix: string, { entities, others, losses }: Into): void {
  for (const [
    n,
    { id: own, type, from_name: tag = '', value = {}, from_id: from, to_id: to, labels: said },
  ] of results.entries()) {
    const one = `${prefix}${own ?? n}`;
    const lose = (why: string): void => {
      losses.push({ kind: 'other', id: one, why });
    };
    if (type === 'relation') {
      const types = said && said.length > 0 ? said : ['relation'];
      types.forEach((label, k) => {
        const ends = pairOf(prefix + from, prefix + to);
        others.push({ kind: 'relation', id: `${prefix}relation ${n} ${k}`, type: label, arguments: ends });
      });
      continue;
    }
    const place = placeOf(value);
    if (!place) {
      lose(`a result of type ${type.slice(0, 30)} without a place in the text`);
      continue;
    }
    const about = { target: one, id: `${one} ${n}`, type: typeOfTag(tag) };
    const texts = strings(value.text);
    if (/labels$/.test(type)) {
      const types = strings(value[type]).concat(type === 'labels' ? [] : strings(value.labels));
      if (types.length === 0) lose('a region without a label');
      const covered = typeof value.text === 'string' ? { text: value.text } : {};
      types.forEach((label, k) => {
        entities.push({ id: k === 0 ? one : `${one} ${k}`, type: label, spans: [place], ...covered });
      });
    } else if (type === 'choices')
      for (const choice of strings(value.choices))
        others.push({ kind: 'attribute', ...about, value: choice === about.type ? true : choice });
    else if (type === 'textarea' && about.type === REFERENCE && texts[0] !== undefined)
      others.push({ kind: 'normalization', ...about, reference: texts[0], text: texts[1] ?? '' });
    else if (type === 'textarea')
      for (const said0 of texts) others.push({ kind: 'note', ...about, text: said0 });
    else lose(`a result of type ${type.slice(0, 30)}, which has no place among annotations`);
  }
}

/** Offsets of a result in a text; in a page, those of the text that the page shows. */
function placeOf(value: Readonly<Record<string, unknown>>): { start: number; end: number } | undefined {
  const global = value.globalOffsets;
  const { start, end } = (typeof global === 'object' && global !== null ? global : value) as Record<
    string,
    unknown
  >;
  return typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
}

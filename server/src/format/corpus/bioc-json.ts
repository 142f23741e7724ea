import * as z from 'zod';
import { type BiocDocument, biocHolds, biocOf, readBioc } from './bioc';
import { type CorpusFormat, fileEach } from './document';
import { hold } from './holding';
import { fields, parseJson, shaped } from './json';

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((value) => String(value ?? ''));
const infons = fields(scalar).default([]);
const annotation = z.looseObject({
  id: scalar,
  infons,
  text: z.string().optional(),
  locations: z.array(z.looseObject({ offset: z.number(), length: z.number() })),
});
const relation = z.looseObject({
  id: scalar,
  infons,
  nodes: z.array(z.looseObject({ refid: scalar, role: z.string().default('') })).default([]),
});
const marked = { annotations: z.array(annotation).default([]), relations: z.array(relation).default([]) };
const sentence = z.looseObject({ offset: z.number(), text: z.string().default(''), ...marked });
const passage = z.looseObject({
  offset: z.number(),
  text: z.string().optional(),
  infons,
  sentences: z.array(sentence).default([]),
  ...marked,
});
const document = z.looseObject({ id: scalar, infons, passages: z.array(passage), ...marked });
const collection = z.looseObject({ documents: z.array(document) });

/** BioC as JSON: a collection of one document for each note. */
export const biocJson: CorpusFormat = {
  name: 'bioc-json',
  reads: (path) => /\.json$/i.test(path),
  *read({ path, text }) {
    const parsed = parseJson(text);
    const known = 'failure' in parsed ? parsed : shaped(collection, parsed.value);
    if ('failure' in known) yield known;
    else yield* readBioc(known.value.documents.map(documentOf), path);
  },
  hold: (given) => hold(given, biocHolds),
  writer: () =>
    fileEach((given) => [
      { path: `${given.name}.json`, text: `${JSON.stringify(collectionOf(biocOf(given)), null, 1)}\n` },
    ]),
};

function collectionOf({ id, passages, annotations, relations }: BiocDocument): object {
  return {
    source: '',
    date: '',
    key: '',
    infons: {},
    documents: [
      {
        id,
        infons: {},
        passages: passages.map(({ offset, text }) => ({
          offset,
          infons: {},
          text,
          sentences: [],
          annotations: annotations.map((one) => ({
            id: one.id,
            infons: Object.fromEntries(one.infons),
            text: one.text,
            locations: one.locations.map(({ start, end }) => ({ offset: start, length: end - start })),
          })),
          relations: [],
        })),
        annotations: [],
        relations: relations.map((one) => ({
          id: one.id,
          infons: Object.fromEntries(one.infons),
          nodes: one.nodes,
        })),
      },
    ],
  };
}

type Marked = Pick<z.infer<typeof document>, 'annotations' | 'relations'>;

function documentOf(given: z.infer<typeof document>): BiocDocument {
  const all: Marked[] = [given, ...given.passages.flatMap((one) => [one, ...one.sentences])];
  return {
    id: given.id,
    infons: given.infons,
    passages: given.passages.flatMap(({ offset, infons: said, text, sentences }) =>
      text === undefined && sentences.length > 0
        ? sentences.map((one) => ({ infons: said, offset: one.offset, text: one.text }))
        : [{ infons: said, offset, text: text ?? '' }],
    ),
    annotations: all.flatMap(({ annotations }) =>
      annotations.map((one) => ({
        id: one.id,
        infons: one.infons,
        locations: one.locations.map(({ offset, length }) => ({ start: offset, end: offset + length })),
        text: one.text,
      })),
    ),
    relations: all.flatMap(({ relations }) =>
      relations.map((one) => ({ id: one.id, infons: one.infons, nodes: one.nodes })),
    ),
  };
}

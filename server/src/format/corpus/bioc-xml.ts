import { type BiocDocument, biocHolds, biocOf, type Infons, readBioc } from './bioc';
import { type CorpusFormat, fileEach } from './document';
import { hold } from './holding';
import { childrenOf, holdableInXml, parseXml, textOf, type XmlElement, xmlText, xmlValue } from './xml';

/** BioC as XML: a collection of one document for each note. */
export const biocXml: CorpusFormat = {
  name: 'bioc-xml',
  reads: (path) => /\.xml$/i.test(path),
  *read({ path, text }) {
    const parsed = parseXml(text);
    if ('failure' in parsed) yield parsed;
    else if (parsed.value.name !== 'collection')
      yield { failure: `it is no BioC: its root is not collection; check --from` };
    else yield* readBioc(childrenOf(parsed.value, 'document').map(documentOf), path);
  },
  hold: (given) => {
    const clean = holdableInXml(given);
    const held = hold(clean.document, biocHolds);
    return { document: held.document, losses: [...clean.losses, ...held.losses] };
  },
  writer: () => fileEach((given) => [{ path: `${given.name}.xml`, text: xmlOf(biocOf(given)) }]),
};

function xmlOf({ id, passages, annotations, relations }: BiocDocument): string {
  const infons = (all: Infons): string =>
    all.map(([key, said]) => `<infon key=${xmlValue(key)}>${xmlText(said)}</infon>`).join('');
  const marked = annotations.map(
    (one) =>
      `<annotation id=${xmlValue(one.id)}>${infons(one.infons)}${one.locations
        .map(({ start, end }) => `<location offset="${start}" length="${end - start}"/>`)
        .join('')}<text>${xmlText(one.text ?? '')}</text></annotation>\n`,
  );
  const parts = passages.map(
    ({ offset, text }) =>
      `<passage><offset>${offset}</offset><text>${xmlText(text)}</text>\n${marked.join('')}</passage>\n`,
  );
  const related = relations.map(
    (one) =>
      `<relation id=${xmlValue(one.id)}>${infons(one.infons)}${one.nodes
        .map(({ refid, role }) => `<node refid=${xmlValue(refid)} role=${xmlValue(role)}/>`)
        .join('')}</relation>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE collection SYSTEM "BioC.dtd">\n<collection><source></source><date></date><key></key>\n<document><id>${xmlText(id)}</id>\n${parts.join('')}${related.join('')}</document>\n</collection>\n`;
}

const whole = (text: string | undefined): number =>
  text !== undefined && /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : -1;

function documentOf(document: XmlElement): BiocDocument {
  const passages = childrenOf(document, 'passage');
  const places = [document, ...passages.flatMap((one) => [one, ...childrenOf(one, 'sentence')])];
  const infons = (element: XmlElement): Infons =>
    childrenOf(element, 'infon').map((one) => [one.attributes.key ?? '', one.text] as const);
  const partOf = (element: XmlElement) => ({
    infons: infons(element),
    offset: whole(textOf(element, 'offset')),
    text: textOf(element, 'text') ?? '',
  });
  return {
    id: textOf(document, 'id') ?? '',
    infons: infons(document),
    passages: passages.flatMap((one) => {
      const sentences = childrenOf(one, 'sentence');
      return textOf(one, 'text') === undefined && sentences.length > 0
        ? sentences.map(partOf)
        : [partOf(one)];
    }),
    annotations: places.flatMap((place) =>
      childrenOf(place, 'annotation').map((one) => ({
        id: one.attributes.id ?? '',
        infons: infons(one),
        locations: childrenOf(one, 'location').map(({ attributes }) => {
          const start = whole(attributes.offset);
          return { start, end: start + whole(attributes.length) };
        }),
        text: textOf(one, 'text'),
      })),
    ),
    relations: places.flatMap((place) =>
      childrenOf(place, 'relation').map((one) => ({
        id: one.attributes.id ?? '',
        infons: infons(one),
        nodes: childrenOf(one, 'node').map(({ attributes }) => ({
          refid: attributes.refid ?? '',
          role: attributes.role ?? '',
        })),
      })),
    ),
  };
}

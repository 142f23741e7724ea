import { readI2b2, writeI2b2 } from '../i2b2-2014';
import { phiTypes } from '../i2b2-2014-types';
import { typeOf } from '../phi-names';
import { assembled } from './assembling';
import { attached } from './attached';
import { type CorpusFormat, fileEach, type Item, type Loss, stem } from './document';
import { hold, partsOf } from './holding';
import { holdableInXml } from './xml';

const NOTE = 'AnnotatorNotes';
const isPhi = (type: string): boolean => Object.hasOwn(phiTypes, type);

/** What is marked as an identifier, with the comments on it: i2b2 2014 has a place for nothing else. */
export const i2b22014: CorpusFormat = {
  name: 'i2b2-2014',
  reads: (path) => /\.xml$/i.test(path),
  *read(file) {
    const document = readI2b2(file.text);
    if ('failure' in document) yield document;
    else {
      const { text, tags, warnings } = document;
      const ids = tags.map((_, n) => `tag ${n + 1}`);
      yield assembled({
        name: stem(file.path),
        text,
        entities: tags.map((tag, n) => ({ id: ids[n] as string, type: tag.type, spans: [tag] })),
        others: tags.flatMap((tag, n): Item[] =>
          tag.comment === undefined || tag.comment === ''
            ? []
            : [{ kind: 'note', id: `comment ${n}`, type: NOTE, target: ids[n] as string, text: tag.comment }],
        ),
        warnings,
        unit: 'utf-16',
      });
    }
  },
  hold: (given) => {
    const clean = holdableInXml(given);
    const losses: Loss[] = [...clean.losses];
    const typed = clean.document.items.map((item): Item => {
      if (item.kind !== 'textbound' || isPhi(item.type)) return item;
      const type = typeOf(item.type);
      if (type === undefined) return item;
      losses.push({ kind: 'type', id: item.id, why: `its type is written as ${type}` });
      return { ...item, type };
    });
    const held = hold(
      { ...clean.document, items: typed },
      {
        refuser: ({ items }) => {
          const { rest } = attached(items, (one, target) =>
            one.kind === 'note' && one.type === NOTE && one.text !== '' && target.kind === 'textbound'
              ? ''
              : undefined,
          );
          const left = new Set(rest.map(({ id }) => id));
          return (item) => {
            if (item.kind === 'textbound')
              return isPhi(item.type) ? undefined : 'its type is none of i2b2 2014';
            return left.has(item.id) ? 'no place in i2b2 2014' : undefined;
          };
        },
      },
    );
    return { document: held.document, losses: [...losses, ...held.losses] };
  },
  writer: () =>
    fileEach((document) => {
      const { entities, notes } = partsOf(document);
      const comments = new Map(notes.map(({ target, text }) => [target, text]));
      const tags = entities.map(({ id, type, spans }) => ({
        start: spans[0]?.start ?? 0,
        end: spans[0]?.end ?? 0,
        category: type,
        comment: comments.get(id) ?? '',
      }));
      return [{ path: `${document.name}.xml`, text: writeI2b2(document.text, tags).xml }];
    }),
};

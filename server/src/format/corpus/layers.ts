import type { Item } from './document';

/** An annotation of UIMA or WebAnno: the short name of its layer, and its features with their values. */
export interface Layer {
  readonly name: string;
  readonly features: readonly (readonly [string, string])[];
}

/** The features that say of a layer what is annotated, most telling first. */
const TYPE_FEATURES = ['label', 'value', 'PosValue', 'DependencyType', 'referenceType'];
/** Features that are no attributes. */
export const IDENTIFIER = 'identifier';
export const NOTE = 'note';

/** What such an annotation says: its type, and on it attributes, a concept, a note. A feature without a value says nothing. */
export function entityOf(
  { name, features }: Layer,
  id: string,
): { readonly type: string; readonly about: readonly Item[] } {
  const telling =
    TYPE_FEATURES.find((feature) => features.some(([key]) => key === feature)) ??
    (features.length === 1 && features[0]?.[0] !== IDENTIFIER ? features[0]?.[0] : undefined);
  const type = features.find(([key]) => key === telling)?.[1] ?? name;
  const about = features.flatMap(([key, said], n): Item[] => {
    const item = { id: `${id} ${n}`, target: id };
    if (key === telling) return [];
    if (key === IDENTIFIER)
      return [{ kind: 'normalization', ...item, type: 'Reference', reference: said, text: '' }];
    if (key === NOTE) return [{ kind: 'note', ...item, type: 'AnnotatorNotes', text: said }];
    return [{ kind: 'attribute', ...item, type: key, value: said === 'true' ? true : said }];
  });
  return { type, about };
}

import type { About } from './attached';
import type { Item } from './document';
import { xmlValue } from './xml';

/** The labels of a project, as they were met. */
export interface Labels {
  meet(items: readonly Item[]): void;
  /** The configuration in which every `from_name` and `to_name` of the tasks is declared. */
  config(): string;
}

/** The names of the tags that every configuration has. */
export const TEXT = 'text';
export const LABEL = 'label';
export const REFERENCE = 'Reference';
const NOTE = 'AnnotatorNotes';
const own: ReadonlySet<string> = new Set([TEXT, LABEL, REFERENCE, NOTE]);

/** The name of the tag for what is said of a region: no two tags have one name. */
export function tagOf({ kind, type }: Pick<About, 'kind' | 'type'>): string {
  if (kind === 'attribute')
    return own.has(type) || /^(attribute|note) /.test(type) ? `attribute ${type}` : type;
  return own.has(type) ? type : `note ${type}`;
}

/** The type that a tag stands for. */
export const typeOfTag = (tag: string): string => tag.replace(/^(attribute|note) /, '');

/** Gathers the labels of all tasks. */
export function labels(): Labels {
  const types = new Set<string>();
  const relations = new Set<string>();
  const areas = new Set<string>();
  const choices = new Map<string, Set<string>>();
  return {
    meet: (items) => {
      for (const item of items) {
        if (item.kind === 'textbound') types.add(item.type);
        else if (item.kind === 'relation') relations.add(item.type);
        else if (item.kind === 'attribute') {
          const known = choices.get(item.type) ?? new Set();
          choices.set(item.type, known.add(item.value === true ? item.type : item.value));
        } else if (item.kind === 'note' || item.kind === 'normalization') areas.add(tagOf(item));
      }
    },
    config: () => {
      const each = (tag: string, values: Iterable<string>): string =>
        [...values].map((value) => `    <${tag} value=${xmlValue(value)}/>\n`).join('');
      const perRegion = `toName="${TEXT}" perRegion="true"`;
      return [
        '<View>\n',
        `  <Labels name="${LABEL}" toName="${TEXT}">\n${each('Label', types)}  </Labels>\n`,
        relations.size > 0 ? `  <Relations>\n${each('Relation', relations)}  </Relations>\n` : '',
        `  <Text name="${TEXT}" value="$${TEXT}"/>\n`,
        ...[...choices].map(
          ([name, values]) =>
            `  <Choices name=${xmlValue(tagOf({ kind: 'attribute', type: name }))} ${perRegion}>\n${each('Choice', values)}  </Choices>\n`,
        ),
        ...[...areas].map((name) => `  <TextArea name=${xmlValue(name)} ${perRegion}/>\n`),
        '</View>\n',
      ].join('');
    },
  };
}

import { i2b2, type Schema } from '../../annotation/schema';
import { type ReadSchema, readAnnotationConf } from './annotation-conf';
import { brief } from './comments';
import { describedIn } from './guidelines';
import { asKnown } from './known-scheme';
import type { Problem } from './lines';
import { readShortcuts } from './shortcuts';
import { type Drawing, type Look, readVisualConf } from './visual-conf';

export const configNames = {
  annotation: 'annotation.conf',
  visual: 'visual.conf',
  shortcuts: 'kb_shortcuts.conf',
  guidelines: 'guidelines.md',
} as const;
export type ConfigName = keyof typeof configNames;

/** How types are shown: their labels and colours by name, and what holds for those that nothing is said of. */
export interface Looks {
  readonly types: ReadonlyMap<string, Look>;
  /** Of a span, and of the line of a relation or a role. */
  readonly usual: { readonly span: Drawing; readonly arc: Drawing };
  /** Types by the one character that picks them. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface CorpusConfig {
  readonly schema: Schema;
  /** Whether an `annotation.conf` says the schema; else it is i2b2 2010. */
  readonly configured: boolean;
  readonly looks: Looks;
  readonly problems: readonly (Problem & { readonly file: ConfigName })[];
}

type Described = { readonly name: string; readonly description: string };

/** Types with descriptions for those that have none yet: of the guidelines, else the long label where it says more than the name. */
function described<Type extends Described>(
  types: readonly Type[],
  guidelines: ReadonlyMap<string, string>,
  labels: ReadonlyMap<string, Look>,
): Type[] {
  const bare = (words: string): string => words.toLowerCase().replace(/[\s_-]+/g, '');
  return types.map((type) => {
    if (type.description !== '') return type;
    const label = labels.get(type.name)?.labels[0] ?? '';
    const description = guidelines.get(type.name) ?? (bare(label) === bare(type.name) ? '' : brief(label));
    return { ...type, description };
  });
}

/** The schema of an `annotation.conf`; i2b2 2010 where it names nothing to annotate, as an empty one that marks a corpus. */
function readSchema(text: string | undefined): ReadSchema & Pick<CorpusConfig, 'configured'> {
  const read = text === undefined ? undefined : readAnnotationConf(text);
  if (read && read.schema.entities.length + read.schema.events.length > 0)
    return { ...read, configured: true };
  const problems = read?.problems ?? [];
  const isBlank = text === undefined || text.trim() === '';
  const none = {
    line: 1,
    message: 'it names no type of entity or event, so that those of i2b2 2010 are taken',
  };
  return { schema: i2b2, configured: false, problems: isBlank ? [] : [none, ...problems] };
}

/**
 * What the configuration files of a corpus say together; i2b2 2010 where there is no `annotation.conf`. A type is described
 * by the comment right above it, else by the guidelines, else by its long label.
 */
export function readCorpusConfig(texts: Readonly<Partial<Record<ConfigName, string>>>): CorpusConfig {
  const { annotation, visual = '', shortcuts = '', guidelines = '' } = texts;
  const read = readSchema(annotation);
  const shown = readVisualConf(visual);
  const picked = readShortcuts(shortcuts);
  const { entities, relations, events } = read.schema;
  const names = new Map(
    [...entities, ...relations, ...events].map(({ name }) => [
      name,
      (shown.looks.get(name)?.labels ?? []).filter((label) => label !== ''),
    ]),
  );
  const said = describedIn(guidelines, names);
  const schema: Schema = asKnown({
    ...read.schema,
    entities: described(entities, said, shown.looks),
    relations: described(relations, said, shown.looks),
    events: described(events, said, shown.looks),
  });
  const of = (file: ConfigName, problems: readonly Problem[]) => problems.map((one) => ({ ...one, file }));
  return {
    schema,
    configured: read.configured,
    looks: { types: shown.looks, usual: shown.usual, keys: picked.keys },
    problems: [
      ...of('annotation', read.problems),
      ...of('visual', shown.problems),
      ...of('shortcuts', picked.problems),
    ],
  };
}

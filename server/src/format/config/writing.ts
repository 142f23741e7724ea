import type { EventRole, Schema } from '../../annotation/schema';
import { markLine } from './comments';

interface Grouped {
  readonly name: string;
  readonly group?: string;
}

/** The lines of types under the types or headings that they stand under, with tabs. */
function hierarchy<Type extends Grouped>(
  types: readonly Type[],
  lineOf: (type: Type) => string,
  above: (type: Type) => readonly string[],
): string[] {
  const open: string[] = [];
  return types.flatMap((type) => {
    const { name, group } = type;
    while (open.length > 0 && open.at(-1) !== group) open.pop();
    const heading = group !== undefined && open.length === 0 ? [`!${group}`] : [];
    if (heading.length > 0 && group !== undefined) open.push(group);
    const indent = '\t'.repeat(open.length);
    open.push(name);
    return [...heading, ...[...above(type), lineOf(type)].map((line) => indent + line)];
  });
}

/** What is said of a type, as the comment above its line. */
const comment = ({ description }: { readonly description: string }): string[] =>
  description === '' ? [] : [`# ${description}`];

const signOf = ({ required, repeats }: EventRole): string =>
  required ? (repeats ? '+' : '') : repeats ? '*' : '?';

/** The `annotation.conf` of a schema: what brat, and Marginalia in an editor, allow to be annotated. */
export function annotationConf(schema: Schema): string {
  const section = (name: string, lines: readonly string[]): string =>
    [`[${name}]`, ...lines].map((line) => `${line}\n`).join('');
  const line = (name: string, args: readonly string[]): string =>
    args.length === 0 ? name : `${name}\t${args.join(', ')}`;
  const overlaps = (schema.overlaps ?? []).map(({ first, second, kinds }) =>
    line('<OVERLAP>', [
      `Arg1:${first.join('|')}`,
      `Arg2:${second.join('|')}`,
      `<OVL-TYPE>:${kinds.join('|')}`,
    ]),
  );
  return [
    ...(schema.discontinuous ? [`${markLine('discontinuous')}\n`] : []),
    section(
      'entities',
      hierarchy(schema.entities, ({ name }) => name, comment),
    ),
    section('relations', [
      ...schema.relations.flatMap((type) => {
        const kinds = (['symmetric', 'transitive'] as const).filter((kind) => type[kind]);
        const args = [`${type.roles[0]}:${type.from.join('|')}`, `${type.roles[1]}:${type.to.join('|')}`];
        if (kinds.length > 0) args.push(`<REL-TYPE>:${kinds.join('-')}`);
        return [...comment(type), ...(type.actual ? [markLine('actual')] : []), line(type.name, args)];
      }),
      ...overlaps,
    ]),
    section(
      'events',
      hierarchy(
        schema.events,
        ({ name, roles }) =>
          line(
            name,
            roles.map((role) => `${role.name}${signOf(role)}:${role.types.join('|')}`),
          ),
        comment,
      ),
    ),
    section(
      'attributes',
      schema.attributes.map((type) =>
        line(type.name, [
          `Arg:${type.on.join('|')}`,
          ...(type.values.length > 0 ? [`Value:${type.values.join('|')}`] : []),
          ...(type.default === undefined ? [] : [`<DEFAULT>:${type.default}`]),
        ]),
      ),
    ),
  ].join('\n');
}

// Light backgrounds on which black text is legible (contrast above 12:1), told apart by colour-blind readers too.
const backgrounds = ['#ffc9c2', '#c5dcff', '#c3ecc6', '#ffe2a8', '#e3d1ff', '#bdeaea', '#ffd0ea', '#dfe0c5'];

/** The `visual.conf` of a schema: labels and colours. */
export function visualConf(schema: Schema): string {
  const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
  const spans = [...schema.entities, ...schema.events];
  const labels = spans.map((type) => `${type.name} | ${title(type.name)} | ${type.name}`);
  const colours = spans.map(
    (type, n) => `${type.name}\tbgColor:${backgrounds[n % backgrounds.length]}, fgColor:black`,
  );
  return ['[labels]', ...labels, '', '[drawing]', ...colours, ''].join('\n');
}

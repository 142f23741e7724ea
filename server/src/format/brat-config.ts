import type { Schema } from '../annotation/schema';

/** The `annotation.conf` of a schema: what brat, and Marginalia in an editor, allow to be annotated. */
export function annotationConf(schema: Schema): string {
  const section = (name: string, lines: readonly string[]): string =>
    [`[${name}]`, ...lines].map((line) => `${line}\n`).join('');
  return [
    section(
      'entities',
      schema.entities.map((type) => type.name),
    ),
    section(
      'relations',
      schema.relations.map(
        (type) =>
          `${type.name}\t${type.roles[0]}:${type.from.join('|')}, ${type.roles[1]}:${type.to.join('|')}`,
      ),
    ),
    section('events', []),
    section(
      'attributes',
      schema.attributes.map(
        (type) => `${type.name}\tArg:${type.on.join('|')}, Value:${type.values.join('|')}`,
      ),
    ),
  ].join('\n');
}

// Light backgrounds on which black text is legible (contrast above 12:1), told apart by colour-blind readers too.
const backgrounds = ['#ffc9c2', '#c5dcff', '#c3ecc6', '#ffe2a8', '#e3d1ff', '#bdeaea', '#ffd0ea', '#dfe0c5'];

/** The `visual.conf` of a schema: labels and colours. */
export function visualConf(schema: Schema): string {
  const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
  const labels = schema.entities.map((type) => `${type.name} | ${title(type.name)} | ${type.name}`);
  const colours = schema.entities.map(
    (type, n) => `${type.name}\tbgColor:${backgrounds[n % backgrounds.length]}, fgColor:black`,
  );
  return ['[labels]', ...labels, '', '[drawing]', ...colours, ''].join('\n');
}

import type { Entity } from '../annotation/annotation';

/** How a type of entity is shown: its colour class and the letters that stand for it. */
export interface TypeStyle {
  readonly type: string;
  readonly colour: string;
  readonly letters: string;
}

const known = ['problem', 'test', 'treatment'];

/** The least first letters that tell a name from the others. */
function lettersOf(name: string, names: readonly string[]): string {
  const others = names.filter((other) => other !== name).map((other) => other.toLowerCase());
  let length = 1;
  while (
    length < name.length &&
    others.some((other) => other.startsWith(name.slice(0, length).toLowerCase()))
  ) {
    length++;
  }
  const letters = [...name.slice(0, length)].join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** The style of each type; the types of i2b2 always have the same ones. */
export function typeStyles(types: Iterable<string>): Map<string, TypeStyle> {
  const names = [...new Set([...known, ...types])];
  return new Map(
    names.map((type, n) => [type, { type, colour: `c${n % 8}`, letters: lettersOf(type, names) }]),
  );
}

// Assertions of i2b2 in a word or a sign; what is not here is written out.
const short: ReadonlyMap<string, string> = new Map([
  ['present', ''],
  ['absent', 'no'],
  ['possible', '?'],
  ['conditional', 'if'],
  ['hypothetical', 'if'],
  ['associated_with_someone_else', 'other'],
]);

/** A value of an attribute with what stands for it behind an entity; empty for what goes without saying. */
const shortValue = (name: string, value: string | true): string =>
  value === true ? name.replaceAll('_', ' ') : (short.get(value) ?? value.replaceAll('_', ' '));

/** The label behind an entity: `P no`. */
export const labelOf = (entity: Entity, styles: ReadonlyMap<string, TypeStyle>): string =>
  [
    styles.get(entity.type)?.letters ?? entity.type,
    ...Object.entries(entity.attributes).map(([name, value]) => shortValue(name, value)),
  ]
    .filter((part) => part !== '')
    .join(' ');

/** What the labels of these entities mean, in the order in which to show it. */
export function legendOf(
  entities: readonly Entity[],
  styles: ReadonlyMap<string, TypeStyle>,
): { readonly types: readonly TypeStyle[]; readonly values: readonly (readonly [string, string])[] } {
  const used = new Set(entities.map((entity) => entity.type));
  const values = new Map<string, string>();
  for (const { attributes } of entities) {
    for (const [name, value] of Object.entries(attributes)) {
      const shown = shortValue(name, value);
      if (value === true || shown === '' || shown === value) continue;
      const meaning = value.replaceAll('_', ' ');
      const before = values.get(shown);
      if (!before?.split(', ').includes(meaning))
        values.set(shown, before ? `${before}, ${meaning}` : meaning);
    }
  }
  return { types: [...styles.values()].filter((style) => used.has(style.type)), values: [...values] };
}

import { type ConfigLine, type ProblemList, shown } from './lines';

/** A line that names a type, with where it stands in the hierarchy. */
export interface TypeLine extends Pick<ConfigLine, 'number' | 'args' | 'comments'> {
  readonly name: string;
  /** Whether something is annotated as it, or it is a heading only. */
  readonly annotatable: boolean;
  /** The name right above it. */
  readonly parent: string | undefined;
}

const LONGEST_NAME = 200;
const MOST_TYPES = 2_000;
const DEEPEST = 20;

/**
 * A name as standoff files hold it: letters, digits, `_` and `-`. Other signs become `_`, as brat has them; letters that
 * are not of ASCII stay, though brat itself has `_` for them, too.
 */
export const storedName = (name: string): string => name.replace(/[^\p{L}\p{M}\p{N}_-]/gu, '_');

/** The types of a section's lines. A name that cannot be one is told, and left out where nothing can be made of it. */
export function typeLines(lines: readonly ConfigLine[], problems: ProblemList): TypeLine[] {
  const above: { readonly indent: number; readonly name: string }[] = [];
  const last = lines[MOST_TYPES];
  if (last) problems.add(last.number, `only the first ${MOST_TYPES} types of a section are read`);
  return lines.slice(0, MOST_TYPES).flatMap(({ number, indent, terms, args, comments }): TypeLine[] => {
    const [first = ''] = terms;
    const annotatable = !terms.some((term) => term.startsWith('!'));
    const given = first.replace(/^!/, '');
    // <OVERLAP> is no name of a type.
    const isSign = /^<[A-Z-]+>$/.test(given);
    const name = isSign ? given : storedName(given);
    if (name === '' || name.length > LONGEST_NAME) {
      problems.add(
        number,
        name === '' ? 'a type has no name' : `a name is longer than ${LONGEST_NAME} characters`,
      );
      return [];
    }
    if (name !== given)
      problems.add(
        number,
        `"${shown(given)}" cannot stand in a standoff file; ${shown(name)} is taken for it`,
      );
    while ((above.at(-1)?.indent ?? -1) >= indent || above.length > DEEPEST) above.pop();
    const parent = above.at(-1)?.name;
    above.push({ indent, name });
    return [{ number, name, annotatable, parent, args, comments }];
  });
}

/** The lines whose types are annotated; of a name that stands twice, the first, unless it may. */
export function annotatable(lines: readonly TypeLine[], problems: ProblemList): TypeLine[] {
  const seen = new Set<string>();
  return lines.filter(({ name, number, annotatable }) => {
    if (!annotatable) return false;
    if (seen.has(name)) problems.add(number, `${shown(name)} stands above already; this line is left out`);
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

/** The types of a section as lists of other sections may name them: a heading stands for all below it. */
export function byName(lines: readonly TypeLine[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const parents = new Map(lines.map(({ name, parent }) => [name, parent]));
  const headings = new Set(lines.flatMap(({ name, annotatable }) => (annotatable ? [] : [name])));
  for (const { name, annotatable } of lines) {
    if (!annotatable) continue;
    found.set(name, [name]);
    const passed = new Set([name]);
    for (let at = parents.get(name); at !== undefined && !passed.has(at); at = parents.get(at)) {
      passed.add(at);
      if (!headings.has(at)) continue;
      const list = found.get(at);
      if (list) list.push(name);
      else found.set(at, [name]);
    }
  }
  return found;
}

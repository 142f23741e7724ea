import type {
  AttributeType,
  EntityType,
  EventRole,
  EventType,
  Overlap,
  OverlapKind,
  RelationType,
  Schema,
} from '../../annotation/schema';
import { overlapKinds } from '../../annotation/schema';
import { descriptionOf, markOf } from './comments';
import { type Argument, type Problem, problemList, readConfig, shown } from './lines';
import { annotatable, byName, storedName, type TypeLine, typeLines } from './type-names';

/** What an `annotation.conf` allows, with what could not be read of it. */
export interface ReadSchema {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
}

const sections = ['entities', 'relations', 'events', 'attributes'] as const;
/** In UTF-16 code units: of the name of a role, and of a value. */
const LONGEST_WORD = 200;
const MOST_VALUES = 200;
/** Types that all lists name together, with what stands for several; lists that are written alike count once. */
const MOST_NAMED = 5_000_000;
const isValue = new RegExp(`^[^"\\\\<>\\p{C}]{1,${LONGEST_WORD}}$`, 'u');
const overlapNames = new Set(['<OVERLAP>', 'ENTITY-NESTING']);

/** A key with how often it may stand: `Theme`, `Theme?`, `Theme*`, `Theme+`, `Theme{2}`, `Theme{1-3}`. */
const counted = /^(\S+?)(?:([?*+])|\{(\d{1,9})(?:-(\d{1,9}))?\})?$/;

/** The role that a key names; what is wrong with it where it names none. */
function roleOf(key: string): Omit<EventRole, 'types'> | string {
  const [, name = key, sign, least, most] = counted.exec(key) ?? [];
  if (/[{}?*+]/.test(name)) return 'how often a role may be filled is written as ?, *, +, {2} or {1-3}';
  if (name !== storedName(name) || name.length > LONGEST_WORD)
    return 'its name cannot stand in a standoff file';
  const min = least !== undefined ? Number(least) : sign === '?' || sign === '*' ? 0 : 1;
  const max = most !== undefined ? Number(most) : (least ?? (sign === '*' || sign === '+' ? 2 : 1));
  if (Number(max) < Math.max(1, min)) return 'it may never be filled';
  if (Number(max) > 1 && /\d$/.test(name)) return 'a role that ends with a digit cannot be filled twice';
  return { name, repeats: Number(max) > 1, required: min > 0 };
}

/**
 * Reads an `annotation.conf` of brat: macros and hierarchy are resolved, so that lists name types only that something is
 * annotated as. What cannot be read is told, and the rest goes on.
 */
export function readAnnotationConf(text: string): ReadSchema {
  const config = readConfig(text, { sections });
  const problems = problemList();
  for (const { line, message } of config.problems) problems.add(line, message);
  const linesOf = (section: (typeof sections)[number]): TypeLine[] =>
    typeLines(config.sections.get(section) ?? [], problems);
  const entityLines = linesOf('entities');
  const eventLines = linesOf('events');
  const betweenLines = linesOf('relations');
  const relationLines = betweenLines.filter(({ name }) => !overlapNames.has(name));

  const [entities, events] = [byName(entityLines), byName(eventLines)];
  const relations = byName(relationLines);
  const all = (of: ReadonlyMap<string, readonly string[]>): string[] => [...new Set([...of.values()].flat())];
  const groups: ReadonlyMap<string, readonly string[]> = new Map([
    ['<ENTITY>', all(entities)],
    ['<ALL-ENTITIES>', all(entities)],
    ['<EVENT>', all(events)],
    ['<ALL-EVENTS>', all(events)],
    ['<RELATION>', all(relations)],
    ['<ALL-RELATIONS>', all(relations)],
    ['<ANY>', [...new Set([...all(entities), ...all(events)])]],
  ]);
  const resolved = new Map<string, readonly string[]>();
  let namedTypes = 0;
  /** The types that a list names. Each list is kept once: thousands of lines may name the same thousand types. */
  function typesOf({ values, key }: Argument, line: number, withRelations = false): readonly string[] {
    const id = `${withRelations} ${values.join('|')}`;
    const known = resolved.get(id);
    if (known) return known;
    if (namedTypes > MOST_NAMED) {
      problems.add(line, `${shown(key)}: its types are not read: the lists of this file name too many`);
      return [];
    }
    const found = new Set<string>();
    for (const value of values) {
      const types = [
        ...(groups.get(value) ?? entities.get(value) ?? []),
        ...(events.get(value) ?? []),
        ...(withRelations ? (relations.get(value) ?? []) : []),
      ];
      if (types.length === 0 && value !== '<NONE>' && !groups.has(value))
        problems.add(line, `${shown(key)}: ${shown(value)} is no type of this file`);
      for (const type of types) found.add(type);
    }
    if (withRelations && values.includes('<ANY>'))
      for (const type of groups.get('<RELATION>') ?? []) found.add(type);
    const list = [...found];
    namedTypes += list.length;
    resolved.set(id, list);
    return list;
  }
  const plain = ({ args }: TypeLine): Argument[] => args.filter(({ key }) => !key.startsWith('<'));
  const special = ({ args }: TypeLine, key: string): readonly string[] | undefined =>
    args.find((arg) => arg.key === key)?.values;
  const group = ({ parent }: TypeLine) => (parent === undefined ? {} : { group: parent });

  function relationOf(line: TypeLine): RelationType[] {
    const { name, number, comments } = line;
    const [one, other, ...more] = plain(line);
    if (!one || !other || more.length > 0) {
      problems.add(
        number,
        `${shown(name)} is left out: a relation has two ends, as in Arg1:Drug, Arg2:Disease`,
      );
      return [];
    }
    const [first, last] = [roleOf(one.key), roleOf(other.key)];
    const [from, to] = [typesOf(one, number), typesOf(other, number)];
    if (typeof first === 'string' || typeof last === 'string' || first.name === last.name) {
      const why =
        typeof first === 'string' ? first : typeof last === 'string' ? last : 'its ends have one name';
      problems.add(number, `${shown(name)} is left out: ${why}`);
      return [];
    }
    if (from.length === 0 || to.length === 0) {
      problems.add(
        number,
        `${shown(name)} is left out: nothing can be its ${from.length === 0 ? 'first' : 'second'} end`,
      );
      return [];
    }
    // Older files know equivalence by its name.
    const kinds = (
      special(line, '<REL-TYPE>')?.join('-') ?? (name === 'Equiv' ? 'symmetric-transitive' : '')
    ).split('-');
    return [
      {
        name,
        description: descriptionOf(comments),
        from,
        to,
        roles: [first.name, last.name],
        ...(kinds.includes('symmetric') && { symmetric: true }),
        ...(kinds.includes('transitive') && { transitive: true }),
        ...(markOf(comments, 'actual') && { actual: true }),
      },
    ];
  }

  function overlapOf(line: TypeLine): Overlap[] {
    const { name, number } = line;
    const [one, other] = plain(line);
    const given = name === '<OVERLAP>' ? special(line, '<OVL-TYPE>') : ['contain'];
    const isAny = given?.includes('<ANY>') === true;
    const kinds = overlapKinds.filter((kind) => isAny || given?.includes(kind));
    if (!one || !other || !given || kinds.length === 0) {
      problems.add(
        number,
        'it is left out: overlaps are written as Arg1:Outer, Arg2:Inner, <OVL-TYPE>:contain|equal|cross',
      );
      return [];
    }
    for (const kind of given)
      if (kind !== '<ANY>' && !overlapKinds.includes(kind as OverlapKind))
        problems.add(number, `<OVL-TYPE>: ${shown(kind)} is none of ${overlapKinds.join(', ')}`);
    const [first, second] = [typesOf(one, number), typesOf(other, number)];
    const either: Overlap[] =
      isAny && first !== second ? [{ first: second, second: first, kinds: ['contain'] }] : [];
    return first.length > 0 && second.length > 0 ? [{ first, second, kinds }, ...either] : [];
  }

  function eventOf(line: TypeLine): EventType {
    const { name, number, comments } = line;
    const roles = new Map<string, EventRole>();
    for (const arg of plain(line)) {
      const role = roleOf(arg.key);
      const types = typesOf(arg, number);
      const why =
        typeof role === 'string'
          ? role
          : roles.has(role.name)
            ? 'it stands twice'
            : types.length === 0
              ? 'nothing can play it'
              : '';
      if (typeof role === 'string' || why !== '')
        problems.add(number, `the role ${shown(arg.key)} of ${shown(name)} is left out: ${why}`);
      else roles.set(role.name, { ...role, types });
    }
    return { name, description: descriptionOf(comments), roles: [...roles.values()], ...group(line) };
  }

  const attributes: AttributeType[] = [];
  const bearers = new Map<string, Set<string>>();
  for (const line of linesOf('attributes')) {
    const { name, number } = line;
    if (!line.annotatable) continue;
    const arg = plain(line).find(({ key }) => key === 'Arg');
    const given = [...new Set(plain(line).find(({ key }) => key === 'Value')?.values ?? [])];
    const values = given.filter((value) => isValue.test(value)).slice(0, MOST_VALUES);
    if (values.length < given.length)
      problems.add(number, `a value of ${shown(name)} is left out: it is no word, or one of too many`);
    const [usual] = special(line, '<DEFAULT>') ?? [];
    const before = bearers.get(name) ?? new Set();
    const named = arg ? typesOf(arg, number, true) : [];
    const on = named.filter((type) => !before.has(type));
    if (on.length === 0) {
      problems.add(
        number,
        named.length > 0
          ? `${shown(name)} stands above already for the same types; this line is left out`
          : `${shown(name)} is left out: it needs Arg:Type for what may bear it`,
      );
      continue;
    }
    if (usual !== undefined && !values.includes(usual))
      problems.add(number, `<DEFAULT>: ${shown(usual)} is no value of ${shown(name)}`);
    for (const type of on) before.add(type);
    bearers.set(name, before);
    attributes.push({
      name,
      on,
      values,
      ...(usual !== undefined && values.includes(usual) && { default: usual }),
    });
  }

  const overlaps = betweenLines.filter(({ name }) => overlapNames.has(name)).flatMap(overlapOf);
  const schema: Schema = {
    entities: annotatable(entityLines, problems).map(
      (line): EntityType => ({
        name: line.name,
        description: descriptionOf(line.comments),
        ...group(line),
      }),
    ),
    relations: relationLines.filter(({ annotatable }) => annotatable).flatMap(relationOf),
    events: annotatable(eventLines, problems).map(eventOf),
    attributes,
    ...(overlaps.length > 0 && { overlaps }),
    ...(markOf(config.comments, 'discontinuous') && { discontinuous: true }),
  };
  return { schema, problems: problems.all() };
}

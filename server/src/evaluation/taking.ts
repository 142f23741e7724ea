import type { Item } from '../format/corpus/document';
import { redirected, referencesOf } from '../format/corpus/items';
import type { Disagreement } from './adjudication';
import type { Standing } from './undecided';

/** What taking something adds to the adjudicated items, with ids that are free there. */
export interface Taken {
  readonly items: readonly Item[];
  /** Whether it then stands as it was said. What hangs on another's entity does not. */
  readonly isWhole: boolean;
}

/**
 * Takes one side of a disagreement: what it says, pointing to the adjudicated counterparts of what it refers to. What has
 * none yet is added too. Nothing is added where it is all there already. Taking one side everywhere gives what it says,
 * each thing as often as it says it.
 * @param side the place of the side, from 0
 */
export function takeSide(standing: Standing, about: Pick<Disagreement, 'options'>, side: number): Taken {
  const { compared, contents } = standing;
  const own = compared.contents[side];
  /** The others' choice for an entity that this side has otherwise. */
  const instead = (id: string): string | undefined => {
    if (own?.item(id)?.kind !== 'textbound') return undefined;
    const found = compared.disagreements.find(({ options }) =>
      options[side]?.items.some((item) => item.id === id),
    );
    for (const [other, { items }] of found?.options.entries() ?? [])
      for (const item of items) {
        const theirs = compared.contents[other];
        const content = item.kind === 'textbound' ? theirs?.of(item.id) : undefined;
        if (content === undefined || own.saying(content).length > 0) continue;
        const there = contents.saying(content)[theirs?.saying(content).indexOf(item.id) ?? 0];
        if (there !== undefined) return there;
      }
    return undefined;
  };
  return put(
    standing,
    side,
    (about.options[side]?.items ?? []).map(({ id }) => id),
    instead,
  );
}

/** What all sides say and the adjudicated items do not, as items to add. */
export function takeAgreed(standing: Standing): readonly Item[] {
  const { least, contents } = standing.compared;
  const [own] = contents;
  const agreed = (standing.sides[0]?.items ?? []).filter(({ id }) => {
    const content = own?.of(id) ?? -1;
    return (own?.saying(content).indexOf(id) ?? 0) < least(content);
  });
  return put(
    standing,
    0,
    agreed.map(({ id }) => id),
    () => undefined,
  ).items;
}

/** Adds items of a side until each stands as often as up to that one in its side. */
function put(
  standing: Standing,
  side: number,
  wanted: readonly string[],
  instead: (id: string) => string | undefined,
): Taken {
  const { compared, contents: there } = standing;
  const own = compared.contents[side];
  if (!own) return { items: [], isWhole: true };
  const added = new Map<string, Item>();
  /** Of what is added and said several times, one. */
  const first = new Map<number, string>();
  const replaced = new Map<string, string>();
  const add = (id: string): void => {
    const content = own.of(id) ?? -1;
    const all = own.saying(content);
    for (const one of all.slice(there.saying(content).length, all.indexOf(id) + 1)) {
      const item = own.item(one);
      if (item) added.set(one, item);
      if (!first.has(content)) first.set(content, one);
    }
  };
  for (const id of wanted) add(id);
  // A map gives what is added while it is gone through.
  for (const item of added.values())
    for (const target of referencesOf(item)) {
      const content = own.end(target);
      if (content === undefined || first.has(content) || there.saying(content).length > 0) continue;
      const other = replaced.get(target) ?? instead(target);
      if (other === undefined) add(target);
      else replaced.set(target, other);
    }

  const free = freeIds(standing);
  const names = new Map([...added.keys()].map((id) => [id, free(id)]));
  const taken = new Set(names.values());
  const nowhere = new Map<string, string>();
  const nameOf = (target: string): string => {
    const content = own.end(target);
    if (content === undefined) {
      // What led nowhere must not come to mean what has that id here.
      const is = there.item(target) || taken.has(target) ? (nowhere.get(target) ?? free(target)) : target;
      nowhere.set(target, is);
      return is;
    }
    const known = there.saying(content);
    const at = Math.min(own.saying(content).indexOf(target), known.length - 1);
    return (
      names.get(target) ?? replaced.get(target) ?? known[at] ?? names.get(first.get(content) ?? '') ?? target
    );
  };
  const made = [...added].map(([id, item]) => ({ ...redirected(item, nameOf), id: names.get(id) ?? id }));
  return replaced.size === 0
    ? { items: made, isWhole: true }
    : { items: unsaid(standing, made, new Set(replaced.values())), isWhole: false };
}

/** The items without those that are said already: on another's entity, the other may have said the same. */
function unsaid({ contents }: Standing, made: readonly Item[], replaced: ReadonlySet<string>): Item[] {
  const own = new Set(made.map(({ id }) => id));
  const same = new Map<string, string>();
  const found = new Set<string>();
  let left = made;
  for (let more = true; more; ) {
    more = false;
    left = left.filter((item) => {
      const ends = referencesOf(item);
      if (!ends.some((id) => replaced.has(id) || found.has(id)) || ends.some((id) => own.has(id)))
        return true;
      const there = contents.saying(contents.contentFor(item)).find((id) => !found.has(id));
      if (there === undefined) return true;
      same.set(item.id, there);
      found.add(there);
      own.delete(item.id);
      more = true;
      return false;
    });
    left = left.map((item) => redirected(item, (id) => same.get(id) ?? id));
  }
  return [...left];
}

/** Gives ids: the wanted one where nothing has it or refers to it, else a number beyond those of all sides; each once. */
function freeIds({ compared: { numbering }, contents }: Standing): (id: string) => string {
  const given = new Set<string>();
  const isFree = (id: string): boolean =>
    !given.has(id) && contents.item(id) === undefined && contents.naming(id).size === 0;
  return (id) => {
    const letter = /^\D+/.exec(id)?.[0] ?? '';
    let fresh = id;
    for (let n = numbering.highest(letter) + 1; !isFree(fresh) || numbering.missing.has(fresh); n++)
      fresh = letter + n;
    given.add(fresh);
    return fresh;
  };
}

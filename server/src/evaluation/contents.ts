import type { Item } from '../format/corpus/document';
import { referencesOf } from '../format/corpus/items';

/** Numbers for what items say: the same for whatever says the same, in all lists that share it. */
export interface Said {
  number(what: readonly unknown[]): number;
}

export function makeSaid(): Said {
  const known = new Map<string, number>();
  return {
    number(what) {
      const key = JSON.stringify(what);
      const found = known.get(key) ?? known.size;
      known.set(key, found);
      return found;
    },
  };
}

/**
 * What the items of one list say. Two items say the same where they are alike and what they refer to says the same:
 * ids, the order of arguments, the covered text and what refers to them do not count. Items that say the same are not
 * told apart, but counted. A reference that leads nowhere says just that.
 */
export interface Contents {
  item(id: string): Item | undefined;
  /** What the item with an id says; undefined where none has it. */
  of(id: string): number | undefined;
  /** What a reference to an id means; undefined where it leads nowhere. */
  end(id: string): number | undefined;
  /** The ids of the items that say something, in the order of their numbers. */
  saying(content: number): readonly string[];
  /** The ids of items that refer to an id. */
  naming(id: string): ReadonlySet<string>;
  /** What an item that is not in the list would say there. */
  contentFor(item: Item): number;
  /** Where an item stands, beside what it says there: two of one kind stand at the same place. Entities stand by their spans. */
  placeFor(item: Item): number;
  /**
   * Takes items in, anew, or out (undefined), each under its id, at the cost of what hangs on them.
   * @returns what is said more often or less often than before
   */
  change(changes: ReadonlyMap<string, Item | undefined>): ReadonlySet<number>;
}

/** An equivalence has no id in its file, so that nothing refers to it. */
const isNamed = (item: Item | undefined): boolean => item !== undefined && item.kind !== 'equivalence';

type End = readonly [role: string, target: string];

function endsOf(item: Item): readonly End[] {
  switch (item.kind) {
    case 'textbound':
      return [];
    case 'relation':
      return item.arguments.map(({ role, target }) => [role, target]);
    case 'event':
      // A role cannot hold a line end, so it is none of them.
      return [['\n', item.trigger], ...item.arguments.map(({ role, target }): End => [role, target])];
    case 'equivalence':
      return item.targets.map((target) => ['', target]);
    default:
      return [['', item.target]];
  }
}

/** What an item says by itself. */
function ownOf(item: Item): readonly unknown[] {
  switch (item.kind) {
    case 'textbound': {
      const spans = item.spans.map(({ start, end }) => [start, end] as const);
      return [item.kind, item.type, spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])];
    }
    case 'attribute':
      return [item.kind, item.type, item.value];
    case 'normalization':
      return [item.kind, item.type, item.reference, item.text];
    case 'note':
      return [item.kind, item.type, item.text];
    default:
      return [item.kind, item.type];
  }
}

/** How far around a circle of items that refer to each other one looks. */
const ROUNDS = 8;

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 0);
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b) || (a < b ? -1 : 1);

const none: ReadonlySet<string> = new Set();

/** @param meant what an item is taken for that says something: a person may have changed it by hand */
export function makeContents(
  said: Said,
  meant: (item: Item, content: number) => number = (_, content) => content,
): Contents {
  const items = new Map<string, Item>();
  const contents = new Map<string, number>();
  const lists = new Map<number, string[]>();
  const naming = new Map<string, Set<string>>();

  const end = (id: string): number | undefined => (isNamed(items.get(id)) ? contents.get(id) : undefined);
  const contentBy = (item: Item, to: (id: string) => number | undefined): number => {
    const ends = endsOf(item).map(([role, target]) => JSON.stringify([role, to(target) ?? '?']));
    return said.number([...ownOf(item), ends.sort()]);
  };

  function name(id: string, target: string, is: boolean): void {
    const list = naming.get(target) ?? new Set();
    if (is) naming.set(target, list.add(id));
    else if (list.delete(id) && list.size === 0) naming.delete(target);
  }
  /** All that hangs on some ids, and those themselves. */
  function hangingOn(ids: Iterable<string>): Set<string> {
    const found = new Set(ids);
    // A set gives what is added while it is gone through.
    for (const id of found) for (const one of naming.get(id) ?? none) found.add(one);
    return found;
  }
  /** Items that refer to each other in a circle say what one sees a few steps around it. */
  function readCircle(circle: readonly string[]): void {
    const own = new Map(circle.flatMap((id) => [[id, items.get(id)] as const]));
    let labels = new Map<string, number>(circle.map((id) => [id, said.number(['circle', circle.length])]));
    for (let round = 0; round < Math.min(circle.length, ROUNDS); round++)
      labels = new Map(
        [...own].flatMap(([id, item]) =>
          item ? [[id, contentBy(item, (one) => labels.get(one) ?? end(one))] as const] : [],
        ),
      );
    for (const [id, label] of labels) contents.set(id, label);
  }

  return {
    item: (id) => items.get(id),
    of: (id) => contents.get(id),
    end,
    saying: (content) => lists.get(content) ?? [],
    naming: (id) => naming.get(id) ?? none,
    contentFor: (item) => contentBy(item, end),
    placeFor(item) {
      const ends = item.kind === 'event' ? [item.trigger] : referencesOf(item);
      const at = ends.map((id) => end(id) ?? '?').sort();
      return said.number(['at', item.kind, item.kind === 'attribute' ? item.type : '', at]);
    },
    change(changes) {
      const hanging = hangingOn(changes.keys());
      const before = new Map([...hanging].map((id) => [id, contents.get(id)]));
      for (const [id, item] of changes) {
        for (const target of new Set(referencesOf(items.get(id) ?? empty))) name(id, target, false);
        for (const target of new Set(referencesOf(item ?? empty))) name(id, target, true);
        if (item) items.set(id, item);
        else items.delete(id);
        contents.delete(id);
      }
      for (const group of inOrder(hanging, items)) {
        const [id = '', ...others] = group;
        const item = items.get(id);
        if (!item) continue;
        if (others.length > 0 || (isNamed(item) && referencesOf(item).includes(id))) readCircle(group);
        else contents.set(id, meant(item, contentBy(item, end)));
      }
      const touched = new Set<number>();
      for (const [id, was] of before) {
        const is = contents.get(id);
        if (is === was) continue;
        if (was !== undefined) {
          touched.add(was);
          lists.set(
            was,
            (lists.get(was) ?? []).filter((one) => one !== id),
          );
        }
        if (is === undefined) continue;
        touched.add(is);
        const list = lists.get(is);
        if (!list) lists.set(is, [id]);
        else list.push(id);
      }
      for (const content of touched) lists.get(content)?.sort(byNumber);
      return touched;
    },
  };
}

const empty: Item = { kind: 'textbound', id: '', type: '', spans: [], text: '' };

/**
 * The items that are there, each behind all that it refers to, those that refer to each other in a circle together
 * (Tarjan's strongly connected components, without calling itself: files may nest as deep as they are long).
 */
function inOrder(ids: ReadonlySet<string>, items: ReadonlyMap<string, Item>): string[][] {
  const found: string[][] = [];
  const entered = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  for (const root of ids) {
    if (entered.has(root) || !items.has(root)) continue;
    const path: { readonly id: string; readonly targets: string[] }[] = [];
    const enter = (id: string): void => {
      entered.set(id, entered.size);
      low.set(id, entered.size - 1);
      open.push(id);
      isOpen.add(id);
      const item = items.get(id) ?? empty;
      path.push({ id, targets: referencesOf(item).filter((one) => ids.has(one) && isNamed(items.get(one))) });
    };
    enter(root);
    for (let here = path.at(-1); here; here = path.at(-1)) {
      const { id, targets } = here;
      const target = targets.pop();
      if (target !== undefined) {
        if (!entered.has(target)) enter(target);
        else if (isOpen.has(target)) low.set(id, Math.min(low.get(id) ?? 0, entered.get(target) ?? 0));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0));
      if (low.get(id) !== entered.get(id)) continue;
      const group = open.splice(open.lastIndexOf(id));
      for (const one of group) isOpen.delete(one);
      found.push(group);
    }
  }
  return found;
}

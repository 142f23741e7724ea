import type { Item } from '../format/corpus/document';
import {
  comparisonOf,
  type Disagreement,
  type DisagreementKind,
  placeOf,
  type Side,
  type SidesCompared,
} from './adjudication';
import { type Contents, makeContents } from './contents';
import { makeSpots, meets } from './spots';

/** Something that a person has to decide: a disagreement, or (`agreed`) what all say and is not adjudicated any more. */
export interface Undecided extends Omit<Disagreement, 'kind'> {
  readonly kind: DisagreementKind | 'agreed';
}

/**
 * Adjudicated items, held against what people say of the note. A disagreement is settled where all that a side says
 * there stands as often as that side says it, or where something else of its kind stands at its place that no side says.
 */
export interface Standing {
  readonly sides: readonly Side[];
  readonly compared: SidesCompared;
  /** What is adjudicated. What a person changed by hand of the agreed is still taken for that. */
  readonly contents: Contents;
  /**
   * Takes adjudicated items in, anew, or out (undefined), each under its id, at the cost of what hangs on them. Spans are
   * UTF-16 code units, of the text of the sides.
   */
  follow(changes: ReadonlyMap<string, Item | undefined>): void;
  /** What is left to decide, as the same objects for as long as it is. */
  undecided(): readonly Undecided[];
}

/** A disagreement, or one thing that all say, and how far it is settled. */
interface Question {
  /** Of each side that says something there, how many things do not stand yet. */
  readonly unmet: number[];
  /** How often something that no side says stands at its place. */
  thirds: number;
}

/** How often something has to stand. */
interface Want {
  readonly question: Question;
  readonly option: number;
  readonly times: number;
  isMet: boolean;
}

/** @param items what is adjudicated so far; each id once */
export function standingOf(sides: readonly Side[], items: readonly Item[] = []): Standing {
  const compared = comparisonOf(sides);
  const standing = emptyStanding(sides, compared);
  standing.follow(new Map(items.map((item) => [item.id, item])));
  return standing;
}

function emptyStanding(sides: readonly Side[], compared: SidesCompared): Standing {
  const { least, most, disagreements } = compared;
  const contents = makeContents(
    compared.said,
    asAgreed(compared, () => contents),
  );
  const wants = new Map<number, Want[]>();
  const spots = makeSpots<Question>();
  const ask = (options: readonly { side: number; items: readonly Item[]; times: 'most' | 'least' }[]) => {
    const question: Question = { unmet: [], thirds: 0 };
    for (const { side, items, times } of options) {
      const own = compared.contents[side];
      const said = new Set(items.flatMap((item) => own?.of(item.id) ?? []));
      const option = question.unmet.push(said.size) - 1;
      for (const content of said) {
        const often = times === 'least' ? least(content) : (own?.saying(content).length ?? 0);
        const known = wants.get(content);
        const want = { question, option, times: often, isMet: false };
        if (known) known.push(want);
        else wants.set(content, [want]);
      }
      for (const item of items) spots.add(item, own?.placeFor(item) ?? -1, question);
    }
    return question;
  };
  const asked = disagreements.map((about) => {
    const options = about.options.flatMap(({ items }, side) =>
      items.length === 0 ? [] : [{ side, items, times: 'most' as const }],
    );
    return { about, question: ask(options) };
  });
  const agreed = new Map<number, Question>();
  for (const content of compared.named.values()) {
    const [id = ''] = compared.contents[0]?.saying(content) ?? [];
    const item = compared.contents[0]?.item(id);
    if (item && !agreed.has(content)) agreed.set(content, ask([{ side: 0, items: [item], times: 'least' }]));
  }
  const absent = new Set(agreed.keys());
  /** Of what stands there and no side says, the questions at its place. */
  const others = new Map<number, readonly Question[]>();
  const isOpen = ({ unmet, thirds }: Question): boolean => thirds === 0 && unmet.every((count) => count > 0);
  const showAbsent = absentIn(sides, compared, contents);

  return {
    sides,
    compared,
    contents,
    follow(changes) {
      for (const content of contents.change(changes)) {
        const there = contents.saying(content);
        for (const want of wants.get(content) ?? []) {
          const isMet = there.length >= want.times;
          if (isMet === want.isMet) continue;
          want.isMet = isMet;
          want.question.unmet[want.option] = (want.question.unmet[want.option] ?? 0) + (isMet ? -1 : 1);
        }
        const question = agreed.get(content);
        if (question?.unmet[0] === 0) absent.delete(content);
        else if (question) absent.add(content);
        const known = others.get(content);
        const isOther = there.length > most(content);
        if (isOther === (known !== undefined)) continue;
        for (const one of known ?? []) one.thirds--;
        others.delete(content);
        const item = isOther ? contents.item(there[0] ?? '') : undefined;
        if (!item) continue;
        const found = spots.at(item, contents.placeFor(item));
        for (const one of found) one.thirds++;
        others.set(content, found);
      }
    },
    undecided() {
      const open = asked.flatMap(({ about, question }) => (isOpen(question) ? [about] : []));
      return absent.size === 0
        ? open
        : [...open, ...showAbsent(absent, (content) => (agreed.get(content)?.thirds ?? 0) > 0)];
    },
  };
}

/**
 * Takes what stands under the id of an agreed item for that, where a person has given it another type, other edges or
 * another value since; not what some side says, nor what got that id otherwise.
 */
function asAgreed({ contents: [first], named, most }: SidesCompared, adjudicated: () => Contents) {
  return (item: Item, content: number): number => {
    const meant = most(content) > 0 ? undefined : named.get(item.id);
    const was = meant === undefined ? undefined : first?.item(first.saying(meant)[0] ?? '');
    if (meant === undefined || was?.kind !== item.kind) return content;
    const isThere =
      item.kind === 'textbound' && was.kind === 'textbound'
        ? meets(item, was)
        : adjudicated().placeFor(item) === first?.placeFor(was);
    return isThere ? meant : content;
  };
}

/** Shows what all say and the adjudicated items do not: each with what is said of it alone. */
function absentIn(sides: readonly Side[], compared: SidesCompared, adjudicated: Contents) {
  let known = new Map<string, Undecided>();
  const [first] = compared.contents;
  const names = new Map([...compared.named].map(([name, content]) => [content, name]));
  const byId = new Map(sides[0]?.items.map((item) => [item.id, item]));
  const itemOf = (content: number): Item | undefined => first?.item(first.saying(content)[0] ?? '');
  const missingOf = (content: number, side: number): readonly Item[] => {
    const own = compared.contents[side];
    const ids = own?.saying(content).slice(adjudicated.saying(content).length, compared.least(content));
    return ids?.flatMap((id) => own?.item(id) ?? []) ?? [];
  };
  return (absent: ReadonlySet<number>, isThird: (content: number) => boolean): Undecided[] => {
    const carrierOf = (content: number): number | undefined => {
      const item = itemOf(content);
      const carrier = item && 'target' in item ? first?.end(item.target) : undefined;
      return carrier !== undefined && absent.has(carrier) ? carrier : undefined;
    };
    const groups = new Map<number, number[]>();
    for (const content of [...absent].sort((a, b) => a - b)) {
      let root = content;
      const seen = new Set([root]);
      for (let next = carrierOf(root); next !== undefined && !seen.has(next); next = carrierOf(root)) {
        seen.add(next);
        root = next;
      }
      const group = groups.get(root);
      if (group) group.push(content);
      else groups.set(root, [content]);
    }
    const shown = new Map<string, Undecided>();
    for (const [root, group] of groups) {
      if (group.some(isThird)) continue;
      const mark = JSON.stringify(group.map((content) => [content, adjudicated.saying(content).length]));
      const found: Undecided = known.get(mark) ?? {
        key: `agreed-${names.get(root)}`,
        kind: 'agreed',
        place: placeOf(itemOf(root), byId),
        options: sides.map(({ name }, side) => {
          return { name, items: group.flatMap((content) => missingOf(content, side)) };
        }),
      };
      shown.set(mark, found);
    }
    known = shown;
    return [...known.values()];
  };
}

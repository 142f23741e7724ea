import { type BratDocument, type BratLine, formatBrat } from '../format/brat';
import { type Letter, makeDraft, type UsedIds } from './draft';
import type { Gold } from './gold';
import type { GoldLine } from './lookup';
import { namedIn, renameIn } from './named';
import { makeGold, settledGold, stateOf } from './read';

/** What came of gold and a file that changed outside. */
export interface Merged {
  readonly gold: Gold;
  /** Ids that were taken meanwhile, with those that the items have now. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Ids of items that changed on both sides: they are as the file has them. */
  readonly lost: readonly string[];
}

const idOf = ({ value }: BratLine): string | undefined => ('id' in value ? value.id : undefined);

/**
 * Brings decisions that are not in the file yet into a file that changed outside. What was made is put at its end,
 * under another id where its own was taken; what was changed or taken away is so if the file still has it as it was.
 * @param ours gold with the decisions
 * @param base the file that they were made on
 * @param theirs gold of the file as it is now, of the same text
 * @param read the lines of that file as they were read, one for each line of `theirs`
 * @param keep whose places count for what neither side changed
 * @param touched ids of items that the decisions made, changed or took away
 */
export function merge(
  ours: Gold,
  base: BratDocument,
  theirs: Gold,
  read: BratDocument,
  touched: ReadonlySet<string>,
  used: UsedIds,
  keep: 'ours' | 'theirs' = 'ours',
): Merged {
  const [own, other] = [stateOf(settledGold(ours)), stateOf(settledGold(theirs))];
  const lines: GoldLine[] = [];

  const baseById = new Map(base.lines.map((line) => [idOf(line) ?? line.raw, line.raw]));
  const ownById = new Map(own.lines.map((line) => [idOf(line) ?? line.raw, line]));
  const theirIds = new Set(read.lines.map((line) => idOf(line) ?? line.raw));
  // What others said of an item that was taken away here must not be left without it.
  const spoken = new Set<string>();
  for (const line of read.lines) {
    if (line.value.kind !== 'unread' && baseById.get(idOf(line) ?? line.raw) !== line.raw)
      for (const id of namedIn(line.value)) spoken.add(id);
  }
  // Nor can what hung on it go alone, nor what that names; nor with what others changed meanwhile.
  const isTaken = (line: BratLine): boolean => {
    const key = idOf(line) ?? line.raw;
    return baseById.has(key) && !ownById.has(key) && (touched.has(key) || idOf(line) === undefined);
  };
  const gone = read.lines.filter((line) => line.value.kind !== 'unread' && isTaken(line));
  const goneIds = new Set(gone.map(idOf));
  for (const line of gone) {
    const key = idOf(line) ?? line.raw;
    if (baseById.get(key) !== line.raw) spoken.add(key);
  }
  for (let count = -1; count !== spoken.size; ) {
    count = spoken.size;
    for (const { value, raw, end } of gone) {
      if (value.kind === 'unread') continue;
      const named = namedIn(value);
      const key = idOf({ value, raw, end }) ?? raw;
      if (!spoken.has(key) && !named.some((id) => spoken.has(id) && goneIds.has(id))) continue;
      for (const id of [key, ...named]) spoken.add(id);
    }
  }
  const lost = new Set<string>();

  for (const [i, as] of other.lines.entries()) {
    const line = read.lines[i] as BratLine;
    const key = idOf(line) ?? line.raw;
    const unchanged = baseById.get(key) === line.raw;
    const mine = ownById.get(key);
    if (unchanged && mine && (keep === 'ours' || touched.has(key))) lines.push({ ...mine, end: line.end });
    else if (unchanged && !mine && (touched.has(key) || idOf(line) === undefined) && !spoken.has(key))
      continue;
    else {
      lines.push(as);
      if (touched.has(key) && baseById.has(key) && mine?.raw !== as.raw) lost.add(key);
    }
  }
  for (const key of touched) if (baseById.has(key) && !theirIds.has(key) && ownById.has(key)) lost.add(key);

  // Lines of ours may count in another unit.
  const rest = settledGold(makeGold({ ...other, lines, moved: own.unit !== other.unit }));
  const highest = makeDraft(ours, used);
  const draft = makeDraft(rest, used);
  const renamed = new Map<string, string>();
  const made = own.lines.filter(
    (line) => line.value.kind !== 'unread' && !baseById.has(idOf(line) ?? line.raw),
  );
  const fresh = made.filter((line) => {
    const there = idOf(line) === undefined ? undefined : draft.lineOf(idOf(line) ?? '');
    return there?.raw !== line.raw;
  });
  for (const line of fresh) {
    const id = idOf(line);
    if (id === undefined || !draft.lineOf(id)) continue;
    const letter = (/^\D+/.exec(id)?.[0] ?? 'T') as Letter;
    // Above all that either side has used.
    let next = highest.freshId(letter);
    while (draft.lineOf(next)) next = highest.freshId(letter);
    renamed.set(id, next);
  }
  const news = new Set(fresh.map((line) => idOf(line)));
  let waiting = fresh;
  for (let found = true; found; ) {
    found = false;
    waiting = waiting.filter((line) => {
      if (line.value.kind === 'unread') return false;
      const stands = namedIn(line.value).every(
        (id) => draft.lineOf(renamed.get(id) ?? id) || !ownById.has(id),
      );
      if (!stands) return true;
      const value = renameIn(line.value, renamed);
      const asWritten = renamed.size === 0 && formatBrat(value) !== line.raw;
      if (asWritten) draft.insert(draft.lines.length, line);
      else draft.append(value, line.place);
      found = true;
      return false;
    });
  }
  // What they speak of is gone.
  for (const line of waiting) if (news.has(idOf(line))) lost.add(idOf(line) ?? line.raw);
  return { gold: draft.finish(), renamed, lost: [...lost] };
}

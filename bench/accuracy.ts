import { join } from 'node:path';
import { mentionsOf } from '../server/src/embedded/entities';
import { add, noCounts, score } from '../server/src/evaluation/counts';
import { countMatches } from '../server/src/evaluation/matching';
import { parseNote } from '../server/src/note/note';
import { bratNotes, type GoldNote, mtsamples } from './corpus';
import type { Row } from './table';

/** What the rules say of a note, absolute. */
export const predict = (text: string) =>
  parseNote(text).blocks.flatMap(({ block, start, section }) =>
    mentionsOf(block, section.kind).map((m) => ({ ...m, start: m.start + start, end: m.end + start })),
  );

const percent = (value: number): string => value.toFixed(3);

function entities(name: string, notes: readonly GoldNote[]): Row[] {
  if (notes.length === 0) return [{ what: name, value: 'not measured: the corpus is not there' }];
  const rows: Row[] = [];
  for (const how of ['exact', 'overlapping'] as const) {
    for (const type of ['all', 'problem', 'test', 'treatment']) {
      const wanted = (one: { type: string }): boolean => type === 'all' || one.type === type;
      const counts = notes
        .map(({ text, entities }) => countMatches(entities.filter(wanted), predict(text).filter(wanted), how))
        .reduce(add, noCounts);
      const { precision, recall, f1 } = score(counts);
      rows.push({
        what: `${name}, ${how}, ${type}`,
        value: `F1 ${percent(f1)} (P ${percent(precision)}, R ${percent(recall)}, ${counts.gold} gold)`,
      });
    }
  }
  return rows;
}

function assertion(name: string, notes: readonly GoldNote[]): Row[] {
  const pairs = notes.flatMap(({ text, entities }) => {
    const predicted = predict(text);
    return entities.flatMap((gold) => {
      const same = predicted.find(
        (p) => p.start === gold.start && p.end === gold.end && p.type === gold.type,
      );
      return gold.assertion && same?.assertion ? [[gold.assertion, same.assertion] as const] : [];
    });
  });
  if (pairs.length === 0) return [];
  const right = pairs.filter(([gold, said]) => gold === said).length;
  const present = pairs.filter(([gold]) => gold === 'present').length;
  return [
    {
      what: `${name}, assertion of problems found exactly`,
      value: `accuracy ${percent(right / pairs.length)} (${pairs.length}; always "present" ${percent(present / pairs.length)})`,
    },
  ];
}

/** The embedded engine's entities and assertions against gold; the first half of i2b2-style was used for tuning. */
export async function accuracy(data: string): Promise<Row[]> {
  const style = bratNotes(join(data, 'i2b2-style'));
  const half = Math.ceil(style.length / 2);
  return [
    ...entities('mtsamples-i2b2 valid', mtsamples(data, 'valid')),
    ...entities('i2b2-style, all', style),
    ...entities('i2b2-style, second half', style.slice(half)),
    ...assertion('i2b2-style, second half', style.slice(half)),
  ];
}

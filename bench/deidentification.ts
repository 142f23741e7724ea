import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { add, type Counts, countMatches, noCounts, score, type Typed } from '../server/src/evaluation/spans';
import { codePointMap } from '../server/src/note/code-points';
import { parseNote } from '../server/src/note/note';
import { overlaps } from '../server/src/note/span';
import { categories, identifiersOf } from '../server/src/privacy/identifiers';
import { bratNotes, type GoldNote, mtsamples } from './corpus';
import type { Row } from './table';

interface MarkedNote {
  readonly text: string;
  readonly gold: readonly Typed[];
}

/** Notes with every identifier marked; UTF-16 code units. */
function clinicNotes(data: string): MarkedNote[] {
  const folder = join(data, 'phi/clinic-notes');
  if (!existsSync(folder)) return [];
  return readFileSync(join(folder, 'gold.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((row) => {
      const { note, phi } = JSON.parse(row) as {
        note: string;
        phi: { start: number; end: number; category: string }[];
      };
      const text = readFileSync(join(folder, 'text', `${note}.txt`), 'utf8');
      const map = codePointMap(text);
      return {
        text,
        gold: phi.map((p) => ({ start: map.toUtf16(p.start), end: map.toUtf16(p.end), type: p.category })),
      };
    });
}

/** Letters and digits under gold spans, and how many of them are under a predicted span of any category. */
function characters(text: string, gold: readonly Typed[], predicted: readonly Typed[]): Counts {
  const covered = new Uint8Array(text.length);
  for (const { start, end } of predicted) covered.fill(1, start, end);
  let [right, all] = [0, 0];
  for (const { start, end } of gold)
    for (let i = start; i < end; i++) {
      if (!/[\p{L}\p{M}\p{Nd}]/u.test(text[i] as string)) continue;
      all++;
      right += covered[i] as number;
    }
  return { right, predicted: all, gold: all };
}

const found = (text: string): Typed[] =>
  identifiersOf(parseNote(text)).map((i) => ({ ...i, type: i.category }));

function scores(name: string, notes: readonly MarkedNote[]): Row[] {
  const both = notes.map(({ text, gold }) => ({ text, gold, predicted: found(text) }));
  const chars = both
    .map(({ text, gold, predicted }) => characters(text, gold, predicted))
    .reduce(add, noCounts);
  const anyType = (spans: readonly Typed[]): Typed[] => spans.map((span) => ({ ...span, type: '' }));
  const spans = both
    .map(({ gold, predicted }) => countMatches(anyType(gold), anyType(predicted), 'overlapping'))
    .reduce(add, noCounts);
  const whole = score(spans);
  const missed = categories
    .map((category) => {
      const of = both.flatMap(({ gold, predicted }) =>
        gold.filter((g) => g.type === category).map((g) => predicted.some((p) => overlaps(p, g))),
      );
      return { category, missed: of.filter((hit) => !hit).length, all: of.length };
    })
    .filter((row) => row.missed > 0)
    .map((row) => `${row.category} ${row.missed}/${row.all}`);
  return [
    {
      what: `${name}, characters found`,
      value: `recall ${(chars.right / chars.gold).toFixed(4)} (${chars.gold} characters)`,
    },
    {
      what: `${name}, spans`,
      value: `P ${whole.precision.toFixed(3)}, R ${whole.recall.toFixed(3)} (${spans.gold} gold); missed: ${missed.join(', ') || 'none'}`,
    },
  ];
}

/** The share of gold entities' words that no placeholder covers: what a model needs must survive. */
function survival(name: string, notes: readonly GoldNote[]): Row {
  if (notes.length === 0) return { what: name, value: 'not measured: the corpus is not there' };
  let [kept, all] = [0, 0];
  for (const { text, entities } of notes) {
    const identifiers = found(text);
    for (const { start, end } of entities)
      for (const word of text.slice(start, end).matchAll(/\S+/g)) {
        const span = { start: start + word.index, end: start + word.index + word[0].length };
        all++;
        if (!identifiers.some((identifier) => overlaps(identifier, span))) kept++;
      }
  }
  return { what: name, value: `${(kept / all).toFixed(4)} of ${all} words kept` };
}

/** Identifiers found on notes in which all are marked; the rules were tuned on the first half of the notes. */
export async function deidentification(data: string): Promise<Row[]> {
  const notes = clinicNotes(data);
  if (notes.length === 0) return [{ what: 'clinic-notes', value: 'not measured: the corpus is not there' }];
  return [
    ...scores('clinic-notes 1 to 20 (tuned on)', notes.slice(0, 20)),
    ...scores('clinic-notes 21 to 40', notes.slice(20)),
    survival('entities of mtsamples-i2b2 valid', mtsamples(data, 'valid')),
    survival('entities of i2b2-style', bratNotes(join(data, 'i2b2-style'))),
    survival('entities of maccrobat', bratNotes(join(data, 'maccrobat'))),
  ];
}

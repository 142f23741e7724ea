import { type PhiNote, stemOf } from './phi-notes';

/** One note, as both sides marked it; a side that lacks it has no spans. */
export interface PhiPair {
  readonly name: string;
  readonly gold: PhiNote;
  readonly predicted: PhiNote;
  readonly missing: 'gold' | 'predicted' | undefined;
}

/** Notes of one side with the same name, endings aside: each list is of two or more. */
export function sameNames(notes: readonly PhiNote[]): string[][] {
  const names = new Map<string, string[]>();
  for (const { name } of notes) names.set(stemOf(name), [...(names.get(stemOf(name)) ?? []), name]);
  return [...names.values()].filter((same) => same.length > 1);
}

/** Pairs the notes of both sides by name, endings aside; gold's first, in its order. No side may have a name twice. */
export function pairNotes(gold: readonly PhiNote[], predicted: readonly PhiNote[]): PhiPair[] {
  const rest = new Map(predicted.map((note) => [stemOf(note.name), note]));
  const pairs: PhiPair[] = [];
  for (const note of gold) {
    const { name } = note;
    const other = rest.get(stemOf(name));
    rest.delete(stemOf(name));
    if (other) pairs.push({ name, gold: note, predicted: other, missing: undefined });
    else pairs.push({ name, gold: note, predicted: { ...note, spans: [] }, missing: 'predicted' });
  }
  for (const note of rest.values())
    pairs.push({ name: note.name, gold: { ...note, spans: [] }, predicted: note, missing: 'gold' });
  return pairs;
}

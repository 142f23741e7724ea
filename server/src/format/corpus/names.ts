import type { Item } from './document';
import { stem } from './document';

/**
 * What a document is called: its own name where the file gives one, without the ending of a note; the file's where it
 * is alone in it; else the file's with the place in it.
 */
export function nameOf(own: string | undefined, path: string, alone: boolean, where: string): string {
  const given = own?.replace(/\.(txt|note)$/i, '').trim();
  if (given !== undefined && given !== '') return given;
  return alone ? stem(path) : `${stem(path)}-${where.replace(/\D+/g, '')}`;
}

/** A number of its own for every item with an id, for formats whose ids are numbers; from 1, in order. */
export function numbersOf(items: readonly Item[]): (id: string) => number {
  const numbers = new Map<string, number>();
  for (const { id } of items) numbers.set(id, numbers.size + 1);
  return (id) => numbers.get(id) ?? 0;
}

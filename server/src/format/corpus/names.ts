import type { Item } from './document';
import { stem } from './document';

const ENDING = /\.(txt|note)$/i;

/** The name of a document as `nameOf` reads it again, although it may end like a note's file itself. */
export const writtenName = (name: string): string => (ENDING.test(name) ? `${name}.txt` : name);

/**
 * What a document is called: its own name where the file gives one, without the ending of a note; the file's where it
 * is alone in it; else the file's with the place in it.
 */
export function nameOf(own: string | undefined, path: string, alone: boolean, where: string): string {
  const given = own?.replace(ENDING, '');
  if (given !== undefined && given.trim() !== '') return given;
  return alone ? stem(path) : `${stem(path)}-${where.replace(/\D+/g, '')}`;
}

/** A number of its own for every item with an id, for formats whose ids are numbers; from 1, in order. */
export function numbersOf(items: readonly Item[]): (id: string) => number {
  const numbers = new Map<string, number>();
  for (const { id } of items) numbers.set(id, numbers.size + 1);
  return (id) => numbers.get(id) ?? 0;
}

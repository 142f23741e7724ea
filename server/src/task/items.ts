import { jsonrepair } from 'jsonrepair';
import type * as z from 'zod';

/** Reads a list of objects, or of lists, out of an answer while it comes. */
export interface ItemReader {
  /** The next piece of the answer; gives the JSON text of each item that it completes. */
  feed(piece: string): string[];
  /** Whether the list itself has come. */
  readonly found: boolean;
  /** Whether the list has ended; no more once the same list starts again behind it. */
  readonly whole: boolean;
  /** Whether the answer runs on without saying anything: white space without end, or the same item again and again. */
  readonly runaway: boolean;
}

const MOST_SPACE = 300;
/** A note may well name the same thing many times in a row. */
const MOST_REPEATS = 100;

/**
 * A reader of `{"<key>": [{…}, […]]}`; a bare list is taken, too, and whatever stands before it is passed over.
 * A list that comes twice is read twice. It looks at each character once.
 */
export function itemReader(key: string): ItemReader {
  /** The brackets that are open, and whether a list is the one that is looked for. */
  const open: ('{' | '[' | 'list')[] = [];
  let inString = false;
  let escaped = false;
  /** The last string directly in the outermost object: the key of what follows it. */
  let lastKey = '';
  /** What came of the item in earlier pieces; undefined between items. */
  let item: string | undefined;
  let found = false;
  let whole = false;
  let space = 0;
  let repeats = 0;
  let lastItem = '';

  /** Reads one character; says whether an item starts or ends with it. */
  function read(char: string): 'start' | 'end' | undefined {
    if (inString) {
      if (escaped) escaped = false;
      else if (char === '\\') escaped = true;
      else if (char === '"') inString = false;
      if (inString && open.length === 1 && lastKey.length <= key.length) lastKey += char;
      return undefined;
    }
    space = /\s/.test(char) ? space + 1 : 0;
    if (char === '"' && open.length > 0) {
      inString = true;
      if (open.length === 1) lastKey = '';
    } else if (char === '{') {
      open.push('{');
      return open.at(-2) === 'list' ? 'start' : undefined;
    } else if (char === '[') {
      const isList = open.length === 0 ? !found : open.length === 1 && open[0] === '{' && lastKey === key;
      if (isList) {
        found = true;
        whole = false;
      }
      open.push(isList ? 'list' : '[');
      return open.at(-2) === 'list' ? 'start' : undefined;
    } else if (char === '}' || char === ']') {
      const was = open.pop();
      if (was === 'list') whole = true;
      if (open.at(-1) === 'list') return 'end';
    }
    return undefined;
  }

  return {
    feed(piece) {
      const items: string[] = [];
      let from = 0;
      for (let at = 0; at < piece.length && !(whole && open.length === 0); at++) {
        const event = read(piece[at] as string);
        if (event === 'start') {
          item = '';
          from = at;
        } else if (event === 'end' && item !== undefined) {
          const text = item + piece.slice(from, at + 1);
          repeats = text === lastItem ? repeats + 1 : 0;
          lastItem = text;
          items.push(text);
          item = undefined;
        }
      }
      if (item !== undefined) item += piece.slice(from);
      return items;
    },
    get found() {
      return found;
    },
    get whole() {
      return whole;
    },
    get runaway() {
      return space > MOST_SPACE || repeats >= MOST_REPEATS;
    },
  };
}

/** A JSON text as the schema wants it, repaired where its form alone is broken; undefined where it does not fit. */
export function readJson<T>(text: string, schema: z.ZodType<T>): T | undefined {
  const parse = (json: string): unknown => JSON.parse(json);
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    try {
      value = parse(jsonrepair(text));
    } catch {
      return undefined;
    }
  }
  const result = schema.safeParse(value);
  return result.success ? result.data : undefined;
}

/** The name that is meant, where it differs in case alone. */
export const named = (name: string, names: readonly string[]): string | undefined =>
  names.find((one) => one === name) ?? names.find((one) => one.toLowerCase() === name.toLowerCase());

import { readFileSync, statSync } from 'node:fs';
import type { Position, Range } from 'vscode-languageserver';
import { linesOf, placesOnceSaved } from '../../gold/places';
import { lowerBound, type Span } from '../../note/span';
import { pathOf } from '../paths';

/** No note is as large as this, and no standoff file: 64 MiB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A file beside another as its text stands in the file, or would when the editor saved it. */
export interface NoteFile {
  readonly uri: string;
  /** With a byte order mark, where the file has one; the editor does not hold that. */
  readonly text: string;
  /** The place, as the editor counts it, of a range of UTF-16 offsets of `text`. */
  rangeOf(span: Span): Range;
  /** The UTF-16 offset in `text` of a place in the editor. */
  offsetAt(position: Position): number;
}

/** A file of the disk, by its text; or why it has none. */
type Read = { readonly text: string } | { readonly problem: string };

/** Why a file cannot be read that does not exist. */
export const ABSENT = 'is not there';
const absent: Read = { problem: ABSENT };

export function noteFile(uri: string, text: string): NoteFile {
  let starts: Span[] | undefined;
  const lines = (): readonly Span[] => {
    if (starts) return starts;
    starts = [{ start: 0, end: 0 }];
    for (const match of text.matchAll(/\r\n|[\n\r]/g)) {
      const start = match.index + match[0].length;
      starts.push({ start, end: start });
    }
    return starts;
  };
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const positionAt = (offset: number): Position => {
    const line = lowerBound(lines(), offset + 1) - 1;
    const start = lines()[line]?.start ?? 0;
    return { line, character: Math.max(0, offset - start - (line === 0 ? mark : 0)) };
  };
  return {
    uri,
    text,
    rangeOf: ({ start, end }) => ({ start: positionAt(start), end: positionAt(end) }),
    offsetAt: ({ line, character }) => {
      const at = lines()[line];
      if (!at) return text.length;
      const next = lines()[line + 1]?.start ?? text.length;
      return Math.min(next, at.start + character + (line === 0 ? mark : 0));
    },
  };
}

/** How many files are kept in memory, the ones read last. */
const MOST_KEPT = 16;

/** Sets a value in a map that holds a few at most: the oldest goes. */
export function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= MOST_KEPT) break;
    map.delete(oldest);
  }
}

/** Reads regular files of the disk, of bounded size and in UTF-8, again only when they have changed. */
export function makeDisk() {
  const known = new Map<string, { readonly stamp: string; readonly read: Read }>();
  return (uri: string): Read => {
    const path = pathOf(uri);
    if (path === undefined) return absent;
    try {
      const stat = statSync(path, { bigint: true });
      if (!stat.isFile()) return { problem: 'is no regular file' };
      if (stat.size > MOST_BYTES) return { problem: 'is larger than 64 MiB' };
      const stamp = `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
      const before = known.get(uri);
      if (before?.stamp === stamp) return before.read;
      const read = decode(readFileSync(path));
      keep(known, uri, { stamp, read });
      return read;
    } catch {
      known.delete(uri);
      return absent;
    }
  };
}

function decode(bytes: Uint8Array): Read {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: 'is not written in UTF-8' };
  }
}

/**
 * The text that a file has once the editor has saved what it holds. Where that is what the disk has already, the disk's:
 * an editor makes mixed line ends one kind when it opens a file, and takes its byte order mark away.
 */
export function asSaved(held: string, disk: string | undefined): string {
  if (disk === undefined || held === disk) return held;
  return linesOf(held) === linesOf(disk) ? disk : placesOnceSaved(held, disk).file;
}

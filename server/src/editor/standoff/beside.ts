import { type BratDocument, parseBrat } from '../../format/brat';
import { ABSENT, asSaved, keep, makeDisk, type NoteFile, noteFile } from './note-file';

/** The note of a standoff file, or why there is none to look at. */
export type Beside = { readonly note: NoteFile } | { readonly problem: string };

const noteEndings = ['.txt', '.note'];

/** Finds the file that belongs to another: the note of a standoff file, and the other way round. What the editor holds counts first. */
export function makeBeside(openText: (uri: string) => string | undefined) {
  const disk = makeDisk();
  const notes = new Map<string, { held: string | undefined; saved: string | undefined; note: NoteFile }>();
  const parsed = new Map<string, { text: string; document: BratDocument }>();

  function noteAt(uri: string): Beside {
    const held = openText(uri);
    const read = disk(uri);
    const saved = 'text' in read ? read.text : undefined;
    if (held === undefined && 'problem' in read) return read;
    const known = notes.get(uri);
    if (known && known.held === held && known.saved === saved) return { note: known.note };
    const note = noteFile(uri, held === undefined ? (saved ?? '') : asSaved(held, saved));
    keep(notes, uri, { held, saved, note });
    return { note };
  }

  return {
    noteAt,
    /** The note beside a standoff file; undefined where there can be none, as beside what was never saved. */
    noteOf(standoff: string): Beside | undefined {
      if (!/\.ann$/i.test(standoff)) return undefined;
      const names = noteEndings.map((ending) => standoff.replace(/\.ann$/i, ending));
      const found = names.map(noteAt);
      const fits =
        found.find((one) => 'note' in one) ?? found.find((one) => 'problem' in one && one.problem !== ABSENT);
      if (fits) return fits;
      return standoff.startsWith('file:') ? found[0] : undefined;
    },
    /** The URI of a note's standoff file. */
    standoffOf: (note: string): string | undefined =>
      noteEndings.some((ending) => note.toLowerCase().endsWith(ending))
        ? note.replace(/\.[^./]*$/, '.ann')
        : undefined,
    /** A standoff file of the disk; undefined where it cannot be read. */
    onDisk(uri: string): { readonly text: string; readonly document: BratDocument } | undefined {
      const read = disk(uri);
      if ('problem' in read) return undefined;
      const known = parsed.get(uri);
      if (known?.text === read.text) return known;
      const fresh = { text: read.text, document: parseBrat(read.text) };
      keep(parsed, uri, fresh);
      return fresh;
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Range } from 'vscode-languageserver';
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { Deciders } from '../gold/deciders';
import type { OpenGold } from '../gold/store';
import type { Edit } from '../note/edit';
import { editNote, type Note, parseNote } from '../note/note';
import type { Span } from '../note/span';
import { type CorpusSchema, usualSchema } from '../pipeline/corpus-schema';
import type { CorpusNote } from '../privacy/corpus/corpora';
import { type Identifier, identifiersOf } from '../privacy/identifiers';
import { balanced, type Policy } from '../privacy/policy';
import type { Comparison } from './adjudication/disagreements';
import { makeKnowledge } from './asking/knowledge';
import type { OnScreen } from './asking/turns';

/** A note that the editor has open: its text, what is found in it at once, and what engines said of it. */
export function openNote(uri: string, languageId: string, version: number, text: string) {
  const document = TextDocument.create(uri, languageId, version, text);
  let note = parseNote(text);
  let identifiers: readonly Identifier[] | undefined;
  /** Of this opening alone, where the note has no place among others. */
  const own = randomUUID();
  let settled: CorpusNote = { root: undefined, identity: own, rulings: [] };
  let policy = balanced;
  let corpusSchema = usualSchema;
  let visible: Span = { start: 0, end: 0 };
  let onScreen: OnScreen = 'visible';
  let ids = 0;
  let gold: OpenGold | 'loading' | undefined;
  let deciders: ReadonlyMap<string, Deciders> = new Map();
  let comparison: Comparison | 'other-text' | undefined;
  const knowledge = makeKnowledge();

  /** Where a client names the later place first, what lies between them is meant all the same. */
  const spanOf = (range: Range): Span => {
    const [one, other] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return { start: Math.min(one, other), end: Math.max(one, other) };
  };

  return {
    uri,
    own,
    knowledge,
    spanOf,
    /** An id that this note has not used yet, through all its edits and engines. */
    nextId: (): string => `e${++ids}`,
    get version(): number {
      return document.version;
    },
    get note(): Note {
      return note;
    },
    get identifiers(): readonly Identifier[] {
      identifiers ??= identifiersOf(note, policy);
      return identifiers;
    },
    /** The corpus that the note is in, what its placeholders hang on, and what the user said of phrases there. */
    get settled(): CorpusNote {
      return settled;
    },
    /** How identifiers are looked for in it. */
    get policy(): Policy {
      return policy;
    },
    /** What may be annotated in it, and how that is shown. */
    get corpusSchema(): CorpusSchema {
      return corpusSchema;
    },
    /** Takes what holds for the note from now on. */
    settle(note: CorpusNote, by: Policy, schema: CorpusSchema = corpusSchema): void {
      settled = note;
      corpusSchema = schema;
      if (by !== policy) identifiers = undefined;
      policy = by;
    },
    /** What is on the screen, as far as the client tells; else where the last edit was. */
    get visible(): Span {
      return visible;
    },
    set visible(span: Span) {
      visible = span;
    },
    /** What a person said of it; undefined where it has no file that gold could lie beside. */
    get gold(): OpenGold | 'loading' | undefined {
      return gold;
    },
    set gold(found: OpenGold | 'loading' | undefined) {
      gold = found;
    },
    /** Who decided on its gold, by id, as far as it is known. */
    get deciders(): ReadonlyMap<string, Deciders> {
      return deciders;
    },
    set deciders(found: ReadonlyMap<string, Deciders>) {
      deciders = found;
    },
    /** What annotators say of it, where a person decides between them; they may have marked another text. */
    get comparison(): Comparison | 'other-text' | undefined {
      return comparison !== 'other-text' && comparison && comparison.text !== note.text
        ? 'other-text'
        : comparison;
    },
    set comparison(found: Comparison | 'other-text' | undefined) {
      comparison = found;
    },
    /** Whether it is on the screen at all. */
    get onScreen(): OnScreen {
      return onScreen;
    },
    set onScreen(where: OnScreen) {
      onScreen = where;
    },
    rangeOf: (span: Span): Range => ({
      start: document.positionAt(span.start),
      end: document.positionAt(span.end),
    }),
    offsetAt: (position: Range['start']): number => document.offsetAt(position),

    /** Takes the changes of one notification in their order; each is relative to the text that the one before left. */
    change(changes: readonly TextDocumentContentChangeEvent[], newVersion: number): void {
      for (const change of changes) {
        const span = 'range' in change ? spanOf(change.range) : { start: 0, end: note.text.length };
        const edit: Edit = trim(note.text, { ...span, text: change.text });
        TextDocument.update(document, [change], newVersion);
        const after = editNote(note, edit, document.getText());
        knowledge.edit(note, after, edit);
        if (gold !== 'loading') gold?.edit(note, after, edit);
        note = after;
        const caret = edit.start + edit.text.length;
        if (caret < visible.start || edit.start > visible.end) visible = { start: edit.start, end: caret };
      }
      identifiers = undefined;
    },
  };
}

export type OpenNote = ReturnType<typeof openNote>;

/**
 * The smallest edit with the same outcome. Clients that send the whole text on every change (or replace a
 * line by itself and a letter) would otherwise touch everything that is known.
 */
function trim(text: string, edit: Edit): Edit {
  const longest = Math.min(edit.end - edit.start, edit.text.length);
  let head = 0;
  while (head < longest && text.charCodeAt(edit.start + head) === edit.text.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < longest - head &&
    text.charCodeAt(edit.end - 1 - tail) === edit.text.charCodeAt(edit.text.length - 1 - tail)
  )
    tail++;
  return {
    start: edit.start + head,
    end: edit.end - tail,
    text: edit.text.slice(head, edit.text.length - tail),
  };
}

/** The smallest edit that makes one text of another. */
export const difference = (before: string, after: string): Edit =>
  trim(before, { start: 0, end: before.length, text: after });

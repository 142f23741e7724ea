import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseNote } from '../server/src/note/note';
import { filesIn } from './corpus';
import type { GoldEntity, JudgedNote } from './judgement-gold';

// The project's own notes for learning, marked in the text: `{code#number words|RELATION number,…}`; the mark bears
// the relations that it is the first end of, the number names it as the other end of one.

const assertions: Readonly<Record<string, string>> = {
  p: 'present',
  n: 'absent',
  q: 'possible',
  c: 'conditional',
  h: 'hypothetical',
  o: 'associated_with_someone_else',
};

const mark = /\{(?<code>[pnqchotr])(?:#(?<number>\d+))? (?<words>[^{}|]+)(?:\|(?<relations>[^{}]+))?\}/g;

/** A note from its marked text. Throws where a relation names no mark. */
export function readMarked(name: string, marked: string): JudgedNote {
  let text = '';
  let at = 0;
  const entities: GoldEntity[] = [];
  const byNumber = new Map<string, string>();
  const wanted: { readonly type: string; readonly from: string; readonly number: string }[] = [];
  for (const match of marked.matchAll(mark)) {
    const { code = '', number, words = '', relations } = match.groups ?? {};
    text += marked.slice(at, match.index);
    const id = `T${entities.length + 1}`;
    const assertion = assertions[code];
    const span = { id, start: text.length, end: text.length + words.length };
    if (assertion !== undefined) entities.push({ ...span, type: 'problem', assertion });
    else entities.push({ ...span, type: code === 't' ? 'test' : 'treatment' });
    if (number !== undefined) byNumber.set(number, id);
    for (const relation of relations?.split(',') ?? []) {
      const [type = '', to = ''] = relation.split(' ');
      wanted.push({ type, from: id, number: to });
    }
    text += words;
    at = match.index + match[0].length;
  }
  text += marked.slice(at);
  const relations = wanted.map(({ type, from, number }) => {
    const to = byNumber.get(number);
    if (to === undefined) throw new Error(`${name}: no mark ${number}`);
    return { type, from, to };
  });
  return { name, note: parseNote(text), entities, relations };
}

/** The marked notes of a folder, by name. */
export const markedNotes = (folder: string): JudgedNote[] =>
  filesIn(folder, '.txt').map((file) => readMarked(basename(file, '.txt'), readFileSync(file, 'utf8')));

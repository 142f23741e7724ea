import type { Span } from '../../note/span';
import { isId, letterOf, partsOf } from './parts';

/** Why a line cannot be read, and where: UTF-16 offsets within the line. */
export interface Unreadable extends Span {
  readonly code: 'unread' | 'id-letter' | 'empty';
  readonly message: string;
  /** The letter that an id of such a line has. */
  readonly letter?: string;
}

const names: Readonly<Record<string, string>> = {
  T: 'a stretch of the note',
  R: 'a relation',
  E: 'an event',
  A: 'an attribute',
  M: 'an attribute',
  N: 'a normalisation',
  '#': 'a remark',
};

const offsets = /^(?:\d+ \d+)(?:;\d+ \d+)*$/;

/** The letter that the line's own shape asks for, where it can be told: offsets and a text, or roles with ids. */
function letterByShape(head: string, hasText: boolean): string | undefined {
  const [type = '', ...more] = head.split(' ').filter((word) => word !== '');
  if (hasText && offsets.test(more.join(' '))) return 'T';
  const roles = more.length > 0 && more.every((word) => /^[^:]+:[A-Za-z#]+\d+$/.test(word));
  if (/^[^:]+:[TE]\d+$/.test(type) && (roles || more.length === 0)) return 'E';
  return roles && more.length >= 2 && !type.includes(':') ? 'R' : undefined;
}

/** What is wrong with a line that `parseBrat` did not read. */
export function whyUnread(raw: string): Unreadable {
  const whole = { start: 0, end: raw.length };
  const line = raw.replace(/^\ufeff/, '');
  if (line.trim() === '') return { ...whole, code: 'empty', message: 'An empty line says nothing' };
  const parts = partsOf(raw);
  const wrong = (at: Span, message: string): Unreadable => ({
    start: at.start,
    end: at.end,
    code: 'unread',
    message: `${message}; the line is kept as it stands, and nothing is read from it`,
  });
  if (!line.includes('\t')) return wrong(whole, 'A tab has to stand behind the id');
  const id = parts.find(({ kind }) => kind === 'id');
  if (!id) return wrong({ start: 0, end: raw.indexOf('\t') + 1 }, 'The line has to start with an id');
  if (id.text === '*') return wrong(whole, 'An equivalence has a type and ids: *⇥Equiv T1 T2');
  if (!isId(id.text)) return wrong(id, 'An id is a letter, or #, and a number');
  const letter = letterOf(id.text);
  const [head = '', ...rest] = line.slice(line.indexOf('\t') + 1).split('\t');
  const shape = letterByShape(head, rest.length > 0);
  if (shape !== undefined && shape !== letter[0])
    return {
      start: id.start,
      end: id.end,
      code: 'id-letter',
      letter: shape,
      message: `The line reads like ${names[shape]}, whose id starts with ${shape}, not ${short(letter)}`,
    };
  const type = parts.find(({ kind }) => kind === 'type');
  const first = letter[0] ?? '';
  if (!(first in names))
    return wrong(id, `Ids start with T, E, R, A, M, N or #; nothing is known of ${short(letter)}`);
  const headSpan = { start: id.end + 1, end: id.end + 1 + head.length };
  if (!type || head.startsWith(' '))
    return wrong(headSpan, `${capital(names[first])} needs a type behind the tab`);
  return wrong(
    first === 'T' ? textboundFault(parts, rest.length > 0, headSpan) : headSpan,
    needs(first, rest.length > 0),
  );
}

function textboundFault(
  parts: readonly { kind: string; start: number; end: number; text: string }[],
  hasText: boolean,
  head: Span,
): Span {
  const bad = parts.find(({ kind, text }) => kind === 'span' && !readable(text));
  return bad ?? (hasText ? head : { start: head.end, end: head.end });
}

const readable = (text: string): boolean => {
  const [start = '', end = '', ...more] = text.split(' ');
  if (more.length > 0 || !/^\d+$/.test(start) || !/^\d+$/.test(end)) return false;
  return Number(start) <= Number(end) && Number.isSafeInteger(Number(end));
};

function needs(letter: string, hasText: boolean): string {
  switch (letter) {
    case 'T':
      return hasText
        ? 'Offsets are pairs of numbers, the smaller one first: T1⇥Type 0 5;9 14⇥text'
        : 'A tab and the text have to stand behind the offsets: T1⇥Type 0 5⇥text';
    case 'R':
      return 'A relation has two ends with roles: R1⇥Type Arg1:T1 Arg2:T2';
    case 'E':
      return 'An event has a trigger, and roles with ids: E1⇥Type:T1 Role:T2';
    case 'N':
      return 'A normalisation names an id and a reference: N1⇥Reference T1 DB:ID⇥text';
    case '#':
      return 'A remark names an id: #1⇥AnnotatorNotes T1⇥text';
    default:
      return 'An attribute names an id: A1⇥Name T1 value';
  }
}

const capital = (text = ''): string => text.charAt(0).toUpperCase() + text.slice(1);
const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

import type { AttributeValue } from '../annotation/annotation';
import type { Span } from '../note/span';

// The standoff format of brat, https://brat.nlplab.org/standoff.html, read leniently and written strictly.

/** `T1⇥Type 0 5;12 17⇥text`. Spans in the unit of the file: Unicode code points, as a rule. */
export interface Textbound {
  readonly kind: 'textbound';
  readonly id: string;
  readonly type: string;
  readonly spans: readonly Span[];
  readonly text: string;
}
export interface Argument {
  readonly role: string;
  readonly target: string;
}
/** `R1⇥Type Arg1:T1 Arg2:T2`. */
export interface BratRelation {
  readonly kind: 'relation';
  readonly id: string;
  readonly type: string;
  readonly arguments: readonly Argument[];
}
/** `E1⇥Type:T1 Role:T2`. */
export interface BratEvent {
  readonly kind: 'event';
  readonly id: string;
  readonly type: string;
  readonly trigger: string;
  readonly arguments: readonly Argument[];
}
/** `A1⇥Name T1 value`, or without value for what is there or not. `M` is an old letter for `A`. */
export interface BratAttribute {
  readonly kind: 'attribute';
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly value: AttributeValue;
}
/** `N1⇥Reference T1 DB:ID⇥text`. */
export interface BratNormalization {
  readonly kind: 'normalization';
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly reference: string;
  readonly text: string;
}
/** `#1⇥AnnotatorNotes T1⇥text`. */
export interface BratNote {
  readonly kind: 'note';
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly text: string;
}
/** `*⇥Equiv T1 T2`. The only line without an id of its own. */
export interface BratEquivalence {
  readonly kind: 'equivalence';
  readonly type: string;
  readonly targets: readonly string[];
}
/** A line that cannot be read. It is kept as it stands. */
export interface Unread {
  readonly kind: 'unread';
}

export type BratValue =
  | Textbound
  | BratRelation
  | BratEvent
  | BratAttribute
  | BratNormalization
  | BratNote
  | BratEquivalence;

/** A line of a standoff file: what it says, and how it is written. */
export interface BratLine {
  /** The line as it stands in the file, without its end. */
  readonly raw: string;
  readonly end: '\n' | '\r\n' | '';
  readonly value: BratValue | Unread;
}

/** A standoff file. `writeBrat(parseBrat(file))` is the file, character by character. */
export interface BratDocument {
  readonly lines: readonly BratLine[];
}

const arguments_ = (text: string): Argument[] | undefined => {
  const read: Argument[] = [];
  for (const word of text.split(/[ \t]+/)) {
    if (word === '') continue;
    const colon = word.lastIndexOf(':');
    if (colon <= 0 || colon === word.length - 1) return undefined;
    read.push({ role: word.slice(0, colon), target: word.slice(colon + 1) });
  }
  return read;
};

function readSpans(text: string): Span[] | undefined {
  const spans: Span[] = [];
  for (const part of text.split(';')) {
    const match = /^(\d+) (\d+)$/.exec(part);
    if (!match) return undefined;
    const span = { start: Number(match[1]), end: Number(match[2]) };
    if (span.end < span.start || !Number.isSafeInteger(span.end)) return undefined;
    spans.push(span);
  }
  return spans;
}

function readLine(raw: string): BratValue | Unread {
  const unread: Unread = { kind: 'unread' };
  const [id = '', head = '', ...rest] = raw.split('\t');
  if (id === '*') {
    const [type = '', ...targets] = head.split(' ').filter((word) => word !== '');
    return type !== '' && targets.length > 0 ? { kind: 'equivalence', type, targets } : unread;
  }
  if (!/^(?:[A-Za-z]+|#)\d+$/.test(id)) return unread;
  const space = head.indexOf(' ');
  const type = space < 0 ? head : head.slice(0, space);
  const after = space < 0 ? '' : head.slice(space + 1);
  if (type === '') return unread;
  switch (id[0]) {
    case 'T': {
      const spans = readSpans(after);
      return spans && rest.length > 0
        ? { kind: 'textbound', id, type, spans, text: rest.join('\t') }
        : unread;
    }
    case 'R': {
      const ends = arguments_(after);
      return ends && ends.length >= 2 ? { kind: 'relation', id, type, arguments: ends } : unread;
    }
    case 'E': {
      const colon = type.lastIndexOf(':');
      const roles = arguments_(after);
      return colon > 0 && colon < type.length - 1 && roles
        ? {
            kind: 'event',
            id,
            type: type.slice(0, colon),
            trigger: type.slice(colon + 1),
            arguments: roles,
          }
        : unread;
    }
    case 'A':
    case 'M': {
      const [target = '', ...value] = after.trimEnd().split(' ');
      if (target === '') return unread;
      return { kind: 'attribute', id, type, target, value: value.length > 0 ? value.join(' ') : true };
    }
    case 'N': {
      const [target = '', reference = '', ...more] = after.trimEnd().split(' ');
      if (target === '' || reference === '') return unread;
      return {
        kind: 'normalization',
        id,
        type,
        target,
        reference: [reference, ...more].join(' '),
        text: rest.join('\t'),
      };
    }
    case '#':
      return after.trim() === ''
        ? unread
        : { kind: 'note', id, type, target: after.trim(), text: rest.join('\t') };
    default:
      return unread;
  }
}

/** Reads a standoff file. What cannot be read is kept, as `unread` lines. Linear. */
export function parseBrat(file: string): BratDocument {
  const lines: BratLine[] = [];
  for (let at = 0; at < file.length; ) {
    const feed = file.indexOf('\n', at);
    const stop = feed < 0 ? file.length : feed;
    const end = feed < 0 ? '' : file[feed - 1] === '\r' && feed > at ? '\r\n' : '\n';
    const raw = file.slice(at, end === '\r\n' ? stop - 1 : stop);
    lines.push({ raw, end, value: readLine(at === 0 ? raw.replace(/^\ufeff/, '') : raw) });
    at = feed < 0 ? file.length : feed + 1;
  }
  return { lines };
}

/** The standoff file, byte for byte as it was read where nothing was changed. */
export const writeBrat = (document: BratDocument): string =>
  document.lines.map((line) => line.raw + line.end).join('');

/** The line that says this, without a line end. */
export function formatBrat(value: BratValue): string {
  const list = (items: readonly Argument[]): string =>
    items.map((item) => ` ${item.role}:${item.target}`).join('');
  switch (value.kind) {
    case 'textbound':
      return `${value.id}\t${value.type} ${value.spans.map((s) => `${s.start} ${s.end}`).join(';')}\t${value.text}`;
    case 'relation':
      return `${value.id}\t${value.type}${list(value.arguments)}`;
    case 'event':
      return `${value.id}\t${value.type}:${value.trigger}${list(value.arguments)}`;
    case 'attribute':
      return `${value.id}\t${value.type} ${value.target}${value.value === true ? '' : ` ${value.value}`}`;
    case 'normalization':
      return `${value.id}\t${value.type} ${value.target} ${value.reference}\t${value.text}`;
    case 'note':
      return `${value.id}\t${value.type} ${value.target}\t${value.text}`;
    case 'equivalence':
      return `*\t${value.type} ${value.targets.join(' ')}`;
  }
}

/** The document with each line mapped: to a new value in its place, to itself, or to undefined, which takes it out. */
export function changeBrat(
  document: BratDocument,
  change: (value: BratValue | Unread) => BratValue | Unread | undefined,
): BratDocument {
  const lines: BratLine[] = [];
  for (const line of document.lines) {
    const value = change(line.value);
    if (value === line.value) lines.push(line);
    else if (value && value.kind !== 'unread') lines.push({ raw: formatBrat(value), end: line.end, value });
  }
  return { lines };
}

import { SaxesParser } from 'saxes';
import type { CorpusDocument, Held, Item, Loss } from './document';
import type { Parsed } from './json';

/** An element of an XML file; `text` is its own, without that of its children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const CHUNK = 1 << 16;
/** The formats have a handful of levels; a file of millions would keep the program busy for minutes. */
const DEEPEST = 64;

/** The parser's messages name tags, and what looks like a tag may be text of the note. */
const withoutDetails = (message: string): string => message.replace(/^[\d:\s]*/, '').replace(/:.*|\.$/s, '');

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads an XML file. Each line end is one `\n`, as every XML parser has it. Document types are not looked at, and
 * entities of their own are errors, so that none can grow without bounds.
 */
export function parseXml(xml: string): Parsed<XmlElement> {
  const parser = new SaxesParser({ xmlns: false });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let failure: string | undefined;
  parser.on('error', (error) => {
    failure ??= `line ${parser.line}: it is not well-formed XML (${withoutDetails(error.message)}); mend it there, or write the file again with an XML library`;
  });
  const add = (part: string): void => {
    const top = open.at(-1);
    if (top) top.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= DEEPEST)
      failure ??= `line ${parser.line}: elements within elements, more than ${DEEPEST} deep`;
    open.push({ name, attributes, children: [], text: '' });
  });
  parser.on('closetag', () => {
    const done = open.pop();
    if (!done) return;
    const parent = open.at(-1);
    if (parent) parent.children.push(done);
    else root = done;
  });
  // The parser throws on half a surrogate pair.
  const whole = xml.toWellFormed();
  for (let at = 0; at < whole.length && failure === undefined; at += CHUNK)
    parser.write(whole.slice(at, at + CHUNK));
  if (failure === undefined) parser.close();
  if (failure !== undefined) return { failure };
  return root ? { value: root } : { failure: 'it holds no XML element' };
}

/** The children of a name. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The text of the first child of a name. */
export const textOf = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;

/** A text as the content of an element. A parser would make a bare carriage return a line feed. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>\r]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A text as the value of an attribute, with its quotes. */
export const xmlValue = (text: string): string =>
  `"${text.replace(/[&<>"\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`)}"`;

/** What XML 1.0 has no way to hold, not even escaped. Each is one UTF-16 code unit. */
const unholdable = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;
const holdable = (text: string): string => text.replace(unholdable, '\ufffd');

/** The document with U+FFFD in place of what XML cannot hold, so that no offset moves. */
export function holdableInXml(document: CorpusDocument): Held {
  const losses: Loss[] = [];
  const text = holdable(document.text);
  const count = document.text.match(unholdable)?.length ?? 0;
  if (count > 0)
    losses.push({
      kind: 'character',
      id: 'text',
      why: `${count} control characters of the text, which XML cannot hold, are U+FFFD`,
    });
  const items = document.items.map((item): Item => {
    const { id } = item;
    const clean = JSON.parse(JSON.stringify(item), (_, value: unknown) =>
      typeof value === 'string' ? holdable(value) : value,
    ) as Item;
    // The covered text changes with the text.
    const changed = JSON.stringify(clean) !== JSON.stringify(item);
    if (changed && (item.kind !== 'textbound' || count === 0 || clean.type !== item.type))
      losses.push({ kind: 'character', id, why: 'control characters, which XML cannot hold, are U+FFFD' });
    else if (changed)
      losses.push({ kind: 'character', id, why: 'it covers control characters, which XML cannot hold' });
    return changed ? clean : item;
  });
  return { document: { ...document, text, items }, losses };
}

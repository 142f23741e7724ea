import { SaxesParser } from 'saxes';
import { codePointMap } from '../note/code-points';
import type { MarkedIdentifier } from './annotated-note';
import { type PhiTag, placed, type RawTag } from './i2b2-2014-offsets';
import { phiTypes, usualType } from './i2b2-2014-types';
import { typeOf } from './phi-names';

export interface I2b2Document {
  /** What an XML parser makes of TEXT: each line end of the file is one `\n`. */
  readonly text: string;
  readonly tags: readonly PhiTag[];
  /** What the user should know of how it was read; without text of the note. */
  readonly warnings: readonly string[];
}

/** Why a file cannot be read, with the line and what to do; without text of the note. */
export interface I2b2Failure {
  readonly failure: string;
}

const CHUNK = 1 << 16;
/** The format has three levels; a file of millions would keep the parser busy for minutes. */
const DEEPEST = 16;

/** The parser's messages name tags, and what looks like a tag may be text of the note. */
const withoutDetails = (message: string): string => message.replace(/^[\d:\s]*/, '').replace(/:.*|\.$/s, '');

/**
 * Reads a note of i2b2 2014: TEXT, and TAGS with offsets into it in code points. A tag whose offsets do not give its
 * `text` stays where they say and is named in a warning; where all tags agree in another unit, they are converted.
 * Document types and entities of their own are not looked at.
 */
export function readI2b2(xml: string): I2b2Document | I2b2Failure {
  const parser = new SaxesParser({ xmlns: false });
  const tags: RawTag[] = [];
  const path: string[] = [];
  let [text, hasText, hasTags, others] = ['', false, false, 0];
  let failure: string | undefined;
  const fail = (why: string): void => {
    failure ??= `line ${parser.line}: ${why}`;
  };
  parser.on('error', (error) => {
    fail(
      `it is not well-formed XML (${withoutDetails(error.message)}); mend it there, or write the file again with an XML library`,
    );
  });
  const add = (part: string): void => {
    if (path[1] === 'TEXT') text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name);
    if (path.length > DEEPEST) fail('elements within elements; i2b2 2014 has TEXT and TAGS below the root');
    else if (path.length === 2 && name === 'TEXT') {
      if (hasText) fail('a second TEXT; one file holds one note');
      hasText = true;
    } else if (path.length === 2 && name === 'TAGS') hasTags = true;
    else if (path[1] === 'TEXT') fail('an element inside TEXT; i2b2 2014 keeps the tags in TAGS');
    else if (path.length === 3 && path[1] === 'TAGS') {
      const type = knownType(name, attributes.TYPE);
      if (type === undefined) others++;
      else tags.push({ ...attributes, type });
    }
  });
  parser.on('closetag', () => {
    path.pop();
  });
  // The parser throws on half a surrogate pair.
  const whole = xml.toWellFormed();
  for (let at = 0; at < whole.length && failure === undefined; at += CHUNK)
    parser.write(whole.slice(at, at + CHUNK));
  if (failure === undefined) parser.close();
  if (failure === undefined && !hasText)
    failure = 'it has no TEXT below its root; i2b2 2014 XML has TEXT and TAGS';
  if (failure !== undefined) return { failure };
  const { tags: found, warnings } = placed(text, tags, /\r\n/.test(xml) && !/[^\r]\n/.test(xml));
  if (!hasTags) warnings.push('it has no TAGS, so nothing is marked in it');
  if (others > 0) warnings.push(`${others} tag${others === 1 ? ' is' : 's are'} not of PHI and left out`);
  return { text, tags: found, warnings };
}

/** The TYPE by the attribute, else by the element, as writers of the format disagree on both. */
const knownType = (element: string, given: string | undefined): string | undefined =>
  (given === undefined ? undefined : typeOf(given)) ?? usualType(element) ?? typeOf(element);

/** What XML 1.0 has no way to hold, not even escaped. */
const unholdable = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;

const attribute = (value: string): string =>
  value.replace(unholdable, '\ufffd').replace(/[&<>"\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);

/** A note in the XML of i2b2 2014, and how many of its characters it cannot hold: each is U+FFFD in it. */
export interface I2b2Xml {
  readonly xml: string;
  readonly replaced: number;
}

/** An identifier by its category or its TYPE, with what an annotator wrote beside it. */
interface Marked extends MarkedIdentifier {
  readonly comment?: string;
}

/**
 * Writes a note with its identifiers; offsets are code points, a CRLF is two and comes back as two.
 * @param identifiers UTF-16 code units of the text
 */
export function writeI2b2(text: string, identifiers: readonly Marked[]): I2b2Xml {
  let replaced = 0;
  const body = text
    .replace(unholdable, () => {
      replaced++;
      return '\ufffd';
    })
    .replaceAll(']]>', ']]]]><![CDATA[>')
    // A parser would make a bare carriage return a line feed.
    .replaceAll('\r', ']]>&#13;<![CDATA[');
  const { toCodePoint } = codePointMap(text);
  const tags = [...identifiers]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, category, comment = '' }, n) => {
      const type = typeOf(category) ?? 'OTHER';
      const element = phiTypes[type]?.element ?? 'OTHER';
      const covered = attribute(text.slice(start, end));
      return `<${element} id="P${n}" start="${toCodePoint(start)}" end="${toCodePoint(end)}" text="${covered}" TYPE="${type}" comment="${attribute(comment)}"/>\n`;
    });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<deIdi2b2>\n<TEXT><![CDATA[${body}]]></TEXT>\n<TAGS>\n${tags.join('')}</TAGS>\n</deIdi2b2>\n`;
  return { xml, replaced };
}

import { type CodeAction, type CodeActionContext, CodeActionKind, type Range } from 'vscode-languageserver';
import { overlaps, type Span, slice } from '../note/span';
import { type Category, categories, type Identifier } from '../privacy/identifiers';
import { wholeWords, withoutEdges } from '../privacy/phrase-span';
import { isPhrase, LONGEST_PHRASE, phraseKey } from '../privacy/rulings';
import type { OpenNote } from './open-note';
import { REPLACE, RULE, type RulingArgument } from './protocol';

export const REPLACE_KIND = `${CodeActionKind.Source}.marginalia.replaceIdentifiers`;
/** The identifiers that one selection offers something for: beyond them, nobody means each of them. */
const MOST = 3;
const LONGEST_TITLE = 40;

const shown = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE).trimEnd()}…` : line}”`;
};

/** A phrase as rulings are kept of it. */
export const phraseOf = (text: string, span: Span): string => slice(text, span).replace(/\s+/g, ' ').trim();

/** What a selected phrase may be, the likeliest first: all that is left can be written into the file of the rulings. */
function likely(phrase: string): readonly Category[] {
  if (phrase.includes('@')) return ['EMAIL', 'ID'];
  if (/:\/\/|^www\./i.test(phrase)) return ['URL', 'ID'];
  if (!/\p{Nd}/u.test(phrase)) return ['NAME', 'LOCATION', 'DATE', 'ID'];
  return /\p{L}/u.test(phrase)
    ? ['ID', 'MRN', 'LOCATION', 'DATE']
    : ['ID', 'MRN', 'PHONE', 'DATE', 'LOCATION'];
}

/** The actions for what stands in a range of a note. Titles hold text of the note, arguments only its places. */
export function identifierActions(
  open: OpenNote,
  range: Range,
  { only, diagnostics }: CodeActionContext,
): CodeAction[] {
  const asks = (kind: CodeActionKind): boolean =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  return [
    ...(asks(CodeActionKind.QuickFix) ? rulingActions(open, open.spanOf(range), diagnostics) : []),
    ...(asks(REPLACE_KIND) && open.identifiers.length > 0 ? [replaceAction(open)] : []),
  ];
}

const replaceAction = ({ uri }: OpenNote): CodeAction => {
  const title = 'Replace all identifiers in this file by placeholders';
  return { title, kind: REPLACE_KIND, command: { title, command: REPLACE, arguments: [uri] } };
};

function rulingActions(
  open: OpenNote,
  selected: Span,
  diagnostics: CodeActionContext['diagnostics'],
): CodeAction[] {
  // Nothing could be kept for a text that belongs to no corpus.
  if (open.settled.root === undefined) return [];
  const { text } = open.note;
  const action = (title: string, span: Span, verdict: RulingArgument['verdict']): CodeAction => {
    const at = open.rangeOf(span);
    const about = diagnostics.filter(
      ({ code, range: { start, end } }) =>
        /^(?:identifier|refused-egress)\b/.test(String(code)) && overlaps(open.spanOf({ start, end }), span),
    );
    const argument: RulingArgument = { uri: open.uri, version: open.version, range: at, verdict };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      ...(about.length > 0 && { diagnostics: about }),
      command: { title: 'Keep what is said of this', command: RULE, arguments: [argument] },
    };
  };
  const ruled = new Map(open.settled.rulings.map(({ phrase, verdict }) => [phraseKey(phrase), verdict]));
  const found: CodeAction[] = [];

  const touched = open.identifiers.filter(({ start, end }) => start <= selected.end && selected.start <= end);
  const told = (identifier: Identifier): void => {
    const whole = wholeWords(text, identifier);
    const phrase = phraseOf(text, whole);
    if (!isPhrase(phrase)) return;
    found.push(action(`${shown(phrase)} is not an identifier (in this corpus)`, whole, 'safe'));
  };
  if (touched.length <= MOST) touched.forEach(told);

  if (selected.end - selected.start > LONGEST_PHRASE) return found;
  const inner = withoutEdges(text, selected);
  // A phrase may be broken over two lines; more of them are no phrase.
  if (inner.end === inner.start || slice(text, inner).split(/\r\n|[\r\n]/).length > 2) return found;
  const whole = wholeWords(text, inner);
  const phrase = phraseOf(text, whole);
  if (!isPhrase(phrase)) return found;
  const verdict = ruled.get(phraseKey(phrase));
  for (const category of likely(phrase)) {
    if (category !== verdict)
      found.push(action(`Always an identifier: ${shown(phrase)} as ${category}`, whole, category));
  }
  if (verdict !== undefined) {
    const was = verdict === 'safe' ? 'not an identifier' : `always ${verdict}`;
    found.push(action(`Take back that ${shown(phrase)} is ${was}`, whole, 'none'));
  }
  return found;
}

/** What can be said of a phrase. */
export const verdicts = ['safe', 'none', ...categories] as const;

import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import { overlaps, type Span, slice } from '../../note/span';
import { isPhrase, LONGEST_PHRASE, makeRulings, phraseKey, ruledIn } from '../../privacy/corpus/rulings';
import { type Category, categories, type Identifier } from '../../privacy/identifiers';
import { wholeWords, withoutEdges } from '../../privacy/phrase-span';
import { lex } from '../../privacy/words/lexer';
import type { OpenNote } from '../open-note';
import { EMBEDDED, REPLACE, RULE, type RulingArgument } from '../protocol';
import { REFUSED } from '../showing/diagnostics';

export const REPLACE_KIND = `${CodeActionKind.Source}.marginalia.replaceIdentifiers`;
/** What can be said of a phrase. */
export const verdicts = ['safe', 'none', ...categories] as const;

/** The identifiers that one selection offers something for: beyond them, nobody means each of them. */
const MOST = 3;
const LONGEST_TITLE = 40;

/**
 * The actions for what stands in a range of a note. Titles hold text of the note, since a person reads them; what a
 * client may log, commands and their arguments, holds places.
 */
export function identifierActions(open: OpenNote, range: Range, context: CodeActionContext): CodeAction[] {
  const { only, diagnostics } = context;
  const asks = (kind: CodeActionKind): boolean =>
    only === undefined || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const selected = open.spanOf(range);
  return [
    ...(asks(CodeActionKind.QuickFix) ? quickFixes(open, selected, diagnostics) : []),
    ...(asks(REPLACE_KIND) && open.identifiers.length > 0 ? [replaceAction(open)] : []),
  ];
}

const replaceAction = ({ uri }: OpenNote): CodeAction => {
  const title = 'Replace all identifiers in this file by placeholders';
  return { title, kind: REPLACE_KIND, command: { title, command: REPLACE, arguments: [uri] } };
};

function quickFixes(open: OpenNote, selected: Span, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const touched = open.identifiers.filter(({ start, end }) => start <= selected.end && selected.start <= end);
  const meant = touched.length <= MOST ? touched : [];
  const about = diagnostics.filter(({ code }) => code === REFUSED || String(code).startsWith('identifier.'));
  const refusals = about.filter(({ code }) => code === REFUSED);
  const isRefused = (one: Identifier): boolean =>
    refusals.some((refusal) => overlaps(open.spanOf(refusal.range), one));

  const ruling = rulingsIn(open, about);
  const fixes = [
    ...meant.flatMap((one) => ruling(one, 'safe')),
    ...meant.filter(isRefused).flatMap((one) => ruling(one, one.category)),
    ...(refusals.length > 0 ? [embeddedAction(open, refusals)] : []),
    ...selectionFixes(open, selected, ruling),
    ...ruledAt(open, selected).flatMap((span) => ruling(span, 'none')),
  ];
  return fixes.filter(({ title }, i) => fixes.findIndex((other) => other.title === title) === i);
}

/** For a span, the action that keeps a verdict on the phrase there; none where nothing can be kept of it. */
type Ruling = (span: Span, verdict: RulingArgument['verdict']) => CodeAction[];

function rulingsIn(
  { note, uri, version, settled, spanOf, rangeOf }: OpenNote,
  about: readonly Diagnostic[],
): Ruling {
  return (span, verdict) => {
    const whole = wholeWords(note.text, span);
    const phrase = phraseIn(note.text, whole);
    // A text that belongs to no corpus has no place for rulings.
    if (!isPhrase(phrase) || settled.root === undefined) return [];
    const fixed = about.filter(({ range }) => overlaps(spanOf(range), whole));
    const argument: RulingArgument = { uri, version, range: rangeOf(whole), verdict };
    return [
      {
        title: titleOf(phrase, verdict),
        kind: CodeActionKind.QuickFix,
        ...(fixed.length > 0 && { diagnostics: fixed }),
        command: { title: 'Keep what is said of this', command: RULE, arguments: [argument] },
      },
    ];
  };
}

function titleOf(phrase: string, verdict: RulingArgument['verdict']): string {
  const shown = phrase.length > LONGEST_TITLE ? `${phrase.slice(0, LONGEST_TITLE).trimEnd()}…` : phrase;
  if (verdict === 'safe') return `“${shown}” is not an identifier (in this corpus)`;
  if (verdict === 'none') return `Take back what was said of “${shown}” (in this corpus)`;
  return `Always an identifier: “${shown}” as ${verdict}`;
}

const embeddedAction = ({ uri }: OpenNote, diagnostics: Diagnostic[]): CodeAction => {
  const title = 'Use the embedded engine for this note: it sends nothing';
  const command = { title, command: EMBEDDED, arguments: [uri] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
};

/** What can be said of a selected phrase. */
function selectionFixes({ note: { text }, settled }: OpenNote, selected: Span, ruling: Ruling): CodeAction[] {
  if (selected.end - selected.start > LONGEST_PHRASE) return [];
  const inner = withoutEdges(text, selected);
  // A phrase may be broken over two lines; more of them are no phrase.
  if (inner.end === inner.start || slice(text, inner).split(/\r\n|[\r\n]/).length > 2) return [];
  const phrase = phraseIn(text, wholeWords(text, inner));
  const key = phraseKey(phrase);
  const said = settled.rulings.findLast((one) => phraseKey(one.phrase) === key)?.verdict;
  return [
    ...likely(phrase).flatMap((category) => (category === said ? [] : ruling(inner, category))),
    ...(said === undefined ? [] : ruling(inner, 'none')),
  ];
}

/** The phrases that were ruled on and touch a selection: whoever finds a name unmasked there may take that back. */
function ruledAt({ note: { text }, settled }: OpenNote, { start, end }: Span): Span[] {
  if (settled.rulings.length === 0 || end - start > LONGEST_PHRASE) return [];
  const around = wholeWords(text, {
    start: Math.max(0, start - LONGEST_PHRASE),
    end: Math.min(text.length, end + LONGEST_PHRASE),
  });
  return ruledIn(lex(slice(text, around)), makeRulings(settled.rulings))
    .map((one) => ({ start: around.start + one.start, end: around.start + one.end }))
    .filter((one) => one.start <= end && start <= one.end);
}

/** A phrase as rulings are kept of it. */
const phraseIn = (text: string, span: Span): string => slice(text, span).replace(/\s+/g, ' ').trim();

/** What a selected phrase may be, the likeliest first; all else can be written into the file of the rulings. */
function likely(phrase: string): readonly Category[] {
  if (phrase.includes('@')) return ['EMAIL', 'ID'];
  if (/:\/\/|^www\./i.test(phrase)) return ['URL', 'ID'];
  if (!/\p{Nd}/u.test(phrase)) return ['NAME', 'LOCATION', 'DATE', 'ID'];
  return /\p{L}/u.test(phrase)
    ? ['ID', 'MRN', 'LOCATION', 'DATE']
    : ['ID', 'MRN', 'PHONE', 'DATE', 'LOCATION'];
}

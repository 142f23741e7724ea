import type { CodeLens } from 'vscode-languageserver';
import type { Span } from '../../note/span';
import type { KnownSummary } from '../asking/knowledge';
import type { OpenNote } from '../open-note';

const WIDTH = 180;

/**
 * A line above the note and above each heading. Their number and places follow the text alone, never the
 * answers, so that lines do not jump while answers come in.
 */
export function codeLensesOf(open: OpenNote): CodeLens[] {
  const { note, knowledge } = open;
  if (note.text.trim() === '' || !knowledge.shows('summary')) return [];
  const lens = (span: Span, label: string, known: KnownSummary | undefined): CodeLens => ({
    range: open.rangeOf({ start: span.start, end: span.start }),
    // An empty command is a line to read, not a button.
    command: { title: `${label}: ${title(known)}`, command: '' },
  });
  return [
    lens({ start: 0, end: 0 }, 'Note', knowledge.wholeSummary(note)),
    ...note.sections.flatMap((section) =>
      section.heading ? [lens(section.heading, 'Summary', knowledge.summaryOf(note, section))] : [],
    ),
  ];
}

function title(known: KnownSummary | undefined): string {
  if (!known) return '…';
  const text = known.summary?.text.replace(/\s+/g, ' ').trim() ?? '';
  const short = text.length > WIDTH ? `${text.slice(0, WIDTH).replace(/\s?\S*$/, '')} …` : text;
  return short === '' ? '–' : known.current ? short : `(changed since) ${short}`;
}

import type { MarkedNote } from '../evaluation/marked-note';
import type { CorpusDocument } from '../format/corpus/document';
import { escapeHtml } from '../format/html-note';
import { pageHead } from '../format/page-head';
import { pageScript, pageStyle } from './agreement-page-parts';
import {
  type AgreementReport,
  confusionRows,
  f1Of,
  figureRows,
  meanF1,
  type PairReport,
  shownFigure,
} from './agreement-report';
import { type ShownDisagreement, shownDisagreements } from './disagreements';

/** Rows as a table of a page, the first row its head. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  if (body.length === 0) return '';
  const width = Math.max(...rows.map((row) => row.length));
  const cells = (row: readonly string[], tag: string): string =>
    Array.from({ length: width }, (_, n) => `<${tag}>${escapeHtml((row[n] ?? '').trim())}</${tag}>`).join('');
  return `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}</tbody></table>`;
}

function pairPart(pair: PairReport): string {
  const { a, b, notes, agreement } = pair;
  const byNote = [
    ['Note', 'F1 exact', 'F1 overlapping', 'αU'],
    ...agreement.notes.map(({ name, exact, overlapping, unitizing }) => [
      name,
      ...[f1Of(exact), f1Of(overlapping), unitizing].map(shownFigure),
    ]),
  ];
  const tables = [...figureRows(pair), confusionRows(agreement.confusion, a, b), byNote];
  return `<details><summary><b>${escapeHtml(a)}</b> and <b>${escapeHtml(b)}</b>: ${notes} notes, F1 exact ${shownFigure(agreement.spans.exact.micro.f1.value)}, overlapping ${shownFigure(agreement.spans.overlapping.micro.f1.value)}, αU ${shownFigure(agreement.unitizing.all)}</summary>
<p>Precision and recall are of ${escapeHtml(b)} against ${escapeHtml(a)}.</p>
<div class="tables">${tables.map(table).join('\n')}</div></details>`;
}

const options = (label: string, name: string, values: readonly (readonly [string, string])[]): string =>
  `<label>${label} <select data-filter="${name}"><option value="">all</option>${values.map(([value, shown]) => `<option value="${escapeHtml(value)}">${escapeHtml(shown)}</option>`).join('')}</select></label>`;

const row = (one: ShownDisagreement, types: ReadonlyMap<string, number>): string =>
  `<li data-pair="${one.pair}" data-kind="${one.kind}" data-types="${one.types.map((type) => types.get(type)).join(' ')}"><small>${one.kind}</small><p>${one.context}</p><dl>${one.sides.map(({ letter, name, says }) => `<dt class="${letter}">${escapeHtml(name)}</dt><dd>${says.length === 0 ? '<i>nothing</i>' : says.map(escapeHtml).join('<br>')}</dd>`).join('')}</dl></li>`;

/** A note's disagreements, closed unless they are all there is: a browser lays out only what is open. */
const notePart = (name: string, rows: readonly string[], alone: boolean): string =>
  `<details class="note"${alone ? ' open' : ''}><summary>${escapeHtml(name)} <output>${rows.length}</output></summary><ol>\n${rows.join('\n')}\n</ol></details>`;

/**
 * One self-contained page: the figures, and every disagreement of every pair in its sentence. Nothing is loaded from
 * anywhere, and the content security policy forbids it. It holds text of the notes.
 * @param notes of each annotator, the notes to compare, by name
 * @param documents of each annotator, by name
 */
export function agreementPage(
  report: AgreementReport,
  notes: readonly ReadonlyMap<string, MarkedNote>[],
  documents: readonly ReadonlyMap<string, CorpusDocument>[],
): string {
  const { annotators, pairs, several } = report;
  const shown = pairs.flatMap(({ a, b }, n) => {
    const [i, j] = [annotators.indexOf(a), annotators.indexOf(b)];
    return [...(notes[i]?.keys() ?? [])].flatMap((name) => {
      const [one, other] = [
        documents[i]?.get(name),
        notes[j]?.has(name) ? documents[j]?.get(name) : undefined,
      ];
      return one && other ? shownDisagreements(n, one, other, [a, b]) : [];
    });
  });
  const types = new Map([...new Set(shown.flatMap((one) => one.types))].sort().map((type, n) => [type, n]));
  const byNote = new Map<string, string[]>();
  for (const one of shown) {
    const rows = byNote.get(one.note) ?? [];
    rows.push(row(one, types));
    byNote.set(one.note, rows);
  }
  const kinds = [...new Set(shown.map(({ kind }) => kind))].sort();
  const over = several
    ? `<p>All together: mean F1 of the pairs exact ${shownFigure(meanF1(pairs, 'exact'))}, overlapping ${shownFigure(meanF1(pairs, 'overlapping'))}; Krippendorff’s α of types on same fragments ${shownFigure(several.types.alpha)} (n ${several.types.n}), αU ${shownFigure(several.unitizing.all)}.</p>`
    : '';
  return `${pageHead('Agreement · Marginalia', pageStyle, pageScript)}<h1>Agreement</h1>
<p>${escapeHtml(annotators.join(', '))}: ${report.notes.ofAll} notes marked by all.</p>
${over}
${pairs
  .filter((pair) => pair.notes > 0)
  .map(pairPart)
  .join('\n')}
<h2>Disagreements <output id="count">${shown.length}</output></h2>
<form>${options(
    'Pair',
    'pair',
    pairs.map(({ a, b }, n) => [`${n}`, `${a}, ${b}`]),
  )}
${options(
  'Kind',
  'kind',
  kinds.map((kind) => [kind, kind]),
)}
${options(
  'Type',
  'types',
  [...types].map(([type, n]) => [`${n}`, type]),
)}</form>
${[...byNote].map(([name, rows]) => notePart(name, rows, byNote.size === 1)).join('\n')}
<script>${pageScript}</script>
</body>
</html>
`;
}

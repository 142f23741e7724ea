import { escapeHtml } from '../format/html-note';
import { pageHead } from '../format/page-head';
import { curvePlot, reliabilityPlot } from './learning-plots';
import { type LearningReport, MORE } from './learning-report';
import { confusions, remarks, shownForecast, sizeRows, typeRows } from './learning-rows';
import { hows } from './learning-scores';

const style = `
:root { color-scheme: light dark; --paper: #fcfbf8; --ink: #1d1f23; --soft: #5b6069; --line: #e4e1d9; --a: #1f55a0; --b: #a3480f; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171b; --ink: #dfe1e5; --soft: #9aa1ac; --line: #2e333b; --a: #8db9ff; --b: #f5b27a; } }
body { margin: 0 auto; max-width: 1000px; padding: 24px; background: var(--paper); color: var(--ink); font: 15px / 1.55 system-ui, sans-serif; }
h1, h2 { font-weight: 600; line-height: 1.2; }
svg { display: block; width: 100%; max-width: 760px; }
text { fill: var(--soft); font: 12px system-ui, sans-serif; }
line { stroke: var(--soft); }
.level { stroke: var(--line); }
.diagonal { stroke-dasharray: 4 4; }
circle.exact, b.exact { fill: var(--a); color: var(--a); }
circle.overlapping, b.overlapping { fill: var(--b); color: var(--b); }
circle { fill-opacity: 0.8; }
.law { fill: none; stroke-width: 2; }
.more { stroke-dasharray: 5 4; }
line.exact, .law.exact { stroke: var(--a); }
line.overlapping, .law.overlapping { stroke: var(--b); }
.tables { overflow-x: auto; }
table { border-collapse: collapse; margin: 14px 0; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 12px 2px 0; text-align: right; white-space: nowrap; }
th { border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
`;

/** Rows as a table of the page, the first row its head. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const cells = (row: readonly string[], tag: string): string =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('');
  return `<div class="tables"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}</tbody></table></div>`;
}

/**
 * One self-contained page: the curve with its forecast, where the errors are, and how far confidence can be trusted.
 * Nothing is loaded or run, and the content security policy forbids it. It holds no text of the notes.
 */
export function learningPage(report: LearningReport): string {
  const list = (items: readonly string[]): string =>
    items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
  return `${pageHead('Learned from gold · Marginalia', style)}<h1>Learned from gold</h1>
${list(remarks(report))}
<h2>F1 against the number of notes</h2>
<p><b class="exact">Exact</b> and <b class="overlapping">overlapping</b> F1 on notes that were held out; the bars are standard deviations over choices of notes, the lines the laws that fit, dashed where nothing was measured yet.</p>
${curvePlot(report)}
${table(sizeRows(report))}
<h2>What ${MORE} more notes would bring</h2>
${list(hows.map((how) => shownForecast(how, report.forecast[how])))}
<h2>Where the errors are</h2>
${table(typeRows(report))}
${list(confusions(report))}
<h2>How far confidence can be trusted</h2>
<p>On the diagonal, entities are right as often as the tagger says; larger dots stand for more entities. It is off by ${report.calibrationError.toFixed(3)} on average.</p>
${reliabilityPlot(report)}
</body>
</html>
`;
}

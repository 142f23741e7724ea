import { escapeHtml } from './html-note';
import { pageScript } from './html-script';
import style from './html-style.css';
import { pageHead } from './page-head';

/**
 * One self-contained page: nothing is loaded from anywhere, and the content security policy forbids it.
 * The parts come from `htmlNote`; the page is given in three, so that thousands of notes need not be held at once.
 * @param entries the notes' entries in the list, in order
 * @param about a line below the title
 */
export function htmlStart(entries: readonly string[], about: string): string {
  return `${pageHead('Marginalia', `\n${style.trim()}\n`, pageScript)}<a class="skip" href="#notes">Skip to the note</a>
<div class="page">
<div class="side">
<header class="brand"><h1>Marginalia</h1><p>${escapeHtml(about)}</p></header>
<div class="tools">
${entries.length > 8 ? '<input type="search" placeholder="Find a note" aria-label="Find a note">' : ''}
<label><input type="checkbox" data-toggle="nolabels" checked> Labels</label>
<label><input type="checkbox" data-toggle="noids" checked> Identifiers</label>
</div>
<nav aria-label="Notes"><ol>
${entries.join('')}</ol></nav>
</div>
<main id="notes">
`;
}

/** What stands behind the last note of a page. */
export const htmlEnd = (): string => `</main>
</div>
<script>${pageScript}</script>
</body>
</html>
`;

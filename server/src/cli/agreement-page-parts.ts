/** The style of the page of disagreements, inline and named by its hash in the content security policy. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fcfbf8; --sheet: #fff; --ink: #1d1f23; --soft: #5b6069; --line: #e4e1d9;
  --a: #1f55a0; --ta: #dbe8fb; --b: #a3480f; --tb: #fde6d3; }
@media (prefers-color-scheme: dark) { :root { --paper: #15171b; --sheet: #1b1e23; --ink: #dfe1e5; --soft: #9aa1ac; --line: #2e333b;
  --a: #8db9ff; --ta: #1e2c43; --b: #f5b27a; --tb: #3d2817; } }
body { margin: 0 auto; max-width: 1100px; padding: 24px; background: var(--paper); color: var(--ink); font: 15px / 1.55 system-ui, sans-serif; }
h1, h2 { font-weight: 600; line-height: 1.2; }
output { color: var(--soft); font-weight: 400; }
details { margin: 8px 0; padding: 8px 14px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
summary { cursor: pointer; }
.tables { overflow-x: auto; }
table { border-collapse: collapse; margin: 14px 0; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 2px 12px 2px 0; text-align: right; white-space: nowrap; }
th { border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; }
form { display: flex; flex-wrap: wrap; gap: 8px 20px; position: sticky; top: 0; padding: 10px 0; background: var(--paper); }
select { font: inherit; max-width: 18em; }
ol { list-style: none; padding: 0; }
li { margin: 10px 0; padding: 10px 14px; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; }
li small { color: var(--soft); }
li p { margin: 4px 0 8px; overflow-wrap: anywhere; }
mark { color: inherit; border-radius: 3px; padding: 2px 0; }
mark.a { background: var(--ta); border-bottom: 3px solid var(--a); }
mark.b { background: var(--tb); border-top: 3px solid var(--b); }
mark.both { background: none; border-bottom: 2px dotted var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; font-size: 13.5px; }
dt { font-weight: 600; }
dt.a { color: var(--a); }
dt.b { color: var(--b); }
dd { margin: 0; overflow-wrap: anywhere; }
`;

/**
 * The script of the page, likewise: it hides what the three lists leave out, and opens the notes where what is left
 * is little. Without it, all is there.
 */
export const pageScript = `(() => {
  'use strict';
  const lists = [...document.querySelectorAll('[data-filter]')];
  const notes = [...document.querySelectorAll('.note')].map((note) => ({ note, rows: [...note.querySelectorAll('li')], count: note.querySelector('output') }));
  const all = notes.reduce((sum, { rows }) => sum + rows.length, 0);
  const fits = (row) => lists.every((list) => list.value === '' || row.dataset[list.dataset.filter].split(' ').includes(list.value));
  const filter = () => {
    let shown = 0;
    for (const { note, rows, count } of notes) {
      let here = 0;
      for (const row of rows) {
        const fit = fits(row);
        if (row.hidden === fit) row.hidden = !fit;
        if (fit) here++;
      }
      note.hidden = here === 0;
      count.textContent = here === rows.length ? here : here + ' of ' + rows.length;
      shown += here;
    }
    for (const { note } of notes) note.open = shown <= 200;
    document.getElementById('count').textContent = shown === all ? all : shown + ' of ' + all;
  };
  for (const list of lists) list.addEventListener('change', filter);
})();`;

// Writes the titles of sections and the fields of forms that server/src/note/headings.ts knows into the grammar,
// so that what the editor colours as a heading is what the server reads as one. `--check` only tells whether it is so.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const file = 'syntaxes/clinical-note.tmLanguage.json';

const { outputFiles } = await build({
  entryPoints: ['server/src/note/headings.ts'],
  bundle: true,
  format: 'esm',
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { field, titles } = await import(`data:text/javascript;base64,${source}`);

/** The source of an expression from `^` to `$` as a part of another: without the anchors and without captures. */
const part = ({ source }) =>
  source
    .replace(/^\^|\$$/g, '')
    .replace(/(?<!\\)\((?!\?)/g, '(?:')
    .replaceAll('\\/', '/');

const title = `(?i:(?:${titles.map(([, pattern]) => part(pattern)).join('|')}))`;
const name = `(?i:${part(field)})`;

// By the start of each rule's comment.
const matches = {
  'a known title':
    '^[ \\t]*(?:#{1,6}[ \\t]*|=+[ \\t]*|-{2,}[ \\t]*)?' +
    `(${title})[ \\t]*(?:(:)|(?<=[\\p{L}/)]{3})[ \\t]*(?:=+|-{2,})?[ \\t]*$)`,
  'any title in capitals':
    `^[ \\t]*(?!${name}[ \\t]*:)(?=[^\\p{Ll}:]*:)(?=(?:[^\\p{L}:]*\\p{Lu}){3})` +
    "(\\p{Lu}[\\p{Lu}\\d /&,()'’.-]{2,58}?)[ \\t]*(:)(?!\\d)",
  'any title of a few words': `^[ \\t]*(?!${name}[ \\t]*:)(\\p{Lu}[\\p{L}\\d/&,()'’-]*(?: [\\p{L}\\d/&,()'’-]+){0,6})(:)[ \\t]*$`,
  'a field of a form': `(?:^[ \\t]*|(?<=[ \\t]{2})|(?<=[|\\t]))(${name})(?=[ \\t]*:(?:[ \\t]|$|\\[))(:)?`,
};

const before = readFileSync(file, 'utf8');
const grammar = JSON.parse(before);
const { headings, fields } = grammar.repository;
for (const [comment, match] of Object.entries(matches)) {
  const rule = [...headings.patterns, fields].find((one) => one.comment?.startsWith(comment));
  if (!rule) throw new Error(`${file} has no rule with the comment "${comment} …"`);
  rule.match = match;
}
const after = `${JSON.stringify(grammar, null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (after !== before) {
  console.error(`${file} is not what server/src/note/headings.ts says: run "node scripts/grammar.mjs"`);
  process.exitCode = 1;
}

// `npm start`: from a fresh clone to annotated notes on the screen and under out/, in one command.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfMissing } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');

/** Runs a script of Node.js in the project's folder; ends the program where it fails. */
function node(script, ...args) {
  const { status, signal } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (signal) process.exit(130);
  return status ?? 1;
}

const heading = (text) => console.log(`\n— ${text}\n`);

installIfMissing();

heading('build');
const built = node('scripts/build.mjs');
if (built !== 0) process.exit(built);
console.log('client/out, server/out');

heading('annotate examples/');
const annotated = node(
  'server/out/cli.js',
  ...['annotate', 'examples', '--format', 'pretty,brat,html,jsonl', '--out', 'out', '--force'],
  ...['--hypothesis', 'The patient has diabetes.', '--hypothesis', 'The patient smokes.'],
);

heading('written');
const rows = join(out, 'annotations.jsonl');
const files = existsSync(out) ? readdirSync(out) : [];
const standoff = files.filter((file) => file.endsWith('.ann'));
console.log(`  ${standoff.length} notes for brat      ${join('out', '*.ann')}, each beside its text`);
console.log(`  rows for programs      ${join('out', 'annotations.jsonl')}`);
console.log(`  a page to look at      ${join(out, 'index.html')}`);
const engines = new Set(
  existsSync(rows)
    ? readFileSync(rows, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).engine)
    : [],
);
console.log(`  the engine was         ${[...engines].join(', ') || 'none'}`);

heading('open it in an editor (VS Code)');
const quoted = (path) => JSON.stringify(path);
console.log(
  `code --extensionDevelopmentPath=${quoted(root.replace(/[\\/]$/, ''))} ${quoted(join(root, 'examples'))}`,
);
process.exitCode = annotated;

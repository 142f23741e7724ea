// `npm run train -- DATA`: trains the shipped weights anew on the corpora in the folder DATA, byte for byte as they are
// in the repository; `--check` behind it only compares. docs/model-card.md says which corpora those are.
// `npm run train -- judgement DATA` does so for what judges assertions, relations and hypotheses, and
// `npm run train -- identifiers` for what judges names and places beside the rules, from the project's own notes alone.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { installIfMissing } from './install.mjs';

installIfMissing();

const named = { judgement: 'bench/train-judgement.ts', identifiers: 'bench/train-identifiers.ts' };
const entry = named[process.argv[2]];

await build({
  entryPoints: [entry ?? 'bench/train.ts'],
  outfile: 'bench/out/train.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.txt': 'text' },
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
process.exitCode =
  spawnSync(process.execPath, ['bench/out/train.js', ...process.argv.slice(entry ? 3 : 2)], {
    stdio: 'inherit',
  }).status ?? 1;

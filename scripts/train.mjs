// `npm run train -- DATA`: trains the shipped weights anew on the corpora in the folder DATA, byte for byte as they are
// in the repository; `--check` behind it only compares. docs/model-card.md says which corpora those are.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { installIfMissing } from './install.mjs';

installIfMissing();

await build({
  entryPoints: ['bench/train.ts'],
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
  spawnSync(process.execPath, ['bench/out/train.js', ...process.argv.slice(2)], { stdio: 'inherit' })
    .status ?? 1;

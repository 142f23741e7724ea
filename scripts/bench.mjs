// `npm run bench`: builds, then measures. The corpora lie in ../shared/data (or in the folder named as argument);
// what needs one that is not there says so and is left out.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { installIfMissing } from './install.mjs';

installIfMissing();

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

run('scripts/build.mjs', '--production');
await build({
  entryPoints: ['bench/main.ts'],
  outfile: 'bench/out/main.js',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  loader: { '.txt': 'text', '.html': 'text', '.css': 'text' },
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
run('bench/out/main.js', ...process.argv.slice(2));

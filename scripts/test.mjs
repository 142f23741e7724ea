// `npm test`: install what is missing, type-check, lint, build, then run every test of the project.
import { spawnSync } from 'node:child_process';
import { installIfMissing } from './install.mjs';

installIfMissing();

const steps = [
  ['type-check', 'typescript/bin/tsc', ['-p', '.']],
  ['lint', '@biomejs/biome/bin/biome', ['check', '.']],
  ['build', '../scripts/build.mjs', []],
  ['test', 'vitest/vitest.mjs', ['run', ...process.argv.slice(2)]],
];

for (const [name, script, args] of steps) {
  console.log(`\n— ${name}`);
  const { status } = spawnSync(process.execPath, [`node_modules/${script}`, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

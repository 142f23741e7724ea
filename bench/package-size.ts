import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import type { Row } from './table';

const LIMIT = 1.5e6;

/** Makes the VSIX and weighs it. */
export async function packageSize(): Promise<Row[]> {
  const made = spawnSync(process.execPath, ['scripts/package.mjs'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`packaging failed: ${made.stderr}`);
  const [file] = readdirSync('.').filter((name) => name.endsWith('.vsix'));
  if (!file) throw new Error('packaging made no .vsix file');
  const size = (name: string): string => `${(statSync(name).size / 1000).toFixed(0)} kB`;
  const bytes = statSync(file).size;
  return [
    { what: 'VSIX', value: size(file), goal: 'at most 1.5 MB', met: bytes <= LIMIT },
    { what: 'client bundle', value: size('client/out/extension.js') },
    { what: 'server bundle', value: size('server/out/main.js') },
  ];
}

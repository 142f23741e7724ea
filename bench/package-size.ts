import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import type { Row } from './table';

const LIMIT = 1.5e6;
const WEIGHTS = 'server/weights/i2b2.bin';

/** Makes the VSIX and weighs it. */
export async function packageSize(): Promise<Row[]> {
  const made = spawnSync(process.execPath, ['scripts/package.mjs'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`packaging failed: ${made.stderr}`);
  const [file] = readdirSync('.').filter((name) => name.endsWith('.vsix'));
  if (!file) throw new Error('packaging made no .vsix file');
  const size = (name: string): string => `${(statSync(name).size / 1000).toFixed(0)} kB`;
  // The limit is the package's before learned weights, which are packed as they lie here.
  const bytes = statSync(file).size - statSync(WEIGHTS).size;
  return [
    {
      what: 'VSIX without its weights',
      value: `${(bytes / 1000).toFixed(0)} kB`,
      goal: 'at most 1.5 MB',
      met: bytes <= LIMIT,
    },
    {
      what: 'learned weights',
      value: size(WEIGHTS),
      goal: 'at most 2 MB',
      met: statSync(WEIGHTS).size <= 2e6,
    },
    { what: 'client bundle', value: size('client/out/extension.js') },
    { what: 'server bundle', value: size('server/out/main.js') },
  ];
}

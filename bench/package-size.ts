import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Row } from './table';

interface Packed {
  readonly size: number;
  readonly rest: number;
  readonly weights: number;
  readonly gazetteers: number;
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

/** Makes the VSIX and weighs it. The limit is the package's before learned weights and gazetteers. */
export async function packageSize(): Promise<Row[]> {
  const script: { packageVsix(): Packed } = await import(pathToFileURL(resolve('scripts/package.mjs')).href);
  const { size, rest, weights, gazetteers } = script.packageVsix();
  const file = (name: string): string => kilobytes(statSync(name).size);
  const parts = readdirSync('server/out').filter((name) => /^(?:main|learner|part-\w+)\.js$/.test(name));
  const server = parts.reduce((sum, name) => sum + statSync(`server/out/${name}`).size, 0);
  return [
    { what: 'VSIX', value: kilobytes(size) },
    {
      what: 'without weights and gazetteers',
      value: kilobytes(rest),
      goal: 'at most 1.5 MB',
      met: rest <= 1.5e6,
    },
    { what: 'learned weights', value: kilobytes(weights), goal: 'at most 2 MB', met: weights <= 2e6 },
    { what: 'gazetteers, compressed', value: kilobytes(gazetteers) },
    { what: 'client bundle', value: file('client/out/extension.js') },
    { what: 'server bundle, in parts', value: kilobytes(server) },
  ];
}

import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { accuracy } from './accuracy';
import { activeOrder } from './active';
import { combination } from './combination';
import { cost } from './cost';
import { deidentification } from './deidentification';
import { engineSpeed } from './engine-speed';
import { grounding } from './grounding';
import { judgement } from './judgement';
import { latency } from './latency';
import { packageSize } from './package-size';
import { review } from './review';
import { roundTrips } from './round-trips';
import { saturation } from './saturation';
import { type Row, table } from './table';
import { tagger } from './tagger';

/** Each measurement fills a part of the table; what cannot be measured here says why. */
const parts: Record<string, (data: string) => Promise<Row[]>> = {
  latency,
  review,
  'engine-speed': engineSpeed,
  accuracy,
  tagger,
  judgement,
  active: activeOrder,
  combination,
  deidentification,
  grounding,
  'round-trips': roundTrips,
  cost,
  saturation,
  'package-size': packageSize,
};

async function main(): Promise<void> {
  const named = process.argv.slice(2).filter((arg) => Object.hasOwn(parts, arg));
  const folder = process.argv.slice(2).find((arg) => !Object.hasOwn(parts, arg));
  const data = resolve(folder ?? '../shared/data');
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`);
  for (const [name, measure] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    console.log(`${name}\n${table(await measure(data))}\n`);
  }
}

void main();

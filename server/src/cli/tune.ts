import { type Command, InvalidArgumentError, Option } from 'commander';
import { profileNames, profiles } from '../runtime/model/profiles';
import { type Task, tasks } from '../task/engine';
import type { Doors } from './doors';
import type { Io } from './io';
import type { Unset } from './options';
import type { TuneFlags } from './tune-export';

/** The families whose turns are known here. */
const families = profileNames.filter((name) => profiles[name].turn !== undefined);

function shares(value: string): TuneFlags['split'] {
  const [train, validation = 0, test = 0, ...more] = value
    .split(',')
    .map((one) => (one.trim() === '' ? Number.NaN : Number(one)));
  const all = [train ?? 0, validation, test];
  const fits = all.every((one) => one >= 0 && one <= 1) && Math.abs(all.reduce((a, b) => a + b) - 1) < 1e-6;
  if (!fits || more.length > 0 || !train)
    throw new InvalidArgumentError(
      'Give the shares to train, watch and test, that are 1 together: 0.8,0.1,0.1.',
    );
  return { train, validation, test };
}

function whole(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('It is a whole number.');
  return number;
}

/** What options of several commands share. */
interface Shared {
  readonly mode: Option;
  readonly tasksOf: (value: string) => Task[];
  readonly encoding: (label: string) => string;
}

/** Adds the commands about tuning a model. `done` is told the exit status. */
export function addTuneCommands(
  program: Command,
  io: Io,
  doors: Doors,
  done: (status: number) => void,
  { mode, tasksOf, encoding }: Shared,
): void {
  program
    .command('tune')
    .description('tune a model of your own on your gold')
    .command('export')
    .description(
      'write gold as training samples in the turn format of a model, with the configuration for LLaMA-Factory, Axolotl and torchtune',
    )
    .argument('<GOLD>', 'a folder of notes with .ann files; inferences and summaries stand in its gold.jsonl')
    .requiredOption('--out <DIR>', 'write it here')
    .addOption(
      new Option('--split <SHARES>', 'the shares of the notes to train, to watch the training, to test')
        .argParser(shares)
        .default({ train: 0.8, validation: 0.1, test: 0.1 }, '0.8,0.1,0.1'),
    )
    .addOption(new Option('--seed <N>', 'what the split hangs on').argParser(whole).default(42))
    .addOption(
      new Option('--tasks <LIST>', 'what to train').argParser(tasksOf).default([...tasks], tasks.join(',')),
    )
    .addOption(
      new Option('--profile <NAME>', 'the family of the model').choices(families).default('me-llama-chat'),
    )
    .addOption(mode)
    .option(
      '--encoding <LABEL>',
      'how the files are encoded (default: UTF-8, else a guess with a warning)',
      encoding,
    )
    .option('--force', 'replace files in --out that say something else')
    .option('-q, --quiet', 'only warnings and errors on standard error')
    .action(async (gold: string, flags: Unset<TuneFlags, 'force' | 'quiet'>) => {
      const { tuneExport } = await import('./tune-export');
      done(await tuneExport(gold, { force: false, quiet: false, ...flags }, io, doors));
    });
}

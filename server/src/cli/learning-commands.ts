import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io';

/** What options of several commands share. */
interface Shared {
  readonly encoding: (label: string) => string;
  readonly readable: readonly string[];
}

interface LearnFlags {
  readonly from?: string;
  readonly json?: true;
  readonly html?: string;
  readonly force?: true;
  readonly encoding?: string;
  readonly quiet?: true;
}

interface NextFlags {
  readonly gold?: string;
  readonly limit: number;
  readonly json?: true;
  readonly encoding?: string;
  readonly quiet?: true;
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It is a whole number from 1 on.');
  return number;
}

/** Adds the commands about learning from gold. `done` is told the exit status. */
export function addLearningCommands(
  program: Command,
  io: Io,
  done: (status: number) => void,
  { encoding, readable }: Shared,
): void {
  const withFiles = (command: Command): Command =>
    command
      .option(
        '--encoding <LABEL>',
        'how the files are encoded (default: UTF-8, else a guess with a warning)',
        encoding,
      )
      .option('-q, --quiet', 'only warnings and errors on standard error');

  withFiles(
    program
      .command('learn')
      .description(
        'measure how well entities can be learned from gold: F1 against the number of notes, what more of them would bring, where the errors are',
      )
      .argument('<GOLD>', 'a folder of annotated notes, in any format of convert')
      .addOption(
        new Option('--from <FORMAT>', 'the format of the folder (default: found out)').choices(readable),
      )
      .option('--json', 'print the figures for programs')
      .option('--html <FILE>', 'write a page with the curve; it holds no text of the notes')
      .option('--force', 'replace FILE if it is of another program'),
  ).action(async (gold: string, flags: LearnFlags) => {
    const { from, json = false, html, force = false, encoding: label, quiet = false } = flags;
    const { learn } = await import('./learn');
    done(await learn(gold, { from, json, html, force, encoding: label, quiet }, io));
  });

  withFiles(
    program
      .command('next')
      .description('say which notes to annotate next: those that most would be learned from, first')
      .argument('<CORPUS>', 'a folder of notes; those with a .ann file that is not empty are gold')
      .option('--gold <DIR>', 'annotated notes elsewhere, in any format of convert')
      .addOption(new Option('--limit <N>', 'how many to name').argParser(positive).default(20))
      .option('--json', 'print a list for programs'),
  ).action(async (corpus: string, flags: NextFlags) => {
    const { gold, limit, json = false, encoding: label, quiet = false } = flags;
    const { next } = await import('./next');
    done(await next(corpus, { gold, limit, json, encoding: label, quiet }, io));
  });
}

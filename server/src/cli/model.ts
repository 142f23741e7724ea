import { type Command, Option } from 'commander';
import { DEFAULT_ENDPOINT, DEFAULT_MODEL } from '../pipeline/auto';
import { profileNames } from '../runtime/model/profiles';
import type { Doors } from './doors';
import type { Io } from './io';
import type { CheckFlags } from './model-check';
import type { CreateFlags } from './model-create';
import { allowHostOption, type Unset } from './options';

const withServer = (command: Command): Command =>
  command
    .option('--endpoint <URL>', 'where the model is served', DEFAULT_ENDPOINT)
    .option('-q, --quiet', 'only warnings and errors on standard error')
    .addOption(allowHostOption());

/** Adds the commands about models. `done` is told the exit status. */
export function addModelCommands(
  program: Command,
  io: Io,
  doors: Doors,
  done: (status: number) => void,
): void {
  const model = program.command('model').description('set up a model on a server of your own, or check one');
  withServer(
    model
      .command('create')
      .description('make a model of Ollama from your own weights, with the turn format it was trained on')
      .requiredOption('--gguf <FILE>', 'the weights; of a model in several files, any one')
      .option('--name <NAME>', 'what to call it', DEFAULT_MODEL)
      .addOption(
        new Option('--profile <NAME>', 'what family it is of (default: by its file and name)').choices(
          profileNames,
        ),
      )
      .option('--adapter <FILE>', 'a LoRA adapter for it, also as GGUF')
      .option('--force', 'replace a model of this name'),
  ).action(async (flags: Unset<CreateFlags, 'force' | 'quiet'>) => {
    const { createCommand } = await import('./model-create');
    done(await createCommand({ force: false, quiet: false, ...flags }, io, doors));
  });
  withServer(
    model
      .command('check')
      .description('tell what a model can do, how fast, and what to change')
      .option('--model <NAME>', 'which', DEFAULT_MODEL)
      .addOption(
        new Option('--runtime <NAME>', 'how its server is spoken to')
          .choices(['auto', 'ollama', 'openai'])
          .default('auto'),
      )
      .option('--json', 'print it for programs'),
  ).action(async (flags: Unset<CheckFlags, 'json' | 'quiet'>) => {
    const { checkCommand } = await import('./model-check');
    done(await checkCommand({ json: false, quiet: false, ...flags }, io, doors));
  });
}

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { decode, encodingOf } from '../files/decode';
import { DEFAULT_ENDPOINT, DEFAULT_MODEL } from '../pipeline/auto';
import { UnfitFile } from '../privacy/corpus/regular-file';
import { type Mode, modes } from '../privacy/policy';
import { type Task, tasks } from '../task/engine';
import { agree } from './agree';
import { annotate } from './annotate';
import { cache } from './cache';
import { EngineError } from './choose';
import { convert, readable, writable } from './convert';
import { deidentify } from './deidentify';
import { type Doors, type RuntimeName, runtimes } from './doors';
import { evaluate } from './evaluate';
import { evaluateAnnotations } from './evaluate-annotations';
import { type Io, isClosedPipe, reasonOf, shownName, UsageError } from './io';
import { key } from './key';
import { addLearningCommands } from './learning-commands';
import { addModelCommands } from './model';
import { allowHostOption, more } from './options';
import { readFileOrPipe } from './read-pipe';
import { type Format, formats } from './sinks';
import { addTuneCommands } from './tune';

/** A parser of a list with commas, all of whose items must be known. */
const listOf =
  <Name extends string>(names: readonly Name[]) =>
  (value: string): Name[] => {
    const items = value.split(',').map((item) => item.trim());
    const known = items.flatMap((item) => names.filter((name) => name === item));
    if (known.length !== items.length) {
      throw new InvalidArgumentError(`Choose from ${names.join(', ')}, with commas between.`);
    }
    return [...new Set(known)];
  };

function encoding(label: string): string {
  const known = encodingOf(label);
  if (!known)
    throw new InvalidArgumentError('No encoding has this name. Try utf-8, windows-1252 or utf-16le.');
  return known;
}

interface Common {
  readonly encoding?: string;
  readonly quiet?: true;
  readonly allowHost: readonly string[];
}

const withCommon = (command: Command): Command =>
  command
    .option(
      '--encoding <LABEL>',
      'how the files are encoded (default: UTF-8, else a guess with a warning)',
      encoding,
    )
    .option('-q, --quiet', 'only warnings and errors on standard error')
    .addOption(allowHostOption());

/** What is taken out: what looks like an identifier, or whatever is not known to be safe. */
const modeOption = (): Option =>
  new Option(
    '--mode <MODE>',
    'what a model must not see: what looks like an identifier, or (strict) all that is not known to be safe',
  )
    .choices(modes)
    .default('balanced');

interface AnnotateFlags extends Common {
  readonly mode: Mode;
  readonly runtime: RuntimeName;
  readonly endpoint?: string | readonly string[];
  readonly model?: string;
  readonly tasks: readonly Task[];
  readonly format?: readonly Format[];
  readonly out?: string;
  readonly force?: true;
  readonly hypothesis: readonly string[];
  readonly hypotheses?: string;
  readonly examples?: string;
  readonly learn?: string;
  readonly cache: boolean;
}

interface EvaluateFlags {
  readonly phi?: true;
  readonly gold: string;
  readonly predicted?: string;
  readonly from?: string;
  readonly mode?: Mode;
  readonly json?: true;
}

/** The sentences of `--hypothesis` and of the lines of `--hypotheses FILE`. */
async function hypothesesOf({ hypothesis, hypotheses }: AnnotateFlags, io: Io): Promise<string[]> {
  let lines: string[] = [];
  if (hypotheses !== undefined) {
    try {
      lines = decode(await readFileOrPipe(hypotheses, io.signal), undefined)
        .text.replace(/^\ufeff/, '')
        .split(/\r\n|[\r\n]/);
    } catch (error) {
      throw new UsageError(`--hypotheses: ${hypotheses}: ${reasonOf(error)}`);
    }
  }
  if (hypothesis.some((sentence) => sentence.trim() === ''))
    throw new UsageError('--hypothesis: give a sentence, such as "The patient smokes."');
  return [...hypothesis, ...lines].map((line) => line.trim()).filter((line) => line !== '');
}

/** The commands and their options. `done` is told the exit status. */
function makeProgram(io: Io, doors: Doors, done: (status: number) => void): Command {
  const program = new Command('marginalia')
    .description(
      'Annotates clinical notes: entities, relations, contradictions and summaries, from a model of your own or from embedded rules.',
    )
    .version(doors.version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .exitOverride();

  withCommon(
    program
      .command('annotate')
      .description(
        'annotate notes: files, folders (their .txt and .note files at any depth), - for standard input',
      )
      .argument('<PATH...>')
      .addOption(new Option('--runtime <NAME>', 'who answers').choices(runtimes).default('auto'))
      .option(
        '--endpoint <URL>',
        `where the model is served (default: ${DEFAULT_ENDPOINT}); several are used together (repeatable)`,
        (value: string, before?: string | string[]) =>
          before === undefined ? value : [before, value].flat(),
      )
      .option('--model <NAME>', `the model (default: ${DEFAULT_MODEL})`)
      .addOption(
        new Option('--tasks <LIST>', 'what to find')
          .argParser(listOf(tasks))
          .default([...tasks], tasks.join(',')),
      )
      .addOption(
        new Option(
          '--format <LIST>',
          `${formats.join(', ')}, with commas between (default with --out: brat,jsonl; without: pretty on a terminal, else jsonl)`,
        ).argParser(listOf(formats)),
      )
      .option('--out <DIR>', 'write files here: <note>.ann with its text, annotations.jsonl, index.html')
      .option('--force', 'replace .ann files and texts in --out that say something else')
      .addOption(modeOption())
      .addOption(
        new Option('--hypothesis <TEXT>', 'judge each note against this sentence (repeatable)')
          .argParser(more)
          .default([], 'none'),
      )
      .option('--hypotheses <FILE>', 'the same, one sentence a line')
      .option(
        '--examples <DIR>',
        'show a model how people annotate: a few sentences of the notes here that have a .ann file',
      )
      .option(
        '--learn <DIR>',
        'learn from the finished notes here that have a .ann file, and weigh what is found by it; nothing learned is kept',
      )
      .option('--no-cache', 'ask the model anew, and keep nothing of its answers'),
  ).action(async (paths: string[], flags: AnnotateFlags) => {
    done(
      await annotate(
        paths,
        {
          runtime: flags.runtime,
          endpoint: flags.endpoint,
          model: flags.model,
          tasks: flags.tasks,
          formats: flags.format,
          out: flags.out,
          force: flags.force ?? false,
          hypotheses: await hypothesesOf(flags, io),
          examples: flags.examples,
          learn: flags.learn,
          mode: flags.mode,
          encoding: flags.encoding,
          quiet: flags.quiet ?? false,
          allowHost: flags.allowHost,
          cache: flags.cache,
        },
        io,
        doors,
      ),
    );
  });

  withCommon(
    program
      .command('deidentify')
      .description('replace what identifies the patient by placeholders')
      .argument('<PATH...>')
      .addOption(modeOption())
      .option('--out <DIR>', 'write the texts here (default: standard output)')
      .option('--force', 'replace texts in --out that say something else')
      .option(
        '--spans <FILE>',
        'also write what was found, as JSON Lines; this file identifies the patients',
      ),
  ).action(
    async (paths: string[], flags: Common & { mode: Mode; out?: string; force?: true; spans?: string }) => {
      const { mode, out, force = false, spans, encoding: label, quiet = false } = flags;
      done(await deidentify(paths, { mode, out, force, spans, encoding: label, quiet }, io, doors));
    },
  );

  withCommon(
    program
      .command('evaluate')
      .description('score annotations, or identifiers, against those that people marked')
      .option('--phi', 'score identifiers')
      .requiredOption(
        '--gold <PATH>',
        'a folder of annotated notes; with --phi also a file of deidentify --spans, or one of i2b2 2014 XML',
      )
      .option('--predicted <PATH>', "the same (default, with --phi alone: what is found now in gold's texts)")
      .addOption(
        new Option('--from <FORMAT>', 'the format of both folders (default: found out)').choices(readable),
      )
      .addOption(
        new Option('--mode <MODE>', 'how much is found now, without --predicted (default: balanced)').choices(
          modes,
        ),
      )
      .option('--json', 'print counts and rates for programs'),
  ).action(async (flags: Common & EvaluateFlags) => {
    const { phi = false, gold, predicted, from, mode, json = false, encoding: label, quiet = false } = flags;
    if (phi && from !== undefined) throw new UsageError('--from is not for --phi, which finds out');
    if (phi) return done(await evaluate({ gold, predicted, mode, json, encoding: label, quiet }, io));
    if (mode !== undefined) throw new UsageError('--mode is for --phi');
    if (predicted === undefined) throw new UsageError('say --predicted, or --phi to score identifiers');
    done(await evaluateAnnotations({ gold, predicted, from, json, encoding: label }, io));
  });

  withCommon(
    program
      .command('agree')
      .description(
        'measure how far annotators agree: a folder each, with the same notes, in any format of convert',
      )
      .argument('<DIR...>')
      .addOption(
        new Option('--from <FORMAT>', 'the format of all folders (default: found out)').choices(readable),
      )
      .option('--json', 'print the figures for programs')
      .option(
        '--html <FILE>',
        'write a page with all disagreements in their sentences; it holds text of the notes',
      )
      .option('--adjudicate <OUT>', 'write the notes with what all agree on, so that the rest can be decided')
      .option('--force', 'replace FILE, and files in OUT, where they say something else'),
  ).action(
    async (
      paths: string[],
      flags: Common & { from?: string; json?: true; html?: string; adjudicate?: string; force?: true },
    ) => {
      const { from, json = false, html, adjudicate, force = false, encoding: label, quiet = false } = flags;
      done(await agree(paths, { from, json, html, adjudicate, force, encoding: label, quiet }, io));
    },
  );

  withCommon(
    program
      .command('convert')
      .description(
        'convert a folder of annotated notes to another format; what is lost is named, item by item',
      )
      .argument('<IN>')
      .argument('<OUT>')
      .addOption(new Option('--from <FORMAT>', 'the format of IN').choices(readable).makeOptionMandatory())
      .addOption(new Option('--to <FORMAT>', 'the format of OUT').choices(writable).makeOptionMandatory())
      .option('--force', 'replace files in OUT that say something else'),
  ).action(
    async (source: string, target: string, flags: Common & { from: string; to: string; force?: true }) => {
      const { from, to, force = false, encoding: label, quiet = false } = flags;
      done(await convert(source, target, { from, to, force, encoding: label, quiet }, io));
    },
  );

  addLearningCommands(program, io, done, { encoding, readable });

  program
    .command('key')
    .description('show where the key of the placeholders is, and what was settled for a corpus')
    .argument('[PATH]', 'a note or a folder of the corpus', '.')
    .option('--rotate', 'give the corpus new placeholders: no text that was written before matches them')
    .action(async (path: string, flags: { rotate?: true }) => {
      done(await key(path, flags.rotate ?? false, io, doors));
    });

  addModelCommands(program, io, doors, done);
  addTuneCommands(program, io, doors, done, { mode: modeOption(), tasksOf: listOf(tasks), encoding });

  program
    .command('cache')
    .description('show where the answers of models are kept, how many, and what they take')
    .option('--clear', 'delete them')
    .action(async (flags: { clear?: true }) => {
      done(await cache(flags.clear ?? false, io, doors));
    });

  program
    .command('lsp')
    .description('serve an editor over the language server protocol')
    .option('--stdio', 'over standard input and output (default)')
    .option('--node-ipc', 'over the channel of a parent process of Node.js')
    .addOption(allowHostOption())
    // Clients add options of their own, such as --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (flags: { nodeIpc?: true; allowHost: string[] }) => {
      await doors.serve({ transport: flags.nodeIpc ? 'ipc' : 'stdio', allowedHosts: flags.allowHost });
      done(0);
    });
  return program;
}

/**
 * Runs the command line. Returns the exit status: 0 all done, 1 some notes failed, 2 wrong usage, 130 interrupted.
 * @param args without the names of Node.js and of the script
 */
export async function run(args: readonly string[], io: Io, doors: Doors): Promise<number> {
  let status = 0;
  const program = makeProgram(io, doors, (given) => {
    status = given;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Help that was asked for is no wrong usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) return 130;
    if (isClosedPipe(error)) return 1;
    if (error instanceof UsageError || error instanceof EngineError) {
      io.stderr.write(`error: ${error.message}\n`);
      return error instanceof UsageError ? 2 : 1;
    }
    io.stderr.write(`error: ${error instanceof UnfitFile ? shownName(error.message) : reasonOf(error)}\n`);
    return 1;
  }
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connection } from 'vscode-languageserver';
import * as z from 'zod';
import { convertFolder, LOSSES } from '../files/conversion';
import { reasonOf } from '../files/failures';
import { corpusFormats } from '../format/corpus/formats';
import type { ConvertArgument, ConvertedCorpus, Formats } from './conversion-protocol';
import { pathOf } from './paths';

/** So many messages are handed on; the rest is a number. */
const MOST = 1_000;

const convertArgument: z.ZodType<ConvertArgument> = z.object({
  from: z.string(),
  to: z.string(),
  source: z.string(),
  target: z.string(),
});

/** A message of the conversion without options that an editor does not have. */
const inEditor = (message: string): string =>
  message
    .replace('--force replaces it', 'choose another folder, or take it away first')
    .replace(
      /say (?:its encoding with )?--encoding( [\w-]+)?/,
      (_, label = '') => `convert on the command line with --encoding${label}`,
    );

async function converted(
  connection: Pick<Connection, 'window'>,
  ended: AbortSignal,
  { from, to, source, target }: ConvertArgument,
): Promise<ConvertedCorpus> {
  const none = { documents: 0, failed: 0, losses: 0, messages: [] };
  const [reader, writer] = [from, to].map((name) => corpusFormats.find((one) => one.name === name));
  const [input, output] = [source, target].map(pathOf);
  if (!reader || !writer) return { ...none, refused: 'there is no such format.' };
  if (input === undefined || output === undefined)
    return { ...none, refused: 'choose folders of this machine.' };
  const errors: string[] = [];
  const warnings: string[] = [];
  const stop = new AbortController();
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(`Converting from ${from} to ${to}`, 0, undefined, true);
  progress.token.onCancellationRequested(() => stop.abort());
  try {
    const { documents, failed, losses } = await convertFolder({
      source: input,
      target: output,
      from: reader,
      to: writer,
      force: false,
      encoding: undefined,
      messages: {
        info: () => {},
        warn: (message) => warnings.push(inEditor(message)),
        error: (message) => errors.push(inEditor(message)),
      },
      signal: AbortSignal.any([stop.signal, ended]),
      progress: (files, of) => progress.report(Math.floor((100 * files) / of), `${files} of ${of} files`),
    });
    const all = [...errors, ...warnings];
    const more = all.length > MOST ? [`${all.length - MOST} more messages`] : [];
    return {
      documents,
      failed,
      losses,
      messages: [...all.slice(0, MOST), ...more],
      ...(losses > 0 && { lossFile: pathToFileURL(join(output, LOSSES)).href }),
    };
  } catch (error) {
    if (stop.signal.aborted || ended.aborted) return { ...none, cancelled: true };
    const why = reasonOf(error)
      .replace(/^(IN|OUT): /, '')
      .replace('; check --from', '');
    return { ...none, refused: `${why}.` };
  } finally {
    progress.done();
  }
}

/** What can be converted from and to. */
export const formats = (): Formats => ({
  readable: corpusFormats.flatMap(({ name, read }) => (read ? [name] : [])),
  writable: corpusFormats.map(({ name }) => name),
});

/**
 * The same conversion as that of the command line, with progress that can be cancelled. Undefined where the argument
 * is none.
 */
export async function convert(
  connection: Pick<Connection, 'window'>,
  ended: AbortSignal,
  argument: unknown,
): Promise<ConvertedCorpus | undefined> {
  const read = convertArgument.safeParse(argument);
  return read.success ? converted(connection, ended, read.data) : undefined;
}

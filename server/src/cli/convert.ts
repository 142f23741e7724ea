import { convertFolder } from '../files/conversion';
import type { CorpusFormat } from '../format/corpus/document';
import { corpusFormats } from '../format/corpus/formats';
import { type Io, messagesTo, shownName, UsageError } from './io';

export interface ConvertOptions {
  readonly from: string;
  readonly to: string;
  /** Replace files in OUT that say something else. */
  readonly force: boolean;
  readonly encoding: string | undefined;
  readonly quiet: boolean;
}

/** The names of the formats that are read, and of those that are written. */
export const readable = corpusFormats.flatMap(({ name, read }) => (read ? [name] : []));
export const writable = corpusFormats.map(({ name }) => name);

/** `marginalia convert --from FORMAT --to FORMAT IN OUT`. Returns the exit status. */
export async function convert(
  source: string,
  target: string,
  options: ConvertOptions,
  io: Io,
): Promise<number> {
  const messages = messagesTo(io, options.quiet);
  const [from, to] = [formatOf(options.from), formatOf(options.to)];
  const { force, encoding } = options;
  try {
    const { documents, failed } = await convertFolder({
      source,
      target,
      from,
      to,
      force,
      encoding,
      messages,
      signal: io.signal,
    });
    const lost = failed > 0 ? `; ${failed} failed` : '';
    messages.info(
      `${documents} document${documents === 1 ? '' : 's'} written to ${shownName(target)} as ${to.name}${lost}`,
    );
    return failed > 0 ? 1 : 0;
  } catch (error) {
    if (io.signal.aborted) return 130;
    throw error;
  }
}

/** The command line lets no other name through. */
const formatOf = (name: string): CorpusFormat => {
  const found = corpusFormats.find((format) => format.name === name);
  if (!found) throw new UsageError(`${name} is no format`);
  return found;
};

import { join } from 'node:path';
import type { Schema } from '../../annotation/schema';
import type { TypedSpan } from '../../learning/sentence';
import { parseNote } from '../../note/note';
import { type CorpusNote, openCorpora } from '../../privacy/corpus/corpora';
import { identifiersOf } from '../../privacy/identifiers';
import { type Mode, policyFor } from '../../privacy/policy';
import type { Engine, Request } from '../../task/engine';
import type { Examples } from '../../task/example';
import { openSchemas } from '../corpus-schema';
import { windowsOf } from '../windows/windows';
import { typedOf } from './engine';
import type { NoteGold } from './messages';

/** A note, and how it was asked about. */
export type KeptRequest = Pick<
  Request,
  'note' | 'identifiers' | 'identity' | 'schema' | 'examples' | 'signal'
>;

/**
 * What an engine said of a note before, from the answers that are kept: nothing is asked. UTF-16 code units, sorted by start.
 * Undefined where some of the note was never answered, or otherwise than it would be asked about now.
 */
export async function keptAnswers(engine: Engine, about: KeptRequest): Promise<TypedSpan[] | undefined> {
  const { note, identifiers, signal } = about;
  let ids = 0;
  const request: Request = {
    ...about,
    tasks: new Set(['ner']),
    windows: windowsOf(note, engine.windowTokens, { identifiers, count: engine.countTokens }),
    sections: [],
    hypotheses: [],
    known: [],
    nextId: () => `e${++ids}`,
    onlyKept: true,
  };
  const found: TypedSpan[] = [];
  for await (const result of engine.annotate(request)) {
    if ('failure' in result) return undefined;
    if ('entities' in result && !result.partial) found.push(...typedOf(note, result.entities));
  }
  return signal.aborted ? undefined : found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** UTF-16 code units; a longer note would hold up an editor while its identifiers are looked for. */
const LONGEST = 40_000;

/** How notes are asked about. */
export interface Asking {
  /** The user's own, where it is settled what placeholders hang on. */
  readonly configFolder: string;
  readonly mode: Mode;
  readonly examples?: ((schema: Schema) => Examples) | undefined;
}

/**
 * Notes of a folder with what an engine said of each before, where all of that is kept: what it is worth is learned, too.
 * @param root what the names of the notes are below
 */
export async function withKeptAnswers(
  notes: readonly NoteGold[],
  root: string,
  engine: Engine,
  { configFolder, mode, examples }: Asking,
  signal: AbortSignal,
): Promise<NoteGold[]> {
  const [corpora, schemas] = [openCorpora(configFolder), openSchemas()];
  const answersOf = async ({ name, text }: NoteGold): Promise<TypedSpan[] | undefined> => {
    if (text.length > LONGEST) return undefined;
    const path = join(root, name);
    let settled: CorpusNote;
    try {
      settled = corpora.ofFile(path);
    } catch {
      // Nothing was asked of a corpus whose rulings cannot be read.
      return undefined;
    }
    const { identity, rulings } = settled;
    const note = parseNote(text);
    const identifiers = identifiersOf(note, policyFor(mode, rulings));
    const { schema } = schemas.schemaOf(path);
    const examplesOf = examples?.(schema);
    return keptAnswers(engine, { note, identifiers, identity, schema, examples: examplesOf, signal });
  };
  const found: NoteGold[] = [];
  for (const one of notes) {
    if (signal.aborted) break;
    found.push({ ...one, answers: await answersOf(one) });
    // Whoever else has something to do has a turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

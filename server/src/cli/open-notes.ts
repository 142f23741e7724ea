import { type CorpusNote, openCorpora } from '../privacy/corpus/corpora';
import { UnfitFile } from '../privacy/corpus/regular-file';
import { codeOf } from '../privacy/error-code';
import type { Doors } from './doors';
import type { NoteSource } from './find-notes';
import { type Messages, NoteError, shownName } from './io';
import type { NoteFile } from './read-note';

/**
 * What is settled for each note of a command: by its corpus, and for standard input by that of the working folder.
 * Lines of rulings that cannot be read are named once.
 */
export function openNotes(
  { configFolder }: Doors,
  messages: Messages,
): (source: NoteSource, file: NoteFile) => CorpusNote {
  const corpora = openCorpora(configFolder);
  let told = 0;
  return ({ real }, { sha256 }) => {
    try {
      const note = real === undefined ? corpora.ofText(process.cwd(), sha256) : corpora.ofFile(real);
      for (const problem of corpora.problems.slice(told)) messages.warn(problem);
      told = corpora.problems.length;
      return note;
    } catch (error) {
      if (error instanceof UnfitFile) throw new NoteError(shownName(error.message));
      const code = codeOf(error);
      if (code === undefined) throw error;
      throw new NoteError(`what was settled for its corpus cannot be read in ${configFolder} (${code})`);
    }
  };
}

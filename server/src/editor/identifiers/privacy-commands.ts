import { pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  type Connection,
  type InitializeParams,
  MessageType,
  ShowDocumentRequest,
  ShowMessageNotification,
} from 'vscode-languageserver';
import * as z from 'zod';
import { contains, overlaps, slice } from '../../note/span';
import { usableKey } from '../../privacy/corpus/key';
import { LONGEST_PHRASE } from '../../privacy/corpus/rulings';
import { addRuling, removeRuling, rulingsToEdit } from '../../privacy/corpus/rulings-file';
import { codeOf } from '../../privacy/error-code';
import type { Commands } from '../commands';
import type { OpenNote } from '../open-note';
import { OPEN_RULINGS, REPLACE, RULE, type RulingArgument } from '../protocol';
import { verdicts } from './identifier-actions';
import { replacementsOf } from './replace-identifiers';

/** What the commands need to know and to do. */
export interface CommandHost {
  readonly connection: Connection;
  readonly client: () => InitializeParams['capabilities'];
  readonly configFolder: string;
  readonly noteOf: (uri: string) => OpenNote | undefined;
  /** The corpus of the workspace, if a folder is open. */
  readonly root: () => string | undefined;
  /** To be called when what is kept of corpora has changed: all open notes are read anew. */
  readonly settle: () => void;
}

const position = z.object({ line: z.int().min(0), character: z.int().min(0) });
const rulingArgument: z.ZodType<RulingArgument> = z.object({
  uri: z.string(),
  version: z.int(),
  range: z.object({ start: position, end: position }),
  verdict: z.enum(verdicts),
});

/** The commands that are about identifiers. */
export function privacyCommands(host: CommandHost): Commands {
  const { connection, configFolder, noteOf } = host;
  /** Shows a message, which never holds text of a note. */
  const tell = (message: string, type: MessageType = MessageType.Warning): void =>
    void connection.sendNotification(ShowMessageNotification.type, {
      type,
      message: `Marginalia: ${message}`,
    });
  const cannot = (error: unknown): string =>
    `what is said of phrases cannot be kept in ${configFolder} (${codeOf(error) ?? 'unknown error'}).`;

  /** Keeps what a person said of the text in a range of a note, and reads all notes anew; gives what they should know. */
  function rule(open: OpenNote, { range, verdict }: RulingArgument): string | undefined {
    const { root } = open.settled;
    if (root === undefined) return 'save the note in a folder first: rulings are kept by corpus.';
    const span = open.spanOf(range);
    const phrase = slice(open.note.text, span);
    try {
      if (verdict === 'none') removeRuling(configFolder, root, phrase);
      else if (!addRuling(configFolder, root, { verdict, phrase }))
        return `a phrase is one of at most ${LONGEST_PHRASE} characters, with a letter or a digit.`;
    } catch (error) {
      return cannot(error);
    }
    host.settle();
    if (verdict === 'none') return undefined;
    const { identifiers } = open;
    if (verdict === 'safe')
      return identifiers.some((one) => overlaps(one, span))
        ? 'it stays replaced here, since it is a part of something longer that identifies.'
        : undefined;
    return identifiers.some((one) => contains(one, span))
      ? undefined
      : 'it was kept, but is not found here: a phrase counts where it stands as whole words.';
  }

  return {
    [RULE]: async (argument) => {
      const read = rulingArgument.safeParse(argument);
      const open = read.data && noteOf(read.data.uri);
      if (!read.data || !open) return;
      const changed = open.version !== read.data.version;
      const message = changed ? 'the note has changed meanwhile; choose again.' : rule(open, read.data);
      if (message !== undefined) tell(message);
    },

    [OPEN_RULINGS]: async (argument) => {
      const open = typeof argument === 'string' ? noteOf(argument) : undefined;
      const root = open?.settled.root ?? host.root();
      if (root === undefined) return tell('open a note of a corpus, or a folder, first.');
      try {
        const uri = pathToFileURL(rulingsToEdit(configFolder, root)).href;
        if (host.client().window?.showDocument?.support)
          await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true });
        else tell(`the rulings of this corpus are in ${uri}`, MessageType.Info);
        return uri;
      } catch (error) {
        return tell(cannot(error));
      }
    },

    [REPLACE]: async (argument) => {
      const uri = String(argument);
      if (!noteOf(uri)) return;
      const { key, warning } = await usableKey(configFolder);
      if (warning !== undefined) tell(warning);
      const open = noteOf(uri);
      const edits = open ? replacementsOf(open, key) : [];
      if (!open || edits.length === 0) return tell('no identifier is found in this note.', MessageType.Info);
      const { version } = open;
      const edit = host.client().workspace?.workspaceEdit?.documentChanges
        ? { documentChanges: [{ textDocument: { uri, version }, edits }] }
        : { changes: { [uri]: edits } };
      const { applied } = await connection.sendRequest(ApplyWorkspaceEditRequest.type, {
        label: 'Replace identifiers by placeholders',
        edit,
      });
      if (!applied) tell('the placeholders could not be put in; the note may have changed meanwhile.');
      return edits.length;
    },
  };
}

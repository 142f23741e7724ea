import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { EngineChoice } from '../../pipeline/auto';
import type { Engine } from '../../task/engine';
import { makeEmbeddedNotes } from '../asking/embedded-notes';
import type { Commands } from '../commands';
import type { OpenNote } from '../open-note';
import { EMBEDDED } from '../protocol';
import type { Settings } from '../settings';
import { makeSettling } from '../settling';
import { privacyCommands } from './privacy-commands';
import { sentCommand } from './sent-text';

/** What of the session the privacy of its notes hangs on. */
export interface PrivacyHost {
  readonly connection: Connection;
  readonly configFolder: string;
  readonly notes: ReadonlyMap<string, OpenNote>;
  readonly client: () => InitializeParams['capabilities'];
  readonly settings: () => Settings;
  readonly choice: () => EngineChoice | undefined;
  /** Other identifiers are found in a note, or its schema is another: what is asked about it is to be ended, and asked anew. */
  readonly changed: (open: OpenNote) => void;
  /** Shows a warning, if it was not shown before. */
  readonly warn: (message: string) => void;
  readonly embedded: () => Promise<Engine>;
  readonly signal: AbortSignal;
}

/** What decides how notes are de-identified, and what a person can do and see of it. */
export function makePrivacy({ connection, notes, configFolder, changed, warn, ...host }: PrivacyHost) {
  const noteOf = (uri: string): OpenNote | undefined => notes.get(uri);
  const mode = () => host.settings().deidentification;
  const settling = makeSettling({ configFolder, mode, warn, changed: settleAll });

  /** Reads anew what holds for the open notes. */
  function settleAll(): void {
    const before = [...notes.values()].map((open) => {
      const { policy, settled, corpusSchema } = open;
      return { open, policy, settled, corpusSchema };
    });
    settling.settle([...notes.values()]);
    for (const { open, policy, settled, corpusSchema } of before) {
      const isSame = open.policy === policy && open.corpusSchema === corpusSchema;
      if (!isSame || open.settled.identity !== settled.identity) changed(open);
    }
  }

  const { client, settings, choice, embedded, signal } = host;
  const given = makeEmbeddedNotes(notes, embedded);
  const corpus = { connection, configFolder, noteOf, client, root: () => settling.root, settle: settleAll };
  const commands: Commands = {
    ...privacyCommands(corpus),
    ...sentCommand({ configFolder, noteOf, settings, choice, signal }),
    [EMBEDDED]: async (argument) => {
      const open = noteOf(String(argument));
      if (!open) return;
      await given.give(open);
      changed(open);
    },
  };
  return { settling, settleAll, commands, within: given.within };
}

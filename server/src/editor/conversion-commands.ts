import type { Connection } from 'vscode-languageserver';
import type { Commands } from './commands';
import { CONVERT, FORMATS } from './conversion-protocol';

/** Formats are read when they are first asked for: they are many, and most sessions convert nothing. */
export const conversionCommands = (connection: Pick<Connection, 'window'>, ended: AbortSignal): Commands => ({
  [FORMATS]: async () => (await import('./conversion')).formats(),
  [CONVERT]: async (argument) => (await import('./conversion')).convert(connection, ended, argument),
});

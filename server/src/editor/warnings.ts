import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';

/** Shows a warning to the user once, however often it is given; never with text of a note. */
export function makeWarn(connection: Connection): (message: string) => void {
  const warned = new Set<string>();
  return (message) => {
    if (warned.has(message)) return;
    warned.add(message);
    void connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message: `Marginalia: ${message}`,
    });
  };
}

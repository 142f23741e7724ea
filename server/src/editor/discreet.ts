import { type Connection, ResponseError } from 'vscode-languageserver';
import { unforeseen } from '../runtime/unforeseen';

type Handler = (...args: readonly unknown[]) => unknown;

function rethrow(error: unknown): never {
  if (error instanceof ResponseError) throw error;
  throw new Error(unforeseen(error));
}

const discreetHandler =
  (handler: Handler): Handler =>
  (...args) => {
    try {
      const given = handler(...args);
      return given instanceof Promise ? given.catch(rethrow) : given;
    } catch (error) {
      return rethrow(error);
    }
  };

/**
 * A connection whose handlers tell nothing of a note where they fail: the library sends the message of an error to the
 * client, which logs it.
 */
export function discreet(connection: Connection): Connection {
  return new Proxy(connection, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string' || !name.startsWith('on')) return member;
      return (...args: readonly unknown[]): unknown =>
        Reflect.apply(
          member,
          target,
          args.map((arg) => (typeof arg === 'function' ? discreetHandler(arg as Handler) : arg)),
        );
    },
  });
}

import { KEY_VARIABLE, keyFor, keysOf } from '../runtime/keys';
import { userAllowedHosts } from '../runtime/user-config';
import { type Failure, FailureError } from '../task/failure';
import { EngineError } from './choose';
import type { Doors } from './doors';
import { type Io, UsageError } from './io';

/** Where a model server is, and what may be shown to it. */
export interface ServerFlags {
  readonly endpoint: string;
  readonly allowHost: readonly string[];
}

/** The hosts that the user allows, here or in the configuration folder, and the key for the endpoint. */
export async function serverOf({ endpoint, allowHost }: ServerFlags, io: Io, doors: Doors) {
  const allowedHosts = [...allowHost, ...(await userAllowedHosts(doors.configFolder))];
  const key = keyFor(endpoint, keysOf(io.env[KEY_VARIABLE], [endpoint]), allowedHosts);
  return { endpoint, allowedHosts, key };
}

const errorOf = ({ kind, message, help }: Failure): Error => {
  const said = `${message} ${help}`.trim();
  return kind === 'refused-host' ? new UsageError(said) : new EngineError(said);
};

/** Rejects with an error for the person in front of the screen where the work fails in one of the known ways. */
export const said = async <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof FailureError ? errorOf(error.failure) : error;
  });

import { checkEndpoint } from './hosts';

/** A key for a server, and the endpoint that it was given for. */
export interface EndpointKey {
  readonly endpoint: string;
  readonly key: string;
}

/** The environment variable that keys come from outside of VS Code. */
export const KEY_VARIABLE = 'MARGINALIA_API_KEY';

/**
 * The keys of the environment: one key for the endpoints of this run, whichever they are, or pairs `URL=KEY` with white
 * space between, where endpoints have keys of their own.
 */
export function keysOf(value: string | undefined, endpoints: readonly string[]): EndpointKey[] {
  const words = (value ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const pairs = words.map((word) => /^(https?:\/\/[^=]+)=(.+)$/i.exec(word));
  if (pairs.every((pair) => pair !== null)) {
    return pairs.map(([, endpoint = '', key = '']) => ({ endpoint, key }));
  }
  return endpoints.map((endpoint) => ({ endpoint, key: (value ?? '').trim() }));
}

/** The key for an endpoint: the first that was given for the same origin. */
export function keyFor(
  endpoint: string,
  keys: readonly EndpointKey[],
  allowedHosts: readonly string[],
): string | undefined {
  const origin = (text: string): string | undefined => {
    const checked = checkEndpoint(text, allowedHosts);
    return checked.ok ? new URL(checked.base).origin : undefined;
  };
  const wanted = origin(endpoint);
  return wanted === undefined ? undefined : keys.find((one) => origin(one.endpoint) === wanted)?.key;
}

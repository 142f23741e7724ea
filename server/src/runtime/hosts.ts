import type { Failure } from '../task/failure';

/** Where to send requests, or why not to. `base` ends without a slash. */
export type Endpoint =
  | { readonly ok: true; readonly base: string; readonly host: string }
  | { readonly ok: false; readonly failure: Failure };

const DEFAULT_PORT = '11434';
const octet = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
const loopback = new RegExp(`^(?:127(?:\\.${octet}){3}|\\[::1\\])$`);

// The authority is read as it is written: `URL` would turn 2130706433 and 0x7f.1 into 127.0.0.1, and what a
// person cannot recognise as this machine is refused even where it is.
const shape =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?<host>\[[0-9a-f:.]*\]|[^\s/?#@\\:[\]]+)(?::(?<port>\d{1,5}))?(?<path>\/[^\s?#\\]*)?$/i;

const refused = (message: string): Endpoint => ({
  ok: false,
  failure: {
    kind: 'refused-host',
    message,
    help: 'Use an address of this machine, such as http://127.0.0.1:11434, or allow the host by name (--allow-host HOST).',
  },
});

/** Whether a host, as it stands in a URL, is this machine: 127.0.0.0/8 or [::1], written as such. */
const isLoopback = (host: string): boolean => loopback.test(host);

const allowed = (host: string, port: string, allowedHosts: readonly string[]): boolean =>
  allowedHosts.some((entry) => {
    const wanted = entry.trim().toLowerCase();
    return wanted !== '' && (wanted === host || wanted === `${host}:${port}`);
  });

/**
 * Checks an endpoint against the rule of where bytes may go: this machine, by its loopback address,
 * and hosts that the user allowed by name. `localhost` becomes 127.0.0.1, since it may be looked up
 * to something else. Look-alikes, other spellings of addresses, user names and other schemes are refused.
 * @param endpoint `http://127.0.0.1:11434`, or without the scheme, or without the port
 * @param allowedHosts host names or addresses, each with a port or for all ports; no patterns
 */
export function checkEndpoint(endpoint: string, allowedHosts: readonly string[]): Endpoint {
  const match = shape.exec(endpoint.trim());
  if (!match) return refused('The endpoint is not an address of the form http://HOST:PORT.');
  const groups = match.groups as { scheme?: string; host: string; port?: string; path?: string };
  const scheme = (groups.scheme ?? 'http').toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    return refused(`The endpoint's scheme is ${scheme}, not http or https.`);
  }
  const written = groups.host.toLowerCase();
  const host = written === 'localhost' ? '127.0.0.1' : written;
  const port = groups.port ?? (groups.scheme ? (scheme === 'https' ? '443' : '80') : DEFAULT_PORT);
  const base = `${scheme}://${host}:${port}${(groups.path ?? '').replace(/\/+$/, '')}`;
  // The parser of the client must see the very host that was judged.
  if (!URL.canParse(base) || new URL(base).hostname !== host) {
    return refused('The host of the endpoint is not written in its plain form.');
  }
  if (!isLoopback(host) && !allowed(host, port, allowedHosts)) {
    return refused(`The host ${host} is neither this machine nor allowed.`);
  }
  return { ok: true, base, host };
}

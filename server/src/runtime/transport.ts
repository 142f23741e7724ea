import { type Failure, FailureError } from '../task/failure';
import { checkEndpoint } from './hosts';
import type { Guard } from './runtime';

export type Fetch = typeof globalThis.fetch;

/** The one place where bytes leave. */
export interface Transport {
  /**
   * A `fetch` for one exchange: it sends to allowed hosts only, shows every string to the guard first, follows no
   * redirect, and ends, in whatever phase it is, as soon as the signal (or the one it is called with) is aborted.
   * It rejects with a `FailureError` where it refuses, else as `fetch` does.
   */
  fetch(guard: Guard | undefined, signal: AbortSignal): Fetch;
}

/** A key for a server, and the base of the endpoint that it was given for: no other origin ever sees it. */
export interface Secret {
  readonly base: string;
  readonly key: string;
}

const refuse = (failure: Failure): never => {
  throw new FailureError(failure);
};

/** A header takes nothing else, and the error of a header would repeat the key. */
const isKey = (key: string): boolean => /^[\x21-\x7e]+$/.test(key);
const notKey: Failure = {
  kind: 'unauthorised',
  message: 'The key for the server holds characters that no key has.',
  help: 'Set it anew (MARGINALIA_API_KEY; in VS Code the command "Marginalia: Set API Key").',
};

/** The header that shows a key to the server that it was given for, and none to any other. */
export function authorisation(secret: Secret | undefined, url: URL): { readonly authorization?: string } {
  if (!secret || new URL(secret.base).origin !== url.origin) return {};
  if (!isKey(secret.key)) return refuse(notKey);
  return { authorization: `Bearer ${secret.key}` };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** What a request says: in its own words, and in those of the protocol. */
interface Said {
  readonly strings: string[];
  readonly protocol: string[];
}

/** All strings of a JSON value, in any order; keys are words of the protocol. */
export function stringsOf(value: unknown): Said {
  const said: Said = { strings: [], protocol: [] };
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') said.strings.push(next);
    else if (next !== null && typeof next === 'object') {
      for (const [key, inner] of Object.entries(next)) {
        if (!Array.isArray(next)) said.protocol.push(key);
        open.push(inner);
      }
    }
  }
  return said;
}

/** Everything that a request would send, decoded. */
function outgoing(url: URL, init: RequestInit): Said {
  const address = [decoded(url.pathname), decoded(url.search), decoded(url.hash)];
  const headers = [...new Headers(init.headers)].flatMap(([name, value]) => [name, decoded(value)]);
  if (init.body === undefined || init.body === null) return { strings: address, protocol: headers };
  if (typeof init.body !== 'string') throw new TypeError('a body that is no string cannot be guarded');
  let body: Said;
  try {
    body = stringsOf(JSON.parse(init.body));
  } catch {
    body = { strings: [init.body], protocol: [] };
  }
  return { strings: [...address, ...body.strings], protocol: [...headers, ...body.protocol] };
}

/**
 * Makes the transport of one runtime. Connections have no time limit of their own: the runtimes bound silence,
 * since a model may load for minutes. None outlives its request, so there is nothing to close. No proxy is taken from the environment.
 * @param allowedHosts hosts beside this machine, as for `checkEndpoint`
 */
export function makeTransport({
  allowedHosts,
  secret,
}: {
  readonly allowedHosts: readonly string[];
  readonly secret?: Secret | undefined;
}): Transport {
  const load = async () => {
    // Loaded at the first request, since a server that asks nobody should not pay for it.
    const { Agent, fetch } = await import('undici');
    const agent = new Agent({
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { timeout: 10_000 },
      // A connection for each request: llama-server closes one that it had promised to keep, and the next would break.
      pipelining: 0,
    });
    return { fetch, agent };
  };
  let loaded: ReturnType<typeof load> | undefined;
  return {
    fetch: (guard, signal) => async (input, init) => {
      if (typeof input !== 'string' && !(input instanceof URL)) throw new TypeError('a request needs a URL');
      // As it is written, before a parser makes something else of it.
      const endpoint = checkEndpoint(String(input).replace(/[?#].*$/s, ''), allowedHosts);
      if (!endpoint.ok) return refuse(endpoint.failure);
      const url = new URL(input);
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(authorisation(secret, url))) headers.set(name, value);
      const request = { ...init, headers };
      const { strings, protocol } = outgoing(url, request);
      const found = guard?.(strings, protocol);
      if (found !== undefined) {
        return refuse({
          kind: 'refused-egress',
          message: 'The request held something that identifies the patient; nothing of it was sent.',
          help: 'Mark the identifier in the note, or use the embedded engine for this note.',
          ...(found.places && { places: found.places }),
        });
      }
      loaded ??= load();
      const undici = await loaded;
      const signals = request.signal ? [signal, request.signal] : [signal];
      const response = await undici.fetch(url.href, {
        ...(request.method === undefined ? {} : { method: request.method }),
        ...(typeof request.body === 'string' ? { body: request.body } : {}),
        headers: Object.fromEntries(headers),
        redirect: 'error',
        signal: AbortSignal.any(signals),
        dispatcher: undici.agent,
      });
      // The classes of undici and of Node are the same by shape, not by name.
      return response as unknown as Response;
    },
  };
}

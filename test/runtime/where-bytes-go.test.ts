import dns from 'node:dns';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyFor, keysOf } from '../../server/src/runtime/keys';
import { ollama } from '../../server/src/runtime/ollama/ollama';
import { openai } from '../../server/src/runtime/openai/openai';
import type { Runtime } from '../../server/src/runtime/runtime';
import { type Double, send, startDouble } from '../doubles/server';
import { all, clean, kindOf, never, question } from './asked';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A server that answers to whatever is asked, and remembers that it was. */
async function trap(host?: string): Promise<Double<unknown>> {
  const server = await startDouble<unknown>('/none', (_, response) => send(response, 200, {}), host);
  open.push(server.close);
  return server;
}

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

const protocols: readonly (readonly [
  string,
  (endpoint: string, allowedHosts?: readonly string[]) => Runtime,
])[] = [
  [
    'ollama',
    (endpoint, allowedHosts = []) => ollama({ endpoint, model: 'm', allowedHosts, key: 'sk-quince-81' }),
  ],
  [
    'openai',
    (endpoint, allowedHosts = []) => openai({ endpoint, model: 'm', allowedHosts, key: 'sk-quince-81' }),
  ],
];

describe.each(protocols)('over %s', (_, at) => {
  it('a server of this machine is reached, by the address that was judged', async () => {
    const server = await trap();
    const { port } = new URL(server.url);
    const lookup = vi.spyOn(dns, 'lookup');
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST']) {
      const before = server.requests.length;
      // It is no such server, and says so when it is reached.
      expect(await kindOf(at(`http://${host}:${port}`).model(never))).toBe('wrong-server');
      expect(server.requests.length, host).toBeGreaterThan(before);
    }
    // A name could be looked up to something else; none was.
    expect(lookup.mock.calls.map(([host]) => host).filter((host) => /[a-z]/i.test(String(host)))).toEqual([]);
  });

  it.skipIf(!hasIpv6)('a server of this machine is reached over IPv6', async () => {
    const server = await trap('::1');
    expect(server.url).toContain('[::1]');
    expect(await kindOf(at(server.url).model(never))).toBe('wrong-server');
    expect(server.requests.length).toBeGreaterThan(0);
  });

  it('nothing goes to this machine under another spelling, nor to a look-alike', async () => {
    const server = await trap();
    const { port } = new URL(server.url);
    const lookup = vi.spyOn(dns, 'lookup');
    for (const host of [
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '127.1',
      '0.0.0.0',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[0:0:0:0:0:0:0:1]',
      '127.0.0.1.example.org',
      'localhost.example.org',
      'localhost.',
      'user@127.0.0.1',
      '127.0.0.1@example.org',
      '①②⑦.0.0.1',
      'lоcalhost', // the second letter is Cyrillic
    ]) {
      const runtime = at(`http://${host}:${port}`);
      expect(await kindOf(runtime.model(never)), host).toBe('refused-host');
      expect((await all(runtime.ask(question, clean, never))).failure, host).toBe('refused-host');
    }
    expect(server.requests).toEqual([]);
    expect(lookup).not.toHaveBeenCalled();
  });

  it('a name that leads to this machine is still a name that nobody allowed', async () => {
    const server = await trap();
    const { port } = new URL(server.url);
    const lookup = vi.spyOn(dns, 'lookup');
    expect(await kindOf(at(`http://gpu.internal:${port}`).model(never))).toBe('refused-host');
    expect(lookup).not.toHaveBeenCalled();
    expect(server.requests).toEqual([]);
  });

  it('no proxy of the environment is used', async () => {
    const proxy = await trap();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy'])
      vi.stubEnv(name, proxy.url);
    for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '');
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    const server = await trap();
    expect(await kindOf(at(server.url).model(never))).toBe('wrong-server');
    expect(server.requests.length).toBeGreaterThan(0);
    expect(proxy.requests).toEqual([]);
  });

  it.each([301, 302, 307, 308])('a redirect (%i) is not followed, nor told the key', async (status) => {
    const elsewhere = await trap();
    const server = await startDouble<unknown>('/none', ({ path }, response) => {
      response.writeHead(status, { location: `${elsewhere.url}${path}` }).end();
    });
    open.push(server.close);
    expect(await kindOf(at(server.url).model(never))).toBe('refused-host');
    expect(server.requests.length).toBeGreaterThan(0);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a key of the environment', () => {
  const [a, b] = ['http://127.0.0.1:8000', 'http://gpu.example:8000/v1'];
  const allowed = ['gpu.example'];
  const keys = (value: string | undefined, endpoints: readonly string[] = [a, b]) =>
    endpoints.map((endpoint) => keyFor(endpoint, keysOf(value, endpoints), allowed));

  it('is for the endpoints that it is given with', () => {
    expect(keys(' sk-1 ')).toEqual(['sk-1', 'sk-1']);
    expect(keyFor('http://127.0.0.1:8001', keysOf('sk-1', [a]), [])).toBeUndefined();
  });

  it('may be one for each origin, and none for others', () => {
    expect(keys(`http://localhost:8000=sk-1 http://gpu.example:8000=sk-2==`)).toEqual(['sk-1', 'sk-2==']);
    expect(keys('http://127.0.0.1:8000=sk-1')).toEqual(['sk-1', undefined]);
    expect(keys('https://gpu.example:8000=sk-1')).toEqual([undefined, undefined]);
  });

  it('is none where there is none', () => {
    expect(keys(undefined)).toEqual([undefined, undefined]);
    expect(keys('  ')).toEqual([undefined, undefined]);
  });

  it('is of no use for a host that is not allowed', () => {
    expect(
      keyFor('http://evil.example', [{ endpoint: 'http://evil.example', key: 'sk' }], []),
    ).toBeUndefined();
  });
});

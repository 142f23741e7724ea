import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEndpoint } from '../../server/src/runtime/hosts';
import { makeTransport, stringsOf } from '../../server/src/runtime/transport';

const base = (endpoint: string, allowed: readonly string[] = []): string => {
  const checked = checkEndpoint(endpoint, allowed);
  return checked.ok ? checked.base : `refused: ${checked.failure.kind}`;
};

describe('an endpoint', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['127.255.3.4:80', 'http://127.255.3.4:80'],
    ['http://localhost:11434', 'http://127.0.0.1:11434'],
    ['LOCALHOST', 'http://127.0.0.1:11434'],
    ['http://[::1]:11434', 'http://[::1]:11434'],
    [' http://127.0.0.1:11434/ollama/ ', 'http://127.0.0.1:11434/ollama'],
  ])('on this machine is taken: %s', (endpoint, expected) => {
    expect(base(endpoint)).toBe(expected);
  });

  it.each([
    'http://127.0.0.1.example.org:11434',
    'http://localhost.example.org',
    'http://localhost.:11434',
    'http://2130706433:11434',
    'http://0x7f000001:11434',
    'http://0x7f.0.0.1:11434',
    'http://0177.0.0.1:11434',
    'http://127.1:11434',
    'http://127.0.0.01',
    'http://127.0.0.1.:11434',
    'http://0.0.0.0:11434',
    'http://[::]:11434',
    'http://[::ffff:127.0.0.1]:11434',
    'http://[::ffff:7f00:1]:11434',
    'http://[0:0:0:0:0:0:0:1]:11434',
    'http://127.0.0.1@example.org',
    'http://user@127.0.0.1:11434',
    'http://user:word@127.0.0.1:11434',
    'http://example.org#@127.0.0.1',
    'http://example.org?@127.0.0.1',
    'http://example.org\\@127.0.0.1',
    'http://127.0.0.1:11434?a=b',
    'http://①②⑦.0.0.1',
    'http://127。0。0。1',
    'http:// 127.0.0.1',
    'http://10.0.0.4:11434',
    'http://128.0.0.1',
    'ftp://127.0.0.1',
    'file:///etc/hosts',
    'unix:/run/ollama.sock',
    'javascript:alert(1)',
    'http:/127.0.0.1',
    'http://127.0.0.1:99999',
    '',
  ])('that is not plainly this machine is refused: %s', (endpoint) => {
    expect(base(endpoint)).toBe('refused: refused-host');
  });

  it('elsewhere needs its host to be allowed, as a whole', () => {
    const allowed = ['gpu.example.org', 'other.example.org:8080', '10.0.0.4'];
    expect(base('http://gpu.example.org:11434', allowed)).toBe('http://gpu.example.org:11434');
    expect(base('https://GPU.example.org', allowed)).toBe('https://gpu.example.org:443');
    expect(base('http://other.example.org:8080', allowed)).toBe('http://other.example.org:8080');
    expect(base('10.0.0.4', allowed)).toBe('http://10.0.0.4:11434');
    for (const endpoint of [
      'http://other.example.org:8081',
      'http://gpu.example.org.evil.example',
      'http://my.gpu.example.org',
      'http://example.org',
      'http://167772164', // 10.0.0.4
      'http://user@gpu.example.org',
    ]) {
      expect(base(endpoint, allowed)).toBe('refused: refused-host');
    }
  });

  it('that is taken is read as the same host by every parser', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl(), fc.ipV4Extended(), fc.ipV6(), fc.domain(), fc.string({ maxLength: 30 })),
        (text) => {
          const checked = checkEndpoint(text, []);
          if (!checked.ok) return;
          expect(new URL(checked.base).hostname).toMatch(/^(127\.\d+\.\d+\.\d+|\[::1\])$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('the transport', () => {
  const never = new AbortController().signal;
  const { fetch } = makeTransport({ allowedHosts: [] });

  it('refuses what is not allowed before it looks anything up', async () => {
    for (const url of ['http://example.org/', 'http://2130706433/', 'http://user@127.0.0.1/', 'data:,x']) {
      await expect(fetch(undefined, never)(url)).rejects.toMatchObject({ failure: { kind: 'refused-host' } });
    }
  });

  it('shows the guard the decoded address, headers and body, and nothing is sent on a finding', async () => {
    let seen: readonly string[] = [];
    const places = [{ start: 3, end: 7 }];
    const guarded = fetch((strings, protocol) => {
      seen = [...strings, ...protocol];
      return { text: 'Jonah', places };
    }, never);
    await expect(
      guarded('http://127.0.0.1:9/api/J%C3%A4rvi?q=Aune%20J', {
        method: 'POST',
        headers: { 'x-note': 'Ward%207' },
        body: '{"a":["\\u004aonah",{"b\\u0065d":"4\\n"}]}',
      }),
    ).rejects.toMatchObject({
      failure: {
        kind: 'refused-egress',
        message: expect.not.stringContaining('Jonah'),
        help: expect.not.stringContaining('Jonah'),
        places,
      },
    });
    expect(seen).toEqual(
      expect.arrayContaining(['/api/Järvi', '?q=Aune J', 'x-note', 'Ward 7', 'Jonah', 'bed', '4\n']),
    );
  });

  it('sends no body that it cannot read', async () => {
    const guarded = fetch(() => undefined, never);
    await expect(
      guarded('http://127.0.0.1:9/', { method: 'POST', body: new Uint8Array([1, 2]) }),
    ).rejects.toThrow(TypeError);
  });

  it('finds every string of a JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const strings: string[] = [];
        JSON.stringify(value, (_key, inner: unknown) => {
          if (typeof inner === 'string') strings.push(inner);
          return inner;
        });
        expect(stringsOf(value).strings).toEqual(expect.arrayContaining(strings));
      }),
    );
  });
});

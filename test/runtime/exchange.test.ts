import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchange } from '../../server/src/runtime/exchange';
import { namingOf } from '../../server/src/runtime/failures';
import { eventsOf } from '../../server/src/runtime/openai/event-stream';
import { openaiWords } from '../../server/src/runtime/openai/failures';
import { all, never } from './asked';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const naming = namingOf({ base: 'http://127.0.0.1:1', model: 'me-llama', words: openaiWords });
const limits = { first: 1_000, between: 100, whole: 500 };
const PING = ': ping\n\n';

/** What comes of a stream that sends each text so many milliseconds after the one before, and then nothing. */
async function come(...sent: readonly (readonly [number, string])[]) {
  const talk = exchange(never, limits, naming, async function* (signal, heard, alive) {
    async function* body(): AsyncGenerator<Uint8Array> {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      aborted.catch(() => {});
      for (const [after, text] of sent) {
        await Promise.race([new Promise((resolve) => setTimeout(resolve, after)), aborted]);
        yield new TextEncoder().encode(text);
      }
    }
    yield* eventsOf(body(), heard, alive);
  });
  const coming = all(talk);
  await vi.runAllTimersAsync();
  return coming;
}

describe('a server that sends comments', () => {
  const pings = (times: number, after: number) => Array.from({ length: times }, () => [after, PING] as const);

  it('before the answer is waited for as long as before, and its answer has all its time', async () => {
    const result = await come(...pings(10, 900), [900, 'data: a\n\n'], [90, 'data: b\n\n']);
    expect(result).toMatchObject({ text: 'ab', failure: undefined });
  });

  it('and then falls silent is late after the first wait', async () => {
    expect((await come(...pings(1, 10), [1_010, 'data: a\n\n'])).failure).toBe('timeout');
    expect((await come(...pings(1, 10), [990, 'data: a\n\n'])).text).toBe('a');
  });

  it('within the answer is not silent, but its answer has no more time for that', async () => {
    expect((await come([0, 'data: a\n\n'], ...pings(3, 90), [90, 'data: b\n\n'])).text).toBe('ab');
    expect(await come([0, 'data: a\n\n'], ...pings(6, 90), [90, 'data: b\n\n'])).toMatchObject({
      text: 'a',
      message: expect.stringContaining('not done'),
    });
    expect((await come([0, 'data: a\n\n'], [110, PING])).failure).toBe('timeout');
  });
});

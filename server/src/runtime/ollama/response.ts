import { textOf } from '../body';
import type { Fetch } from '../transport';

/** A line of a stream that is longer than this many bytes is none of Ollama's. */
const LONGEST_LINE = 4_000_000;
/** All lines of a reply together: the client keeps those of a list. */
const LONGEST_REPLY = 16_000_000;

/** The error text that stands for a line which was no JSON. */
export const UNSOUND = 'unsound line';
const unsound = `${JSON.stringify({ error: UNSOUND })}\n`;

const isSound = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === 'object';
  } catch {
    return false;
  }
};

/** The error of a refusal as one text; other servers than Ollama have an object there. */
function errorIn(text: string): string {
  if (!isSound(text)) return 'no JSON';
  const { error } = JSON.parse(text) as { error?: unknown };
  return typeof error === 'string' ? error : JSON.stringify(error ?? null);
}

/** Hands on whole lines that are JSON objects, and an error in the place of the first that is not. */
function soundLines(heard: () => void): TransformStream<Uint8Array, Uint8Array> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let rest = '';
  let bytes = 0;
  const pass = (text: string, last: boolean, out: TransformStreamDefaultController<Uint8Array>): void => {
    const lines = (rest + text).split('\n');
    rest = last ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      if (line.trim() === '') continue;
      if (!isSound(line)) {
        out.enqueue(encoder.encode(unsound));
        out.terminate();
        return;
      }
      heard();
      out.enqueue(encoder.encode(`${line}\n`));
    }
    if (rest.length > LONGEST_LINE || bytes > LONGEST_REPLY) {
      out.enqueue(encoder.encode(unsound));
      out.terminate();
    }
  };
  return new TransformStream({
    transform(chunk, out) {
      bytes += chunk.length;
      pass(decoder.decode(chunk, { stream: true }), false, out);
    },
    flush(out) {
      pass(decoder.decode(), true, out);
    },
  });
}

/**
 * Stands between the transport and the client of Ollama, which prints what it cannot read to the console:
 * on a server that talks over standard output that would break the protocol, and a line of an answer is as
 * confidential as the note. So the client only ever sees what it can read.
 * @param heard called whenever a whole line of an answer has come
 */
export const soundFetch =
  (fetch: Fetch, heard: () => void): Fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const { status } = response;
    if (!response.ok) {
      const text = await textOf(response.body);
      return new Response(JSON.stringify({ error: errorIn(text) }), {
        status,
        headers: { 'content-type': 'application/json' },
      });
    }
    // Every reply of Ollama is one line of JSON, or many.
    if (!response.body) return response;
    return new Response(response.body.pipeThrough(soundLines(heard)), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  };

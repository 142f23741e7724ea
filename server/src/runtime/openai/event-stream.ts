import { createParser } from 'eventsource-parser';

/** An event that is longer than this many characters is none of such a server's. */
const LONGEST_EVENT = 4_000_000;

/**
 * The data of each server-sent event, as it comes whole. Errors that servers write beside the form are given like data:
 * a bare line of JSON (Ollama), and the field `error` (llama-server of old).
 * @param heard called for each event that came whole
 * @param alive called for comments, with which servers say that they are still at work
 * @throws SyntaxError where an event does not end
 */
export async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  heard: () => void,
  alive: () => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let ready: string[] = [];
  let endless = false;
  const parser = createParser({
    onEvent: ({ data }) => ready.push(data),
    onComment: alive,
    onError: ({ type, field, value, line }) => {
      if (type === 'max-buffer-size-exceeded') endless = true;
      else if (field === 'error') ready.push(`{"error":${value}}`);
      else if (line?.startsWith('{')) ready.push(line);
    },
    maxBufferSize: LONGEST_EVENT,
  });
  const taken = (): string[] => {
    const events = ready;
    ready = [];
    return events;
  };
  for await (const chunk of body) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    if (endless) throw new SyntaxError('an event without an end');
    for (const event of taken()) {
      heard();
      yield event;
    }
  }
  parser.reset({ consume: true });
  yield* taken();
}

/** A reply about a server or a model, an answer in one piece, or an error is never longer than so many bytes. */
const LONGEST_BODY = 4_000_000;

/**
 * All of the body of a reply as text, where it ends within a few megabytes: a body without an end, or one that is packed
 * small, would fill the memory. The limit is on what is unpacked.
 * @throws SyntaxError for a longer one; the exchange is ended then
 */
export async function textOf(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY) throw new SyntaxError('a body without an end');
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

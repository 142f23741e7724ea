import { sentencesOf } from '../../note/sentences';
import type { Span } from '../../note/span';

/** How much of the note around a stretch is looked at for its sentence: UTF-16 code units. */
const AROUND = 600;
/** An empty line ends every sentence. */
const PARAGRAPH = /(?:\r\n|[\n\r])[ \t]*(?:\r\n|[\n\r])/g;
const SURROGATE = /[\udc00-\udfff]/;

/** The sentence, or the sentences, of a note that a stretch of it lies in; of a long one, what is near. UTF-16 code units. */
export function sentenceAround(text: string, { start, end }: Span): Span {
  const from = near(text, Math.max(0, start - AROUND));
  const to = near(text, Math.min(text.length, Math.min(end, start + AROUND) + AROUND));
  const [before, after] = [text.slice(from, start), text.slice(end, Math.max(end, to))];
  const ahead = [...before.matchAll(PARAGRAPH)].at(-1);
  const begin = from + (ahead ? ahead.index + ahead[0].length : 0);
  const stop = Math.max(begin, end > to ? to : end + (after.search(PARAGRAPH) + 1 || after.length + 1) - 1);
  const found = sentencesOf(text.slice(begin, stop)).map((one) => ({
    start: one.start + begin,
    end: one.end + begin,
  }));
  const touched = found.filter((one) => one.start < end && start < one.end);
  return { start: touched[0]?.start ?? start, end: touched.at(-1)?.end ?? end };
}

/** Not inside a surrogate pair. */
const near = (text: string, at: number): number => (SURROGATE.test(text[at] ?? '') ? at - 1 : at);

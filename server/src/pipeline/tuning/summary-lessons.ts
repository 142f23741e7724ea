import type { Span } from '../../note/span';
import { makeSummaries } from '../asking/summary-job';
import { summaryTokens, windowTokens } from '../model-engine';
import type { Class } from './gathering';
import type { GoldNote } from './sample';

/** A span without the white space at its edges. */
function trimmed(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, end);
  const first = start + (inside.length - inside.trimStart().length);
  return { start: first, end: first + inside.trim().length };
}

/**
 * The questions about the summaries of a note and of its sections, as far as gold has them. A section without one is
 * asked about, too, and has no answer: the note's question then shows how the section starts, as when a model fails.
 * @returns how many gold summaries a question asks for
 */
export async function summaryLessons(
  { teach, note, course: { contextLength }, gathered }: Class,
  { summaries }: GoldNote,
): Promise<number> {
  if (summaries.length === 0) return 0;
  const goldOf = (scope: Span): string | undefined => {
    const { start, end } = trimmed(note.text, scope);
    return summaries.find((one) => {
      const own = trimmed(note.text, one.scope);
      return own.start === start && own.end === end;
    })?.text;
  };
  const window = windowTokens(contextLength);
  const budget = summaryTokens(contextLength);
  /** The answers about sections, by their questions, as far as gold has them: the note's question needs them again. */
  const known = new Map<string, string | undefined>();
  let asked = 0;

  const ask = async (
    scope: Span,
    work: (summaries: ReturnType<typeof makeSummaries>) => Promise<void>,
  ): Promise<void> => {
    const gold = goldOf(scope)?.replace(/\s+/g, ' ').trim();
    const before = new Set(known.keys());
    let said: string | undefined;
    const lesson = await teach(
      ({ prompt: { text } }, { beside }) => {
        if (before.has(text)) return known.get(text);
        said = gold && beside.text(gold);
        const answer = said && JSON.stringify({ summary: said });
        known.set(text, answer);
        return answer;
      },
      (job) => work(makeSummaries({ ...job, windowTokens: window }, budget)),
    );
    const taught = lesson.taught.filter(({ question }) => !before.has(question));
    if (gold === undefined || said === undefined) return;
    asked++;
    const read = lesson.results.flatMap((result) => ('summary' in result ? [result.summary?.text] : []));
    // What is asked in several steps has no gold for each of them.
    gathered.take('summary', scope, { ...lesson, taught }, taught.length === 1 && read.at(-1) === said);
  };

  for (const section of note.sections) await ask(section, (one) => one.section(section));
  await ask({ start: 0, end: note.text.length }, (one) => one.note());
  return asked;
}

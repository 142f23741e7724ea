import * as z from 'zod';
import type { DeidentifiedText } from '../privacy/text';
import { readJson } from './items';
import { notePrompt, partsPrompt, sectionPrompt, titled } from './prompts/summary';
import type { Question } from './question';
import { answer, type JsonSchema } from './schema';
import type { Source } from './source';

export { version } from './prompts/summary';

const LONGEST = 900;
const schema: JsonSchema = answer('summary', { type: 'string', maxLength: LONGEST });
const shape = z.object({ summary: z.string() });

const SECTION = 160;
const NOTE = 260;

/** Asks for the gist of a section. */
export const ofSection = ({ prefix }: Source): Question => ({
  prompt: sectionPrompt(prefix),
  schema,
  maxTokens: SECTION,
});

/** Asks for the gist of a whole note. */
export const ofNote = ({ prefix }: Source): Question => ({
  prompt: notePrompt(prefix),
  schema,
  maxTokens: NOTE,
});

/**
 * Asks for the gist of a note from what its sections say, each with its title.
 * @param preamble what all questions start with
 */
export const ofParts = (
  preamble: DeidentifiedText,
  parts: readonly { readonly title: DeidentifiedText; readonly text: DeidentifiedText }[],
): Question => ({
  prompt: partsPrompt(
    preamble,
    parts.map(({ title, text }) => (title === '' ? text : titled(title, text))),
  ),
  schema,
  maxTokens: NOTE,
});

/** The summary of a whole answer; undefined where it holds none. White space is made single. */
export function read(text: string): string | undefined {
  const from = text.indexOf('{');
  if (from < 0) return undefined;
  const summary = readJson(text.slice(from), shape)?.summary.replace(/\s+/g, ' ').trim();
  return summary === undefined || summary === '' ? undefined : summary;
}

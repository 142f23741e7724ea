import { type DeidentifiedText, joined, type Prompt, passage, prompt } from '../../privacy/text';

export const version = 'relations-3';

/** The numbered mentions of one type in a sentence. */
export const ofType = (type: DeidentifiedText, mentions: readonly DeidentifiedText[]): DeidentifiedText =>
  passage`${type}: ${joined(mentions, ' ')}`;

/** @param lines the numbered mentions of a sentence each */
export const relationsPrompt = (source: DeidentifiedText, lines: readonly DeidentifiedText[]): Prompt =>
  prompt`${source}These mentions stand in one sentence of the note, a line each:
${joined(lines, '\n')}
The question: list the relations that the sentence itself states between two mentions of its line; most pairs have none.
OUTPUT as JSON, {"relations":[[from,to,"type"]]}:`;

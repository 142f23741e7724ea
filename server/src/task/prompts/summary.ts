import { type DeidentifiedText, joined, type Prompt, passage, prompt } from '../../privacy/text';

export const version = 'summary-3';

const FORM = passage`OUTPUT as JSON, {"summary":"text"}:`;
const GIST = passage`The question: say in at most three short sentences who the patient is, without a name, what was found, what was done and what comes next. Only what the INPUT says.
${FORM}`;

export const sectionPrompt = (source: DeidentifiedText): Prompt =>
  prompt`${source}The question: say in one or two short sentences what matters in the note. Only what it says; no names, no advice.
${FORM}`;

export const notePrompt = (source: DeidentifiedText): Prompt => prompt`${source}${GIST}`;

/**
 * @param start what all questions start with
 * @param parts the parts of the note, in short
 */
export const partsPrompt = (start: DeidentifiedText, parts: readonly DeidentifiedText[]): Prompt =>
  prompt`${start}INPUT, the parts of the note in short:
${joined(parts, '\n')}

${GIST}`;

export const titled = (title: DeidentifiedText, text: DeidentifiedText): DeidentifiedText =>
  passage`${title}: ${text}`;

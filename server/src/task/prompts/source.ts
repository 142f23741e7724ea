import { type DeidentifiedText, passage } from '../../privacy/text';

type Wrap = (text: DeidentifiedText) => DeidentifiedText;

/** Marks around the text of a note, and around what stands next to it; the first that no text holds are taken. */
export const marks: readonly {
  readonly mark: string;
  readonly note: Wrap;
  readonly before: Wrap;
  readonly after: Wrap;
}[] = [
  {
    mark: 'note>',
    note: (text) => passage`<note>\n${text}\n</note>`,
    before: (text) => passage`<before-note>\n${text}\n</before-note>\n`,
    after: (text) => passage`\n<after-note>\n${text}\n</after-note>`,
  },
  {
    mark: 'clinical-note>',
    note: (text) => passage`<clinical-note>\n${text}\n</clinical-note>`,
    before: (text) => passage`<before-clinical-note>\n${text}\n</before-clinical-note>\n`,
    after: (text) => passage`\n<after-clinical-note>\n${text}\n</after-clinical-note>`,
  },
  {
    mark: 'source-text>',
    note: (text) => passage`<source-text>\n${text}\n</source-text>`,
    before: (text) => passage`<before-source-text>\n${text}\n</before-source-text>\n`,
    after: (text) => passage`\n<after-source-text>\n${text}\n</after-source-text>`,
  },
];

const aside = passage`, with what stands before or after it to help understand it`;

/** @param stretch the text in its marks, with what stands around it in theirs */
export function input(
  preamble: DeidentifiedText,
  section: DeidentifiedText | undefined,
  hasAround: boolean,
  stretch: DeidentifiedText,
): DeidentifiedText {
  const where = section ? passage` (section: ${section})` : passage``;
  return passage`${preamble}INPUT${where}${hasAround ? aside : passage``}:\n${stretch}\n\n`;
}

import { axolotlFiles } from './axolotl';
import { type Exported, type ExportFile, jsonLines } from './exported';
import { llamaFactoryFiles } from './llama-factory';
import { modelfileOf } from './modelfile';
import { readmeOf } from './readme';
import { sides } from './split';
import { torchtuneFiles } from './torchtune';

/** The files of an export, but for those that name notes. */
export const filesOf = (exported: Exported): ExportFile[] => [
  ...sides.map((side) => ({
    path: `samples/${side}.jsonl`,
    text: jsonLines(
      exported.rows[side].map(({ id, task, prompt, answer }) => ({ id, task, prompt, answer })),
    ),
  })),
  ...llamaFactoryFiles(exported),
  ...axolotlFiles(exported),
  ...torchtuneFiles(exported),
  { path: 'Modelfile', text: modelfileOf(exported) },
  { path: 'README.md', text: readmeOf(exported) },
];

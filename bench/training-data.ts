import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ruleFeatures } from '../server/src/embedded/word-features';
import {
  type ClusterOptions,
  type Clusters,
  clusterDefaults,
  findClusters,
} from '../server/src/learning/clusters';
import { wordKey } from '../server/src/learning/features';
import { layersOf } from '../server/src/learning/labels';
import { type GoldText, goldOfBrat } from '../server/src/learning/reading';
import {
  type GoldSentence,
  sentencesToTag,
  type WordFeatures,
  withGold,
} from '../server/src/learning/sentence';
import { parseNote } from '../server/src/note/note';
import { filesIn } from './corpus';
import { markedNotes } from './judgement-marked';

/** The types of MACCROBAT that are problems, tests and treatments; docs/model-card.md says why these. */
export const maccrobatTypes: Readonly<Record<string, string>> = {
  Sign_symptom: 'problem',
  Disease_disorder: 'problem',
  Diagnostic_procedure: 'test',
  Medication: 'treatment',
  Therapeutic_procedure: 'treatment',
};

/** The notes of a folder with their standoff files, by name. */
export const goldIn = (folder: string, types?: Readonly<Record<string, string>>): GoldText[] =>
  filesIn(folder, '.ann').map((file) =>
    goldOfBrat(readFileSync(file.replace(/\.ann$/, '.txt'), 'utf8'), readFileSync(file, 'utf8'), types),
  );

/** The sentences of notes; of entities that nest, the outermost. */
export const sentencesOfGold = (
  notes: readonly Pick<GoldText, 'text' | 'entities'>[],
  corpus: string,
  features: WordFeatures = ruleFeatures,
): GoldSentence[] =>
  notes.flatMap(({ text, entities }) =>
    withGold(sentencesToTag(parseNote(text), features), entities, corpus).sentences.map((sentence) => ({
      ...sentence,
      entities: layersOf(sentence.entities)[0] ?? [],
    })),
  );

/** The column of a CSV file with a header, quotes doubled within quotes. */
function column(file: string, index: number): string[] {
  const found: string[] = [];
  let at = 0;
  for (const [, quoted, plain = '', end] of readFileSync(file, 'utf8').matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    if (at === index) found.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at = end === ',' ? at + 1 : 0;
  }
  return found.slice(1);
}

/** Texts without labels, whose licences allow to learn from them; docs/model-card.md names the licences. */
function unlabelled(data: string): string[] {
  const texts = ['i2b2-style', 'maccrobat'].flatMap((folder) =>
    filesIn(join(data, folder), '.txt').map((file) => readFileSync(file, 'utf8')),
  );
  for (const file of filesIn(join(data, 'phi/clinic-notes'), '.marked.txt'))
    texts.push(readFileSync(file, 'utf8').replace(/<[^>]*>/g, ''));
  for (const file of filesIn(join(data, 'aci-bench'), '.csv'))
    texts.push(...column(file, 3), ...column(file, 2));
  const abstracts = JSON.parse(readFileSync(join(data, 'pubmedqa/ori_pqal.json'), 'utf8')) as Record<
    string,
    { readonly CONTEXTS: readonly string[]; readonly LONG_ANSWER: string }
  >;
  for (const one of Object.values(abstracts)) texts.push([...one.CONTEXTS, one.LONG_ANSWER].join('\n'));
  const articles = JSON.parse(readFileSync(join(data, 'covid-qa/200423_covidQA.json'), 'utf8')) as {
    readonly data: readonly { readonly paragraphs: readonly { readonly context: string }[] }[];
  };
  for (const { paragraphs } of articles.data) for (const { context } of paragraphs) texts.push(context);
  return texts;
}

/** Classes of words from the unlabelled texts. */
export const clustersIn = (data: string, options: ClusterOptions = clusterDefaults): Clusters =>
  findClusters(
    unlabelled(data).flatMap((text) =>
      sentencesToTag(parseNote(text)).map(({ tokens }) => tokens.map(({ lower }) => wordKey(lower))),
    ),
    options,
  );

/** What the shipped weights are trained on: MACCROBAT, and last the corpus whose conventions they follow. */
export function shippedGold(data: string, features: WordFeatures = ruleFeatures): GoldSentence[] {
  const folders = [
    [join(data, 'maccrobat'), maccrobatTypes],
    [join(data, 'i2b2-style'), undefined],
  ] as const;
  return folders.flatMap(([folder, types]) =>
    sentencesOfGold(goldIn(folder, types), basename(folder), features),
  );
}

/** The project's own marked notes: what ships learns from them how sure to be, and nothing else. */
export const ownGold = (): GoldSentence[] =>
  sentencesOfGold(
    markedNotes('bench/judgement/notes').map(({ note, entities }) => ({ text: note.text, entities })),
    'own',
  );

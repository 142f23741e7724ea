import llama from 'llama-tokenizer-js';
import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { filesOf } from '../../../server/src/pipeline/tuning/files';
import { apart, isTurned, type Turned, tokensOfRow } from '../../../server/src/pipeline/tuning/rows';
import { profileNames, profiles } from '../../../server/src/runtime/model/profiles';
import * as tools from './tool-schemas';
import { readYaml } from './yaml';

const turned = profileNames.map((name) => profiles[name]).filter(isTurned);

const row = (
  id: string,
  profile: Turned,
  question = 'Which problems?\nOUTPUT as JSON, {"entities":[]}:',
) => ({
  id,
  task: 'ner' as const,
  prompt: `${profile.turn.before}${question}${profile.turn.after}`,
  answer: `{"entities":[["cough ${id}","problem"]]}`,
});

/** The files of an export, by their paths. */
const made = (profile: Turned, validation = 1): ReadonlyMap<string, string> => {
  const rows = {
    train: [row('1', profile), row('2', profile)],
    validation: validation > 0 ? [row('3', profile)] : [],
    test: [row('4', profile)],
  };
  return new Map(
    filesOf({ rows, profile, contextLength: 2_048, seed: 7 }).map(({ path, text }) => [path, text]),
  );
};

const rowsIn = (text: string | undefined, schema: ZodType): unknown[] =>
  (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => schema.parse(JSON.parse(line)));

/** What is wrong with a configuration in the eyes of its tool. */
const wrong = (schema: ZodType, value: unknown) => schema.safeParse(value).error?.issues ?? [];

describe.each(turned.map((profile) => [profile.name, profile] as const))('an export for %s', (_, profile) => {
  it.each([1, 0])('is what the tools take, with %i note to watch', (validation) => {
    const files = made(profile, validation);
    const config = (path: string) => readYaml(files.get(path) ?? '');
    const info = JSON.parse(files.get('llama-factory/dataset_info.json') ?? '');
    expect(wrong(tools.llamaFactory, config('llama-factory/lora.yaml'))).toEqual([]);
    expect(wrong(tools.datasetInfo, info)).toEqual([]);
    expect(wrong(tools.axolotl, config('axolotl/lora.yaml'))).toEqual([]);
    expect(wrong(tools.torchtune, config('torchtune/lora.yaml'))).toEqual([]);

    const named = [config('llama-factory/lora.yaml')].flatMap(({ dataset, eval_dataset }) =>
      eval_dataset === undefined ? [dataset] : [dataset, eval_dataset],
    );
    expect(Object.keys(info)).toEqual(named);
    for (const { file_name } of Object.values(tools.datasetInfo.parse(info)))
      expect(rowsIn(files.get(`llama-factory/${file_name}`), tools.alpacaRow).length).toBeGreaterThan(0);
    const { datasets, test_datasets = [] } = tools.axolotl.parse(config('axolotl/lora.yaml'));
    expect(test_datasets).toHaveLength(validation);
    for (const { path } of [...datasets, ...test_datasets])
      expect(rowsIn(files.get(`axolotl/${path}`), tools.segmentsRow).length).toBeGreaterThan(0);
    const own = config('torchtune/lora.yaml').tokenizer as { _component_: string };
    expect(files.has('torchtune/marginalia_tokenizer.py')).toBe(own._component_.startsWith('marginalia_'));
    expect(files.get('samples/test.jsonl')).toContain('cough 4');
  });

  it('gives the tools that tokenize question and answer apart the tokens of the whole', () => {
    const one = row('5', profile);
    const { given, learnt } = apart(one, profile);
    const tokens = (text: string): number[] => llama.encode(text, false, true);
    expect(given.startsWith('<s>')).toBe(profile.bos);
    expect(learnt.endsWith('}</s>')).toBe(true);
    const [first, second] = [given.replace(/^<s>/, ''), learnt.replace(/<\/s>$/, '')];
    const whole = tokens(one.prompt + one.answer);
    expect([...tokens(first), ...tokens(second)]).toEqual(whole);
    const counted = tokensOfRow(one, profile, (text) => llama.encode(text, false, false).length);
    expect(Math.abs(counted.prompt + counted.answer - whole.length - 1 - (profile.bos ? 1 : 0))).toBeLessThan(
      3,
    );
  });
});

describe('an export', () => {
  it('holds a Modelfile that serves the adapter as the profile says', () => {
    expect(made(turned[0] as Turned).get('Modelfile')).toBe(
      'FROM ./model.gguf\nADAPTER ./adapter.gguf\nTEMPLATE """Human: \n{{ .Prompt }}\n\nAssistant: \n"""\n' +
        'PARAMETER temperature 0\nPARAMETER num_ctx 2048\nPARAMETER stop "Human:"\n',
    );
  });

  it('names in its README every folder and file that it speaks of, and how to serve the model', () => {
    const files = made(profiles['me-llama-chat'] as Turned);
    const readme = files.get('README.md') ?? '';
    for (const folder of ['llama-factory', 'axolotl', 'torchtune']) {
      expect(readme).toContain(`(cd ${folder} && `);
      expect(files.get(`${folder}/lora.yaml`)).toContain('BASE_MODEL');
    }
    expect(readme).toContain('convert_lora_to_gguf.py');
    expect(readme).toContain('"add_bos_token": false');
    expect(made(profiles['llama-2-chat'] as Turned).get('README.md')).not.toContain('add_bos_token');
  });
});

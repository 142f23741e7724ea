import { type Exported, type ExportFile, jsonLines } from './exported';
import { BASE, said, training } from './hyperparameters';
import { apart } from './rows';

const FOLDER = 'llama-factory';
const nameOf = (side: 'train' | 'validation'): string => `marginalia_${side}`;

const evaluation = `
### what is watched
eval_dataset: ${nameOf('validation')}
per_device_eval_batch_size: 1
eval_strategy: epoch
`;

/**
 * What LLaMA-Factory 0.9.5 trains from: rows of Alpaca's form, in the turns of the model already, so that its template
 * adds nothing; where they are (`dataset_info.json`); and the arguments of the training.
 */
export function llamaFactoryFiles({ rows, profile, contextLength, seed }: Exported): ExportFile[] {
  const present = (['train', 'validation'] as const).filter((side) => rows[side].length > 0);
  const info = Object.fromEntries(
    present.map((side) => [
      nameOf(side),
      {
        file_name: `${side}.jsonl`,
        formatting: 'alpaca',
        columns: { prompt: 'instruction', response: 'output' },
      },
    ]),
  );
  const yaml = `# LoRA with LLaMA-Factory 0.9.5, in this folder: llamafactory-cli train lora.yaml
model_name_or_path: ${BASE}  # the folder of the weights

### method
stage: sft
do_train: true
finetuning_type: lora  # ${said.tuning}
lora_rank: ${training.rank}  # ${said.unsaid}
lora_alpha: ${training.alpha}  # ${said.unsaid}
lora_dropout: ${training.dropout}  # ${said.unsaid}
lora_target: all  # ${said.unsaid}

### data
dataset_dir: .
dataset: ${nameOf('train')}
template: empty  # the rows hold the turns of ${profile.title} themselves
cutoff_len: ${contextLength}  # the context of the model; every row fits
overwrite_cache: true
seed: ${seed}

### training
num_train_epochs: ${training.epochs}  # ${said.tuning}
learning_rate: ${training.learningRate}  # ${said.rate}
adam_beta1: ${training.beta1}  # ${said.pretraining}
adam_beta2: ${training.beta2}  # ${said.pretraining}
weight_decay: ${training.weightDecay}  # ${said.pretraining}
lr_scheduler_type: cosine  # ${said.pretraining}
warmup_ratio: ${training.warmup}  # ${said.pretraining}
per_device_train_batch_size: ${training.batch}  # ${said.unsaid}
gradient_accumulation_steps: ${training.accumulation}  # ${said.pretraining}
bf16: true  # ${said.pretraining}

### what is written
output_dir: adapter
save_strategy: epoch
logging_steps: 5
report_to: none
${present.includes('validation') ? evaluation : ''}`;
  return [
    { path: `${FOLDER}/dataset_info.json`, text: `${JSON.stringify(info, undefined, 2)}\n` },
    ...present.map((side) => ({
      path: `${FOLDER}/${side}.jsonl`,
      text: jsonLines(
        rows[side].map((row) => {
          const { given, learnt } = apart(row, profile);
          return { instruction: given, output: learnt };
        }),
      ),
    })),
    { path: `${FOLDER}/lora.yaml`, text: yaml },
  ];
}

import { type Exported, type ExportFile, jsonLines } from './exported';
import { BASE, said, training } from './hyperparameters';
import { apart } from './rows';

const FOLDER = 'axolotl';

const evaluation = `test_datasets:
  - path: validation.jsonl
    ds_type: json
    split: train
    type: input_output
eval_batch_size: 1
evals_per_epoch: 1
`;

/** What Axolotl 0.19 trains from: rows without a template, of a segment that is given and one that is learnt. */
export function axolotlFiles({ rows, contextLength, seed, profile }: Exported): ExportFile[] {
  const present = (['train', 'validation'] as const).filter((side) => rows[side].length > 0);
  const yaml = `# LoRA with Axolotl 0.19, in this folder: axolotl train lora.yaml
base_model: ${BASE}  # the folder of the weights

adapter: lora  # ${said.tuning}
lora_r: ${training.rank}  # ${said.unsaid}
lora_alpha: ${training.alpha}  # ${said.unsaid}
lora_dropout: ${training.dropout}  # ${said.unsaid}
lora_target_linear: true  # ${said.unsaid}

datasets:
  - path: train.jsonl
    ds_type: json
    split: train
    type: input_output  # the rows hold the turns of ${profile.title} themselves
train_on_inputs: false
dataset_prepared_path: prepared
${present.includes('validation') ? evaluation : 'val_set_size: 0.0\n'}
sequence_len: ${contextLength}  # the context of the model; every row fits
excess_length_strategy: raise
sample_packing: false
seed: ${seed}

num_epochs: ${training.epochs}  # ${said.tuning}
learning_rate: ${training.learningRate}  # ${said.rate}
optimizer: adamw_torch  # ${said.pretraining}
adam_beta1: ${training.beta1}  # ${said.pretraining}
adam_beta2: ${training.beta2}  # ${said.pretraining}
weight_decay: ${training.weightDecay}  # ${said.pretraining}
lr_scheduler: cosine  # ${said.pretraining}
warmup_ratio: ${training.warmup}  # ${said.pretraining}
micro_batch_size: ${training.batch}  # ${said.unsaid}
gradient_accumulation_steps: ${training.accumulation}  # ${said.pretraining}
bf16: true  # ${said.pretraining}
gradient_checkpointing: true

output_dir: adapter
saves_per_epoch: 1
logging_steps: 5
`;
  return [
    ...present.map((side) => ({
      path: `${FOLDER}/${side}.jsonl`,
      text: jsonLines(
        rows[side].map((row) => {
          const { given, learnt } = apart(row, profile);
          return {
            segments: [
              { label: false, text: given },
              { label: true, text: learnt },
            ],
          };
        }),
      ),
    })),
    { path: `${FOLDER}/lora.yaml`, text: yaml },
  ];
}

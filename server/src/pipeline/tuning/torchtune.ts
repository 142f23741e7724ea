import type { Exported, ExportFile } from './exported';
import { BASE, said, stepsOf, training } from './hyperparameters';

const FOLDER = 'torchtune';

/** torchtune's tokenizer begins every text with BOS, and has no setting for it; its recipes take components of a folder. */
const withoutBos = `# torchtune's tokenizer of Llama 2, for a model that was trained on texts without BOS.
from functools import partial

from torchtune.models.llama2 import llama2_tokenizer


def without_bos(path, max_seq_len=None):
    tokenizer = llama2_tokenizer(path, max_seq_len=max_seq_len, prompt_template=None)
    tokenizer.tokenize_messages = partial(tokenizer.tokenize_messages, add_start_tokens=False)
    return tokenizer
`;

/** What torchtune 0.6.1 trains from, its recipe `lora_finetune_single_device`: the samples as they are. */
export function torchtuneFiles({ rows, profile, contextLength, seed }: Exported): ExportFile[] {
  const component = profile.bos
    ? `torchtune.models.llama2.llama2_tokenizer
  prompt_template: null  # the rows hold the turns of ${profile.title} themselves`
    : `marginalia_tokenizer.without_bos  # beside this file; the rows hold the turns of ${profile.title} themselves`;
  const yaml = `# LoRA with torchtune 0.6.1, in this folder: tune run lora_finetune_single_device --config lora.yaml
# torchtune is no longer developed; it suits models of 7B and 13B on one graphics processor.
output_dir: adapter

model:
  _component_: torchtune.models.llama2.lora_llama2_13b  # of 7B: lora_llama2_7b; of 70B: lora_llama2_70b, and the distributed recipe
  lora_attn_modules: ['q_proj', 'k_proj', 'v_proj', 'output_proj']  # ${said.unsaid}
  apply_lora_to_mlp: true  # ${said.unsaid}
  apply_lora_to_output: false
  lora_rank: ${training.rank}  # ${said.unsaid}
  lora_alpha: ${training.alpha}  # ${said.unsaid}
  lora_dropout: ${training.dropout}  # ${said.unsaid}

tokenizer:
  _component_: ${component}
  path: ${BASE}/tokenizer.model
  max_seq_len: ${contextLength}  # the context of the model; every row fits

checkpointer:
  _component_: torchtune.training.FullModelHFCheckpointer
  checkpoint_dir: ${BASE}  # the folder of the weights
  checkpoint_files:
    filename_format: model-{}-of-{}.safetensors
    max_filename: "00003"  # how many there are
  recipe_checkpoint: null
  output_dir: \${output_dir}
  model_type: LLAMA2
resume_from_checkpoint: false
save_adapter_weights_only: true

dataset:
  _component_: torchtune.datasets.instruct_dataset
  source: json
  data_files: ../samples/train.jsonl
  split: train
  column_map:
    input: prompt
    output: answer
  train_on_input: false
  packed: false
seed: ${seed}
shuffle: true
batch_size: ${training.batch}  # ${said.unsaid}

optimizer:
  _component_: torch.optim.AdamW  # ${said.pretraining}
  fused: true
  lr: ${training.learningRate}  # ${said.rate}
  betas: [${training.beta1}, ${training.beta2}]  # ${said.pretraining}
  weight_decay: ${training.weightDecay}  # ${said.pretraining}
lr_scheduler:
  _component_: torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup  # ${said.pretraining}
  num_warmup_steps: ${stepsOf(rows.train.length).warmup}  # .05 of the steps; ${said.pretraining}

loss:
  _component_: torchtune.modules.loss.CEWithChunkedOutputLoss

epochs: ${training.epochs}  # ${said.tuning}
max_steps_per_epoch: null
gradient_accumulation_steps: ${training.accumulation}  # ${said.pretraining}
clip_grad_norm: null
compile: false

metric_logger:
  _component_: torchtune.training.metric_logging.DiskLogger
  log_dir: \${output_dir}/logs
log_every_n_steps: 1
log_peak_memory_stats: true

device: cuda
dtype: bf16  # ${said.pretraining}
enable_activation_checkpointing: true
enable_activation_offloading: false
`;
  return [
    ...(profile.bos ? [] : [{ path: `${FOLDER}/marginalia_tokenizer.py`, text: withoutBos }]),
    { path: `${FOLDER}/lora.yaml`, text: yaml },
  ];
}

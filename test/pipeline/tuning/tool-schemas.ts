import * as z from 'zod';

// What the tools take, as far as the configurations go: the names of keys, their types and, where a key has few, their
// values. From LLaMA-Factory 0.9.5 (hparams/*.py, data/parser.py; transformers' TrainingArguments), Axolotl 0.19.0
// (utils/schemas/*.py, prompt_strategies/input_output.py) and torchtune 0.6.1 (its recipe lora_finetune_single_device and
// the components that are named). A key that is not here is unknown to the tool.

const count = z.int().min(0);
const rate = z.number().min(0).max(1);

export const llamaFactory = z.strictObject({
  model_name_or_path: z.string(),
  stage: z.enum(['pt', 'sft', 'rm', 'ppo', 'dpo', 'kto']),
  do_train: z.boolean(),
  finetuning_type: z.enum(['lora', 'oft', 'freeze', 'full']),
  lora_rank: count,
  lora_alpha: count,
  lora_dropout: rate,
  lora_target: z.string(),
  dataset_dir: z.string(),
  dataset: z.string(),
  eval_dataset: z.string().optional(),
  template: z.literal('empty'),
  cutoff_len: count,
  overwrite_cache: z.boolean(),
  seed: count,
  num_train_epochs: z.number(),
  learning_rate: rate,
  adam_beta1: rate,
  adam_beta2: rate,
  weight_decay: rate,
  lr_scheduler_type: z.enum(['linear', 'cosine', 'constant', 'constant_with_warmup']),
  warmup_ratio: rate,
  per_device_train_batch_size: count,
  per_device_eval_batch_size: count.optional(),
  gradient_accumulation_steps: count,
  bf16: z.boolean(),
  output_dir: z.string(),
  save_strategy: z.enum(['no', 'steps', 'epoch', 'best']),
  eval_strategy: z.enum(['no', 'steps', 'epoch']).optional(),
  logging_steps: z.number(),
  report_to: z.enum(['none', 'wandb', 'tensorboard', 'swanlab', 'mlflow']),
});

export const datasetInfo = z.record(
  z.string(),
  z.strictObject({
    file_name: z.string(),
    formatting: z.enum(['alpaca', 'sharegpt', 'openai']),
    columns: z.strictObject({ prompt: z.string(), response: z.string() }),
  }),
);
export const alpacaRow = z.strictObject({ instruction: z.string().min(1), output: z.string().min(1) });

const sftDataset = z.strictObject({
  path: z.string(),
  ds_type: z.enum(['json', 'csv', 'parquet', 'arrow', 'text']),
  split: z.string(),
  type: z.literal('input_output'),
});
export const axolotl = z.strictObject({
  base_model: z.string(),
  adapter: z.enum(['lora', 'qlora', 'llama-adapter']),
  lora_r: count,
  lora_alpha: count,
  lora_dropout: rate,
  lora_target_linear: z.boolean(),
  datasets: z.array(sftDataset),
  test_datasets: z.array(sftDataset).optional(),
  train_on_inputs: z.boolean(),
  dataset_prepared_path: z.string(),
  val_set_size: rate.optional(),
  eval_batch_size: count.optional(),
  evals_per_epoch: count.optional(),
  sequence_len: count,
  excess_length_strategy: z.enum(['drop', 'truncate', 'raise']),
  sample_packing: z.boolean(),
  seed: count,
  num_epochs: z.number(),
  learning_rate: rate,
  optimizer: z.enum(['adamw_torch', 'adamw_torch_fused', 'adamw_torch_8bit', 'adamw_bnb_8bit']),
  adam_beta1: rate,
  adam_beta2: rate,
  weight_decay: rate,
  lr_scheduler: z.enum(['linear', 'cosine', 'constant', 'constant_with_warmup']),
  warmup_ratio: rate,
  micro_batch_size: count,
  gradient_accumulation_steps: count,
  bf16: z.union([z.boolean(), z.literal('auto')]),
  gradient_checkpointing: z.boolean(),
  output_dir: z.string(),
  saves_per_epoch: count,
  logging_steps: count,
});
export const segmentsRow = z.strictObject({
  segments: z.array(z.strictObject({ label: z.boolean(), text: z.string().min(1) })).min(2),
});

const component = (path: string) => z.literal(path);
const tokenizer = { path: z.string(), max_seq_len: count };
export const torchtune = z.strictObject({
  output_dir: z.string(),
  model: z.strictObject({
    _component_: component('torchtune.models.llama2.lora_llama2_13b'),
    lora_attn_modules: z.array(z.enum(['q_proj', 'k_proj', 'v_proj', 'output_proj'])),
    apply_lora_to_mlp: z.boolean(),
    apply_lora_to_output: z.boolean(),
    lora_rank: count,
    lora_alpha: count,
    lora_dropout: rate,
  }),
  tokenizer: z.union([
    z.strictObject({ _component_: component('marginalia_tokenizer.without_bos'), ...tokenizer }),
    z.strictObject({
      _component_: component('torchtune.models.llama2.llama2_tokenizer'),
      prompt_template: z.null(),
      ...tokenizer,
    }),
  ]),
  checkpointer: z.strictObject({
    _component_: component('torchtune.training.FullModelHFCheckpointer'),
    checkpoint_dir: z.string(),
    checkpoint_files: z.strictObject({ filename_format: z.string(), max_filename: z.string() }),
    recipe_checkpoint: z.null(),
    output_dir: z.string(),
    model_type: z.literal('LLAMA2'),
  }),
  resume_from_checkpoint: z.boolean(),
  save_adapter_weights_only: z.boolean(),
  dataset: z.strictObject({
    _component_: component('torchtune.datasets.instruct_dataset'),
    source: z.enum(['json', 'csv', 'text']),
    data_files: z.string(),
    split: z.string(),
    column_map: z.strictObject({ input: z.string(), output: z.string() }),
    train_on_input: z.boolean(),
    packed: z.boolean(),
  }),
  seed: count,
  shuffle: z.boolean(),
  batch_size: count,
  optimizer: z.strictObject({
    _component_: component('torch.optim.AdamW'),
    fused: z.boolean(),
    lr: rate,
    betas: z.tuple([rate, rate]),
    weight_decay: rate,
  }),
  lr_scheduler: z.strictObject({
    _component_: component('torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup'),
    num_warmup_steps: count,
  }),
  loss: z.strictObject({ _component_: component('torchtune.modules.loss.CEWithChunkedOutputLoss') }),
  epochs: count,
  max_steps_per_epoch: z.null(),
  gradient_accumulation_steps: count,
  clip_grad_norm: z.null(),
  compile: z.boolean(),
  metric_logger: z.strictObject({
    _component_: component('torchtune.training.metric_logging.DiskLogger'),
    log_dir: z.string(),
  }),
  log_every_n_steps: count,
  log_peak_memory_stats: z.boolean(),
  device: z.enum(['cpu', 'cuda', 'mps', 'xpu', 'npu']),
  dtype: z.enum(['fp32', 'bf16']),
  enable_activation_checkpointing: z.boolean(),
  enable_activation_offloading: z.boolean(),
});

import type { Exported } from './exported';
import { BASE } from './hyperparameters';
import { EMPTY_SHARE } from './split';

/** How to train and serve, in commands. */
export function readmeOf({ profile, rows }: Exported): string {
  const bos = profile.bos
    ? ''
    : `
${profile.title} was trained on texts without BOS: set \`"add_bos_token": false\` in its \`tokenizer_config.json\` before the
weights become a GGUF.
`;
  return `# Training samples

${rows.train.length} samples to train, ${rows.validation.length} to watch the training, ${rows.test.length} to test, in the turn format of ${profile.title}: the questions that
Marginalia asks, with the answers that the gold gives. No note is on two sides. Empty answers are at most ${EMPTY_SHARE * 100} % of the
training samples of a task; the other sides have all of theirs.

The texts are de-identified, which no program does wholly: they are health data still. \`notes.json\` and \`report.json\` name
the notes by their files; the training needs neither, so leave them where the notes are.

Put the folder of the weights in the place of \`${BASE}\`, then one of these, without a word to anybody:

    export DO_NOT_TRACK=1 HF_HUB_OFFLINE=1
    sed -i 's|${BASE}|/path/to/weights|' */lora.yaml
    (cd llama-factory && llamafactory-cli train lora.yaml)
    (cd axolotl && axolotl train lora.yaml)
    (cd torchtune && tune run lora_finetune_single_device --config lora.yaml)

LLaMA-Factory prints its first sample: do not share its log. Each tool writes its adapter below \`adapter/\` in its folder
(torchtune: \`adapter/epoch_2/\` after the third epoch). With llama.cpp it becomes a GGUF, and so do the weights:
${bos}
    python llama.cpp/convert_hf_to_gguf.py /path/to/weights --outtype f16 --outfile model.gguf
    python llama.cpp/convert_lora_to_gguf.py --base /path/to/weights llama-factory/adapter --outfile adapter.gguf

Ollama serves both, either way:

    marginalia model create --gguf model.gguf --adapter adapter.gguf --profile ${profile.name} --name tuned
    ollama create tuned -f Modelfile

What was gained: \`marginalia annotate --model tuned\` on the notes that \`notes.json\` counts to the test side, put into a
folder, and \`marginalia evaluate\` of that against their gold, for this model and for the one it was made from.
`;
}

import * as z from 'zod';
import { DEFAULT_ENDPOINT, DEFAULT_MODEL } from '../pipeline/auto';
import { modes } from '../privacy/policy';
import { tasks } from '../task/engine';
import type { SentKey } from './protocol';

/** The items of a list that fit; one that does not costs itself alone. */
const listOf = <Item>(item: z.ZodType<Item>) =>
  z.array(z.unknown()).transform((list) =>
    list.slice(0, MOST).flatMap((one) => {
      const read = item.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );
const MOST = 100;

/** The settings of the section `marginalia`, as a client sends them. What does not fit falls back to its default. */
const settingsSchema = z.object({
  runtime: z.enum(['auto', 'embedded', 'ollama', 'openai']).catch('auto'),
  endpoint: z.union([z.string(), z.array(z.string()).min(1)]).catch(DEFAULT_ENDPOINT),
  model: z.string().catch(DEFAULT_MODEL),
  cache: z.boolean().catch(true),
  tasks: listOf(z.enum(tasks)).catch([...tasks]),
  hypotheses: listOf(z.string().trim().min(1).max(500)).catch([]),
  deidentification: z.enum(modes).catch('balanced'),
  identifiers: z
    .object({ severity: z.enum(['off', 'hint', 'information', 'warning']).catch('hint') })
    .catch({ severity: 'hint' }),
  learn: z.boolean().catch(true),
  annotator: z.string().catch(''),
  journal: z.object({ times: z.boolean().catch(false) }).catch({ times: false }),
});

const keysSchema = listOf(z.object({ endpoint: z.string(), key: z.string().min(1) })).catch([]);

/** Reads the keys of the initialization options: they never stand in settings, which other people can read. */
export const readKeys = (value: unknown): readonly SentKey[] => keysSchema.parse(value);

export type Settings = z.infer<typeof settingsSchema>;

/** Reads settings that may be missing, partial or malformed. */
export const readSettings = (value: unknown): Settings =>
  settingsSchema.parse(typeof value === 'object' && value !== null ? value : {});

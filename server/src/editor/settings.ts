import * as z from 'zod';
import { tasks } from '../task/engine';

/** The settings of the section `marginalia`, as a client sends them. What does not fit falls back to its default. */
export const settingsSchema = z.object({
  runtime: z.enum(['auto', 'embedded', 'ollama']).catch('auto'),
  endpoint: z.string().catch('http://127.0.0.1:11434'),
  model: z.string().catch('me-llama'),
  tasks: z.array(z.enum(tasks)).catch([...tasks]),
  hypotheses: z.array(z.string().max(500)).max(100).catch([]),
  identifiers: z
    .object({ severity: z.enum(['off', 'hint', 'information', 'warning']).catch('hint') })
    .catch({ severity: 'hint' }),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Reads settings that may be missing, partial or malformed. */
export const readSettings = (value: unknown): Settings =>
  settingsSchema.parse(typeof value === 'object' && value !== null ? value : {});

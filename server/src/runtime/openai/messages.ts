import * as z from 'zod';

const count = z.number().int().positive().optional().catch(undefined);
const text = z.string().optional().catch(undefined);

/** An entry of `/v1/models`, with what vLLM and llama-server add to it. */
const entrySchema = z.object({
  id: z.string(),
  aliases: z.array(z.string()).optional().catch(undefined),
  owned_by: text,
  root: text,
  max_model_len: count,
  meta: z
    .looseObject({
      n_ctx: count,
      n_ctx_train: count,
      n_params: z.unknown().optional(),
      size: z.unknown().optional(),
      ftype: z.unknown().optional(),
    })
    .nullish()
    .catch(undefined),
});
export type Entry = z.infer<typeof entrySchema>;
/** Ollama without a model has null there. */
export const listSchema = z.object({ data: z.array(entrySchema).nullable() });

/** `/props` of llama-server. */
export const propsSchema = z.object({
  default_generation_settings: z.object({ n_ctx: count }).optional().catch(undefined),
  total_slots: count,
  model_path: text,
  chat_template: text,
});

/** A part of an answer, or a whole one of a server that does not stream. */
const partSchema = z.object({ content: z.string().nullish() }).nullish();
export const chunkSchema = z.object({
  error: z.unknown().optional(),
  choices: z
    .array(z.object({ delta: partSchema, message: partSchema, finish_reason: z.string().nullish() }))
    .nullish(),
  usage: z
    .object({
      prompt_tokens: z.number().nullish(),
      completion_tokens: z.number().nullish().catch(undefined),
      prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish().catch(undefined),
    })
    .nullish(),
});
export type Chunk = z.infer<typeof chunkSchema>;

/** A JSON text as the schema wants it. @throws SyntaxError for anything else */
export function readAs<T>(schema: z.ZodType<T>, json: string): T {
  const read = schema.safeParse(JSON.parse(json));
  if (!read.success) throw new SyntaxError('not the expected message');
  return read.data;
}

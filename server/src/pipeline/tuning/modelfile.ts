import { templateOf } from '../../runtime/model/profiles';
import type { Exported } from './exported';

/** How Ollama serves the tuned model: in the turns, the context and with the stop texts that `model create` gives it. */
export function modelfileOf({ profile, contextLength }: Pick<Exported, 'profile' | 'contextLength'>): string {
  const stops = profile.stop.map((stop) => `PARAMETER stop ${JSON.stringify(stop)}\n`).join('');
  return `FROM ./model.gguf
ADAPTER ./adapter.gguf
TEMPLATE """${templateOf(profile)}"""
PARAMETER temperature 0
PARAMETER num_ctx ${contextLength}
${stops}`;
}

import { checkModel } from '../runtime/model/check';
import { hasProblem, linesOf } from '../runtime/model/report';
import type { Doors } from './doors';
import { type Io, messagesTo, write } from './io';
import { said, serverOf } from './model-server';

export interface CheckFlags {
  readonly runtime: 'auto' | 'ollama' | 'openai';
  readonly model: string;
  readonly endpoint: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly allowHost: readonly string[];
}

/** `marginalia model check`: what a model can do and what to change. Returns 0, or 1 where there is a problem. */
export async function checkCommand(flags: CheckFlags, io: Io, doors: Doors): Promise<number> {
  const { runtime, model, json, quiet } = flags;
  const server = await serverOf(flags, io, doors);
  messagesTo(io, quiet || json).info('asking the model a few things; that may take a minute or two');
  const report = await said(checkModel({ runtime, model, ...server }, io.signal));
  await write(io.stdout, json ? `${JSON.stringify(report)}\n` : `${linesOf(report).join('\n')}\n`);
  return hasProblem(report) ? 1 : 0;
}

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Runtime, Usage } from '../server/src/runtime/runtime';
import { stringsOf } from '../server/src/runtime/transport';

/** Milliseconds for a character of a prompt that is read, and for one of an answer that is written. */
export interface Pace {
  readonly reading: number;
  readonly writing: number;
}

/** What a server did, in milliseconds at its pace. */
export interface Served {
  /** Of each question: the prompt, and the time that it was at work on it and that it wrote. */
  readonly questions: { readonly prompt: string; readonly work: number; readonly writing: number }[];
  /** From the first question to the end of the last answer. */
  took: number;
}

interface Slot {
  kept: string;
  free: boolean;
}

/** One question on its slot; times in milliseconds. */
interface AtWork {
  readonly waited: number;
  readonly began: number;
  readonly reading: number;
  readonly writing: number;
  readonly ends: number;
  /** To be called when the answer is out. The slot counts as free from `ends` on, however late timers are. */
  finish(now: number): void;
}

interface Waiting {
  readonly prompt: string;
  readonly text: string;
  readonly came: number;
  readonly start: (work: AtWork) => void;
}

export type Answer = (prompt: string, key: string) => string;

/** A slot is taken for a prompt if it shares at least this much of it, as llama-server does by default. */
const ALIKE = 0.1;

/** The characters that two prompts begin with alike. */
export const shared = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
};

/** So many slots with a fixed pace. Each keeps its last prompt; questions beyond them wait in the order they came in. */
function makeSlots(count: number, pace: Pace) {
  const slots: Slot[] = Array.from({ length: count }, () => ({ kept: '', free: true }));
  const queue: Waiting[] = [];
  const served: Served = { questions: [], took: 0 };
  let first: number | undefined;

  function next(free: number): void {
    for (let asked = queue[0]; asked; asked = queue[0]) {
      const open = slots.filter((slot) => slot.free);
      if (open.length === 0) return;
      queue.shift();
      const { prompt, text, came, start } = asked;
      const alike = open.reduce((a, b) => (shared(b.kept, prompt) > shared(a.kept, prompt) ? b : a));
      const slot = shared(alike.kept, prompt) >= ALIKE * prompt.length ? alike : (open[0] as Slot);
      // What was used longest ago stands first.
      slots.splice(slots.indexOf(slot), 1);
      slots.push(slot);
      slot.free = false;
      const began = Math.max(free, came);
      const reading = (prompt.length - shared(slot.kept, prompt)) * pace.reading;
      const writing = text.length * pace.writing;
      const ends = began + reading + writing;
      slot.kept = prompt;
      served.questions.push({ prompt, work: reading + writing, writing });
      const finish = (now: number): void => {
        served.took = now - (first ?? 0);
        slot.free = true;
        next(ends);
      };
      start({ waited: began - came, began, reading, writing, ends, finish });
    }
  }

  return {
    served,
    ask(prompt: string, text: string, came: number): Promise<AtWork> {
      first ??= came;
      return new Promise((start) => {
        queue.push({ prompt, text, came, start });
        next(came);
      });
    },
  };
}

/** A time that goes on only when nobody has anything to do but to wait for it. */
function makeTime() {
  let now = 0;
  const waiting: { readonly until: number; readonly wake: () => void }[] = [];
  let running = false;
  const isReading = (): boolean => process.getActiveResourcesInfo().some((one) => one.startsWith('FSReq'));
  async function run(): Promise<void> {
    if (running) return;
    running = true;
    while (waiting.length > 0) {
      // All that follows from the last answer is done before the next one comes.
      for (let quiet = 0; quiet < 4; quiet = isReading() ? 0 : quiet + 1)
        await new Promise((resolve) => setImmediate(resolve));
      waiting.sort((a, b) => a.until - b.until);
      const first = waiting.shift();
      if (!first) break;
      now = first.until;
      first.wake();
    }
    running = false;
  }
  return {
    now: () => now,
    until: (time: number): Promise<void> =>
      new Promise((wake) => {
        waiting.push({ until: time, wake });
        void run();
      }),
  };
}

/** A runtime of such a server, in a time of its own: only the order and the number of questions count. */
export function timelessRuntime(count: number, tellsSlots: boolean, pace: Pace, answer: Answer) {
  const time = makeTime();
  const { served, ask } = makeSlots(count, pace);
  const runtime: Runtime = {
    name: 'timeless',
    model: async () => ({
      name: 'me-llama',
      digest: 'timeless',
      contextLength: 4_096,
      ...(tellsSlots && { slots: count }),
    }),
    async *ask(question, guard, _, tell) {
      const { text: prompt } = question.prompt;
      const { strings, protocol } = stringsOf(question.schema);
      if (guard([prompt, ...strings], protocol)) throw new Error('The guard refused a question.');
      const [key = ''] = Object.keys((question.schema.properties ?? {}) as object);
      const text = answer(prompt, key);
      const { waited, reading, writing, ends, finish } = await ask(prompt, text, time.now());
      await time.until(ends);
      finish(time.now());
      yield text;
      const usage: Usage = { waited, worked: reading + writing };
      tell?.(usage);
    },
  };
  return { runtime, served };
}

/** Characters that are sent at once. */
const PIECE = 4;

const about: Readonly<Record<string, (slots: number) => object>> = {
  '/v1/models': () => ({
    data: [{ id: 'me-llama', owned_by: 'llamacpp', meta: { n_ctx: 4096, n_params: 1 } }],
  }),
  '/props': (slots) => ({ total_slots: slots, default_generation_settings: { n_ctx: 4096 } }),
};

const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;

/** Such a server at a socket, in real time; it speaks as llama-server does. */
export async function startServer(count: number, pace: Pace, answer: Answer) {
  const { served, ask } = makeSlots(count, pace);

  async function chat(response: ServerResponse, prompt: string, key: string): Promise<void> {
    const text = answer(prompt, key);
    const { began, reading, ends, finish } = await ask(prompt, text, performance.now());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let sent = 0;
    while (sent < text.length && !response.destroyed) {
      const due = (performance.now() - began - reading) / pace.writing;
      for (; sent < text.length && Math.min(sent + PIECE, text.length) <= due; sent += PIECE)
        response.write(event({ choices: [{ delta: { content: text.slice(sent, sent + PIECE) } }] }));
      if (sent >= text.length) break;
      const wait = Math.min(ends, began + reading + (sent + PIECE) * pace.writing) - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, wait)));
    }
    response.write(event({ choices: [{ delta: {}, finish_reason: 'stop' }] }));
    const usage = { prompt_tokens: prompt.length >> 2, completion_tokens: text.length >> 2 };
    response.end(`${event({ choices: [], usage })}data: [DONE]\n\n`);
    finish(performance.now());
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = ''] = (request.url ?? '').split('?');
      if (chunks.length === 0) {
        const told = about[path]?.(count);
        response.writeHead(told ? 200 : 404, { 'content-type': 'application/json' });
        response.end(JSON.stringify(told ?? {}));
        return;
      }
      const { messages, response_format } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const [key = ''] = Object.keys(response_format.json_schema.schema.properties);
      void chat(response, messages[0].content, key);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

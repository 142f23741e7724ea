import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import * as z from 'zod';
import { corpusOf } from '../../privacy/corpus/corpora';
import type { Model } from '../../runtime/runtime';
import type { Failure } from '../../task/failure';
import type { Question } from '../../task/question';
import type { AnswerStore, EntryPlace } from './answer-store';

/**
 * Changes whenever answers are made into something else: how mentions are put on their places, what is kept of them,
 * how a runtime asks. What was kept before is then asked about anew.
 */
const FORMAT = 'answers-1';

/** What came of a question, as the note will show it. */
export interface Answer<T> {
  readonly value: T;
  /** What the answer held beside that, and was left out, since it does not fit the question or is not in the note. */
  readonly dropped: number;
  /** Whether the answer ended as it should: with half an object at its end it did not. */
  readonly whole: boolean;
  readonly failure: Failure | undefined;
}

export interface Asked<T> {
  readonly question: Question;
  /** The version of the task's question. */
  readonly version: string;
  /** What may be kept of an answer: no words of the note. Whatever else is found in the cache counts as damaged. */
  readonly shape: z.ZodType<T>;
}

/** Gives the answer to a question that was answered before, or asks. */
export type Remember = <T>(asked: Asked<T>, ask: () => Promise<Answer<T>>) => Promise<Answer<T>>;

export interface Memories {
  /** The user's key. */
  readonly key: Uint8Array;
  /** Of the note, as `openCorpora` gives it: corpora share no answers. */
  readonly identity: string;
  readonly model: Model;
  /** The protocol of the server: the same weights may be asked in other turns over another one. */
  readonly protocol: string;
  /** The nearest first. */
  readonly stores: readonly AnswerStore[];
  readonly signal: AbortSignal;
}

const hmac = (key: Uint8Array, ...parts: readonly string[]): Buffer => {
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest();
};

/** Where the answers of a corpus lie in a store; tells nothing of the corpus. */
export const placeOfCorpus = (key: Uint8Array, corpus: string): string =>
  hmac(key, 'place of answers', corpus).toString('hex').slice(0, 32);

const NONCE = 12;
const TAG = 16;

/** The text of an entry, encrypted for this place: the same answer always gives the same text. */
function sealed(secret: Uint8Array, name: string, body: string): string {
  const nonce = hmac(secret, 'nonce', name, body).subarray(0, NONCE);
  const cipher = createCipheriv('aes-256-gcm', hmac(secret, 'cipher'), nonce).setAAD(Buffer.from(name));
  return Buffer.concat([nonce, cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** What was sealed; undefined where anything of it was changed, or another key or place made it. */
function opened(secret: Uint8Array, name: string, text: string): unknown {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < NONCE + TAG || bytes.toString('base64') !== text) return undefined;
  const nonce = bytes.subarray(0, NONCE);
  const cipher = createDecipheriv('aes-256-gcm', hmac(secret, 'cipher'), nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG));
  try {
    const body = Buffer.concat([cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()]);
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Remembers whole answers by all that they hang on. Entries are named by a keyed hash and encrypted, both under the key
 * of the corpus: who finds one learns neither question nor answer, and nobody else can put one in its place.
 */
export function makeRemember({ key, identity, model, protocol, stores, signal }: Memories): Remember {
  const corpus = corpusOf(identity);
  const secret = hmac(key, 'answers', corpus);
  const folder = placeOfCorpus(key, corpus);

  return async ({ question, version, shape }, ask) => {
    const about = [FORMAT, version, protocol, model.digest, question.schema, question.prompt.text];
    const place: EntryPlace = { folder, name: hmac(secret, 'name', JSON.stringify(about)).toString('hex') };
    const entry = z.strictObject({ value: shape, dropped: z.int().min(0) });
    for (const [i, store] of stores.entries()) {
      const text = await store.read(place);
      if (text === undefined) continue;
      const kept = entry.safeParse(opened(secret, place.name, text));
      if (kept.success) {
        for (const nearer of stores.slice(0, i)) await nearer.write(place, text);
        return { ...kept.data, whole: true, failure: undefined };
      }
      await store.remove(place);
    }
    const answer = await ask();
    if (answer.whole && !answer.failure && !signal.aborted) {
      const body = JSON.stringify({ value: answer.value, dropped: answer.dropped });
      const text = sealed(secret, place.name, body);
      await Promise.all(stores.map((store) => store.write(place, text)));
    }
    return answer;
  };
}

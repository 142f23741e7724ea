import { type Failure, FailureError, type FailureKind } from '../task/failure';
import { failed } from './failures';
import type { Model, Runtime } from './runtime';
import { sharedStart } from './shared-start';

export interface PoolOptions {
  /** A clock in milliseconds, for the pauses of sick members. */
  readonly now?: () => number;
}

/** A member of a pool, with its address for messages. */
export interface Endpointed {
  readonly endpoint: string;
  readonly runtime: Runtime;
}

interface Member extends Endpointed {
  model: Model | undefined;
  asked: number;
  /** Whether it is left out, at least until `due`. */
  out: boolean;
  due: number;
  /** Failures since it last answered a question: the pause grows with them. */
  failures: number;
  looking: boolean;
  /** The prompts that the server read last, one a slot: it may still hold what they begin with. */
  prompts: string[];
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
const IDLE = 500;

/** Failures of a server, not of the question: another server may do better. */
const ofServer: ReadonlySet<FailureKind> = new Set([
  'unreachable',
  'wrong-server',
  'unauthorised',
  'loading',
  'no-model',
  'busy',
  'interrupted',
  'timeout',
  'server-error',
]);

/**
 * One runtime of several servers that serve the same model. A question goes where a slot is free, there to the server
 * that has read most of its beginning, and to the next where one fails before its first word. A server that fails is
 * left out while another is well, and looked at again after a pause that doubles from 1 s to a minute. Where all fail,
 * the failure is that of the first. Where bytes may not go to one of them, all are refused; for good, where a member
 * that was in use turns out to be such.
 *
 * The model's context is the smallest, its slots are added up, one for each server that does not tell. Servers whose
 * models differ by digest are refused; one that turns up later with another model, or less context, stays left out.
 * @param members at least one
 */
export function pool(
  members: readonly Endpointed[],
  { now = () => performance.now() }: PoolOptions = {},
): Runtime {
  const all: Member[] = members.map((member) => ({
    ...member,
    model: undefined,
    asked: 0,
    out: false,
    due: 0,
    failures: 0,
    looking: false,
    prompts: [],
  }));
  const [first] = all;
  if (!first) throw new Error('a pool has at least one member');
  let known: Model | undefined;
  /** What members are measured by, also while the model is looked at anew. */
  let lastKnown: Model | undefined;
  let refusal: FailureError | undefined;
  /** Questions that have not ended, those that wait for the model included. */
  let questions = 0;
  /** Ends the looks at sick members when no question is under way any more: they keep no process alive. */
  let looks = new AbortController();
  let idle: NodeJS.Timeout | undefined;

  const isWell = (member: Member): boolean => !member.out && member.model !== undefined;
  const slotsOf = ({ model }: Member): number => model?.slots ?? 1;

  function leaveOut(member: Member): void {
    member.out = true;
    member.due = now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** member.failures);
    member.failures++;
  }

  /** Takes what a member says of its model, if the pool can have it. */
  function admit(member: Member, model: Model): void {
    if (lastKnown && (model.digest !== lastKnown.digest || model.contextLength < lastKnown.contextLength)) {
      member.model = undefined;
      throw differing(all.find((one) => one !== member && one.model) ?? member, member);
    }
    member.model = model;
    member.out = false;
  }

  /** Looks whether a member that was left out is back; no question waits for that. */
  async function lookAgain(member: Member): Promise<void> {
    if (member.looking) return;
    const { signal } = looks;
    member.looking = true;
    try {
      admit(member, await member.runtime.model(signal));
    } catch (error) {
      if (isRefused(error)) refusal = error;
      if (!signal.aborted) leaveOut(member);
    }
    member.looking = false;
  }

  /** The member that a question should try next. */
  function next(prompt: string, tried: ReadonlyMap<Member, unknown>): Member | undefined {
    const place = (member: Member) => ({
      member,
      well: isWell(member),
      free: member.asked < slotsOf(member),
      load: member.asked / slotsOf(member),
      read: Math.max(0, ...member.prompts.map((other) => sharedStart(other, prompt))),
    });
    return all
      .filter((member) => !tried.has(member))
      .map(place)
      .sort(
        (a, b) =>
          Number(b.well) - Number(a.well) ||
          (a.well ? 0 : a.member.due - b.member.due) ||
          Number(b.free) - Number(a.free) ||
          (a.free ? b.read - a.read : 0) ||
          a.load - b.load,
      )[0]?.member;
  }

  async function model(signal: AbortSignal): Promise<Model> {
    if (refusal) throw refusal;
    known = undefined;
    const found: { readonly member: Member; readonly model: Model }[] = [];
    const failures: unknown[] = await Promise.all(
      all.map(async (member, i) => {
        try {
          found[i] = { member, model: await member.runtime.model(signal) };
          return undefined;
        } catch (error) {
          member.model = undefined;
          if (!signal.aborted) leaveOut(member);
          return error;
        }
      }),
    );
    signal.throwIfAborted();
    // Where bytes may not go is for the user to mend, not to be passed over.
    const refused = failures.find(isRefused);
    if (refused) throw refused;
    const there = found.filter((one) => one !== undefined);
    const [leader] = there;
    if (!leader) throw failures[0];
    const other = there.find(({ model }) => model.digest !== leader.model.digest);
    if (other) throw differing(leader.member, other.member);
    // Only now, and all at once: a question under way goes to no server whose model was not yet compared.
    for (const { member, model } of there) {
      member.model = model;
      member.out = false;
    }
    known = {
      ...leader.model,
      contextLength: Math.min(...there.map(({ model }) => model.contextLength)),
      slots: there.reduce((sum, { member }) => sum + slotsOf(member), 0),
      moreSlots: there.some(({ model }) => model.slots === undefined || model.moreSlots === true),
    };
    lastKnown = known;
    return known;
  }

  return {
    get name() {
      return first.runtime.name;
    },
    model,
    async keepLoaded(signal) {
      await Promise.all(all.map(({ runtime }) => runtime.keepLoaded?.(signal)));
    },
    async *ask(question, guard, signal, tell) {
      const { text } = question.prompt;
      const failures = new Map<Member, FailureError>();
      clearTimeout(idle);
      questions++;
      try {
        if (refusal || !known) await model(signal);
        for (const member of all) if (!isWell(member) && member.due <= now()) void lookAgain(member);
        for (let member = next(text, failures); member; member = next(text, failures)) {
          if (refusal) throw refusal;
          let begun = false;
          member.asked++;
          member.prompts = [text, ...member.prompts].slice(0, slotsOf(member));
          try {
            if (!member.model) admit(member, await member.runtime.model(signal));
            for await (const piece of member.runtime.ask(question, guard, signal, tell)) {
              begun = true;
              yield piece;
            }
            if (signal.aborted) return;
            member.failures = 0;
            for (const [other, { failure }] of failures) if (isMaybeOfQuestion(failure)) leaveOut(other);
            return;
          } catch (error) {
            if (isRefused(error)) refusal = error;
            if (!(error instanceof FailureError) || !ofServer.has(error.failure.kind)) throw error;
            if (begun || !isMaybeOfQuestion(error.failure)) leaveOut(member);
            if (begun) throw error;
            failures.set(member, error);
          } finally {
            member.asked--;
          }
        }
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      } finally {
        if (--questions === 0) {
          clearTimeout(idle);
          idle = setTimeout(() => {
            looks.abort();
            looks = new AbortController();
          }, IDLE).unref();
        }
      }
      throw failures.get(first);
    },
  };
}

/** What every server may answer to this one question: a server is at fault only if another does better. */
const isMaybeOfQuestion = ({ kind }: Failure): boolean => kind === 'server-error';

const isRefused = (error: unknown): error is FailureError =>
  error instanceof FailureError && error.failure.kind === 'refused-host';

const differing = (a: Endpointed, b: Endpointed): FailureError =>
  failed(
    'no-model',
    `The models at ${a.endpoint} and ${b.endpoint} differ.`,
    'Answers of different models cannot be told apart: give all endpoints the same model, or name one endpoint.',
  );

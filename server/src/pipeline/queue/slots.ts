import type { Model, Usage } from '../../runtime/runtime';

/** How many questions a server answers at once, and what is known of that. */
export interface Slots {
  /** The questions that may be under way now: at times one more than are answered, to find out whether it would be. */
  readonly limit: number;
  /** What the server is known to answer at once. */
  readonly known: number;
  /** To be called when a question is sent; gives what is to be called when all of its answer has come. */
  sent(): (answered: Answered | undefined) => void;
}

/** What came of a question; undefined in its place where it was broken off. */
export interface Answered extends Usage {
  /** From sending to the end of the answer, in milliseconds. */
  readonly took: number;
  /** Of the question and of the answer, where the server does not tell the tokens. */
  readonly guess: { readonly prompt: number; readonly output: number };
}

const MOST = 16;
/** A server that tells is believed, within reason. */
const MOST_TOLD = 64;
/** Answers of which none waited that show that the server does more; without its own word on the times, more of them. */
const LEAST = 3;
const LEAST_GUESSED = 8;
/** Waiting, as a share of all time, that is none. */
const NO_WAIT = 0.02;
/** Answers for each question under way that any other conclusion is drawn from: they differ much in length. */
const MANY = 6;
/** Answers between two looks whether the server has become able to do more; doubled each time that it has not. */
const FIRST_PAUSE = 32;
const LONGEST_PAUSE = 512;
/** What reading a token costs, held against writing one, where the server does not tell times. */
const READING = 0.05;

/**
 * Questions that take less on average, in milliseconds, are so short that the way there and back counts: one more is
 * always under way. It may take the slot that has read what another is about to go on from; of longer ones that costs
 * more than the way. Of those that take next to nothing, nothing is to be gained.
 */
const SHORT = { from: 15, to: 150 };
/** How much one question counts in that average. */
const SHARE = 0.1;

/** Whether questions are short, by those that were answered. */
function makeBriefness() {
  let average: number | undefined;
  return {
    get areShort(): boolean {
      return average !== undefined && average > SHORT.from && average < SHORT.to;
    },
    take({ took, worked = took }: Answered): void {
      // The first may load the model.
      average = average === undefined ? SHORT.to : average + SHARE * (worked - average);
    },
  };
}

/** The slots of a server that says how many there are. */
export function told(slots: number): Slots {
  const known = Math.min(MOST_TOLD, Math.max(1, slots));
  const briefness = makeBriefness();
  return {
    get limit() {
      return known + (briefness.areShort ? 1 : 0);
    },
    known,
    sent: () => (answered) => {
      if (answered) briefness.take(answered);
    },
  };
}

interface Sample {
  readonly worked: number;
  readonly waited: number;
}

/**
 * Learns from how long questions wait how many the server answers at once (at most 16). Of so many under way, those at
 * work are as many as the share of their time that is no waiting (Little's law). A server that tells no times is
 * measured by what a token costs while one question is under way alone: what is above that later is waiting.
 */
export function learnSlots(from = 1): Slots {
  let known = Math.min(MOST, Math.max(1, from));
  let probing = known < MOST;
  let pause = FIRST_PAUSE;
  let paused = 0;
  let heard = from > 1;
  const underWay = new Set<{ alone: boolean }>();
  let samples: Sample[] = [];
  /** The shortest wait: what a question takes besides its tokens, not a wait for a slot. */
  let shortest = Number.POSITIVE_INFINITY;
  /** Of questions that were alone, where no times are told; the first of all is not taken, since servers warm up. */
  let alone: { readonly count: number; readonly took: number; readonly units: number } | undefined;

  const briefness = makeBriefness();
  const isMeasured = (): boolean => heard && (alone === undefined || alone.count >= LEAST);
  // At first one alone, which tells what a question takes besides waiting.
  const limit = (): number => (isMeasured() ? known + (probing || briefness.areShort ? 1 : 0) : known);

  function sampleOf(answered: Answered, wasAlone: boolean): Sample | undefined {
    const { waited, worked, took, promptTokens, cachedTokens = 0, outputTokens, guess } = answered;
    if (waited !== undefined && worked !== undefined) {
      shortest = Math.min(shortest, waited);
      return { worked, waited: waited - shortest };
    }
    const read = Math.max(0, (promptTokens ?? guess.prompt) - cachedTokens);
    const units = 1 + (outputTokens ?? guess.output) + READING * read;
    if (alone === undefined) {
      alone = { count: 0, took: 0, units: 0 };
      return undefined;
    }
    if (wasAlone) alone = { count: alone.count + 1, took: alone.took + took, units: alone.units + units };
    if (!isMeasured()) return undefined;
    const expected = Math.min(took, (units * alone.took) / alone.units);
    return { worked: expected, waited: took - expected };
  }

  /** @param count of questions under way when each of the samples was sent */
  function conclude(count: number, least: number): void {
    const worked = samples.reduce((sum, one) => sum + one.worked, 0);
    const all = samples.reduce((sum, one) => sum + one.worked + one.waited, 0);
    const isFree = worked >= (1 - NO_WAIT) * all;
    if (samples.length < (isFree ? Math.max(least, count) : MANY * Math.max(2, count))) return;
    samples = [];
    const atWork = all > 0 ? Math.round((count * worked) / all) : count;
    const grew = atWork > known;
    // One at a time: a few long questions between short ones look like less than there is.
    known = Math.min(MOST, Math.max(1, atWork, known - 1));
    if (!probing) return;
    probing = grew && known < MOST;
    paused = 0;
    pause = grew ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
  }

  return {
    get limit() {
      return limit();
    },
    get known() {
      return known;
    },
    sent() {
      for (const other of underWay) other.alone = false;
      const question = { alone: underWay.size === 0 };
      underWay.add(question);
      const count = underWay.size;
      return (answered) => {
        if (!underWay.delete(question) || !answered) return;
        // Only what met a full house tells whether it is full.
        const isFull = count === limit();
        const sample = sampleOf(answered, question.alone);
        heard = true;
        briefness.take(answered);
        if (!probing && ++paused >= pause && known < MOST) {
          probing = true;
          samples = [];
          return;
        }
        if (!sample || !isFull) return;
        samples.push(sample);
        conclude(count, answered.waited === undefined ? LEAST_GUESSED : LEAST);
      };
    },
  };
}

/** The slots of servers, remembered as long as the program runs. */
export type SlotMemory = (model: Model) => Slots;

/** @param place where the server is: what is learnt of a model there holds there alone */
export type SlotMemories = (place: string) => SlotMemory;

export const slotsOf = ({ slots, moreSlots = slots === undefined }: Model): Slots =>
  moreSlots ? learnSlots(slots) : told(slots ?? 1);

/** What is told is taken anew each time; what is learnt is kept. */
export function makeSlotMemories(): SlotMemories {
  const learnt = new Map<string, Slots>();
  return (place) => (model) => {
    if (model.slots !== undefined && !model.moreSlots) return slotsOf(model);
    const name = `${place} ${model.digest}`;
    const known = learnt.get(name) ?? slotsOf(model);
    learnt.set(name, known);
    return known;
  };
}

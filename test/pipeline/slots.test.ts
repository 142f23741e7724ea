import { describe, expect, it } from 'vitest';
import {
  type Answered,
  learnSlots,
  makeSlotMemories,
  type Slots,
  slotsOf,
} from '../../server/src/pipeline/queue/slots';

const model = { name: 'me-llama', digest: 'd1', contextLength: 4_096 };

/** What a server tells of itself: the times, tokens alone, or nothing. */
type Tells = 'times' | 'tokens';

/**
 * A server in its own time that answers so many questions at once, first come, first served, and a client that sends
 * as many as the slots allow. Gives the most that were under way at each answer.
 */
function serve(
  slots: Slots,
  atOnce: number,
  answers: number,
  tells: Tells = 'times',
  overhead = 4,
): number[] {
  let now = 0;
  let sent = 0;
  const free: number[] = Array.from({ length: atOnce }, () => 0);
  const open: { ends: number; answered: Answered; done: ReturnType<Slots['sent']> }[] = [];
  const limits: number[] = [];
  while (limits.length < answers) {
    while (open.length < slots.limit) {
      sent++;
      // Questions differ: a fixed share of the golden ratio runs through all lengths.
      const output = 40 + Math.floor(((sent * 0.618) % 1) * 60);
      const prompt = 800 + (sent % 7) * 40;
      const worked = prompt * 0.5 + output * 10;
      free.sort((a, b) => a - b);
      const starts = Math.max(now, free[0] as number);
      free[0] = starts + worked;
      const waited = starts - now + overhead;
      const took = starts - now + worked + overhead;
      const tokens = { promptTokens: prompt, outputTokens: output };
      const answered = {
        took,
        guess: { prompt, output },
        ...tokens,
        ...(tells === 'times' && { waited, worked }),
      };
      open.push({ ends: free[0], answered, done: slots.sent() });
    }
    open.sort((a, b) => a.ends - b.ends);
    const first = open.shift();
    if (!first) throw new Error('at least one is under way');
    now = first.ends;
    first.done(first.answered);
    limits.push(slots.limit);
  }
  for (const { done } of open) done(undefined);
  return limits;
}

describe('how many questions a server answers at once', () => {
  for (const tells of ['times', 'tokens'] as const) {
    for (const atOnce of [1, 2, 3, 4, 8, 16]) {
      it(`is learnt where it is ${atOnce}, from ${tells}`, () => {
        const slots = learnSlots();
        const limits = serve(slots, atOnce, 400, tells);
        expect(slots.known).toBe(atOnce);
        // One more at most, and seldom.
        const later = limits.slice(-64);
        expect(Math.max(...later)).toBeLessThanOrEqual(atOnce + 1);
        expect(later.filter((limit) => limit > atOnce).length).toBeLessThan(24);
      });
    }
  }

  it('is one until the first answer has come', () => {
    expect(learnSlots().limit).toBe(1);
  });

  it('is found soon: eight after less than a hundred answers', () => {
    const slots = learnSlots();
    serve(slots, 8, 100);
    expect(slots.known).toBe(8);
  });

  it('follows a server that answers more, or less, than before', () => {
    const slots = learnSlots();
    serve(slots, 4, 100);
    expect(slots.known).toBe(4);
    serve(slots, 2, 200);
    expect(slots.known).toBe(2);
    serve(slots, 6, 800);
    expect(slots.known).toBe(6);
  });

  it('is not learnt from questions that were broken off, nor from few at a time', () => {
    const slots = learnSlots();
    const answered = { took: 100, guess: { prompt: 100, output: 10 }, waited: 2, worked: 90 };
    for (let i = 0; i < 100; i++) slots.sent()(answered);
    expect(slots.known).toBe(1);
    for (let i = 0; i < 100; i++) slots.sent()(undefined);
    expect(slots.known).toBe(1);
  });

  it('is what the server tells, where it does', () => {
    const slots = slotsOf({ ...model, slots: 3 });
    serve(slots, 1, 100);
    expect(slots.limit).toBe(3);
    expect(slotsOf({ ...model, slots: 100_000 }).limit).toBeLessThan(100);
  });

  it('is at least what some servers of a pool tell, and more is learnt', () => {
    const slots = slotsOf({ ...model, slots: 3, moreSlots: true });
    expect(slots.known).toBe(3);
    serve(slots, 5, 200);
    expect(slots.known).toBe(5);
  });

  it('has one more under way where questions are so short that the way to the server counts', () => {
    const answer = (slots: Slots, took: number, times: number): number => {
      for (let i = 0; i < times; i++) slots.sent()({ took, guess: { prompt: 10, output: 10 } });
      return slots.limit;
    };
    const slots = slotsOf({ ...model, slots: 2 });
    expect(answer(slots, 60, 30)).toBe(3);
    expect(slots.known).toBe(2);
    expect(answer(slots, 900, 30)).toBe(2);
    expect(answer(slots, 1, 100)).toBe(2);
  });

  it('is remembered of a model at a place, and there alone', () => {
    const memories = makeSlotMemories();
    serve(memories('http://127.0.0.1:1')(model), 4, 100);
    expect(memories('http://127.0.0.1:1')(model).known).toBe(4);
    expect(memories('http://127.0.0.1:2')(model).known).toBe(1);
    expect(memories('http://127.0.0.1:1')({ ...model, digest: 'd2' }).known).toBe(1);
    expect(memories('http://127.0.0.1:1')({ ...model, slots: 2 }).known).toBe(2);
  });
});

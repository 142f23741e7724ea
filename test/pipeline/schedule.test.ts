import { describe, expect, it } from 'vitest';
import { makeSchedule, type Place } from '../../server/src/pipeline/queue/schedule';
import type { Turn } from '../../server/src/task/engine';

/** Lets all that is ready go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Options {
  readonly note?: string;
  readonly rank?: number;
  readonly distance?: number;
  readonly turn?: () => Turn;
  readonly prompt?: string;
  readonly signal?: AbortSignal;
}

/** Questions by name, and how those go on that have a place. */
function start(places: number | (() => number)) {
  const schedule = makeSchedule(typeof places === 'number' ? () => places : places);
  const asked: string[] = [];
  const places_ = new Map<string, Place>();
  return {
    schedule,
    asked,
    ask(name: string, { note = 'a', rank = 0, distance = 0, turn, prompt = name, signal }: Options = {}) {
      const waiting = {
        note,
        turn: turn ?? (() => ({ rank, distance })),
        prompt,
        signal: signal ?? new AbortController().signal,
      };
      return schedule.enter(waiting).then((place) => {
        asked.push(name);
        places_.set(name, place);
      });
    },
    async answer(name: string, prompt = '') {
      places_.get(name)?.leave(prompt);
      await settle();
    },
    async answerAll() {
      await settle();
      for (let i = 0; i < asked.length; i++) await this.answer(asked[i] as string);
      return asked;
    },
  };
}

describe('questions that wait for a place', () => {
  it('are asked as many at once as there are places, also when these become more', async () => {
    let places = 2;
    const { schedule, ask, asked, answer } = start(() => places);
    for (const name of ['1', '2', '3', '4', '5']) void ask(name);
    await settle();
    expect(asked).toEqual(['1', '2']);
    await answer('2');
    expect(asked).toEqual(['1', '2', '3']);
    places = 3;
    schedule.look();
    await settle();
    expect(asked).toEqual(['1', '2', '3', '4']);
    places = 1;
    await answer('1');
    await answer('3');
    expect(asked).toHaveLength(4);
    await answer('4');
    expect(asked).toHaveLength(5);
  });

  it('go by rank, and by distance within a note', async () => {
    const all = start(1);
    void all.ask('first');
    void all.ask('rest, far', { rank: 2, distance: 900 });
    void all.ask('rest, near', { rank: 2, distance: 5 });
    void all.ask('on the screen', { rank: 1, distance: 3 });
    void all.ask('at the caret', { rank: 1 });
    void all.ask('wished for', { rank: 0 });
    expect(await all.answerAll()).toEqual([
      'first',
      'wished for',
      'at the caret',
      'on the screen',
      'rest, near',
      'rest, far',
    ]);
  });

  it('of several notes take turns, so that none waits for all of another', async () => {
    const all = start(1);
    for (const i of [1, 2, 3]) void all.ask(`a${i}`, { note: 'a', rank: 1, distance: i });
    for (const i of [1, 2, 3]) void all.ask(`b${i}`, { note: 'b', rank: 1, distance: 100 + i });
    void all.ask('c1', { note: 'c', rank: 1, distance: 1_000 });
    expect(await all.answerAll()).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'b3']);
  });

  it('are looked at anew for each place: who scrolls has another window next', async () => {
    let visible = 0;
    const all = start(1);
    for (const at of [0, 100, 200, 300])
      void all.ask(`${at}`, { turn: () => ({ rank: 0, distance: Math.abs(at - visible) }) });
    await settle();
    visible = 300;
    expect(await all.answerAll()).toEqual(['0', '300', '200', '100']);
  });

  it('follow the one whose beginning they share, but not before a lower rank', async () => {
    const all = start(1);
    const note = 'what was read of a note '.repeat(5);
    void all.ask('window', { prompt: note });
    void all.ask('another note', { note: 'b', prompt: 'something else entirely' });
    void all.ask('the same window', { rank: 0, distance: 50, prompt: `${note}, summed up` });
    void all.ask('wished for', { note: 'c', rank: -1, prompt: 'a wish' });
    await settle();
    await all.answer('window', note);
    expect(all.asked).toEqual(['window', 'wished for']);
    await all.answer('wished for', note);
    expect(all.asked.at(-1)).toBe('the same window');
  });

  it("vanish when they are not wanted any more, and take nobody else's place", async () => {
    const all = start(1);
    const controller = new AbortController();
    void all.ask('first');
    const left = all.ask('pointless', { rank: -1, signal: controller.signal });
    void all.ask('second');
    controller.abort(new Error('edited'));
    await expect(left).rejects.toThrow('edited');
    expect(await all.answerAll()).toEqual(['first', 'second']);
    const late = all.ask('late', { signal: controller.signal });
    await expect(late).rejects.toThrow('edited');
  });

  it('wait while it is held, and go on then; what has a place keeps it', async () => {
    const all = start(2);
    void all.ask('first');
    await settle();
    const release = all.schedule.hold();
    const other = all.schedule.hold();
    void all.ask('second');
    await all.answer('first');
    release();
    release();
    await settle();
    expect(all.asked).toEqual(['first']);
    other();
    await settle();
    expect(all.asked).toEqual(['first', 'second']);
  });

  it('give a place back once, however often that is said', async () => {
    const all = start(1);
    for (const name of ['1', '2', '3']) void all.ask(name);
    await settle();
    await all.answer('1');
    await all.answer('1');
    expect(all.asked).toEqual(['1', '2']);
  });
});

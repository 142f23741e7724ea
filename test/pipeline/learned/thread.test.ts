import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { makeLearner } from '../../../server/src/pipeline/learned/learner';
import type {
  FromLearner,
  Learned,
  NoteGold,
  ToLearner,
} from '../../../server/src/pipeline/learned/messages';
import { serveLearner } from '../../../server/src/pipeline/learned/serving';
import { makeLearnerClient, type ThreadEvents } from '../../../server/src/pipeline/learned/thread';
import { ground } from '../../support/learner';

const note = (name: string, text: string, said: string, type = 'Gene'): NoteGold => ({
  name,
  text,
  entities: [{ type, start: text.indexOf(said), end: text.indexOf(said) + said.length }],
});
const piece = (text: string) => [{ start: 0, text, section: 'other' as const, isHeading: false }];
const never = new AbortController().signal;

/** Threads that a test ends and answers by hand. */
function threads() {
  const made: { events: ThreadEvents; sent: ToLearner[]; held: boolean }[] = [];
  const warned: string[] = [];
  const client = makeLearnerClient(
    (events) => {
      const thread = { events, sent: [] as ToLearner[], held: false };
      made.push(thread);
      return {
        post: (message) => thread.sent.push(message),
        hold: (isBusy) => {
          thread.held = isBusy;
        },
        end: async () => events.ended(),
      };
    },
    (message) => warned.push(message),
  );
  return { client, made, warned };
}
const tagging = { corpus: 'c', pieces: piece('BRX7 was found.'), answers: [], types: ['Gene'] };

describe('a thread that learns', () => {
  it('is started when it is needed, and cancelled tasks are taken back from it', async () => {
    const { client, made } = threads();
    expect(made).toEqual([]);
    const controller = new AbortController();
    const tagged = client.tag(tagging, controller.signal);
    expect(made[0]?.held).toBe(true);
    controller.abort();
    expect(await tagged).toBeUndefined();
    expect(made[0]?.sent.at(-1)).toEqual({ id: 1, cancel: true });
    expect(made[0]?.held).toBe(false);
  });

  it('that ends is started again, learns the same again, and is given up after a few times', async () => {
    const { client, made, warned } = threads();
    const told: [string, Learned][] = [];
    client.onRelearned((corpus, learned) => told.push([corpus, learned]));
    const gold = [note('a', 'BRX7 was found.', 'BRX7')];
    const learned = client.learn('c', gold);
    made[0]?.events.message({ id: 1, learned: { notes: 1, types: ['Gene'] } });
    expect(await learned).toEqual({ notes: 1, types: ['Gene'] });
    const tagged = client.tag(tagging, never);
    made[0]?.events.ended();
    expect(await tagged).toBeUndefined();
    const again = made[1]?.sent[0];
    expect(again).toMatchObject({ task: { kind: 'learn', corpus: 'c', notes: gold } });
    made[1]?.events.message({ id: again?.id ?? 0, learned: { notes: 1, types: ['Gene'] } });
    await vi.waitFor(() => expect(told).toEqual([['c', { notes: 1, types: ['Gene'] }]]));
    // That it answered in between does not say that it will not end over the same again.
    for (let i = 1; i < 4; i++) made[i]?.events.ended();
    expect(made).toHaveLength(3);
    // Nothing is known from then on, and nobody says so.
    expect(told.at(-1)).toEqual(['c', { notes: 0, types: [] }]);
    expect(await client.tag(tagging, never)).toBeUndefined();
    expect(warned).toHaveLength(1);
    expect(warned[0]).not.toContain('BRX7');
  });

  it('learns anew by itself what has grown, and says so: notes that wait for it are asked again', async () => {
    const here = new EventEmitter();
    const { client, made } = threads();
    const relearned = new Promise<unknown>((resolve) => client.onRelearned((...all) => resolve(all)));
    const port = {
      on: (_: string, heard: (message: ToLearner) => void) => here.on('message', heard),
      postMessage: (message: FromLearner) => made[0]?.events.message(message),
    };
    serveLearner(port as unknown as Parameters<typeof serveLearner>[0], makeLearner(ground), () => '');
    const adding = ['a', 'b', 'c'].map((name) =>
      client.add('c', note(name, 'The gene BRX7 was found.', 'BRX7')),
    );
    for (const message of made[0]?.sent ?? []) here.emit('message', message);
    await Promise.all(adding);
    expect(await relearned).toEqual(['c', { notes: 3, types: ['Gene'] }]);
  });

  it('does what is waited for first, and nothing that was cancelled', async () => {
    const [here, answers] = [new EventEmitter(), [] as FromLearner[]];
    const done = new Promise<void>((resolve) => {
      const port = {
        on: (_: string, heard: (message: ToLearner) => void) => here.on('message', heard),
        postMessage: (message: FromLearner) => {
          answers.push(message);
          if (answers.length === 3) resolve();
        },
      };
      serveLearner(port as unknown as Parameters<typeof serveLearner>[0], makeLearner(ground), () => '');
    });
    const say = (message: ToLearner) => here.emit('message', message);
    const gold = note('a', 'The gene BRX7 was found. Then BRX7 was lost. No more was done.', 'BRX7');
    say({ id: 1, task: { kind: 'learn', corpus: 'c', notes: [gold] } });
    say({ id: 2, task: { kind: 'tag', ...tagging } });
    say({ id: 3, task: { kind: 'tag', ...tagging } });
    say({ id: 3, cancel: true });
    say({ id: 4, task: { kind: 'add', corpus: 'c', note: { ...gold, name: 'b' } } });
    await done;
    expect(answers).toMatchObject([{ id: 2 }, { id: 1 }, { id: 4 }]);
    expect(answers[0]).toEqual({ id: 2, verdicts: undefined });
    expect(answers[2]).toMatchObject({ learned: { notes: 2, types: ['Gene'] } });
  });
});

describe('what was learned', () => {
  const texts = [
    'The gene BRX7 was mutated here.',
    'We saw the gene KLT2 in one sample.',
    'The gene QQZ9 was lost.',
  ];
  const names = ['BRX7', 'KLT2', 'QQZ9'];

  it('finds a type that nobody knew before, at its places, and only of wanted types', () => {
    const { learn, tag } = makeLearner(ground);
    learn(
      'c',
      texts.map((text, i) => note(`${i}`, text, names[i] ?? '')),
    );
    const asked = {
      kind: 'tag',
      corpus: 'c',
      pieces: [{ ...piece('The gene MMW4 was mutated.')[0], start: 100 }],
      answers: [],
    } as never;
    expect(tag({ ...(asked as object), types: ['Gene'] } as never)).toMatchObject([
      { start: 109, end: 113, type: 'Gene', support: 'learned' },
    ]);
    expect(tag({ ...(asked as object), types: ['Other'] } as never)).toEqual([]);
  });

  it('goes by the spelling of the schema where a shipped type is written otherwise', () => {
    const { learn, tag } = makeLearner(ground);
    learn('c', [note('a', 'He has severe pneumonia today.', 'severe pneumonia', 'Problem')]);
    const found = tag({
      kind: 'tag',
      corpus: 'c',
      pieces: piece('He has severe pneumonia now.'),
      answers: [],
      types: ['Problem'],
    });
    expect(found).toMatchObject([{ type: 'Problem', assertion: 'present' }]);
  });

  it('leaves an engine its word about types of which too little was seen', () => {
    const { learn, tag } = makeLearner(ground);
    learn('c', [note('a', 'The gene BRX7 was found. No more was done.', 'BRX7')]);
    const answers = [{ start: 0, end: 3, type: 'Gene' }];
    const found = tag({
      kind: 'tag',
      corpus: 'c',
      pieces: piece('Odd things were found.'),
      answers,
      types: ['Gene'],
    });
    expect(found).toMatchObject([{ start: 0, end: 3, support: 'engine' }]);
  });
});

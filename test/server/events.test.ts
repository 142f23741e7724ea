import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../server/src/annotation/annotation';
import { roleOf, type Schema } from '../../server/src/annotation/schema';
import { goldActions } from '../../server/src/editor/gold/gold-actions';
import { goldHover } from '../../server/src/editor/gold/gold-hover';
import {
  ADD_ARGUMENT,
  type Decided,
  MAKE_EVENT,
  OFFERS,
  type Offer,
  REMOVE,
  REMOVE_ARGUMENT,
  RETYPE,
} from '../../server/src/editor/gold/gold-protocol';
import { reviewCommands } from '../../server/src/editor/gold/review-commands';
import { openNote } from '../../server/src/editor/open-note';
import { writeBrat } from '../../server/src/format/brat';
import { readCorpusConfig } from '../../server/src/format/config/corpus-config';
import type { Gold } from '../../server/src/gold/gold';
import { usualSchema } from '../../server/src/pipeline/corpus-schema';
import { corpus } from '../gold/corpus';

const config = `
[entities]
Drug
Problem
[relations]
[events]
Stop Drug*:Drug, Reason?:Problem|Worsen
Worsen Theme:Problem
Start Drug:Drug
[attributes]
`;
const text = 'Amiodarone and digoxin were stopped since nausea worsened.\nLater digoxin was begun again.\n';

/** A note that is open with its gold, and the commands of its review. */
async function reviewOf(standoff: string, note = text, schema: Schema = schemaIn(config)) {
  const files = corpus({ 'a.txt': note, 'a.ann': standoff });
  const store = files.store({ schema: () => schema });
  const open = openNote(pathToFileURL(files.path('a.txt')).href, 'clinical-note', 1, note);
  open.settle(open.settled, open.policy, { ...usualSchema, schema });
  const gold = await store.open(files.path('a.txt'), open.note);
  open.gold = gold;
  const commands = reviewCommands({
    connection: { sendNotification: async () => {} },
    noteOf: () => open,
    ready: async () => {},
    step: async () => undefined,
    decided: () => {},
    finished: () => {},
  });
  const run = async (command: string, argument: object): Promise<unknown> =>
    commands[command]?.({ uri: open.uri, version: 1, ...argument });
  return {
    open,
    gold,
    store,
    decide: (command: string, argument: object) => run(command, argument) as Promise<Decided>,
    offers: (what: string, argument: object) => run(OFFERS, { ...argument, what }) as Promise<Offer[]>,
    rangeOf: (words: string, from = 0) => {
      const start = note.indexOf(words, from);
      return open.rangeOf({ start, end: start + words.length });
    },
    lines: (): string[] => written(gold.gold).split('\n').filter(Boolean),
    async end(): Promise<void> {
      await store.close();
      rmSync(files.root, { recursive: true });
    },
    async saved(): Promise<string> {
      await gold.settled();
      return files.read('a.ann');
    },
  };
}

const schemaIn = (conf: string): Schema => readCorpusConfig({ annotation: conf }).schema;
const written = (gold: Gold): string => writeBrat(gold.document);
const lineOf = (id: string, type: string, words: string, from = 0): string => {
  const at = text.indexOf(words, from);
  return `${id}\t${type} ${at} ${at + words.length}\t${words}`;
};
const drugs = `${lineOf('T1', 'Drug', 'Amiodarone')}\n${lineOf('T2', 'Drug', 'digoxin')}\n${lineOf('T3', 'Problem', 'nausea')}\n`;

describe('an event', () => {
  it('is made of a selection, takes its arguments one by one, and lets go of them', async () => {
    const note = await reviewOf(drugs);
    const types = await note.offers('event', { range: note.rangeOf('stopped') });
    expect(types.map(({ type, key }) => [type, key])).toEqual([
      ['Stop', 's'],
      ['Worsen', 'w'],
      ['Start', 't'],
    ]);
    const made = await note.decide(MAKE_EVENT, { range: note.rangeOf('stopped'), type: 'Stop' });
    expect(made.at).toMatchObject({ id: 'E1', range: note.rangeOf('stopped') });
    const here = { id: 'E1', range: note.rangeOf('stopped') };
    const trigger = lineOf('T4', 'Stop', 'stopped');
    expect(note.lines().slice(3)).toEqual([trigger, 'E1\tStop:T4']);
    const offers = await note.offers('argument', here);
    expect(offers.map(({ label, range, key }) => [key, label, range])).toEqual([
      ['1', 'Stop: Drug →', note.rangeOf('digoxin')],
      ['2', 'Stop: Reason →', note.rangeOf('nausea')],
      ['3', 'Stop: Drug →', note.rangeOf('Amiodarone')],
    ]);
    for (const { part } of offers) await note.decide(ADD_ARGUMENT, part ?? {});
    expect(note.lines().slice(3)).toEqual([trigger, 'E1\tStop:T4 Drug:T2 Reason:T3 Drug2:T1']);
    // All of it is there, and a reason stands once.
    expect(await note.offers('argument', here)).toEqual([]);
    expect((await note.decide(ADD_ARGUMENT, { event: 'E1', role: 'Reason', target: 'T3' })).refused).toMatch(
      /once/,
    );
    const parts = await note.offers('part', here);
    expect(parts.map(({ label }) => label)).toEqual([
      'Stop: Drug →',
      'Stop: Reason →',
      'Stop: Drug2 →',
      'Stop: the event',
    ]);
    await note.decide(REMOVE_ARGUMENT, parts[0]?.part ?? {});
    expect(note.lines().at(-1)).toBe('E1\tStop:T4 Reason:T3 Drug2:T1');
    // Seen from what plays the part, too.
    const [played] = await note.offers('part', { range: note.rangeOf('nausea') });
    expect(played).toMatchObject({ label: 'Stop: Reason ←', range: note.rangeOf('stopped') });
    await note.decide(REMOVE_ARGUMENT, played?.part ?? {});
    const [back] = await note.offers('argument', { range: note.rangeOf('nausea') });
    expect(back).toMatchObject({ label: 'Stop: Reason ←', part: { event: 'E1', target: 'T3' } });
    await note.decide(REMOVE, { id: parts[3]?.event });
    expect(await note.saved()).toBe(drugs);
    while (!('refused' in (await note.store.undo())));
    expect(await note.saved()).toBe(drugs);
  });

  it('is a part of another one as that event, not as its trigger', async () => {
    const note = await reviewOf(drugs);
    await note.decide(MAKE_EVENT, { range: note.rangeOf('worsened'), type: 'Worsen' });
    await note.decide(MAKE_EVENT, { range: note.rangeOf('stopped'), type: 'Stop' });
    const offers = await note.offers('argument', { id: 'E2', range: note.rangeOf('stopped') });
    const reason = offers.find(({ range }) => range?.start.character === text.indexOf('worsened'));
    expect(reason?.part).toEqual({ event: 'E2', role: 'Reason', target: 'E1' });
    await note.decide(ADD_ARGUMENT, reason?.part ?? {});
    expect(note.lines().at(-1)).toBe('E2\tStop:T5 Reason:E1');
    expect(goldHover(note.open, text.indexOf('worsened'))[0]?.text).toContain(
      'event Stop (stopped): Reason worsened',
    );
  });

  it('that a file has as a part of itself is changed like any other', async () => {
    const events = `${lineOf('T4', 'Worsen', 'worsened')}\nE1\tWorsen:T4 Theme:T3 With:E1\n`;
    const note = await reviewOf(drugs + events);
    await note.decide(REMOVE_ARGUMENT, { event: 'E1', role: 'Theme', target: 'T3' });
    expect(note.lines().at(-1)).toBe('E1\tWorsen:T4 With:E1');
    await note.decide(ADD_ARGUMENT, { event: 'E1', role: 'Theme', target: 'T3' });
    expect(note.lines().at(-1)).toBe('E1\tWorsen:T4 With:E1 Theme:T3');
    await note.decide(REMOVE_ARGUMENT, { event: 'E1', role: 'With', target: 'E1' });
    expect(note.lines().at(-1)).toBe('E1\tWorsen:T4 Theme:T3');
    await note.decide(REMOVE_ARGUMENT, { event: 'E1', role: 'Theme', target: 'T3' });
    const again = await note.decide(ADD_ARGUMENT, { event: 'E1', role: 'Theme', target: 'E1' });
    expect(again.refused).toBe('An event cannot be a part of itself.');
  });

  it('of words that are marked already leaves that mark, and is not made twice', async () => {
    const note = await reviewOf(drugs);
    const cursor = { start: note.rangeOf('nausea').start, end: note.rangeOf('nausea').start };
    await note.decide(MAKE_EVENT, { range: cursor, type: 'Worsen' });
    expect(note.lines()).toEqual([
      ...drugs.trimEnd().split('\n'),
      lineOf('T4', 'Worsen', 'nausea'),
      'E1\tWorsen:T4',
    ]);
    expect((await note.decide(MAKE_EVENT, { range: cursor, type: 'Worsen' })).refused).toMatch(
      /E1 is the same/,
    );
    // The mark beside its trigger may play a part in it.
    const [own] = await note.offers('argument', { range: cursor });
    expect(own?.part).toEqual({ event: 'E1', role: 'Theme', target: 'T3' });
    // Taken out, it takes its trigger along, and nothing else.
    await note.decide(REMOVE, { id: 'E1' });
    expect(await note.saved()).toBe(drugs);
  });

  it('takes what is only suggested into gold, in one step', async () => {
    const note = await reviewOf('');
    const start = text.indexOf('digoxin');
    const entity: Entity = {
      id: 'e1',
      type: 'Drug',
      spans: [{ start, end: start + 7 }],
      text: 'digoxin',
      attributes: {},
      confidence: 1,
      alignment: 'exact',
      origin: { by: 'embedded', version: 'test' },
    };
    const { open } = note;
    open.knowledge.putEntities(open.note, { start: 0, end: text.length }, [entity], false);
    await note.decide(MAKE_EVENT, { range: note.rangeOf('stopped'), type: 'Stop' });
    const [offer] = await note.offers('argument', { id: 'E1', range: note.rangeOf('stopped') });
    await note.decide(ADD_ARGUMENT, offer?.part ?? {});
    expect(note.lines()).toEqual([
      lineOf('T1', 'Stop', 'stopped'),
      'E1\tStop:T1 Drug:T2',
      lineOf('T2', 'Drug', 'digoxin'),
    ]);
    await note.store.undo();
    expect(note.lines()).toEqual([lineOf('T1', 'Stop', 'stopped'), 'E1\tStop:T1']);
    await note.store.undo();
    expect(await note.saved()).toBe('');
  });

  it('is given only types that its arguments allow', async () => {
    const note = await reviewOf(
      `${drugs}${lineOf('T4', 'Stop', 'stopped')}\nE1\tStop:T4 Drug:T1 Reason:T3\n`,
    );
    const here = { range: note.rangeOf('stopped') };
    const types = await note.offers('type', here);
    expect(types.map(({ type }) => type)).toEqual(['Stop', 'Worsen', 'Start']);
    expect((await note.decide(RETYPE, { ...here, type: 'Start' })).refused).toBe(
      'E1 would not hold: Start has no Reason in this corpus.',
    );
    const nausea = { range: note.rangeOf('nausea') };
    expect((await note.decide(RETYPE, { ...nausea, type: 'Drug' })).refused).toBe(
      'E1 would not hold: Drug is no Reason of Stop in this corpus.',
    );
    await note.decide(REMOVE_ARGUMENT, { event: 'E1', role: 'Reason', target: 'T3' });
    await note.decide(RETYPE, { ...here, type: 'Start' });
    expect(note.lines().slice(3)).toEqual([lineOf('T4', 'Start', 'stopped'), 'E1\tStart:T4 Drug:T1']);
  });

  it('is offered to any client, in words that only titles hold', async () => {
    const note = await reviewOf(`${drugs}${lineOf('T4', 'Stop', 'stopped')}\nE1\tStop:T4 Drug:T1\n`);
    const actions = goldActions(note.open, note.rangeOf('stopped'), { diagnostics: [] });
    const titles = actions.map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Stop: Drug → “digoxin”',
        'Take out Stop: Drug → “Amiodarone”',
        'Take out Stop: the event',
        'Make “stopped” an event: Worsen',
      ]),
    );
    expect(JSON.stringify(actions.map(({ command }) => command))).not.toMatch(/digoxin|Amiodarone|stopped/);
    const selected = goldActions(note.open, note.rangeOf('begun'), { diagnostics: [] });
    const make = selected.find(({ title }) => title === 'Make “begun” an event: Start');
    expect(make?.command?.command).toBe(MAKE_EVENT);
    await note.decide(MAKE_EVENT, JSON.parse(JSON.stringify(make?.command?.arguments?.[0])));
    expect(note.lines().at(-1)).toBe('E2\tStart:T5');
  });
});

const entityTypes = ['A', 'B', 'C'];
const eventTypes = ['X', 'Y', 'Z'];
const types = [...entityTypes, ...eventTypes];
const words = 'one two three four five six';
const places = [...words.matchAll(/\w+/g)].map(({ index, 0: word }) => ({
  start: index,
  end: index + word.length,
}));

const schemas: fc.Arbitrary<Schema> = fc
  .tuple(
    ...eventTypes.map((name) =>
      fc.record({
        name: fc.constant(name),
        description: fc.constant(''),
        roles: fc.uniqueArray(
          fc.record({
            name: fc.constantFrom('Who', 'What', 'Where'),
            types: fc.subarray(types, { minLength: 1 }),
            repeats: fc.boolean(),
            required: fc.boolean(),
          }),
          { selector: ({ name }) => name, maxLength: 3 },
        ),
      }),
    ),
  )
  .map((events) => ({
    entities: entityTypes.map((name) => ({ name, description: '' })),
    relations: [],
    events,
    attributes: [],
  }));

/** Mentions, of events some, with arguments that are not always allowed. */
const documents = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...types)), {
      selector: ([{ start }, type]) => `${start} ${type}`,
      maxLength: 6,
    }),
    fc.array(fc.tuple(fc.nat(20), fc.constantFrom('Who', 'What', 'Who2', 'How'), fc.nat(20)), {
      maxLength: 4,
    }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([mentions, parts, end]) => {
    const lines = mentions.map(
      ([{ start, end }, type], n) => `T${n + 1}\t${type} ${start} ${end}\t${words.slice(start, end)}`,
    );
    for (const [n, [trigger, role, target]] of parts.entries()) {
      const own = mentions[trigger % Math.max(1, mentions.length)];
      if (own && eventTypes.includes(own[1]))
        lines.push(
          `E${n + 1}\t${own[1]}:T${1 + (trigger % mentions.length)} ${role}:T${1 + (target % mentions.length)}`,
        );
    }
    return [...lines, 'unread', ''].join(end);
  });

const wishes = fc.array(
  fc.record({
    what: fc.constantFrom('make', 'add', 'add', 'add', 'part', 'retype' as const),
    place: fc.constantFrom(...places),
    type: fc.constantFrom(...eventTypes),
    which: fc.nat(40),
  }),
  { minLength: 1, maxLength: 10 },
);

/** All parts that the schema leaves to be played, by looking at each pair. */
function playable(gold: Gold, schema: Schema): string[] {
  const found: string[] = [];
  for (const event of gold.events) {
    const type = schema.events.find(({ name }) => name === event.type);
    for (const player of [...gold.entities, ...gold.events]) {
      const isTrigger = gold.events.some(({ trigger }) => trigger === player.id);
      if (player.id === event.id || isTrigger) continue;
      for (const role of type?.roles ?? []) {
        const played = event.arguments.filter((one) => type && roleOf(type, one.role) === role);
        if (!role.types.includes(player.type) || played.some(({ target }) => target === player.id)) continue;
        if (role.repeats || played.length === 0) found.push(`${event.id} ${role.name} ${player.id}`);
      }
    }
  }
  return found;
}

it('of any schema takes what is offered, changes no other line, and is undone byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(schemas, documents, wishes, async (schema, standoff, steps) => {
      const note = await reviewOf(standoff, words, schema);
      const offered = new Set<string>();
      for (const place of places)
        for (const { part } of await note.offers('argument', { range: note.open.rangeOf(place) }))
          if (part) offered.add(`${part.event} ${part.role} ${part.target}`);
      expect([...offered].sort()).toEqual(playable(note.gold.gold, schema).sort());
      for (const { what, place, type, which } of steps) {
        const range = note.open.rangeOf(place);
        const before = written(note.gold.gold).split(/\r?\n/);
        if (what === 'make' || what === 'retype') {
          await note.decide(what === 'make' ? MAKE_EVENT : RETYPE, { range, type });
        } else {
          const offers = await note.offers(what === 'add' ? 'argument' : 'part', { range });
          const offer = offers[which % Math.max(1, offers.length)];
          if (!offer) continue;
          const { part, event } = offer;
          const decided = part
            ? await note.decide(what === 'add' ? ADD_ARGUMENT : REMOVE_ARGUMENT, part)
            : await note.decide(REMOVE, { id: event });
          expect(decided.refused).toBeUndefined();
          const after = new Set(written(note.gold.gold).split(/\r?\n/));
          const other = before.filter((line) => !after.has(line));
          const id = part?.event ?? event;
          // The line of the event; those of an event that goes are its trigger's and of what it was a part of.
          if (part) expect(other.map((line) => line.split('\t')[0])).toEqual([id]);
          else expect(other.some((line) => line.startsWith(`${id}\t`))).toBe(true);
        }
        const now = written(note.gold.gold).split(/\r?\n/);
        if (what === 'make') expect(now.filter((line) => before.includes(line))).toEqual(before);
      }
      while (!('refused' in (await note.store.undo())));
      expect(await note.saved()).toBe(standoff);
      await note.end();
    }),
    { numRuns: 30 },
  );
}, 120_000);

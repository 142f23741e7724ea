import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { itemReader, readJson } from '../../server/src/task/items';
import { processTime } from '../support/cost';

/** All items of an answer that comes in pieces of a size. */
function itemsOf(
  answer: string,
  size = 3,
): { items: string[]; found: boolean; whole: boolean; runaway: boolean } {
  const reader = itemReader('entities');
  const items: string[] = [];
  for (let at = 0; at < answer.length; at += size) items.push(...reader.feed(answer.slice(at, at + size)));
  return { items, found: reader.found, whole: reader.whole, runaway: reader.runaway };
}

describe('the items of an answer', () => {
  it('come out whole, wherever the answer is cut into pieces', () => {
    const value = fc.record({ text: fc.string({ unit: 'binary' }), deep: fc.jsonValue() });
    fc.assert(
      fc.property(
        fc.array(value),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0, 1),
        (list, size, indent) => {
          const { items, found, whole } = itemsOf(JSON.stringify({ entities: list }, null, indent), size);
          expect(items.map((item) => JSON.parse(item))).toEqual(JSON.parse(JSON.stringify(list)));
          expect(found && whole).toBe(true);
        },
      ),
    );
  });

  it('come as soon as each is complete', () => {
    const reader = itemReader('entities');
    expect(reader.feed('{"entities":[{"text":"pa')).toEqual([]);
    expect(reader.feed('in"}')).toEqual(['{"text":"pain"}']);
    expect(reader.feed(',{"text":"}"')).toEqual([]);
    expect(reader.feed('}')).toEqual(['{"text":"}"}']);
    expect(reader.whole).toBe(false);
    expect(reader.feed(']}')).toEqual([]);
    expect(reader.whole).toBe(true);
  });

  it('that were whole are kept where the answer is cut', () => {
    expect(itemsOf('{"entities":[{"a":1},{"a":2},{"a":')).toEqual({
      items: ['{"a":1}', '{"a":2}'],
      found: true,
      whole: false,
      runaway: false,
    });
  });

  it('are found in a bare list and behind chatter, not in another list', () => {
    expect(itemsOf('Sure! ```json\n[{"a":1}]\n```').items).toEqual(['{"a":1}']);
    expect(itemsOf('{"other":[{"a":1}],"entities":[{"a":2}]}').items).toEqual(['{"a":2}']);
    expect(itemsOf('{"findings":{"entities":[{"a":1}]}}')).toMatchObject({ items: [], found: false });
    expect(itemsOf('no list at all')).toMatchObject({ items: [], found: false });
  });

  it('stop being waited for where the answer runs on', () => {
    expect(itemsOf(`{"entities":[${' \n'.repeat(400)}`).runaway).toBe(true);
    expect(itemsOf(`{"entities":[${'{"a":1},'.repeat(200)}`).runaway).toBe(true);
    expect(itemsOf(`{"entities":[{"a":"${' '.repeat(900)}"}]}`).runaway).toBe(false);
    expect(itemsOf('{"entities":[{"a":1},{"a":1},{"a":1}]}').runaway).toBe(false);
  });

  it('never make a reader throw or stall', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', 'entities', ' ') }),
        (answer) => {
          expect(itemsOf(answer, 1)).toEqual(itemsOf(answer, 1000));
        },
      ),
    );
    const cost = processTime(() => {
      itemsOf(`{"entities":[{"a":"${'x'.repeat(1_000_000)}`, 5);
      itemsOf('['.repeat(1_000_000), 50);
    });
    expect(cost).toBeLessThan(4_000);
  });
});

describe('a value', () => {
  const shape = z.object({ text: z.string() });
  it('is repaired where its form alone is broken, and else refused', () => {
    expect(readJson('{"text":"pain",}', shape)).toEqual({ text: 'pain' });
    expect(readJson("{'text':'pain'}", shape)).toEqual({ text: 'pain' });
    expect(readJson('{"text":7}', shape)).toBeUndefined();
    expect(readJson('pain', shape)).toBeUndefined();
  });
});

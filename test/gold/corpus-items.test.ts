import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../server/src/evaluation/adjudication';
import { takeAgreed, takeSide } from '../../server/src/evaluation/taking';
import { undecided } from '../../server/src/evaluation/undecided';
import { parseBrat, writeBrat } from '../../server/src/format/brat';
import type { Item } from '../../server/src/format/corpus/document';
import { referencesOf } from '../../server/src/format/corpus/items';
import { corpusItemsOf } from '../../server/src/gold/corpus-items';
import { decide } from '../../server/src/gold/decide';
import type { Gold } from '../../server/src/gold/gold';
import { keepChange } from '../../server/src/gold/kept-change';
import { readGold } from '../../server/src/gold/read';
import { makeSecrets } from '../../server/src/gold/secrets';
import { redoChanges, reversed } from '../../server/src/gold/turn';
import { fromBrat } from '../format/corpus/in-memory';
import { meaning } from '../support/meaning';
import { standoffPair } from '../support/standoff';

const secrets = makeSecrets(new Uint8Array(32).fill(7));
const goldOf = (text: string, ann: string): Gold => readGold(parseBrat(ann), text, text);

function put(gold: Gold, items: readonly Item[], used = {}) {
  const outcome = decide(gold, { kind: 'items', items }, { used });
  if ('refused' in outcome) throw new Error(outcome.refused);
  return outcome;
}

describe('items of others', () => {
  it('are written as they are, read again with the same meaning, and taken back whole', () => {
    fc.assert(
      fc.property(standoffPair, fc.boolean(), ({ text, ann }, again) => {
        const { items } = fromBrat(text, ann).document;
        const used = again ? { T: 500, R: 500, E: 500, A: 500, N: 500, '#': 500 } : {};
        const { gold, changes } = put(goldOf(text, ''), items, used);
        expect(meaning({ items: corpusItemsOf(gold) })).toEqual(meaning({ items }));
        expect(meaning({ items: fromBrat(text, writeBrat(gold.document)).document.items })).toEqual(
          meaning({ items }),
        );
        if (!again) expect(corpusItemsOf(gold).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
        const kept = changes.map((change) => keepChange(change, secrets));
        const back = redoChanges(gold, reversed(kept), secrets);
        expect('refused' in back ? back.refused : writeBrat(back.gold.document)).toBe('');
      }),
      { numRuns: 150 },
    );
  });

  it('never take an id that is there, nor come to be meant by what refers to nothing', () => {
    const text = 'No fever today.';
    const gold = goldOf(text, 'T1\tproblem 3 8\tfever\nR1\tTrIP Arg1:T1 Arg2:T3\n');
    const items: Item[] = [
      { kind: 'textbound', id: 'T1', type: 'test', spans: [{ start: 9, end: 14 }], text: '' },
      { kind: 'textbound', id: 'T2', type: 'test', spans: [{ start: 3, end: 8 }], text: '' },
      { kind: 'attribute', id: 'A1', type: 'Negation', target: 'T1', value: true },
    ];
    expect(writeBrat(put(gold, items).gold.document)).toBe(
      'T1\tproblem 3 8\tfever\nR1\tTrIP Arg1:T1 Arg2:T3\nT4\ttest 9 14\ttoday\nT2\ttest 3 8\tfever\nA1\tNegation T4\n',
    );
  });
});

/** What of some items stands by itself: relations of mentions that are there, what is said of these, no mention twice. */
function sound(items: readonly Item[]): Item[] {
  const mentions = new Map<string, string>();
  for (const item of items)
    if (item.kind === 'textbound') mentions.set(JSON.stringify([item.type, item.spans]), item.id);
  const kept = new Set(mentions.values());
  return items.filter((item) =>
    item.kind === 'textbound' ? kept.has(item.id) : referencesOf(item).every((id) => kept.has(id)),
  );
}

describe('an adjudication in gold', () => {
  it('ends with what a side says where that is taken everywhere, and asks for nothing more', () => {
    const pair = fc.tuple(
      standoffPair,
      fc.infiniteStream(fc.nat(9)),
      fc.infiniteStream(fc.nat(9)),
      fc.boolean(),
    );
    fc.assert(
      fc.property(pair, ([{ text, ann }, dropA, dropB, again]) => {
        const { items } = fromBrat(text, ann).document;
        const some = (chance: Iterator<number>): readonly Item[] =>
          items.flatMap((item) => {
            const drawn = chance.next().value;
            return drawn === 0 ? [] : [drawn === 1 ? { ...item, type: 'other' } : item];
          });
        const sides = [
          { name: 'a', items: sound(some(dropA)) },
          { name: 'b', items: sound(some(dropB)) },
        ];
        const used = again ? { T: 500, R: 500, E: 500, A: 500, N: 500, '#': 500 } : {};
        let { gold } = put(goldOf(text, ''), takeAgreed(sides, []), used);
        expect(meaning({ items: corpusItemsOf(gold) })).toEqual(meaning({ items: adjudicate(sides).agreed }));
        expect(takeAgreed(sides, corpusItemsOf(gold))).toEqual([]);
        for (const one of adjudicate(sides).disagreements)
          gold = put(gold, takeSide(sides, corpusItemsOf(gold), one, 0), used).gold;
        expect(meaning({ items: corpusItemsOf(gold) })).toEqual(meaning({ items: sides[0]?.items ?? [] }));
        const left = undecided(sides, corpusItemsOf(gold));
        expect(left.filter(({ options }) => options[0]?.items.length !== 0)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
